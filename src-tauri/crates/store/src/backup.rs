//! Copying the database away and bringing such a copy back.
//!
//! A backup is the database alone: originals are never changed once stored, so an ordinary copy of
//! their folder is a backup of them.

use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};

use crate::blob_folder::sync_folder;
use crate::error::StoreError;
use crate::library::{DATABASE, Library};
use crate::lock::Lock;
use crate::migrate::{self, Found, MIGRATIONS};

impl Library {
    /// Copies the database to `file` while the library stays open. An existing file is replaced
    /// only once the copy is whole.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::NoAccess`].
    pub fn backup(&self, file: &Path) -> Result<(), StoreError> {
        let parent = file.parent().filter(|parent| !parent.as_os_str().is_empty());
        let parent = parent.unwrap_or(Path::new("."));
        fs::create_dir_all(parent).map_err(|error| StoreError::io(parent, error))?;
        let unfinished = with_suffix(file, ".unfinished");
        remove_if_there(&unfinished)?;
        self.with_reader(|connection| migrate::copy_database(connection, &unfinished))?;
        fs::rename(&unfinished, file).map_err(|error| StoreError::io(file, error))?;
        sync_folder(parent)
    }

    /// Puts the backup `file` in the place of the database of the library in `folder` and opens it.
    /// The database that was there is kept in `backups`.
    ///
    /// # Errors
    /// [`StoreError::NotALibrary`] when `file` is no backup of a library, [`StoreError::TooNew`],
    /// [`StoreError::Damaged`], [`StoreError::InUse`]; nothing is replaced then.
    pub fn restore(folder: &Path, file: &Path) -> Result<Self, StoreError> {
        examine(file)?;
        fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
        let lock = Lock::take(folder)?;
        let database = folder.join(DATABASE);
        let incoming = with_suffix(&database, ".incoming");
        remove_if_there(&incoming)?;
        let source = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        migrate::copy_database(&source, &incoming)?;
        if database.exists() {
            keep_replaced(folder, &database)?;
        }
        for suffix in ["-wal", "-shm"] {
            remove_if_there(&with_suffix(&database, suffix))?;
        }
        fs::rename(&incoming, &database).map_err(|error| StoreError::io(&database, error))?;
        sync_folder(folder)?;
        drop(lock);
        Self::open(folder)
    }
}

/// Refuses a file that is not a whole backup.
fn examine(file: &Path) -> Result<(), StoreError> {
    fs::metadata(file).map_err(|error| StoreError::io(file, error))?;
    let connection = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let known = MIGRATIONS.len() as u32;
    match migrate::look(&connection)? {
        Found::Library(found) if found > known => {
            return Err(StoreError::TooNew { path: file.to_owned(), found, known });
        }
        Found::Library(_) => {}
        Found::Empty | Found::Foreign => {
            return Err(StoreError::NotALibrary { path: file.to_owned() });
        }
    }
    let findings = crate::check::quick_check(&connection)?;
    if findings.is_empty() { Ok(()) } else { Err(StoreError::Damaged { findings, source: None }) }
}

/// Keeps what a restore replaces. A damaged database cannot be copied page by page, so its files
/// are copied as they are.
fn keep_replaced(folder: &Path, database: &Path) -> Result<(), StoreError> {
    let backups = folder.join("backups");
    fs::create_dir_all(&backups).map_err(|error| StoreError::io(&backups, error))?;
    let kept = (1_u32..)
        .map(|number| backups.join(format!("before-restore-{number}.db")))
        .find(|path| !path.exists())
        .unwrap_or_else(|| backups.join("before-restore.db"));
    for suffix in ["", "-wal"] {
        let from = with_suffix(database, suffix);
        if from.exists() {
            let to = with_suffix(&kept, suffix);
            fs::copy(&from, &to).map_err(|error| StoreError::io(&to, error))?;
            fs::OpenOptions::new()
                .write(true)
                .open(&to)
                .and_then(|file| file.sync_all())
                .map_err(|error| StoreError::io(&to, error))?;
        }
    }
    sync_folder(&backups)
}

fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

fn remove_if_there(path: &Path) -> Result<(), StoreError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(StoreError::io(path, error))
        }
        _ => Ok(()),
    }
}

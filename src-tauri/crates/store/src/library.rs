//! Opening a library folder and running work in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, ErrorCode, TransactionBehavior};

use crate::blob_folder::BlobFolder;
use crate::connections::{Readers, assert_sqlite, open_writer};
use crate::error::StoreError;
use crate::lock::Lock;
use crate::migrate::{self, Found, MIGRATIONS};
use crate::reader::{Reader, Writer};
use crate::sort_keys;
use crate::thumbnails::Thumbnails;

/// Name of the database inside the library folder.
pub(crate) const DATABASE: &str = "library.db";

/// An open library: the folder, its database and its files. `Send` and `Sync`; share it by
/// reference or `Arc`.
///
/// ```text
/// library.db                      the database (with -wal and -shm while open)
/// originals/ab/abcdef…            photos and attachments as they came, named by SHA-256
/// renditions/ab/abcdef…           copies made for publishing; can be made again
/// thumbnails/400/7f/<photo>.jpg   can be made again
/// backups/                        copies made before a migration
/// lock                            held while a process has the library open
/// ```
pub struct Library {
    folder: PathBuf,
    writer: Option<Mutex<Connection>>,
    readers: Readers,
    originals: BlobFolder,
    renditions: BlobFolder,
    thumbnails: Thumbnails,
    upgraded_from: Option<PathBuf>,
    changes: AtomicU64,
    // Last, so that the database is closed before another process may open it.
    _lock: Option<Lock>,
}

impl Library {
    /// Makes a library in `folder`, which is made too if it is missing and may hold other files.
    ///
    /// # Errors
    /// [`StoreError::AlreadyThere`], [`StoreError::NoAccess`], [`StoreError::InUse`],
    /// [`StoreError::DiskFull`].
    pub fn create(folder: &Path) -> Result<Self, StoreError> {
        fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
        let lock = Lock::take(folder)?;
        Self::open_locked(folder, lock, true)
    }

    /// Opens the library in `folder` for reading and writing, bringing an older one up to date
    /// after putting a copy into `backups`.
    ///
    /// # Errors
    /// [`StoreError::NotALibrary`], [`StoreError::InUse`], [`StoreError::TooNew`],
    /// [`StoreError::Damaged`], [`StoreError::NoAccess`].
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        // Looked at before the lock file would be made in somebody's unrelated folder.
        Self::require_database(folder)?;
        let lock = Lock::take(folder)?;
        Self::open_locked(folder, lock, false)
    }

    /// Opens the library in `folder`, or makes one when there is none.
    ///
    /// # Errors
    /// Those of [`Self::open`] and [`Self::create`].
    pub fn open_or_create(folder: &Path) -> Result<Self, StoreError> {
        match Self::open(folder) {
            Err(StoreError::NotALibrary { .. }) => Self::create(folder),
            other => other,
        }
    }

    /// Opens the library in `folder` for reading only, also while another process has it open:
    /// every write is refused with [`StoreError::ReadOnly`].
    ///
    /// # Errors
    /// [`StoreError::NotALibrary`], [`StoreError::TooNew`]; [`StoreError::ReadOnly`] when the
    /// library is older than this program and must be opened for writing once.
    pub fn open_to_read(folder: &Path) -> Result<Self, StoreError> {
        assert_sqlite()?;
        Self::require_database(folder)?;
        let library = Self::assemble(folder, None, None, None);
        let found = library
            .readers
            .with(|connection| migrate::look(connection))
            .map_err(|error| unless_a_database(error, folder))?;
        let known = MIGRATIONS.len() as u32;
        match found {
            Found::Library(found) if found == known => Ok(library),
            Found::Library(found) if found > known => {
                Err(StoreError::TooNew { path: folder.to_owned(), found, known })
            }
            Found::Library(_) => Err(StoreError::ReadOnly),
            Found::Empty | Found::Foreign => {
                Err(StoreError::NotALibrary { path: folder.to_owned() })
            }
        }
    }

    fn require_database(folder: &Path) -> Result<(), StoreError> {
        let database = folder.join(DATABASE);
        match fs::metadata(&database) {
            Ok(found) if found.is_file() => Ok(()),
            Ok(_) => Err(StoreError::NotALibrary { path: folder.to_owned() }),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                Err(StoreError::NotALibrary { path: folder.to_owned() })
            }
            Err(error) => Err(StoreError::io(&database, error)),
        }
    }

    fn open_locked(folder: &Path, lock: Lock, create: bool) -> Result<Self, StoreError> {
        assert_sqlite()?;
        let mut connection = open_writer(&folder.join(DATABASE), create)
            .map_err(|error| unless_a_database(error, folder))?;
        let found = match (migrate::look(&connection)?, create) {
            (Found::Library(_), true) => {
                return Err(StoreError::AlreadyThere { path: folder.to_owned() });
            }
            (Found::Library(found), false) => found,
            (Found::Empty, true) => 0,
            (Found::Foreign, _) | (Found::Empty, false) => {
                return Err(StoreError::NotALibrary { path: folder.to_owned() });
            }
        };
        let known = MIGRATIONS.len() as u32;
        if found > known {
            return Err(StoreError::TooNew { path: folder.to_owned(), found, known });
        }
        connection.pragma_update(None, "journal_mode", "WAL")?;
        let copy = migrate::run(&mut connection, folder, found, MIGRATIONS)?;
        sort_keys::refresh(&mut connection)?;
        let library = Self::assemble(folder, Some(connection), copy, Some(lock));
        library.originals.prepare()?;
        library.renditions.prepare()?;
        Ok(library)
    }

    fn assemble(
        folder: &Path,
        writer: Option<Connection>,
        upgraded_from: Option<PathBuf>,
        lock: Option<Lock>,
    ) -> Self {
        Self {
            folder: folder.to_owned(),
            writer: writer.map(Mutex::new),
            readers: Readers::new(folder.join(DATABASE)),
            originals: BlobFolder::new(folder.join("originals")),
            renditions: BlobFolder::new(folder.join("renditions")),
            thumbnails: Thumbnails::new(folder.join("thumbnails")),
            upgraded_from,
            changes: AtomicU64::new(0),
            _lock: lock,
        }
    }

    /// The library folder.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Photos and attachments as they came. Never changed once stored.
    #[must_use]
    pub fn originals(&self) -> &BlobFolder {
        &self.originals
    }

    /// Copies made for publishing.
    #[must_use]
    pub fn renditions(&self) -> &BlobFolder {
        &self.renditions
    }

    /// Small pictures for the window.
    #[must_use]
    pub fn thumbnails(&self) -> &Thumbnails {
        &self.thumbnails
    }

    /// Where the copy lies that was made because opening brought an older library up to date.
    #[must_use]
    pub fn upgraded_from(&self) -> Option<&Path> {
        self.upgraded_from.as_deref()
    }

    /// Whether the library was opened with [`Self::open_to_read`].
    #[must_use]
    pub fn is_read_only(&self) -> bool {
        self.writer.is_none()
    }

    /// How often something was written since the library was opened here. What was read while this
    /// figure stayed the same is still so, unless the library is open for reading only: then another
    /// process may write.
    #[must_use]
    pub fn changes(&self) -> u64 {
        self.changes.load(Ordering::SeqCst)
    }

    /// Reads from one consistent snapshot. Blocks.
    ///
    /// # Errors
    /// Those of `work`, and of the database.
    pub fn read<T>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.try_read(work)
    }

    /// As [`Self::read`], for work that fails in ways of its own.
    ///
    /// # Errors
    /// Those of `work`, and of the database.
    pub fn try_read<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        self.readers.with(|connection| {
            let transaction = connection.transaction().map_err(StoreError::from)?;
            work(&Reader::new(&transaction))
        })
    }

    /// Runs `work` in one transaction: all of it is on disk when this returns `Ok`, none of it when
    /// it returns `Err` or `work` panics. Blocks, and waits for other writers of this process.
    ///
    /// # Errors
    /// Those of `work` and of the commit; [`StoreError::DiskFull`], [`StoreError::ReadOnly`].
    pub fn write<T>(
        &self,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.try_write(work)
    }

    /// As [`Self::write`], for work that fails in ways of its own; such a failure undoes all.
    ///
    /// # Errors
    /// Those of `work`, and those of [`Self::write`].
    pub fn try_write<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        // A panic inside `work` has rolled its transaction back: the connection is whole.
        let mut connection = writer.lock().unwrap_or_else(PoisonError::into_inner);
        let transaction = connection
            .transaction_with_behavior(TransactionBehavior::Immediate)
            .map_err(StoreError::from)?;
        let result = work(&mut Writer::new(&transaction))?;
        transaction.commit().map_err(StoreError::from)?;
        self.changes.fetch_add(1, Ordering::SeqCst);
        Ok(result)
    }

    /// Runs `work` on the writer outside any transaction.
    pub(crate) fn with_writer<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        let writer = self.writer.as_ref().ok_or(StoreError::ReadOnly)?;
        work(&mut writer.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Runs `work` on a reading connection outside any transaction.
    pub(crate) fn with_reader<T>(
        &self,
        work: impl FnOnce(&mut Connection) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.readers.with(work)
    }

    /// Makes the database refuse to grow beyond what it has plus `pages`, as a full disk would.
    /// `None` lifts the limit. For tests.
    ///
    /// # Errors
    /// Those of the database.
    #[doc(hidden)]
    pub fn limit_pages(&self, pages: Option<u32>) -> Result<(), StoreError> {
        self.with_writer(|connection| {
            let used: u32 = connection.pragma_query_value(None, "page_count", |row| row.get(0))?;
            let limit = pages.map_or(u32::MAX - 1, |pages| used + pages);
            connection.pragma_update_and_check(None, "max_page_count", limit, |_| Ok(()))?;
            Ok(())
        })
    }
}

/// A file that is no database at all was never a library; anything else is told as it is.
fn unless_a_database(error: StoreError, folder: &Path) -> StoreError {
    match error {
        StoreError::Damaged { source: Some(source), .. }
            if source.sqlite_error_code() == Some(ErrorCode::NotADatabase) =>
        {
            StoreError::NotALibrary { path: folder.to_owned() }
        }
        other => other,
    }
}

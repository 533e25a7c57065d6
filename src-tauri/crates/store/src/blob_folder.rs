//! A folder of files named by what they hold, so that nothing is stored twice and every change is
//! noticed.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use domain::BlobHash;
use sha2::{Digest, Sha256};

use crate::error::StoreError;

/// Read and hashed at a time: large enough for disks, small enough for progress.
const CHUNK_BYTES: usize = 256 * 1024;

/// Unfinished files wait here; what a crash left behind is removed at the next start.
const UNFINISHED: &str = ".unfinished";

/// Content-addressed files under one folder: `ab/abcdef…`.
#[derive(Debug)]
pub struct BlobFolder {
    root: PathBuf,
    next: AtomicU64,
}

/// A blob that is now in the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Its name: SHA-256 of its bytes.
    pub hash: BlobHash,
    /// Its size.
    pub bytes: u64,
    /// Whether it had been there before.
    pub already_there: bool,
}

/// A blob whose bytes are written, but neither durable nor under their name.
#[derive(Debug)]
pub struct Unsettled {
    unfinished: Unfinished,
    hash: BlobHash,
    bytes: u64,
}

impl BlobFolder {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root, next: AtomicU64::new(0) }
    }

    /// Makes the folder and clears what a crash left unfinished.
    pub(crate) fn prepare(&self) -> Result<(), StoreError> {
        let unfinished = self.root.join(UNFINISHED);
        match fs::remove_dir_all(&unfinished) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(StoreError::io(&unfinished, error));
            }
            _ => {}
        }
        fs::create_dir_all(&unfinished).map_err(|error| StoreError::io(&unfinished, error))
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the blob lies, or would.
    #[must_use]
    pub fn path(&self, hash: BlobHash) -> PathBuf {
        let name = hash.to_string();
        self.root.join(&name[..2]).join(name)
    }

    /// Copies what `reader` gives, hashing on the way. When this returns the bytes are on disk
    /// under their name. `progress` receives the number of bytes read so far.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::NoAccess`], [`StoreError::Io`]; nothing is left
    /// behind then.
    pub fn store(
        &self,
        reader: &mut dyn Read,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Stored, StoreError> {
        let mut unfinished = Unfinished::create(self.unfinished_path())?;
        let (hash, bytes) = unfinished.fill(reader, progress)?;
        let mut folders = BTreeSet::new();
        let stored = self.place(Unsettled { unfinished, hash, bytes }, &mut folders)?;
        folders.iter().try_for_each(|folder| sync_folder(folder))?;
        Ok(stored)
    }

    /// Writes bytes whose hash is known already beside the blobs, without waiting for the disk:
    /// [`Self::settle`] makes them durable, many at once. Dropped before that, nothing is left.
    ///
    /// # Errors
    /// As [`Self::store`].
    pub fn receive(&self, hash: BlobHash, content: &[u8]) -> Result<Unsettled, StoreError> {
        let mut unfinished = Unfinished::create(self.unfinished_path())?;
        if let Some(file) = &mut unfinished.file {
            file.write_all(content).map_err(|error| StoreError::io(&unfinished.path, error))?;
        }
        Ok(Unsettled { unfinished, hash, bytes: content.len() as u64 })
    }

    /// Brings what was received under its name. When this returns, each one answered with `Ok` is
    /// on disk. The folders that received something are made durable once, after the last rename,
    /// so that the file system's journal is waited for a few times and not for every blob.
    ///
    /// The answers stand in the order of `blobs`.
    pub fn settle(&self, blobs: Vec<Unsettled>) -> Vec<Result<Stored, StoreError>> {
        let mut folders = BTreeSet::new();
        let mut answers: Vec<_> =
            blobs.into_iter().map(|blob| self.place(blob, &mut folders)).collect();
        for folder in folders {
            let Err(failed) = open_and_sync(&folder) else { continue };
            // Which of them would survive a power cut is not known: none is answered for.
            for answer in &mut answers {
                let lies_there = |hash| self.path(hash).starts_with(&folder);
                if answer.as_ref().is_ok_and(|stored| lies_there(stored.hash)) {
                    *answer = Err(StoreError::io(&folder, failed.kind().into()));
                }
            }
        }
        answers
    }

    /// Forces a blob to disk and renames it; adds to `folders` those that must be synced for the
    /// rename to last.
    fn place(
        &self,
        blob: Unsettled,
        folders: &mut BTreeSet<PathBuf>,
    ) -> Result<Stored, StoreError> {
        let Unsettled { unfinished, hash, bytes } = blob;
        let path = self.path(hash);
        if self.size(hash)? == Some(bytes) {
            return Ok(Stored { hash, bytes, already_there: true });
        }
        unfinished.sync()?;
        let shard = path.parent().unwrap_or(&self.root);
        if !shard.exists() {
            folders.insert(self.root.clone());
        }
        fs::create_dir_all(shard).map_err(|error| StoreError::io(shard, error))?;
        unfinished.rename(&path)?;
        folders.insert(shard.to_owned());
        Ok(Stored { hash, bytes, already_there: false })
    }

    /// Copies a file in; it stays where it was.
    ///
    /// # Errors
    /// Those of [`Self::store`], and of reading `file`.
    pub fn store_file(
        &self,
        file: &Path,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Stored, StoreError> {
        let mut reader = File::open(file).map_err(|error| StoreError::io(file, error))?;
        self.store(&mut reader, progress)
    }

    /// Stores bytes that are in memory.
    ///
    /// # Errors
    /// Those of [`Self::store`].
    pub fn put(&self, mut bytes: &[u8]) -> Result<Stored, StoreError> {
        self.store(&mut bytes, &mut |_| {})
    }

    /// Opens a blob for reading.
    ///
    /// # Errors
    /// [`StoreError::BlobDamaged`] when it is missing.
    pub fn open(&self, hash: BlobHash) -> Result<File, StoreError> {
        let path = self.path(hash);
        File::open(&path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => StoreError::BlobDamaged { hash },
            _ => StoreError::io(&path, error),
        })
    }

    /// Size in bytes, or `None` when the blob is not there.
    ///
    /// # Errors
    /// [`StoreError::NoAccess`], [`StoreError::Io`].
    pub fn size(&self, hash: BlobHash) -> Result<Option<u64>, StoreError> {
        let path = self.path(hash);
        match fs::metadata(&path) {
            Ok(found) => Ok(Some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(StoreError::io(&path, error)),
        }
    }

    /// Reads the blob and compares it with its name.
    ///
    /// # Errors
    /// [`StoreError::BlobDamaged`] when it is missing or differs.
    pub fn verify(&self, hash: BlobHash) -> Result<(), StoreError> {
        let mut file = self.open(hash)?;
        let (found, _) = copy_hashing(&mut file, &mut io::sink(), &mut |_| {})
            .map_err(|error| StoreError::io(&self.path(hash), error))?;
        if found == hash { Ok(()) } else { Err(StoreError::BlobDamaged { hash }) }
    }

    /// Removes a blob; one that is not there is no error.
    ///
    /// # Errors
    /// [`StoreError::NoAccess`], [`StoreError::Io`].
    pub fn delete(&self, hash: BlobHash) -> Result<(), StoreError> {
        let path = self.path(hash);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(StoreError::io(&path, error))
            }
            _ => Ok(()),
        }
    }

    fn unfinished_path(&self) -> PathBuf {
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.root.join(UNFINISHED).join(format!("{}-{number}", std::process::id()))
    }
}

/// A file on its way in, removed unless it arrives.
#[derive(Debug)]
struct Unfinished {
    path: PathBuf,
    file: Option<File>,
}

impl Unfinished {
    fn create(path: PathBuf) -> Result<Self, StoreError> {
        let file = File::create(&path).map_err(|error| StoreError::io(&path, error))?;
        Ok(Self { path, file: Some(file) })
    }

    fn fill(
        &mut self,
        reader: &mut dyn Read,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(BlobHash, u64), StoreError> {
        let writer: &mut dyn Write = match &mut self.file {
            Some(file) => file,
            None => &mut io::sink(),
        };
        copy_hashing(reader, writer, progress).map_err(|error| StoreError::io(&self.path, error))
    }

    fn sync(&self) -> Result<(), StoreError> {
        self.file
            .as_ref()
            .map_or(Ok(()), File::sync_all)
            .map_err(|error| StoreError::io(&self.path, error))
    }

    fn rename(mut self, to: &Path) -> Result<(), StoreError> {
        // Windows renames no open file.
        self.file = None;
        fs::rename(&self.path, to).map_err(|error| StoreError::io(to, error))
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        self.file = None;
        // Gone already once renamed; anything else is cleared at the next start.
        let _ = fs::remove_file(&self.path);
    }
}

fn copy_hashing(
    reader: &mut dyn Read,
    writer: &mut dyn Write,
    progress: &mut dyn FnMut(u64),
) -> io::Result<(BlobHash, u64)> {
    let mut hasher = Sha256::new();
    let mut chunk = vec![0; CHUNK_BYTES];
    let mut bytes = 0;
    loop {
        let read = match reader.read(&mut chunk) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        hasher.update(&chunk[..read]);
        writer.write_all(&chunk[..read])?;
        bytes += read as u64;
        progress(bytes);
    }
    Ok((BlobHash(hasher.finalize().into()), bytes))
}

/// Makes a rename in `folder` survive a power cut. Windows does so by itself and opens no folders.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    open_and_sync(folder).map_err(|error| StoreError::io(folder, error))
}

fn open_and_sync(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}

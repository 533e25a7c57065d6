//! One process at a time: the operating system's own lock on a file in the library folder. It goes
//! away with the process, however that ends, so a crash leaves nothing to clear up.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::error::StoreError;

/// Holds the library for this process until dropped.
#[derive(Debug)]
pub(crate) struct Lock {
    file: File,
}

impl Lock {
    /// Takes the lock of the library in `folder`.
    ///
    /// # Errors
    /// [`StoreError::InUse`] when another process, or another `Library` of this one, holds it.
    pub(crate) fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join("lock");
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|error| StoreError::io(&path, error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // Windows locks the bytes themselves, so there the holder stays unnamed.
                let pid =
                    file.read_to_string(&mut text).ok().and_then(|_| text.trim().parse().ok());
                return Err(StoreError::InUse { path: folder.to_owned(), pid });
            }
            Err(TryLockError::Error(error)) => return Err(StoreError::io(&path, error)),
        }
        write_holder(&mut file).map_err(|error| StoreError::io(&path, error))?;
        Ok(Self { file })
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Closing the file would let go as well; a failure here changes nothing.
        let _ = self.file.unlock();
    }
}

fn write_holder(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    write!(file, "{}", std::process::id())
}

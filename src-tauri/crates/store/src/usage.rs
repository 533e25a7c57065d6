//! What the library takes of the disk.

use std::fs;
use std::path::Path;

use crate::error::StoreError;
use crate::library::{DATABASE, Library};

/// Files and what they take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Usage {
    /// How many.
    pub files: u32,
    /// Bytes.
    pub bytes: u64,
}

/// The parts of [`Library::usage`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct DiskUsage {
    /// Photos and attachments as they came.
    pub originals: Usage,
    /// Small pictures for the window.
    pub thumbnails: Usage,
    /// Copies made for publishing.
    pub renditions: Usage,
    /// Originals that only photos in the trash need.
    pub trash: Usage,
    /// The database with its log, in bytes.
    pub database: u64,
    /// What is left on the disk for this user, in bytes.
    pub free: u64,
}

impl Library {
    /// Counts what lies in the library folder. It looks at every file, so its time grows with the
    /// library.
    ///
    /// # Errors
    /// Those of reading folders and of the database.
    pub fn usage(&self) -> Result<DiskUsage, StoreError> {
        let trash = self.with_reader(|connection| {
            Ok(connection.query_row(
                "SELECT count(*), coalesce(sum(bytes), 0) FROM blobs b
                 WHERE EXISTS (SELECT 1 FROM photos p
                               WHERE p.original = b.hash AND p.deleted_at IS NOT NULL)
                   AND NOT EXISTS (SELECT 1 FROM photos p
                                   WHERE p.original = b.hash AND p.deleted_at IS NULL)
                   AND NOT EXISTS (SELECT 1 FROM attachments a WHERE a.blob = b.hash)",
                [],
                |row| Ok(Usage { files: row.get(0)?, bytes: row.get(1)? }),
            )?)
        })?;
        let database = [DATABASE.to_owned(), format!("{DATABASE}-wal"), format!("{DATABASE}-shm")]
            .iter()
            .filter_map(|name| fs::metadata(self.folder().join(name)).ok())
            .map(|found| found.len())
            .sum();
        Ok(DiskUsage {
            originals: below(self.originals().root())?,
            thumbnails: below(self.thumbnails().root())?,
            renditions: below(self.renditions().root())?,
            trash,
            database,
            free: fs4::available_space(self.folder())
                .map_err(|error| StoreError::io(self.folder(), error))?,
        })
    }
}

/// All files below a folder; one that is not there holds none, and one that vanishes while it is
/// counted does not count.
fn below(folder: &Path) -> Result<Usage, StoreError> {
    let mut usage = Usage::default();
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(usage),
        Err(error) => return Err(StoreError::io(folder, error)),
    };
    for entry in entries {
        let entry = entry.map_err(|error| StoreError::io(folder, error))?;
        match entry.metadata() {
            Ok(found) if found.is_dir() => {
                let inner = below(&entry.path())?;
                usage.files += inner.files;
                usage.bytes += inner.bytes;
            }
            Ok(found) => {
                usage.files += 1;
                usage.bytes += found.len();
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(StoreError::io(&entry.path(), error)),
        }
    }
    Ok(usage)
}

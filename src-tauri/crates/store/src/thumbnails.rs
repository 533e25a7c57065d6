//! Small pictures for the window: files beside the database that can be made again at any time, so
//! they are written whole but not forced to disk.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use domain::PhotoId;

use crate::error::StoreError;

/// Thumbnails by size and photo.
#[derive(Debug)]
pub struct Thumbnails {
    root: PathBuf,
    next: AtomicU64,
}

impl Thumbnails {
    pub(crate) fn new(root: PathBuf) -> Self {
        Self { root, next: AtomicU64::new(0) }
    }

    /// The folder itself; deleting it loses nothing.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Where the thumbnail of a photo lies, or would. `size` is the longer side in pixels.
    #[must_use]
    pub fn path(&self, photo: PhotoId, size: u32) -> PathBuf {
        let name = photo.to_string();
        // The first digits of an id tell the time and are alike within one import.
        let shard = &name[name.len() - 2..];
        self.root.join(size.to_string()).join(shard).join(format!("{name}.jpg"))
    }

    /// The thumbnail's path if it has been made.
    #[must_use]
    pub fn find(&self, photo: PhotoId, size: u32) -> Option<PathBuf> {
        Some(self.path(photo, size)).filter(|path| path.is_file())
    }

    /// Writes a thumbnail, replacing an older one. A reader sees the old or the new one, whole.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`], [`StoreError::NoAccess`], [`StoreError::Io`].
    pub fn write(&self, photo: PhotoId, size: u32, jpeg: &[u8]) -> Result<PathBuf, StoreError> {
        let path = self.path(photo, size);
        let folder = path.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder).map_err(|error| StoreError::io(folder, error))?;
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        let unfinished = path.with_extension(format!("{}-{number}.tmp", std::process::id()));
        fs::write(&unfinished, jpeg).and_then(|()| fs::rename(&unfinished, &path)).map_err(
            |error| {
                // The failure that matters is the first one.
                let _ = fs::remove_file(&unfinished);
                StoreError::io(&path, error)
            },
        )?;
        Ok(path)
    }

    /// Removes the thumbnails of a photo in these sizes, as after turning it.
    ///
    /// # Errors
    /// [`StoreError::NoAccess`], [`StoreError::Io`].
    pub fn delete(&self, photo: PhotoId, sizes: &[u32]) -> Result<(), StoreError> {
        for size in sizes {
            let path = self.path(photo, *size);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(StoreError::io(&path, error));
                }
                _ => {}
            }
        }
        Ok(())
    }
}

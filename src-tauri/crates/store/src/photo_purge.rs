//! Emptying the trash: the one way in which something of a photo is lost for good.

use domain::{BlobHash, PhotoId};
use rusqlite::{OptionalExtension, params};

use crate::blobs::{Blob, Blobs, BlobsMut};
use crate::error::StoreError;
use crate::photos::PhotosMut;
use crate::renditions::Renditions;
use crate::search;

/// What went, and which files nothing needs any more: once the transaction has ended well, remove
/// them.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PhotoPurge {
    /// The photos that are gone.
    pub removed: Vec<PhotoId>,
    /// Files in the originals folder.
    pub originals: Vec<Blob>,
    /// Files in the folder of published copies.
    pub copies: Vec<BlobHash>,
}

impl PhotosMut<'_> {
    /// Removes trashed photos for good; those not in the trash, and those an article or album still
    /// shows, stay.
    ///
    /// # Errors
    /// Those of the database.
    pub fn purge(&mut self, ids: &[PhotoId]) -> Result<PhotoPurge, StoreError> {
        let connection = self.connection;
        let mut purge = PhotoPurge::default();
        for id in ids {
            let copies = Renditions { connection }.list(*id)?;
            let purged: Option<(i64, [u8; 32])> = connection
                .prepare_cached(
                    "DELETE FROM photos WHERE id = ?1 AND deleted_at IS NOT NULL
                         AND NOT EXISTS (SELECT 1 FROM article_photos WHERE photo = ?1)
                         AND NOT EXISTS (SELECT 1 FROM album_photos WHERE photo = ?1)
                     RETURNING number, original",
                )?
                .query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)))
                .optional()?;
            let Some((number, original)) = purged else { continue };
            search::forget_photo(connection, number)?;
            purge.removed.push(*id);
            let original = Blobs { connection }.find(BlobHash(original))?;
            if let Some(original) = original
                && (BlobsMut { connection }).delete_unused(original.hash)?
            {
                purge.originals.push(original);
            }
            for copy in copies {
                if !self.is_copy(copy.hash)? {
                    purge.copies.push(copy.hash);
                }
            }
        }
        purge.copies.sort_unstable();
        purge.copies.dedup();
        Ok(purge)
    }

    /// Whether some photo's published copy consists of these bytes.
    fn is_copy(&self, hash: BlobHash) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM renditions WHERE hash = ?1)")?
            .query_row(params![hash.0], |row| row.get(0))?)
    }
}

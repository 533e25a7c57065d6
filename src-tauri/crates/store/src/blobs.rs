//! What lies in the originals folder by right, so that a check can tell what is missing.

use chrono::{DateTime, Utc};
use domain::BlobHash;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::columns::Micros;
use crate::error::StoreError;

/// Reads the list of blobs.
pub struct Blobs<'c> {
    pub(crate) connection: &'c Connection,
}

/// Records blobs.
pub struct BlobsMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// A stored file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Blob {
    /// Its name.
    pub hash: BlobHash,
    /// Its size.
    pub bytes: u64,
    /// When it came.
    pub stored_at: DateTime<Utc>,
}

impl Blobs<'_> {
    /// All blobs.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<Blob>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT hash, bytes, stored_at FROM blobs")?;
        let blobs = statement.query_map([], read)?;
        Ok(blobs.collect::<rusqlite::Result<_>>()?)
    }

    /// The blob, or `None` when it was never recorded.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, hash: BlobHash) -> Result<Option<Blob>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT hash, bytes, stored_at FROM blobs WHERE hash = ?1")?
            .query_row([hash.0], read)
            .optional()?)
    }
}

impl BlobsMut<'_> {
    /// Records a blob that lies in the originals folder. One that is recorded already stays as it
    /// is.
    ///
    /// # Errors
    /// Those of the database.
    pub fn insert(
        &mut self,
        hash: BlobHash,
        bytes: u64,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR IGNORE INTO blobs (hash, bytes, stored_at) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![hash.0, bytes, Micros(at)])?;
        Ok(())
    }

    /// Forgets the blob if no photo is made of it, the trash included. `true` when its file may be
    /// removed.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_unused(&mut self, hash: BlobHash) -> Result<bool, StoreError> {
        let deleted = self
            .connection
            .prepare_cached(
                "DELETE FROM blobs WHERE hash = ?1
                     AND NOT EXISTS (SELECT 1 FROM photos WHERE original = ?1)
                     AND NOT EXISTS (SELECT 1 FROM attachments WHERE blob = ?1)",
            )?
            .execute([hash.0])?;
        Ok(deleted > 0)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Blob> {
    Ok(Blob {
        hash: BlobHash(row.get(0)?),
        bytes: row.get(1)?,
        stored_at: row.get::<_, Micros>(2)?.0,
    })
}

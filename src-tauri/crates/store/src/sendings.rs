//! What was handed to a portal and is not published yet. A version found there that nobody here
//! remembers sending would look like a colleague's; by these rows we know our own, even when the
//! answer was lost and the text has been edited since.

use domain::{BlobHash, PortalId};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::error::StoreError;
use crate::sync_base::EntityKind;

/// Reads what is on its way.
pub struct Sendings<'c> {
    pub(crate) connection: &'c Connection,
}

/// Notes what is on its way.
pub struct SendingsMut<'w> {
    pub(crate) connection: &'w Connection,
}

impl Sendings<'_> {
    /// Hash of the content that was last sent, whether it arrived or not; `None` when everything
    /// that was sent has been published.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(
        &self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
    ) -> Result<Option<BlobHash>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT content_hash FROM sendings
                 WHERE portal = ?1 AND kind = ?2 AND entity = ?3",
            )?
            .query_row(params![portal.0, kind, entity], |row| row.get(0).map(BlobHash))
            .optional()?)
    }
}

impl SendingsMut<'_> {
    /// Notes, before sending, what is about to be sent.
    ///
    /// # Errors
    /// Those of the database, also when there is no such portal.
    pub fn update(
        &mut self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
        content_hash: BlobHash,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO sendings (portal, kind, entity, content_hash)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![portal.0, kind, entity, content_hash.0])?;
        Ok(())
    }

    /// Forgets it once it is published: from then on the sync base knows it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(
        &mut self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM sendings WHERE portal = ?1 AND kind = ?2 AND entity = ?3")?
            .execute(params![portal.0, kind, entity])?;
        Ok(())
    }
}

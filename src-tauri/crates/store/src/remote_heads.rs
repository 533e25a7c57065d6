//! What each portal was last heard to hold, whoever put it there: by this the next publishing run
//! knows what others did, without asking for the whole portal.

use domain::{BlobHash, PortalId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::columns::named;
use crate::error::StoreError;
use crate::sync_base::EntityKind;

named! {
    /// What a portal does with a thing it was heard of.
    pub enum HeadState {
        /// It holds it, but shows it to nobody.
        Draft = "draft",
        /// It shows it, in this version or an older one.
        Live = "live",
        /// It showed it once.
        TakenDown = "taken_down",
        /// Somebody deleted it there.
        Deleted = "deleted",
    }
}

/// The newest version of one thing on one portal, as far as is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RemoteHead {
    /// Which portal.
    pub portal: PortalId,
    /// What kind of thing.
    pub kind: EntityKind,
    /// Which one.
    pub entity: Uuid,
    /// The portal's revision; empty when it was deleted.
    pub revision: String,
    /// Draft, live, taken down or deleted.
    pub state: HeadState,
    /// The version readers see.
    pub live_revision: Option<String>,
    /// Path of the public page, if live.
    pub path: Option<String>,
    /// Hash of the newest version's content; `None` when it was deleted.
    pub content_hash: Option<BlobHash>,
}

/// Reads what portals were heard to hold.
pub struct RemoteHeads<'c> {
    pub(crate) connection: &'c Connection,
}

/// Records what portals are heard to hold.
pub struct RemoteHeadsMut<'w> {
    pub(crate) connection: &'w Connection,
}

impl RemoteHeads<'_> {
    /// What the portal was last heard to hold of one thing; `None` when it was never heard of.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(
        &self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
    ) -> Result<Option<RemoteHead>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT portal, kind, entity, revision, state, live_revision, path, content_hash
                 FROM remote_heads WHERE portal = ?1 AND kind = ?2 AND entity = ?3",
            )?
            .query_row(params![portal.0, kind, entity], read)
            .optional()?)
    }
}

impl RemoteHeadsMut<'_> {
    /// Records the newest that was heard, in the place of what was heard before.
    ///
    /// # Errors
    /// Those of the database, also when there is no such portal.
    pub fn update(&mut self, head: &RemoteHead) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO remote_heads
                     (portal, kind, entity, revision, state, live_revision, path, content_hash)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                head.portal.0,
                head.kind,
                head.entity,
                head.revision,
                head.state,
                head.live_revision,
                head.path,
                head.content_hash.map(|hash| hash.0),
            ])?;
        Ok(())
    }

    /// Forgets everything heard of a portal, before it tells everything anew.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_all(&mut self, portal: PortalId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM remote_heads WHERE portal = ?1")?
            .execute([portal.0])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<RemoteHead> {
    Ok(RemoteHead {
        portal: PortalId(row.get("portal")?),
        kind: row.get("kind")?,
        entity: row.get("entity")?,
        revision: row.get("revision")?,
        state: row.get("state")?,
        live_revision: row.get("live_revision")?,
        path: row.get("path")?,
        content_hash: row.get::<_, Option<[u8; 32]>>("content_hash")?.map(BlobHash),
    })
}

//! What each portal is known to hold: the common ground from which changes of both sides are told
//! apart.

use chrono::{DateTime, Utc};
use domain::{BlobHash, PortalId, RevisionId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::columns::{Json, Micros, micros, named};
use crate::error::{Entity, StoreError};

named! {
    /// What kinds of things go to a portal.
    pub enum EntityKind {
        /// An article.
        Article = "article",
        /// An album.
        Album = "album",
        /// A photo; it goes along with what uses it.
        Photo = "photo",
    }
}

named! {
    /// Whether the portal shows it.
    pub enum BaseState {
        /// It does.
        Live = "live",
        /// It no longer does.
        TakenDown = "taken_down",
    }
}

/// The last state of one thing that library and portal agreed on.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SyncBase {
    /// Which portal.
    pub portal: PortalId,
    /// What kind of thing.
    pub kind: EntityKind,
    /// Which one.
    pub entity: Uuid,
    /// The portal's revision (its strong `ETag`).
    pub remote_revision: String,
    /// Hash of the content that was sent.
    pub content_hash: BlobHash,
    /// The article's revision that was sent; kept in the history as it is.
    pub revision: Option<RevisionId>,
    /// Its address.
    pub public_url: Option<String>,
    /// Whether the portal shows it.
    pub state: BaseState,
    /// The portal's version, when both sides changed and nobody has chosen yet.
    #[ts(type = "unknown")]
    pub conflict: Option<serde_json::Value>,
    /// When the portal acknowledged it.
    pub published_at: DateTime<Utc>,
    /// When it was last read back and found equal.
    pub verified_at: Option<DateTime<Utc>>,
}

/// Reads what portals hold.
pub struct SyncBases<'c> {
    pub(crate) connection: &'c Connection,
}

/// Records what portals hold.
pub struct SyncBasesMut<'w> {
    pub(crate) connection: &'w Connection,
}

const COLUMNS: &str = "portal, kind, entity, remote_revision, content_hash, revision, public_url,
    state, conflict, published_at, verified_at";

impl SyncBases<'_> {
    /// What the portal holds of one thing; `None` when it was never sent.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(
        &self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
    ) -> Result<Option<SyncBase>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM sync_base WHERE portal = ?1 AND kind = ?2 AND entity = ?3"
            ))?
            .query_row(params![portal.0, kind, entity], read)
            .optional()?)
    }

    /// Everything the portal holds of this library, or all of one kind.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(
        &self,
        portal: PortalId,
        kind: Option<EntityKind>,
    ) -> Result<Vec<SyncBase>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM sync_base WHERE portal = ?1 AND (?2 IS NULL OR kind = ?2)
             ORDER BY kind, entity"
        ))?;
        let bases = statement.query_map(params![portal.0, kind], read)?;
        Ok(bases.collect::<rusqlite::Result<_>>()?)
    }

    /// The things on which both sides changed and nobody has chosen yet.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_conflicts(&self, portal: PortalId) -> Result<Vec<SyncBase>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM sync_base WHERE portal = ?1 AND conflict IS NOT NULL"
        ))?;
        let bases = statement.query_map([portal.0], read)?;
        Ok(bases.collect::<rusqlite::Result<_>>()?)
    }
}

impl SyncBasesMut<'_> {
    /// Records what the portal holds of one thing, in the place of what was known before.
    ///
    /// # Errors
    /// Those of the database, also when there is no such portal.
    pub fn update(&mut self, base: &SyncBase) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO sync_base (portal, kind, entity, remote_revision,
                     content_hash, revision, public_url, state, conflict, published_at, verified_at)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
            )?
            .execute(params![
                base.portal.0,
                base.kind,
                base.entity,
                base.remote_revision,
                base.content_hash.0,
                base.revision.map(|revision| revision.0),
                base.public_url,
                base.state,
                base.conflict.as_ref().map(Json),
                Micros(base.published_at),
                micros(base.verified_at),
            ])?;
        Ok(())
    }

    /// Notes that the thing was read back from the portal and found equal.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_verified(
        &mut self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE sync_base SET verified_at = ?4
                 WHERE portal = ?1 AND kind = ?2 AND entity = ?3",
            )?
            .execute(params![portal.0, kind, entity, Micros(at)])?;
        found(changed, entity)
    }

    /// Records the portal's version of something both sides changed; `None` once it is settled.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_conflict(
        &mut self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
        remote: Option<&serde_json::Value>,
    ) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE sync_base SET conflict = ?4
                 WHERE portal = ?1 AND kind = ?2 AND entity = ?3",
            )?
            .execute(params![portal.0, kind, entity, remote.map(Json)])?;
        found(changed, entity)
    }

    /// Forgets what the portal holds of one thing, as after it is gone there.
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
            .prepare_cached(
                "DELETE FROM sync_base WHERE portal = ?1 AND kind = ?2 AND entity = ?3",
            )?
            .execute(params![portal.0, kind, entity])?;
        Ok(())
    }
}

fn found(changed: usize, entity: Uuid) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::not_found(Entity::SyncBase, entity)) } else { Ok(()) }
}

fn read(row: &Row<'_>) -> rusqlite::Result<SyncBase> {
    Ok(SyncBase {
        portal: PortalId(row.get("portal")?),
        kind: row.get("kind")?,
        entity: row.get("entity")?,
        remote_revision: row.get("remote_revision")?,
        content_hash: BlobHash(row.get("content_hash")?),
        revision: row.get::<_, Option<Uuid>>("revision")?.map(RevisionId),
        public_url: row.get("public_url")?,
        state: row.get("state")?,
        conflict: row.get::<_, Option<Json<_>>>("conflict")?.map(|remote| remote.0),
        published_at: row.get::<_, Micros>("published_at")?.0,
        verified_at: row.get::<_, Option<Micros>>("verified_at")?.map(|at| at.0),
    })
}

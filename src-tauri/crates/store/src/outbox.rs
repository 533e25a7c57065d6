//! What waits to be sent to a portal: one wish for each thing and portal, durable before the first
//! attempt and gone only when the portal has acknowledged that very wish.

use chrono::{DateTime, Utc};
use domain::{BlobHash, PortalId, Status};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use ts_rs::TS;
use uuid::Uuid;

use crate::columns::{Micros, micros, named};
use crate::error::{Entity, StoreError};
use crate::sync_base::EntityKind;

named! {
    /// What the portal is asked to do.
    pub enum OutboxAction {
        /// Show it as it is here.
        Publish = "publish",
        /// Show it no longer.
        TakeDown = "take_down",
    }
}

named! {
    /// Whether it is tried again by itself.
    pub enum OutboxState {
        /// It is sent when the portal can be reached.
        Waiting = "waiting",
        /// It was refused; a person must look at it.
        Parked = "parked",
    }
}

/// A wish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxItem {
    /// Order of arrival.
    #[ts(type = "number")]
    pub sequence: i64,
    /// Which portal.
    pub portal: PortalId,
    /// Article or album.
    pub kind: EntityKind,
    /// Which one.
    pub entity: Uuid,
    /// What is wished.
    pub action: OutboxAction,
    /// The idempotency key. It stays the same through every attempt, and is another one as soon as
    /// the content is another.
    pub key: Uuid,
    /// Hash of what the attempt under way sends, once that is known.
    pub content_hash: Option<BlobHash>,
    /// Waiting or parked.
    pub state: OutboxState,
    /// How often this very wish was sent.
    pub attempts: u32,
    /// Not to be sent before.
    pub next_attempt_at: Option<DateTime<Utc>>,
    /// Why the last attempt failed, as an error code.
    pub error_code: Option<String>,
    /// More about it, for the log.
    pub error_detail: Option<String>,
    /// When it was wished.
    pub created_at: DateTime<Utc>,
}

/// Reads the outbox.
pub struct Outbox<'c> {
    pub(crate) connection: &'c Connection,
}

/// Changes the outbox.
pub struct OutboxMut<'w> {
    pub(crate) connection: &'w Connection,
}

const COLUMNS: &str = "sequence, portal, kind, entity, action, key, content_hash, state, attempts,
    next_attempt_at, error_code, error_detail, created_at";

impl Outbox<'_> {
    /// Everything for a portal in the order of arrival, parked items too.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self, portal: PortalId) -> Result<Vec<OutboxItem>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM outbox WHERE portal = ?1 ORDER BY sequence"
        ))?;
        let items = statement.query_map([portal.0], read)?;
        Ok(items.collect::<rusqlite::Result<_>>()?)
    }

    /// What may be sent now, in the order of arrival.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_due(
        &self,
        portal: PortalId,
        now: DateTime<Utc>,
    ) -> Result<Vec<OutboxItem>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM outbox
             WHERE portal = ?1 AND state = 'waiting' AND coalesce(next_attempt_at, ?2) <= ?2
             ORDER BY sequence"
        ))?;
        let items = statement.query_map(params![portal.0, Micros(now)], read)?;
        Ok(items.collect::<rusqlite::Result<_>>()?)
    }

    /// The wish for one thing on one portal.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(
        &self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
    ) -> Result<Option<OutboxItem>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM outbox WHERE portal = ?1 AND kind = ?2 AND entity = ?3"
            ))?
            .query_row(params![portal.0, kind, entity], read)
            .optional()?)
    }

    /// The wish with this key; `None` when it was acknowledged or replaced by a newer one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find_by_key(&self, key: Uuid) -> Result<Option<OutboxItem>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM outbox WHERE key = ?1"))?
            .query_row([key], read)
            .optional()?)
    }

    /// How many changes wait, parked ones too: the number on the button. `None` counts all portals.
    ///
    /// # Errors
    /// Those of the database.
    pub fn waiting_count(&self, portal: Option<PortalId>) -> Result<u32, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM outbox WHERE ?1 IS NULL OR portal = ?1")?
            .query_row([portal.map(|portal| portal.0)], |row| row.get(0))?)
    }
}

impl OutboxMut<'_> {
    /// Wishes something. It takes the place of an older wish for the same thing, with a key of its
    /// own, and is tried at once even if the older one was parked.
    ///
    /// # Errors
    /// Those of the database, also when there is no such portal.
    pub fn insert(
        &mut self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
        action: OutboxAction,
        at: DateTime<Utc>,
    ) -> Result<OutboxItem, StoreError> {
        // Whether something may have reached the portal already must outlive the replacement.
        let sent: Option<bool> = self
            .connection
            .prepare_cached(
                "DELETE FROM outbox WHERE portal = ?1 AND kind = ?2 AND entity = ?3
                 RETURNING attempts > 0 OR may_be_there",
            )?
            .query_row(params![portal.0, kind, entity], |row| row.get(0))
            .optional()?;
        let sequence: i64 = self
            .connection
            .prepare_cached(
                "INSERT INTO outbox (portal, kind, entity, action, key, state, may_be_there, created_at)
                 VALUES (?1, ?2, ?3, ?4, x'', 'waiting', ?5, ?6) RETURNING sequence",
            )?
            .query_row(
                params![portal.0, kind, entity, action, sent.unwrap_or(false), Micros(at)],
                |row| row.get(0),
            )?;
        let key = key(portal, entity, sequence, at);
        self.connection
            .prepare_cached(&format!(
                "UPDATE outbox SET key = ?2 WHERE sequence = ?1 RETURNING {COLUMNS}"
            ))?
            .query_row(params![sequence, key], read)
            .map_err(StoreError::from)
    }

    /// Notes, before sending, that the wish with this key is being sent and what its content hashes
    /// to. `false` when a newer wish has taken its place: then it is not to be sent.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_sending(
        &mut self,
        key: Uuid,
        content_hash: Option<BlobHash>,
    ) -> Result<bool, StoreError> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE outbox SET attempts = attempts + 1, content_hash = ?2 WHERE key = ?1",
            )?
            .execute(params![key, content_hash.map(|hash| hash.0)])?;
        Ok(changed > 0)
    }

    /// Notes that an attempt failed and when to try again.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_failed(
        &mut self,
        key: Uuid,
        code: &str,
        detail: &str,
        next_attempt_at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE outbox SET error_code = ?2, error_detail = ?3, next_attempt_at = ?4
                 WHERE key = ?1",
            )?
            .execute(params![key, code, detail, micros(Some(next_attempt_at))])?;
        Ok(())
    }

    /// Gives up sending until a person has looked at it. Nothing happens when a newer wish has
    /// taken its place.
    ///
    /// # Errors
    /// Those of the database.
    pub fn park(&mut self, key: Uuid, code: &str, detail: &str) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "UPDATE outbox SET state = 'parked', error_code = ?2, error_detail = ?3,
                     next_attempt_at = NULL WHERE key = ?1",
            )?
            .execute(params![key, code, detail])?;
        Ok(())
    }

    /// Lets a parked item be tried again, with the same key: the portal may have it already.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn unpark(&mut self, key: Uuid) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE outbox SET state = 'waiting', next_attempt_at = NULL, error_code = NULL,
                     error_detail = NULL WHERE key = ?1",
            )?
            .execute([key])?;
        if changed == 0 {
            return Err(StoreError::not_found(Entity::OutboxItem, key));
        }
        Ok(())
    }

    /// Removes an acknowledged wish, but only while it is still the one that was sent. `false` when
    /// something newer was wished meanwhile: that stays waiting.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_if_same_key(&mut self, key: Uuid) -> Result<bool, StoreError> {
        let deleted =
            self.connection.prepare_cached("DELETE FROM outbox WHERE key = ?1")?.execute([key])?;
        Ok(deleted > 0)
    }

    /// Withdraws a wish that has never been sent. `false` when there is none, or when it may have
    /// reached the portal already.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(
        &mut self,
        portal: PortalId,
        kind: EntityKind,
        entity: Uuid,
    ) -> Result<bool, StoreError> {
        let deleted = self
            .connection
            .prepare_cached(
                "DELETE FROM outbox
                 WHERE portal = ?1 AND kind = ?2 AND entity = ?3
                     AND attempts = 0 AND NOT may_be_there",
            )?
            .execute(params![portal.0, kind, entity])?;
        Ok(deleted > 0)
    }
}

/// What a change of something here means for the portals that show it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meant {
    /// It is to be seen as it is now.
    Shown,
    /// It is to be seen no longer.
    Hidden,
    /// It is being worked on; what the portal shows stays.
    Unsaid,
}

impl Meant {
    pub(crate) fn of(status: Status) -> Self {
        match status {
            Status::Published => Self::Shown,
            Status::TakenDown | Status::Archived => Self::Hidden,
            Status::Draft | Status::InReview | Status::Approved => Self::Unsaid,
        }
    }
}

/// Wishes on every portal that shows this, or was about to, what its change means there.
pub(crate) fn follow(
    connection: &Connection,
    kind: EntityKind,
    entity: Uuid,
    meant: Meant,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT p.id, b.state IS 'live', o.action,
                coalesce(o.attempts > 0 OR o.may_be_there, FALSE)
         FROM portals p
         LEFT JOIN sync_base b ON b.portal = p.id AND b.kind = ?1 AND b.entity = ?2
         LEFT JOIN outbox o ON o.portal = p.id AND o.kind = ?1 AND o.entity = ?2
         WHERE b.state IS NOT NULL OR o.sequence IS NOT NULL",
    )?;
    let places = statement
        .query_map(params![kind, entity], |row| {
            Ok((PortalId(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?))
        })?
        .collect::<rusqlite::Result<Vec<(_, bool, Option<OutboxAction>, bool)>>>()?;
    let mut outbox = OutboxMut { connection };
    for (portal, live, wished, sent) in places {
        let action = match (meant, wished) {
            (Meant::Shown, Some(_)) => OutboxAction::Publish,
            (Meant::Shown, None) if live => OutboxAction::Publish,
            (Meant::Hidden, _) if live || sent => OutboxAction::TakeDown,
            (Meant::Hidden, Some(_)) => {
                outbox.delete(portal, kind, entity)?;
                continue;
            }
            (Meant::Unsaid, Some(wished)) => wished,
            (Meant::Shown | Meant::Hidden | Meant::Unsaid, None) => continue,
        };
        outbox.insert(portal, kind, entity, action, at)?;
    }
    Ok(())
}

/// A key that no other wish of any library has: the portal's id is a random one of this library.
fn key(portal: PortalId, entity: Uuid, sequence: i64, at: DateTime<Utc>) -> Uuid {
    let digest = Sha256::new()
        .chain_update(portal.0)
        .chain_update(entity)
        .chain_update(sequence.to_be_bytes())
        .chain_update(at.timestamp_micros().to_be_bytes())
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

fn read(row: &Row<'_>) -> rusqlite::Result<OutboxItem> {
    Ok(OutboxItem {
        sequence: row.get("sequence")?,
        portal: PortalId(row.get("portal")?),
        kind: row.get("kind")?,
        entity: row.get("entity")?,
        action: row.get("action")?,
        key: row.get("key")?,
        content_hash: row.get::<_, Option<[u8; 32]>>("content_hash")?.map(BlobHash),
        state: row.get("state")?,
        attempts: row.get("attempts")?,
        next_attempt_at: row.get::<_, Option<Micros>>("next_attempt_at")?.map(|at| at.0),
        error_code: row.get("error_code")?,
        error_detail: row.get("error_detail")?,
        created_at: row.get::<_, Micros>("created_at")?.0,
    })
}

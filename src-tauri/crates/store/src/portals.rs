//! Portal accounts. Passwords and tokens are never here: they are in the system's keychain, or
//! asked for.

use chrono::{DateTime, Utc};
use domain::PortalId;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::columns::{Micros, named};
use crate::error::{Entity, StoreError};

named! {
    /// What answers at the other end.
    pub enum PortalKind {
        /// A portal that speaks the native API.
        Native = "native",
        /// "Cổng thử nghiệm (trên máy này)": the same server, inside this program.
        Local = "local",
    }
}

/// An account on a portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PortalAccount {
    /// Its identity.
    pub id: PortalId,
    /// What answers at the other end.
    pub kind: PortalKind,
    /// What people call it.
    pub name: String,
    /// Its address.
    pub url: String,
    /// The account's name; empty when the secret says who it is.
    pub user: String,
    /// When it was added.
    pub created_at: DateTime<Utc>,
    /// Whether it is used.
    pub active: bool,
    /// How far the portal's changes have been read; opaque.
    pub change_cursor: Option<String>,
    /// Why nothing is sent for now, as an error code: for example the secret was refused.
    pub paused: Option<String>,
}

/// Reads portal accounts.
pub struct Portals<'c> {
    pub(crate) connection: &'c Connection,
}

/// Edits portal accounts.
pub struct PortalsMut<'w> {
    pub(crate) connection: &'w Connection,
}

const COLUMNS: &str = "id, kind, name, url, user, created_at, active, change_cursor, paused";

impl Portals<'_> {
    /// All accounts, the oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<PortalAccount>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM portals ORDER BY created_at, id"))?;
        let portals = statement.query_map([], read)?;
        Ok(portals.collect::<rusqlite::Result<_>>()?)
    }

    /// The account that lists and buttons speak of: the oldest that is used, a real portal before
    /// the one on this machine.
    ///
    /// # Errors
    /// Those of the database.
    pub fn main(&self) -> Result<Option<PortalAccount>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM portals WHERE active
                 ORDER BY kind = 'local', created_at, id LIMIT 1"
            ))?
            .query_row([], read)
            .optional()?)
    }

    /// The account, or `None`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: PortalId) -> Result<Option<PortalAccount>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM portals WHERE id = ?1"))?
            .query_row([id.0], read)
            .optional()?)
    }

    /// The account.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: PortalId) -> Result<PortalAccount, StoreError> {
        self.find(id)?.ok_or_else(|| StoreError::not_found(Entity::Portal, id))
    }
}

impl PortalsMut<'_> {
    /// Adds an account.
    ///
    /// # Errors
    /// Those of the database, also when the id is taken.
    pub fn insert(&mut self, portal: &PortalAccount) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO portals
                     (id, kind, name, url, user, created_at, active, change_cursor, paused)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            )?
            .execute(params![
                portal.id.0,
                portal.kind,
                portal.name,
                portal.url,
                portal.user,
                Micros(portal.created_at),
                portal.active,
                portal.change_cursor,
                portal.paused,
            ])?;
        Ok(())
    }

    /// Changes an account's name, address, user and whether it is used.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update(&mut self, portal: &PortalAccount) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE portals SET kind = ?2, name = ?3, url = ?4, user = ?5, active = ?6
                 WHERE id = ?1",
            )?
            .execute(params![
                portal.id.0,
                portal.kind,
                portal.name,
                portal.url,
                portal.user,
                portal.active,
            ])?;
        found(changed, portal.id)
    }

    /// Notes how far the portal's changes have been read.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_cursor(&mut self, id: PortalId, cursor: Option<&str>) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE portals SET change_cursor = ?2 WHERE id = ?1")?
            .execute(params![id.0, cursor])?;
        found(changed, id)
    }

    /// Stops sending for a reason (an error code), or goes on with `None`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_paused(&mut self, id: PortalId, reason: Option<&str>) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE portals SET paused = ?2 WHERE id = ?1")?
            .execute(params![id.0, reason])?;
        found(changed, id)
    }

    /// Removes an account with what waited for it and what is known of it. The portal keeps what it
    /// shows.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn delete(&mut self, id: PortalId) -> Result<(), StoreError> {
        let deleted =
            self.connection.prepare_cached("DELETE FROM portals WHERE id = ?1")?.execute([id.0])?;
        found(deleted, id)
    }
}

fn found(changed: usize, id: PortalId) -> Result<(), StoreError> {
    if changed == 0 { Err(StoreError::not_found(Entity::Portal, id)) } else { Ok(()) }
}

fn read(row: &Row<'_>) -> rusqlite::Result<PortalAccount> {
    Ok(PortalAccount {
        id: PortalId(row.get("id")?),
        kind: row.get("kind")?,
        name: row.get("name")?,
        url: row.get("url")?,
        user: row.get("user")?,
        created_at: row.get::<_, Micros>("created_at")?.0,
        active: row.get("active")?,
        change_cursor: row.get("change_cursor")?,
        paused: row.get("paused")?,
    })
}

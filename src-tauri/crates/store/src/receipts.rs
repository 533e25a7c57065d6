//! Receipts: what a publishing run sent and what was read back.

use chrono::{DateTime, Utc};
use domain::{PortalId, ReceiptId};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::columns::{Json, Micros};
use crate::error::{Entity, StoreError};

/// Reads receipts.
pub struct Receipts<'c> {
    pub(crate) connection: &'c Connection,
}

/// Keeps receipts.
pub struct ReceiptsMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// The record of one publishing run.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Receipt {
    /// Its identity.
    pub id: ReceiptId,
    /// The portal.
    pub portal: PortalId,
    /// When the run began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
    /// What happened to each thing; the shape belongs to whoever publishes.
    pub items: serde_json::Value,
}

const COLUMNS: &str = "id, portal, started_at, finished_at, items";

impl Receipts<'_> {
    /// The newest receipts.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self, limit: u32) -> Result<Vec<Receipt>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM receipts ORDER BY finished_at DESC, id DESC LIMIT ?1"
        ))?;
        let receipts = statement.query_map([limit], read)?;
        Ok(receipts.collect::<rusqlite::Result<_>>()?)
    }

    /// The receipt, or `None`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: ReceiptId) -> Result<Option<Receipt>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM receipts WHERE id = ?1"))?
            .query_row([id.0], read)
            .optional()?)
    }

    /// The receipt.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: ReceiptId) -> Result<Receipt, StoreError> {
        self.find(id)?.ok_or_else(|| StoreError::not_found(Entity::Receipt, id))
    }
}

impl ReceiptsMut<'_> {
    /// Keeps a receipt, or what has been added to it while its run goes on.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update(&mut self, receipt: &Receipt) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO receipts (id, portal, started_at, finished_at, items)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                receipt.id.0,
                receipt.portal.0,
                Micros(receipt.started_at),
                Micros(receipt.finished_at),
                Json(&receipt.items),
            ])?;
        Ok(())
    }

    /// Keeps a receipt. After its run has ended it is never changed.
    ///
    /// # Errors
    /// Those of the database, also when the id is taken.
    pub fn insert(&mut self, receipt: &Receipt) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO receipts (id, portal, started_at, finished_at, items)
                 VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![
                receipt.id.0,
                receipt.portal.0,
                Micros(receipt.started_at),
                Micros(receipt.finished_at),
                Json(&receipt.items),
            ])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Receipt> {
    Ok(Receipt {
        id: ReceiptId(row.get("id")?),
        portal: PortalId(row.get("portal")?),
        started_at: row.get::<_, Micros>("started_at")?.0,
        finished_at: row.get::<_, Micros>("finished_at")?.0,
        items: row.get::<_, Json<_>>("items")?.0,
    })
}

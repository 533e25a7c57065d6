//! Settings of this library, by name. Whoever owns a setting owns the shape of its value.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::columns::Json;
use crate::error::StoreError;

/// Reads settings.
pub struct Settings<'c> {
    pub(crate) connection: &'c Connection,
}

/// Changes settings.
pub struct SettingsMut<'w> {
    pub(crate) connection: &'w Connection,
}

impl Settings<'_> {
    /// The value of a setting; `None` when it was never set.
    ///
    /// # Errors
    /// [`StoreError::Json`] when the stored value has another shape.
    pub fn find<T: DeserializeOwned>(&self, key: &str) -> Result<Option<T>, StoreError> {
        let text: Option<String> = self
            .connection
            .prepare_cached("SELECT value FROM settings WHERE key = ?1")?
            .query_row([key], |row| row.get(0))
            .optional()?;
        Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
    }
}

impl SettingsMut<'_> {
    /// Sets a value.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update<T: Serialize>(&mut self, key: &str, value: &T) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)")?
            .execute(params![key, Json(value)])?;
        Ok(())
    }

    /// Goes back to a setting that was never set.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(&mut self, key: &str) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM settings WHERE key = ?1")?.execute([key])?;
        Ok(())
    }
}

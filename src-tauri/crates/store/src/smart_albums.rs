//! Smart albums: filters that were given a name.

use domain::SmartAlbumId;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::columns::Json;
use crate::error::{Entity, StoreError};
use crate::sort_keys::sort_key;

/// Reads smart albums.
pub struct SmartAlbums<'c> {
    pub(crate) connection: &'c Connection,
}

/// Saves and removes smart albums.
pub struct SmartAlbumsMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// A filter with a name. What a filter is belongs to the caller.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SmartAlbum<F> {
    /// Its identity.
    pub id: SmartAlbumId,
    /// Its name.
    pub title: String,
    /// What it holds.
    pub filter: F,
}

impl SmartAlbums<'_> {
    /// All of them, in Vietnamese order of titles.
    ///
    /// # Errors
    /// Those of the database; of JSON, when a filter is of another shape.
    pub fn list<F: DeserializeOwned>(&self) -> Result<Vec<SmartAlbum<F>>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, title, filter FROM smart_albums ORDER BY title_key, id")?;
        let rows = statement.query_map([], read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The smart album.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get<F: DeserializeOwned>(&self, id: SmartAlbumId) -> Result<SmartAlbum<F>, StoreError> {
        self.connection
            .prepare_cached("SELECT id, title, filter FROM smart_albums WHERE id = ?1")?
            .query_row([id.0], read)
            .optional()?
            .ok_or_else(|| StoreError::not_found(Entity::SmartAlbum, id))
    }
}

impl SmartAlbumsMut<'_> {
    /// Adds a smart album, or puts it in the place of the one of that id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update<F: Serialize>(&mut self, album: &SmartAlbum<F>) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO smart_albums (id, title, title_key, filter)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![
                album.id.0,
                album.title,
                sort_key(&album.title),
                Json(&album.filter)
            ])?;
        Ok(())
    }

    /// Removes a smart album; its photos stay. `false` when there was none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(&mut self, id: SmartAlbumId) -> Result<bool, StoreError> {
        let deleted = self
            .connection
            .prepare_cached("DELETE FROM smart_albums WHERE id = ?1")?
            .execute([id.0])?;
        Ok(deleted > 0)
    }
}

fn read<F: DeserializeOwned>(row: &Row<'_>) -> rusqlite::Result<SmartAlbum<F>> {
    Ok(SmartAlbum {
        id: SmartAlbumId(row.get(0)?),
        title: row.get(1)?,
        filter: row.get::<_, Json<F>>(2)?.0,
    })
}

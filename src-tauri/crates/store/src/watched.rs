//! Folders whose new files come in by themselves, and which of their files were seen before.

use domain::{AlbumId, WatchedFolderId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use uuid::Uuid;

use crate::error::{Entity, StoreError};

/// Reads the watched folders.
pub struct Watched<'c> {
    pub(crate) connection: &'c Connection,
}

/// Changes the watched folders.
pub struct WatchedMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// A folder whose new files come in by themselves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedFolder {
    /// Its identity.
    pub id: WatchedFolderId,
    /// Where it is.
    pub path: String,
    /// Album that receives the photos.
    pub album: Option<AlbumId>,
    /// Pattern of their names in the library; `None` keeps those of the files.
    pub rename: Option<String>,
    /// Who took them; empty leaves what the files say.
    pub credit: String,
    /// Whether it is looked at.
    pub active: bool,
}

/// A file of a watched folder as it was when it was taken or passed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedFile {
    /// Where it is.
    pub path: String,
    /// Its size.
    pub bytes: u64,
    /// When it last changed, in microseconds since 1970.
    pub modified: i64,
}

const COLUMNS: &str = "id, path, album, rename, credit, active";

impl Watched<'_> {
    /// All folders, by path.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<WatchedFolder>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM watched_folders ORDER BY path, id"))?;
        let folders = statement.query_map([], read)?;
        Ok(folders.collect::<rusqlite::Result<_>>()?)
    }

    /// The folder, or `None`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: WatchedFolderId) -> Result<Option<WatchedFolder>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM watched_folders WHERE id = ?1"))?
            .query_row([id.0], read)
            .optional()?)
    }

    /// The files of a folder that were seen before.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_files(&self, id: WatchedFolderId) -> Result<Vec<WatchedFile>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT path, bytes, modified FROM watched_files WHERE folder = ?1")?;
        let files = statement.query_map([id.0], |row| {
            Ok(WatchedFile { path: row.get(0)?, bytes: row.get(1)?, modified: row.get(2)? })
        })?;
        Ok(files.collect::<rusqlite::Result<_>>()?)
    }
}

impl WatchedMut<'_> {
    /// Adds a folder, or changes the one of this id. Files that were seen in it stay seen.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update(&mut self, folder: &WatchedFolder) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO watched_folders (id, path, album, rename, credit, active)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)
                 ON CONFLICT (id) DO UPDATE SET path = excluded.path, album = excluded.album,
                     rename = excluded.rename, credit = excluded.credit, active = excluded.active",
            )?
            .execute(params![
                folder.id.0,
                folder.path,
                folder.album.map(|album| album.0),
                folder.rename,
                folder.credit,
                folder.active,
            ])?;
        Ok(())
    }

    /// Watches a folder no longer. Its photos stay.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn delete(&mut self, id: WatchedFolderId) -> Result<(), StoreError> {
        let deleted = self
            .connection
            .prepare_cached("DELETE FROM watched_folders WHERE id = ?1")?
            .execute([id.0])?;
        if deleted == 0 { Err(StoreError::not_found(Entity::WatchedFolder, id)) } else { Ok(()) }
    }

    /// Notes files as seen. Do this in the transaction that begins their import.
    ///
    /// # Errors
    /// Those of the database, also when there is no such folder.
    pub fn insert_files(
        &mut self,
        id: WatchedFolderId,
        files: &[WatchedFile],
    ) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "INSERT OR REPLACE INTO watched_files (folder, path, bytes, modified)
             VALUES (?1, ?2, ?3, ?4)",
        )?;
        for file in files {
            statement.execute(params![id.0, file.path, file.bytes, file.modified])?;
        }
        Ok(())
    }

    /// Forgets files that are gone.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_files(
        &mut self,
        id: WatchedFolderId,
        paths: &[String],
    ) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("DELETE FROM watched_files WHERE folder = ?1 AND path = ?2")?;
        for path in paths {
            statement.execute(params![id.0, path])?;
        }
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<WatchedFolder> {
    Ok(WatchedFolder {
        id: WatchedFolderId(row.get(0)?),
        path: row.get(1)?,
        album: row.get::<_, Option<Uuid>>(2)?.map(AlbumId),
        rename: row.get(3)?,
        credit: row.get(4)?,
        active: row.get(5)?,
    })
}

//! Copies made for publishing, by photo and recipe, so that a publishing run that was interrupted
//! makes none of them twice. The bytes lie in [`crate::Library::renditions`].

use domain::{BlobHash, PhotoId};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::StoreError;

/// Reads what copies there are.
pub struct Renditions<'c> {
    pub(crate) connection: &'c Connection,
}

/// Records copies.
pub struct RenditionsMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// A copy made for publishing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// Of which photo.
    pub photo: PhotoId,
    /// How it was made, rotation and crop included; whoever makes copies chooses the words.
    pub recipe: String,
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Its bytes.
    pub hash: BlobHash,
    /// Size in bytes.
    pub bytes: u64,
}

const COLUMNS: &str = "photo, recipe, width, height, hash, bytes";

impl Renditions<'_> {
    /// The copy made by this recipe. Whether its bytes are still in the folder is for the caller to
    /// see: the folder may be emptied at any time.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, photo: PhotoId, recipe: &str) -> Result<Option<Rendition>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM renditions WHERE photo = ?1 AND recipe = ?2"
            ))?
            .query_row(params![photo.0, recipe], read)
            .optional()?)
    }

    /// All copies of a photo.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self, photo: PhotoId) -> Result<Vec<Rendition>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM renditions WHERE photo = ?1 ORDER BY recipe"
        ))?;
        let renditions = statement.query_map([photo.0], read)?;
        Ok(renditions.collect::<rusqlite::Result<_>>()?)
    }
}

impl RenditionsMut<'_> {
    /// Records a copy in the place of an older one of the same recipe.
    ///
    /// # Errors
    /// Those of the database, also when there is no such photo.
    pub fn update(&mut self, rendition: &Rendition) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO renditions (photo, recipe, width, height, hash, bytes)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                rendition.photo.0,
                rendition.recipe,
                rendition.width,
                rendition.height,
                rendition.hash.0,
                rendition.bytes,
            ])?;
        Ok(())
    }

    /// Forgets the copies of a photo.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(&mut self, photo: PhotoId) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM renditions WHERE photo = ?1")?
            .execute([photo.0])?;
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Rendition> {
    Ok(Rendition {
        photo: PhotoId(row.get("photo")?),
        recipe: row.get("recipe")?,
        width: row.get("width")?,
        height: row.get("height")?,
        hash: BlobHash(row.get("hash")?),
        bytes: row.get("bytes")?,
    })
}

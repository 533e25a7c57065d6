//! Photos that are on their way: they can be seen and described while the import still copies their
//! originals.
//!
//! Such a photo is a row like any other whose original is [`BlobHash::EMPTY`], which is never there:
//! whoever reads originals finds none, and nothing else has to know. Its job item is pending and
//! names it. Whatever ends the import takes it out again or makes it whole.

use chrono::{DateTime, Utc};
use domain::{BlobHash, JobId, Photo, PhotoId};
use rusqlite::{OptionalExtension, params};
use uuid::Uuid;

use crate::columns::micros;
use crate::error::StoreError;
use crate::photos::{Photos, PhotosMut};
use crate::search;
use crate::sort_keys::sort_key;

impl Photos<'_> {
    /// All photos, the trash included, oldest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_all_ids(&self) -> Result<Vec<PhotoId>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM photos ORDER BY number")?;
        let ids = statement.query_map([], |row| row.get(0).map(PhotoId))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether a file is, by all that can be told without reading it, the original of a photo
    /// outside the trash: as long, and of the same second or the same name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn is_probably_there(
        &self,
        file_name: &str,
        taken_at: Option<DateTime<Utc>>,
        bytes: u64,
    ) -> Result<bool, StoreError> {
        let sought = params![sort_key(file_name), micros(taken_at), bytes];
        Ok(self
            .connection
            .prepare_cached(
                "SELECT EXISTS (SELECT 1 FROM photos WHERE deleted_at IS NULL
                         AND name_key = ?1 AND record ->> '$.bytes' = ?3)
                     OR EXISTS (SELECT 1 FROM photos WHERE deleted_at IS NULL
                         AND taken_at = ?2 AND record ->> '$.bytes' = ?3)",
            )?
            .query_row(sought, |row| row.get(0))?)
    }
}

impl PhotosMut<'_> {
    /// Makes a photo that was on its way whole: `photo` has the original now. What somebody wrote
    /// meanwhile is the caller's to have kept. Uses follow as in [`Self::update`].
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when it was removed for good meanwhile.
    pub fn arrive(&mut self, photo: &Photo, at: DateTime<Utc>) -> Result<(), StoreError> {
        (crate::blobs::BlobsMut { connection: self.connection }).insert(
            photo.original,
            photo.bytes,
            at,
        )?;
        self.connection
            .prepare_cached("UPDATE photos SET original = ?2 WHERE id = ?1")?
            .execute(params![photo.id.0, photo.original.0])?;
        self.update_record(photo, at)
    }

    /// Takes out a photo that was on its way and will not come; one that has arrived stays.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_arriving(&mut self, id: PhotoId) -> Result<(), StoreError> {
        let number = self
            .connection
            .prepare_cached("DELETE FROM photos WHERE id = ?1 AND original = ?2 RETURNING number")?
            .query_row(params![id.0, BlobHash::EMPTY.0], |row| row.get(0))
            .optional()?;
        number.map_or(Ok(()), |number| search::forget_photo(self.connection, number))
    }

    /// Takes out the photos on their way whose import is not among `unfinished`: the import ended
    /// without being able to say so. Returns how many.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete_stray_arrivals(&mut self, unfinished: &[JobId]) -> Result<usize, StoreError> {
        let strays = {
            let mut statement = self
                .connection
                .prepare_cached("SELECT id, import FROM photos WHERE original = ?1")?;
            let arriving = statement.query_map([BlobHash::EMPTY.0], |row| {
                Ok((PhotoId(row.get(0)?), row.get::<_, Option<Uuid>>(1)?.map(JobId)))
            })?;
            arriving.collect::<rusqlite::Result<Vec<_>>>()?
        };
        let is_stray = |import: Option<JobId>| !import.is_some_and(|job| unfinished.contains(&job));
        let strays: Vec<_> = strays.into_iter().filter(|(_, import)| is_stray(*import)).collect();
        strays.iter().try_for_each(|(id, _)| self.delete_arriving(*id))?;
        Ok(strays.len())
    }
}

//! Photos: one record used everywhere, so a change to it is a change of every page that shows it.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::photo::MAX_STARS;
use domain::{AlbumId, AltText, ArticleId, BlobHash, JobId, Photo, PhotoId};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::blobs::BlobsMut;
use crate::columns::{Json, Micros, StatusColumn, micros};
use crate::error::{Entity, StoreError};
use crate::outbox::{self, Meant};
use crate::photo_changes::{PhotoChanges, says_otherwise};
use crate::photo_patch::{PhotoPatch, shows_differently};
use crate::photo_query::flag_figure;
use crate::photo_twins::AT_ONCE;
use crate::search;
use crate::sort_keys::sort_key;
use crate::sync_base::EntityKind;

/// Reads photos.
pub struct Photos<'c> {
    pub(crate) connection: &'c Connection,
}

/// Adds, changes and removes photos.
pub struct PhotosMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// A photo with what the library knows about it beside its record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct SavedPhoto {
    /// The photo.
    pub photo: Photo,
    /// The import it came with.
    pub import: Option<JobId>,
    /// When it was put into the trash.
    pub deleted_at: Option<DateTime<Utc>>,
}

/// Where a photo is used, the trash apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct PhotoUse {
    /// Articles that show it.
    pub articles: Vec<ArticleId>,
    /// Albums it lies in.
    pub albums: Vec<AlbumId>,
}

impl Photos<'_> {
    /// The photo, also from the trash; `None` when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: PhotoId) -> Result<Option<SavedPhoto>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT record, import, deleted_at FROM photos WHERE id = ?1")?
            .query_row([id.0], |row| {
                Ok(SavedPhoto {
                    photo: row.get::<_, Json<Photo>>(0)?.0,
                    import: row.get::<_, Option<Uuid>>(1)?.map(JobId),
                    deleted_at: row.get::<_, Option<Micros>>(2)?.map(|at| at.0),
                })
            })
            .optional()?)
    }

    /// The photo, also from the trash.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: PhotoId) -> Result<SavedPhoto, StoreError> {
        self.find(id)?.ok_or_else(|| StoreError::not_found(Entity::Photo, id))
    }

    /// The photos of these ids in their order; those that do not exist are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_by_ids(&self, ids: &[PhotoId]) -> Result<Vec<Photo>, StoreError> {
        let mut photos = Vec::with_capacity(ids.len());
        for id in ids {
            photos.extend(self.find(*id)?.map(|saved| saved.photo));
        }
        Ok(photos)
    }

    /// A photo made of these bytes, one outside the trash if there is any.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find_by_original(&self, original: BlobHash) -> Result<Option<SavedPhoto>, StoreError> {
        let id = self
            .connection
            .prepare_cached(
                "SELECT id FROM photos WHERE original = ?1
                 ORDER BY deleted_at IS NOT NULL, number LIMIT 1",
            )?
            .query_row([original.0], |row| row.get(0).map(PhotoId))
            .optional()?;
        id.map_or(Ok(None), |id| self.find(id))
    }

    /// Where the photo is used.
    ///
    /// # Errors
    /// Those of the database.
    pub fn uses(&self, id: PhotoId) -> Result<PhotoUse, StoreError> {
        let ids = |sql| -> Result<Vec<Uuid>, StoreError> {
            let mut statement = self.connection.prepare_cached(sql)?;
            let ids = statement.query_map([id.0], |row| row.get(0))?;
            Ok(ids.collect::<rusqlite::Result<_>>()?)
        };
        let articles = ids("SELECT DISTINCT a.id FROM article_photos u
             JOIN articles a ON a.id = u.article AND a.deleted_at IS NULL WHERE u.photo = ?1")?;
        let albums = ids("SELECT a.id FROM album_photos u
             JOIN albums a ON a.id = u.album AND a.deleted_at IS NULL WHERE u.photo = ?1")?;
        Ok(PhotoUse {
            articles: articles.into_iter().map(ArticleId).collect(),
            albums: albums.into_iter().map(AlbumId).collect(),
        })
    }
}

impl PhotosMut<'_> {
    /// Adds photos whose originals have been stored, all of them or none. `import` names the job
    /// that brings them.
    ///
    /// # Errors
    /// Those of the database, also when an id is taken.
    pub fn insert(&mut self, photos: &[Photo], import: Option<JobId>) -> Result<(), StoreError> {
        let mut blobs = BlobsMut { connection: self.connection };
        for photo in photos {
            blobs.insert(photo.original, photo.bytes, photo.imported_at)?;
            self.connection
                .prepare_cached(
                    "INSERT INTO photos (id, original, file_name, name_key, imported_at, updated_at,
                         import, has_caption, has_alt, has_credit, has_gps, record)
                     VALUES (?1, ?2, '', x'', ?3, ?3, ?4, 0, 0, 0, 0, '')",
                )?
                .execute(params![
                    photo.id.0,
                    photo.original.0,
                    Micros(photo.imported_at),
                    import.map(|job| job.0),
                ])?;
            self.store(photo, true)?;
        }
        Ok(())
    }

    /// Changes what is said about photos, all of them the same way. See [`Self::change`].
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them does not exist.
    pub fn update(
        &mut self,
        ids: &[PhotoId],
        patch: &PhotoPatch,
        at: DateTime<Utc>,
    ) -> Result<PhotoChanges, StoreError> {
        self.change(ids, at, |_| Ok(patch.clone()))
    }

    /// Changes photos, each as `patch` says of it. Where a reader of a portal would see the
    /// difference, every article and album that shows the photo is to be sent again.
    ///
    /// # Errors
    /// Those of `patch`; [`StoreError::NotFound`] when a photo does not exist. Then none is changed,
    /// provided the caller lets the error end the transaction.
    pub fn change<E: From<StoreError>>(
        &mut self,
        ids: &[PhotoId],
        at: DateTime<Utc>,
        mut patch: impl FnMut(&Photo) -> Result<PhotoPatch, E>,
    ) -> Result<PhotoChanges, E> {
        let photos = Photos { connection: self.connection };
        let mut changes = PhotoChanges::default();
        let mut seen_changed = Vec::new();
        for id in ids {
            let before = photos.get(*id)?.photo;
            let mut photo = before.clone();
            patch(&before)?.apply(&mut photo);
            if photo == before {
                continue;
            }
            photo.updated_at = at;
            self.store(&photo, says_otherwise(&before, &photo))?;
            if shows_differently(&before, &photo) {
                seen_changed.push(*id);
            }
            changes.note(&before, &photo)?;
        }
        self.mark_uses(&seen_changed, at)?;
        Ok(changes)
    }

    /// Replaces a whole record, as when it comes from a portal. Uses follow as in [`Self::change`].
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_record(&mut self, photo: &Photo, at: DateTime<Utc>) -> Result<(), StoreError> {
        let before = Photos { connection: self.connection }.get(photo.id)?.photo;
        self.store(photo, true)?;
        if shows_differently(&before, photo) {
            self.mark_uses(&[photo.id], at)?;
        }
        Ok(())
    }

    /// Notes whether the original was there and whole when it was looked for; gives how many photos
    /// are made of it.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_missing(
        &mut self,
        original: BlobHash,
        missing: bool,
    ) -> Result<usize, StoreError> {
        Ok(self
            .connection
            .prepare_cached("UPDATE photos SET missing = ?2 WHERE original = ?1 AND missing <> ?2")?
            .execute(params![original.0, missing])?)
    }

    /// Puts photos into the trash. Pages that show them keep showing them until they are edited.
    /// Returns how many went.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(&mut self, ids: &[PhotoId], at: DateTime<Utc>) -> Result<usize, StoreError> {
        self.leave_twins(&self.numbers(ids)?)?;
        let mut statement = self.connection.prepare_cached(
            "UPDATE photos SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
        )?;
        let mut deleted = 0;
        for id in ids {
            deleted += statement.execute(params![id.0, Micros(at)])?;
        }
        self.compare(AT_ONCE)?;
        Ok(deleted)
    }

    /// Takes photos out of the trash. Returns how many came back.
    ///
    /// # Errors
    /// Those of the database.
    pub fn restore(&mut self, ids: &[PhotoId]) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE photos SET deleted_at = NULL WHERE id = ?1 AND deleted_at IS NOT NULL",
        )?;
        let mut restored = 0;
        for id in ids {
            restored += statement.execute([id.0])?;
        }
        if restored > 0 {
            self.compare(AT_ONCE)?;
        }
        Ok(restored)
    }

    /// Everything that shows photos is to be sent again, as when published copies are made by other
    /// rules.
    ///
    /// # Errors
    /// Those of the database.
    pub fn mark_all_uses(&mut self, at: DateTime<Utc>) -> Result<(), StoreError> {
        for pages in PAGES {
            let mut all = self.connection.prepare_cached(pages.all)?;
            let all = all.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            self.send_again(&pages, all, at)?;
        }
        Ok(())
    }

    /// Writes the record and what lists know of it; `words` says whether the search index must
    /// hear of it too.
    fn store(&self, photo: &Photo, words: bool) -> Result<(), StoreError> {
        let (width, height) = photo.shown_size();
        let number = self
            .connection
            .prepare_cached(
                "UPDATE photos SET file_name = ?2, name_key = ?3, taken_at = ?4, imported_at = ?5,
                     updated_at = ?6, has_caption = ?7, has_alt = ?8, has_credit = ?9, has_gps = ?10,
                     record = ?11, flag = ?12, stars = ?13, ratio = ?14
                 WHERE id = ?1 RETURNING number",
            )?
            .query_row(
                params![
                    photo.id.0,
                    photo.file_name,
                    sort_key(&photo.file_name),
                    micros(photo.taken_at),
                    Micros(photo.imported_at),
                    Micros(photo.updated_at),
                    !photo.caption.is_empty(),
                    photo.alt != AltText::Missing,
                    !photo.credit.is_empty(),
                    photo.gps.is_some(),
                    Json(photo),
                    flag_figure(photo.flag),
                    photo.stars.min(MAX_STARS),
                    f64::from(width) / f64::from(height.max(1)),
                ],
                |row| row.get(0),
            )
            .optional()?
            .ok_or_else(|| StoreError::not_found(Entity::Photo, photo.id))?;
        if words { search::index_photo(self.connection, number, photo) } else { Ok(()) }
    }

    /// Every page that shows one of these photos is to be sent again, once however many it shows.
    fn mark_uses(&self, photos: &[PhotoId], at: DateTime<Utc>) -> Result<(), StoreError> {
        for pages in PAGES {
            let mut of_photo = self.connection.prepare_cached(pages.of_photo)?;
            let mut uses = BTreeSet::new();
            for photo in photos {
                for page in of_photo.query_map([photo.0], |row| row.get(0))? {
                    uses.insert(page?);
                }
            }
            self.send_again(&pages, uses, at)?;
        }
        Ok(())
    }

    /// Each of these is to be sent again as what it is; those in the trash stay as they are.
    fn send_again(
        &self,
        pages: &Pages,
        ids: BTreeSet<Uuid>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let mut status = self.connection.prepare_cached(pages.status)?;
        for id in ids {
            let status: Option<StatusColumn> =
                status.query_row([id], |row| row.get(0)).optional()?;
            if let Some(status) = status {
                outbox::follow(self.connection, pages.kind, id, Meant::of(status.0), at)?;
            }
        }
        Ok(())
    }
}

/// Things that show photos, and how they are found.
struct Pages {
    kind: EntityKind,
    /// Those that show any.
    all: &'static str,
    /// Those that show one photo.
    of_photo: &'static str,
    /// Where one stands, unless it is in the trash.
    status: &'static str,
}

const PAGES: [Pages; 2] = [
    Pages {
        kind: EntityKind::Article,
        all: "SELECT id FROM articles WHERE photo_count > 0",
        of_photo: "SELECT article FROM article_photos WHERE photo = ?1",
        status: "SELECT status FROM articles WHERE id = ?1 AND deleted_at IS NULL",
    },
    Pages {
        kind: EntityKind::Album,
        all: "SELECT id FROM albums",
        of_photo: "SELECT album FROM album_photos WHERE photo = ?1",
        status: "SELECT status FROM albums WHERE id = ?1 AND deleted_at IS NULL",
    },
];

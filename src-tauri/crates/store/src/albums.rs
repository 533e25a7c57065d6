//! Albums: ordered photos with a cover, published as one.

use chrono::{DateTime, Utc};
use domain::{Album, AlbumId, PhotoId, PortalId, Status};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::article_list::SyncState;
use crate::columns::{Json, Micros, StatusColumn};
use crate::error::{Entity, StoreError};
use crate::outbox::{self, Meant, OutboxAction, OutboxMut};
use crate::portals::Portals;
use crate::sort_keys::sort_key;
use crate::sync_base::EntityKind;

/// Reads albums.
pub struct Albums<'c> {
    pub(crate) connection: &'c Connection,
}

/// Edits albums.
pub struct AlbumsMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// An album as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumRow {
    /// The album.
    pub album: Album,
    /// How many photos lie in it, the trash apart.
    pub photos: u32,
    /// The photo that stands for it: the chosen one or the first.
    pub cover: Option<PhotoId>,
    /// How the portal compares.
    pub sync: SyncState,
    /// Its address on the portal, once published.
    pub public_url: Option<String>,
}

/// Albums as [`read_row`] reads them; `?1` is the portal.
const ROWS: &str = "SELECT a.record,
        (SELECT count(*) FROM album_photos m JOIN photos p ON p.id = m.photo
            WHERE m.album = a.id AND p.deleted_at IS NULL),
        coalesce(
            (SELECT m.photo FROM album_photos m WHERE m.album = a.id AND m.photo = a.cover),
            (SELECT m.photo FROM album_photos m JOIN photos p ON p.id = m.photo
                WHERE m.album = a.id AND p.deleted_at IS NULL
                ORDER BY m.position LIMIT 1)),
        CASE WHEN b.conflict IS NOT NULL THEN 'conflict'
             WHEN b.state IS NULL THEN 'new'
             WHEN o.sequence IS NOT NULL THEN 'changed'
             WHEN b.state = 'taken_down' THEN 'taken_down'
             ELSE 'same' END,
        b.public_url
    FROM albums a
    LEFT JOIN sync_base b ON b.portal = ?1 AND b.kind = 'album' AND b.entity = a.id
    LEFT JOIN outbox o ON o.portal = ?1 AND o.kind = 'album' AND o.entity = a.id";

fn read_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<AlbumRow> {
    Ok(AlbumRow {
        album: row.get::<_, Json<Album>>(0)?.0,
        photos: row.get(1)?,
        cover: row.get::<_, Option<Uuid>>(2)?.map(PhotoId),
        sync: row.get(3)?,
        public_url: row.get(4)?,
    })
}

impl Albums<'_> {
    /// All albums outside the trash, the one changed last first. `portal` is the one
    /// [`AlbumRow::sync`] speaks of; `None` for the library's main one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self, portal: Option<PortalId>) -> Result<Vec<AlbumRow>, StoreError> {
        let portal = self.spoken_of(portal)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "{ROWS} WHERE a.deleted_at IS NULL ORDER BY a.updated_at DESC, a.number DESC"
        ))?;
        let rows = statement.query_map(params![portal.map(|portal| portal.0)], read_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The named albums in that order, also from the trash; unknown ones are left out. `portal` as
    /// in [`Self::list`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_rows(
        &self,
        ids: &[AlbumId],
        portal: Option<PortalId>,
    ) -> Result<Vec<AlbumRow>, StoreError> {
        let portal = self.spoken_of(portal)?;
        let mut statement = self.connection.prepare_cached(&format!("{ROWS} WHERE a.id = ?2"))?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let given = params![portal.map(|portal| portal.0), id.0];
            rows.extend(statement.query_row(given, read_row).optional()?);
        }
        Ok(rows)
    }

    fn spoken_of(&self, portal: Option<PortalId>) -> Result<Option<PortalId>, StoreError> {
        match portal {
            Some(portal) => Ok(Some(portal)),
            None => Ok(Portals { connection: self.connection }.main()?.map(|portal| portal.id)),
        }
    }

    /// The album, also from the trash; `None` when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: AlbumId) -> Result<Option<Album>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT record FROM albums WHERE id = ?1")?
            .query_row([id.0], |row| row.get::<_, Json<Album>>(0))
            .optional()?
            .map(|album| album.0))
    }

    /// The album, also from the trash.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: AlbumId) -> Result<Album, StoreError> {
        self.find(id)?.ok_or_else(|| StoreError::not_found(Entity::Album, id))
    }

    /// An album of that title outside the trash, letter for letter.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find_by_title(&self, title: &str) -> Result<Option<Album>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT record FROM albums
                 WHERE deleted_at IS NULL AND record ->> '$.title' = ?1 ORDER BY number LIMIT 1",
            )?
            .query_row([title], |row| row.get::<_, Json<Album>>(0))
            .optional()?
            .map(|album| album.0))
    }

    /// The album's photos in order, the trash apart.
    ///
    /// # Errors
    /// Those of the database.
    pub fn photos(&self, id: AlbumId) -> Result<Vec<PhotoId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT m.photo FROM album_photos m JOIN photos p ON p.id = m.photo
             WHERE m.album = ?1 AND p.deleted_at IS NULL ORDER BY m.position",
        )?;
        let photos = statement.query_map([id.0], |row| row.get(0).map(PhotoId))?;
        Ok(photos.collect::<rusqlite::Result<_>>()?)
    }
}

impl AlbumsMut<'_> {
    /// Adds an album.
    ///
    /// # Errors
    /// Those of the database, also when the id is taken.
    pub fn insert(&mut self, album: &Album) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO albums (id, title_key, status, cover, updated_at, record)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                album.id.0,
                sort_key(&album.title),
                StatusColumn(album.status),
                album.cover.map(|photo| photo.0),
                Micros(album.updated_at),
                Json(album),
            ])?;
        Ok(())
    }

    /// Changes an album. Portals that show it are to be sent the new state; `publish_to` names one
    /// that is to show it from now on.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update(
        &mut self,
        album: &Album,
        publish_to: Option<PortalId>,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE albums SET title_key = ?2, status = ?3, cover = ?4, updated_at = ?5,
                     record = ?6 WHERE id = ?1",
            )?
            .execute(params![
                album.id.0,
                sort_key(&album.title),
                StatusColumn(album.status),
                album.cover.map(|photo| photo.0),
                Micros(album.updated_at),
                Json(album),
            ])?;
        if changed == 0 {
            return Err(StoreError::not_found(Entity::Album, album.id));
        }
        let (kind, id) = (EntityKind::Album, album.id.0);
        outbox::follow(self.connection, kind, id, Meant::of(album.status), at)?;
        if let Some(portal) = publish_to
            && album.status == Status::Published
        {
            let mut outbox = OutboxMut { connection: self.connection };
            outbox.insert(portal, kind, id, OutboxAction::Publish, at)?;
        }
        Ok(())
    }

    /// Adds photos at the end; those that are in the album already stay where they are. Returns how
    /// many were added.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; those of the database, also when there is no such photo.
    pub fn add_photos(
        &mut self,
        id: AlbumId,
        photos: &[PhotoId],
        at: DateTime<Utc>,
    ) -> Result<usize, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO album_photos (album, photo, position)
             SELECT ?1, ?2, coalesce(max(position) + 1, 0) FROM album_photos WHERE album = ?1
             ON CONFLICT (album, photo) DO NOTHING",
        )?;
        let album = self.albums().get(id)?;
        let mut added = 0;
        for photo in photos {
            added += statement.execute(params![id.0, photo.0])?;
        }
        if added > 0 {
            self.touch(album, at)?;
        }
        Ok(added)
    }

    /// Takes photos out of the album; they stay in the library. Returns how many were in it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn remove_photos(
        &mut self,
        id: AlbumId,
        photos: &[PhotoId],
        at: DateTime<Utc>,
    ) -> Result<usize, StoreError> {
        let mut album = self.albums().get(id)?;
        let mut statement = self
            .connection
            .prepare_cached("DELETE FROM album_photos WHERE album = ?1 AND photo = ?2")?;
        let mut removed = 0;
        for photo in photos {
            removed += statement.execute(params![id.0, photo.0])?;
        }
        if album.cover.is_some_and(|cover| photos.contains(&cover)) {
            album.cover = None;
        }
        if removed > 0 {
            self.touch(album, at)?;
        }
        Ok(removed)
    }

    /// Gives the album's photos a new order. Photos of the album that `photos` does not name, as
    /// those in the trash, follow behind in their old order.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_order(
        &mut self,
        id: AlbumId,
        photos: &[PhotoId],
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        let album = self.albums().get(id)?;
        let mut statement = self
            .connection
            .prepare_cached("SELECT photo FROM album_photos WHERE album = ?1 ORDER BY position")?;
        let old = statement
            .query_map([id.0], |row| row.get(0).map(PhotoId))?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let rest = old.iter().filter(|photo| !photos.contains(photo));
        let mut update = self.connection.prepare_cached(
            "UPDATE album_photos SET position = ?3 WHERE album = ?1 AND photo = ?2",
        )?;
        for (position, photo) in photos.iter().chain(rest).enumerate() {
            update.execute(params![id.0, photo.0, position])?;
        }
        self.touch(album, at)
    }

    /// Puts an album into the trash and off every portal; its photos stay in the library.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(&mut self, id: AlbumId, at: DateTime<Utc>) -> Result<bool, StoreError> {
        let deleted = self
            .connection
            .prepare_cached(
                "UPDATE albums SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
            )?
            .execute(params![id.0, Micros(at)])?;
        if deleted > 0 {
            outbox::follow(self.connection, EntityKind::Album, id.0, Meant::Hidden, at)?;
        }
        Ok(deleted > 0)
    }

    /// Takes an album out of the trash.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn restore(&mut self, id: AlbumId, at: DateTime<Utc>) -> Result<(), StoreError> {
        let album = self.albums().get(id)?;
        self.connection
            .prepare_cached("UPDATE albums SET deleted_at = NULL WHERE id = ?1")?
            .execute([id.0])?;
        let meant = Meant::of(album.status);
        outbox::follow(self.connection, EntityKind::Album, id.0, meant, at)
    }

    fn albums(&self) -> Albums<'_> {
        Albums { connection: self.connection }
    }

    /// A change of its photos is a change of the album.
    fn touch(&mut self, mut album: Album, at: DateTime<Utc>) -> Result<(), StoreError> {
        album.updated_at = at;
        self.update(&album, None, at)
    }
}

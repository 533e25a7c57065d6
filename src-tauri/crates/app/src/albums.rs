//! Albums: ordered photos with a cover.

use domain::{Album, AlbumId, Status};
use store::Reader;

use crate::view::{
    AlbumCreate, AlbumList, AlbumPatch, AlbumPhotos, AlbumRef, AlbumRow, ChangedKind, Nothing,
};
use crate::{App, Error};

impl App {
    /// All albums.
    pub async fn album_list(&self, _: Nothing) -> Result<AlbumList, Error> {
        self.with_library(|library| {
            let rows = library.read(|reader| reader.albums().list(None))?;
            Ok(AlbumList { rows: rows.into_iter().map(row).collect() })
        })
        .await
    }

    /// Makes an album.
    pub async fn album_create(&self, request: AlbumCreate) -> Result<AlbumRow, Error> {
        let now = self.now();
        let title = text::fold::nfc(request.title.trim());
        if title.is_empty() {
            return Err(Error::Invalid { detail: "an album needs a title" });
        }
        self.change(move |writer| {
            let id = AlbumId::generate();
            writer.albums_mut().insert(&Album {
                id,
                title,
                description: String::new(),
                cover: None,
                status: Status::Draft,
                slug: String::new(),
                created_at: now,
                updated_at: now,
            })?;
            writer.albums_mut().add_photos(id, &request.photos, now)?;
            found(writer, id)
        })
        .await
    }

    /// Changes title, description or cover.
    pub async fn album_update(&self, request: AlbumPatch) -> Result<AlbumRow, Error> {
        let now = self.now();
        self.change(move |writer| {
            let kept = writer.albums().get(request.id)?;
            let nfc = |text: String| text::fold::nfc(text.trim());
            let album = Album {
                title: request
                    .title
                    .map(nfc)
                    .filter(|title| !title.is_empty())
                    .unwrap_or(kept.title),
                description: request.description.map_or(kept.description, nfc),
                cover: request.cover.or(kept.cover),
                updated_at: now,
                ..kept
            };
            writer.albums_mut().update(&album, None, now)?;
            found(writer, album.id)
        })
        .await
    }

    /// Adds photos at the end; those that are there stay where they are.
    pub async fn album_add(&self, request: AlbumPhotos) -> Result<AlbumRow, Error> {
        let now = self.now();
        self.change(move |writer| {
            writer.albums_mut().add_photos(request.id, &request.photos, now)?;
            found(writer, request.id)
        })
        .await
    }

    /// Takes photos out of the album; they stay in the library.
    pub async fn album_remove(&self, request: AlbumPhotos) -> Result<AlbumRow, Error> {
        let now = self.now();
        self.change(move |writer| {
            writer.albums_mut().remove_photos(request.id, &request.photos, now)?;
            found(writer, request.id)
        })
        .await
    }

    /// Gives the photos a new order.
    pub async fn album_reorder(&self, request: AlbumPhotos) -> Result<AlbumRow, Error> {
        let now = self.now();
        self.change(move |writer| {
            writer.albums_mut().update_order(request.id, &request.photos, now)?;
            found(writer, request.id)
        })
        .await
    }

    /// Says that a published album is no longer meant to be public; it waits in the outbox.
    pub async fn album_take_down(&self, request: AlbumRef) -> Result<Nothing, Error> {
        let now = self.now();
        self.change(move |writer| {
            let album = writer.albums().get(request.id)?;
            let album = Album { status: Status::TakenDown, updated_at: now, ..album };
            Ok(writer.albums_mut().update(&album, None, now)?)
        })
        .await?;
        Ok(Nothing {})
    }

    /// Puts an album into the bin; its photos stay.
    pub async fn album_trash(&self, request: AlbumRef) -> Result<Nothing, Error> {
        let now = self.now();
        self.change(move |writer| Ok(writer.albums_mut().delete(request.id, now)?)).await?;
        Ok(Nothing {})
    }

    /// Takes an album out of the bin.
    pub async fn album_restore(&self, request: AlbumRef) -> Result<Nothing, Error> {
        let now = self.now();
        self.change(move |writer| Ok(writer.albums_mut().restore(request.id, now)?)).await?;
        Ok(Nothing {})
    }

    async fn change<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut store::Writer<'_>) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let answer = self.with_library(move |library| library.try_write(work)).await?;
        self.changed(&[ChangedKind::Albums, ChangedKind::Photos]);
        self.tell_waiting().await?;
        Ok(answer)
    }
}

fn found(reader: &Reader<'_>, id: AlbumId) -> Result<AlbumRow, Error> {
    let rows = reader.albums().list(None)?;
    let kept = rows.into_iter().find(|row| row.album.id == id);
    kept.map(row).ok_or(Error::Invalid { detail: "the album is in the bin" })
}

fn row(found: store::AlbumRow) -> AlbumRow {
    AlbumRow {
        id: found.album.id,
        title: found.album.title,
        description: found.album.description,
        cover: found.cover,
        photo_count: found.photos,
        status: found.album.status,
        sync: found.sync,
        url: found.public_url,
    }
}

//! Smart albums: filters that were given a name.

use domain::SmartAlbumId;
use store::{Reader, SmartAlbum};

use crate::photo_orders::query;
use crate::view::{
    ChangedKind, Nothing, PhotoFilter, SmartAlbumList, SmartAlbumRef, SmartAlbumRow, SmartAlbumSave,
};
use crate::{App, Error};

impl App {
    /// All smart albums with what they hold now.
    pub async fn smart_album_list(&self, _: Nothing) -> Result<SmartAlbumList, Error> {
        self.with_library(|library| {
            library.try_read(|reader| {
                let albums = reader.smart_albums().list()?;
                let rows = albums.into_iter().map(|album| row(reader, album));
                Ok(SmartAlbumList { rows: rows.collect::<Result<_, Error>>()? })
            })
        })
        .await
    }

    /// Saves a filter under a name.
    pub async fn smart_album_save(&self, request: SmartAlbumSave) -> Result<SmartAlbumRow, Error> {
        let title = text::fold::nfc(request.title.trim());
        if title.is_empty() {
            return Err(Error::Invalid { detail: "a smart album needs a title" });
        }
        if request.filter.smart.is_some() {
            return Err(Error::Invalid { detail: "a smart album cannot hold another one" });
        }
        let id = request.id.unwrap_or_else(SmartAlbumId::generate);
        let album = SmartAlbum { id, title, filter: request.filter };
        let row = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    writer.smart_albums_mut().update(&album)?;
                    row(writer, album)
                })
            })
            .await?;
        self.changed(&[ChangedKind::Albums]);
        Ok(row)
    }

    /// Removes a smart album; its photos stay. Saving it again with its id brings it back.
    pub async fn smart_album_delete(&self, request: SmartAlbumRef) -> Result<Nothing, Error> {
        self.with_library(move |library| {
            library.write(|writer| writer.smart_albums_mut().delete(request.id))?;
            Ok(())
        })
        .await?;
        self.changed(&[ChangedKind::Albums]);
        Ok(Nothing {})
    }
}

fn row(reader: &Reader<'_>, album: SmartAlbum<PhotoFilter>) -> Result<SmartAlbumRow, Error> {
    let count = reader.photos().count(&query(reader, &album.filter)?)?;
    Ok(SmartAlbumRow { id: album.id, title: album.title, filter: album.filter, count })
}

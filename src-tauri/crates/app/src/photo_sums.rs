//! What many photos come to together: how large they are, what they were taken with, where they are
//! used.

use std::collections::BTreeSet;

use domain::{AlbumId, ArticleId, PhotoId};
use store::Reader;

use crate::view::{AlbumUse, PhotoRefs, PhotoSums, PhotoUse};
use crate::{App, Error};

impl App {
    /// What these photos come to; those that are gone are left out.
    pub async fn photo_sums(&self, request: PhotoRefs) -> Result<PhotoSums, Error> {
        self.with_library(move |library| library.try_read(|reader| sums(reader, &request.ids)))
            .await
    }
}

fn sums(reader: &Reader<'_>, ids: &[PhotoId]) -> Result<PhotoSums, Error> {
    let mut sums = PhotoSums { published_bytes: Some(0), ..PhotoSums::default() };
    let (mut cameras, mut sizes) = (BTreeSet::new(), BTreeSet::new());
    let (mut articles, mut albums) = (BTreeSet::new(), BTreeSet::new());
    for row in reader.photos().list_rows_by_ids(ids)? {
        let photo = row.photo;
        sums.count += 1;
        sums.bytes += photo.bytes;
        // One photo without a copy leaves the sum unknown, and the others need not be asked for.
        if let Some(sum) = sums.published_bytes {
            sums.published_bytes = published_bytes(reader, photo.id)?.map(|part| sum + part);
        }
        if row.uses > 0 {
            let uses = reader.photos().uses(photo.id)?;
            articles.extend(uses.articles);
            albums.extend(uses.albums);
        }
        cameras.insert(photo.camera);
        sizes.insert((photo.width, photo.height));
    }
    sums.cameras = cameras.into_iter().collect();
    sums.sizes = sizes.into_iter().collect();
    sums.articles = article_uses(reader, &Vec::from_iter(articles))?;
    sums.albums = album_uses(reader, &Vec::from_iter(albums))?;
    Ok(sums)
}

/// Bytes of the largest copy that was made for publishing.
pub(crate) fn published_bytes(reader: &Reader<'_>, photo: PhotoId) -> Result<Option<u64>, Error> {
    Ok(reader.renditions().list(photo)?.into_iter().map(|copy| copy.bytes).max())
}

/// Articles that show photos, with how they stand with the portal.
pub(crate) fn article_uses(reader: &Reader<'_>, ids: &[ArticleId]) -> Result<Vec<PhotoUse>, Error> {
    let rows = reader.articles().list_rows(ids, None)?;
    let uses =
        rows.into_iter().map(|row| PhotoUse { id: row.id, title: row.title, sync: row.sync });
    Ok(uses.collect())
}

/// Albums that hold photos, with how they stand with the portal.
pub(crate) fn album_uses(reader: &Reader<'_>, ids: &[AlbumId]) -> Result<Vec<AlbumUse>, Error> {
    let rows = reader.albums().list_rows(ids, None)?;
    let uses = rows.into_iter().map(|row| AlbumUse {
        id: row.album.id,
        title: row.album.title,
        sync: row.sync,
        url: row.public_url,
    });
    Ok(uses.collect())
}

//! Photos: the grid, the panel, changes to many at once.

use domain::{Photo, PhotoId};
use store::Reader;

use crate::view::{
    AlbumUse, ChangedKind, ChosenMany, Nothing, PhotoCount, PhotoCounts, PhotoFilter, PhotoLayout,
    PhotoList, PhotoPage, PhotoPatch, PhotoRef, PhotoRefs, PhotoRow, PhotoSet, PhotoSort, PhotoUse,
    PhotoView, Range,
};
use crate::{App, Error};

/// Sizes of thumbnails that are kept (longest side in pixels): the grid's and the viewer's.
pub(crate) const GRID_SIDE: u32 = 400;
pub(crate) const VIEW_SIDE: u32 = 1600;

impl App {
    /// A window of the grid.
    pub async fn photo_list(&self, request: PhotoList) -> Result<PhotoPage, Error> {
        self.with_library(move |library| {
            let page = library
                .read(|reader| reader.photos().list(&query(&request.filter, request.range)))?;
            let rows = page.rows.iter().map(|row| tile(&row.photo, row.uses)).collect();
            Ok(PhotoPage { total: page.total, rows })
        })
        .await
    }

    /// The shapes of all photos of a list, so that the grid knows its layout at once.
    pub async fn photo_layout(&self, request: PhotoFilter) -> Result<PhotoLayout, Error> {
        self.with_library(move |library| {
            let all = Range { offset: 0, limit: u32::MAX };
            let ratios =
                library.read(|reader| reader.photos().list_ratios(&query(&request, all)))?;
            Ok(PhotoLayout { ratios })
        })
        .await
    }

    /// The tiles of these photos, in the order given; those that are gone are left out.
    pub async fn photo_rows(&self, request: PhotoRefs) -> Result<PhotoPage, Error> {
        self.with_library(move |library| {
            library.try_read(|reader| {
                let photos = reader.photos().list_by_ids(&request.ids)?;
                let rows = rows(reader, &photos)?;
                Ok(PhotoPage { total: u32::try_from(rows.len()).unwrap_or(u32::MAX), rows })
            })
        })
        .await
    }

    /// How many photos each set holds, in all or in one album.
    pub async fn photo_counts(&self, request: PhotoCount) -> Result<PhotoCounts, Error> {
        self.with_library(move |library| {
            let counts = library.read(|reader| reader.photos().counts_in(request.album))?;
            Ok(PhotoCounts {
                all: counts.all,
                recent: counts.recent_import,
                unused: counts.unused,
                no_caption: counts.no_caption,
                no_alt: counts.no_alt,
                no_credit: counts.no_credit,
                with_gps: counts.has_gps,
                trashed: counts.trashed,
            })
        })
        .await
    }

    /// A photo with all its panel shows.
    pub async fn photo_get(&self, request: PhotoRef) -> Result<PhotoView, Error> {
        self.with_library(move |library| library.try_read(|reader| photo_view(reader, request.id)))
            .await
    }

    /// Changes the records of several photos, all or none. Published uses are marked as changed.
    pub async fn photo_update(&self, request: PhotoPatch) -> Result<Nothing, Error> {
        let now = self.now();
        self.with_library(move |library| {
            library.try_write(|writer| {
                if request.only_empty {
                    for photo in writer.photos().list_by_ids(&request.ids)? {
                        let patch = patch(&only_empty(&request, &photo));
                        writer.photos_mut().update(&[photo.id], &patch, now)?;
                    }
                } else {
                    writer.photos_mut().update(&request.ids, &patch(&request), now)?;
                }
                if request.rotation.is_some() {
                    for id in &request.ids {
                        library.thumbnails().delete(*id, &[GRID_SIDE, VIEW_SIDE])?;
                    }
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
        self.changed(&[ChangedKind::Photos, ChangedKind::Articles, ChangedKind::Albums]);
        self.tell_waiting().await?;
        Ok(Nothing {})
    }

    /// Puts photos into the bin. Their originals stay.
    pub async fn photo_trash(&self, request: PhotoRefs) -> Result<Nothing, Error> {
        let now = self.now();
        self.with_library(move |library| {
            library.write(|writer| writer.photos_mut().delete(&request.ids, now))?;
            Ok(())
        })
        .await?;
        self.changed(&[ChangedKind::Photos, ChangedKind::Albums]);
        Ok(Nothing {})
    }

    /// Takes photos out of the bin.
    pub async fn photo_restore(&self, request: PhotoRefs) -> Result<Nothing, Error> {
        self.with_library(move |library| {
            library.write(|writer| writer.photos_mut().restore(&request.ids))?;
            Ok(())
        })
        .await?;
        self.changed(&[ChangedKind::Photos, ChangedKind::Albums]);
        Ok(Nothing {})
    }

    /// Lets the user choose pictures to bring in.
    pub async fn photo_choose(&self, _: Nothing) -> Result<ChosenMany, Error> {
        let paths = self.ports().desktop.choose_photos().await;
        let paths = paths.into_iter().map(|path| path.to_string_lossy().into_owned()).collect();
        Ok(ChosenMany { paths })
    }
}

/// Tiles with the number of their uses.
pub(crate) fn rows(reader: &Reader<'_>, photos: &[Photo]) -> Result<Vec<PhotoRow>, Error> {
    let mut rows = Vec::with_capacity(photos.len());
    for photo in photos {
        let uses = reader.photos().uses(photo.id)?;
        rows.push(tile(
            photo,
            (uses.articles.len() + uses.albums.len()).try_into().unwrap_or(u32::MAX),
        ));
    }
    Ok(rows)
}

fn tile(photo: &Photo, uses: u32) -> PhotoRow {
    let turned = photo.rotation.swaps_sides();
    let (width, height) =
        if turned { (photo.height, photo.width) } else { (photo.width, photo.height) };
    PhotoRow {
        id: photo.id,
        width,
        height,
        file_name: photo.file_name.clone(),
        caption: photo.caption.clone(),
        alt: photo.alt.clone(),
        credit: photo.credit.clone(),
        has_gps: photo.gps.is_some(),
        uses,
        version: u64::from(photo.rotation.degrees()),
    }
}

fn photo_view(reader: &Reader<'_>, id: PhotoId) -> Result<PhotoView, Error> {
    let photo = reader.photos().get(id)?.photo;
    let uses = reader.photos().uses(id)?;
    let articles = reader.articles().list_rows(&uses.articles, None)?;
    let albums = reader.albums().list_rows(&uses.albums, None)?;
    let published = reader.renditions().list(id)?.into_iter().map(|copy| copy.bytes).max();
    Ok(PhotoView {
        photo,
        published_bytes: published,
        articles: articles
            .into_iter()
            .map(|row| PhotoUse { id: row.id, title: row.title, sync: row.sync })
            .collect(),
        albums: albums
            .into_iter()
            .map(|row| AlbumUse {
                id: row.album.id,
                title: row.album.title,
                sync: row.sync,
                url: row.public_url,
            })
            .collect(),
    })
}

fn query(filter: &PhotoFilter, range: Range) -> store::PhotoQuery {
    use store::PhotoFilter as Set;
    let sort = match filter.sort {
        _ if filter.album.is_some() => store::PhotoSort::Position,
        PhotoSort::Imported => store::PhotoSort::Imported,
        PhotoSort::Taken => store::PhotoSort::Taken,
        PhotoSort::Name => store::PhotoSort::Name,
    };
    store::PhotoQuery {
        filter: match filter.set {
            PhotoSet::All | PhotoSet::Trashed => Set::All,
            PhotoSet::Recent => Set::RecentImport,
            PhotoSet::Unused => Set::Unused,
            PhotoSet::NoCaption => Set::NoCaption,
            PhotoSet::NoAlt => Set::NoAlt,
            PhotoSet::NoCredit => Set::NoCredit,
            PhotoSet::WithGps => Set::HasGps,
        },
        album: filter.album,
        text: filter.query.clone(),
        typeahead: true,
        descending: matches!(sort, store::PhotoSort::Imported | store::PhotoSort::Taken),
        sort,
        trashed: filter.set == PhotoSet::Trashed,
        offset: range.offset,
        limit: range.limit.min(1000),
    }
}

fn patch(request: &PhotoPatch) -> store::PhotoPatch {
    let nfc = |text: &Option<String>| text.as_deref().map(|text| text::fold::nfc(text.trim()));
    let all = |list: &Option<Vec<String>>| {
        list.as_ref().map(|list| list.iter().map(|text| text::fold::nfc(text.trim())).collect())
    };
    store::PhotoPatch {
        caption: nfc(&request.caption),
        alt: request.alt.clone(),
        credit: nfc(&request.credit),
        source: nfc(&request.source),
        keywords: all(&request.keywords),
        people: all(&request.people),
        event: nfc(&request.event),
        shows_children: request.shows_children,
        consent: request.consent,
        rotation: request.rotation,
        ..store::PhotoPatch::default()
    }
}

/// The same wish without what would replace something: "Chỉ điền vào ô còn trống".
fn only_empty(request: &PhotoPatch, photo: &Photo) -> PhotoPatch {
    let text = |wish: &Option<String>, now: &str| wish.clone().filter(|_| now.is_empty());
    let list = |wish: &Option<Vec<String>>, now: &[String]| wish.clone().filter(|_| now.is_empty());
    PhotoPatch {
        caption: text(&request.caption, &photo.caption),
        alt: request.alt.clone().filter(|_| photo.alt == domain::AltText::Missing),
        credit: text(&request.credit, &photo.credit),
        source: text(&request.source, &photo.source),
        keywords: list(&request.keywords, &photo.keywords),
        people: list(&request.people, &photo.people),
        event: text(&request.event, &photo.event),
        ..request.clone()
    }
}

//! Photos as they are seen: the grid and the panel.

use domain::{Photo, PhotoId};
use sha2::{Digest, Sha256};
use store::Reader;

use crate::photo_orders::query;
use crate::photo_sums::{album_uses, article_uses, published_bytes};
use crate::pictures::look;
use crate::view::{
    ChosenMany, Nothing, PhotoCount, PhotoCounts, PhotoFilter, PhotoGroup, PhotoIdList, PhotoIds,
    PhotoIndex, PhotoLayout, PhotoLayoutGet, PhotoList, PhotoPage, PhotoPosition, PhotoRef,
    PhotoRefs, PhotoRow, PhotoView, Range,
};
use crate::{App, Error};

/// The most rows one answer holds.
const MOST_ROWS: u32 = 1000;

/// Sizes of thumbnails that are kept (longest side in pixels): the grid's and the viewer's.
pub(crate) const GRID_SIDE: u32 = 400;
pub(crate) const VIEW_SIDE: u32 = 1600;
/// Size under which the small pictures out of the files are kept while photos are on their way.
pub(crate) const PREVIEW_SIDE: u32 = 160;

impl App {
    /// A window of the grid.
    pub async fn photo_list(&self, request: PhotoList) -> Result<PhotoPage, Error> {
        self.with_order(request.filter, request.grouping, move |reader, order| {
            let Range { offset, limit } = request.range;
            let found = reader.photos().list_rows(order.part(offset, limit.min(MOST_ROWS)))?;
            Ok(PhotoPage { total: order.total(), rows: found.into_iter().map(tile).collect() })
        })
        .await
    }

    /// The shapes of all photos of a list, so that the grid knows its layout at once.
    pub async fn photo_layout(&self, request: PhotoLayoutGet) -> Result<PhotoLayout, Error> {
        self.with_order(request.filter, request.grouping, |_, order| {
            let group = |group: &store::PhotoGroup| PhotoGroup {
                key: group.key.clone(),
                at: group.at,
                first: group.first,
                count: group.count,
            };
            let groups = order.groups.iter().map(group).collect();
            let ratios = order.ratios.iter().map(|ratio| thousandths(*ratio)).collect();
            Ok(PhotoLayout { ratios, groups })
        })
        .await
    }

    /// The ids of a part of a list, so that all of it can be selected.
    pub async fn photo_ids(&self, request: PhotoIds) -> Result<PhotoIdList, Error> {
        self.with_order(request.filter, request.grouping, move |reader, order| {
            let Range { offset, limit } = request.range;
            Ok(PhotoIdList { ids: reader.photos().list_ids(order.part(offset, limit))? })
        })
        .await
    }

    /// Where a photo stands in a list.
    pub async fn photo_index(&self, request: PhotoIndex) -> Result<PhotoPosition, Error> {
        self.with_order(request.filter, request.grouping, move |reader, order| {
            let number = reader.photos().find_number(request.id)?;
            Ok(PhotoPosition { index: number.and_then(|number| order.position(number)) })
        })
        .await
    }

    /// The tiles of these photos, in the order given; those that are gone are left out.
    pub async fn photo_rows(&self, request: PhotoRefs) -> Result<PhotoPage, Error> {
        self.with_library(move |library| {
            library.try_read(|reader| {
                let found = reader.photos().list_rows_by_ids(&request.ids)?;
                let rows: Vec<_> = found.into_iter().map(tile).collect();
                Ok(PhotoPage { total: u32::try_from(rows.len()).unwrap_or(u32::MAX), rows })
            })
        })
        .await
    }

    /// How many photos each set holds, in all or in one album or smart album.
    pub async fn photo_counts(&self, request: PhotoCount) -> Result<PhotoCounts, Error> {
        self.with_library(move |library| {
            let PhotoCount { album, smart } = request;
            let counts = library.try_read(|reader| {
                let scope = PhotoFilter { album, smart, ..PhotoFilter::default() };
                let counts = reader.photos().counts_in(&query(reader, &scope)?)?;
                Ok::<_, Error>(counts)
            })?;
            Ok(PhotoCounts {
                all: counts.all,
                recent: counts.recent_import,
                unused: counts.unused,
                no_caption: counts.no_caption,
                no_alt: counts.no_alt,
                no_credit: counts.no_credit,
                with_gps: counts.has_gps,
                duplicates: counts.duplicates,
                used: counts.used,
                published: counts.published,
                changed: counts.changed,
                missing: counts.missing,
                picked: counts.picked,
                rejected: counts.rejected,
                unflagged: counts.unflagged,
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

    /// Lets the user choose pictures to bring in.
    pub async fn photo_choose(&self, _: Nothing) -> Result<ChosenMany, Error> {
        let paths = self.ports().desktop.choose_photos().await;
        let paths = paths.into_iter().map(|path| path.to_string_lossy().into_owned()).collect();
        Ok(ChosenMany { paths })
    }
}

/// A ratio in as few digits as the grid can show: a thousandth is a fraction of a pixel in a tile.
fn thousandths(ratio: f32) -> f64 {
    (f64::from(ratio) * 1000.0).round() / 1000.0
}

/// A photo as the grid shows it.
pub(crate) fn tile(row: store::PhotoRow) -> PhotoRow {
    let (width, height) = row.photo.shown_size();
    PhotoRow {
        id: row.photo.id,
        width,
        height,
        has_gps: row.photo.gps.is_some(),
        uses: row.uses,
        version: version(&row.photo),
        flag: row.photo.flag,
        stars: row.photo.stars,
        taken_at: row.photo.taken_at,
        duplicates: row.duplicates,
        sync: row.sync,
        missing: row.missing,
        format: row.photo.format,
        file_name: row.photo.file_name,
        caption: row.photo.caption,
        alt: row.photo.alt,
        credit: row.photo.credit,
    }
}

/// A figure that changes whenever the picture looks different.
fn version(photo: &Photo) -> u64 {
    let digest = Sha256::digest(look(photo));
    digest.iter().take(6).fold(0, |version, byte| version << 8 | u64::from(*byte))
}

fn photo_view(reader: &Reader<'_>, id: PhotoId) -> Result<PhotoView, Error> {
    let photo = reader.photos().get(id)?.photo;
    let uses = reader.photos().uses(id)?;
    Ok(PhotoView {
        photo,
        published_bytes: published_bytes(reader, id)?,
        articles: article_uses(reader, &uses.articles)?,
        albums: album_uses(reader, &uses.albums)?,
    })
}

//! Photos with where they are used, imports, and albums.

use domain::{AlbumId, ArticleId, Photo, PhotoId, Status, TemplateId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SyncState;

/// Names one photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoRef {
    /// Which.
    pub id: PhotoId,
}

/// Names several photos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoRefs {
    /// Which.
    pub ids: Vec<PhotoId>,
}

/// A photo with all its panel shows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PhotoView {
    /// The record.
    pub photo: Photo,
    /// Bytes of the copy that goes to the portal, once it was made.
    #[ts(type = "number | null")]
    pub published_bytes: Option<u64>,
    /// Articles that show it.
    pub articles: Vec<PhotoUse>,
    /// Albums that hold it.
    pub albums: Vec<AlbumUse>,
}

/// What several photos come to.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoSums {
    /// How many of them there are.
    pub count: u32,
    /// Bytes of the originals.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Bytes of the copies that go to the portal, once all were made.
    #[ts(type = "number | null")]
    pub published_bytes: Option<u64>,
    /// Cameras, each once; empty for a photo that does not say.
    pub cameras: Vec<String>,
    /// Widths and heights in pixels, each pair once.
    pub sizes: Vec<(u32, u32)>,
    /// Articles that show any of them.
    pub articles: Vec<PhotoUse>,
    /// Albums that hold any of them.
    pub albums: Vec<AlbumUse>,
}

/// An article that shows a photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoUse {
    /// Which.
    pub id: ArticleId,
    /// Its title.
    pub title: String,
    /// Against the portal.
    pub sync: SyncState,
}

/// An album that holds a photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumUse {
    /// Which.
    pub id: AlbumId,
    /// Its title.
    pub title: String,
    /// Against the portal.
    pub sync: SyncState,
    /// Its public page, if it has one.
    pub url: Option<String>,
}

/// Brings files and folders into the library.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoImport {
    /// Files and folders; folders are read with all below them.
    pub paths: Vec<String>,
    /// Album that receives the photos.
    #[serde(default)]
    pub album: Option<AlbumId>,
    /// Article they were dropped on; its editor takes them from the job.
    #[serde(default)]
    pub article: Option<ArticleId>,
    /// Names in the library, from `{date} {time} {seq} {seq:3} {name} {event} {photographer}
    /// {camera}`; the ending stays. `None` keeps the names of the files.
    #[serde(default)]
    pub rename: Option<String>,
    /// Sự kiện, for all of them.
    #[serde(default)]
    pub event: String,
    /// Người chụp, for all of them; empty leaves what the files say.
    #[serde(default)]
    pub credit: String,
    /// Caption, alt text and credit for all of them, as they read for each.
    #[serde(default)]
    pub template: Option<TemplateId>,
    /// Từ khóa, for all of them.
    #[serde(default)]
    pub keywords: Vec<String>,
}

/// A row of the album list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumRow {
    /// Which.
    pub id: AlbumId,
    /// Tên album.
    pub title: String,
    /// Mô tả.
    pub description: String,
    /// Ảnh đại diện (the first photo unless chosen).
    pub cover: Option<PhotoId>,
    /// How many photos.
    pub photo_count: u32,
    /// Draft, published or taken down.
    pub status: Status,
    /// Against the portal.
    pub sync: SyncState,
    /// Its public page, if it has one.
    pub url: Option<String>,
}

/// All albums, in Vietnamese order of titles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumList {
    /// The albums.
    pub rows: Vec<AlbumRow>,
}

/// Makes an album.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumCreate {
    /// Tên album.
    pub title: String,
    /// Photos to begin with.
    #[serde(default)]
    pub photos: Vec<PhotoId>,
}

/// Names one album.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumRef {
    /// Which.
    pub id: AlbumId,
}

/// Changes an album; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct AlbumPatch {
    /// Which.
    pub id: AlbumId,
    /// Tên album.
    #[serde(default)]
    pub title: Option<String>,
    /// Mô tả.
    #[serde(default)]
    pub description: Option<String>,
    /// Ảnh đại diện.
    #[serde(default)]
    pub cover: Option<PhotoId>,
}

/// Puts photos into an album, takes them out, or gives their new order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumPhotos {
    /// Which album.
    pub id: AlbumId,
    /// Which photos; for a new order, all of the album's.
    pub photos: Vec<PhotoId>,
}

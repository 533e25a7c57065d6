//! Photos and albums.

use domain::{AlbumId, AltText, ArticleId, Photo, PhotoId, Rotation, Status};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Range, SyncState};

/// Which photos, in what order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoFilter {
    /// Which of the fixed sets.
    #[serde(default)]
    pub set: PhotoSet,
    /// Only this album, in its order.
    #[serde(default)]
    pub album: Option<AlbumId>,
    /// Search text over caption, alt text, credit, people, keywords, event and file name.
    #[serde(default)]
    pub query: String,
    /// What to sort by; an album has its own order.
    #[serde(default)]
    pub sort: PhotoSort,
}

/// Fixed sets of photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhotoSet {
    /// All outside the bin.
    #[default]
    All,
    /// Of the last import.
    Recent,
    /// In no article and no album.
    Unused,
    /// Chưa có chú thích.
    NoCaption,
    /// Thiếu mô tả (alt).
    NoAlt,
    /// Chưa ghi người chụp.
    NoCredit,
    /// Có GPS.
    WithGps,
    /// The bin.
    Trashed,
}

/// What to sort photos by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhotoSort {
    /// Newest import first.
    #[default]
    Imported,
    /// Newest picture first.
    Taken,
    /// File name, in Vietnamese order.
    Name,
}

/// Asks for a window of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoList {
    /// Which.
    pub filter: PhotoFilter,
    /// Which rows of them.
    pub range: Range,
}

/// A window of the grid.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PhotoPage {
    /// How many there are in all.
    pub total: u32,
    /// The rows asked for.
    pub rows: Vec<PhotoRow>,
}

/// A tile of the grid.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoRow {
    /// Which photo.
    pub id: PhotoId,
    /// Pixels, upright and turned.
    pub width: u32,
    /// Pixels, upright and turned.
    pub height: u32,
    /// Name of the file.
    pub file_name: String,
    /// Chú thích.
    pub caption: String,
    /// Văn bản thay thế.
    pub alt: AltText,
    /// Người chụp.
    pub credit: String,
    /// Whether the original says where it was taken.
    pub has_gps: bool,
    /// In how many articles and albums it is.
    pub uses: u32,
    /// Changes when the picture looks different, for the address of its thumbnail.
    #[ts(type = "number")]
    pub version: u64,
}

/// Aspect ratios (width / height) of a whole list in order, so the grid can lay out 100,000 photos
/// before it has their rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PhotoLayout {
    /// One ratio a photo.
    pub ratios: Vec<f32>,
}

/// How many photos each set holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct PhotoCounts {
    /// Tất cả.
    pub all: u32,
    /// Nhập gần đây.
    pub recent: u32,
    /// Chưa dùng vào bài.
    pub unused: u32,
    /// Chưa có chú thích.
    pub no_caption: u32,
    /// Thiếu mô tả (alt).
    pub no_alt: u32,
    /// Chưa ghi người chụp.
    pub no_credit: u32,
    /// Có GPS.
    pub with_gps: u32,
    /// In the bin.
    pub trashed: u32,
}

/// Asks for the counts, of all photos or of one album.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct PhotoCount {
    /// `None` counts the whole library.
    #[serde(default)]
    pub album: Option<AlbumId>,
}

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

/// Changes the records of several photos at once; `None` leaves a field as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct PhotoPatch {
    /// Which photos.
    pub ids: Vec<PhotoId>,
    /// Chú thích.
    #[serde(default)]
    pub caption: Option<String>,
    /// Văn bản thay thế.
    #[serde(default)]
    pub alt: Option<AltText>,
    /// Người chụp.
    #[serde(default)]
    pub credit: Option<String>,
    /// Nguồn.
    #[serde(default)]
    pub source: Option<String>,
    /// Từ khóa.
    #[serde(default)]
    pub keywords: Option<Vec<String>>,
    /// Người trong ảnh.
    #[serde(default)]
    pub people: Option<Vec<String>>,
    /// Sự kiện.
    #[serde(default)]
    pub event: Option<String>,
    /// Có trẻ em.
    #[serde(default)]
    pub shows_children: Option<bool>,
    /// Consent on file.
    #[serde(default)]
    pub consent: Option<bool>,
    /// Turn.
    #[serde(default)]
    pub rotation: Option<Rotation>,
    /// Chỉ điền vào ô còn trống: fields that already say something stay.
    #[serde(default)]
    pub only_empty: bool,
}

/// Brings files and folders into the library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoImport {
    /// Files and folders; folders are read with all below them.
    pub paths: Vec<String>,
    /// Album that receives the photos.
    #[serde(default)]
    pub album: Option<AlbumId>,
    /// Article they were dropped on; its editor takes them from the job.
    #[serde(default)]
    pub article: Option<ArticleId>,
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

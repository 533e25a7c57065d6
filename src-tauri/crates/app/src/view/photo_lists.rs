//! The grid of photos: what it asks for, and what it gets.

use chrono::{DateTime, Utc};
use domain::{AlbumId, AltText, Flag, JobId, PhotoFormat, PhotoId, SmartAlbumId};
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
    /// Only with this verdict.
    #[serde(default)]
    pub flag: Option<Flag>,
    /// Only with at least so many stars; 0 for all.
    #[serde(default)]
    pub min_stars: u8,
    /// Only those of this import.
    #[serde(default)]
    pub import: Option<JobId>,
    /// Only those of this day of taking in Việt Nam, as `2022-07-15`; empty: the day is unknown.
    #[serde(default)]
    pub day: Option<String>,
    /// Only those that this smart album holds.
    #[serde(default)]
    pub smart: Option<SmartAlbumId>,
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
    /// Ảnh trùng: those that look like another one.
    Duplicates,
    /// In an article or album.
    Used,
    /// Those that the portal shows.
    Published,
    /// Đã sửa sau khi đăng: the portal shows something out of date.
    Changed,
    /// Those whose original was missing or damaged when it was last looked for.
    Missing,
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
    /// How the list is divided, which puts its groups in order.
    #[serde(default)]
    pub grouping: Grouping,
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
    /// The newsroom's verdict.
    pub flag: Flag,
    /// The newsroom's mark, 0 to 5.
    pub stars: u8,
    /// When it was taken, if the camera said so.
    pub taken_at: Option<DateTime<Utc>>,
    /// How many photos look alike here, itself included; 0 when there is no other.
    pub duplicates: u32,
    /// The worst of its uses on the portal.
    pub sync: SyncState,
    /// Whether its original was missing or damaged when it was last looked for.
    pub missing: bool,
    /// What the original is.
    pub format: PhotoFormat,
}

/// What a list is divided by. Groups come newest first; the photos of each in the list's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Nothing.
    #[default]
    None,
    /// The day of taking in Việt Nam.
    Day,
    /// The import that brought them.
    Import,
}

/// Asks for the shapes of a whole list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoLayoutGet {
    /// Which photos.
    #[serde(flatten)]
    #[ts(flatten)]
    pub filter: PhotoFilter,
    /// How the list is divided.
    #[serde(default)]
    pub grouping: Grouping,
}

/// Aspect ratios (width / height) of a whole list in order, so the grid can lay out 100,000 photos
/// before it has their rows.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PhotoLayout {
    /// One ratio a photo, to the thousandth: more digits would make the answer three times as long.
    pub ratios: Vec<f64>,
    /// What the list is divided into; empty unless that was asked for.
    pub groups: Vec<PhotoGroup>,
}

/// Photos that belong together in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoGroup {
    /// `2022-07-15` or the import's id; empty when unknown.
    pub key: String,
    /// When the import began or the day of taking began.
    pub at: Option<DateTime<Utc>>,
    /// Place of its first photo in the list.
    pub first: u32,
    /// How many there are.
    pub count: u32,
}

/// Asks for the ids of a part of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoIds {
    /// Which photos.
    pub filter: PhotoFilter,
    /// How the list is divided, which puts its groups in order.
    #[serde(default)]
    pub grouping: Grouping,
    /// Which part of them, of any size.
    pub range: Range,
}

/// Photos by their ids, in the order of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoIdList {
    /// Which.
    pub ids: Vec<PhotoId>,
}

/// Asks where a photo stands in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoIndex {
    /// Which list.
    pub filter: PhotoFilter,
    /// How it is divided.
    #[serde(default)]
    pub grouping: Grouping,
    /// Which photo.
    pub id: PhotoId,
}

/// A place in a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoPosition {
    /// From 0; `None` when the list does not hold it.
    pub index: Option<u32>,
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
    /// Ảnh trùng.
    pub duplicates: u32,
    /// Đã dùng.
    pub used: u32,
    /// On the portal.
    pub published: u32,
    /// Đã sửa sau khi đăng.
    pub changed: u32,
    /// Original missing or damaged.
    pub missing: u32,
    /// Đã chọn.
    pub picked: u32,
    /// Đã loại.
    pub rejected: u32,
    /// Not decided.
    pub unflagged: u32,
    /// In the bin.
    pub trashed: u32,
}

/// Asks for the counts, of all photos, of an album or of what a smart album holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct PhotoCount {
    /// Only those of this album.
    #[serde(default)]
    pub album: Option<AlbumId>,
    /// Only those that this smart album holds.
    #[serde(default)]
    pub smart: Option<SmartAlbumId>,
}

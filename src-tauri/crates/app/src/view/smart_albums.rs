//! Smart albums: filters that were given a name.

use domain::SmartAlbumId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PhotoFilter;

/// A smart album as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SmartAlbumRow {
    /// Which.
    pub id: SmartAlbumId,
    /// Its name.
    pub title: String,
    /// What it holds.
    pub filter: PhotoFilter,
    /// How many photos that is now.
    pub count: u32,
}

/// All smart albums, in Vietnamese order of titles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SmartAlbumList {
    /// The smart albums.
    pub rows: Vec<SmartAlbumRow>,
}

/// Saves a filter under a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SmartAlbumSave {
    /// Which one to change; one that is gone is made again under the same id. `None` makes a new one.
    #[serde(default)]
    pub id: Option<SmartAlbumId>,
    /// Its name.
    pub title: String,
    /// What it holds. It cannot itself name a smart album.
    pub filter: PhotoFilter,
}

/// Names one smart album.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SmartAlbumRef {
    /// Which.
    pub id: SmartAlbumId,
}

//! Photos that look alike, and the bin.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PhotoRow;

/// Photos that look alike, for review side by side. Nothing is removed on its own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DuplicateGroups {
    /// The groups, the one that grew last first; at most 500.
    pub groups: Vec<DuplicateGroup>,
}

/// Photos of which each looks like the first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DuplicateGroup {
    /// Names the group while it stays as it is.
    pub id: String,
    /// The photos, in the order in which they came.
    pub photos: Vec<DuplicatePhoto>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DuplicatePhoto {
    /// As the grid shows it.
    pub row: PhotoRow,
    /// Size of the original in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Pixels across, upright and whole.
    pub width: u32,
    /// Pixels down, upright and whole.
    pub height: u32,
    /// In how many of 64 bits its fingerprint differs from the first one's.
    pub distance: u32,
}

/// What emptying the bin did. It cannot be undone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Purged {
    /// Photos that are gone.
    pub removed: u32,
    /// Photos that stay, because something shows them or they are not in the bin.
    pub kept: u32,
    /// Bytes of originals that were given back.
    #[ts(type = "number")]
    pub bytes: u64,
}

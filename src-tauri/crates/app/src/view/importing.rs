//! What comes in: previews of imports, and folders whose new files come in by themselves.

use domain::{AlbumId, PhotoId, WatchedFolderId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::SkipCode;

/// Asks what an import would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportPreview {
    /// Files and folders.
    pub paths: Vec<String>,
    /// As in [`super::PhotoImport`].
    #[serde(default)]
    pub rename: Option<String>,
    /// As in [`super::PhotoImport`].
    #[serde(default)]
    pub event: String,
    /// As in [`super::PhotoImport`].
    #[serde(default)]
    pub credit: String,
}

/// What an import would bring, as far as could be counted in two seconds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImportPreviewed {
    /// Files, those below folders included.
    pub files: u32,
    /// How many of the paths are folders.
    pub folders: u32,
    /// Their bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// How the first photos would be called.
    pub examples: Vec<RenameExample>,
    /// Whether there are more than was counted.
    pub more: bool,
}

/// A name before and after.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RenameExample {
    /// Name of the file.
    pub from: String,
    /// Name in the library.
    pub to: String,
}

/// Memory cards that can be read now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cards {
    /// By path.
    pub rows: Vec<Card>,
}

/// A memory card with photos of a camera.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Card {
    /// The folder of its photos, to bring in as any other folder.
    pub path: String,
    /// What the camera called it; empty when it has no name.
    pub name: String,
}

/// Folders whose new files come in by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WatchedFolders {
    /// By path.
    pub rows: Vec<WatchedFolder>,
}

/// A folder whose new files come in by themselves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WatchedFolder {
    /// Which.
    pub id: WatchedFolderId,
    /// Where it is.
    pub path: String,
    /// Album that receives the photos.
    pub album: Option<AlbumId>,
    /// As in [`super::PhotoImport`].
    pub rename: Option<String>,
    /// As in [`super::PhotoImport`].
    pub credit: String,
    /// Whether it is looked at.
    pub active: bool,
    /// Why it could not be looked at last time.
    pub problem: Option<SkipCode>,
}

/// Adds a watched folder, or changes one. What lies in a folder when it is added stays outside;
/// what comes into it later comes in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WatchedSave {
    /// `None` adds one.
    #[serde(default)]
    pub id: Option<WatchedFolderId>,
    /// Where it is.
    pub path: String,
    /// Album that receives the photos.
    #[serde(default)]
    pub album: Option<AlbumId>,
    /// As in [`super::PhotoImport`].
    #[serde(default)]
    pub rename: Option<String>,
    /// As in [`super::PhotoImport`].
    #[serde(default)]
    pub credit: String,
    /// Whether it is looked at.
    pub active: bool,
}

/// Names one watched folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WatchedRef {
    /// Which.
    pub id: WatchedFolderId,
}

/// Looks for originals that are missing or damaged.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OriginalsCheck {
    /// Also reads each and compares its bytes; takes as long as reading the whole folder.
    pub thorough: bool,
}

/// Gives an original back that is missing or damaged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OriginalReplace {
    /// The photo.
    pub id: PhotoId,
    /// A file with the very same bytes.
    pub path: String,
}

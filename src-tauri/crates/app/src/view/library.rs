//! The library folder, the settings, and what the window needs first.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::PortalView;

/// What the window asks for before it draws anything.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct AppState {
    /// Version of the program.
    pub version: String,
    /// The open library; `None` shows the first-run screen.
    pub library: Option<LibraryView>,
    /// Why the library of last time could not be opened, if so.
    pub problem: Option<Failure>,
    /// Folder proposed for a new library.
    pub proposed_folder: String,
    /// What the user chose.
    pub settings: Settings,
    /// The portal in use.
    pub portal: Option<PortalView>,
    /// How many changes wait for the portal.
    pub waiting: u32,
}

/// An open library.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LibraryView {
    /// Its folder.
    pub path: String,
    /// The folder's name.
    pub name: String,
    /// Articles in it.
    pub articles: u32,
    /// Photos in it.
    pub photos: u32,
}

/// Opens a library, or makes one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LibraryOpen {
    /// Its folder.
    pub path: String,
    /// Make it when there is none.
    pub create: bool,
}

/// What the user chose. Kept outside the library, since it belongs to the person and the machine.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Settings {
    /// Language of the window.
    pub language: Language,
    /// Light or dark.
    pub theme: Theme,
    /// Người đăng for new articles.
    pub poster: String,
    /// Whether articles pass review and approval before they may be published.
    pub gates: bool,
    /// Widths and switches of panes, by pane name, in CSS pixels.
    pub panes: std::collections::BTreeMap<String, u32>,
    /// Library opened last.
    pub library: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: Language::Vi,
            theme: Theme::System,
            poster: String::new(),
            gates: false,
            panes: std::collections::BTreeMap::new(),
            library: None,
        }
    }
}

/// Language of the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// Tiếng Việt.
    #[default]
    Vi,
    /// English.
    En,
}

/// Light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// Why something did not work, as data: the window has the sentence for each code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// What went wrong.
    pub code: FailureCode,
    /// Details for a log (English).
    pub message: String,
    /// Values the sentence needs, by name: `path`, `seconds`, `version` …
    pub fields: std::collections::BTreeMap<String, String>,
    /// Whether trying again may help.
    pub retryable: bool,
}

/// Everything the window has a sentence for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// No library is open.
    NoLibrary,
    /// The folder holds no library.
    NotALibrary,
    /// Another process has the library open.
    LibraryInUse,
    /// The library was made by a newer version.
    LibraryTooNew,
    /// The library's database is damaged.
    LibraryDamaged,
    /// Missing rights on a folder or file.
    NoAccess,
    /// The disk is full.
    DiskFull,
    /// Somebody saved in between.
    Stale,
    /// There is no such thing.
    NotFound,
    /// What was done is not remembered any more, so it cannot be taken back.
    UndoGone,
    /// The step does not start from this status.
    StatusRefused,
    /// A reason is needed.
    ReasonMissing,
    /// A check failed that blocks publishing.
    CheckFailed,
    /// The request does not make sense.
    InvalidRequest,
    /// No portal is set up.
    NoPortal,
    /// The token for the portal is needed (again).
    SecretMissing,
    /// The machine has no place to keep secrets.
    KeychainUnavailable,
    /// The portal does not accept the token.
    PortalUnauthorized,
    /// The token may not do this.
    PortalForbidden,
    /// The portal cannot be reached.
    PortalUnavailable,
    /// The portal asks to wait.
    PortalBusy,
    /// What answered is not such a portal.
    PortalProtocol,
    /// The address cannot be used.
    PortalAddress,
    /// The portal's certificate is not one this machine trusts.
    PortalUntrusted,
    /// The portal will not take this.
    PortalRejected,
    /// Too large for the portal.
    PortalTooLarge,
    /// The portal holds another version.
    PortalConflict,
    /// The portal lacks parts of the item.
    PortalIncomplete,
    /// The portal's disk is full.
    PortalFull,
    /// The data of the portal on this machine was made by a newer version.
    LocalPortalTooNew,
    /// A picture could not be read.
    PictureUnreadable,
    /// The file is not the original that it should replace.
    OriginalDiffers,
    /// A file or disk could not be read or written.
    FileFailed,
    /// Another entry of the codebook holds on some of the same days.
    CodebookOverlap,
    /// The file is no table that can be read.
    TableUnreadable,
    /// The table is too large.
    TableTooLarge,
    /// The table has no columns for code and name.
    TableColumns,
    /// A fault of this program.
    Internal,
}

/// What the library takes of the disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct LibraryUsage {
    /// Photos and attachments as they came.
    pub originals: Usage,
    /// Small pictures for the window; they can be made again.
    pub thumbnails: Usage,
    /// Copies made for publishing; they can be made again.
    pub published: Usage,
    /// Originals that only photos in the bin need: what emptying it would set free.
    pub trash: Usage,
    /// The database with what stands beside it, in bytes.
    #[ts(type = "number")]
    pub database: u64,
    /// What is left on the disk, in bytes.
    #[ts(type = "number")]
    pub free: u64,
}

/// Files and what they take.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Usage {
    /// How many.
    pub files: u32,
    /// Bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

impl From<store::Usage> for Usage {
    fn from(usage: store::Usage) -> Self {
        Self { files: usage.files, bytes: usage.bytes }
    }
}

/// How photos are made fit for publishing. A library's own, so that all who use it publish alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PublishRules {
    /// Longest side of the published copy in pixels, 800 to 6000.
    pub max_side: u32,
    /// JPEG quality, 60 to 95.
    pub quality: u8,
    /// Who holds the rights where the photo does not say; empty names the photographer.
    pub copyright: String,
}

impl Default for PublishRules {
    /// A size that fills a large screen, at a quality without visible loss.
    fn default() -> Self {
        Self { max_side: 1920, quality: 85, copyright: String::new() }
    }
}

/// Answer of a folder dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Chosen {
    /// The folder; `None` when the dialog was closed.
    pub path: Option<String>,
}

/// Answer of a file dialog.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ChosenMany {
    /// The files; empty when the dialog was closed.
    pub paths: Vec<String>,
}

/// Opens a web page in the browser. Only http and https.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PageOpen {
    /// The address.
    pub url: String,
}

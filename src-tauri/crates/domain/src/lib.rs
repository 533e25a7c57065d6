//! The newsroom's nouns and the rules that hold for them, without any I/O.
//!
//! Nothing here reads a clock, a file or a network: times and ids come in as parameters, so every
//! rule can be tested with plain values. Types that the window sees derive [`ts_rs::TS`], which
//! keeps them declared once.

pub mod album;
pub mod article;
pub mod caption;
pub mod check;
pub mod codebook;
pub mod directory;
pub mod display;
pub mod document;
pub mod id;
pub mod likeness;
pub mod photo;
pub mod statistics;
pub mod status;

pub use album::{Album, AlbumPhoto};
pub use article::{Article, Attachment, Byline, BylineKind, Genre, Repost, Source};
pub use caption::{CaptionTemplate, Expanded};
pub use check::{Check, CheckSubject, Severity};
pub use codebook::{CodeEntry, Codebook};
pub use directory::{Category, Person};
pub use document::{Block, Document, Inline, Mark};
pub use id::{
    AlbumId, ArticleId, BlobHash, BlockId, CategoryId, CodeEntryId, JobId, PersonId, PhotoId,
    PortalId, ReceiptId, RevisionId, SmartAlbumId, TemplateId, UndoId, WatchedFolderId,
};
pub use photo::{AltText, Crop, Crops, Flag, Gps, Photo, PhotoFormat, Rotation};
pub use statistics::{DayVisits, VisitCounters};
pub use status::{Status, StatusError, Transition};

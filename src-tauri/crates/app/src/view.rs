//! What the window and the command line ask and get: one type per question and answer, declared
//! here once, written to TypeScript by the `ipc` crate.
//!
//! Times are UTC, sizes bytes, positions 0-based.

mod articles;
mod captions;
mod directory;
mod duplicates;
mod events;
mod gallery;
mod importing;
mod jobs;
mod library;
mod photo_changes;
mod photo_lists;
mod photo_words;
mod portals;
mod publishing;
mod smart_albums;

pub use articles::*;
pub use captions::*;
pub use directory::*;
pub use duplicates::*;
pub use events::*;
pub use gallery::*;
pub use importing::*;
pub use jobs::*;
pub use library::*;
pub use photo_changes::*;
pub use photo_lists::*;
pub use photo_words::*;
pub use portals::*;
pub use publishing::*;
pub use smart_albums::*;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A request without content, or an answer that says only "done".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Nothing {}

/// A window of rows out of a longer list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Range {
    /// First row.
    pub offset: u32,
    /// How many rows at most.
    pub limit: u32,
}

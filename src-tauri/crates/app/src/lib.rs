//! Use cases and background jobs: the only crate that knows all of the others.
//!
//! [`App`] is what the window and the command line hold. Each command of the table in `ipc` is the
//! method of the same name, in the file of its subject. Clock, desktop, keychain and the portal on
//! this machine come in through [`ports`], so everything here runs without a window.

mod albums;
mod articles;
mod captions;
mod cards;
mod chores;
mod core;
mod directory;
mod duplicates;
mod error;
mod import;
mod jobs;
mod libraries;
mod originals;
mod photo_changes;
mod photo_orders;
mod photo_sums;
mod photo_words;
mod photos;
mod pictures;
mod portals;
pub mod ports;
mod publishing;
mod revisions;
mod search;
mod session;
mod settings;
mod smart_albums;
mod statistics;
mod texts;
mod upkeep;
pub mod view;
mod watched;

pub use crate::core::App;
pub use captions::TableError;
pub use error::Error;
pub use import::{Duplicate, ImportReport, ImportedPhoto};
pub use libraries::Access;
pub use pictures::{PictureBytes, PictureSize, ThumbnailFailure, ThumbnailReport};
pub use watched::Scanner;

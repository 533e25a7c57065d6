//! Pictures: recognise, decode, orient, bring to sRGB, shrink, and make fit for publication.
//!
//! Everything here is blocking work on bytes in memory, without clock, network, store or threads
//! of its own; callers decide where it runs. [`probe()`] reads headers only. A [`Renderer`] makes
//! pixels; it keeps its buffers from one picture to the next, so each worker thread owns one.
//!
//! Files are recognised by their content, never by their name. Whatever the file holds, the answer
//! is a picture or a [`MediaError`]; a decoder that panics counts as a broken file.

mod avif;
mod colour;
mod decode;
mod edit;
mod error;
mod fingerprint;
mod format;
mod guard;
mod heif;
mod ifd;
mod jpeg;
mod limits;
mod metadata;
mod preview;
mod probe;
mod publishable;
mod rare_tiff;
mod raster;
mod raw;
mod render;
mod straighten;
mod whole;

pub use edit::Edit;
pub use error::MediaError;
pub use fingerprint::Fingerprint;
pub use format::UnsupportedFormat;
pub use image::metadata::Orientation;
pub use limits::{Limits, read_file};
pub use metadata::{Camera, VIETNAM_UTC_OFFSET_SECONDS};
pub use probe::{Probe, probe};
pub use publishable::{PublishOptions, Rendition};
pub use render::{Renderer, Thumbnail, Thumbnails};
pub use straighten::MAX_STRAIGHTEN;

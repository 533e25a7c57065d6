//! What a file is and says of itself, from its headers alone.

use chrono::{DateTime, FixedOffset};
use domain::{Gps, PhotoFormat};
use image::metadata::Orientation;

use crate::{
    decode::Opened,
    edit::swaps_sides,
    error::MediaError,
    limits::Limits,
    metadata::{Camera, Metadata},
};

/// What is known of a picture before it is decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Probe {
    /// By content.
    pub format: PhotoFormat,
    /// Pixels across, once turned upright.
    pub width: u32,
    /// Pixels down, once turned upright.
    pub height: u32,
    /// How the stored pixels must be turned; [`Orientation::to_exif`] gives the number 1 to 8.
    /// Always upright for HEIC, whose container turns the picture itself.
    pub orientation: Orientation,
    /// When it was taken, in the zone the camera named or else that of Việt Nam.
    pub taken_at: Option<DateTime<FixedOffset>>,
    /// What took it.
    pub camera: Option<Camera>,
    /// Where it was taken.
    pub gps: Option<Gps>,
    /// EXIF `ImageDescription`, or the title given in Windows Explorer. NFC.
    pub caption: Option<String>,
    /// EXIF `Artist`. NFC.
    pub credit: Option<String>,
    /// EXIF `Copyright`. NFC.
    pub copyright: Option<String>,
}

/// Recognises a picture and reads its headers; no pixel is decoded.
///
/// # Errors
/// Every case of [`MediaError`] but `Io` and `Encode`. A picture that passes may still turn out
/// broken when it is decoded.
pub fn probe(bytes: &[u8], limits: &Limits) -> Result<Probe, MediaError> {
    let opened = Opened::new(bytes, limits)?;
    let metadata: &Metadata = &opened.metadata;
    let (width, height) = if swaps_sides(opened.orientation) {
        (opened.height, opened.width)
    } else {
        (opened.width, opened.height)
    };
    Ok(Probe {
        format: opened.format,
        width,
        height,
        orientation: opened.orientation,
        taken_at: metadata.taken_at(),
        camera: metadata.camera(),
        gps: metadata.gps(),
        caption: metadata.caption(),
        credit: metadata.credit(),
        copyright: metadata.copyright(),
    })
}

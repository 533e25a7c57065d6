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
    /// Always upright for HEIC and AVIF, whose container turns the picture itself.
    pub orientation: Orientation,
    /// When it was taken, in the zone the camera named or else that of Việt Nam.
    pub taken_at: Option<DateTime<FixedOffset>>,
    /// What took it.
    pub camera: Option<Camera>,
    /// Where it was taken.
    pub gps: Option<Gps>,
    /// Chú thích: EXIF `ImageDescription`, IPTC `Caption`, XMP `dc:description`, the title given in
    /// Windows Explorer, or else a headline. This and all other words are NFC; where several speak,
    /// the one that the Metadata Working Group's guidelines prefer is heard.
    pub caption: Option<String>,
    /// Người chụp: EXIF `Artist`, IPTC `By-line`, XMP `dc:creator`, or else `Credit`.
    pub credit: Option<String>,
    /// Who holds the rights: EXIF `Copyright`, IPTC `Copyright Notice`, XMP `dc:rights`.
    pub copyright: Option<String>,
    /// The agency or owner it comes from: IPTC `Source`, XMP `photoshop:Source`.
    pub source: Option<String>,
    /// Từ khóa, each once, as IPTC, XMP or Windows Explorer has them.
    pub keywords: Vec<String>,
    /// Where it was in words, from the narrowest to the widest: location, city, province, country.
    pub place: Option<String>,
    /// Văn bản thay thế: XMP `Iptc4xmpCore:AltTextAccessibility`.
    pub alt: Option<String>,
    /// Who is to be seen: XMP `Iptc4xmpExt:PersonInImage`.
    pub people: Vec<String>,
    /// The occasion: XMP `Iptc4xmpExt:Event`.
    pub event: Option<String>,
    /// Stars, 0 to 5, or -1 for a reject: XMP `xmp:Rating`, or Windows' own in EXIF.
    pub rating: Option<i8>,
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
        source: metadata.source(),
        keywords: metadata.keywords(),
        place: metadata.place(),
        alt: metadata.alt(),
        people: metadata.people(),
        event: metadata.event(),
        rating: metadata.rating(),
    })
}

//! The photo: one record used everywhere. A changed caption changes every published use.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{BlobHash, PhotoId};

/// A photo of the gallery. Its original is never changed; rotation and crop are instructions.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Photo {
    /// Its identity, here and on every portal.
    pub id: PhotoId,
    /// The original's bytes.
    pub original: BlobHash,
    /// Size of the original in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
    /// What the original is, by content.
    pub format: PhotoFormat,
    /// Name of the file it came from, NFC.
    pub file_name: String,
    /// Width in pixels once turned upright.
    pub width: u32,
    /// Height in pixels once turned upright.
    pub height: u32,
    /// EXIF orientation of the original, 1 to 8.
    pub orientation: u8,
    /// When it was taken, if the camera said so.
    pub taken_at: Option<DateTime<Utc>>,
    /// Maker and model.
    pub camera: String,
    /// Where it was taken. Never published.
    pub gps: Option<Gps>,
    /// Chú thích.
    pub caption: String,
    /// Văn bản thay thế.
    pub alt: AltText,
    /// Người chụp.
    pub credit: String,
    /// Where the picture comes from, when not from the newsroom.
    pub source: String,
    /// Từ khóa.
    pub keywords: Vec<String>,
    /// Who is to be seen.
    pub people: Vec<String>,
    /// The occasion.
    pub event: String,
    /// "Có trẻ em": children are to be seen, so consent is needed (Luật 91/2025/QH15).
    pub shows_children: bool,
    /// Whether consent to publish is on file.
    pub consent: bool,
    /// Turn chosen by hand, on top of the camera's orientation.
    pub rotation: Rotation,
    /// Part to be shown, measured after rotation; `None` shows all.
    pub crop: Option<Crop>,
    /// Perceptual hash (64 bits) for finding near duplicates, as 16 hexadecimal digits.
    pub fingerprint: String,
    /// When it came into the library.
    pub imported_at: DateTime<Utc>,
    /// When its record last changed.
    pub updated_at: DateTime<Utc>,
}

/// Picture formats that can be imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PhotoFormat {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// WebP.
    Webp,
    /// HEIC or HEIF.
    Heic,
    /// GIF; of an animation the first frame.
    Gif,
    /// TIFF; of several pages the first.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// HEIF with AV1 pictures.
    Avif,
    /// A camera's raw file, seen through the largest picture that the camera put into it.
    Raw,
}

impl PhotoFormat {
    /// The name used in the store and for file endings.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Heic => "heic",
            Self::Gif => "gif",
            Self::Tiff => "tiff",
            Self::Bmp => "bmp",
            Self::Avif => "avif",
            Self::Raw => "raw",
        }
    }

    /// What a browser and the window's web view show as it is. The others are shown as JPEG.
    #[must_use]
    pub fn is_shown_by_browsers(self) -> bool {
        match self {
            Self::Jpeg | Self::Png | Self::Webp | Self::Gif | Self::Bmp | Self::Avif => true,
            Self::Heic | Self::Tiff | Self::Raw => false,
        }
    }
}

/// Văn bản thay thế. Thông tư 26/2020/TT-BTTTT asks for it on every picture that says something.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "text", rename_all = "snake_case")]
pub enum AltText {
    /// Nobody has said yet.
    #[default]
    Missing,
    /// Ảnh trang trí: screen readers pass over it.
    Decorative,
    /// What is to be seen.
    Text(String),
}

impl AltText {
    /// The text for the `alt` attribute: empty when missing or decorative.
    #[must_use]
    pub fn as_attribute(&self) -> &str {
        match self {
            Self::Missing | Self::Decorative => "",
            Self::Text(text) => text,
        }
    }
}

/// A place on earth, WGS 84 degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Gps {
    /// North is positive.
    pub latitude: f64,
    /// East is positive.
    pub longitude: f64,
}

/// A turn chosen by hand, clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Rotation {
    /// As the camera meant it.
    #[default]
    None,
    /// A quarter turn.
    Quarter,
    /// Upside down.
    Half,
    /// Three quarters.
    ThreeQuarter,
}

impl Rotation {
    /// A further quarter turn clockwise.
    #[must_use]
    pub fn quarter_more(self) -> Self {
        match self {
            Self::None => Self::Quarter,
            Self::Quarter => Self::Half,
            Self::Half => Self::ThreeQuarter,
            Self::ThreeQuarter => Self::None,
        }
    }

    /// Clockwise degrees: 0, 90, 180 or 270.
    #[must_use]
    pub fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Quarter => 90,
            Self::Half => 180,
            Self::ThreeQuarter => 270,
        }
    }

    /// Whether width and height change places.
    #[must_use]
    pub fn swaps_sides(self) -> bool {
        matches!(self, Self::Quarter | Self::ThreeQuarter)
    }
}

/// A part of a picture, in fractions of its sides (0 to 1).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Crop {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

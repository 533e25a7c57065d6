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
    /// Who holds the rights, when it is not the photographer.
    #[serde(default)]
    pub copyright: String,
    /// Where it was taken, in words.
    #[serde(default)]
    pub place: String,
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
    /// Fine turn in degrees clockwise, within ±[`MAX_STRAIGHTEN`], after [`Self::rotation`] and before
    /// every crop. The picture keeps its shape: it is enlarged about its middle until no corner is
    /// empty.
    #[serde(default)]
    pub straighten: f64,
    /// Part to be shown, measured after rotation and straightening; `None` shows all.
    pub crop: Option<Crop>,
    /// Parts for the portal's fixed formats, measured as [`Self::crop`] is.
    #[serde(default)]
    pub crops: Crops,
    /// The newsroom's verdict. Never published.
    #[serde(default)]
    pub flag: Flag,
    /// The newsroom's mark, 0 to [`MAX_STARS`]. Never published.
    #[serde(default)]
    pub stars: u8,
    /// Perceptual hash (64 bits) for finding near duplicates, as 16 hexadecimal digits.
    pub fingerprint: String,
    /// When it came into the library.
    pub imported_at: DateTime<Utc>,
    /// When its record last changed.
    pub updated_at: DateTime<Utc>,
}

impl Photo {
    /// Whether its original is in the library. While an import is still copying it, the photo is
    /// there to be seen and described already; its original is [`BlobHash::EMPTY`].
    #[must_use]
    pub fn has_arrived(&self) -> bool {
        self.original != BlobHash::EMPTY
    }
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
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
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
    /// Turned further by so many quarters clockwise; negative ones turn back.
    #[must_use]
    pub fn turned(self, quarters: i32) -> Self {
        match (i32::from(self.degrees() / 90) + quarters.rem_euclid(4)) % 4 {
            0 => Self::None,
            1 => Self::Quarter,
            2 => Self::Half,
            _ => Self::ThreeQuarter,
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

/// The furthest a picture can be straightened, in degrees either way.
pub const MAX_STRAIGHTEN: f64 = 45.0;

/// The most stars a photo can have.
pub const MAX_STARS: u8 = 5;

/// What the newsroom decided when it went through the pictures of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Flag {
    /// Not decided.
    #[default]
    None,
    /// Chọn.
    Pick,
    /// Loại.
    Reject,
}

/// Parts of a photo for the formats that portals show; `None` leaves the choice to the portal.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize, TS)]
pub struct Crops {
    /// Cover of an article or album, 16:9.
    pub cover: Option<Crop>,
    /// Square, 1:1.
    pub square: Option<Crop>,
    /// Portrait, 3:4.
    pub portrait: Option<Crop>,
}

impl Crops {
    /// All parts that are set.
    pub fn iter(&self) -> impl Iterator<Item = Crop> {
        [self.cover, self.square, self.portrait].into_iter().flatten()
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

impl Crop {
    /// Whether it is a part of a picture at all: some area, inside the sides. Sides may be passed by
    /// what rounding does to a frame drawn with the mouse.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        const SLACK: f64 = 1e-6;
        let within = |start: f64, length: f64| {
            start >= -SLACK && length > 0.0 && start + length <= 1.0 + SLACK
        };
        within(self.x, self.width) && within(self.y, self.height)
    }

    /// The same part once the picture has been turned by so many quarters clockwise.
    #[must_use]
    pub fn turned(self, quarters: i32) -> Self {
        let quarter = |crop: Self| Self {
            x: 1.0 - crop.y - crop.height,
            y: crop.x,
            width: crop.height,
            height: crop.width,
        };
        (0..quarters.rem_euclid(4)).fold(self, |crop, _| quarter(crop))
    }
}

impl Photo {
    /// Width and height in pixels as the picture is shown: turned, straightened and cropped.
    #[must_use]
    pub fn shown_size(&self) -> (u32, u32) {
        let (width, height) = if self.rotation.swaps_sides() {
            (self.height, self.width)
        } else {
            (self.width, self.height)
        };
        let Some(crop) = self.crop.filter(Crop::is_sound) else { return (width, height) };
        let pixels = |side: u32, part: f64| (f64::from(side) * part).round().max(1.0) as u32;
        (pixels(width, crop.width), pixels(height, crop.height))
    }

    /// Whether `other` looks the same: made from the same original in the same way.
    #[must_use]
    pub fn looks_as(&self, other: &Self) -> bool {
        self.original == other.original
            && self.rotation == other.rotation
            && self.straighten.total_cmp(&other.straighten).is_eq()
            && self.crop == other.crop
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A damaged frame that were taken for a crop would publish an empty picture.
    #[test]
    fn only_a_part_of_the_picture_is_a_crop() {
        let crop = |x, y, width, height| Crop { x, y, width, height };
        assert!(crop(0.0, 0.0, 1.0, 1.0).is_sound());
        assert!(crop(0.25, 0.5, 0.750_000_1, 0.5).is_sound());
        for senseless in [
            crop(0.0, 0.0, 0.0, 1.0),
            crop(0.5, 0.0, 0.6, 1.0),
            crop(-0.1, 0.0, 0.5, 1.0),
            crop(0.0, f64::NAN, 1.0, 1.0),
            crop(0.0, 0.0, f64::INFINITY, 1.0),
        ] {
            assert!(!senseless.is_sound(), "{senseless:?}");
        }
    }

    /// A frame that did not turn with its picture would cut off the head it was drawn around.
    #[test]
    fn a_crop_turns_with_its_picture() {
        let upper_left = Crop { x: 0.0, y: 0.0, width: 0.5, height: 0.25 };

        let upper_right = upper_left.turned(1);
        assert_eq!(upper_right, Crop { x: 0.75, y: 0.0, width: 0.25, height: 0.5 });
        assert_eq!(upper_left.turned(-3), upper_right);
        assert_eq!(upper_right.turned(3), upper_left);
        assert_eq!(Rotation::ThreeQuarter.turned(1), Rotation::None);
        assert_eq!(Rotation::Quarter.turned(-2), Rotation::ThreeQuarter);
    }
}

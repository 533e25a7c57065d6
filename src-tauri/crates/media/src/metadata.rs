//! What the camera and the desktop wrote beside the pixels (EXIF).
//!
//! EXIF of real files is often half broken. Whatever can be read is taken, the rest passed over:
//! metadata never costs the picture.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone as _};
use domain::Gps;
use exif::{Context, Exif, Field, In, Reader, Tag, Value};
use image::metadata::Orientation;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

/// The zone of a camera clock that names none: Việt Nam, which has one zone and no summer time.
pub const VIETNAM_UTC_OFFSET_SECONDS: i32 = 7 * 3600;

/// Text that Windows Explorer writes, in UTF-16.
const XP_TITLE: Tag = Tag(Context::Tiff, 0x9C9B);
const XP_COMMENT: Tag = Tag(Context::Tiff, 0x9C9C);
const XP_AUTHOR: Tag = Tag(Context::Tiff, 0x9C9D);

/// What cameras write into the caption on their own.
const CAMERA_PHRASES: [&str; 8] = [
    "OLYMPUS DIGITAL CAMERA",
    "SONY DSC",
    "DCIM",
    "DIGITAL CAMERA",
    "KONICA MINOLTA DIGITAL CAMERA",
    "MINOLTA DIGITAL CAMERA",
    "SAMSUNG CAMERA PICTURES",
    "DEFAULT",
];

/// The camera that took a picture, as it calls itself.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Camera {
    /// Maker; may be empty.
    pub make: String,
    /// Model; may be empty.
    pub model: String,
}

impl fmt::Display for Camera {
    /// Maker and model in one; many models begin with their maker already.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let maker = self.make.split_whitespace().next().unwrap_or_default().to_lowercase();
        if self.model.to_lowercase().starts_with(&maker) && !self.model.is_empty() {
            f.write_str(&self.model)
        } else {
            f.write_str(format!("{} {}", self.make, self.model).trim())
        }
    }
}

/// The EXIF block of one file, parsed as far as it goes.
pub(crate) struct Metadata(Option<Exif>);

impl Metadata {
    /// Parses a TIFF structure; with the prefix of a JPEG segment, which some WebP writers add.
    pub(crate) fn parse(tiff: Option<&[u8]>) -> Self {
        let parse = |tiff: &[u8]| {
            let tiff = tiff.strip_prefix(crate::jpeg::EXIF_PREFIX).unwrap_or(tiff);
            Reader::new()
                .continue_on_error(true)
                .read_raw(tiff.to_vec())
                .or_else(|error| error.distill_partial_result(|_| {}))
                .ok()
        };
        // The parser has met hostile input before, but a panic in it must not cost the picture.
        Self(tiff.and_then(|tiff| std::panic::catch_unwind(|| parse(tiff)).ok().flatten()))
    }

    /// Upright where nothing, or nonsense, was said.
    pub(crate) fn orientation(&self) -> Orientation {
        self.field(Tag::Orientation)
            .and_then(|field| field.value.get_uint(0))
            .and_then(|value| u8::try_from(value).ok())
            .and_then(Orientation::from_exif)
            .unwrap_or(Orientation::NoTransforms)
    }

    /// Whether the picture is Adobe RGB without carrying a profile (DCF 2.0, 4.4 and 5.2).
    pub(crate) fn is_adobe_rgb(&self) -> bool {
        let interoperability = self.field(Tag::InteroperabilityIndex).map(|field| &field.value);
        let says_so = |value: &Value| {
            matches!(value, Value::Ascii(parts)
            if parts.first().is_some_and(|index| index.starts_with(b"R03")))
        };
        let colour_space = self.field(Tag::ColorSpace).and_then(|field| field.value.get_uint(0));
        interoperability.is_some_and(says_so) || colour_space == Some(2)
    }

    /// When the shutter went, by the camera's clock and, if it tells, its zone.
    pub(crate) fn taken_at(&self) -> Option<DateTime<FixedOffset>> {
        [
            (Tag::DateTimeOriginal, Tag::OffsetTimeOriginal),
            (Tag::DateTimeDigitized, Tag::OffsetTimeDigitized),
            (Tag::DateTime, Tag::OffsetTime),
        ]
        .into_iter()
        .find_map(|(time, offset)| self.time(time, offset))
    }

    fn time(&self, time: Tag, offset: Tag) -> Option<DateTime<FixedOffset>> {
        let mut read = exif::DateTime::from_ascii(self.ascii(time)?).ok()?;
        // What the zone says wrongly is as good as not said.
        let zone = self
            .ascii(offset)
            .and_then(|text| read.parse_offset(text).ok().and(read.offset))
            .and_then(|minutes| FixedOffset::east_opt(i32::from(minutes) * 60))
            .or_else(|| FixedOffset::east_opt(VIETNAM_UTC_OFFSET_SECONDS))?;
        let date = NaiveDate::from_ymd_opt(read.year.into(), read.month.into(), read.day.into())?;
        let (hour, minute, second) = (read.hour.into(), read.minute.into(), read.second.into());
        zone.from_local_datetime(&date.and_hms_opt(hour, minute, second)?).single()
    }

    pub(crate) fn camera(&self) -> Option<Camera> {
        let text = |tag| self.text(tag).unwrap_or_default();
        let camera = Camera { make: text(Tag::Make), model: text(Tag::Model) };
        (camera != Camera::default()).then_some(camera)
    }

    pub(crate) fn gps(&self) -> Option<Gps> {
        let latitude = self.degrees(Tag::GPSLatitude, Tag::GPSLatitudeRef, b'S')?;
        let longitude = self.degrees(Tag::GPSLongitude, Tag::GPSLongitudeRef, b'W')?;
        // Cameras that have not found themselves yet write zeros.
        let real = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        (real && (latitude, longitude) != (0.0, 0.0)).then_some(Gps { latitude, longitude })
    }

    /// Degrees, minutes and seconds as one signed number.
    fn degrees(&self, tag: Tag, reference: Tag, negative: u8) -> Option<f64> {
        let Value::Rational(parts) = &self.field(tag)?.value else { return None };
        let part = |n: usize| {
            let fraction = parts.get(n).filter(|fraction| fraction.denom != 0);
            fraction.map_or(0.0, exif::Rational::to_f64)
        };
        parts.first().filter(|degrees| degrees.denom != 0)?;
        let degrees = part(0) + part(1) / 60.0 + part(2) / 3600.0;
        let south_or_west =
            self.ascii(reference).is_some_and(|text| text.first() == Some(&negative));
        Some(if south_or_west { -degrees } else { degrees })
    }

    /// What somebody wrote about the picture; phrases of the camera itself do not count.
    pub(crate) fn caption(&self) -> Option<String> {
        let written = |text: &String| !CAMERA_PHRASES.contains(&text.to_uppercase().as_str());
        self.text(Tag::ImageDescription)
            .filter(written)
            .or_else(|| self.utf16(XP_TITLE))
            .or_else(|| self.utf16(XP_COMMENT))
    }

    /// Who took the picture.
    pub(crate) fn credit(&self) -> Option<String> {
        self.text(Tag::Artist).or_else(|| self.utf16(XP_AUTHOR))
    }

    pub(crate) fn copyright(&self) -> Option<String> {
        self.text(Tag::Copyright)
    }

    /// The small JPEG that cameras put into the second directory (EXIF 2.32, 4.5.5).
    pub(crate) fn thumbnail(&self) -> Option<&[u8]> {
        let exif = self.0.as_ref()?;
        let number = |tag| {
            let value = exif.get_field(tag, In::THUMBNAIL)?.value.get_uint(0)?;
            usize::try_from(value).ok()
        };
        let start = number(Tag::JPEGInterchangeFormat)?;
        let end = start.checked_add(number(Tag::JPEGInterchangeFormatLength)?)?;
        exif.buf().get(start..end).filter(|jpeg| jpeg.starts_with(&[0xFF, 0xD8, 0xFF]))
    }

    fn field(&self, tag: Tag) -> Option<&Field> {
        self.0.as_ref()?.get_field(tag, In::PRIMARY)
    }

    fn ascii(&self, tag: Tag) -> Option<&[u8]> {
        match &self.field(tag)?.value {
            Value::Ascii(parts) => parts.first().map(Vec::as_slice),
            _ => None,
        }
    }

    /// Text in UTF-8, as most programs write it whatever the standard says, in NFC. Other
    /// encodings are not guessed at: a wrong caption is worse than none, and the original keeps it.
    fn text(&self, tag: Tag) -> Option<String> {
        std::str::from_utf8(self.ascii(tag)?).ok().and_then(tidy)
    }

    fn utf16(&self, tag: Tag) -> Option<String> {
        let Value::Byte(bytes) = &self.field(tag)?.value else { return None };
        let units = bytes.chunks_exact(2).map(|unit| u16::from_le_bytes([unit[0], unit[1]]));
        let text: Result<String, _> = char::decode_utf16(units).collect();
        text.ok().as_deref().and_then(tidy)
    }
}

/// NFC, without the padding and the control characters cameras leave behind; `None` if empty.
fn tidy(text: &str) -> Option<String> {
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text.nfc().filter(kept).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

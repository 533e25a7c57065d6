//! What the camera and the desktop wrote into EXIF.
//!
//! EXIF of real files is often half broken. Whatever can be read is taken, the rest passed over:
//! metadata never costs the picture.

use chrono::{DateTime, FixedOffset, NaiveDate, TimeZone as _};
use domain::Gps;
use exif::{Context, Exif, Field, In, Reader, Tag, Value};
use image::metadata::Orientation;

use super::{Camera, VIETNAM_UTC_OFFSET_SECONDS, tidy};

/// Text that Windows Explorer writes, in UTF-16.
const XP_TITLE: Tag = Tag(Context::Tiff, 0x9C9B);
const XP_COMMENT: Tag = Tag(Context::Tiff, 0x9C9C);
const XP_AUTHOR: Tag = Tag(Context::Tiff, 0x9C9D);
const XP_KEYWORDS: Tag = Tag(Context::Tiff, 0x9C9E);
/// Windows' stars.
const RATING: Tag = Tag(Context::Tiff, 0x4746);

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

/// The EXIF of one file, parsed as far as it goes.
pub(crate) struct Fields(Source);

enum Source {
    /// A block of its own.
    Block(Option<Exif>),
    /// The directories of a TIFF or raw file.
    Fields(Vec<Field>),
}

impl Fields {
    /// What stands in the directories of a TIFF structure that holds the picture as well.
    pub(crate) fn of(fields: Vec<Field>) -> Self {
        Self(Source::Fields(fields))
    }

    /// Whether nothing was found.
    pub(crate) fn is_empty(&self) -> bool {
        match &self.0 {
            Source::Block(exif) => exif.is_none(),
            Source::Fields(fields) => fields.is_empty(),
        }
    }

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
        Self(Source::Block(tiff.and_then(parse)))
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
        self.text(Tag::ImageDescription).filter(written)
    }

    /// What was typed into Windows Explorer as title, or else as comment.
    pub(crate) fn explorer_caption(&self) -> Option<String> {
        self.utf16(XP_TITLE).or_else(|| self.utf16(XP_COMMENT))
    }

    /// Who took the picture.
    pub(crate) fn credit(&self) -> Option<String> {
        self.text(Tag::Artist)
    }

    /// Who took the picture, as typed into Windows Explorer.
    pub(crate) fn explorer_credit(&self) -> Option<String> {
        self.utf16(XP_AUTHOR)
    }

    /// The tags typed into Windows Explorer.
    pub(crate) fn explorer_keywords(&self) -> Vec<String> {
        let words = self.utf16(XP_KEYWORDS).unwrap_or_default();
        words.split(';').filter_map(tidy).collect()
    }

    /// The stars given in Windows Explorer or in the camera, 0 to 5.
    pub(crate) fn rating(&self) -> Option<i8> {
        let stars = self.field(RATING)?.value.get_uint(0)?;
        i8::try_from(stars).ok().filter(|stars| (0..=5).contains(stars))
    }

    pub(crate) fn copyright(&self) -> Option<String> {
        self.text(Tag::Copyright)
    }

    /// The small JPEG that cameras put into the second directory (EXIF 2.32, 4.5.5).
    pub(crate) fn thumbnail(&self) -> Option<&[u8]> {
        let Source::Block(Some(exif)) = &self.0 else { return None };
        let number = |tag| {
            let value = exif.get_field(tag, In::THUMBNAIL)?.value.get_uint(0)?;
            usize::try_from(value).ok()
        };
        let start = number(Tag::JPEGInterchangeFormat)?;
        let end = start.checked_add(number(Tag::JPEGInterchangeFormatLength)?)?;
        exif.buf().get(start..end).filter(|jpeg| jpeg.starts_with(&[0xFF, 0xD8, 0xFF]))
    }

    fn field(&self, tag: Tag) -> Option<&Field> {
        match &self.0 {
            Source::Block(exif) => exif.as_ref()?.get_field(tag, In::PRIMARY),
            Source::Fields(fields) => fields.iter().find(|field| field.tag == tag),
        }
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

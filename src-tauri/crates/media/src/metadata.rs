//! What the camera, the photographer and programs wrote beside the pixels: EXIF, IPTC-IIM, XMP.
//!
//! The three overlap. Which one wins is told by the *Guidelines for Handling Image Metadata* of the
//! Metadata Working Group (version 2.0, chapter 5): EXIF first; then IPTC if it was changed after
//! XMP was written, which a checksum tells; then XMP; then IPTC.
//!
//! Metadata of real files is often half broken. Whatever can be read is taken, the rest passed
//! over: metadata never costs the picture.

mod exif;
mod iptc;
mod write;
mod xmp;

use std::{borrow::Cow, fmt};

use ::exif::Field;
use chrono::{DateTime, FixedOffset};
use domain::Gps;
use image::metadata::Orientation;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization as _;

use exif::Fields;
use iptc::Iptc;
use xmp::Xmp;

pub(crate) use write::{Texts, with_texts};

/// The zone of a camera clock that names none: Việt Nam, which has one zone and no summer time.
pub const VIETNAM_UTC_OFFSET_SECONDS: i32 = 7 * 3600;

/// The blocks of metadata of one file, as they lie in it.
#[derive(Debug, Default)]
pub(crate) struct Blocks<'a> {
    /// A TIFF structure.
    pub exif: Option<Cow<'a, [u8]>>,
    /// An XML packet.
    pub xmp: Option<Cow<'a, [u8]>>,
    /// IPTC-IIM data sets.
    pub iptc: Option<Cow<'a, [u8]>>,
    /// Photoshop's image resources, in which IPTC may lie.
    pub photoshop: Option<Cow<'a, [u8]>>,
}

/// What is known of a picture, from wherever it was said.
pub(crate) struct Metadata {
    exif: Fields,
    iptc: Iptc,
    xmp: Xmp,
}

impl Metadata {
    /// Reads all blocks of a file.
    pub(crate) fn parse(blocks: &Blocks<'_>) -> Self {
        let exif = guarded(|| Fields::parse(blocks.exif.as_deref()));
        Self::with_fields(exif.unwrap_or_else(|| Fields::of(Vec::new())), blocks)
    }

    /// The same where EXIF lies in the directories of a TIFF structure that holds the picture too.
    pub(crate) fn of_fields(fields: Vec<Field>, blocks: &Blocks<'_>) -> Self {
        Self::with_fields(Fields::of(fields), blocks)
    }

    fn with_fields(exif: Fields, blocks: &Blocks<'_>) -> Self {
        let iptc = || Iptc::read(blocks.iptc.as_deref(), blocks.photoshop.as_deref());
        let xmp = || Xmp::read(blocks.xmp.as_deref().unwrap_or_default());
        Self {
            exif,
            iptc: guarded(iptc).unwrap_or_default(),
            xmp: guarded(xmp).unwrap_or_default(),
        }
    }

    /// Whether EXIF said nothing.
    pub(crate) fn is_without_exif(&self) -> bool {
        self.exif.is_empty()
    }

    /// Upright where nothing, or nonsense, was said.
    pub(crate) fn orientation(&self) -> Orientation {
        self.exif.orientation()
    }

    /// Whether the picture is Adobe RGB without carrying a profile.
    pub(crate) fn is_adobe_rgb(&self) -> bool {
        self.exif.is_adobe_rgb()
    }

    /// The small JPEG that cameras put into EXIF.
    pub(crate) fn thumbnail(&self) -> Option<&[u8]> {
        self.exif.thumbnail()
    }

    /// When the shutter went.
    pub(crate) fn taken_at(&self) -> Option<DateTime<FixedOffset>> {
        self.exif.taken_at().or_else(|| self.either(Iptc::taken_at, Xmp::taken_at))
    }

    pub(crate) fn camera(&self) -> Option<Camera> {
        self.exif.camera().or_else(|| self.xmp.camera())
    }

    pub(crate) fn gps(&self) -> Option<Gps> {
        self.exif.gps().or_else(|| self.xmp.gps())
    }

    /// What is to be seen; a headline where there is nothing longer.
    pub(crate) fn caption(&self) -> Option<String> {
        self.exif
            .caption()
            .or_else(|| self.either(|iptc| iptc.text(iptc::CAPTION), Xmp::description))
            .or_else(|| self.exif.explorer_caption())
            .or_else(|| self.either(|iptc| iptc.text(iptc::HEADLINE), Xmp::headline))
    }

    /// Who took the picture; else who asks to be named for it.
    pub(crate) fn credit(&self) -> Option<String> {
        self.exif
            .credit()
            .or_else(|| self.either(|iptc| iptc.joined(iptc::BY_LINE), Xmp::creator))
            .or_else(|| self.exif.explorer_credit())
            .or_else(|| self.either(|iptc| iptc.text(iptc::CREDIT), Xmp::credit))
    }

    pub(crate) fn copyright(&self) -> Option<String> {
        let elsewhere = || self.either(|iptc| iptc.text(iptc::COPYRIGHT), Xmp::rights);
        self.exif.copyright().or_else(elsewhere)
    }

    /// The agency or owner that the picture comes from.
    pub(crate) fn source(&self) -> Option<String> {
        self.either(|iptc| iptc.text(iptc::SOURCE), Xmp::source)
    }

    pub(crate) fn keywords(&self) -> Vec<String> {
        let full = |words: Vec<String>| (!words.is_empty()).then_some(words);
        let read = |iptc: &Iptc| full(iptc.texts(iptc::KEYWORDS));
        let keywords = self.either(read, |xmp| full(xmp.keywords()));
        let mut keywords = keywords.unwrap_or_else(|| self.exif.explorer_keywords());
        let mut seen = std::collections::HashSet::new();
        keywords.retain(|word| seen.insert(word.to_lowercase()));
        keywords
    }

    /// Where it was, in words, from the narrowest to the widest.
    pub(crate) fn place(&self) -> Option<String> {
        self.either(Iptc::place, Xmp::place)
    }

    /// What those who cannot see the picture are told.
    pub(crate) fn alt(&self) -> Option<String> {
        self.xmp.alt()
    }

    /// Who is to be seen.
    pub(crate) fn people(&self) -> Vec<String> {
        self.xmp.people()
    }

    /// The occasion.
    pub(crate) fn event(&self) -> Option<String> {
        self.xmp.event()
    }

    /// Stars, or -1 for a reject.
    pub(crate) fn rating(&self) -> Option<i8> {
        self.xmp.rating().or_else(|| self.exif.rating())
    }

    /// What IPTC and XMP both may say, from the one that is to be believed.
    fn either<T>(
        &self,
        iptc: impl Fn(&Iptc) -> Option<T>,
        xmp: impl Fn(&Xmp) -> Option<T>,
    ) -> Option<T> {
        if self.iptc.was_changed_last() {
            iptc(&self.iptc).or_else(|| xmp(&self.xmp))
        } else {
            xmp(&self.xmp).or_else(|| iptc(&self.iptc))
        }
    }
}

/// A panic in a parser must not cost the picture.
fn guarded<T>(parse: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(parse)).ok()
}

/// NFC, without the padding and the control characters cameras leave behind; `None` if empty.
fn tidy(text: &str) -> Option<String> {
    let kept = |c: &char| !c.is_control() || matches!(c, '\n' | '\t');
    let text: String = text.nfc().filter(kept).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Parts of a place, each named once.
fn joined_place(parts: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    let mut named: Vec<String> = Vec::new();
    for part in parts.into_iter().flatten() {
        if !named.contains(&part) {
            named.push(part);
        }
    }
    (!named.is_empty()).then(|| named.join(", "))
}

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

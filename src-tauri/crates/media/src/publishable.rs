//! The copy of a photo that goes to a portal.
//!
//! It is made anew from the pixels, so nothing of the original's metadata can slip through: no
//! place, no serial number, no embedded thumbnail. Only what the newsroom says of the picture is
//! put in.

use std::io::Cursor;

use exif::{Field, In, Tag, Value, experimental::Writer};
use unicode_normalization::UnicodeNormalization as _;

use crate::{
    edit::Edit,
    error::MediaError,
    jpeg::{self, EXIF_PREFIX, Effort, MAX_SEGMENT_BYTES},
    render::Renderer,
};

/// Longest text of one field, in bytes, so that all three fit one EXIF segment.
const MAX_TEXT_BYTES: usize = (MAX_SEGMENT_BYTES - EXIF_PREFIX.len() - 128) / 3;

/// How a photo is to be published.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishOptions {
    /// Longest side in pixels; smaller photos keep their size.
    pub max_side: u32,
    /// JPEG quality, 1 to 100.
    pub quality: u8,
    /// The user's turn and crop.
    pub edit: Edit,
    /// Chú thích; left out when empty.
    pub caption: String,
    /// Người chụp; left out when empty.
    pub credit: String,
    /// Who holds the rights; left out when empty.
    pub copyright: String,
}

impl Default for PublishOptions {
    /// A size that fills a large screen, at a quality without visible loss.
    fn default() -> Self {
        Self {
            max_side: 1920,
            quality: 85,
            edit: Edit::default(),
            caption: String::new(),
            credit: String::new(),
            copyright: String::new(),
        }
    }
}

/// A photo as it will be published: JPEG, upright, sRGB.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// The file.
    pub jpeg: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

impl Renderer {
    /// Makes the copy that is published: turned, cropped, in sRGB, and carrying of all metadata
    /// only caption, credit and copyright (EXIF `ImageDescription`, `Artist`, `Copyright`, in
    /// UTF-8). The same bytes and options give the same file, so its hash can name it.
    ///
    /// # Errors
    /// Every case of [`MediaError`] but `Io`.
    pub fn publishable(
        &mut self,
        bytes: &[u8],
        options: &PublishOptions,
    ) -> Result<Rendition, MediaError> {
        let picture = self.picture(bytes, &options.edit, options.max_side)?;
        let plain = jpeg::encode(&picture, options.quality, Effort::Compact)?;
        let jpeg = match metadata(options)? {
            Some(tiff) => jpeg::with_exif(&plain, &tiff),
            None => plain,
        };
        let (width, height) = picture.dimensions();
        Ok(Rendition { jpeg, width, height })
    }
}

/// The EXIF block; `None` when there is nothing to say.
fn metadata(options: &PublishOptions) -> Result<Option<Vec<u8>>, MediaError> {
    let fields: Vec<Field> = [
        (Tag::ImageDescription, &options.caption),
        (Tag::Artist, &options.credit),
        (Tag::Copyright, &options.copyright),
    ]
    .into_iter()
    .filter_map(|(tag, text)| {
        let text = printable(text)?;
        Some(Field { tag, ifd_num: In::PRIMARY, value: Value::Ascii(vec![text.into_bytes()]) })
    })
    .collect();
    if fields.is_empty() {
        return Ok(None);
    }
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).map_err(|error| MediaError::Encode(error.into()))?;
    Ok(Some(tiff.into_inner()))
}

/// NFC, without the NUL that ends EXIF text, cut between characters where it is too long.
fn printable(text: &str) -> Option<String> {
    let mut text: String = text.trim().nfc().filter(|&c| c != '\0').collect();
    text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES));
    (!text.is_empty()).then_some(text)
}

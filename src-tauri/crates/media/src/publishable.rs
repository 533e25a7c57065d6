//! The copy of a photo that goes to a portal.
//!
//! It is made anew from the pixels, so nothing of the original's metadata can slip through: no
//! place, no serial number, no embedded thumbnail. Only what the newsroom says of the picture is
//! put in.

use crate::{
    edit::Edit,
    error::MediaError,
    jpeg::{self, Effort},
    metadata::{Texts, with_texts},
    render::Renderer,
};

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
    /// only caption, credit and copyright (in EXIF, IPTC and XMP, in UTF-8). The same bytes and options give the same file, so its hash can name it.
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
        let texts = Texts {
            caption: &options.caption,
            credit: &options.credit,
            copyright: &options.copyright,
        };
        let jpeg = with_texts(plain, &texts)?;
        let (width, height) = picture.dimensions();
        Ok(Rendition { jpeg, width, height })
    }
}

//! From a document to HTML: the one place where it is made, for the preview, the portal and the
//! feed alike.
//!
//! Styling is left to the page, through these classes: `align-left`, `align-center`, `align-right`,
//! `align-justify` on paragraphs and headings, `figure.photo`, `a.opener`, `span.credit`, `div.gallery`
//! and `figure.embed`.

mod write;

use domain::{Document, PhotoId};

use crate::sanitise;
pub use write::opener_name;

/// A photo as it is shown on a page.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Picture {
    /// Address of the picture for programs that cannot choose: http(s), a path that starts with a
    /// slash, or the window's `photo://`. Any other is left out.
    pub src: String,
    /// Renditions to choose from, smallest first; may be empty.
    pub renditions: Vec<Rendition>,
    /// The `sizes` attribute that goes with the renditions; empty for none.
    pub sizes: String,
    /// Width in pixels, upright, so that the page does not jump while loading.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
    /// Alt text; empty for a decorative photo.
    pub alt: String,
    /// Caption; empty for none. A caption in the text wins.
    pub caption: String,
    /// Người chụp; empty for none.
    pub credit: String,
    /// What the picture leads to; `None` leaves it as it is.
    pub large: Option<Large>,
}

/// A picture as large as there is, for readers who want to see more of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Large {
    /// Its address, as in [`Picture::src`].
    pub src: String,
    /// Width in pixels, upright.
    pub width: u32,
    /// Height in pixels, upright.
    pub height: u32,
}

/// One size of a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendition {
    /// Its address, as in [`Picture::src`]; without spaces.
    pub src: String,
    /// Its width in pixels.
    pub width: u32,
}

/// Knows how photos are shown where the HTML is going.
pub trait Pictures {
    /// The photo, or `None` when there is no such photo (any more): then only its caption remains.
    fn picture(&self, photo: PhotoId) -> Option<Picture>;
}

impl<F: Fn(PhotoId) -> Option<Picture>> Pictures for F {
    fn picture(&self, photo: PhotoId) -> Option<Picture> {
        self(photo)
    }
}

/// The body as HTML, safe to put into a page: text escaped, links and players checked, the whole
/// sanitised once more. Opaque markup of another editor is left out.
#[must_use]
pub fn to_html(document: &Document, pictures: &dyn Pictures) -> String {
    sanitise::outgoing(&write::document(document, pictures))
}

/// The text with `& < > " '` as entities, safe in element content and in quoted attributes.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    write::escaped(text, &mut out);
    out
}

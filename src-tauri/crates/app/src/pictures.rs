//! Pictures for the window: kept thumbnails, made again when they are missing.

mod export;

use domain::{Photo, PhotoFormat, PhotoId};
use media::{Edit, Limits, Renderer};
use store::Library;

use crate::core::blocking;
use crate::photos::{GRID_SIDE, PREVIEW_SIDE, VIEW_SIDE};
use crate::session::Session;
use crate::{App, Error};

pub use export::{ThumbnailFailure, ThumbnailReport};

/// JPEG quality of pictures for the viewer.
const VIEW_QUALITY: u8 = 86;
/// Longest side of a JPEG that stands for an original no web view shows: enough for 1:1. It is
/// made anew each time, because it is looked at rarely and large.
const ORIGINAL_SIDE: u32 = 8192;
/// JPEG quality of pictures for the grid.
pub(crate) const GRID_QUALITY: u8 = 80;

/// How large a picture is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PictureSize {
    /// At most 400 pixels on the longer side.
    Grid,
    /// At most 1600 pixels on the longer side.
    View,
    /// As large as [`Self::View`], upright but without what was done to it by hand: what is seen
    /// while that is changed.
    Whole,
    /// As it came; what no web view shows (HEIC, TIFF, raw) and what was turned, straightened or
    /// cropped by hand as JPEG of up to 8,192 pixels.
    Original,
}

/// A picture as a web view takes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PictureBytes {
    /// The file.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
}

impl App {
    /// The bytes of a photo, upright and turned as its record says. Of a photo on its way the grid
    /// gets the small picture out of its file until there is a better one.
    pub async fn picture(&self, id: PhotoId, size: PictureSize) -> Result<PictureBytes, Error> {
        let session = self.session()?;
        let kept = session.clone();
        if let Some(picture) = blocking(move || find(kept.library(), id, size)).await? {
            return Ok(picture);
        }
        // Drawing takes memory: a screen full of new tiles is drawn as many at a time as there are
        // cores.
        let turn = session.drawing.acquire().await;
        let drawn = session.clone();
        let picture = blocking(move || draw(&drawn, id, size)).await;
        drop(turn);
        picture
    }
}

fn side(size: PictureSize) -> (u32, u8) {
    match size {
        PictureSize::Grid => (GRID_SIDE, GRID_QUALITY),
        PictureSize::View | PictureSize::Whole => (VIEW_SIDE, VIEW_QUALITY),
        PictureSize::Original => (ORIGINAL_SIDE, VIEW_QUALITY),
    }
}

/// The picture that was drawn before, if any.
fn find(library: &Library, id: PhotoId, size: PictureSize) -> Result<Option<PictureBytes>, Error> {
    let kept = |side| {
        let path = library.thumbnails().find(id, side)?;
        let bytes = std::fs::read(path).ok()?;
        Some(PictureBytes { bytes, media_type: "image/jpeg" })
    };
    match size {
        PictureSize::Whole | PictureSize::Original => Ok(None),
        PictureSize::View => Ok(kept(VIEW_SIDE)),
        PictureSize::Grid => {
            if let Some(picture) = kept(GRID_SIDE) {
                return Ok(Some(picture));
            }
            let Some(preview) = kept(PREVIEW_SIDE) else { return Ok(None) };
            let photo = library.read(|reader| reader.photos().get(id))?.photo;
            // Turned by hand while it is on its way: the preview does not show that.
            let shows_it = !photo.has_arrived() && edit(&photo) == Edit::default();
            Ok(shows_it.then_some(preview))
        }
    }
}

fn draw(session: &Session, id: PhotoId, size: PictureSize) -> Result<PictureBytes, Error> {
    let library = session.library();
    let photo = library.read(|reader| reader.photos().get(id))?.photo;
    let source = if photo.has_arrived() { None } else { session.source(id) };
    let path = source.unwrap_or_else(|| library.originals().path(photo.original));
    let bytes = media::read_file(&path, &Limits::default())?;
    let edit = if size == PictureSize::Whole { Edit::default() } else { edit(&photo) };
    let as_it_came = edit == Edit::default() && photo.format.is_shown_by_browsers();
    if size == PictureSize::Original && as_it_came {
        return Ok(PictureBytes { bytes, media_type: media_type(photo.format) });
    }
    let (side, quality) = side(size);
    let mut renderer = Renderer::new(Limits::default());
    let made = renderer.thumbnails(&bytes, &edit, &[side], quality)?;
    let jpeg = made.sizes.into_iter().next().map(|thumbnail| thumbnail.jpeg).unwrap_or_default();
    let kept = matches!(size, PictureSize::Grid | PictureSize::View);
    if kept && !library.is_read_only() {
        library.thumbnails().write(id, side, &jpeg)?;
        // Whoever changes a photo's look removes its pictures afterwards. One that was being made
        // meanwhile shows the old look: it is not kept either.
        let now = library.read(|reader| reader.photos().find(id))?;
        if !now.is_some_and(|now| now.photo.looks_as(&photo)) {
            library.thumbnails().delete(id, &[side])?;
        }
    }
    Ok(PictureBytes { bytes: jpeg, media_type: "image/jpeg" })
}

/// The turn and crop that the photo's record asks for.
pub(crate) fn edit(photo: &Photo) -> Edit {
    Edit { rotation: photo.rotation, straighten: photo.straighten, crop: photo.crop }
}

/// All that decides how a photo is shown, as a key: equal keys, equal pictures.
pub(crate) fn look(photo: &Photo) -> String {
    let crop = photo.crop.map_or_else(String::new, |crop| {
        format!("{:.6},{:.6},{:.6},{:.6}", crop.x, crop.y, crop.width, crop.height)
    });
    // Straightening came later: pictures of photos that are not tilted keep their names.
    let tilt =
        if photo.straighten == 0.0 { String::new() } else { format!(":{:.4}", photo.straighten) };
    format!("{}:{}:{crop}{tilt}", photo.original, photo.rotation.degrees())
}

fn media_type(format: PhotoFormat) -> &'static str {
    match format {
        PhotoFormat::Jpeg => "image/jpeg",
        PhotoFormat::Png => "image/png",
        PhotoFormat::Webp => "image/webp",
        PhotoFormat::Heic => "image/heic",
        PhotoFormat::Gif => "image/gif",
        PhotoFormat::Tiff => "image/tiff",
        PhotoFormat::Bmp => "image/bmp",
        PhotoFormat::Avif => "image/avif",
        // Each maker has a type of its own, and nobody asks for it.
        PhotoFormat::Raw => "application/octet-stream",
    }
}

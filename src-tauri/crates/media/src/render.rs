//! From a file's bytes to small pictures: decode once, shrink, bring to sRGB, turn, encode.

use fast_image_resize::Resizer;
use image::RgbImage;

use crate::{
    colour::to_srgb,
    decode::Opened,
    edit::{Edit, Region, plan},
    error::MediaError,
    fingerprint::Fingerprint,
    guard::guard,
    jpeg::{self, Effort},
    limits::Limits,
};

/// Above this a buffer is given back: one panorama must not occupy memory for the rest of the day.
const KEPT_BUFFER_BYTES: usize = 64 << 20;

/// A small upright picture as JPEG, in sRGB, without metadata.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnail {
    /// The file.
    pub jpeg: Vec<u8>,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// What one decoding gave.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thumbnails {
    /// One for each box, in the order they were asked for.
    pub sizes: Vec<Thumbnail>,
    /// Of the picture as shown, so with the [`Edit`].
    pub fingerprint: Fingerprint,
}

/// Makes pixels. Keeps its buffers from picture to picture: have one for each worker thread.
#[derive(Debug, Default)]
pub struct Renderer {
    limits: Limits,
    resizer: Resizer,
    /// The last picture's decoded pixels, kept for their memory.
    buffer: Vec<u8>,
}

impl Renderer {
    /// A renderer that refuses what breaks `limits`.
    #[must_use]
    pub fn new(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// The limits it was made with.
    pub(crate) fn limits(&self) -> Limits {
        self.limits
    }

    pub(crate) fn resizer(&mut self) -> &mut Resizer {
        &mut self.resizer
    }

    /// The picture as shown, with its longer side at most `max_side` pixels; never enlarged but by
    /// straightening.
    ///
    /// # Errors
    /// Every case of [`MediaError`] but `Io` and `Encode`.
    pub fn picture(
        &mut self,
        bytes: &[u8],
        edit: &Edit,
        max_side: u32,
    ) -> Result<RgbImage, MediaError> {
        let mut pictures = self.pictures(bytes, edit, &[max_side])?;
        Ok(pictures.pop().unwrap_or_default())
    }

    /// Thumbnails that fit square boxes of the given sides, from one decoding, and the fingerprint.
    ///
    /// `quality` is that of JPEG, 1 to 100; 80 suits a grid.
    ///
    /// # Errors
    /// Every case of [`MediaError`] but `Io`.
    pub fn thumbnails(
        &mut self,
        bytes: &[u8],
        edit: &Edit,
        boxes: &[u32],
        quality: u8,
    ) -> Result<Thumbnails, MediaError> {
        let pictures = self.pictures(bytes, edit, boxes)?;
        let smallest = pictures.iter().min_by_key(|picture| picture.width());
        let fingerprint = smallest.map_or(Fingerprint(0), Fingerprint::of);
        let sizes = pictures.iter().map(|picture| thumbnail(picture, quality));
        Ok(Thumbnails { sizes: sizes.collect::<Result<_, _>>()?, fingerprint })
    }

    /// The picture as shown, in several sizes.
    fn pictures(
        &mut self,
        bytes: &[u8],
        edit: &Edit,
        boxes: &[u32],
    ) -> Result<Vec<RgbImage>, MediaError> {
        let limits = self.limits;
        let opened = Opened::new(bytes, &limits)?;
        let plan = plan(opened.width, opened.height, opened.orientation, edit);
        let Region { width, height, .. } = plan.source;
        let largest = plan.shrunk(boxes.iter().copied().max().unwrap_or(1));
        let wanted = largest.0.max(largest.1);

        let buffer = std::mem::take(&mut self.buffer);
        let (decoded, space) = opened.decode((width, height), wanted, buffer)?;
        // Measured on what was decoded: HEIC containers have been seen to misstate their size.
        let (across, down) = decoded.size();
        let region = plan.source.scaled(
            f64::from(across) / f64::from(opened.width),
            f64::from(down) / f64::from(opened.height),
        );
        let resizer = &mut self.resizer;
        let pictures = guard(opened.format, || {
            let one = |&max_side: &u32| {
                let size = plan.shrunk(max_side);
                let small = decoded.shrink(region, size, resizer, opened.format)?;
                Ok(plan.finish(to_srgb(small, &space), max_side))
            };
            boxes.iter().map(one).collect()
        });
        self.buffer = decoded.into_buffer();
        if self.buffer.capacity() > KEPT_BUFFER_BYTES {
            self.buffer = Vec::new();
        }
        if pictures.is_err() {
            self.resizer = Resizer::new();
        }
        pictures
    }
}

/// Encodes a finished small picture.
pub(crate) fn thumbnail(picture: &RgbImage, quality: u8) -> Result<Thumbnail, MediaError> {
    let (width, height) = picture.dimensions();
    Ok(Thumbnail { jpeg: jpeg::encode(picture, quality, Effort::Fast)?, width, height })
}

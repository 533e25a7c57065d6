//! The picture within the picture: something to show while the real thumbnails are being made.

use image::DynamicImage;

use crate::{
    colour::to_srgb,
    decode::Opened,
    edit::{Edit, Region, plan},
    error::MediaError,
    guard::guard,
    render::{Renderer, Thumbnail, thumbnail},
};

/// JPEG quality of previews, which are replaced within seconds.
const QUALITY: u8 = 75;

impl Renderer {
    /// The small picture that the camera put into the file, turned upright and in sRGB, without
    /// the black bars that some cameras fill its shape up with. `None` if there is none.
    ///
    /// Takes a millisecond where [`Renderer::thumbnails`] takes tens, but it is only about
    /// 160 × 120 pixels, and what an editing program did to the photo may be missing in it.
    ///
    /// # Errors
    /// Every case of [`MediaError`] but `Io`. A caller that only wants something to show treats
    /// them as `None`.
    pub fn preview(&mut self, bytes: &[u8]) -> Result<Option<Thumbnail>, MediaError> {
        let limits = self.limits();
        let opened = Opened::new(bytes, &limits)?;
        let Some((decoded, space)) = opened.embedded_thumbnail()? else { return Ok(None) };
        guard(opened.format, || {
            let (width, height) = decoded.size();
            let shape = f64::from(opened.width) / f64::from(opened.height);
            let Region { width, height, left, top } =
                without_bars(f64::from(width), f64::from(height), shape);
            let region = Region { width: width.round(), height: height.round(), left, top };
            let size = region.fit(u32::MAX);
            let turn = plan(opened.width, opened.height, opened.orientation, &Edit::default()).turn;
            let small = decoded.shrink(region, size, self.resizer(), opened.format)?;
            let mut picture = DynamicImage::from(to_srgb(small, &space));
            picture.apply_orientation(turn);
            thumbnail(&picture.into_rgb8(), QUALITY).map(Some)
        })
    }
}

/// The largest part in the middle that has the given shape (width / height), in whole pixels.
fn without_bars(width: f64, height: f64, shape: f64) -> Region {
    let (inner_width, inner_height) = if width / height > shape {
        ((height * shape).round().max(1.0), height)
    } else {
        (width, (width / shape).round().max(1.0))
    };
    Region {
        left: ((width - inner_width) / 2.0).floor().max(0.0),
        top: ((height - inner_height) / 2.0).floor().max(0.0),
        width: inner_width,
        height: inner_height,
    }
}

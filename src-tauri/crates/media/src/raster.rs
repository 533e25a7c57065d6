//! Decoded pixels as they come from the decoders, and shrinking them.
//!
//! Shrinking is done before anything else that touches each pixel (turning, colour conversion,
//! blending), so that all of that works on the few pixels of the result.

use domain::PhotoFormat;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbaImage};

use crate::{edit::Region, error::MediaError};

/// Pixels in the colour space of their file.
#[derive(Debug)]
pub(crate) enum Raster {
    /// Grey or RGB, 8 or 16 bits, perhaps with alpha.
    Picture(DynamicImage),
    /// Four inks in the four channels, 255 meaning none: so does Adobe store CMYK in JPEG.
    InvertedCmyk(RgbaImage),
}

impl Raster {
    pub(crate) fn size(&self) -> (u32, u32) {
        match self {
            Self::Picture(image) => (image.width(), image.height()),
            Self::InvertedCmyk(image) => image.dimensions(),
        }
    }

    /// A part of the picture at `width` × `height` pixels, in the same kind of pixels.
    pub(crate) fn shrink(
        &self,
        region: Region,
        (width, height): (u32, u32),
        resizer: &mut Resizer,
        format: PhotoFormat,
    ) -> Result<Self, MediaError> {
        let (full_width, full_height) = self.size();
        // Rounding must not push the region over the edge by the last bit of a fraction.
        let left = region.left.clamp(0.0, f64::from(full_width - 1));
        let top = region.top.clamp(0.0, f64::from(full_height - 1));
        let options =
            ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3)).crop(
                left,
                top,
                region.width.min(f64::from(full_width) - left),
                region.height.min(f64::from(full_height) - top),
            );
        let failed = |error: fast_image_resize::ResizeError| MediaError::broken(format, error);
        match self {
            Self::Picture(image) => {
                let mut small = DynamicImage::new(width, height, image.color());
                resizer.resize(image, &mut small, &options).map_err(failed)?;
                Ok(Self::Picture(small))
            }
            Self::InvertedCmyk(inks) => {
                let mut small = RgbaImage::new(width, height);
                let options = options.use_alpha(false);
                resizer.resize(inks, &mut small, &options).map_err(failed)?;
                Ok(Self::InvertedCmyk(small))
            }
        }
    }

    /// The bytes of 8-bit pixels, to be used again for the next picture.
    pub(crate) fn into_buffer(self) -> Vec<u8> {
        match self {
            Self::Picture(DynamicImage::ImageRgb8(image)) => image.into_raw(),
            Self::Picture(DynamicImage::ImageLuma8(image)) => image.into_raw(),
            Self::InvertedCmyk(inks) => inks.into_raw(),
            Self::Picture(_) => Vec::new(),
        }
    }
}

//! HEIC pictures, as phones make them, and the container that AVIF shares with them.

use std::borrow::Cow;

use domain::PhotoFormat;
use heifer::{
    Error, Options,
    heifer_isobmff::{HeifFile, boxes::Property},
};
use image::{DynamicImage, RgbImage};

use crate::{
    avif, colour::ColourSpace, error::MediaError, format::UnsupportedFormat, limits::Limits,
    metadata::Blocks, raster::Raster,
};

/// Memory for one pixel while decoding: YCbCr 4:2:0 at 16 bits and RGBA at 8.
const BYTES_PER_PIXEL: u64 = 3 + 4;

/// Phones embed thumbnails of 320 to 512 pixels.
const MAX_THUMBNAIL_SIDE: u32 = 1024;

/// What the container says without decoding.
#[derive(Debug)]
pub(crate) struct Header {
    /// Pixels across, upright.
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
    /// The blocks of metadata.
    pub blocks: Blocks<'static>,
}

impl Header {
    /// Reads the container of a HEIC or AVIF file. The picture's size is that after its own crop and turn, which every
    /// decoder applies; the EXIF orientation says the same once more and must not be applied.
    pub(crate) fn read(
        bytes: &[u8],
        format: PhotoFormat,
        limits: &Limits,
    ) -> Result<Self, MediaError> {
        let broken = |error| MediaError::broken(format, error);
        let each =
            if format == PhotoFormat::Avif { avif::BYTES_PER_PIXEL } else { BYTES_PER_PIXEL };
        let file = HeifFile::parse(bytes).map_err(broken)?;
        let id = file.primary_id;
        let size = file.image_size(id).map_err(broken)?;
        let (mut width, mut height) =
            size.ok_or_else(|| MediaError::broken(format, "the picture has no size"))?;
        limits.check_pixels(width, height, each)?;
        for property in file.item_properties(id).map_err(broken)? {
            match *property {
                Property::CleanAperture { width: (across, by), height: (down, of), .. } => {
                    width = across.checked_div(by).unwrap_or(width).min(width);
                    height = down.checked_div(of).unwrap_or(height).min(height);
                }
                Property::Rotation(1 | 3) => (width, height) = (height, width),
                _ => {}
            }
        }
        if width == 0 || height == 0 {
            return Err(MediaError::broken(format, "the picture has no pixels"));
        }
        // Metadata that cannot be read costs the date, not the picture.
        let exif = file.exif(id).unwrap_or_default().map(Cow::Owned);
        let xmp = file.xmp(id).unwrap_or_default().map(Cow::Owned);
        Ok(Self { width, height, blocks: Blocks { exif, xmp, ..Blocks::default() } })
    }
}

/// Decodes the main picture, upright.
pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<(Raster, ColourSpace), MediaError> {
    // One thread: the caller has one worker for each core already.
    let options = Options { max_threads: 1, max_pixels: limits.max_decode_bytes / BYTES_PER_PIXEL };
    let profile = heifer::read_metadata(bytes).map_err(refused)?.icc_profile;
    match profile {
        Some(profile) => {
            let image = heifer::decode_rgba8(bytes, &options).map_err(refused)?;
            Ok((raster(image)?, ColourSpace::Icc(profile)))
        }
        // Without a profile the colours are told by code points, which the decoder knows.
        None => {
            let image = heifer::decode_srgb_rgba8(bytes, &options).map_err(refused)?;
            Ok((raster(image)?, ColourSpace::Srgb))
        }
    }
}

/// The small picture that phones put beside the main one, upright, if there is one.
pub(crate) fn decode_thumbnail(bytes: &[u8]) -> Result<Option<(Raster, ColourSpace)>, MediaError> {
    let file = HeifFile::parse(bytes).map_err(broken)?;
    let sizes = file.referencing_items(file.primary_id, b"thmb").into_iter();
    let mut sizes = sizes.filter_map(|id| file.image_size(id).ok().flatten());
    // What calls itself a thumbnail and is large is neither quick nor safe to decode.
    if !sizes.any(|(width, height)| width.max(height) <= MAX_THUMBNAIL_SIDE) {
        return Ok(None);
    }
    let Some(image) = heifer::decode_thumbnail(bytes).map_err(refused)? else { return Ok(None) };
    let picture = RgbImage::from_raw(image.width, image.height, image.to_rgb8())
        .ok_or_else(|| broken("the pixels do not fill the picture"))?;
    let profile = heifer::read_metadata(bytes).map_err(refused)?.icc_profile;
    let space = profile.map_or(ColourSpace::Srgb, ColourSpace::Icc);
    Ok(Some((Raster::Picture(DynamicImage::from(picture)), space)))
}

fn raster(image: heifer::Image<u8>) -> Result<Raster, MediaError> {
    let (width, height) = (image.width, image.height);
    let picture = if image.has_alpha {
        image::RgbaImage::from_raw(width, height, image.data).map(DynamicImage::from)
    } else {
        RgbImage::from_raw(width, height, image.into_rgb8()).map(DynamicImage::from)
    };
    picture.map(Raster::Picture).ok_or_else(|| broken("the pixels do not fill the picture"))
}

fn refused(error: Error) -> MediaError {
    match error {
        Error::Unsupported(_) => MediaError::Unsupported { format: UnsupportedFormat::RareHeif },
        other => broken(other),
    }
}

fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> MediaError {
    MediaError::broken(PhotoFormat::Heic, source)
}

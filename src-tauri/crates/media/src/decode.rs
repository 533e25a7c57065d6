//! One door to all decoders: headers first, then pixels at the smallest sufficient scale.

use std::io::Cursor;

use domain::PhotoFormat;
use image::{
    DynamicImage, ImageDecoder, ImageResult,
    codecs::{png::PngDecoder, webp::WebPDecoder},
    metadata::Orientation,
};

use crate::{
    colour::ColourSpace, error::MediaError, format::recognise, guard::guard, heif, jpeg,
    limits::Limits, metadata::Metadata, raster::Raster,
};

/// A file whose headers were read and found within the limits.
pub(crate) struct Opened<'a> {
    bytes: &'a [u8],
    limits: &'a Limits,
    pub format: PhotoFormat,
    /// Pixels across, as stored.
    pub width: u32,
    /// Pixels down, as stored.
    pub height: u32,
    /// How to turn the stored pixels.
    pub orientation: Orientation,
    pub metadata: Metadata,
}

impl<'a> Opened<'a> {
    pub(crate) fn new(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, MediaError> {
        let limit = limits.max_file_bytes;
        if bytes.len() as u64 > limit {
            return Err(MediaError::FileTooLarge { bytes: bytes.len() as u64, limit });
        }
        let format = recognise(bytes)?;
        guard(format, || {
            let (width, height, metadata) = read_headers(bytes, format, limits)?;
            let orientation = match format {
                PhotoFormat::Heic => Orientation::NoTransforms,
                _ => metadata.orientation(),
            };
            Ok(Self { bytes, limits, format, width, height, orientation, metadata })
        })
    }

    /// Decodes so that the longer of `width` and `height` stored pixels, which are the whole
    /// picture or a part of it, keeps at least `wanted`; `buffer` is used for the pixels if it can
    /// be. The picture that comes back may be anything from that size to full.
    pub(crate) fn decode(
        &self,
        (width, height): (f64, f64),
        wanted: u32,
        buffer: Vec<u8>,
    ) -> Result<(Raster, ColourSpace), MediaError> {
        guard(self.format, || match self.format {
            PhotoFormat::Jpeg => {
                let scale = jpeg::Scale::sufficient(width.max(height), wanted);
                let header = jpeg::Header::read(self.bytes)?;
                header.check(self.limits, scale)?;
                let raster = jpeg::decode(self.bytes, scale, buffer)?;
                Ok((raster, self.colour_space(header.icc_profile())))
            }
            PhotoFormat::Png => self.decode_whole(png(self.bytes, self.limits)),
            PhotoFormat::Webp => self.decode_whole(webp(self.bytes)),
            PhotoFormat::Heic => heif::decode(self.bytes, self.limits),
        })
    }

    fn decode_whole(
        &self,
        decoder: ImageResult<impl ImageDecoder>,
    ) -> Result<(Raster, ColourSpace), MediaError> {
        let broken = |error| MediaError::broken(self.format, error);
        let mut decoder = decoder.map_err(broken)?;
        let profile = decoder.icc_profile().unwrap_or_default();
        let image = DynamicImage::from_decoder(decoder).map_err(broken)?;
        Ok((Raster::Picture(image), self.colour_space(profile)))
    }

    fn colour_space(&self, profile: Option<Vec<u8>>) -> ColourSpace {
        match profile {
            Some(profile) => ColourSpace::Icc(profile),
            None if self.metadata.is_adobe_rgb() => ColourSpace::AdobeRgb,
            None => ColourSpace::Srgb,
        }
    }

    /// The small picture that the camera put into the file, if any, as it is stored there.
    pub(crate) fn embedded_thumbnail(&self) -> Result<Option<(Raster, ColourSpace)>, MediaError> {
        guard(self.format, || {
            if self.format == PhotoFormat::Heic {
                return heif::decode_thumbnail(self.bytes);
            }
            let Some(small) = self.metadata.thumbnail() else { return Ok(None) };
            let header = jpeg::Header::read(small)?;
            header.check(self.limits, jpeg::Scale::Full)?;
            let raster = jpeg::decode(small, jpeg::Scale::Full, Vec::new())?;
            Ok(Some((raster, self.colour_space(header.icc_profile()))))
        })
    }
}

/// Size as stored, and metadata, of a picture within the limits.
fn read_headers(
    bytes: &[u8],
    format: PhotoFormat,
    limits: &Limits,
) -> Result<(u32, u32, Metadata), MediaError> {
    match format {
        PhotoFormat::Jpeg => {
            let header = jpeg::Header::read(bytes)?;
            header.check(limits, jpeg::Scale::Eighth)?;
            Ok((header.width, header.height, Metadata::parse(header.exif)))
        }
        PhotoFormat::Png => read_image_headers(png(bytes, limits), format, limits),
        PhotoFormat::Webp => read_image_headers(webp(bytes), format, limits),
        PhotoFormat::Heic => {
            let header = heif::Header::read(bytes, limits)?;
            Ok((header.width, header.height, Metadata::parse(header.exif.as_deref())))
        }
    }
}

fn read_image_headers(
    decoder: ImageResult<impl ImageDecoder>,
    format: PhotoFormat,
    limits: &Limits,
) -> Result<(u32, u32, Metadata), MediaError> {
    let mut decoder = decoder.map_err(|error| MediaError::broken(format, error))?;
    let (width, height) = decoder.dimensions();
    limits.check(width, height, decoder.total_bytes())?;
    let exif = decoder.exif_metadata().unwrap_or_default();
    Ok((width, height, Metadata::parse(exif.as_deref())))
}

fn png<'a>(bytes: &'a [u8], limits: &Limits) -> ImageResult<PngDecoder<Cursor<&'a [u8]>>> {
    let mut allowed = image::Limits::no_limits();
    allowed.max_alloc = Some(limits.max_decode_bytes);
    PngDecoder::with_limits(Cursor::new(bytes), allowed)
}

fn webp(bytes: &[u8]) -> ImageResult<WebPDecoder<Cursor<&[u8]>>> {
    WebPDecoder::new(Cursor::new(bytes))
}

//! The formats that the `image` crate decodes, always whole: PNG, WebP, GIF, BMP, TIFF.

use std::{borrow::Cow, io::Cursor};

use domain::PhotoFormat;
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageError, ImageResult, RgbaImage,
    codecs::{
        bmp::BmpDecoder, gif::GifDecoder, png::PngDecoder, tiff::TiffDecoder, webp::WebPDecoder,
    },
};
use tiff::{decoder::DecodingResult, tags::Tag};

use crate::{
    error::MediaError,
    format::UnsupportedFormat,
    ifd::Directories,
    limits::Limits,
    metadata::Blocks,
    rare_tiff::{self, RareTiff},
    raster::Raster,
};

/// A decoder that has read the headers.
pub(crate) struct Whole<'a> {
    bytes: &'a [u8],
    limits: Limits,
    format: PhotoFormat,
    decoder: Box<dyn ImageDecoder + 'a>,
}

impl<'a> Whole<'a> {
    /// Reads the headers and refuses what [`Limits`] does not allow before memory is spent on it.
    pub(crate) fn open(
        bytes: &'a [u8],
        format: PhotoFormat,
        limits: &Limits,
    ) -> Result<Self, MediaError> {
        let decoder = open(bytes, format, limits).map_err(|error| refused(format, error))?;
        let mut whole = Self { bytes, limits: *limits, format, decoder };
        let (width, height) = whole.decoder.dimensions();
        limits.check(width, height, whole.bytes_needed()?)?;
        if width == 0 || height == 0 {
            return Err(MediaError::broken(format, "the picture has no pixels"));
        }
        let allowed = allowed(limits);
        whole.decoder.set_limits(allowed).map_err(|error| refused(format, error))?;
        Ok(whole)
    }

    /// Pixels across and down, as stored.
    pub(crate) fn size(&self) -> (u32, u32) {
        self.decoder.dimensions()
    }

    /// Memory for the pixels; TIFF's decoder holds them twice, and those of a JPEG in it once more.
    fn bytes_needed(&self) -> Result<u64, MediaError> {
        let pixels = self.decoder.total_bytes();
        if self.format != PhotoFormat::Tiff {
            return Ok(pixels);
        }
        Ok(pixels.saturating_mul(2).saturating_add(rare_tiff::jpeg_bytes(self.bytes)?))
    }

    /// The blocks of metadata that the format has room for.
    pub(crate) fn blocks(&mut self) -> Blocks<'static> {
        // What cannot be read costs the words, not the picture.
        Blocks {
            exif: self.decoder.exif_metadata().unwrap_or_default().map(Cow::Owned),
            xmp: self.decoder.xmp_metadata().unwrap_or_default().map(Cow::Owned),
            iptc: None,
            photoshop: None,
        }
    }

    /// The pixels, and the colour profile that says what they mean.
    pub(crate) fn decode(mut self) -> Result<(Raster, Option<Vec<u8>>), MediaError> {
        let profile = match self.format {
            PhotoFormat::Tiff => {
                let directories = Directories::read(self.bytes);
                directories.and_then(|it| it.colour_profile().map(<[u8]>::to_vec))
            }
            _ => self.decoder.icc_profile().unwrap_or_default(),
        };
        let inks = self.decoder.original_color_type() == ExtendedColorType::Cmyk8;
        if self.format == PhotoFormat::Tiff && inks {
            return Ok((decode_inks(self.bytes, &self.limits)?, profile));
        }
        let image = DynamicImage::from_decoder(self.decoder)
            .map_err(|error| refused(self.format, error))?;
        Ok((Raster::Picture(image), profile))
    }
}

fn open<'a>(
    bytes: &'a [u8],
    format: PhotoFormat,
    limits: &Limits,
) -> ImageResult<Box<dyn ImageDecoder + 'a>> {
    let file = Cursor::new(bytes);
    Ok(match format {
        PhotoFormat::Webp => Box::new(WebPDecoder::new(file)?),
        PhotoFormat::Gif => Box::new(GifDecoder::new(file)?),
        PhotoFormat::Bmp => Box::new(BmpDecoder::new(file)?),
        PhotoFormat::Tiff => match RareTiff::open(bytes, limits)? {
            Some(decoder) => Box::new(decoder),
            None => Box::new(TiffDecoder::new(file)?),
        },
        // The others have decoders of their own and do not come here.
        PhotoFormat::Png
        | PhotoFormat::Jpeg
        | PhotoFormat::Heic
        | PhotoFormat::Avif
        | PhotoFormat::Raw => Box::new(PngDecoder::with_limits(file, allowed(limits))?),
    })
}

fn allowed(limits: &Limits) -> image::Limits {
    let mut allowed = image::Limits::no_limits();
    allowed.max_alloc = Some(limits.max_decode_bytes);
    allowed
}

/// The four inks of a TIFF picture, which the `image` crate would mix without asking the profile.
fn decode_inks(bytes: &[u8], limits: &Limits) -> Result<Raster, MediaError> {
    let broken = |error: tiff::TiffError| MediaError::broken(PhotoFormat::Tiff, error);
    let most = usize::try_from(limits.max_decode_bytes).unwrap_or(usize::MAX);
    let mut allowed = tiff::decoder::Limits::default();
    allowed.decoding_buffer_size = most;
    allowed.intermediate_buffer_size = most;
    let mut decoder =
        tiff::decoder::Decoder::new(Cursor::new(bytes)).map_err(broken)?.with_limits(allowed);
    let (width, height) = decoder.dimensions().map_err(broken)?;
    // 1 means cyan, magenta, yellow, black; others have inks that no profile here knows.
    let known = decoder.find_tag_unsigned::<u16>(Tag::Unknown(332)).map_err(broken)?;
    let DecodingResult::U8(mut inks) = decoder.read_image().map_err(broken)? else {
        return Err(MediaError::broken(PhotoFormat::Tiff, "the samples have another depth"));
    };
    if known.is_some_and(|set| set != 1) {
        return Err(MediaError::Unsupported { format: UnsupportedFormat::RareTiff });
    }
    inks.iter_mut().for_each(|ink| *ink = 255 - *ink);
    RgbaImage::from_raw(width, height, inks)
        .map(Raster::InvertedCmyk)
        .ok_or_else(|| MediaError::broken(PhotoFormat::Tiff, "the inks do not fill the picture"))
}

/// Tells a rare kind of picture from a damaged one.
fn refused(format: PhotoFormat, error: ImageError) -> MediaError {
    match (error, format) {
        (ImageError::Unsupported(_), PhotoFormat::Tiff) => {
            MediaError::Unsupported { format: UnsupportedFormat::RareTiff }
        }
        (error, _) => MediaError::broken(format, error),
    }
}

//! One door to all decoders: headers first, then pixels at the smallest sufficient scale.

use domain::PhotoFormat;
use image::metadata::Orientation;

use crate::{
    avif,
    colour::ColourSpace,
    error::MediaError,
    format::recognise,
    guard::guard,
    heif,
    ifd::Directories,
    jpeg,
    limits::Limits,
    metadata::Metadata,
    raster::Raster,
    raw::{Raw, as_raw},
    whole::Whole,
};

/// A file whose headers were read and found within the limits.
pub(crate) struct Opened<'a> {
    bytes: &'a [u8],
    limits: &'a Limits,
    pub format: PhotoFormat,
    /// Pixels across, as stored. Of a raw file those of the picture in it.
    pub width: u32,
    /// Pixels down, as stored.
    pub height: u32,
    /// How to turn the stored pixels.
    pub orientation: Orientation,
    pub metadata: Metadata,
    /// Another, small JPEG in the file, for those that say so elsewhere than in EXIF.
    small: Option<&'a [u8]>,
}

impl<'a> Opened<'a> {
    pub(crate) fn new(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, MediaError> {
        let limit = limits.max_file_bytes;
        if bytes.len() as u64 > limit {
            return Err(MediaError::FileTooLarge { bytes: bytes.len() as u64, limit });
        }
        let format = recognise(bytes)?;
        guard(format, || {
            let opened = |(width, height, metadata): (u32, u32, Metadata)| Self {
                bytes,
                limits,
                format,
                width,
                height,
                orientation: metadata.orientation(),
                metadata,
                small: None,
            };
            match format {
                PhotoFormat::Jpeg => read_jpeg(bytes, limits).map(opened),
                PhotoFormat::Raw => {
                    let raw = Raw::read(bytes, limits)?;
                    let (width, height, of_picture) =
                        read_jpeg(raw.picture, limits).map_err(as_raw)?;
                    let of_raw = Metadata::of_fields(raw.fields, &raw.blocks);
                    // Fujifilm keeps all metadata in the picture.
                    let metadata = if of_raw.is_without_exif() { of_picture } else { of_raw };
                    let opened = opened((width, height, metadata));
                    Ok(Self { bytes: raw.picture, small: Some(raw.small), ..opened })
                }
                PhotoFormat::Png
                | PhotoFormat::Webp
                | PhotoFormat::Gif
                | PhotoFormat::Bmp
                | PhotoFormat::Tiff => read_whole(bytes, format, limits).map(opened),
                PhotoFormat::Heic | PhotoFormat::Avif => {
                    let header = heif::Header::read(bytes, format, limits)?;
                    let metadata = Metadata::parse(&header.blocks);
                    let opened = opened((header.width, header.height, metadata));
                    // The container turns the picture, and says so once more in EXIF.
                    Ok(Self { orientation: Orientation::NoTransforms, ..opened })
                }
            }
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
            PhotoFormat::Jpeg | PhotoFormat::Raw => {
                let scale = jpeg::Scale::sufficient(width.max(height), wanted);
                self.decode_jpeg(self.bytes, scale, buffer)
            }
            PhotoFormat::Png
            | PhotoFormat::Webp
            | PhotoFormat::Gif
            | PhotoFormat::Bmp
            | PhotoFormat::Tiff => {
                let whole = Whole::open(self.bytes, self.format, self.limits)?;
                let (raster, profile) = whole.decode()?;
                Ok((raster, self.colour_space(profile)))
            }
            PhotoFormat::Heic => heif::decode(self.bytes, self.limits),
            PhotoFormat::Avif => avif::decode(self.bytes, self.limits),
        })
    }

    fn decode_jpeg(
        &self,
        jpeg: &[u8],
        scale: jpeg::Scale,
        buffer: Vec<u8>,
    ) -> Result<(Raster, ColourSpace), MediaError> {
        let decode = || {
            let header = jpeg::Header::read(jpeg)?;
            header.check(self.limits, scale)?;
            let raster = jpeg::decode(jpeg, scale, buffer)?;
            Ok((raster, self.colour_space(header.icc_profile())))
        };
        decode()
            .map_err(|error| if self.format == PhotoFormat::Raw { as_raw(error) } else { error })
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
            let Some(small) = self.small.or_else(|| self.metadata.thumbnail()) else {
                return Ok(None);
            };
            self.decode_jpeg(small, jpeg::Scale::Full, Vec::new()).map(Some)
        })
    }
}

/// Size as stored, and metadata, of a JPEG file within the limits.
fn read_jpeg(bytes: &[u8], limits: &Limits) -> Result<(u32, u32, Metadata), MediaError> {
    let header = jpeg::Header::read(bytes)?;
    header.check(limits, jpeg::Scale::Eighth)?;
    Ok((header.width, header.height, Metadata::parse(&header.blocks())))
}

/// Size as stored, and metadata, of a picture that is decoded whole.
fn read_whole(
    bytes: &[u8],
    format: PhotoFormat,
    limits: &Limits,
) -> Result<(u32, u32, Metadata), MediaError> {
    let mut whole = Whole::open(bytes, format, limits)?;
    let (width, height) = whole.size();
    let directories = Directories::read(bytes).filter(|_| format == PhotoFormat::Tiff);
    let metadata = match directories {
        Some(directories) => Metadata::of_fields(directories.fields(), &directories.blocks()),
        None => Metadata::parse(&whole.blocks()),
    };
    Ok((width, height, metadata))
}

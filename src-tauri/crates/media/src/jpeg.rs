//! JPEG files: their segments, decoding at a fraction of the size, and encoding.
//!
//! The headers are walked here, without copying, because everything but the pixels (EXIF, colour
//! profile, size) lies before them. Pixels are libjpeg-turbo's work: it can leave out most of the
//! inverse transform when a smaller picture is wanted. For an eighth of the size there is a short
//! cut (`skim`).

mod skim;

use std::borrow::Cow;

use domain::PhotoFormat;
use image::{DynamicImage, GrayImage, RgbImage, RgbaImage};
use turbojpeg::{Colorspace, Compressor, Decompressor, PixelFormat, ScalingFactor, Subsamp};

use crate::{
    error::MediaError, format::UnsupportedFormat, limits::Limits, metadata::Blocks, raster::Raster,
};

/// Longest payload of one segment: two bytes of its length count themselves.
pub(crate) const MAX_SEGMENT_BYTES: usize = 65_533;
/// What an EXIF segment begins with.
pub(crate) const EXIF_PREFIX: &[u8] = b"Exif\0\0";
/// What an XMP segment begins with (XMP part 3, 1.1.3).
pub(crate) const XMP_PREFIX: &[u8] = b"http://ns.adobe.com/xap/1.0/\0";
/// What a segment of Photoshop's image resources begins with.
pub(crate) const PHOTOSHOP_PREFIX: &[u8] = b"Photoshop 3.0\0";
/// What a segment with a piece of the colour profile begins with (ICC.1:2010, B.4).
const ICC_PREFIX: &[u8] = b"ICC_PROFILE\0";
/// Progressive files may ask for thousands of passes over the picture; cameras make about ten.
const MAX_SCANS: u32 = 500;

const START_OF_IMAGE: u8 = 0xD8;
const END_OF_IMAGE: u8 = 0xD9;
const START_OF_SCAN: u8 = 0xDA;
pub(crate) const APP1: u8 = 0xE1;
const APP2: u8 = 0xE2;
pub(crate) const APP13: u8 = 0xED;

/// What the headers of a JPEG file say.
#[derive(Debug, Default)]
pub(crate) struct Header<'a> {
    pub width: u32,
    pub height: u32,
    /// The EXIF block (a TIFF structure), the first one found.
    exif: Option<&'a [u8]>,
    /// The XMP packet, the first one found.
    xmp: Option<&'a [u8]>,
    /// The pieces of Photoshop's image resources, in order.
    photoshop: Vec<&'a [u8]>,
    /// The pieces of the colour profile with their numbers, as found.
    icc: Vec<(u8, &'a [u8])>,
    progressive: bool,
    components: u8,
    /// Each segment began where the one before it ended, and a scan followed.
    tidy: bool,
}

impl<'a> Header<'a> {
    /// Walks the segments up to the first scan.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, MediaError> {
        let mut header = Self::default();
        let mut rest = bytes.get(2..).unwrap_or_default();
        let mut gaps = false;
        while let Some((marker, payload, after)) = next_segment(rest) {
            gaps |= rest.first() != Some(&0xFF);
            rest = after;
            match marker {
                START_OF_SCAN => {
                    header.tidy = !gaps;
                    break;
                }
                END_OF_IMAGE => break,
                0xC0..=0xCF if !matches!(marker, 0xC4 | 0xC8 | 0xCC) => {
                    header.read_frame(marker, payload)?;
                }
                APP1 => {
                    header.exif = header.exif.or_else(|| payload.strip_prefix(EXIF_PREFIX));
                    header.xmp = header.xmp.or_else(|| payload.strip_prefix(XMP_PREFIX));
                }
                APP13 => header.photoshop.extend(payload.strip_prefix(PHOTOSHOP_PREFIX)),
                APP2 => {
                    if let Some([number, _count, piece @ ..]) = payload.strip_prefix(ICC_PREFIX) {
                        header.icc.push((*number, piece));
                    }
                }
                _ => {}
            }
        }
        if header.width == 0 || header.height == 0 {
            return Err(broken("no frame header before the first scan"));
        }
        Ok(header)
    }

    /// The blocks of metadata.
    pub(crate) fn blocks(&self) -> Blocks<'a> {
        let photoshop = match self.photoshop.as_slice() {
            [] => None,
            [one] => Some(Cow::Borrowed(*one)),
            several => Some(Cow::Owned(several.concat())),
        };
        let (exif, xmp) = (self.exif.map(Cow::Borrowed), self.xmp.map(Cow::Borrowed));
        Blocks { exif, xmp, photoshop, iptc: None }
    }

    /// Whether this is surely a JPEG file, and not bytes of something else that look like its
    /// start.
    pub(crate) fn is_tidy(&self) -> bool {
        self.tidy
    }

    /// ISO/IEC 10918-1, B.2.2: what kind of frame, how deep, how large, how many components.
    fn read_frame(&mut self, marker: u8, payload: &[u8]) -> Result<(), MediaError> {
        let [depth, h1, h0, w1, w0, components, ..] = *payload else {
            return Err(broken("the frame header is cut short"));
        };
        if !matches!(marker, 0xC0..=0xC2) || depth != 8 {
            return Err(MediaError::Unsupported { format: UnsupportedFormat::RareJpeg });
        }
        self.height = u32::from(u16::from_be_bytes([h1, h0]));
        self.width = u32::from(u16::from_be_bytes([w1, w0]));
        self.progressive = marker == 0xC2;
        self.components = components;
        Ok(())
    }

    /// The embedded colour profile, put together from its pieces.
    pub(crate) fn icc_profile(&self) -> Option<Vec<u8>> {
        let mut pieces = self.icc.clone();
        pieces.sort_by_key(|&(number, _)| number);
        let profile: Vec<u8> = pieces.into_iter().flat_map(|(_, piece)| piece).copied().collect();
        (!profile.is_empty()).then_some(profile)
    }

    /// Refuses what [`Limits`] does not allow. A progressive file keeps all its coefficients, two
    /// bytes each, whatever the scale; a sequential one only the pixels at that scale.
    pub(crate) fn check(&self, limits: &Limits, scale: Scale) -> Result<(), MediaError> {
        limits.check(self.width, self.height, self.decode_bytes(scale))
    }

    /// What decoding holds beside the file, in bytes.
    pub(crate) fn decode_bytes(&self, scale: Scale) -> u64 {
        let pixels = u64::from(self.width) * u64::from(self.height);
        let samples = u64::from(self.components.max(3));
        let coefficients = if self.progressive { pixels * samples * 2 } else { 0 };
        let output = pixels / u64::from(scale.denominator()).pow(2) * samples;
        coefficients + output
    }
}

/// Whether a stream ends as it should; a few bytes behind that do no harm.
pub(crate) fn has_end(bytes: &[u8]) -> bool {
    let end = &bytes[bytes.len().saturating_sub(16)..];
    end.windows(2).any(|pair| pair == [0xFF, END_OF_IMAGE])
}

/// The next marker, its payload, and what follows; `None` at the end or where no marker is.
fn next_segment(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let mut at = bytes.iter().position(|&byte| byte == 0xFF)?;
    while bytes.get(at) == Some(&0xFF) {
        at += 1; // fill bytes
    }
    let marker = *bytes.get(at)?;
    let rest = bytes.get(at + 1..)?;
    match marker {
        // Stuffing, restart markers and the start of image stand alone.
        0x00 | 0x01 | 0xD0..=START_OF_IMAGE | END_OF_IMAGE => Some((marker, &[], rest)),
        _ => {
            let length = usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?]));
            Some((marker, rest.get(2..length)?, rest.get(length..)?))
        }
    }
}

/// At which fraction of its size a picture is decoded. Only powers of two: libjpeg-turbo has
/// vector code for those.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scale {
    Full,
    Half,
    Quarter,
    Eighth,
}

impl Scale {
    /// The smallest scale at which a side of `available` pixels still has `wanted` of them.
    pub(crate) fn sufficient(available: f64, wanted: u32) -> Self {
        [Self::Eighth, Self::Quarter, Self::Half]
            .into_iter()
            .find(|scale| available / f64::from(scale.denominator()) >= f64::from(wanted))
            .unwrap_or(Self::Full)
    }

    fn denominator(self) -> u32 {
        match self {
            Self::Full => 1,
            Self::Half => 2,
            Self::Quarter => 4,
            Self::Eighth => 8,
        }
    }
}

/// Decodes the pixels, reusing `buffer` for them if it can be.
pub(crate) fn decode(bytes: &[u8], scale: Scale, buffer: Vec<u8>) -> Result<Raster, MediaError> {
    let short_cut = if scale == Scale::Eighth { skim::decode(bytes) } else { None };
    short_cut.map_or_else(|| decode_all(bytes, scale, buffer), Ok)
}

/// Decodes with libjpeg-turbo, which finds out what is wrong as well.
fn decode_all(bytes: &[u8], scale: Scale, mut buffer: Vec<u8>) -> Result<Raster, MediaError> {
    let mut decompressor = Decompressor::new().map_err(broken)?;
    let header = match decompressor.read_header(bytes) {
        Ok(header) => header,
        Err(error) if is_harmless(&error) => return decode_leniently(bytes),
        Err(error) => return Err(broken(error)),
    };
    let factor = ScalingFactor::new(1, scale.denominator() as usize);
    let header = header.scaled(factor);
    decompressor.set_scaling_factor(factor).map_err(broken)?;
    decompressor.set_scan_limit(MAX_SCANS).map_err(broken)?;
    let format = match header.colorspace {
        Colorspace::Gray => PixelFormat::GRAY,
        Colorspace::CMYK | Colorspace::YCCK => PixelFormat::CMYK,
        _ => PixelFormat::RGB,
    };
    let (width, height) = (header.width, header.height);
    let pitch = width * format.size();
    buffer.resize(pitch * height, 0);
    let output = turbojpeg::Image { pixels: &mut buffer[..], width, pitch, height, format };
    match decompressor.decompress(bytes, output) {
        Ok(()) => {}
        Err(error) if is_harmless(&error) => {}
        Err(error) => return Err(broken(error)),
    }
    let (width, height) = (width as u32, height as u32);
    match format {
        PixelFormat::GRAY => GrayImage::from_raw(width, height, buffer)
            .map(|image| Raster::Picture(DynamicImage::from(image))),
        PixelFormat::CMYK => RgbaImage::from_raw(width, height, buffer).map(Raster::InvertedCmyk),
        _ => RgbImage::from_raw(width, height, buffer)
            .map(|image| Raster::Picture(DynamicImage::from(image))),
    }
    .ok_or_else(|| broken("the pixels do not fill the picture"))
}

/// Warnings of libjpeg-turbo that leave every pixel as it was meant. All others (a premature end,
/// bad codes, lost synchronisation) mean that a part of the picture is grey or garbage.
fn is_harmless(error: &turbojpeg::Error) -> bool {
    const HARMLESS: [&str; 4] = [
        "extraneous bytes before marker",
        "unknown JFIF revision number",
        "Unknown Adobe color transform code",
        "bad ICC marker",
    ];
    let message = error.to_string();
    HARMLESS.iter().any(|harmless| message.contains(harmless))
}

/// libjpeg-turbo's interface stops at a warning in the headers; for the few files that have a
/// harmless one there is the slower decoder.
fn decode_leniently(bytes: &[u8]) -> Result<Raster, MediaError> {
    image::load_from_memory_with_format(bytes, image::ImageFormat::Jpeg)
        .map(Raster::Picture)
        .map_err(broken)
}

/// How much an encoder may spend for a smaller file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Effort {
    /// As fast as it goes: thumbnails.
    Fast,
    /// Progressive, so that a slow connection sees the whole picture early, and smaller.
    Compact,
}

/// Encodes without any metadata. `quality` is 1 to 100; what lies outside is brought inside.
pub(crate) fn encode(
    picture: &RgbImage,
    quality: u8,
    effort: Effort,
) -> Result<Vec<u8>, MediaError> {
    let failed = |error: turbojpeg::Error| MediaError::Encode(error.into());
    let mut compressor = Compressor::new().map_err(failed)?;
    compressor.set_quality(i32::from(quality.clamp(1, 100))).map_err(failed)?;
    compressor.set_subsamp(Subsamp::Sub2x2).map_err(failed)?;
    compressor.set_progressive(effort == Effort::Compact).map_err(failed)?;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    let image = turbojpeg::Image {
        pixels: picture.as_raw().as_slice(),
        width,
        pitch: width * 3,
        height,
        format: PixelFormat::RGB,
    };
    compressor.compress_to_vec(image).map_err(failed)
}

/// Puts segments, each a marker and a payload of at most [`MAX_SEGMENT_BYTES`], right behind the
/// start of a file made by [`encode`].
pub(crate) fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let (start, rest) = jpeg.split_at(jpeg.len().min(2));
    let mut file = start.to_vec();
    for (marker, payload) in segments {
        let length = u16::try_from(2 + payload.len()).unwrap_or(u16::MAX);
        file.extend_from_slice(&[0xFF, *marker]);
        file.extend_from_slice(&length.to_be_bytes());
        file.extend_from_slice(payload);
    }
    file.extend_from_slice(rest);
    file
}

fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> MediaError {
    MediaError::broken(PhotoFormat::Jpeg, source)
}

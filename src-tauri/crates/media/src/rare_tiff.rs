//! TIFF pictures that the `image` crate refuses although their samples can be read: places in a
//! palette (TIFF 6.0, section 5), and brightness with two colour differences (YCbCr, section 21),
//! as scanners and archives write them with JPEG inside.

use std::io::{Cursor, Read, Result as IoResult, Seek, SeekFrom};

use domain::PhotoFormat;
use image::{
    ColorType, ImageDecoder, ImageError, ImageFormat, ImageResult,
    error::{DecodingError, LimitError, LimitErrorKind, UnsupportedError, UnsupportedErrorKind},
};
use tiff::{
    TiffError,
    decoder::{Decoder, DecodingResult},
};

use crate::{
    error::MediaError,
    format::UnsupportedFormat,
    ifd::{Directories, Directory},
    jpeg,
    limits::Limits,
};

const COMPRESSION: u16 = 259;
const INTERPRETATION: u16 = 262;
const COLOUR_MAP: u16 = 320;
const COEFFICIENTS: u16 = 529;
const REFERENCE: u16 = 532;
/// Places and lengths of strips, or of tiles.
const PIECES: [(u16, u16); 2] = [(273, 279), (324, 325)];

/// Tiles that look alike may be kept once; a picture that is read more often than this is hostile.
const MOST_READINGS: usize = 4;

/// Values of [`COMPRESSION`] and [`INTERPRETATION`].
const JPEG: u32 = 7;
const GREY: u8 = 1;
const PALETTE: u32 = 3;
const YCBCR: u32 = 6;

/// A decoder of such a picture, to RGB with 8 bits.
pub(crate) struct RareTiff<'a> {
    decoder: Decoder<Changed<'a>>,
    size: (u32, u32),
    samples: Samples,
}

/// What the samples mean.
enum Samples {
    Places { bits: u8, palette: Vec<[u8; 3]> },
    YCbCr(YCbCr),
}

impl<'a> RareTiff<'a> {
    /// `None` for a picture of another kind.
    pub(crate) fn open(bytes: &'a [u8], limits: &Limits) -> ImageResult<Option<Self>> {
        let Some(directories) = Directories::read(bytes) else { return Ok(None) };
        let Some(main) = directories.main() else { return Ok(None) };
        let places = match directories.number(main, INTERPRETATION) {
            Some(PALETTE) => true,
            Some(YCBCR) => false,
            _ => return Ok(None),
        };
        // The `tiff` crate reads no palettes, but it reads the same samples as shades of grey.
        let change = if places { directories.lowest_byte(main, INTERPRETATION) } else { None };
        let file = Changed { file: Cursor::new(bytes), change: change.map(|at| (at, GREY)) };
        let most = usize::try_from(limits.max_decode_bytes).unwrap_or(usize::MAX);
        let mut allowed = tiff::decoder::Limits::default();
        (allowed.decoding_buffer_size, allowed.intermediate_buffer_size) = (most, most);
        let mut decoder = Decoder::new(file).map_err(of_tiff)?.with_limits(allowed);
        let samples = match decoder.colortype().map_err(of_tiff)? {
            tiff::ColorType::Gray(bits @ (1 | 2 | 4 | 8)) => {
                Samples::Places { bits, palette: palette(&directories, main, bits)? }
            }
            tiff::ColorType::YCbCr(8) => Samples::YCbCr(YCbCr::read(&directories, main)),
            other => return Err(unsupported(&format!("samples of {other:?}"))),
        };
        let size = decoder.dimensions().map_err(of_tiff)?;
        Ok(Some(Self { decoder, size, samples }))
    }
}

impl ImageDecoder for RareTiff<'_> {
    fn dimensions(&self) -> (u32, u32) {
        self.size
    }

    fn color_type(&self) -> ColorType {
        ColorType::Rgb8
    }

    fn read_image(mut self, picture: &mut [u8]) -> ImageResult<()> {
        let mut samples = DecodingResult::U8(Vec::new());
        let layout = self.decoder.read_image_to_buffer(&mut samples).map_err(of_tiff)?;
        let DecodingResult::U8(samples) = samples else {
            return Err(unsupported("samples with a sign"));
        };
        if layout.planes > 1 {
            return Err(unsupported("brightness and colours apart"));
        }
        match &self.samples {
            Samples::Places { bits, palette } => {
                fill(picture, self.size.0, &samples, *bits, palette)
            }
            Samples::YCbCr(meaning) => {
                let (pixels, _) = picture.as_chunks_mut();
                for (pixel, sample) in pixels.iter_mut().zip(samples.as_chunks().0) {
                    *pixel = meaning.rgb(*sample);
                }
                Ok(())
            }
        }
    }

    fn read_image_boxed(self: Box<Self>, picture: &mut [u8]) -> ImageResult<()> {
        (*self).read_image(picture)
    }
}

/// The colours of the places 0 to 2^`bits`: all reds, then all greens, then all blues.
fn palette(
    directories: &Directories<'_>,
    directory: &Directory,
    bits: u8,
) -> ImageResult<Vec<[u8; 3]>> {
    let entry = directory.entry(COLOUR_MAP);
    let levels: Vec<u32> = entry.map(|it| directories.numbers(it).collect()).unwrap_or_default();
    let count = 1 << bits;
    if levels.len() < 3 * count {
        return Err(broken("the palette is cut short"));
    }
    // Levels have 16 bits; some programs have always written eight.
    let shift = if levels.iter().all(|level| *level < 256) { 0 } else { 8 };
    let level = |colour: usize, place| (levels[colour * count + place] >> shift) as u8;
    Ok((0..count).map(|place| [level(0, place), level(1, place), level(2, place)]).collect())
}

/// Paints rows of places, each row beginning with a byte of its own.
fn fill(
    picture: &mut [u8],
    width: u32,
    places: &[u8],
    bits: u8,
    palette: &[[u8; 3]],
) -> ImageResult<()> {
    let (width, bits) = (width as usize, usize::from(bits));
    let row_bytes = (width * bits).div_ceil(8);
    if places.len() / row_bytes < picture.len() / (3 * width) {
        return Err(broken("the places do not fill the picture"));
    }
    let mask = u8::MAX >> (8 - bits);
    for (row, places) in picture.chunks_exact_mut(3 * width).zip(places.chunks_exact(row_bytes)) {
        for (x, pixel) in row.as_chunks_mut().0.iter_mut().enumerate() {
            let place = places[x * bits / 8] >> (8 - bits - x * bits % 8);
            *pixel = palette[usize::from(place & mask)];
        }
    }
    Ok(())
}

/// How brightness and colour differences become red, green and blue.
#[derive(Debug, PartialEq)]
struct YCbCr {
    /// The parts of red, green and blue in the brightness.
    luma: [f32; 3],
    /// What the samples are of black and of white, and of no colour and of full colour.
    reference: [[f32; 2]; 3],
}

impl YCbCr {
    /// What a picture has that says nothing of it (TIFF 6.0, section 21; the reference is that of
    /// JPEG, as libtiff takes it).
    const USUAL: Self = Self {
        luma: [0.299, 0.587, 0.114],
        reference: [[0.0, 255.0], [128.0, 255.0], [128.0, 255.0]],
    };

    /// Values that would divide by zero count as not said.
    fn read(directories: &Directories<'_>, directory: &Directory) -> Self {
        let ratios = |tag| directories.ratios(directory, tag);
        let luma = <[f32; 3]>::try_from(ratios(COEFFICIENTS)).ok();
        let luma = luma.filter(|parts| parts.iter().all(|part| (0.01..1.0).contains(part)));
        let reference = match *ratios(REFERENCE) {
            [black, white, no_cb, full_cb, no_cr, full_cr] => {
                Some([[black, white], [no_cb, full_cb], [no_cr, full_cr]])
            }
            _ => None,
        };
        let reference = reference.filter(|all| all.iter().all(|[from, to]| to - from >= 1.0));
        Self {
            luma: luma.unwrap_or(Self::USUAL.luma),
            reference: reference.unwrap_or(Self::USUAL.reference),
        }
    }

    fn rgb(&self, sample: [u8; 3]) -> [u8; 3] {
        let part = |at: usize| {
            let [from, to] = self.reference[at];
            (f32::from(sample[at]) - from) / (to - from)
        };
        let (brightness, blue_difference, red_difference) =
            (part(0) * 255.0, part(1) * 127.0, part(2) * 127.0);
        let [of_red, of_green, of_blue] = self.luma;
        let red = brightness + red_difference * (2.0 - 2.0 * of_red);
        let blue = brightness + blue_difference * (2.0 - 2.0 * of_blue);
        let green = (brightness - of_red * red - of_blue * blue) / of_green;
        [red, green, blue].map(|level| level.round() as u8)
    }
}

/// How many bytes decoding takes beside the pixels when they are kept as JPEG: each piece is decoded
/// whole. The `tiff` crate asks for them whatever its limits, and paints what is cut off grey.
///
/// # Errors
/// When a piece is no whole JPEG stream, and when the same bytes are read again and again.
pub(crate) fn jpeg_bytes(bytes: &[u8]) -> Result<u64, MediaError> {
    let Some(directories) = Directories::read(bytes) else { return Ok(0) };
    let Some(main) = directories.main() else { return Ok(0) };
    if directories.number(main, COMPRESSION) != Some(JPEG) {
        return Ok(0);
    }
    let numbers = |tag| main.entry(tag).map(|entry| directories.numbers(entry));
    let pieces = PIECES.iter().filter_map(|(place, length)| numbers(*place).zip(numbers(*length)));
    let broken = |error| MediaError::broken(PhotoFormat::Tiff, error);
    let (mut most, mut left) = (0, bytes.len().saturating_mul(MOST_READINGS));
    for (place, length) in pieces.flat_map(|(places, lengths)| places.zip(lengths)) {
        left =
            left.checked_sub(length as usize).ok_or_else(|| broken("the JPEGs in it overlap"))?;
        let place = place as usize;
        let piece = bytes.get(place..place.saturating_add(length as usize)).unwrap_or_default();
        if !jpeg::has_end(piece) {
            return Err(broken("a JPEG in it is cut short"));
        }
        let header = jpeg::Header::read(piece).map_err(|error| match error {
            MediaError::Unsupported { .. } => {
                MediaError::Unsupported { format: UnsupportedFormat::RareTiff }
            }
            error => MediaError::broken(PhotoFormat::Tiff, error),
        })?;
        most = most.max(header.decode_bytes(jpeg::Scale::Full));
    }
    Ok(most)
}

/// A file with one byte changed while it is read.
struct Changed<'a> {
    file: Cursor<&'a [u8]>,
    change: Option<(usize, u8)>,
}

impl Read for Changed<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> IoResult<usize> {
        let from = self.file.position() as usize;
        let read = self.file.read(buffer)?;
        if let Some((at, byte)) = self.change
            && (from..from.saturating_add(read)).contains(&at)
        {
            buffer[at - from] = byte;
        }
        Ok(read)
    }
}

impl Seek for Changed<'_> {
    fn seek(&mut self, to: SeekFrom) -> IoResult<u64> {
        self.file.seek(to)
    }
}

fn of_tiff(error: TiffError) -> ImageError {
    match error {
        TiffError::UnsupportedError(what) => unsupported(&what.to_string()),
        TiffError::LimitsExceeded => {
            ImageError::Limits(LimitError::from_kind(LimitErrorKind::InsufficientMemory))
        }
        error => broken(error),
    }
}

fn unsupported(what: &str) -> ImageError {
    let kind = UnsupportedErrorKind::GenericFeature(what.to_owned());
    ImageError::Unsupported(UnsupportedError::from_format_and_kind(ImageFormat::Tiff.into(), kind))
}

fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> ImageError {
    ImageError::Decoding(DecodingError::new(ImageFormat::Tiff.into(), source))
}

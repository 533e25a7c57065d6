//! Cameras' raw files, seen through the largest JPEG picture that the camera put into them.
//!
//! That picture has the camera's own colours and, in all cameras of the last fifteen years, a size
//! fit for print. Developing the sensor's values is the photographer's work, not ours.

use domain::PhotoFormat;
use exif::{Context, Field};
use heifer::heifer_isobmff::BoxIter;

use crate::{
    error::MediaError,
    format::UnsupportedFormat,
    ifd::{Directories, Directory, Kind},
    jpeg,
    limits::Limits,
    metadata::Blocks,
};

/// What Fujifilm's files begin with; the picture's place and length stand at fixed places.
pub(crate) const FUJIFILM: &[u8] = b"FUJIFILMCCD-RAW ";
const FUJIFILM_PICTURE: usize = 84;

/// Tags of TIFF 6.0, TIFF/EP (ISO 12234-2) and DNG 1.4.
const COMPRESSION: u16 = 259;
const PHOTOMETRIC: u16 = 262;
const MAKE: u16 = 271;
const STRIP_OFFSETS: u16 = 273;
const STRIP_LENGTHS: u16 = 279;
const JPEG_OFFSET: u16 = 0x201;
const JPEG_LENGTH: u16 = 0x202;
const PANASONIC_PICTURE: u16 = 0x2E;
const DNG_VERSION: u16 = 50_706;

/// Photometric interpretations of a sensor's values: colour filter array, linear raw.
const SENSOR_VALUES: [u32; 2] = [32_803, 34_892];
/// Makers' own compressions: Sony, Nikon, Pentax.
const MAKERS_COMPRESSIONS: [u32; 3] = [32_767, 34_713, 65_535];

/// From this size on a picture found through the directories is surely the best there is.
const GOOD_PIXELS: u64 = 1_000_000;
/// So many places that look like the start of a JPEG are tried, and so far its headers are read: a
/// file made of nothing but starts must not be read once for each of them.
const MAX_TRIES: usize = 512;
const MAX_HEADER_BYTES: usize = 1 << 20;

/// Whether a TIFF structure is a camera's raw file rather than a picture.
pub(crate) fn is_raw(bytes: &[u8], directories: &Directories<'_>) -> bool {
    let Some(main) = directories.main() else { return directories.magic != 42 };
    let is = |directory: &Directory, tag, values: &[u32]| {
        directories.number(directory, tag).is_some_and(|value| values.contains(&value))
    };
    directories.magic != 42
        || bytes.get(8..10) == Some(b"CR")
        || main.entry(DNG_VERSION).is_some()
        || main.entry(MAKE).is_some()
            && directories.list.iter().any(|directory| {
                is(directory, PHOTOMETRIC, &SENSOR_VALUES)
                    || is(directory, COMPRESSION, &MAKERS_COMPRESSIONS)
            })
}

/// What a raw file holds for us.
#[derive(Debug)]
pub(crate) struct Raw<'a> {
    /// The largest picture: a JPEG file, perhaps with something behind its end.
    pub picture: &'a [u8],
    /// The smallest one that fills a tile of the grid.
    pub small: &'a [u8],
    /// EXIF of the raw file.
    pub fields: Vec<Field>,
    /// Its other metadata.
    pub blocks: Blocks<'a>,
}

impl<'a> Raw<'a> {
    pub(crate) fn read(bytes: &'a [u8], limits: &Limits) -> Result<Self, MediaError> {
        let directories = Directories::read(bytes);
        let fields = match &directories {
            Some(directories) => directories.fields(),
            None => canon_fields(bytes).unwrap_or_default(),
        };
        let mut pictures: Vec<_> = match &directories {
            Some(directories) => pointed_at(bytes, directories),
            None => fujifilm_picture(bytes).into_iter().collect(),
        }
        .into_iter()
        .filter_map(|jpeg| Some((pixels(jpeg, limits)?, jpeg)))
        .collect();
        if pictures.iter().all(|&(pixels, _)| pixels < GOOD_PIXELS) {
            pictures.extend(anywhere(bytes, limits));
        }
        pictures.sort_by_key(|&(pixels, _)| pixels);
        let Some(&(_, picture)) = pictures.last() else {
            return Err(MediaError::Unsupported { format: UnsupportedFormat::BareRaw });
        };
        let small = pictures.iter().find(|&&(pixels, _)| pixels >= 160 * 100);
        let small = small.map_or(picture, |&(_, small)| small);
        let blocks = directories.as_ref().map(Directories::blocks).unwrap_or_default();
        Ok(Self { picture, small, fields, blocks })
    }
}

/// The size of a JPEG picture that can be decoded within the limits.
fn pixels(jpeg: &[u8], limits: &Limits) -> Option<u64> {
    let start = &jpeg[..jpeg.len().min(MAX_HEADER_BYTES)];
    let header = jpeg::Header::read(start).ok().filter(jpeg::Header::is_tidy)?;
    header.check(limits, jpeg::Scale::Eighth).ok()?;
    Some(u64::from(header.width) * u64::from(header.height))
}

/// The pictures that directories point at.
fn pointed_at<'a>(bytes: &'a [u8], directories: &Directories<'a>) -> Vec<&'a [u8]> {
    let part = |directory: &Directory, start, length| {
        let start = directories.number(directory, start)? as usize;
        bytes.get(start..start.checked_add(directories.number(directory, length)? as usize)?)
    };
    let panasonic = |directory: &Directory| directories.bytes(directory.entry(PANASONIC_PICTURE)?);
    let parts = directories.list.iter().flat_map(|directory| {
        [
            part(directory, JPEG_OFFSET, JPEG_LENGTH),
            part(directory, STRIP_OFFSETS, STRIP_LENGTHS),
            panasonic(directory).filter(|_| directory.kind == Kind::Main(0)),
        ]
    });
    parts.flatten().filter(|part| part.starts_with(&[0xFF, 0xD8, 0xFF])).collect()
}

fn fujifilm_picture(bytes: &[u8]) -> Option<&[u8]> {
    let number = |at: usize| {
        let bytes = bytes.get(at..at + 4)?.try_into().ok()?;
        usize::try_from(u32::from_be_bytes(bytes)).ok()
    };
    bytes.starts_with(FUJIFILM).then_some(())?;
    let start = number(FUJIFILM_PICTURE)?;
    bytes.get(start..start.checked_add(number(FUJIFILM_PICTURE + 4)?)?)
}

/// All JPEG pictures that lie somewhere in the file, for makers who say where only in notes of
/// their own.
fn anywhere<'a>(bytes: &'a [u8], limits: &Limits) -> impl Iterator<Item = (u64, &'a [u8])> {
    let starts = bytes.windows(3).enumerate().filter(|(_, window)| *window == [0xFF, 0xD8, 0xFF]);
    starts.take(MAX_TRIES).filter_map(|(start, _)| {
        let jpeg = bytes.get(start..)?;
        Some((pixels(jpeg, limits)?, jpeg))
    })
}

/// Canon's CR3 is an ISO media file; EXIF lies in boxes of its own, one a directory.
fn canon_fields(bytes: &[u8]) -> Option<Vec<Field>> {
    let movie = BoxIter::new(bytes).flatten().find(|it| it.header.box_type.0 == *b"moov")?;
    let canon = BoxIter::new(movie.content).flatten();
    let canon = canon.filter(|it| it.header.box_type.0 == *b"uuid");
    let parts = canon.flat_map(|it| BoxIter::new(it.content).flatten().take(16));
    let fields = parts.filter_map(|part| {
        let context = match &part.header.box_type.0 {
            b"CMT1" => Context::Tiff,
            b"CMT2" => Context::Exif,
            b"CMT4" => Context::Gps,
            _ => return None,
        };
        let directories = Directories::read(part.content)?;
        let main = directories.main()?;
        Some(directories.fields_of(main, context).collect::<Vec<_>>())
    });
    Some(fields.flatten().collect())
}

/// Says that the raw file is broken where the picture in it is.
pub(crate) fn as_raw(error: MediaError) -> MediaError {
    match error {
        MediaError::Broken { source, .. } => MediaError::broken(PhotoFormat::Raw, source),
        other => other,
    }
}

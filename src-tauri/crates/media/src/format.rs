//! Recognising a picture by its first bytes, because names lie and cameras are creative.

use std::fmt;

use domain::PhotoFormat;
use serde::{Deserialize, Serialize};

use crate::{
    error::MediaError,
    ifd::Directories,
    raw::{self, FUJIFILM},
};

/// Recognises a format from the bytes of a file. The start is enough but for TIFF, whose
/// directories tell pictures from cameras' raw files.
///
/// # Errors
/// [`MediaError::Unsupported`] for formats known by sight only, else [`MediaError::NotAPicture`].
pub(crate) fn recognise(bytes: &[u8]) -> Result<PhotoFormat, MediaError> {
    match bytes {
        [0xFF, 0xD8, 0xFF, ..] => Ok(PhotoFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Ok(PhotoFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(PhotoFormat::Webp),
        [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Ok(PhotoFormat::Gif),
        // "BM" alone begins many a text; the reserved bytes of the header are zero.
        [b'B', b'M', _, _, _, _, 0, 0, 0, 0, ..] => Ok(PhotoFormat::Bmp),
        // 43 is BigTIFF.
        [b'I', b'I', 43, 0, ..] | [b'M', b'M', 0, 43, ..] => Ok(PhotoFormat::Tiff),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => recognise_iso_media(bytes),
        _ if bytes.starts_with(FUJIFILM) => Ok(PhotoFormat::Raw),
        _ => match Directories::read(bytes) {
            Some(directories) if raw::is_raw(bytes, &directories) => Ok(PhotoFormat::Raw),
            Some(_) => Ok(PhotoFormat::Tiff),
            None => Err(UnsupportedFormat::recognise(bytes)
                .map_or(MediaError::NotAPicture, |format| MediaError::Unsupported { format })),
        },
    }
}

/// What a refused file was recognised as, so that the message can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnsupportedFormat {
    /// JPEG XL.
    JpegXl,
    /// Scalable Vector Graphics.
    Svg,
    /// Photoshop document.
    Psd,
    /// A camera's raw file without a picture in it that could be shown.
    BareRaw,
    /// A film: MP4, MOV and their kin.
    Video,
    /// Lossless, arithmetic-coded or 12-bit JPEG.
    RareJpeg,
    /// HEIC or AVIF in a form that is not decoded: high dynamic range (PQ, HLG) or another codec
    /// inside.
    RareHeif,
    /// TIFF with a kind of pixels or compression that is not decoded.
    RareTiff,
}

impl UnsupportedFormat {
    fn recognise(start: &[u8]) -> Option<Self> {
        const SIGNATURES: [(&[u8], UnsupportedFormat); 5] = [
            (b"\xFF\x0A", UnsupportedFormat::JpegXl),
            (b"\0\0\0\x0CJXL ", UnsupportedFormat::JpegXl),
            (b"8BPS", UnsupportedFormat::Psd),
            (b"<svg", UnsupportedFormat::Svg),
            (b"\x1A\x45\xDF\xA3", UnsupportedFormat::Video),
        ];
        let known = SIGNATURES.iter().find(|(signature, _)| start.starts_with(signature));
        known.map(|&(_, format)| format)
    }
}

impl fmt::Display for UnsupportedFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::JpegXl => "JPEG XL",
            Self::Svg => "SVG",
            Self::Psd => "Photoshop",
            Self::BareRaw => "raw (without a picture inside)",
            Self::Video => "video",
            Self::RareJpeg => "lossless, arithmetic-coded or 12-bit JPEG",
            Self::RareTiff => "rare TIFF",
            Self::RareHeif => "HDR HEIC or AVIF",
        })
    }
}

/// Tells HEIC from AVIF, CR3 and films by the brands of the `ftyp` box (ISO/IEC 14496-12, 4.3).
fn recognise_iso_media(start: &[u8]) -> Result<PhotoFormat, MediaError> {
    let size = start.get(..4).map_or(0, |b| b.iter().fold(0, |n, &b| n << 8 | usize::from(b)));
    let end = size.clamp(12, 256).min(start.len());
    // The major brand, then (after a version number) the compatible ones.
    let brands = || start.get(8..end).unwrap_or_default().chunks_exact(4);
    let has = |wanted: &[&[u8]]| brands().any(|brand| wanted.contains(&brand));
    let format = match brands().next() {
        Some(b"crx ") => return Ok(PhotoFormat::Raw),
        Some(b"avif" | b"avis") => return Ok(PhotoFormat::Avif),
        Some(_) if has(&[b"heic", b"heix"]) => return Ok(PhotoFormat::Heic),
        Some(_) if has(&[b"avif"]) => return Ok(PhotoFormat::Avif),
        Some(b"mif1" | b"mif2" | b"msf1") => UnsupportedFormat::RareHeif,
        _ => UnsupportedFormat::Video,
    };
    Err(MediaError::Unsupported { format })
}

//! Recognising a picture by its first bytes, because names lie and cameras are creative.

use std::fmt;

use domain::PhotoFormat;
use serde::{Deserialize, Serialize};

use crate::error::MediaError;

/// Recognises a format from the start of a file; 64 bytes are enough, fewer may be.
///
/// # Errors
/// [`MediaError::Unsupported`] for formats known by sight only, else [`MediaError::NotAPicture`].
pub(crate) fn recognise(start: &[u8]) -> Result<PhotoFormat, MediaError> {
    match start {
        [0xFF, 0xD8, 0xFF, ..] => Ok(PhotoFormat::Jpeg),
        [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Ok(PhotoFormat::Png),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Ok(PhotoFormat::Webp),
        [_, _, _, _, b'f', b't', b'y', b'p', ..] => recognise_iso_media(start),
        _ => Err(UnsupportedFormat::recognise(start)
            .map_or(MediaError::NotAPicture, |format| MediaError::Unsupported { format })),
    }
}

/// What a refused file was recognised as, so that the message can name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnsupportedFormat {
    /// CompuServe GIF.
    Gif,
    /// TIFF, and the raw formats that are TIFF inside (CR2, NEF, ARW, DNG).
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// HEIF with AV1 pictures.
    Avif,
    /// JPEG XL.
    JpegXl,
    /// Scalable Vector Graphics.
    Svg,
    /// Photoshop document.
    Psd,
    /// Canon's CR3 raw format.
    Raw,
    /// A film: MP4, MOV and their kin.
    Video,
    /// Lossless, arithmetic-coded or 12-bit JPEG.
    RareJpeg,
    /// HEIC in a form that is not decoded: high dynamic range (PQ, HLG) or another codec inside.
    RareHeif,
}

impl UnsupportedFormat {
    fn recognise(start: &[u8]) -> Option<Self> {
        const SIGNATURES: [(&[u8], UnsupportedFormat); 9] = [
            (b"GIF87a", UnsupportedFormat::Gif),
            (b"GIF89a", UnsupportedFormat::Gif),
            (b"II*\0", UnsupportedFormat::Tiff),
            (b"MM\0*", UnsupportedFormat::Tiff),
            (b"\xFF\x0A", UnsupportedFormat::JpegXl),
            (b"\0\0\0\x0CJXL ", UnsupportedFormat::JpegXl),
            (b"8BPS", UnsupportedFormat::Psd),
            (b"<svg", UnsupportedFormat::Svg),
            (b"\x1A\x45\xDF\xA3", UnsupportedFormat::Video),
        ];
        let known = SIGNATURES.iter().find(|(signature, _)| start.starts_with(signature));
        // "BM" alone begins many a text; the reserved bytes of the header are zero.
        let bitmap = start.starts_with(b"BM") && start.get(6..10) == Some(&[0; 4]);
        known.map(|&(_, format)| format).or(bitmap.then_some(Self::Bmp))
    }
}

impl fmt::Display for UnsupportedFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gif => "GIF",
            Self::Tiff => "TIFF or raw",
            Self::Bmp => "BMP",
            Self::Avif => "AVIF",
            Self::JpegXl => "JPEG XL",
            Self::Svg => "SVG",
            Self::Psd => "Photoshop",
            Self::Raw => "camera raw",
            Self::Video => "video",
            Self::RareJpeg => "lossless, arithmetic-coded or 12-bit JPEG",
            Self::RareHeif => "HDR HEIC",
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
        Some(b"crx ") => UnsupportedFormat::Raw,
        Some(b"avif" | b"avis") => UnsupportedFormat::Avif,
        Some(_) if has(&[b"heic", b"heix"]) => return Ok(PhotoFormat::Heic),
        Some(_) if has(&[b"avif"]) => UnsupportedFormat::Avif,
        Some(b"mif1" | b"mif2" | b"msf1") => UnsupportedFormat::RareHeif,
        _ => UnsupportedFormat::Video,
    };
    Err(MediaError::Unsupported { format })
}

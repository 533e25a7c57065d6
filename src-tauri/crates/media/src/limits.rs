//! Bounds on what a picture may ask for, so that a hostile or silly file costs nothing.
//!
//! What a decoding holds beside the file itself, in bytes for each pixel of the original, at its
//! most: JPEG for a thumbnail 1/16, for a published copy of 1,920 pixels 0.75; progressive JPEG for
//! a published copy another 3, which are its coefficients; PNG, WebP, GIF and BMP what their pixels
//! have, TIFF twice that and what a JPEG in it takes; HEIC 7, AVIF 16. A raw file costs what the
//! JPEG in it does. So a photo of 45 megapixels takes up to 170 MB for a published copy and 3 MB for
//! a thumbnail; `tests/memory.rs` measures it. All of it is held against
//! [`Limits::max_decode_bytes`] before it is asked for.

use std::{fs::File, io::Read, path::Path};

use crate::error::MediaError;

/// What is still taken in. The defaults suit an office computer with 4 GB and two workers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest file, in bytes.
    pub max_file_bytes: u64,
    /// Longest side, in pixels.
    pub max_side: u32,
    /// Most pixels of a picture that can be decoded in strips (sequential JPEG).
    pub max_pixels: u64,
    /// Most memory, in bytes, that decoding one picture may take: what bounds formats that are
    /// held whole.
    pub max_decode_bytes: u64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            max_file_bytes: 512 << 20,
            max_side: 30_000,
            max_pixels: 400_000_000,
            max_decode_bytes: 1 << 30,
        }
    }
}

impl Limits {
    /// Refuses a picture of this size, given how many bytes decoding it takes at least.
    pub(crate) fn check(
        &self,
        width: u32,
        height: u32,
        decode_bytes: u64,
    ) -> Result<(), MediaError> {
        let fits = width.max(height) <= self.max_side
            && u64::from(width) * u64::from(height) <= self.max_pixels
            && decode_bytes <= self.max_decode_bytes;
        if fits { Ok(()) } else { Err(MediaError::TooManyPixels { width, height }) }
    }

    /// The same for a decoder that holds so many bytes of each pixel. The sides may be anything that
    /// a file claims.
    pub(crate) fn check_pixels(
        &self,
        width: u32,
        height: u32,
        bytes_each: u64,
    ) -> Result<(), MediaError> {
        let pixels = u64::from(width) * u64::from(height);
        self.check(width, height, pixels.saturating_mul(bytes_each))
    }
}

/// Reads a file whole, within the limit on its size.
///
/// # Errors
/// [`MediaError::FileTooLarge`] before anything is read, or [`MediaError::Io`].
pub fn read_file(path: &Path, limits: &Limits) -> Result<Vec<u8>, MediaError> {
    let limit = limits.max_file_bytes;
    let file = File::open(path)?;
    let bytes = file.metadata()?.len();
    if bytes > limit {
        return Err(MediaError::FileTooLarge { bytes, limit });
    }
    let mut content = Vec::with_capacity(usize::try_from(bytes).unwrap_or_default());
    // One more than allowed: a file may still grow while it is read.
    file.take(limit.saturating_add(1)).read_to_end(&mut content)?;
    match content.len() as u64 {
        bytes if bytes > limit => Err(MediaError::FileTooLarge { bytes, limit }),
        _ => Ok(content),
    }
}

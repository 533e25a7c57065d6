//! The pixels of a virtual screen, read while windows draw on it: Xvfb keeps them in a file when it is
//! given a folder for that (`-fbdir`).

use std::fs::File;
use std::io::{self, Read as _, Seek as _, SeekFrom};
use std::path::{Path, PathBuf};

use image::RgbImage;

/// Left, top, right and bottom of a part of the screen, in pixels.
pub type Area = [u32; 4];

/// A screen's file of pixels.
#[derive(Debug, Clone)]
pub struct Pixels(PathBuf);

impl Pixels {
    /// Of the first screen of a server that keeps its pixels in `folder`.
    #[must_use]
    pub fn of_server(folder: &Path) -> Self {
        Self(folder.join("Xvfb_screen0"))
    }

    /// Where they are, in the format of `xwd`.
    #[must_use]
    pub fn file(&self) -> &Path {
        &self.0
    }

    /// The pixels of an area, row by row, of every `step`th row only: four bytes each, as [`share`]
    /// takes them. Two answers can be compared.
    ///
    /// # Errors
    /// When the file cannot be read or its pixels are not of 32 bits.
    pub fn read(&self, [left, top, right, bottom]: Area, step: usize) -> io::Result<Vec<u8>> {
        let mut file = File::open(&self.0)?;
        let header = Header::read(&mut file)?;
        let row = 4 * (right - left) as usize;
        let mut pixels = vec![0; row * ((bottom - top) as usize).div_ceil(step)];
        for (y, row) in (top..bottom).step_by(step).zip(pixels.chunks_exact_mut(row)) {
            let at = header.first_pixel + u64::from(y * header.bytes_per_line + 4 * left);
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(row)?;
        }
        Ok(pixels)
    }

    /// The share of an area's pixels that `wanted` holds for.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn share(&self, area: Area, wanted: impl Fn([u8; 3]) -> bool) -> io::Result<f64> {
        self.read(area, 1).map(|pixels| share(&pixels, wanted))
    }

    /// The whole screen as it is at this moment.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub fn picture(&self) -> io::Result<RgbImage> {
        let header = Header::read(&mut File::open(&self.0)?)?;
        let (width, height) = (header.width, header.height);
        let pixels = self.read([0, 0, width, height], 1)?;
        let pixels = pixels.chunks_exact(4).flat_map(colours).collect();
        RgbImage::from_raw(width, height, pixels).ok_or_else(|| io::Error::other("no screen"))
    }
}

/// The share of pixels whose red, green and blue `wanted` holds for.
pub fn share(pixels: &[u8], wanted: impl Fn([u8; 3]) -> bool) -> f64 {
    let found = pixels.chunks_exact(4).filter(|pixel| wanted(colours(pixel))).count();
    found as f64 / (pixels.len() / 4).max(1) as f64
}

/// Red, green and blue of four bytes.
fn colours(pixel: &[u8]) -> [u8; 3] {
    [pixel[2], pixel[1], pixel[0]]
}

/// What is needed of the XWD header (X11's `XWDFile.h`): big-endian words of 32 bits.
struct Header {
    first_pixel: u64,
    width: u32,
    height: u32,
    bytes_per_line: u32,
}

impl Header {
    fn read(file: &mut File) -> io::Result<Self> {
        let mut words = [0; 25 * 4];
        file.read_exact(&mut words)?;
        let word = |index: usize| {
            words[4 * index..].first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes))
        };
        let (header, width, height) = (word(0), word(4), word(5));
        let (bits_per_pixel, bytes_per_line, colours) = (word(11), word(12), word(19));
        if bits_per_pixel != 32 {
            return Err(io::Error::other("the screen has no 32 bits for a pixel"));
        }
        // Each colour of the table takes 12 bytes.
        let first_pixel = u64::from(header + 12 * colours);
        Ok(Self { first_pixel, width, height, bytes_per_line })
    }
}

//! Photos of the kinds that cameras and programs write, made where there are no real ones.

use std::{error::Error, fs, path::Path};

use acceptance::pictures;
use turbojpeg::{Compressor, PixelFormat, Subsamp};

/// One kind of photo.
pub struct Kind {
    /// What to call it.
    pub name: &'static str,
    width: u32,
    height: u32,
    quality: i32,
    sampling: Subsamp,
    progressive: bool,
    count: u32,
}

/// From a phone, a reporter's camera, an editing program, and the largest of cameras.
pub const KINDS: [Kind; 4] = [
    Kind {
        name: "12 megapixels, quality 90, made for this",
        width: 4000,
        height: 3000,
        quality: 90,
        sampling: Subsamp::Sub2x2,
        progressive: false,
        count: 16,
    },
    Kind {
        name: "24 megapixels, quality 97",
        width: 6000,
        height: 4000,
        quality: 97,
        sampling: Subsamp::Sub2x1,
        progressive: false,
        count: 8,
    },
    Kind {
        name: "24 megapixels, quality 92, progressive",
        width: 6000,
        height: 4000,
        quality: 92,
        sampling: Subsamp::Sub2x2,
        progressive: true,
        count: 8,
    },
    Kind {
        name: "45 megapixels, quality 95",
        width: 8256,
        height: 5504,
        quality: 95,
        sampling: Subsamp::Sub2x1,
        progressive: false,
        count: 4,
    },
];

impl Kind {
    /// Writes all photos of this kind into a folder.
    pub fn write(&self, folder: &Path) -> Result<(), Box<dyn Error + Send + Sync>> {
        for number in 0..self.count {
            fs::write(folder.join(format!("{number:02}.jpg")), self.file(number)?)?;
        }
        Ok(())
    }

    /// One photo of this kind.
    pub fn file(&self, number: u32) -> Result<Vec<u8>, turbojpeg::Error> {
        let picture = pictures::picture(number, self.width, self.height);
        let (width, height) = (self.width as usize, self.height as usize);
        let mut compressor = Compressor::new()?;
        compressor.set_quality(self.quality)?;
        compressor.set_subsamp(self.sampling)?;
        compressor.set_progressive(self.progressive)?;
        compressor.compress_to_vec(turbojpeg::Image {
            pixels: picture.as_raw().as_slice(),
            width,
            pitch: width * 3,
            height,
            format: PixelFormat::RGB,
        })
    }
}

//! Pictures with something to decode in them: hills, a sky, and the grain of a real sensor.
#![expect(clippy::unwrap_used, reason = "a measurement fails by panicking")]

use std::io::Cursor;

use exif::experimental::Writer;
use exif::{Field, In, Tag, Value};
use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage};

/// A JPEG file that differs for every `number`. Sides in pixels, quality 1 to 100.
///
/// # Panics
/// When a side is 0.
#[must_use]
pub fn jpeg(number: u32, width: u32, height: u32, quality: u8) -> Vec<u8> {
    let mut file = Vec::new();
    let encoder = &mut JpegEncoder::new_with_quality(&mut file, quality);
    encoder.encode_image(&picture(number, width, height)).unwrap();
    file
}

/// The same picture before it is encoded.
///
/// # Panics
/// When a side is 0.
#[must_use]
pub fn picture(number: u32, width: u32, height: u32) -> RgbImage {
    let mut grain = number.wrapping_mul(2_654_435_761) | 1;
    let hue = f64::from(number % 97) / 97.0;
    RgbImage::from_fn(width, height, |x, y| {
        let (across, down) = (f64::from(x) / f64::from(width), f64::from(y) / f64::from(height));
        let hill = 0.55 + 0.2 * (across * 9.0 + f64::from(number)).sin() * (across * 3.1).cos();
        // A generator of its own for each picture: no two pixels, and no two files, are alike.
        grain ^= grain << 13;
        grain ^= grain >> 17;
        grain ^= grain << 5;
        let noise = f64::from(grain % 17) - 8.0;
        let [red, green, blue] = if down > hill {
            [60.0 + 80.0 * hue, 90.0 + 60.0 * (across * 40.0).sin().abs(), 40.0]
        } else {
            [120.0 + 100.0 * down, 160.0 + 50.0 * hue, 230.0 - 60.0 * down]
        };
        Rgb([red, green, blue].map(|level| (level + noise).clamp(0.0, 255.0) as u8))
    })
}

/// A picture that was encoded once and can be shot many times: every shot is a file of its own,
/// with the time, the camera and a small picture at its beginning, as cameras write them.
pub struct Camera {
    jpeg: Vec<u8>,
    preview: Vec<u8>,
}

impl Camera {
    /// The picture of [`jpeg`].
    ///
    /// # Panics
    /// When a side is 0.
    #[must_use]
    pub fn new(number: u32, width: u32, height: u32, quality: u8) -> Self {
        let jpeg = jpeg(number, width, height, quality);
        let small = image::load_from_memory(&jpeg).unwrap().thumbnail(160, 120).into_rgb8();
        let mut preview = Vec::new();
        JpegEncoder::new_with_quality(&mut preview, 75).encode_image(&small).unwrap();
        Self { jpeg, preview }
    }

    /// The file of one shot; no two numbers give the same bytes.
    ///
    /// # Panics
    /// When the metadata does not fit into a JPEG segment.
    #[must_use]
    pub fn shot(&self, number: u32) -> Vec<u8> {
        let text = |tag, text: &str| Field {
            tag,
            ifd_num: In::PRIMARY,
            value: Value::Ascii(vec![text.as_bytes().to_vec()]),
        };
        let (hour, minute, second) = (number / 3600 % 24, number / 60 % 60, number % 60);
        let taken = format!("2022:07:15 {hour:02}:{minute:02}:{second:02}");
        let fields = [
            text(Tag::Make, "NIKON CORPORATION"),
            text(Tag::Model, "NIKON D750"),
            text(Tag::Artist, "Kim Huy"),
            text(Tag::DateTimeOriginal, &taken),
        ];
        let mut writer = Writer::new();
        fields.iter().for_each(|field| writer.push_field(field));
        writer.set_jpeg(&self.preview, In::THUMBNAIL);
        let mut structure = Cursor::new(Vec::new());
        writer.write(&mut structure, true).unwrap();
        let exif = [b"Exif\0\0".as_slice(), &structure.into_inner()].concat();
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        let (start, rest) = self.jpeg.split_at(2);
        [start, &[0xFF, 0xE1], &length, &exif, rest].concat()
    }
}

//! Pictures with something to decode in them: hills, a sky, and the grain of a real sensor.
#![expect(clippy::unwrap_used, reason = "a measurement fails by panicking")]

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

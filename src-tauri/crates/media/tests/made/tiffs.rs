//! TIFF pictures of kinds that no encoder here writes.

use image::{DynamicImage, RgbImage};

use super::{jpeg, raw::*};

/// Quarters (halves if there are only two colours) painted by their places in a palette.
pub fn palette_tiff(
    width: u32,
    height: u32,
    bits: u16,
    levels_of_16_bits: bool,
    colours: &[[u8; 3]],
) -> Vec<u8> {
    let place = |x: u32, y: u32| {
        let (right, below) = (u8::from(x >= width / 2), u8::from(y >= height / 2));
        if colours.len() > 2 { right + 2 * below } else { right }
    };
    let mut rows = Vec::new();
    for y in 0..height {
        let mut row = vec![0_u8; (width * u32::from(bits)).div_ceil(8) as usize];
        for x in 0..width {
            let at = x as usize * usize::from(bits);
            row[at / 8] |= place(x, y) << (8 - usize::from(bits) - at % 8);
        }
        rows.extend(row);
    }
    let level = |colour: usize, place: usize| {
        let level = colours.get(place).map_or(0, |levels| u16::from(levels[colour]));
        if levels_of_16_bits { level * 257 } else { level }
    };
    let count = 1_usize << bits;
    let map = (0..3).flat_map(|colour| (0..count).map(move |place| level(colour, place)));
    let mut directory = one_strip((width, height), (Value::Short(bits), 1), 3, rows);
    directory.push((320, Value::Shorts(map.collect())));
    tiff_structure(42, b"", &[directory])
}

/// Brightness and colour differences for each pixel, uncompressed, on the scale of `reference`.
pub fn ycbcr_tiff(picture: &RgbImage, reference: Option<[u32; 6]>) -> Vec<u8> {
    let scale = reference.unwrap_or([0, 255, 128, 255, 128, 255]).map(f64::from);
    let on_scale = |part: f64, at: usize| {
        let [from, to] = [scale[at * 2], scale[at * 2 + 1]];
        (from + part * (to - from)).round() as u8
    };
    let samples: Vec<u8> = picture
        .pixels()
        .flat_map(|pixel| {
            let [red, green, blue] = pixel.0.map(f64::from);
            let brightness = 0.299 * red + 0.587 * green + 0.114 * blue;
            [
                on_scale(brightness / 255.0, 0),
                on_scale((blue - brightness) / 1.772 / 127.0, 1),
                on_scale((red - brightness) / 1.402 / 127.0, 2),
            ]
        })
        .collect();
    let bits = Value::Shorts(vec![8; 3]);
    let mut directory = one_strip(picture.dimensions(), (bits, 3), 6, samples);
    directory.extend([
        (529, Value::Ratios(vec![(299, 1000), (587, 1000), (114, 1000)])),
        (530, Value::Shorts(vec![1, 1])),
    ]);
    let ratios = reference.map(|all| all.map(|value| (value, 1)).to_vec());
    directory.extend(ratios.map(|ratios| (532, Value::Ratios(ratios))));
    tiff_structure(42, b"", &[directory])
}

/// Strips of so many rows, each a JPEG.
pub fn jpeg_tiff(picture: &RgbImage, rows: u32, grey: bool) -> Vec<u8> {
    let (width, height) = picture.dimensions();
    let strips = (0..height).step_by(rows as usize).map(|top| {
        let part = image::imageops::crop_imm(picture, 0, top, width, rows.min(height - top));
        let part = DynamicImage::from(part.to_image());
        jpeg(if grey { DynamicImage::from(part.into_luma8()) } else { part }, None, None)
    });
    let strips: Vec<Vec<u8>> = strips.collect();
    let samples = if grey { 1 } else { 3 };
    tiff_structure(
        42,
        b"",
        &[vec![
            (256, Value::Long(width)),
            (257, Value::Long(height)),
            (258, Value::Shorts(vec![8; samples])),
            (259, Value::Short(7)),
            (262, Value::Short(if grey { 1 } else { 6 })),
            (279, Value::Longs(strips.iter().map(|strip| strip.len() as u32).collect())),
            (273, Value::Places(strips)),
            (277, Value::Short(samples as u16)),
            (278, Value::Long(rows)),
            (530, Value::Shorts(vec![1, 1])),
        ]],
    )
}

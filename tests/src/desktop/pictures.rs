//! Photos as a camera and a telephone leave them, made here so that they belong to nobody.

use std::path::{Path, PathBuf};

use image::codecs::jpeg::JpegEncoder;
use image::{Rgb, RgbImage, imageops};
use unicode_normalization::UnicodeNormalization;

/// EXIF of a picture that was taken with the camera held upright: orientation 6, turn by 90°
/// clockwise to see it. (Exif 2.32, 4.6.5: tag 0x0112, one short.)
const UPRIGHT_CAMERA: &[u8] = b"\xFF\xE1\x00\x22Exif\0\0MM\0\x2A\0\0\0\x08\
    \0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0";

/// A photo on the disk and what it must look like on the page.
#[derive(Debug, Clone)]
pub struct Made {
    /// The file; its name has Vietnamese letters.
    pub file: PathBuf,
    /// Whether it is higher than wide once it stands upright.
    pub portrait: bool,
}

/// Three photos in `folder`: a name in NFC, a name in NFD, and one to be turned.
#[must_use]
pub fn make(folder: &Path) -> Vec<Made> {
    std::fs::create_dir_all(folder).unwrap();
    let bay = landscape(1600, 1067, Rgb([86, 142, 196]), Rgb([232, 196, 132]), 1.0);
    let field = landscape(1600, 1200, Rgb([126, 176, 214]), Rgb([96, 146, 74]), 2.3);
    let tower = landscape(1000, 1500, Rgb([70, 98, 150]), Rgb([150, 96, 84]), 4.1);
    let nfd: String = "Cánh đồng Tuy Hòa.jpg".nfd().collect();
    let turned = imageops::rotate270(&tower);
    vec![
        write(folder, "Vịnh Vũng Rô.jpg", &bay, &[], false),
        write(folder, &nfd, &field, &[], false),
        write(folder, "Tháp Nhạn buổi sớm.jpg", &turned, UPRIGHT_CAMERA, true),
    ]
}

/// What comes along with photos: one of them again as somebody passed it on, smaller, and two files
/// that are no pictures.
#[must_use]
pub fn make_others(folder: &Path, of: &Made) -> Vec<PathBuf> {
    let small = image::open(&of.file).unwrap().into_rgb8();
    let small = imageops::resize(&small, 800, 533, imageops::FilterType::Triangle);
    let again = write(folder, "Vịnh Vũng Rô (Zalo).jpg", &small, &[], false).file;
    let broken = folder.join("Ảnh hỏng.jpg");
    std::fs::write(&broken, &std::fs::read(&of.file).unwrap()[..600]).unwrap();
    let notes = folder.join("Danh sách đại biểu.txt");
    std::fs::write(&notes, "Ghế 1: đại diện UBND tỉnh").unwrap();
    vec![again, broken, notes]
}

fn write(folder: &Path, name: &str, picture: &RgbImage, exif: &[u8], portrait: bool) -> Made {
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 90).encode_image(picture).unwrap();
    // After the two bytes that open every JPEG.
    jpeg.splice(2..2, exif.iter().copied());
    let file = folder.join(name);
    std::fs::write(&file, jpeg).unwrap();
    Made { file, portrait }
}

/// Sky above, hills in the middle, land below: whoever sees it knows which way is up.
fn landscape(width: u32, height: u32, sky: Rgb<u8>, land: Rgb<u8>, seed: f32) -> RgbImage {
    let (w, h) = (width as f32, height as f32);
    let sun = (w * (0.25 + 0.1 * seed), h * 0.24, h * 0.06);
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let far = h * (0.52 - 0.05 * wave(x / w, 5.0, seed) - 0.02 * wave(x / w, 17.0, seed * 2.0));
        let near =
            h * (0.70 - 0.06 * wave(x / w, 3.0, seed * 3.0) - 0.01 * wave(x / w, 29.0, seed));
        let light = y / h;
        if y > near {
            let ripple = 0.06 * wave(x / w + light * 3.0, 60.0, seed) * (light - 0.6);
            shade(land, 0.62 + 0.4 * (light - 0.6) + ripple)
        } else if y > far {
            mix(shade(sky, 0.62), shade(land, 0.8), (y - far) / (near - far).max(1.0))
        } else if (x - sun.0).hypot(y - sun.1) < sun.2 {
            Rgb([255, 244, 214])
        } else {
            mix(sky, Rgb([248, 232, 208]), light * 1.5)
        }
    })
}

fn wave(at: f32, times: f32, seed: f32) -> f32 {
    (at * times + seed).sin() * 0.7 + (at * times * 2.3 + seed * 1.7).sin() * 0.3
}

fn shade(colour: Rgb<u8>, by: f32) -> Rgb<u8> {
    Rgb(colour.0.map(|it| (f32::from(it) * by).clamp(0.0, 255.0) as u8))
}

fn mix(one: Rgb<u8>, other: Rgb<u8>, part: f32) -> Rgb<u8> {
    let part = part.clamp(0.0, 1.0);
    let channel = |it: usize| f32::from(one.0[it]) * (1.0 - part) + f32::from(other.0[it]) * part;
    Rgb([channel(0) as u8, channel(1) as u8, channel(2) as u8])
}

/// Whether a published picture stands upright: bright sky above dark land.
#[must_use]
pub fn stands_upright(picture: &RgbImage) -> bool {
    let row = |y: u32| {
        let sum: u32 = (0..picture.width()).map(|x| u32::from(picture.get_pixel(x, y).0[2])).sum();
        sum / picture.width()
    };
    row(picture.height() / 20) > row(picture.height() * 17 / 20) + 20
}

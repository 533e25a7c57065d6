//! Pictures made by the tests, so that what they must look like is known to the pixel.
#![expect(dead_code, reason = "each test program uses its own part of this module")]
#![expect(clippy::unwrap_used, reason = "a picture that cannot be made fails the test")]

pub mod raw;
pub mod tiffs;
pub mod words;

use std::io::Cursor;

use exif::{Context, Field, In, Rational, Tag, Value, experimental::Writer};
use image::{
    DynamicImage, ExtendedColorType, ImageEncoder, Rgb, RgbImage,
    codecs::{
        bmp::BmpEncoder, gif::GifEncoder, jpeg::JpegEncoder, png::PngEncoder, tiff::TiffEncoder,
        webp::WebPEncoder,
    },
    metadata::Orientation,
};

pub const RED: [u8; 3] = [220, 30, 30];
pub const GREEN: [u8; 3] = [30, 180, 40];
pub const BLUE: [u8; 3] = [30, 40, 200];
pub const YELLOW: [u8; 3] = [230, 220, 40];

/// Red, green above blue, yellow: no turn or flip of it looks like another.
pub fn quarters(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(match (x < width / 2, y < height / 2) {
            (true, true) => RED,
            (false, true) => GREEN,
            (true, false) => BLUE,
            (false, false) => YELLOW,
        })
    })
}

/// The colours in the middle of the four quarters: above from left to right, then below.
pub fn corners(picture: &RgbImage) -> [[u8; 3]; 4] {
    let (width, height) = picture.dimensions();
    let at = |x: u32, y: u32| picture.get_pixel(width * x / 4, height * y / 4).0;
    [at(1, 1), at(3, 1), at(1, 3), at(3, 3)]
}

/// Fails unless each colour is within `tolerance` of the expected one.
#[track_caller]
pub fn assert_close(found: &[[u8; 3]], expected: &[[u8; 3]], tolerance: u8) {
    let near =
        |(a, b): (&[u8; 3], &[u8; 3])| a.iter().zip(b).all(|(a, b)| a.abs_diff(*b) <= tolerance);
    assert!(
        found.len() == expected.len() && found.iter().zip(expected).all(near),
        "the colours are {found:?}, not {expected:?}"
    );
}

/// The pixels as a camera stores them that marks its pictures with this EXIF orientation.
pub fn stored(upright: &RgbImage, orientation: Orientation) -> RgbImage {
    let inverse = match orientation {
        Orientation::Rotate90 => Orientation::Rotate270,
        Orientation::Rotate270 => Orientation::Rotate90,
        own_inverse => own_inverse,
    };
    let mut image = DynamicImage::from(upright.clone());
    image.apply_orientation(inverse);
    image.into_rgb8()
}

/// Puts metadata into an encoder, then encodes.
fn encoded(
    mut encoder: impl ImageEncoder,
    picture: &DynamicImage,
    exif: Option<Vec<u8>>,
    icc: Option<Vec<u8>>,
) {
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif).unwrap();
    }
    if let Some(icc) = icc {
        encoder.set_icc_profile(icc).unwrap();
    }
    let color = ExtendedColorType::from(picture.color());
    let bytes = picture.as_bytes();
    encoder.write_image(bytes, picture.width(), picture.height(), color).unwrap();
}

pub fn jpeg(
    picture: impl Into<DynamicImage>,
    exif: Option<Vec<u8>>,
    icc: Option<Vec<u8>>,
) -> Vec<u8> {
    let mut file = Vec::new();
    encoded(JpegEncoder::new_with_quality(&mut file, 95), &picture.into(), exif, icc);
    file
}

pub fn png(
    picture: impl Into<DynamicImage>,
    exif: Option<Vec<u8>>,
    icc: Option<Vec<u8>>,
) -> Vec<u8> {
    let mut file = Vec::new();
    encoded(PngEncoder::new(&mut file), &picture.into(), exif, icc);
    file
}

pub fn webp(
    picture: impl Into<DynamicImage>,
    exif: Option<Vec<u8>>,
    icc: Option<Vec<u8>>,
) -> Vec<u8> {
    let mut file = Vec::new();
    encoded(WebPEncoder::new_lossless(&mut file), &picture.into(), exif, icc);
    file
}

pub fn gif(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    let (width, height) = picture.dimensions();
    // Slow is exact: each colour of the picture gets a place in the palette.
    let mut encoder = GifEncoder::new_with_speed(&mut file, 1);
    encoder.encode(picture.as_raw(), width, height, ExtendedColorType::Rgb8).unwrap();
    drop(encoder);
    file
}

pub fn bmp(picture: &RgbImage) -> Vec<u8> {
    let mut file = Vec::new();
    encoded(BmpEncoder::new(&mut file), &DynamicImage::from(picture.clone()), None, None);
    file
}

pub fn tiff(picture: impl Into<DynamicImage>, icc: Option<Vec<u8>>) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    encoded(TiffEncoder::new(&mut file), &picture.into(), None, icc);
    file.into_inner()
}

/// An AVIF file of `tests/avif`; its README says how they were made.
pub fn avif(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/avif/{name}.avif", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

pub fn heic(picture: &RgbImage) -> Vec<u8> {
    let options = heifer::EncodeOptions { quality: 95, ..Default::default() };
    let (width, height) = picture.dimensions();
    heifer::encode_rgb8(width, height, picture.as_raw(), &options).unwrap()
}

/// With metadata and a colour profile.
pub fn heic_with(picture: &RgbImage, metadata: &heifer::Metadata) -> Vec<u8> {
    let data = picture.pixels().flat_map(|pixel| {
        let [red, green, blue] = pixel.0.map(u16::from);
        [red, green, blue, 255]
    });
    let (width, height) = picture.dimensions();
    let image =
        heifer::Image { width, height, bit_depth: 8, has_alpha: false, data: data.collect() };
    let options = heifer::EncodeOptions { quality: 95, ..Default::default() };
    heifer::encode_with_metadata(&image, metadata, &options).unwrap()
}

/// A HEIC or AVIF file whose container claims this size.
pub fn container_claiming(mut file: Vec<u8>, width: u32, height: u32) -> Vec<u8> {
    let at = file.windows(4).position(|bytes| bytes == b"ispe").unwrap() + 8;
    file[at..at + 4].copy_from_slice(&width.to_be_bytes());
    file[at + 4..at + 8].copy_from_slice(&height.to_be_bytes());
    file
}

pub fn ascii(tag: Tag, text: &str) -> Field {
    Field { tag, ifd_num: In::PRIMARY, value: Value::Ascii(vec![text.as_bytes().to_vec()]) }
}

pub fn orientation(orientation: Orientation) -> Field {
    let value = Value::Short(vec![u16::from(orientation.to_exif())]);
    Field { tag: Tag::Orientation, ifd_num: In::PRIMARY, value }
}

/// 10° 46′ 36″ N, 106° 42′ 3″ E: Thành phố Hồ Chí Minh.
pub fn gps() -> Vec<Field> {
    let angle =
        |parts: [u32; 3]| Value::Rational(parts.map(|num| Rational { num, denom: 1 }).to_vec());
    let field = |tag, value| Field { tag, ifd_num: In::PRIMARY, value };
    vec![
        ascii(Tag::GPSLatitudeRef, "N"),
        field(Tag::GPSLatitude, angle([10, 46, 36])),
        ascii(Tag::GPSLongitudeRef, "E"),
        field(Tag::GPSLongitude, angle([106, 42, 3])),
    ]
}

/// A Windows Explorer text field: UTF-16, little endian.
pub fn explorer_text(number: u16, text: &str) -> Field {
    let bytes = text.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
    let tag = Tag(Context::Tiff, number);
    Field { tag, ifd_num: In::PRIMARY, value: Value::Byte(bytes) }
}

/// A TIFF structure with these fields, and a thumbnail in the second directory if one is given.
pub fn exif(fields: &[Field], thumbnail: Option<&[u8]>) -> Vec<u8> {
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    if let Some(jpeg) = thumbnail {
        writer.set_jpeg(jpeg, In::THUMBNAIL);
    }
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, true).unwrap();
    tiff.into_inner()
}

/// Decodes with an independent decoder.
pub fn pixels(file: &[u8]) -> RgbImage {
    image::load_from_memory(file).unwrap().into_rgb8()
}

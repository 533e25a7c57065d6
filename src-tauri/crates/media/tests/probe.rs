//! What is read from a file's headers.

mod made;

use chrono::DateTime;
use domain::PhotoFormat;
use exif::Tag;
use image::metadata::Orientation;
use made::*;
use media::{Limits, MediaError, UnsupportedFormat, probe};
use rstest::rstest;

/// A gallery that lays out tiles by the wrong size jumps about, and a portrait lies on its side.
#[rstest]
fn size_is_that_of_the_upright_picture(#[values(1, 2, 3, 4, 5, 6, 7, 8)] number: u8) {
    let orientation = Orientation::from_exif(number).unwrap();
    let camera = stored(&quarters(60, 40), orientation);
    let exif = || Some(exif(&[made::orientation(orientation)], None));

    for (format, file) in [
        (PhotoFormat::Jpeg, jpeg(camera.clone(), exif(), None)),
        (PhotoFormat::Png, png(camera.clone(), exif(), None)),
        (PhotoFormat::Webp, webp(camera.clone(), exif(), None)),
    ] {
        let probe = probe(&file, &Limits::default()).unwrap();

        assert_eq!((probe.format, probe.width, probe.height), (format, 60, 40));
        assert_eq!(probe.orientation, orientation, "{format:?}");
    }
}

/// Date, place, camera, caption and author that a photographer entered need not be typed again.
#[test]
fn what_the_camera_and_the_photographer_wrote_is_read() {
    let mut fields = gps();
    fields.extend([
        ascii(Tag::Make, "NIKON CORPORATION"),
        ascii(Tag::Model, "NIKON D70"),
        ascii(Tag::DateTimeOriginal, "2022:07:15 14:40:02"),
        ascii(Tag::OffsetTimeOriginal, "+09:00"),
        // Decomposed, as macOS writes it; what is stored must be NFC.
        ascii(Tag::ImageDescription, "Le\u{302}\u{303} khai ma\u{323}c"),
        ascii(Tag::Artist, "Nguyễn Văn An"),
        ascii(Tag::Copyright, "Sở Thông tin"),
    ]);
    let file = jpeg(quarters(16, 16), Some(exif(&fields, None)), None);

    let probe = probe(&file, &Limits::default()).unwrap();

    let taken = DateTime::parse_from_rfc3339("2022-07-15T14:40:02+09:00").unwrap();
    assert_eq!(probe.taken_at, Some(taken));
    assert_eq!(probe.camera.unwrap().to_string(), "NIKON D70");
    let gps = probe.gps.unwrap();
    assert!((gps.latitude - 10.776_667).abs() < 1e-5, "{gps:?}");
    assert!((gps.longitude - 106.700_833).abs() < 1e-5, "{gps:?}");
    assert_eq!(probe.caption.as_deref(), Some("Lễ khai mạc"));
    assert_eq!(probe.credit.as_deref(), Some("Nguyễn Văn An"));
    assert_eq!(probe.copyright.as_deref(), Some("Sở Thông tin"));
}

/// Photos of cameras without a zone would sort seven hours off.
#[rstest]
#[case::no_zone(None, "2022-07-15T14:40:02+07:00")]
#[case::senseless_zone(Some("xx"), "2022-07-15T14:40:02+07:00")]
#[case::west(Some("-03:30"), "2022-07-15T14:40:02-03:30")]
fn a_camera_clock_without_zone_is_vietnams(#[case] zone: Option<&str>, #[case] expected: &str) {
    let mut fields = vec![ascii(Tag::DateTimeOriginal, "2022:07:15 14:40:02")];
    fields.extend(zone.map(|zone| ascii(Tag::OffsetTimeOriginal, zone)));
    let file = jpeg(quarters(16, 16), Some(exif(&fields, None)), None);

    let taken_at = probe(&file, &Limits::default()).unwrap().taken_at;

    assert_eq!(taken_at.unwrap().to_rfc3339(), expected);
}

/// A caption must be somebody's words, not the camera's, and those typed into Windows count.
#[test]
fn captions_are_peoples_words() {
    let fields = [
        ascii(Tag::ImageDescription, "OLYMPUS DIGITAL CAMERA         "),
        explorer_text(0x9C9B, "Hội nghị tổng kết"),
        explorer_text(0x9C9D, "Trần Thị Bình"),
    ];
    let file = jpeg(quarters(16, 16), Some(exif(&fields, None)), None);

    let probe = probe(&file, &Limits::default()).unwrap();

    assert_eq!(probe.caption.as_deref(), Some("Hội nghị tổng kết"));
    assert_eq!(probe.credit.as_deref(), Some("Trần Thị Bình"));
}

/// A date that does not exist must not become another day or end the import.
#[rstest]
#[case("0000:00:00 00:00:00")]
#[case("2022:13:40 25:61:61")]
#[case("    :  :     :  :  ")]
#[case("yesterday")]
fn an_impossible_date_is_no_date(#[case] text: &str) {
    let fields = [ascii(Tag::DateTimeOriginal, text)];
    let file = jpeg(quarters(16, 16), Some(exif(&fields, None)), None);

    assert_eq!(probe(&file, &Limits::default()).unwrap().taken_at, None);
}

/// Phones' photos must be recognised and measured as well.
#[test]
fn heic_is_recognised() {
    let probe = probe(&heic(&quarters(96, 64)), &Limits::default()).unwrap();

    assert_eq!((probe.format, probe.width, probe.height), (PhotoFormat::Heic, 96, 64));
}

/// Each kind of refusal has its own sentence; a wrong one sends the user the wrong way.
#[rstest]
#[case::film(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42".as_slice(), UnsupportedFormat::Video)]
#[case::photoshop(b"8BPS\0\x01\0\0\0\0\0\0", UnsupportedFormat::Psd)]
#[case::jpeg_xl(b"\xFF\x0A\xFA\x7F", UnsupportedFormat::JpegXl)]
#[case::other_heif(b"\0\0\0\x18ftypmif1\0\0\0\0mif1jpeg", UnsupportedFormat::RareHeif)]
#[case::bare_raw(b"\0\0\0\x18ftypcrx \0\0\0\x01crx isom", UnsupportedFormat::BareRaw)]
fn other_formats_are_named(#[case] start: &[u8], #[case] expected: UnsupportedFormat) {
    match probe(start, &Limits::default()) {
        Err(MediaError::Unsupported { format }) => assert_eq!(format, expected),
        other => panic!("{other:?}"),
    }
}

/// A picture of which only the first bytes arrived is damaged, whatever it would have been.
#[rstest]
#[case::gif(b"GIF89a\x01\0\x01\0".as_slice(), PhotoFormat::Gif)]
#[case::tiff(b"II*\0\x08\0\0\0", PhotoFormat::Tiff)]
#[case::big_tiff(b"II+\0\x08\0\0\0", PhotoFormat::Tiff)]
#[case::bitmap(b"BM\x36\0\0\0\0\0\0\0\x36\0\0\0", PhotoFormat::Bmp)]
#[case::avif(b"\0\0\0\x18ftypavif\0\0\0\0mif1avif", PhotoFormat::Avif)]
#[case::avif_by_compatible_brand(b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif", PhotoFormat::Avif)]
fn a_bare_start_is_damaged(#[case] start: &[u8], #[case] expected: PhotoFormat) {
    match probe(start, &Limits::default()) {
        Err(MediaError::Broken { format, .. }) => assert_eq!(format, expected),
        other => panic!("{other:?}"),
    }
}

//! Colours of other spaces than sRGB, through their profile to what a web page shows.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

mod made;

use exif::Tag;
use image::{DynamicImage, GrayImage, Luma, Rgb, RgbImage};
use made::*;
use media::{Edit, Limits, PublishOptions, Renderer};
use moxcms::ColorProfile;
use rstest::rstest;
use tiff::{
    encoder::{TiffEncoder, colortype},
    tags::Tag as TiffTag,
};
use turbojpeg::{Colorspace, Compressor, PixelFormat};

/// The colour in the middle of thumbnail and published copy, which must be the same.
#[track_caller]
fn assert_shows(file: &[u8], expected: [u8; 3], tolerance: u8) {
    let mut renderer = Renderer::new(Limits::default());
    let small = renderer.picture(file, &Edit::default(), 24).unwrap();
    let published = renderer.publishable(file, &PublishOptions::default()).unwrap();
    let published = pixels(&published.jpeg);
    let middle =
        |picture: &RgbImage| picture.get_pixel(picture.width() / 2, picture.height() / 2).0;
    assert_close(&[middle(&small)], &[expected], tolerance);
    assert_close(&[middle(&published)], &[expected], tolerance);
}

/// Faces from a phone with a wide-gamut screen must not turn pale on the portal. The numbers are
/// those of sRGB's pure colours in the wider space (CSS Color 4, sections 10 and 17).
#[rstest]
#[case::display_p3_red(ColorProfile::new_display_p3(), [234, 51, 35], [255, 0, 0])]
#[case::display_p3_green(ColorProfile::new_display_p3(), [117, 251, 76], [0, 255, 0])]
#[case::adobe_rgb_red(ColorProfile::new_adobe_rgb(), [219, 0, 0], [255, 0, 0])]
#[case::adobe_rgb_green(ColorProfile::new_adobe_rgb(), [144, 255, 60], [0, 255, 0])]
#[case::grey_stays_grey(ColorProfile::new_display_p3(), [128, 128, 128], [128, 128, 128])]
fn wide_gamut_becomes_srgb(
    #[case] profile: ColorProfile,
    #[case] stored: [u8; 3],
    #[case] expected: [u8; 3],
) {
    let icc = profile.encode().unwrap();
    let picture = RgbImage::from_pixel(48, 48, Rgb(stored));
    let metadata = heifer::Metadata { icc_profile: Some(icc.clone()), ..Default::default() };

    for file in [
        jpeg(picture.clone(), None, Some(icc.clone())),
        png(picture.clone(), None, Some(icc.clone())),
        webp(picture.clone(), None, Some(icc.clone())),
        tiff(picture.clone(), Some(icc.clone())),
        heic_with(&picture, &metadata),
    ] {
        assert_shows(&file, expected, 12);
    }
}

/// Cameras set to Adobe RGB often say so in EXIF alone (DCF 2.0, interoperability index R03).
#[test]
fn adobe_rgb_without_a_profile_becomes_srgb() {
    let fields = [ascii(Tag::InteroperabilityIndex, "R03")];
    let picture = RgbImage::from_pixel(48, 48, Rgb([144, 255, 60]));

    assert_shows(&jpeg(picture, Some(exif(&fields, None)), None), [0, 255, 0], 12);
}

/// Print shops send inks that mean nothing without their profile: here cyan prints blue, magenta
/// green and yellow red, which no mixing by rule of thumb would find.
#[rstest]
#[case::cyan([255, 0, 0, 0], [0, 0, 255])]
#[case::magenta([0, 255, 0, 0], [0, 255, 0])]
#[case::yellow([0, 0, 255, 0], [255, 0, 0])]
#[case::paper([0; 4], [255; 3])]
#[case::black([0, 0, 0, 255], [0; 3])]
fn inks_are_mixed_by_their_profile(#[case] inks: [u8; 4], #[case] expected: [u8; 3]) {
    let profile = ink_profile();
    let samples = inks.repeat(48 * 48);
    let mut tiff = std::io::Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut tiff).unwrap();
    let mut image = encoder.new_image::<colortype::CMYK8>(48, 48).unwrap();
    image.encoder().write_tag(TiffTag::IccProfile, profile.as_slice()).unwrap();
    image.write_data(&samples).unwrap();

    // As near as eight bits of CIELAB come.
    assert_shows(&tiff.into_inner(), expected, 26);
    for colours in [Colorspace::CMYK, Colorspace::YCCK] {
        assert_shows(&ink_jpeg(&samples, colours, Some(&profile)), expected, 26);
    }
}

/// Without a profile inks are mixed by the usual rule, not shown as a negative.
#[test]
fn inks_without_a_profile_are_mixed_by_rule() {
    let samples = [0, 255, 255, 0].repeat(48 * 48);

    assert_shows(&ink_jpeg(&samples, Colorspace::CMYK, None), [255, 0, 0], 10);
}

/// Scans in grey come with a profile of their own; the wrong curve makes documents illegible.
#[test]
fn grey_follows_its_profile() {
    let icc = ColorProfile::new_gray_with_gamma(1.0).encode().unwrap();
    let picture = DynamicImage::from(GrayImage::from_pixel(48, 48, Luma([55])));

    // A fifth of the light is 0.5 in sRGB's curve.
    assert_shows(&png(picture, None, Some(icc)), [128; 3], 6);
}

/// A profile that says sRGB, or says nothing sensible, must leave the pixels alone.
#[test]
fn other_profiles_change_nothing() {
    let srgb = ColorProfile::new_srgb().encode().unwrap();
    for profile in [srgb, b"no profile at all".to_vec(), ink_profile()] {
        let file = png(quarters(80, 60), None, Some(profile));
        let picture =
            Renderer::new(Limits::default()).picture(&file, &Edit::default(), 80).unwrap();
        assert_eq!(corners(&picture), [RED, GREEN, BLUE, YELLOW]);
    }
}

/// A JPEG of inks; stored inverted, as Adobe does it.
fn ink_jpeg(samples: &[u8], colours: Colorspace, profile: Option<&[u8]>) -> Vec<u8> {
    let inverted: Vec<u8> = samples.iter().map(|ink| 255 - ink).collect();
    let format = PixelFormat::CMYK;
    let image = turbojpeg::Image {
        pixels: inverted.as_slice(),
        width: 48,
        pitch: 48 * 4,
        height: 48,
        format,
    };
    let mut compressor = Compressor::new().unwrap();
    compressor.set_quality(95).unwrap();
    compressor.set_colorspace(colours).unwrap();
    let file = compressor.compress_to_vec(image).unwrap();
    let Some(profile) = profile else { return file };
    let segment = [b"ICC_PROFILE\0\x01\x01", profile].concat();
    words::with_segments(&file, &[(0xE2, segment)])
}

/// A printer's profile (ICC.1:2001-04) whose table knows each ink alone; all mixtures are black.
fn ink_profile() -> Vec<u8> {
    // CIELAB with 8 bits: L* × 2.55, a* + 128, b* + 128; of sRGB's colours seen under D50.
    let colour = |inks: usize| match inks {
        0b0000 => [255, 128, 128],
        0b1000 => [75, 196, 16],
        0b0100 => [224, 49, 209],
        0b0010 => [138, 209, 198],
        _ => [0, 128, 128],
    };
    let identity = [1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0];
    let fixed = |number: f64| ((number * 65_536.0) as i32).to_be_bytes();
    let curve: Vec<u8> = (0..=255).collect();
    let table = [
        b"mft1\0\0\0\0\x04\x03\x02\0".to_vec(),
        identity.into_iter().flat_map(fixed).collect(),
        curve.repeat(4),
        (0..16).flat_map(colour).collect(),
        curve.repeat(3),
    ]
    .concat();
    let size = (128 + 16 + table.len()) as u32;
    let mut profile = vec![0; 128];
    profile[..4].copy_from_slice(&size.to_be_bytes());
    profile[8..12].copy_from_slice(&[2, 0x40, 0, 0]);
    profile[12..24].copy_from_slice(b"prtrCMYKLab ");
    profile[36..40].copy_from_slice(b"acsp");
    for (at, number) in [(68, 0.9642), (72, 1.0), (76, 0.8249)] {
        profile[at..at + 4].copy_from_slice(&fixed(number));
    }
    profile.extend_from_slice(&1_u32.to_be_bytes());
    profile.extend_from_slice(b"A2B0");
    profile.extend_from_slice(&144_u32.to_be_bytes());
    profile.extend_from_slice(&(table.len() as u32).to_be_bytes());
    [profile, table].concat()
}

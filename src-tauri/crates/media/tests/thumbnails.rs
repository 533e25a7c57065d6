//! Thumbnails: the right way round, the right size, the right colours.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

mod made;

use image::{DynamicImage, ImageBuffer, Rgb, RgbImage, Rgba, RgbaImage, metadata::Orientation};
use made::*;
use media::{Edit, Fingerprint, Limits, Renderer};
use rstest::rstest;

fn renderer() -> Renderer {
    Renderer::new(Limits::default())
}

fn small(file: &[u8], max_side: u32) -> RgbImage {
    renderer().picture(file, &Edit::default(), max_side).unwrap()
}

/// A photo that lies on its side, or is mirrored so that no banner can be read, is an
/// embarrassment on a public page. All eight orientations, in every format that has them, and at
/// every scale of the decoder.
#[rstest]
fn all_eight_orientations_come_out_upright(
    #[values(1, 2, 3, 4, 5, 6, 7, 8)] number: u8,
    #[values(30, 60, 120, 240, 480)] max_side: u32,
) {
    let orientation = Orientation::from_exif(number).unwrap();
    let camera = stored(&quarters(480, 320), orientation);
    let exif = || Some(exif(&[made::orientation(orientation)], None));

    for file in [
        jpeg(camera.clone(), exif(), None),
        png(camera.clone(), exif(), None),
        webp(camera.clone(), exif(), None),
    ] {
        let picture = small(&file, max_side);

        assert_eq!(picture.dimensions(), (max_side, max_side * 2 / 3));
        assert_close(&corners(&picture), &[RED, GREEN, BLUE, YELLOW], 6);
    }
}

/// Phones' photos must show the right colours the right way round, too.
#[test]
fn heic_comes_out_upright() {
    let picture = small(&heic(&quarters(192, 128)), 96);

    assert_eq!(picture.dimensions(), (96, 64));
    assert_close(&corners(&picture), &[RED, GREEN, BLUE, YELLOW], 10);
}

/// Scans and screenshots come with 16 bits, in grey, or with alpha.
#[test]
fn every_kind_of_pixel_is_taken() {
    let wide = ImageBuffer::<Rgb<u16>, _>::from_fn(80, 60, |x, y| {
        Rgb(quarters(80, 60).get_pixel(x, y).0.map(|level| u16::from(level) * 257))
    });
    let picture = small(&png(DynamicImage::ImageRgb16(wide), None, None), 40);
    assert_close(&corners(&picture), &[RED, GREEN, BLUE, YELLOW], 2);

    let grey = DynamicImage::ImageLuma8(ImageBuffer::from_fn(80, 60, |x, _| {
        image::Luma([if x < 40 { 40 } else { 200 }])
    }));
    let halves = [[40; 3], [200; 3], [40; 3], [200; 3]];
    assert_close(&corners(&small(&png(grey.clone(), None, None), 40)), &halves, 2);
    assert_close(&corners(&small(&jpeg(grey, None, None), 40)), &halves, 3);

    let clear = RgbaImage::from_fn(80, 60, |x, _| Rgba([200, 0, 0, if x < 40 { 0 } else { 255 }]));
    let on_white = [[255; 3], [200, 0, 0], [255; 3], [200, 0, 0]];
    assert_close(&corners(&small(&png(clear.clone(), None, None), 40)), &on_white, 3);
    assert_close(&corners(&small(&webp(clear, None, None), 40)), &on_white, 3);
}

/// Grid and viewer are served by one decoding; each must fit its box, and small photos stay small.
#[test]
fn several_sizes_come_from_one_decoding() {
    let file = jpeg(quarters(900, 600), None, None);

    let thumbnails = renderer().thumbnails(&file, &Edit::default(), &[90, 450, 1600], 80).unwrap();

    let sizes: Vec<_> = thumbnails.sizes.iter().map(|size| (size.width, size.height)).collect();
    assert_eq!(sizes, [(90, 60), (450, 300), (900, 600)]);
    for size in thumbnails.sizes {
        let picture = pixels(&size.jpeg);
        assert_eq!(picture.dimensions(), (size.width, size.height));
        assert_close(&corners(&picture), &[RED, GREEN, BLUE, YELLOW], 8);
    }
}

/// The buffers of one photo must not leave their traces in the next.
#[test]
fn a_renderer_keeps_nothing_from_picture_to_picture() {
    let mut renderer = renderer();
    let large = jpeg(quarters(640, 480), None, None);
    let little = jpeg(stored(&quarters(64, 48), Orientation::Rotate180), None, None);
    let grey = jpeg(DynamicImage::from(quarters(100, 80)).into_luma8(), None, None);

    for file in [&large, &little, &grey, &large, &grey, &little] {
        let again = renderer.picture(file, &Edit::default(), 50).unwrap();
        assert_eq!(again, small(file, 50));
    }
}

/// The same photo saved smaller or in another format must be found again; another photo must not
/// be taken for it.
#[test]
fn fingerprints_tell_pictures_apart() {
    let scene = |seed: u32| {
        RgbImage::from_fn(320, 240, |x, y| {
            let wave = |n: u32| ((f64::from(n * seed) / 37.0).sin() * 100.0 + 128.0) as u8;
            Rgb([wave(x), wave(y), wave(x + y)])
        })
    };
    let fingerprint = |file: Vec<u8>| -> Fingerprint {
        renderer().thumbnails(&file, &Edit::default(), &[200], 80).unwrap().fingerprint
    };
    let original = fingerprint(jpeg(scene(1), None, None));
    let half = DynamicImage::from(scene(1)).thumbnail(160, 120).into_rgb8();

    let copy = fingerprint(webp(half, None, None));
    let other = fingerprint(jpeg(scene(3), None, None));

    assert!(original.distance(copy) <= 4, "a copy differs by {}", original.distance(copy));
    assert!(original.distance(other) >= 12, "others differ by {}", original.distance(other));
    assert_eq!(original.to_string().len(), 16);
}

/// The first thing on screen: upright like the photo, and without the bars that make a 3:2 picture
/// 4:3.
#[rstest]
fn the_cameras_own_thumbnail_is_shown_upright(#[values(1, 3, 6, 8)] number: u8) {
    let orientation = Orientation::from_exif(number).unwrap();
    let camera = stored(&quarters(600, 400), orientation);
    let little = stored(&quarters(156, 104), orientation);
    let (width, height) = if little.width() > little.height() { (156, 117) } else { (117, 156) };
    let mut barred = RgbImage::new(width, height);
    let (left, top) = ((width - little.width()) / 2, (height - little.height()) / 2);
    image::imageops::overlay(&mut barred, &little, left.into(), top.into());
    let tiff = exif(&[made::orientation(orientation)], Some(&jpeg(barred, None, None)));
    let file = jpeg(camera, Some(tiff), None);

    let preview = renderer().preview(&file).unwrap().unwrap();

    assert_eq!((preview.width, preview.height), (156, 104));
    assert_close(&corners(&pixels(&preview.jpeg)), &[RED, GREEN, BLUE, YELLOW], 12);
}

/// No preview is an answer, not an error.
#[test]
fn a_file_without_thumbnail_has_no_preview() {
    for file in [jpeg(quarters(60, 40), None, None), png(quarters(60, 40), None, None)] {
        assert_eq!(renderer().preview(&file).unwrap(), None);
    }
    assert_eq!(renderer().preview(&heic(&quarters(96, 64))).unwrap(), None);
}

//! Straightening: the horizon becomes level, no corner is empty, the shape stays.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

mod made;

use domain::{Crop, Rotation};
use image::{Rgb, RgbImage, metadata::Orientation};
use made::*;
use media::{Edit, Limits, PublishOptions, Renderer};
use rstest::rstest;

/// A picture of a straight horizon through the middle, sky above, sea below, with a sun to the
/// upper left, as a camera sees it that is held `degrees` clockwise off: all of it turns the other
/// way.
fn horizon(width: u32, height: u32, degrees: f64) -> RgbImage {
    let (sine, cosine) = degrees.to_radians().sin_cos();
    RgbImage::from_fn(width, height, |x, y| {
        let (x, y) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
        let (x, y) = (x - f64::from(width) / 2.0, y - f64::from(height) / 2.0);
        // The scene's own coordinates.
        let (x, y) = (x * cosine - y * sine, x * sine + y * cosine);
        let (sun_x, sun_y) = (x + f64::from(width) * 0.2, y + f64::from(height) * 0.2);
        Rgb(if sun_x.hypot(sun_y) < 20.0 {
            YELLOW
        } else if y < 0.0 {
            BLUE
        } else {
            GREEN
        })
    })
}

fn straightened(file: &[u8], edit: &Edit, max_side: u32) -> RgbImage {
    Renderer::new(Limits::default()).picture(file, edit, max_side).unwrap()
}

/// The rows at which a column turns from sky to sea.
fn horizon_at(picture: &RgbImage, column: u32) -> f64 {
    let sky = (0..picture.height()).filter(|&row| {
        let [_, green, blue] = picture.get_pixel(column, row).0;
        blue > green
    });
    sky.count() as f64
}

/// A level that the user has set by hand must be level on the portal, whichever way the camera was
/// held, whatever was turned before, and without empty corners.
#[rstest]
fn a_slanted_horizon_becomes_level(
    #[values(1, 2, 3, 4, 5, 6, 7, 8)] exif_number: u8,
    #[values(-20.0, 3.5, 45.0)] degrees: f64,
    #[values(300, 100)] max_side: u32,
) {
    let camera = Orientation::from_exif(exif_number).unwrap();
    let scene = horizon(600, 400, degrees);
    let file = jpeg(stored(&scene, camera), Some(exif(&[orientation(camera)], None)), None);

    let picture = straightened(&file, &Edit { straighten: degrees, ..Edit::default() }, max_side);

    assert_eq!(picture.width(), max_side);
    let shape = f64::from(picture.width()) / f64::from(picture.height());
    assert!((shape - 1.5).abs() < 0.02, "the shape is {shape}");
    let columns = [2, picture.width() / 2, picture.width() - 3];
    let middle = f64::from(picture.height()) / 2.0;
    for column in columns {
        let row = horizon_at(&picture, column);
        assert!((row - middle).abs() <= 1.5, "the horizon is at {row} instead of {middle}");
    }
    let (right, bottom) = (picture.width() - 1, picture.height() - 1);
    let found =
        [(0, 0), (right, 0), (0, bottom), (right, bottom)].map(|(x, y)| picture.get_pixel(x, y).0);
    assert_close(&found, &[BLUE, BLUE, GREEN, GREEN], 12);
}

/// The sun must stay on its side: a sign mixed up would mirror or tilt the wrong way.
#[rstest]
#[case(Rotation::None, (600, 400))]
#[case(Rotation::Half, (600, 400))]
fn rotation_comes_before_straightening(#[case] rotation: Rotation, #[case] size: (u32, u32)) {
    let scene = horizon(size.0, size.1, 10.0);
    // Stored so that the user's turn brings the scene about.
    let turned =
        if rotation == Rotation::Half { image::imageops::rotate180(&scene) } else { scene };
    let edit = Edit { rotation, straighten: 10.0, crop: None };

    let picture = straightened(&png(turned, None, None), &edit, 1000);

    assert_eq!(picture.dimensions(), size, "the size is that of the record");
    // The sun stands a fifth of the sides off the middle, and further by the enlargement.
    let enlarged = 10_f64.to_radians().cos() + 10_f64.to_radians().sin() * 1.5;
    let (x, y) = (300.0 - 120.0 * enlarged, 200.0 - 80.0 * enlarged);
    assert_close(&[picture.get_pixel(x as u32, y as u32).0], &[YELLOW], 12);
}

/// What is cut away after straightening must be gone, and what is kept must be the right part.
#[test]
fn the_crop_is_a_part_of_the_straightened_picture() {
    let file = png(horizon(600, 400, -15.0), None, None);
    let crop = |y| Some(Crop { x: 0.25, y, width: 0.5, height: 0.4 });
    let options = |y| PublishOptions {
        edit: Edit { straighten: -15.0, crop: crop(y), ..Edit::default() },
        ..PublishOptions::default()
    };
    let mut renderer = Renderer::new(Limits::default());

    let sky = renderer.publishable(&file, &options(0.05)).unwrap();
    let sea = renderer.publishable(&file, &options(0.55)).unwrap();

    for (rendition, colour) in [(sky, BLUE), (sea, GREEN)] {
        let picture = pixels(&rendition.jpeg);
        let (right, bottom) = (picture.width() - 1, picture.height() - 1);
        let found = [(2, 2), (right - 2, 2), (2, bottom - 2), (right - 2, bottom - 2)]
            .map(|(x, y)| picture.get_pixel(x, y).0);
        assert_close(&found, &[colour; 4], 12);
    }
}

/// A damaged record must show the photo.
#[rstest]
#[case::nothing(0.0, false)]
#[case::unseen(0.001, false)]
#[case::not_a_number(f64::NAN, false)]
#[case::endless(f64::INFINITY, false)]
#[case::too_far(400.0, true)]
fn senseless_angles_do_no_harm(#[case] degrees: f64, #[case] turned: bool) {
    let file = png(quarters(120, 80), None, None);

    let picture = straightened(&file, &Edit { straighten: degrees, ..Edit::default() }, 120);

    let untouched = picture == quarters(120, 80);
    assert_eq!(untouched, !turned);
}

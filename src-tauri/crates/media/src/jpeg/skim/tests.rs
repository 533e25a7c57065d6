//! The short cut against libjpeg-turbo, which has to find the same picture.

use image::DynamicImage;
use rstest::rstest;
use turbojpeg::{Compressor, PixelFormat, Subsamp};

use crate::{
    jpeg::{Scale, decode_all, skim},
    raster::Raster,
};

/// Shapes, slopes and noise, so that blocks end early, late and not at all.
fn scene(width: usize, height: usize) -> Vec<u8> {
    let pixel = |at: usize| {
        let (x, y) = (at % width, at / width);
        let noise = (at.wrapping_mul(2_654_435_761) >> 13) as u8;
        match (x / 40 + y / 40) % 3 {
            0 => [x as u8, y as u8, (x + y) as u8],
            1 => [noise, noise.rotate_left(3), noise.rotate_left(5)],
            _ => [200, 60, 30],
        }
    };
    (0..width * height).flat_map(pixel).collect()
}

fn encoded(
    (width, height): (usize, usize),
    sampling: Subsamp,
    set: impl Fn(&mut Compressor) -> turbojpeg::Result<()>,
) -> Vec<u8> {
    let pixels = scene(width, height);
    let format = PixelFormat::RGB;
    let image =
        turbojpeg::Image { pixels: pixels.as_slice(), width, pitch: width * 3, height, format };
    let mut compressor = Compressor::new().unwrap();
    compressor.set_subsamp(sampling).unwrap();
    compressor.set_quality(92).unwrap();
    set(&mut compressor).unwrap();
    compressor.compress_to_vec(image).unwrap()
}

fn pixels(raster: Raster) -> DynamicImage {
    match raster {
        Raster::Picture(image) => image,
        Raster::InvertedCmyk(_) => panic!("no inks were given"),
    }
}

/// Mean difference in brightness, and of all levels.
fn differences(a: &DynamicImage, b: &DynamicImage) -> (f64, f64) {
    let mean = |a: &[u8], b: &[u8]| {
        let sum: u64 = a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
        sum as f64 / a.len() as f64
    };
    let brightness = mean(a.to_luma8().as_raw(), b.to_luma8().as_raw());
    (brightness, mean(a.as_bytes(), b.as_bytes()))
}

/// Every photo of the grid would be wrong in the same way, and nobody would look for it here.
#[rstest]
fn the_short_cut_shows_what_the_decoder_shows(
    #[values((640, 480), (333, 251), (8, 8), (1, 1), (17, 400))] size: (usize, usize),
    #[values(
        Subsamp::None,
        Subsamp::Sub2x1,
        Subsamp::Sub2x2,
        Subsamp::Sub1x2,
        Subsamp::Sub4x1,
        Subsamp::Gray
    )]
    sampling: Subsamp,
    #[values(false, true)] progressive: bool,
    #[values(false, true)] optimized: bool,
) {
    let file = encoded(size, sampling, |compressor| {
        compressor.set_progressive(progressive)?;
        compressor.set_optimize(optimized)
    });

    let (most_in_brightness, most) = match sampling {
        Subsamp::Gray => (0.01, 0.01),
        Subsamp::None => (0.5, 1.0),
        _ => (4.0, 20.0),
    };
    assert_same(&file, most_in_brightness, most);
}

/// Blocks with hardly anything in them, and blocks that are full to the last coefficient with long
/// codes, go other ways through the tables than those of the usual quality.
#[rstest]
fn every_quality_is_stepped_over(
    #[values(5, 40, 80, 97, 100)] quality: i32,
    #[values(false, true)] optimized: bool,
) {
    let file = encoded((640, 480), Subsamp::Gray, |compressor| {
        compressor.set_quality(quality)?;
        compressor.set_optimize(optimized)
    });

    assert_same(&file, 0.01, 0.01);
}

/// Brightness is the same number. Where colour is stored at half the size, the decoder guesses it
/// from more coefficients, which shows at the hard edges of this scene, and spills into brightness
/// where a colour leaves what can be shown.
#[track_caller]
fn assert_same(file: &[u8], most_in_brightness: f64, most: f64) {
    let short = pixels(skim::decode(file).expect("the short cut must lead here"));
    let long = pixels(decode_all(file, Scale::Eighth, Vec::new()).unwrap());

    assert_eq!((short.width(), short.height()), (long.width(), long.height()));
    assert_eq!(short.color(), long.color());
    let (brightness, all) = differences(&short, &long);
    assert!(brightness < most_in_brightness && all < most, "{brightness} {all}");
}

/// A file with restart markers: strips of one row of units each, encoded alone and put together.
fn with_restarts() -> Vec<u8> {
    let strips: Vec<_> = (0..15)
        .map(|number| {
            let all = scene(320, 240);
            let strip = &all[number * 320 * 16 * 3..][..320 * 16 * 3];
            let format = PixelFormat::RGB;
            let image =
                turbojpeg::Image { pixels: strip, width: 320, pitch: 960, height: 16, format };
            let mut compressor = Compressor::new().unwrap();
            compressor.set_subsamp(Subsamp::Sub2x2).unwrap();
            compressor.compress_to_vec(image).unwrap()
        })
        .collect();
    let place =
        |file: &[u8], marker: u8| file.windows(2).position(|pair| pair == [0xFF, marker]).unwrap();
    let scan = place(&strips[0], 0xDA);
    let data = scan + 2 + usize::from(strips[0][scan + 3]);
    let mut file = strips[0][..scan].to_vec();
    let frame = place(&file, 0xC0);
    file[frame + 5..frame + 7].copy_from_slice(&240_u16.to_be_bytes());
    // Twenty units of 16 × 16 in each row.
    file.extend_from_slice(&[0xFF, 0xDD, 0, 4, 0, 20]);
    file.extend_from_slice(&strips[0][scan..data]);
    for (number, strip) in strips.iter().enumerate() {
        if number > 0 {
            file.extend_from_slice(&[0xFF, 0xD0 + (number as u8 - 1) % 8]);
        }
        file.extend_from_slice(&strip[data..strip.len() - 2]);
    }
    file.extend_from_slice(&[0xFF, 0xD9]);
    file
}

/// Cameras write restart markers so that a fault does not spoil the rest.
#[test]
fn restart_markers_are_followed() {
    assert_same(&with_restarts(), 4.0, 20.0);
}

/// In smooth pictures, which is what lies between the edges of real ones, nothing differs.
#[test]
fn smooth_pictures_are_the_same() {
    let pixels_of = |x: usize, y: usize| [(x / 4) as u8, (y / 3) as u8, ((x + y) / 6) as u8];
    let smooth: Vec<u8> =
        (0..480_usize).flat_map(|y| (0..640_usize).flat_map(move |x| pixels_of(x, y))).collect();
    let format = PixelFormat::RGB;
    let image = turbojpeg::Image {
        pixels: smooth.as_slice(),
        width: 640,
        pitch: 640 * 3,
        height: 480,
        format,
    };
    let mut compressor = Compressor::new().unwrap();
    compressor.set_subsamp(Subsamp::Sub2x2).unwrap();
    compressor.set_quality(95).unwrap();
    let file = compressor.compress_to_vec(image).unwrap();

    assert_same(&file, 0.8, 1.5);
}

/// A file that is cut, or has something in it that does not belong there, is for the decoder to
/// judge: the short cut must not make half a photo of it.
#[rstest]
#[case::sequential(with_restarts())]
#[case::progressive(encoded((320, 240), Subsamp::Sub2x2, |it| it.set_progressive(true)))]
fn what_is_cut_is_not_cut_short(#[case] file: Vec<u8>) {
    assert!(skim::decode(&file).is_some());

    for part in 1..20 {
        let cut = &file[..file.len() * part / 20];
        assert!(skim::decode(cut).is_none(), "{part}/20 of the file");
    }
}

/// So must a marker be where it belongs.
#[test]
fn restart_markers_out_of_place_are_given_up() {
    let file = with_restarts();
    let restart = file.windows(2).position(|pair| pair[0] == 0xFF && pair[1] == 0xD3).unwrap();
    let mut gone = file.clone();
    gone.drain(restart..restart + 2);
    assert!(skim::decode(&gone).is_none(), "a restart marker is missing");
    let mut longer = file.clone();
    longer.splice(restart..restart, [1, 2, 3]);
    assert!(skim::decode(&longer).is_none(), "bytes too many before a restart marker");
}

/// Bytes that are no JPEG at all, or nearly one, must be given up without a panic.
#[test]
fn noise_is_given_up() {
    let file = encoded((64, 48), Subsamp::Sub2x2, |_| Ok(()));
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..20_000 {
        let mut damaged = file.clone();
        for _ in 0..3 {
            random ^= random << 13;
            random ^= random >> 7;
            random ^= random << 17;
            let at = random as usize % damaged.len();
            damaged[at] = (random >> 40) as u8;
        }
        let _ = skim::decode(&damaged);
    }
}

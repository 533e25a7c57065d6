//! TIFF whose samples are neither grey nor red, green and blue: palettes, and brightness with colour
//! differences, with JPEG inside or without.

mod made;

use image::{DynamicImage, RgbImage};
use made::{raw::*, tiffs::*, *};
use media::{Edit, Limits, MediaError, Renderer, UnsupportedFormat, probe};
use rstest::rstest;

const QUARTERS: [[u8; 3]; 4] = [RED, GREEN, BLUE, YELLOW];

fn small(file: &[u8], max_side: u32) -> Result<RgbImage, MediaError> {
    Renderer::new(Limits::default()).picture(file, &Edit::default(), max_side)
}

/// Fax programs and old scanners write few colours with few bits.
#[rstest]
#[case::two_bits(2)]
#[case::four_bits(4)]
#[case::eight_bits(8)]
fn palettes_show_their_colours(#[case] bits: u16, #[values(false, true)] levels_of_16_bits: bool) {
    // Rows of 50 places of two bits end within a byte.
    let file = palette_tiff(50, 36, bits, levels_of_16_bits, &QUARTERS);

    let found = probe(&file, &Limits::default()).unwrap();

    assert_eq!((found.width, found.height), (50, 36));
    assert_close(&corners(&small(&file, 50).unwrap()), &QUARTERS, 2);
    assert_close(&corners(&small(&file, 25).unwrap()), &QUARTERS, 8);
}

/// A stamp in red on white is not black on white.
#[test]
fn a_palette_of_two_colours_is_not_black_and_white() {
    let file = palette_tiff(16, 8, 1, true, &[RED, YELLOW]);

    let expected = [RED, YELLOW, RED, YELLOW];
    assert_close(&corners(&small(&file, 16).unwrap()), &expected, 0);
}

/// Old Macs write the large end first; the kind of picture must be found there too.
#[test]
fn a_palette_with_the_large_end_first_shows_its_colours() {
    let short = |tag: u16, value: u16| (tag, 3_u16, 1_u32, [value.to_be_bytes(), [0; 2]].concat());
    let long = |tag: u16, count: u32, form: u16, value: u32| {
        (tag, form, count, value.to_be_bytes().to_vec())
    };
    let levels: Vec<u8> = (0..3)
        .flat_map(|colour| (0..256).map(move |place| QUARTERS[place % 4][colour]))
        .flat_map(|level| (u16::from(level) * 257).to_be_bytes())
        .collect();
    let pixels = [0, 1, 2, 3];
    let entries = [
        short(256, 2),
        short(257, 2),
        short(258, 8),
        short(259, 1),
        short(262, 3),
        long(273, 1, 4, 8),
        short(277, 1),
        short(278, 2),
        long(279, 1, 4, 4),
        long(320, 768, 3, 12),
    ];
    let mut file = b"MM\0*".to_vec();
    file.extend_from_slice(&(12 + levels.len() as u32).to_be_bytes());
    file.extend_from_slice(&pixels);
    file.extend_from_slice(&levels);
    file.extend_from_slice(&(entries.len() as u16).to_be_bytes());
    for (tag, form, count, value) in entries {
        let head = [tag.to_be_bytes(), form.to_be_bytes()].concat();
        file.extend_from_slice(&[head, count.to_be_bytes().to_vec(), value].concat());
    }
    file.extend_from_slice(&[0; 4]);

    assert_close(&corners(&small(&file, 2).unwrap()), &QUARTERS, 0);
}

/// Scanners that keep colours as JPEG does, with the scale of JPEG or of television.
#[rstest]
#[case::of_jpeg(None)]
#[case::of_television(Some([16, 235, 128, 240, 128, 240]))]
fn brightness_and_colour_differences_show_their_colours(#[case] reference: Option<[u32; 6]>) {
    let file = ycbcr_tiff(&quarters(48, 32), reference);

    assert_close(&corners(&small(&file, 48).unwrap()), &QUARTERS, 3);
}

/// Archives keep scans as JPEG within TIFF, in strips of which the last is shorter.
#[rstest]
fn jpeg_within_tiff_shows_its_colours(#[values(false, true)] grey: bool) {
    let file = jpeg_tiff(&quarters(96, 72), 32, grey);
    let expected = if grey {
        corners(&DynamicImage::from(DynamicImage::from(quarters(96, 72)).into_luma8()).into_rgb8())
    } else {
        QUARTERS
    };

    for max_side in [96, 48] {
        assert_close(&corners(&small(&file, max_side).unwrap()), &expected, 12);
    }
}

/// A scan of which the last strip is missing must not be published with a grey end.
#[test]
fn jpeg_within_tiff_that_is_cut_short_is_broken() {
    let mut file = jpeg_tiff(&quarters(96, 72), 32, false);
    let end = file.windows(2).rposition(|pair| pair == [0xFF, 0xD9]).unwrap();
    file[end - 40..end + 2].fill(0);

    assert!(matches!(small(&file, 96), Err(MediaError::Broken { .. })));
}

/// A strip that says it is 16,000 pixels wide must not take the memory for them.
#[test]
fn jpeg_within_tiff_is_held_to_the_limits() {
    let mut file = jpeg_tiff(&quarters(96, 72), 32, false);
    let frame = file.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
    file[frame + 5..frame + 9].copy_from_slice(&[0x3E, 0x80, 0x3E, 0x80]);
    let limits = Limits { max_decode_bytes: 1 << 25, ..Limits::default() };

    assert!(matches!(probe(&file, &limits), Err(MediaError::TooManyPixels { .. })));
}

/// Strips that are all the same part of the file cost a hundred times its length.
#[test]
fn jpegs_that_overlap_are_not_read_again_and_again() {
    let whole = jpeg(quarters(96, 8), None, None);
    let (count, length) = (200, whole.len() as u32);
    let file = tiff_structure(
        42,
        &whole,
        &[vec![
            (256, Value::Long(96)),
            (257, Value::Long(8 * count)),
            (258, Value::Shorts(vec![8; 3])),
            (259, Value::Short(7)),
            (262, Value::Short(6)),
            (273, Value::Longs(vec![8; count as usize])),
            (277, Value::Short(3)),
            (278, Value::Long(8)),
            (279, Value::Longs(vec![length; count as usize])),
        ]],
    );

    assert!(matches!(probe(&file, &Limits::default()), Err(MediaError::Broken { .. })));
}

/// What cannot be read is named, not called damaged: CIE L*a*b*, and palettes of 16 bits.
#[rstest]
#[case::lab(8, 8, 3)]
#[case::large_palette(3, 16, 1)]
fn other_kinds_are_named(#[case] interpretation: u16, #[case] bits: u16, #[case] samples: u16) {
    let file = tiff_structure(
        42,
        b"",
        &[vec![
            (256, Value::Long(8)),
            (257, Value::Long(8)),
            (258, Value::Shorts(vec![bits; usize::from(samples)])),
            (259, Value::Short(1)),
            (262, Value::Short(interpretation)),
            (273, Value::Place(vec![0; 192])),
            (277, Value::Short(samples)),
            (278, Value::Long(8)),
            (279, Value::Long(192)),
        ]],
    );

    let outcome = probe(&file, &Limits::default());

    let rare = UnsupportedFormat::RareTiff;
    let named = matches!(&outcome, Err(MediaError::Unsupported { format }) if *format == rare);
    assert!(named, "{outcome:?}");
}

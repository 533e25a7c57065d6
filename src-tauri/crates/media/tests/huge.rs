//! Pictures that claim to be huge. In a program of its own, because it measures its memory.

mod made;

use std::fs;

use made::*;
use media::{Edit, Limits, MediaError, Renderer, probe};
use rstest::rstest;

fn thumbnail(file: &[u8]) -> Result<(u32, u32), MediaError> {
    let picture = Renderer::new(Limits::default()).picture(file, &Edit::default(), 400)?;
    Ok(picture.dimensions())
}

/// A few kilobytes that unfold to gigabytes would freeze an office computer.
#[rstest]
#[case::side(30_001, 1)]
#[case::pixels(30_000, 30_000)]
#[case::memory(18_000, 21_000)]
fn a_huge_picture_is_refused_before_memory_is_spent(#[case] width: u32, #[case] height: u32) {
    let file = png_claiming(width, height);
    assert!(file.len() < 10_000);
    let before = peak_memory();

    let probed = probe(&file, &Limits::default());
    let thumbnail = thumbnail(&file);

    assert!(matches!(probed, Err(MediaError::TooManyPixels { width: w, height: h })
        if (w, h) == (width, height)));
    assert!(matches!(thumbnail, Err(MediaError::TooManyPixels { .. })));
    let spent = peak_memory() - before;
    assert!(spent < 64 << 20, "{spent} bytes were spent");
}

/// The same for every other format that says its size in front.
#[rstest]
#[case::gif({ let mut file = gif(&quarters(8, 8)); file[6..10].fill(0xFF); file })]
#[case::bmp({
    let mut file = bmp(&quarters(8, 8));
    file[18..22].copy_from_slice(&30_000_u32.to_le_bytes());
    file[22..26].copy_from_slice(&30_000_u32.to_le_bytes());
    file
})]
#[case::tiff(tiff_claiming(30_000, 30_000, 8))]
#[case::tiff_of_strips_beyond_limits(tiff_claiming(20_000, 20_000, 16))]
#[case::avif(container_claiming(avif("usual"), 30_000, 30_000))]
// Sides whose bytes cannot be counted.
#[case::avif_beyond_numbers(container_claiming(avif("usual"), u32::MAX, u32::MAX))]
#[case::heic_beyond_numbers(container_claiming(heic(&quarters(64, 64)), u32::MAX, u32::MAX))]
fn huge_pictures_of_other_formats_are_refused_too(#[case] file: Vec<u8>) {
    assert!(file.len() < 10_000);
    let before = peak_memory();

    let probed = probe(&file, &Limits::default());
    let thumbnail = thumbnail(&file);

    assert!(matches!(probed, Err(MediaError::TooManyPixels { .. })), "{probed:?}");
    assert!(matches!(thumbnail, Err(MediaError::TooManyPixels { .. })));
    let spent = peak_memory() - before;
    assert!(spent < 64 << 20, "{spent} bytes were spent");
}

/// A frame larger than the container admits would pass the limits by; the decoder must not see it.
#[test]
fn an_avif_frame_larger_than_its_container_says_is_broken() {
    let whole = probe(&avif("usual"), &Limits::default()).unwrap();
    let file = container_claiming(avif("usual"), 48, whole.height);

    let outcome = thumbnail(&file);

    assert!(matches!(outcome, Err(MediaError::Broken { .. })), "{outcome:?}");
}

/// A TIFF whose one strip has no data to speak of.
fn tiff_claiming(width: u32, height: u32, bits: u16) -> Vec<u8> {
    use made::raw::{Value, one_strip, tiff_structure};
    let directory = one_strip((width, height), (Value::Short(bits), 1), 1, vec![0; 100]);
    tiff_structure(42, b"", &[directory])
}

/// A size within the limits that the data cannot fill is a broken file, not an empty picture.
#[test]
fn a_claimed_size_without_data_is_broken() {
    let outcome = thumbnail(&png_claiming(6000, 4000));

    assert!(matches!(outcome, Err(MediaError::Broken { .. })), "{outcome:?}");
}

/// A small PNG whose header claims another size.
fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut file = png(quarters(8, 8), None, None);
    file[16..20].copy_from_slice(&width.to_be_bytes());
    file[20..24].copy_from_slice(&height.to_be_bytes());
    let checksum = crc32(&file[12..29]);
    file[29..33].copy_from_slice(&checksum.to_be_bytes());
    file
}

/// ISO/IEC 15948, annex D.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, &byte| {
        (0..8).fold(crc ^ u32::from(byte), |crc, _| {
            if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 }
        })
    })
}

/// Most memory this process ever held, in bytes; 0 where the system does not tell.
fn peak_memory() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kilobytes = peak.and_then(|text| text.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kilobytes.unwrap_or(0) * 1024
}

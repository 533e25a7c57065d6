//! What one picture costs while it is decoded. In a program of its own, because it measures its
//! memory, and in one test, because pictures side by side would be measured together.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

mod made;

use std::fs;

use media::{Edit, Limits, PublishOptions, Renderer};
use turbojpeg::{Compressor, PixelFormat, Subsamp};

const MIB: u64 = 1 << 20;

/// Two workers with the largest cameras' photos must fit a computer of 4 GB beside the rest:
/// what a decoding holds at its peak, file and all, for 24 and 45 megapixels.
///
/// Baseline JPEG is decoded in strips to an eighth, so nothing grows but the file. Progressive JPEG
/// holds all coefficients, three bytes a pixel, which is the bound for whatever a camera makes. A
/// published copy is decoded at half size: another 0.75 bytes a pixel.
#[test]
fn a_decoding_holds_no_more_than_it_must() {
    if reset_peak().is_none() {
        println!("this system does not tell how much memory was held");
        return;
    }
    for (width, height) in [(6000, 4000), (8256, 5504)] {
        let megapixels = u64::from(width * height) / 1_000_000;
        for progressive in [false, true] {
            let file = photo(width, height, progressive);
            let coefficients = if progressive { megapixels * 3 } else { 0 };

            let thumbnail = held(|renderer| {
                renderer.thumbnails(&file, &Edit::default(), &[400], 80).unwrap();
            });
            let published = held(|renderer| {
                renderer.publishable(&file, &PublishOptions::default()).unwrap();
            });

            println!(
                "{megapixels} MP, progressive {progressive}: {} MiB for a thumbnail, {} MiB for a \
                 published copy",
                thumbnail / MIB,
                published / MIB,
            );
            let most = (coefficients + 16) * MIB;
            assert!(thumbnail <= most, "a thumbnail held {} MiB", thumbnail / MIB);
            let most = (coefficients + megapixels + 40) * MIB;
            assert!(published <= most, "a published copy held {} MiB", published / MIB);
        }
    }
}

/// Most bytes that `work` held beyond what was held before it.
fn held(work: impl FnOnce(&mut Renderer)) -> u64 {
    let mut renderer = Renderer::new(Limits::default());
    let before = memory("VmRSS:").unwrap();
    reset_peak();
    work(&mut renderer);
    memory("VmHWM:").unwrap().saturating_sub(before)
}

/// A photo of soft shapes, 4:2:0 as cameras make them.
fn photo(width: u32, height: u32, progressive: bool) -> Vec<u8> {
    let row =
        |y: u32| (0..width).flat_map(move |x| [x / 40, y / 40, (x + y) / 60].map(|it| it as u8));
    let pixels: Vec<u8> = (0..height).flat_map(row).collect();
    let image = turbojpeg::Image {
        pixels: pixels.as_slice(),
        width: width as usize,
        pitch: width as usize * 3,
        height: height as usize,
        format: PixelFormat::RGB,
    };
    let mut compressor = Compressor::new().unwrap();
    compressor.set_subsamp(Subsamp::Sub2x2).unwrap();
    compressor.set_progressive(progressive).unwrap();
    compressor.compress_to_vec(image).unwrap()
}

/// Forgets the peak so far; `None` where that cannot be done.
fn reset_peak() -> Option<()> {
    fs::write("/proc/self/clear_refs", "5").ok()?;
    memory("VmHWM:").map(drop)
}

fn memory(line: &str) -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let kilobytes = status.lines().find_map(|it| it.strip_prefix(line))?;
    kilobytes.trim().trim_end_matches(" kB").parse::<u64>().ok().map(|it| it * 1024)
}

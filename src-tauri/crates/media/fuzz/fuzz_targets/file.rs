//! A file from anywhere, given to everything that reads files.
#![no_main]

use std::sync::Once;

use libfuzzer_sys::fuzz_target;
use media::{Edit, Limits, PublishOptions, Renderer, probe};

/// Small enough for thousands of files a second, and to see memory that escapes them.
const LIMITS: Limits = Limits {
    max_file_bytes: 1 << 20,
    max_side: 4096,
    max_pixels: 1 << 22,
    max_decode_bytes: 1 << 25,
};

/// A decoder's panic is answered by `guard`; one of ours is a mistake that must be seen.
fn end_only_at_our_own_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let ours = panic.location().is_some_and(|place| !place.file().contains("registry"));
            if ours && !panic.location().is_some_and(|place| place.file().starts_with("/rustc")) {
                eprintln!("{panic}");
                std::process::abort();
            }
        }));
    });
}

fuzz_target!(|file: &[u8]| {
    end_only_at_our_own_panics();
    let _ = probe(file, &LIMITS);
    let mut renderer = Renderer::new(LIMITS);
    let _ = renderer.preview(file);
    let _ = renderer.thumbnails(file, &Edit::default(), &[64], 80);
    let edit = Edit { straighten: 3.0, ..Edit::default() };
    let _ = renderer.publishable(file, &PublishOptions { edit, max_side: 96, ..Default::default() });
});

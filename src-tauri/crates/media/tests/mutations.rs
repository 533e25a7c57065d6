//! Damaged files of every format, made at random: each gets an answer, soon, and leaves the next
//! good file alone. What a fuzzer does for minutes, in seconds (see `fuzz/README.md`).
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

mod made;

use std::{
    sync::LazyLock,
    time::{Duration, Instant},
};

use made::{raw::*, tiffs::*, words::*, *};
use media::{Edit, Limits, PublishOptions, Renderer, probe};
use proptest::{prelude::*, sample::Index};

static SEEDS: LazyLock<Vec<(String, Vec<u8>)>> = LazyLock::new(seeds);

/// One small file of each kind, with all the metadata that it can hold.
fn seeds() -> Vec<(String, Vec<u8>)> {
    let picture = quarters(48, 32);
    let thumbnail = jpeg(quarters(24, 16), None, None);
    let exif = || Some(exif(&gps(), Some(&thumbnail)));
    let icc = || Some(moxcms::ColorProfile::new_display_p3().encode().unwrap());
    let packet = xmp(&in_default_language("dc:description", "Lễ khai mạc"));
    let resources = photoshop(&iptc(true, &[(120, b"An"), (25, b"mot")]), Some(b"x"));
    let segments = [xmp_segment(&packet), photoshop_segment(&resources)];
    let whole = jpeg(picture.clone(), exif(), icc());
    let mut seeds = vec![
        ("jpeg".to_owned(), with_segments(&whole, &segments)),
        ("png".to_owned(), png(picture.clone(), exif(), icc())),
        ("webp".to_owned(), with_webp_xmp(webp(picture.clone(), exif(), icc()), &packet)),
        ("gif".to_owned(), gif(&picture)),
        ("bmp".to_owned(), bmp(&picture)),
        ("tiff".to_owned(), tiff(picture.clone(), icc())),
        ("tiff-palette".to_owned(), palette_tiff(48, 32, 4, true, &[RED, GREEN, BLUE, YELLOW])),
        ("tiff-ycbcr".to_owned(), ycbcr_tiff(&picture, None)),
        ("tiff-jpeg".to_owned(), jpeg_tiff(&picture, 16, false)),
        ("heic".to_owned(), heic(&picture)),
        ("raf".to_owned(), raf(&whole)),
    ];
    for name in ["usual", "ten-bits", "transparent", "grid", "turned"] {
        seeds.push((format!("avif-{name}"), avif(name)));
    }
    let raw = raw_files(&thumbnail, &thumbnail).into_iter();
    seeds.extend(raw.map(|(kind, file)| (kind.to_owned(), file)));
    seeds
}

/// What can happen to a file on its way.
#[derive(Debug, Clone)]
enum Damage {
    Byte(Index, u8),
    /// Four bytes at once: a length, a place, a size.
    Number(Index, u32, bool),
    Cut(Index),
    Removed(Index, u8),
    Doubled(Index, u8),
}

fn damage() -> impl Strategy<Value = Damage> {
    let number = prop_oneof![Just(0), Just(1), Just(u32::MAX), Just(0x7FFF_FFFF), any::<u32>()];
    prop_oneof![
        4 => (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Byte(at, byte)),
        4 => (any::<Index>(), number, any::<bool>())
            .prop_map(|(at, number, big)| Damage::Number(at, number, big)),
        1 => any::<Index>().prop_map(Damage::Cut),
        1 => (any::<Index>(), any::<u8>()).prop_map(|(at, length)| Damage::Removed(at, length)),
        1 => (any::<Index>(), any::<u8>()).prop_map(|(at, length)| Damage::Doubled(at, length)),
    ]
}

/// Half of the damage goes where the headers are.
fn apply(file: &mut Vec<u8>, damage: &Damage, in_front: bool) {
    if file.is_empty() {
        return;
    }
    let reach = if in_front { file.len().min(400) } else { file.len() };
    let part = |at: &Index, length: u8| {
        let start = at.index(reach);
        start..(start + usize::from(length)).min(reach)
    };
    match damage {
        Damage::Byte(at, byte) => file[at.index(reach)] = *byte,
        Damage::Number(at, number, big) => {
            let bytes = if *big { number.to_be_bytes() } else { number.to_le_bytes() };
            let place = part(at, 4);
            let length = place.len();
            file[place].copy_from_slice(&bytes[..length]);
        }
        Damage::Cut(at) => file.truncate(at.index(reach)),
        Damage::Removed(at, length) => drop(file.drain(part(at, *length))),
        Damage::Doubled(at, length) => {
            let again = file[part(at, *length)].to_vec();
            let start = at.index(reach);
            file.splice(start..start, again);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    /// One bad file among a thousand must end neither the import nor the program.
    #[test]
    fn damaged_files_get_an_answer(
        which in any::<Index>(),
        damages in proptest::collection::vec((damage(), any::<bool>()), 1..5),
    ) {
        let (kind, whole) = &SEEDS[which.index(SEEDS.len())];
        let mut file = whole.clone();
        damages.iter().for_each(|(damage, in_front)| apply(&mut file, damage, *in_front));
        let mut renderer = Renderer::new(Limits { max_decode_bytes: 1 << 27, ..Limits::default() });
        let start = Instant::now();

        let _ = probe(&file, &Limits::default());
        let _ = renderer.preview(&file);
        let _ = renderer.thumbnails(&file, &Edit::default(), &[32], 80);
        let _ = renderer.publishable(&file, &PublishOptions { max_side: 40, ..Default::default() });

        prop_assert!(start.elapsed() < Duration::from_secs(20), "{kind}: {:?}", start.elapsed());
        let next = renderer.picture(whole, &Edit::default(), 48).unwrap();
        prop_assert!(next.width() > 0, "the next good file must still be read");
    }
}

/// Writes the seeds where the fuzzer looks for them.
#[test]
#[ignore = "writes files; see fuzz/README.md"]
fn seeds_for_the_fuzzer() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus/file");
    std::fs::create_dir_all(folder).unwrap();
    for (kind, file) in SEEDS.iter() {
        std::fs::write(format!("{folder}/{kind}"), file).unwrap();
    }
}

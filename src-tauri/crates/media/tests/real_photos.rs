//! Photos of real cameras, where a folder of them lies beside the repository.
//!
//! They add to the pictures made by the other tests; where the folder is missing these tests say
//! so and pass.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

mod made;

use std::{
    fs,
    path::{Path, PathBuf},
};

use domain::PhotoFormat;
use image::{RgbImage, imageops};
use made::pixels;
use media::{Edit, Limits, PublishOptions, Renderer, probe};

/// The files of a folder of the collection, sorted; none when it is not there.
fn photos(folder: &str) -> Vec<PathBuf> {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared/photos");
    let folder = Path::new(root).join(folder);
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("looked for real photos in {}: none there", folder.display());
        return Vec::new();
    };
    let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

fn small(path: &Path, max_side: u32) -> RgbImage {
    let file = fs::read(path).unwrap();
    Renderer::new(Limits::default()).picture(&file, &Edit::default(), max_side).unwrap()
}

/// Mean difference of levels between two pictures of one size.
fn difference(a: &RgbImage, b: &RgbImage) -> f64 {
    let sum: u64 = a.iter().zip(b.iter()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.len() as f64
}

/// Files written by other people's software carry their orientation in ways of their own.
#[test]
fn all_orientations_show_the_same_scene() {
    for scene in ["landscape", "portrait"] {
        let files = photos("orientation").into_iter();
        let files =
            files.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(scene));
        let pictures: Vec<_> = files.map(|path| (small(&path, 120), path)).collect();
        let Some((upright, _)) = pictures.first() else { return };
        assert_eq!(pictures.len(), 8);
        let flipped = imageops::flip_horizontal(upright);
        for (picture, path) in &pictures {
            assert_eq!(picture.dimensions(), upright.dimensions(), "{}", path.display());
            let distance = difference(upright, picture);
            assert!(distance < 12.0, "{} differs by {distance}", path.display());
            assert!(distance * 2.0 < difference(&flipped, picture), "{}", path.display());
        }
    }
}

/// What phones make must be seen in the gallery and on the portal.
#[test]
fn phones_heic_photos_decode() {
    for path in photos("heic") {
        let file = fs::read(&path).unwrap();
        let found = probe(&file, &Limits::default()).unwrap();
        assert_eq!(found.format, PhotoFormat::Heic, "{}", path.display());

        let picture = small(&path, 400);

        let shape = f64::from(found.width) / f64::from(found.height);
        let shown = f64::from(picture.width()) / f64::from(picture.height());
        assert!((shape - shown).abs() < 0.02, "{}: {shape} {shown}", path.display());
        let mean =
            picture.iter().map(|&level| f64::from(level)).sum::<f64>() / picture.len() as f64;
        assert!((20.0..235.0).contains(&mean), "{} is all black or white", path.display());
    }
}

/// Every camera's photo must come out with its size as probed and leave nothing of its metadata.
#[test]
fn camera_photos_can_be_published() {
    for folder in ["camera", "gps", "hdr", "orientation"] {
        for path in photos(folder) {
            let file = fs::read(&path).unwrap();
            let found = probe(&file, &Limits::default()).unwrap();
            let mut renderer = Renderer::new(Limits::default());

            let options = PublishOptions { max_side: u32::MAX, ..PublishOptions::default() };
            let rendition = renderer.publishable(&file, &options).unwrap();

            let size = (rendition.width, rendition.height);
            assert_eq!(size, (found.width, found.height), "{}", path.display());
            assert_eq!(pixels(&rendition.jpeg).dimensions(), size);
            let published = probe(&rendition.jpeg, &Limits::default()).unwrap();
            assert_eq!((published.gps, published.camera), (None, None), "{}", path.display());
        }
    }
}

/// Where a photo was taken is read from real cameras, too.
#[test]
fn places_are_found() {
    for path in photos("gps") {
        let found = probe(&fs::read(&path).unwrap(), &Limits::default()).unwrap();
        let gps = found.gps.unwrap();
        // Arezzo, Tuscany.
        assert!((gps.latitude - 43.467).abs() < 0.01, "{gps:?}");
        assert!((gps.longitude - 11.885).abs() < 0.01, "{gps:?}");
        assert!(found.taken_at.is_some());
    }
}

/// Broken files of the wild: an error or a picture, never a crash.
#[test]
fn broken_photos_give_an_answer() {
    for path in photos("broken") {
        let file = fs::read(&path).unwrap();
        let mut renderer = Renderer::new(Limits::default());
        let outcome = renderer.thumbnails(&file, &Edit::default(), &[400], 80);
        let outcome = outcome.map(|made| made.sizes.len()).map_err(|error| {
            let cause = std::error::Error::source(&error).map(ToString::to_string);
            format!("{error}: {}", cause.unwrap_or_default())
        });
        println!("{}: {outcome:?}", path.display());
    }
}

//! Pictures that the demo makes itself: a morning, a noon and an evening by the sea.
//!
//! They are real JPEG files of a camera's proportions, so that the demo imports what a person would.

use std::path::{Path, PathBuf};

use image::{ImageError, Rgb, RgbImage};

use crate::error::TaskError;

const WIDTH: u32 = 1800;
const HEIGHT: u32 = 1200;

/// The colours of one time of day, from the top of the sky to the near hills.
struct Scene {
    file: &'static str,
    sky: [f32; 3],
    horizon: [f32; 3],
    sea: [f32; 3],
    hills: [f32; 3],
    /// Centre of the sun, in parts of width and height.
    sun: (f32, f32),
}

const SCENES: [Scene; 3] = [
    Scene {
        file: "binh-minh.jpg",
        sky: [0.29, 0.45, 0.62],
        horizon: [0.98, 0.80, 0.62],
        sea: [0.36, 0.53, 0.60],
        hills: [0.13, 0.24, 0.28],
        sun: (0.68, 0.44),
    },
    Scene {
        file: "buoi-trua.jpg",
        sky: [0.22, 0.53, 0.80],
        horizon: [0.80, 0.91, 0.96],
        sea: [0.10, 0.46, 0.55],
        hills: [0.16, 0.36, 0.25],
        sun: (0.35, 0.16),
    },
    Scene {
        file: "hoang-hon.jpg",
        sky: [0.19, 0.16, 0.33],
        horizon: [0.96, 0.52, 0.30],
        sea: [0.29, 0.22, 0.34],
        hills: [0.09, 0.09, 0.14],
        sun: (0.42, 0.50),
    },
];

/// Writes the pictures into `folder` and returns their files.
///
/// # Errors
/// [`TaskError::Drawing`] when a file cannot be written.
pub fn write(folder: &Path) -> Result<Vec<PathBuf>, TaskError> {
    SCENES.iter().map(|scene| save(scene, folder)).collect()
}

fn save(scene: &Scene, folder: &Path) -> Result<PathBuf, TaskError> {
    let path = folder.join(scene.file);
    let picture =
        RgbImage::from_fn(WIDTH, HEIGHT, |x, y| colour(scene, part(x, WIDTH), part(y, HEIGHT)));
    picture.save(&path).map_err(|error: ImageError| TaskError::Drawing {
        path: path.clone(),
        reason: error.to_string(),
    })?;
    Ok(path)
}

/// The colour at a point, both coordinates from 0 to 1.
fn colour(scene: &Scene, x: f32, y: f32) -> Rgb<u8> {
    const HORIZON: f32 = 0.56;
    if y > 0.80 - hill(x) {
        let shade = 1.0 - (y - 0.70) * 0.8;
        return rgb(scene.hills.map(|value| value * shade));
    }
    let distance = ((x - scene.sun.0) * 1.5).hypot(y - scene.sun.1);
    let glow = (1.0 - distance * 1.6).max(0.0).powi(3);
    if y < HORIZON {
        let sky = mix(scene.sky, scene.horizon, (y / HORIZON).powf(1.6));
        let disc = if distance < 0.045 { 0.85 } else { 0.0 };
        return rgb(mix(sky, [1.0, 0.97, 0.88], (glow * 0.55).max(disc)));
    }
    // The sun's path on the water, broken into waves that grow towards the shore.
    let depth = (y - HORIZON) / (1.0 - HORIZON);
    let wave = ((depth * 90.0).sin() * (x * 40.0 + depth * 30.0).sin()).abs();
    let path = (1.0 - (x - scene.sun.0).abs() * 6.0 / (0.4 + depth)).max(0.0) * (0.35 + wave * 0.5);
    rgb(mix(mix(scene.horizon, scene.sea, depth.sqrt()), scene.horizon, path * 0.7))
}

fn hill(x: f32) -> f32 {
    0.06 * (x * 5.1).sin() + 0.035 * (x * 13.7 + 1.0).sin() + 0.008 * (x * 61.0).sin()
}

fn mix(a: [f32; 3], b: [f32; 3], share: f32) -> [f32; 3] {
    std::array::from_fn(|i| a[i] + (b[i] - a[i]) * share.clamp(0.0, 1.0))
}

fn rgb(colour: [f32; 3]) -> Rgb<u8> {
    // The clamp keeps the conversion within a byte.
    Rgb(colour.map(|value| (value.clamp(0.0, 1.0) * 255.0).round() as u8))
}

fn part(position: u32, whole: u32) -> f32 {
    position as f32 / whole as f32
}

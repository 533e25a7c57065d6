//! Prints where the time of one thumbnail goes, on one core: reading, decoding, shrinking,
//! encoding, writing. Beside it, what libjpeg-turbo takes for an eighth of the size, which is
//! entropy decoding and little else, and for the full size, which is the inverse transform on top.
//!
//! `cargo bench -p acceptance --bench thumbnail_stages [-- FOLDER]`

#[path = "thumbnails/made.rs"]
mod made;

use std::{
    error::Error,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use acceptance::figures::Figures;
use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::{DynamicImage, RgbImage};
use media::{Edit, Limits, Renderer};
use turbojpeg::{Compressor, Decompressor, PixelFormat, ScalingFactor, Subsamp};

const BOX: u32 = 400;
const QUALITY: u8 = 80;
const ROUNDS: usize = 5;

type Failure = Box<dyn Error + Send + Sync>;

fn main() -> Result<(), Failure> {
    if let Some(named) = std::env::args().skip(1).find(|word| !word.starts_with("--")) {
        return print(&named, Path::new(&named));
    }
    for kind in made::KINDS {
        let folder = tempfile::tempdir()?;
        kind.write(folder.path())?;
        print(kind.name, folder.path())?;
    }
    Ok(())
}

/// What was done, and for each photo and round how long it took.
type Stage = (&'static str, Vec<Duration>);

fn print(name: &str, folder: &Path) -> Result<(), Failure> {
    let output = tempfile::tempdir()?;
    let mut stages: Vec<Stage> = Vec::new();
    let mut renderer = Renderer::new(Limits::default());
    let mut photos = 0;
    for path in jpegs_in(folder)? {
        photos += 1;
        for _ in 0..ROUNDS {
            one(&path, output.path(), &mut renderer, &mut stages)?;
        }
    }
    let mut out = std::io::stdout().lock();
    writeln!(out, "\n{name}: {photos} photos, ms for each on one core")?;
    for (stage, times) in stages {
        writeln!(out, "{stage:>42}  {}", Figures::of_times(&times))?;
    }
    Ok(())
}

fn jpegs_in(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        if ending == "jpg" || ending == "jpeg" {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn one(
    path: &Path,
    output: &Path,
    renderer: &mut Renderer,
    stages: &mut Vec<Stage>,
) -> Result<(), Failure> {
    let file = timed(stages, "reading the file (cached)", || fs::read(path))?;
    let whole = timed(stages, "all of it, in memory (ours)", || {
        renderer.thumbnails(&file, &Edit::default(), &[BOX], QUALITY)
    })?;
    let small = timed(stages, "libjpeg-turbo, an eighth", || turbo(&file, 8))?;
    timed(stages, "libjpeg-turbo, full size", || turbo(&file, 1))?;
    let shrunk = timed(stages, "of it: shrinking to the box", || shrink(&small))?;
    let jpeg = timed(stages, "of it: encoding", || encode(&shrunk))?;
    let target = output.join("thumbnail.jpg");
    timed(stages, "writing (not made durable)", || fs::write(&target, &jpeg))?;
    if whole.sizes.is_empty() {
        return Err("no thumbnail came of it".into());
    }
    Ok(())
}

fn timed<T, E>(
    stages: &mut Vec<Stage>,
    name: &'static str,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let start = Instant::now();
    let done = work();
    let elapsed = start.elapsed();
    match stages.iter_mut().find(|(known, _)| *known == name) {
        Some((_, times)) => times.push(elapsed),
        None => stages.push((name, vec![elapsed])),
    }
    done
}

fn turbo(file: &[u8], denominator: usize) -> Result<DynamicImage, Failure> {
    let mut decompressor = Decompressor::new()?;
    let factor = ScalingFactor::new(1, denominator);
    let header = decompressor.read_header(file)?.scaled(factor);
    decompressor.set_scaling_factor(factor)?;
    let (width, height, format) = (header.width, header.height, PixelFormat::RGB);
    let mut pixels = vec![0; width * height * 3];
    let pitch = width * 3;
    let image = turbojpeg::Image { pixels: pixels.as_mut_slice(), width, pitch, height, format };
    decompressor.decompress(file, image)?;
    let picture = RgbImage::from_raw(width as u32, height as u32, pixels);
    Ok(DynamicImage::from(picture.ok_or("the pixels do not fill the picture")?))
}

fn shrink(small: &DynamicImage) -> Result<RgbImage, Failure> {
    let factor = f64::from(BOX) / f64::from(small.width().max(small.height()));
    let side = |side: u32| (f64::from(side) * factor.min(1.0)).round() as u32;
    let mut shrunk = DynamicImage::new_rgb8(side(small.width()), side(small.height()));
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    Resizer::new().resize(small, &mut shrunk, &options)?;
    Ok(shrunk.into_rgb8())
}

fn encode(picture: &RgbImage) -> Result<Vec<u8>, Failure> {
    let mut compressor = Compressor::new()?;
    compressor.set_quality(i32::from(QUALITY))?;
    compressor.set_subsamp(Subsamp::Sub2x2)?;
    let (width, height) = (picture.width() as usize, picture.height() as usize);
    Ok(compressor.compress_to_vec(turbojpeg::Image {
        pixels: picture.as_raw().as_slice(),
        width,
        pitch: width * 3,
        height,
        format: PixelFormat::RGB,
    })?)
}

//! Prints how many thumbnails a second come out of a folder of photos, beside two others doing the
//! same on the same files in turns: the plain `image` crate, and `vipsthumbnail` with one process
//! for each core where it is installed.
//!
//! `cargo bench -p acceptance --bench thumbnails [-- FOLDER]`; without a folder it takes photos that
//! it makes itself, of the kinds that cameras write.

#[path = "thumbnails/made.rs"]
mod made;

use std::{
    error::Error,
    fs,
    io::{Cursor, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Instant,
};

use acceptance::figures::Figures;
use domain::PhotoFormat;
use image::{ImageDecoder as _, ImageReader, codecs::jpeg::JpegEncoder};
use media::{Edit, Limits, Renderer, read_file};

const BOX: u32 = 400;
const QUALITY: u8 = 80;

/// Rounds that count.
const ROUNDS: usize = 5;

type Failure = Box<dyn Error + Send + Sync>;
type Contender<'a> = (&'a str, Box<dyn Fn(&[PathBuf]) -> Result<(), Failure> + 'a>);

fn main() -> Result<(), Failure> {
    // Cargo itself adds `--bench`.
    if let Some(named) = std::env::args().skip(1).find(|word| !word.starts_with("--")) {
        return compare(&named, Path::new(&named));
    }
    for kind in made::KINDS {
        let folder = tempfile::tempdir()?;
        kind.write(folder.path())?;
        compare(kind.name, folder.path())?;
    }
    Ok(())
}

fn compare(name: &str, folder: &Path) -> Result<(), Failure> {
    println!("\n{name}");
    let photos = photos_below(folder)?;
    if photos.is_empty() {
        return Err("no photos there that all contenders can read".into());
    }
    let workers = thread::available_parallelism()?.get();
    let output = tempfile::tempdir()?;
    let contenders = contenders(workers, output.path());
    let mut rates = vec![Vec::new(); contenders.len()];
    // One round that does not count, so that all find the files in the system's cache.
    for round in 0..=ROUNDS {
        for ((_, run), rates) in contenders.iter().zip(&mut rates) {
            let start = Instant::now();
            run(&photos)?;
            if round > 0 {
                rates.push(photos.len() as f64 / start.elapsed().as_secs_f64());
            }
        }
    }
    report(&contenders, rates, photos.len(), workers)
}

fn contenders<'a>(workers: usize, output: &'a Path) -> Vec<Contender<'a>> {
    let mut contenders: Vec<Contender<'a>> = vec![
        (
            "ours",
            Box::new(move |photos| {
                on_workers(photos, workers, || {
                    let mut renderer = Renderer::new(Limits::default());
                    move |path| ours(&mut renderer, path, output)
                })
            }),
        ),
        (
            "ours, one worker",
            Box::new(move |photos| {
                on_workers(photos, 1, || {
                    let mut renderer = Renderer::new(Limits::default());
                    move |path| ours(&mut renderer, path, output)
                })
            }),
        ),
        (
            "image crate",
            Box::new(move |photos| on_workers(photos, workers, || move |path| plain(path, output))),
        ),
    ];
    if Command::new("vipsthumbnail").arg("--vips-version").output().is_ok() {
        contenders.push(("vipsthumbnail", Box::new(move |photos| vips(photos, workers, output))));
    } else {
        println!("vipsthumbnail is not installed, so it is not compared with");
    }
    contenders
}

fn report(
    contenders: &[Contender<'_>],
    rates: Vec<Vec<f64>>,
    photos: usize,
    workers: usize,
) -> Result<(), Failure> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{photos} photos, {workers} workers, box {BOX}, photos a second:")?;
    let mut ours = None;
    for ((name, _), rates) in contenders.iter().zip(rates) {
        let rates = Figures::of(rates);
        let ratio = *ours.get_or_insert(rates.median()) / rates.median();
        writeln!(out, "{name:>16}  {rates}  ours is × {ratio:.2}")?;
    }
    Ok(())
}

/// The files that every contender can read: of an old format, and not broken.
fn photos_below(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(photos_below(&path)?);
            continue;
        }
        let limits = Limits::default();
        let Ok(file) = read_file(&path, &limits) else { continue };
        let old = [PhotoFormat::Jpeg, PhotoFormat::Png, PhotoFormat::Webp, PhotoFormat::Tiff];
        let known = media::probe(&file, &limits).is_ok_and(|it| old.contains(&it.format));
        let whole = || Renderer::new(limits).picture(&file, &Edit::default(), BOX).is_ok();
        if known && whole() {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

/// Lets each worker take the next photo until none is left.
fn on_workers<W>(
    photos: &[PathBuf],
    workers: usize,
    new_worker: impl Fn() -> W + Sync,
) -> Result<(), Failure>
where
    W: FnMut(&Path) -> Result<(), Failure>,
{
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        let work = || {
            let mut worker = new_worker();
            while let Some(path) = photos.get(next.fetch_add(1, Ordering::Relaxed)) {
                worker(path)?;
            }
            Ok(())
        };
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(work)).collect();
        running.into_iter().try_for_each(|one| one.join().map_err(|_| "a worker panicked")?)
    })
}

fn ours(renderer: &mut Renderer, path: &Path, output: &Path) -> Result<(), Failure> {
    let file = read_file(path, &Limits::default())?;
    let made = renderer.thumbnails(&file, &Edit::default(), &[BOX], QUALITY)?;
    for size in made.sizes {
        fs::write(target(path, output), size.jpeg)?;
    }
    Ok(())
}

/// What one would write with the `image` crate alone.
fn plain(path: &Path, output: &Path) -> Result<(), Failure> {
    let file = fs::read(path)?;
    let reader = ImageReader::new(Cursor::new(&file)).with_guessed_format()?;
    let mut decoder = reader.into_decoder()?;
    let orientation = decoder.orientation()?;
    let mut small = image::DynamicImage::from_decoder(decoder)?.thumbnail(BOX, BOX);
    small.apply_orientation(orientation);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, QUALITY).encode_image(&small.into_rgb8())?;
    fs::write(target(path, output), jpeg)?;
    Ok(())
}

/// One process for each core, each with its share of the files.
fn vips(photos: &[PathBuf], workers: usize, output: &Path) -> Result<(), Failure> {
    let shares = (0..workers).map(|n| photos.iter().skip(n).step_by(workers));
    let mut running = Vec::new();
    for share in shares {
        let child = Command::new("vipsthumbnail")
            .env("VIPS_CONCURRENCY", "1")
            .args(["--size", &format!("{BOX}x{BOX}>")])
            .args(["--output", &format!("{}/%s-vips.jpg[Q={QUALITY},strip]", output.display())])
            .args(share)
            .stderr(Stdio::null())
            .spawn()?;
        running.push(child);
    }
    for mut child in running {
        child.wait()?;
    }
    Ok(())
}

fn target(path: &Path, output: &Path) -> PathBuf {
    output.join(path.file_stem().unwrap_or_default()).with_extension("jpg")
}

//! Measures how many thumbnails a second come out of a folder of photos, beside two others doing
//! the same on the same files in turns: the plain `image` crate, and `vipsthumbnail` with one
//! process for each core where it is installed.
//!
//! ```sh
//! cargo run --release -p media --example thumbnails -- FOLDER [ROUNDS]
//! ```

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

use domain::PhotoFormat;
use image::{ImageDecoder as _, ImageReader, codecs::jpeg::JpegEncoder};
use media::{Edit, Limits, Renderer, read_file};

const BOX: u32 = 400;
const QUALITY: u8 = 80;

type Failure = Box<dyn Error + Send + Sync>;
type Contender<'a> = (&'a str, Box<dyn Fn(&[PathBuf]) -> Result<(), Failure> + 'a>);

fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().ok_or("give a folder of photos")?;
    let rounds: usize = arguments.next().map_or(Ok(5), |text| text.parse())?;
    let workers = thread::available_parallelism()?.get();
    let photos = photos_below(Path::new(&folder))?;
    if photos.is_empty() {
        return Err("no photos there that all contenders can read".into());
    }
    let output = std::env::temp_dir().join(format!("thumbnails-{}", std::process::id()));
    fs::create_dir_all(&output)?;

    let contenders = contenders(workers, &output);
    let mut rates = vec![Vec::new(); contenders.len()];
    // One round that does not count, so that all find the files in the system's cache.
    for round in 0..=rounds {
        for ((_, run), rates) in contenders.iter().zip(&mut rates) {
            let start = Instant::now();
            run(&photos)?;
            if round > 0 {
                rates.push(photos.len() as f64 / start.elapsed().as_secs_f64());
            }
        }
    }
    fs::remove_dir_all(&output)?;
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
    for ((name, _), mut rates) in contenders.iter().zip(rates) {
        rates.sort_by(f64::total_cmp);
        let (Some(least), Some(most)) = (rates.first(), rates.last()) else { continue };
        let median = rates[rates.len() / 2];
        let ratio = *ours.get_or_insert(median) / median;
        writeln!(out, "{name:>16}  {median:7.1}  ({least:.1} to {most:.1})  ours is × {ratio:.2}")?;
    }
    Ok(())
}

/// The files that every contender can read: neither HEIC nor broken.
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
        let known = media::probe(&file, &limits).is_ok_and(|it| it.format != PhotoFormat::Heic);
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

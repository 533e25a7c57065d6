//! Prints how long an import takes with everything that belongs to it (copy, hash, metadata,
//! thumbnails, rows, all durable), beside `cp`, `sync`, `exiftool` and `vipsthumbnail` with one
//! process for each core doing their parts of it one after the other, on the same files in turns;
//! how long it takes until every tile has a picture; and the most memory the import held.
//!
//! `cargo bench -p acceptance --bench import [-- COUNT]`: so many photos of 24 megapixels, made for
//! this as a camera makes them; 500 unless told, which take 14 GB of the temporary folder.
#![expect(clippy::unwrap_used, reason = "a measurement fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use acceptance::figures::Figures;
use acceptance::office::Office;
use acceptance::pictures;
use app::PictureSize;
use app::view::{
    Grouping, JobRef, JobState, LibraryOpen, PhotoFilter, PhotoImport, PhotoList, Range,
};
use domain::PhotoId;
use futures::StreamExt as _;

/// Photos of an event.
const COUNT: u32 = 500;
/// Rounds that are measured, each contender once in each.
const ROUNDS: usize = 3;
/// So many pictures differ in their pixels; the others differ in their metadata only.
const DISTINCT: u32 = 6;
const SIDES: (u32, u32) = (6000, 4000);
const QUALITY: u8 = 84;
/// Tiles that the window asks for at a time.
const ASKED_AT_ONCE: usize = 6;

/// What one import took.
struct Import {
    all: Duration,
    rows: Duration,
    pictures: Duration,
    peak_kib: Option<u64>,
}

#[tokio::main]
async fn main() {
    let told = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let count = told.unwrap_or(COUNT);
    let folder = tempfile::tempdir().unwrap();
    let card = folder.path().join("card");
    let bytes = make(&card, count);
    let mean = bytes as f64 / f64::from(count) / 1e6;
    println!("{count} photos of 24 megapixels, {mean:.1} MB each");

    // What a round wrote stays until the end: else the next contender would be given the memory and
    // the places on the disk that were just freed, which are cheaper, or dearer, than others.
    let mut offices = Vec::new();
    let (mut ours, mut theirs) = (Vec::new(), Vec::new());
    for round in 1..=ROUNDS {
        settle();
        let office = Office::new();
        ours.push(import(&office, &card, count).await);
        offices.push(office);
        settle();
        theirs.push(peers(&card, &folder.path().join(format!("peers {round}"))));
        println!(
            "round {round}: {:.1} s, peers {:.1} s",
            ours[round - 1].all.as_secs_f64(),
            theirs[round - 1].iter().map(|(_, time)| time.as_secs_f64()).sum::<f64>()
        );
    }
    report(&ours, &theirs);
}

fn report(ours: &[Import], theirs: &[Vec<(&'static str, Duration)>]) {
    let seconds = |times: Vec<Duration>| Figures::of(times.iter().map(Duration::as_secs_f64));
    let all = seconds(ours.iter().map(|import| import.all).collect());
    println!("\nseconds: median (least to most)");
    println!("{:>28}  {all}", "import, everything durable");
    let names = theirs[0].iter().map(|(name, _)| *name);
    for (index, name) in names.enumerate() {
        let step = seconds(theirs.iter().map(|steps| steps[index].1).collect());
        println!("{name:>28}  {step}");
    }
    let sums: Vec<Duration> =
        theirs.iter().map(|steps| steps.iter().map(|(_, time)| *time).sum()).collect();
    let ratios = sums.iter().zip(ours).map(|(sum, import)| sum.div_duration_f64(import.all));
    let ratios = Figures::of(ratios);
    println!("{:>28}  {}", "peers together", seconds(sums));
    println!(
        "ours is × {:.2} ({:.2} to {:.2}) in the same rounds",
        ratios.median(),
        ratios.least(),
        ratios.most()
    );
    println!(
        "{:>28}  {}",
        "drop until all rows",
        seconds(ours.iter().map(|one| one.rows).collect())
    );
    let pictures = seconds(ours.iter().map(|one| one.pictures).collect());
    println!("{:>28}  {pictures}", "drop until all pictures");
    let peaks: Vec<f64> =
        ours.iter().filter_map(|one| one.peak_kib).map(|kib| kib as f64 / 1024.0).collect();
    if !peaks.is_empty() {
        println!("{:>28}  {} MiB", "most memory of the import", Figures::of(peaks));
    }
}

/// Makes the photos; gives their bytes.
fn make(card: &Path, count: u32) -> u64 {
    fs::create_dir_all(card).unwrap();
    let (width, height) = SIDES;
    let made: Vec<_> =
        (0..DISTINCT).map(|number| pictures::Camera::new(number, width, height, QUALITY)).collect();
    let mut bytes = 0;
    for (number, camera) in (0..count).zip(made.iter().cycle()) {
        let file = camera.shot(number);
        bytes += file.len() as u64;
        fs::write(card.join(format!("DSC_{number:04}.JPG")), file).unwrap();
    }
    bytes
}

/// Nothing of the contender before may still be on its way to the disk.
fn settle() {
    Command::new("sync").status().unwrap();
}

async fn import(office: &Office, card: &Path, count: u32) -> Import {
    let path = office.library().to_string_lossy().into_owned();
    office.app.library_open(LibraryOpen { path, create: true }).await.unwrap();
    forget_peak();
    let start = Instant::now();
    let paths = vec![card.to_string_lossy().into_owned()];
    let wish = PhotoImport { paths, ..PhotoImport::default() };
    let job = office.app.photo_import(wish).await.unwrap();
    let ids = all_rows(office, count).await;
    let rows = start.elapsed();
    let drawn = futures::stream::iter(ids)
        .map(|id| office.app.picture(id, PictureSize::Grid))
        .buffer_unordered(ASKED_AT_ONCE);
    drawn.for_each(async |picture| assert!(!picture.unwrap().bytes.is_empty())).await;
    let pictures = start.elapsed();
    loop {
        let view = office.app.job_get(JobRef { id: job.id }).await.unwrap();
        if view.job.state == JobState::Done {
            assert_eq!((view.photos.len(), view.skipped.len()), (count as usize, 0));
            break;
        }
        assert_eq!(view.job.state, JobState::Running, "{view:?}");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    Import { all: start.elapsed(), rows, pictures, peak_kib: peak_kib() }
}

/// Asks as the grid does until all photos are there.
async fn all_rows(office: &Office, count: u32) -> Vec<PhotoId> {
    loop {
        let range = Range { offset: 0, limit: 1 };
        let filter = PhotoFilter::default();
        let list = PhotoList { filter: filter.clone(), grouping: Grouping::None, range };
        if office.app.photo_list(list).await.unwrap().total == count {
            let range = Range { offset: 0, limit: 1000 };
            let list = PhotoList { filter, grouping: Grouping::None, range };
            let rows = office.app.photo_list(list).await.unwrap().rows;
            return rows.into_iter().map(|row| row.id).collect();
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// The same work with the tools of the trade, one after the other.
fn peers(card: &Path, output: &Path) -> Vec<(&'static str, Duration)> {
    fs::create_dir(output).unwrap();
    let originals = output.join("originals");
    let timed = |work: &dyn Fn()| {
        let start = Instant::now();
        work();
        start.elapsed()
    };
    let run = |command: &mut Command| {
        assert!(command.stderr(Stdio::null()).status().unwrap().success(), "{command:?}");
    };
    let metadata = output.join("metadata.json");
    let exif = || {
        let told = fs::File::create(&metadata).unwrap();
        run(Command::new("exiftool").args(["-json", "-r"]).arg(&originals).stdout(told));
    };
    vec![
        ("cp", timed(&|| run(Command::new("cp").arg("-r").arg(card).arg(&originals)))),
        ("sync", timed(&|| run(&mut Command::new("sync")))),
        ("exiftool", timed(&exif)),
        ("vipsthumbnail", timed(&|| thumbnails(&originals, output))),
    ]
}

fn thumbnails(originals: &Path, output: &Path) {
    let mut files: Vec<PathBuf> =
        fs::read_dir(originals).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let cores = std::thread::available_parallelism().unwrap().get();
    let running: Vec<_> = (0..cores)
        .map(|core| {
            Command::new("vipsthumbnail")
                .env("VIPS_CONCURRENCY", "1")
                .args(["--size", "400x400>"])
                .args(["--output", &format!("{}/%s.jpg[Q=80,strip]", output.display())])
                .args(files.iter().skip(core).step_by(cores))
                .stderr(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut child in running {
        assert!(child.wait().unwrap().success());
    }
}

/// Lets the kernel forget the most memory that this process held.
fn forget_peak() {
    // Only Linux knows of it; elsewhere no figure is printed.
    let _ = fs::write("/proc/self/clear_refs", "5");
}

fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

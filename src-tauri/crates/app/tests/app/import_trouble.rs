//! Cards that are pulled out, files that change, disks that are full, names from all over the
//! world: the import goes on, names what it left out, and can be repeated.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use app::view::{FailureCode, JobOutcome, JobState, PhotoImport, SkipCode};
use unicode_normalization::UnicodeNormalization as _;

use crate::import::{Gate, card};
use crate::newsroom::{Newsroom, camera_picture, picture};

fn reasons(job: &JobOutcome) -> Vec<(String, SkipCode)> {
    let name = |path: &str| Path::new(path).file_name().unwrap().to_string_lossy().into_owned();
    job.skipped.iter().map(|skipped| (name(&skipped.file), skipped.code)).collect()
}

async fn start(newsroom: &Newsroom, path: &Path) -> domain::JobId {
    let paths = vec![path.to_string_lossy().into_owned()];
    newsroom.app.photo_import(PhotoImport { paths, ..PhotoImport::default() }).await.unwrap().id
}

/// A card that is pulled out too early: each photo that is missing must be named, none may stay in
/// the gallery without its original, and the card put in again brings them.
#[tokio::test(flavor = "multi_thread")]
async fn a_card_pulled_out_is_told_file_by_file() {
    let (gate, events) = Gate::new();
    let newsroom = Newsroom::telling(events).await;
    let card = card(&newsroom, 12);
    let job = start(&newsroom, &card).await;
    gate.reached().await;

    fs::rename(&card, newsroom.path("rút ra")).unwrap();
    gate.open();
    let ended = newsroom.over(job).await;

    assert_eq!(ended.job.state, JobState::Done);
    assert_eq!(ended.skipped.len(), 12);
    assert!(ended.skipped.iter().all(|skipped| skipped.code == SkipCode::Missing), "{ended:?}");
    assert_eq!(newsroom.photos().await, []);
    fs::rename(newsroom.path("rút ra"), &card).unwrap();
    let again = newsroom.bring_in(&[card]).await;
    assert_eq!((again.photos.len(), again.job.already_there), (12, 0));
}

/// A file that is still being copied to the folder must not come in half.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_that_changes_is_left_for_later() {
    let (gate, events) = Gate::new();
    let newsroom = Newsroom::telling(events).await;
    let file = newsroom.path("đang chép.jpg");
    camera_picture(&file, 9);
    let mut growing = fs::OpenOptions::new().append(true).open(&file).unwrap();
    growing.write_all(&vec![0; 48 << 20]).unwrap();
    let job = start(&newsroom, &file).await;
    gate.reached().await;

    let over = AtomicBool::new(false);
    let ended = std::thread::scope(|scope| {
        scope.spawn(|| {
            while !over.load(Ordering::Relaxed) {
                growing.write_all(&[0]).unwrap();
            }
        });
        gate.open();
        let ended = tokio::task::block_in_place(|| {
            tokio::runtime::Handle::current().block_on(newsroom.over(job))
        });
        over.store(true, Ordering::Relaxed);
        ended
    });

    assert_eq!(reasons(&ended), [("đang chép.jpg".to_owned(), SkipCode::Changing)]);
    assert_eq!(newsroom.photos().await, []);
    assert_eq!(newsroom.bring_in(&[file]).await.photos.len(), 1, "it does not come in when whole");
}

/// A PNG that claims 900 million pixels in a few bytes must not take the memory for them, and a
/// picture with the wrong ending is a picture.
#[tokio::test]
async fn size_and_ending_are_not_believed() {
    let newsroom = Newsroom::new().await;
    let folder = newsroom.path("lạ");
    fs::create_dir(&folder).unwrap();
    fs::write(folder.join("bom.png"), huge_png()).unwrap();
    let real = image::RgbImage::from_pixel(40, 30, image::Rgb([1, 2, 3]));
    real.save_with_format(folder.join("thật ra là PNG.jpg"), image::ImageFormat::Png).unwrap();
    fs::write(folder.join("chữ.png"), "không phải ảnh").unwrap();

    let job = newsroom.bring_in(&[folder]).await;

    let told: BTreeSet<_> = reasons(&job).into_iter().collect();
    let expected = [("bom.png", SkipCode::TooLarge), ("chữ.png", SkipCode::NotAPicture)];
    assert_eq!(told, expected.map(|(name, code)| (name.to_owned(), code)).into());
    assert_eq!(newsroom.photos().await[0].file_name, "thật ra là PNG.jpg");
}

/// 30,000 × 30,000 pixels of one colour, in 900 bytes or so of which only the head is real.
fn huge_png() -> Vec<u8> {
    fn chunk(name: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let body = [name.as_slice(), data].concat();
        let crc = body.iter().fold(u32::MAX, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xEDB8_8320 * (crc & 1)))
        });
        let length = (data.len() as u32).to_be_bytes();
        [length.as_slice(), &body, &(!crc).to_be_bytes()].concat()
    }
    let side = 30_000_u32.to_be_bytes();
    let head = [side.as_slice(), &side, &[8, 2, 0, 0, 0]].concat();
    let signature = [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A];
    let chunks = [
        chunk(b"IHDR", &head),
        chunk(b"IDAT", &[0x78, 0x9C, 3, 0, 0, 0, 0, 1]),
        chunk(b"IEND", &[]),
    ];
    [signature.as_slice(), &chunks.concat()].concat()
}

/// Names as they come from Macs, Windows and cameras: a photo must not be lost for its name.
#[tokio::test]
async fn every_name_comes_in() {
    let newsroom = Newsroom::new().await;
    let folder = newsroom.path("tên");
    let deep = (0..60).fold(folder.clone(), |folder, level| folder.join(format!("tầng {level}")));
    fs::create_dir_all(&deep).unwrap();
    let long = format!("{}.jpg", "a".repeat(200));
    let decomposed: String = "Lễ hội (máy Mac).jpg".nfd().collect();
    let names =
        ["Lễ hội.jpg".to_owned(), decomposed, long, "CON.jpg".to_owned(), "không đuôi".to_owned()];
    for (shade, name) in (1..).zip(&names) {
        picture(&folder.join(name), shade);
    }
    picture(&deep.join("sâu.jpg"), 100);
    #[cfg(unix)]
    std::os::unix::fs::symlink(&folder, deep.join("vòng")).unwrap();

    let job = newsroom.bring_in(&[folder]).await;

    let found: BTreeSet<_> = newsroom.photos().await.into_iter().map(|row| row.file_name).collect();
    let mut expected: BTreeSet<String> = names.iter().map(|name| name.nfc().collect()).collect();
    expected.insert("sâu.jpg".to_owned());
    assert_eq!(found, expected, "{:?}", job.skipped);
    #[cfg(unix)]
    assert_eq!(reasons(&job), [("vòng".to_owned(), SkipCode::NotAPicture)]);
}

/// A pipe in the folder is waited for without end, and with it the whole import.
#[cfg(unix)]
#[tokio::test]
async fn a_pipe_does_not_hold_up_the_rest() {
    let newsroom = Newsroom::new().await;
    let card = card(&newsroom, 2);
    let pipe = card.join("A.jpg");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());

    let job = newsroom.bring_in(&[card]).await;

    assert_eq!(job.photos.len(), 2);
    assert_eq!(reasons(&job), [("A.jpg".to_owned(), SkipCode::NotAPicture)]);
}

/// A database that cannot grow: every file that is missing must be named, nothing half may stay,
/// and once there is room the same import brings all in, once.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_database_is_told_and_loses_nothing() {
    let (gate, events) = Gate::new();
    let newsroom = Newsroom::telling(events).await;
    let card = card(&newsroom, 30);
    let job = start(&newsroom, &card).await;
    gate.reached().await;

    newsroom.app.limit_pages(Some(0)).unwrap();
    gate.open();
    let ended = newsroom.over(job).await;
    newsroom.app.limit_pages(None).unwrap();

    assert_eq!(ended.job.state, JobState::Failed);
    assert_eq!(ended.job.error.unwrap().code, FailureCode::DiskFull);
    let named = ended.skipped.iter().filter(|skipped| skipped.code == SkipCode::DiskFull).count();
    assert_eq!(named + ended.photos.len(), 30, "a file was lost without a word");
    let again = newsroom.bring_in(&[card]).await;
    assert_eq!((again.job.state, again.photos.len()), (JobState::Done, 30));
    let check = newsroom.app.library_check(true).await.unwrap();
    assert!(check.is_whole(), "{check:?}");
    assert_eq!(newsroom.photos().await.len(), 30, "photos are there twice, or without originals");
}

/// A disk that fills up in the middle: what fitted is in, the rest is named, and once there is room
/// the same import brings the rest.
#[cfg(target_os = "linux")]
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_is_told_file_by_file() {
    use std::process::Command;
    let newsroom = Newsroom::without_library();
    let disk = newsroom.path("Thư viện");
    fs::create_dir(&disk).unwrap();
    // A file system of its own, as small as a full disk. Only root may make one.
    let mount = |options: &str| {
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(&disk);
        command.output().is_ok_and(|output| output.status.success())
    };
    if !mount("size=12m") {
        eprintln!("skipped: this user may not mount a small file system");
        return;
    }
    let unmount = Unmount(&disk);
    let path = newsroom.library();
    newsroom.app.library_open(app::view::LibraryOpen { path, create: true }).await.unwrap();
    let card = newsroom.path("thẻ");
    fs::create_dir(&card).unwrap();
    for number in 0..12 {
        camera_picture(&card.join(format!("{number:02}.jpg")), number);
        let file = card.join(format!("{number:02}.jpg"));
        fs::OpenOptions::new()
            .append(true)
            .open(file)
            .unwrap()
            .write_all(&vec![0; 2 << 20])
            .unwrap();
    }

    let first = newsroom.bring_in(std::slice::from_ref(&card)).await;
    assert!(mount("remount,size=200m"));
    let second = newsroom.bring_in(&[card]).await;

    assert!(!first.skipped.is_empty(), "the disk was not full: {first:?}");
    assert!(first.skipped.iter().all(|skipped| skipped.code == SkipCode::DiskFull), "{first:?}");
    assert_eq!(first.photos.len() + first.skipped.len(), 12, "a file was lost without a word");
    assert_eq!((second.job.state, second.photos.len()), (JobState::Done, 12));
    assert_eq!(newsroom.photos().await.len(), 12);
    assert!(newsroom.app.library_check(true).await.unwrap().is_whole());
    newsroom.app.close();
    drop(unmount);
}

#[cfg(target_os = "linux")]
struct Unmount<'a>(&'a Path);

#[cfg(target_os = "linux")]
impl Drop for Unmount<'_> {
    fn drop(&mut self) {
        // Lazily: the library may be held open for a moment longer.
        let _ = std::process::Command::new("umount").arg("-l").arg(self.0).status();
    }
}

//! What an import does: pictures at once, everything kept, words and names as asked for.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use app::PictureSize;
use app::ports::EventSink;
use app::view::{
    AlbumCreate, AppEvent, ImportPreview, JobRef, JobState, PhotoImport, PhotoPatch, PhotoRef,
    TemplateSave,
};
use domain::{AltText, JobId};

use crate::newsroom::{Newsroom, camera_picture, picture};

/// Stops the first import when all its photos have been seen and none has come in yet.
pub struct Gate {
    seen: Receiver<JobId>,
    open: Sender<()>,
}

impl Gate {
    /// The gate, and what must hear the events.
    pub fn new() -> (Self, EventSink) {
        let ((seen_by, seen), (open, opened)) = (channel(), channel());
        let doors = Mutex::new(Some((seen_by, opened)));
        let events: EventSink = Arc::new(move |event| {
            let AppEvent::JobChanged { job } = event else { return };
            if job.preparing == 0 || job.preparing < job.total || job.done > 0 {
                return;
            }
            let Some((seen_by, opened)) = doors.lock().unwrap().take() else { return };
            seen_by.send(job.id).unwrap();
            // Nobody opens it any more once the test has failed.
            let _ = opened.recv();
        });
        (Self { seen, open }, events)
    }

    /// Waits until the import stands at the gate.
    pub async fn reached(&self) -> JobId {
        loop {
            match self.seen.try_recv() {
                Ok(job) => return job,
                Err(_) => tokio::task::yield_now().await,
            }
        }
    }

    /// Lets it go on.
    pub fn open(&self) {
        self.open.send(()).unwrap();
    }
}

/// A folder of pictures from a camera.
pub fn card(newsroom: &Newsroom, count: u8) -> PathBuf {
    let card = newsroom.path("thẻ nhớ");
    fs::create_dir_all(&card).unwrap();
    for number in 0..count {
        camera_picture(&card.join(format!("DSC_{number:04}.JPG")), number * 3);
    }
    card
}

/// Begins to bring a file or folder in.
pub async fn start(newsroom: &Newsroom, path: PathBuf) -> JobId {
    let paths = vec![path.to_string_lossy().into_owned()];
    newsroom.app.photo_import(PhotoImport { paths, ..PhotoImport::default() }).await.unwrap().id
}

fn size(jpeg: &[u8]) -> (u32, u32) {
    let picture = image::load_from_memory(jpeg).unwrap();
    (picture.width(), picture.height())
}

/// Half a minute of grey tiles while a card is copied: nobody could begin to choose.
#[tokio::test(flavor = "multi_thread")]
async fn every_tile_has_a_picture_before_the_first_file_is_copied() {
    let (gate, events) = Gate::new();
    let newsroom = Newsroom::telling(events).await;
    let job = start(&newsroom, card(&newsroom, 20)).await;
    gate.reached().await;

    let seen = newsroom.photos().await;
    let names: Vec<_> = seen.iter().map(|row| row.file_name.as_str()).collect();
    assert_eq!(names.len(), 20, "not all are shown: {names:?}");
    for row in &seen {
        assert_eq!((row.width, row.height), (64, 48));
        let shown = newsroom.app.picture(row.id, PictureSize::Grid).await.unwrap();
        assert_eq!(size(&shown.bytes), (16, 12), "not the picture out of the file");
    }
    // Described, and opened in the viewer, while it is on its way.
    let patch = PhotoPatch {
        ids: vec![seen[3].id],
        caption: Some("Chủ tịch phát biểu".to_owned()),
        ..PhotoPatch::default()
    };
    newsroom.app.photo_update(patch).await.unwrap();
    let large = newsroom.app.picture(seen[4].id, PictureSize::View).await.unwrap();
    assert_eq!(size(&large.bytes), (64, 48), "the viewer shows the small picture");

    gate.open();
    let ended = newsroom.over(job).await;
    assert_eq!((ended.job.state, ended.job.done, ended.job.preparing), (JobState::Done, 20, 0));
    assert!(ended.job.bytes_done > 0 && ended.job.bytes_done == ended.job.bytes_total, "{ended:?}");
    let come = newsroom.photos().await;
    let ids = |rows: &[app::view::PhotoRow]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(&come), ids(&seen), "tiles changed their photos");
    assert_eq!(ended.photos, ids(&come), "not in the order of the files");
    assert_eq!(come[3].caption, "Chủ tịch phát biểu", "words were lost when the photo came in");
    for (row, before) in come.iter().zip(&seen) {
        let shown = newsroom.app.picture(row.id, PictureSize::Grid).await.unwrap();
        assert_eq!(size(&shown.bytes), (64, 48), "the small picture stayed");
        assert_ne!(row.version, before.version, "the window would keep the small picture");
    }
    let check = newsroom.app.library_check(true).await.unwrap();
    assert!(check.is_whole(), "{check:?}");
}

/// "Hủy" that leaves twenty photos without originals in the gallery.
#[tokio::test(flavor = "multi_thread")]
async fn cancelling_takes_out_what_has_not_come() {
    let (gate, events) = Gate::new();
    let newsroom = Newsroom::telling(events).await;
    let card = card(&newsroom, 20);
    let job = start(&newsroom, card.clone()).await;
    gate.reached().await;

    newsroom.app.job_cancel(JobRef { id: job }).await.unwrap();
    gate.open();

    let ended = newsroom.over(job).await;
    assert_eq!((ended.job.state, ended.job.done), (JobState::Cancelled, 0));
    assert_eq!(newsroom.photos().await, []);
    let again = newsroom.bring_in(&[card]).await;
    assert_eq!((again.photos.len(), again.job.already_there), (20, 0));
}

/// Progress that names every photo, many times a second: the window would do nothing but read it
/// while a large card is copied.
#[tokio::test]
async fn what_is_told_of_an_import_does_not_grow_with_it() {
    let told = Arc::new(Mutex::new(Vec::new()));
    let teller = told.clone();
    let newsroom = Newsroom::telling(Arc::new(move |event| {
        let AppEvent::JobChanged { job } = &event else { return };
        let bytes = serde_json::to_vec(&event).unwrap().len();
        teller.lock().unwrap().push((job.left_out, job.brought, bytes));
    }))
    .await;
    let card = card(&newsroom, 80);
    for number in 0..80 {
        fs::write(card.join(format!("GHI_CHU_{number}.TXT")), "chữ").unwrap();
    }

    newsroom.bring_in(&[card]).await;

    let told = told.lock().unwrap();
    let (left_out, brought, _) = *told.last().unwrap();
    assert_eq!((left_out, brought), (80, 80), "the figures are not those of the end");
    let sizes = told.iter().map(|(_, _, bytes)| *bytes);
    let (least, most) = (sizes.clone().min().unwrap(), sizes.max().unwrap());
    // Longer figures, and the time at the end.
    assert!(most - least < 100, "from {least} to {most} bytes in {} events", told.len());
}

/// A program that is closed while a card is copied: the rest comes in next time, nothing twice.
#[tokio::test(flavor = "multi_thread")]
async fn closing_keeps_what_is_on_its_way() {
    let (gate, events) = Gate::new();
    let newsroom = Newsroom::telling(events).await;
    start(&newsroom, card(&newsroom, 20)).await;
    gate.reached().await;
    let seen = newsroom.photos().await;

    newsroom.app.close();
    gate.open();
    newsroom.reopen().await;
    let resumed = newsroom.app.jobs_resumed().await.unwrap();

    assert_eq!(resumed[0].job.state, JobState::Done);
    let come = newsroom.photos().await;
    let ids = |rows: &[app::view::PhotoRow]| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(ids(&come), ids(&seen));
    assert!(newsroom.app.library_check(true).await.unwrap().is_whole());
}

/// A batch of photos without the names, event and credit that were typed for all of them.
#[tokio::test]
async fn words_names_and_album_are_given_to_all() {
    let newsroom = Newsroom::new().await;
    let card = card(&newsroom, 3);
    fs::create_dir(card.join("khác")).unwrap();
    picture(&card.join("khác/ảnh chụp màn hình.jpeg"), 200);
    let request = AlbumCreate { title: "Lễ khai mạc".to_owned(), photos: Vec::new() };
    let album = newsroom.app.album_create(request).await.unwrap();
    let template = TemplateSave {
        id: None,
        name: "Hội nghị".to_owned(),
        caption: "Quang cảnh {event}. Ảnh: {photographer}".to_owned(),
        alt: "Toàn cảnh {event}".to_owned(),
        credit: "Người khác".to_owned(),
    };
    let template = newsroom.app.template_save(template).await.unwrap().rows[0].id;
    let wish = PhotoImport {
        template: Some(template),
        album: Some(album.id),
        rename: Some("{date} {event} {camera}".to_owned()),
        event: "Khai mạc: \"Hội xuân\"".to_owned(),
        credit: "Kim Huy".to_owned(),
        keywords: vec!["hội xuân".to_owned(), " ".to_owned()],
        ..PhotoImport::default()
    };

    let job = newsroom.bring_in_as(std::slice::from_ref(&card), wish).await;

    let names: BTreeSet<_> = newsroom.photos().await.into_iter().map(|row| row.file_name).collect();
    let expected = [
        "2022-07-15 Khai mạc- -Hội xuân-.jpeg",
        "2022-07-15 Khai mạc- -Hội xuân- NIKON D750 (2).JPG",
        "2022-07-15 Khai mạc- -Hội xuân- NIKON D750 (3).JPG",
        "2022-07-15 Khai mạc- -Hội xuân- NIKON D750.JPG",
    ];
    assert_eq!(names, expected.map(str::to_owned).into());
    for id in &job.photos {
        let photo = newsroom.app.photo_get(PhotoRef { id: *id }).await.unwrap().photo;
        assert_eq!((photo.credit.as_str(), photo.keywords.len()), ("Kim Huy", 1));
        assert_eq!(photo.event, "Khai mạc: \"Hội xuân\"");
        assert_eq!(photo.caption, "Quang cảnh Khai mạc: \"Hội xuân\". Ảnh: Kim Huy");
        assert_eq!(photo.alt, AltText::Text("Toàn cảnh Khai mạc: \"Hội xuân\"".to_owned()));
    }
    let albums = newsroom.app.album_list(app::view::Nothing {}).await.unwrap();
    assert_eq!(albums.rows[0].photo_count, 4);
    assert!(card.join("DSC_0000.JPG").is_file(), "the file itself was renamed");
}

/// Without anything typed, what the camera says is kept.
#[tokio::test]
async fn the_cameras_own_words_are_kept() {
    let newsroom = Newsroom::new().await;

    let job = newsroom.bring_in(&[card(&newsroom, 1)]).await;

    let photo = newsroom.app.photo_get(PhotoRef { id: job.photos[0] }).await.unwrap().photo;
    assert_eq!((photo.file_name.as_str(), photo.credit.as_str()), ("DSC_0000.JPG", "Máy số 1"));
    assert_eq!(photo.camera, "NIKON D750");
}

/// A pattern that shows other names than it gives.
#[tokio::test]
async fn a_preview_tells_what_will_happen() {
    let newsroom = Newsroom::new().await;
    let card = card(&newsroom, 5);
    fs::write(card.join("ghi chú.txt"), "chữ").unwrap();
    let rename = Some("{date}-{seq:2}".to_owned());
    let request = ImportPreview {
        paths: vec![card.to_string_lossy().into_owned()],
        rename: rename.clone(),
        ..ImportPreview::default()
    };

    let told = newsroom.app.import_preview(request).await.unwrap();
    newsroom.bring_in_as(&[card], PhotoImport { rename, ..PhotoImport::default() }).await;

    assert_eq!((told.files, told.folders, told.more), (6, 1, false));
    assert!(told.bytes > 1000);
    assert_eq!(told.examples[1].from, "DSC_0001.JPG");
    let names: Vec<_> = newsroom.photos().await.into_iter().map(|row| row.file_name).collect();
    let promised: Vec<_> = told.examples.into_iter().map(|example| example.to).collect();
    assert_eq!(names[..3], promised);
}

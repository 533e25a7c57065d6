//! An application on a folder of its own, as the tests use it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::App;
use app::ports::{Clock, EventSink, Headless, Ports, Secrets, SecretsError};
use app::view::{
    FailureCode, Grouping, JobOutcome, JobState, JobView, LibraryOpen, PhotoFilter, PhotoImport,
    PhotoList, PhotoRow, PhotoSort, Range,
};
use chrono::{DateTime, TimeZone, Utc};
use domain::{ArticleId, JobId};
use image::ImageEncoder as _;
use image::codecs::jpeg::JpegEncoder;

/// An application and its folder.
pub struct Newsroom {
    pub app: App,
    pub folder: tempfile::TempDir,
}

impl Newsroom {
    /// With a new library.
    pub async fn new() -> Self {
        let newsroom = Self::without_library();
        let path = newsroom.library();
        newsroom.app.library_open(LibraryOpen { path, create: true }).await.unwrap();
        newsroom
    }

    /// With a new library, and what is told of it.
    pub async fn telling(events: EventSink) -> Self {
        Self::timed(events, Arc::new(office_hours)).await
    }

    /// As [`Self::telling`], by another clock.
    pub async fn timed(events: EventSink, clock: Clock) -> Self {
        let newsroom = Self::made(tempfile::tempdir().unwrap(), events, clock);
        let path = newsroom.library();
        newsroom.app.library_open(LibraryOpen { path, create: true }).await.unwrap();
        newsroom
    }

    /// With nothing open.
    pub fn without_library() -> Self {
        Self::made(tempfile::tempdir().unwrap(), Arc::new(|_| {}), Arc::new(office_hours))
    }

    fn made(folder: tempfile::TempDir, events: EventSink, clock: Clock) -> Self {
        let app = App::new(Ports {
            clock,
            events,
            desktop: Arc::new(Headless),
            volumes: Arc::new(Vec::new),
            secrets: Arc::new(NoKeychain),
            local_portal: Arc::new(Headless),
            settings_file: folder.path().join("settings.json"),
            documents: folder.path().to_owned(),
            version: "0.0.0".to_owned(),
        });
        Self { app, folder }
    }

    pub fn library(&self) -> String {
        self.path("Thư viện").to_string_lossy().into_owned()
    }

    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Brings files in and waits until the job is over.
    pub async fn bring_in(&self, paths: &[PathBuf]) -> JobOutcome {
        self.bring_in_as(paths, PhotoImport::default()).await
    }

    /// As [`Self::bring_in`], dropped on an article.
    pub async fn bring_in_for(&self, article: Option<ArticleId>, paths: &[PathBuf]) -> JobOutcome {
        self.bring_in_as(paths, PhotoImport { article, ..PhotoImport::default() }).await
    }

    /// Brings files in as `wish` says and waits until the job is over.
    pub async fn bring_in_as(&self, paths: &[PathBuf], wish: PhotoImport) -> JobOutcome {
        let paths = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        let job = self.app.photo_import(PhotoImport { paths, ..wish }).await.unwrap();
        self.over(job.id).await
    }

    /// Waits until a job is over.
    pub async fn over(&self, job: JobId) -> JobOutcome {
        let over = async {
            loop {
                let view = self.app.job_get(app::view::JobRef { id: job }).await.unwrap();
                if !matches!(view.job.state, JobState::Queued | JobState::Running) {
                    return view;
                }
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), over).await.unwrap()
    }

    /// Begins to bring files in.
    pub async fn begin_import(&self, article: Option<ArticleId>, paths: &[PathBuf]) -> JobView {
        let paths = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        let request = PhotoImport { paths, article, ..PhotoImport::default() };
        self.app.photo_import(request).await.unwrap()
    }

    /// Closes the library and opens it again, once nobody holds it any more.
    pub async fn reopen(&self) {
        self.app.close();
        let request = || LibraryOpen { path: self.library(), create: false };
        let opened = async {
            while let Err(error) = self.app.library_open(request()).await {
                assert_eq!(error.failure().code, FailureCode::LibraryInUse, "{error}");
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), opened).await.unwrap();
    }

    /// All photos outside the bin, by name.
    pub async fn photos(&self) -> Vec<PhotoRow> {
        let filter = PhotoFilter { sort: PhotoSort::Name, ..PhotoFilter::default() };
        let range = Range { offset: 0, limit: 1000 };
        self.app
            .photo_list(PhotoList { filter, grouping: Grouping::None, range })
            .await
            .unwrap()
            .rows
    }
}

/// A picture as a camera writes it: with what it is and a small picture of it at the beginning.
pub fn camera_picture(path: &Path, shade: u8) {
    let small = image::RgbImage::from_pixel(16, 12, image::Rgb([shade, shade, 0]));
    let mut preview = Vec::new();
    JpegEncoder::new(&mut preview).encode_image(&small).unwrap();
    let mut writer = exif::experimental::Writer::new();
    let text = |tag, text: &str| exif::Field {
        tag,
        ifd_num: exif::In::PRIMARY,
        value: exif::Value::Ascii(vec![text.as_bytes().to_vec()]),
    };
    let fields = [
        text(exif::Tag::DateTimeOriginal, &format!("2022:07:15 14:40:{:02}", shade % 60)),
        text(exif::Tag::Model, "NIKON D750"),
        text(exif::Tag::Artist, "Máy số 1"),
    ];
    fields.iter().for_each(|field| writer.push_field(field));
    writer.set_jpeg(&preview, exif::In::THUMBNAIL);
    let mut tiff = std::io::Cursor::new(Vec::new());
    writer.write(&mut tiff, true).unwrap();
    let mut file = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut file, 90);
    encoder.set_exif_metadata(tiff.into_inner()).unwrap();
    let picture =
        image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([shade, (x * 4) as u8, (y * 5) as u8]));
    encoder.encode_image(&picture).unwrap();
    std::fs::write(path, file).unwrap();
}

/// A small JPEG that no other has the bytes of.
pub fn picture(path: &Path, shade: u8) {
    let picture =
        image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([shade, (x * 4) as u8, (y * 5) as u8]));
    picture.save_with_format(path, image::ImageFormat::Jpeg).unwrap();
}

/// The time in every newsroom: the afteroffice_hours of 15/07/2022.
pub fn office_hours() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2022, 7, 15, 7, 40, 2).unwrap()
}

struct NoKeychain;

impl Secrets for NoKeychain {
    fn find(&self, _: &str) -> Result<Option<String>, SecretsError> {
        Err(SecretsError("there is no keychain".into()))
    }
    fn set(&self, _: &str, _: &str) -> Result<(), SecretsError> {
        Err(SecretsError("there is no keychain".into()))
    }
    fn delete(&self, _: &str) -> Result<(), SecretsError> {
        Err(SecretsError("there is no keychain".into()))
    }
}

//! An application on a folder of its own, as the tests use it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use app::App;
use app::ports::{Headless, Ports, Secrets, SecretsError};
use app::view::{FailureCode, JobState, JobView, LibraryOpen, PhotoImport};
use chrono::{TimeZone, Utc};
use domain::ArticleId;

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

    /// With nothing open.
    pub fn without_library() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::new(Ports {
            clock: Arc::new(|| Utc.with_ymd_and_hms(2022, 7, 15, 7, 40, 2).unwrap()),
            events: Arc::new(|_| {}),
            desktop: Arc::new(Headless),
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
    pub async fn bring_in(&self, paths: &[PathBuf]) -> JobView {
        self.bring_in_for(None, paths).await
    }

    /// As [`Self::bring_in`], dropped on an article.
    pub async fn bring_in_for(&self, article: Option<ArticleId>, paths: &[PathBuf]) -> JobView {
        let job = self.begin_import(article, paths).await.id;
        let over = async {
            loop {
                let view = self.app.job_get(app::view::JobRef { id: job }).await.unwrap();
                if !matches!(view.state, JobState::Queued | JobState::Running) {
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
        let request = PhotoImport { paths, album: None, article };
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
}

/// A small JPEG that no other has the bytes of.
pub fn picture(path: &Path, shade: u8) {
    let picture =
        image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([shade, (x * 4) as u8, (y * 5) as u8]));
    picture.save_with_format(path, image::ImageFormat::Jpeg).unwrap();
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

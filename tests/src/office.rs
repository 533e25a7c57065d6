//! The product without a window, on a folder of its own: what the measurements work with.
#![expect(clippy::unwrap_used, reason = "a measurement fails by panicking")]

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use app::ports::{Headless, Ports, Secrets, SecretsError};
use app::view::{AppEvent, JobKind, JobOutcome, JobRef, JobState, PhotoImport};
use app::{Access, App};
use chrono::Utc;
use tempfile::TempDir;
use tokio::sync::watch;

/// The product on a new folder, and what is said while jobs run.
pub struct Office {
    folder: TempDir,
    /// The product.
    pub app: App,
    /// Tokens by account, as the keychain would hold them.
    pub keychain: Arc<Keychain>,
    told: watch::Receiver<u64>,
}

impl Office {
    /// With nothing open.
    #[must_use]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let keychain = Arc::new(Keychain::default());
        let (tell, told) = watch::channel(0);
        let ports = Ports {
            clock: Arc::new(Utc::now),
            events: Arc::new(move |event| {
                if matches!(event, AppEvent::JobChanged { .. }) {
                    tell.send_modify(|count| *count += 1);
                }
            }),
            desktop: Arc::new(Headless),
            volumes: Arc::new(Vec::new),
            secrets: keychain.clone(),
            local_portal: Arc::new(Headless),
            settings_file: folder.path().join("settings.json"),
            documents: folder.path().to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
        };
        Self { folder, app: App::new(ports), keychain, told }
    }

    /// Where the library lies, or will lie.
    #[must_use]
    pub fn library(&self) -> PathBuf {
        self.folder.path().join("library")
    }

    /// Opens the library for writing.
    pub async fn open(&self) {
        self.app.open_library(&self.library(), Access::Write).await.unwrap();
    }

    /// Brings all photos of a folder in and waits for the end of it.
    pub async fn import(&self, photos: &Path) -> JobOutcome {
        let paths = vec![photos.to_string_lossy().into_owned()];
        let request = PhotoImport { paths, ..PhotoImport::default() };
        let job = self.app.photo_import(request).await.unwrap();
        assert_eq!(job.kind, JobKind::ImportPhotos);
        let mut told = self.told.clone();
        loop {
            told.mark_unchanged();
            let view = self.app.job_get(JobRef { id: job.id }).await.unwrap();
            if !matches!(view.job.state, JobState::Queued | JobState::Running) {
                return view;
            }
            told.changed().await.unwrap();
        }
    }
}

impl Default for Office {
    fn default() -> Self {
        Self::new()
    }
}

/// A keychain that lasts as long as the office.
#[derive(Default)]
pub struct Keychain(Mutex<HashMap<String, String>>);

impl Secrets for Keychain {
    fn find(&self, account: &str) -> Result<Option<String>, SecretsError> {
        Ok(self.0.lock().unwrap().get(account).cloned())
    }

    fn set(&self, account: &str, secret: &str) -> Result<(), SecretsError> {
        self.0.lock().unwrap().insert(account.to_owned(), secret.to_owned());
        Ok(())
    }

    fn delete(&self, account: &str) -> Result<(), SecretsError> {
        self.0.lock().unwrap().remove(account);
        Ok(())
    }
}

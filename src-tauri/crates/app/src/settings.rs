//! The settings of this person on this machine: a small JSON file, replaced as a whole.

use std::fs;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Mutex;

use crate::core::{blocking, lock};
use crate::view::{Nothing, Settings};
use crate::{App, Error};

/// The file, and what it says.
pub(crate) struct SettingsFile {
    path: PathBuf,
    known: Mutex<Option<Settings>>,
}

impl SettingsFile {
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { path, known: Mutex::new(None) }
    }

    /// The settings; the defaults when there is no file, or when it cannot be understood: a broken
    /// file must not keep anybody from writing.
    pub(crate) fn get(&self) -> Settings {
        let mut known = lock(&self.known);
        known.get_or_insert_with(|| self.read()).clone()
    }

    fn read(&self) -> Settings {
        let Ok(text) = fs::read(&self.path) else { return Settings::default() };
        serde_json::from_slice(&text).unwrap_or_else(|error| {
            tracing::warn!(%error, path = %self.path.display(), "the settings are not understood");
            Settings::default()
        })
    }

    /// Changes the settings for this run of the program only.
    fn change_for_now(&self, change: impl FnOnce(&mut Settings)) {
        let mut settings = self.get();
        change(&mut settings);
        *lock(&self.known) = Some(settings);
    }

    /// Replaces the file: either the old or the new settings are on disk, never half of them.
    pub(crate) fn set(&self, settings: &Settings) -> Result<(), Error> {
        let failed = |source| Error::File { path: self.path.clone(), source };
        let mut known = lock(&self.known);
        let text = serde_json::to_vec_pretty(settings)?;
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(failed)?;
        }
        let beside = self.path.with_extension("new");
        let mut file = fs::File::create(&beside).map_err(failed)?;
        file.write_all(&text).and_then(|()| file.sync_all()).map_err(failed)?;
        fs::rename(&beside, &self.path).map_err(failed)?;
        *known = Some(settings.clone());
        Ok(())
    }
}

impl App {
    /// Keeps what the user chose. The library's path is not taken from here.
    pub async fn settings_save(&self, request: Settings) -> Result<Settings, Error> {
        let app = self.clone();
        blocking(move || {
            let library = app.settings().get().library;
            let settings = Settings { library, ..request };
            app.settings().set(&settings)?;
            Ok(settings)
        })
        .await
    }

    /// Whose name is printed after "Người đăng", for this run of the program only.
    pub fn act_as(&self, poster: &str) {
        let poster = text::fold::nfc(poster.trim());
        self.settings().change_for_now(|settings| settings.poster = poster);
    }

    /// Opens a page of the portal, or another web page, in the browser.
    pub async fn page_open(&self, request: crate::view::PageOpen) -> Result<Nothing, Error> {
        self.ports().desktop.open_page(&request.url)?;
        Ok(Nothing {})
    }
}

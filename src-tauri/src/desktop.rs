//! What only a desktop can do for the rest: choosing files, opening folders and pages.

use std::path::{Path, PathBuf};

use app::ports::{Desktop, DesktopError};
use async_trait::async_trait;
use tauri::{AppHandle, Manager, Url};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

use crate::window::LABEL;

/// Endings of pictures that the library takes, as dialogs offer them. What a file is, is told by
/// its content when it is brought in.
const PICTURES: &[&str] = &[
    "jpg", "jpeg", "jpe", "jfif", "png", "webp", "heic", "heif", "hif", "avif", "gif", "tif",
    "tiff", "bmp", "dib", "cr2", "cr3", "nef", "nrw", "arw", "sr2", "dng", "orf", "rw2", "pef",
    "raf", "srw",
];

/// Endings of tables that the codebook takes.
const TABLES: &[&str] = &["csv", "xlsx"];

/// Why a page or folder was not opened.
#[derive(Debug, thiserror::Error)]
enum NotOpened {
    /// Only web pages are opened in the browser: no `file:`, no program's own scheme.
    #[error("{0} is no web address")]
    NotAWebPage(String),
    /// No program of the system opens it.
    #[error("the system did not open it")]
    BySystem(#[from] tauri_plugin_opener::Error),
}

impl From<NotOpened> for DesktopError {
    fn from(error: NotOpened) -> Self {
        Self(Box::new(error))
    }
}

/// The desktop around the window.
#[derive(Debug, Clone)]
pub struct Host {
    app: AppHandle,
}

impl Host {
    /// The desktop of this app.
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }

    /// The system's dialog, with its own words, before our window.
    fn dialog(&self) -> FileDialogBuilder<tauri::Wry> {
        let dialog = self.app.dialog().file();
        match self.app.get_webview_window(LABEL) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

#[async_trait]
impl Desktop for Host {
    async fn choose_folder(&self, start: &Path) -> Option<PathBuf> {
        let (answer, chosen) = oneshot::channel();
        let dialog = self.dialog().set_can_create_directories(true).set_directory(start);
        dialog.pick_folder(move |folder| {
            // Nobody waits any more when the window was closed under the dialog.
            let _ = answer.send(folder);
        });
        path(chosen.await.ok().flatten()?)
    }

    async fn choose_photos(&self) -> Vec<PathBuf> {
        let (answer, chosen) = oneshot::channel();
        let dialog =
            self.dialog().add_filter("JPEG, PNG, WebP, HEIC, AVIF, GIF, TIFF, BMP, RAW", PICTURES);
        dialog.pick_files(move |files| {
            let _ = answer.send(files);
        });
        let files = chosen.await.ok().flatten().unwrap_or_default();
        files.into_iter().filter_map(path).collect()
    }

    async fn choose_table(&self) -> Option<PathBuf> {
        let (answer, chosen) = oneshot::channel();
        let dialog = self.dialog().add_filter("CSV, XLSX", TABLES);
        dialog.pick_file(move |file| {
            let _ = answer.send(file);
        });
        path(chosen.await.ok().flatten()?)
    }

    fn open_folder(&self, folder: &Path) -> Result<(), DesktopError> {
        let opened = self.app.opener().open_path(folder.to_string_lossy(), None::<&str>);
        Ok(opened.map_err(NotOpened::from)?)
    }

    fn open_page(&self, url: &str) -> Result<(), DesktopError> {
        if !is_web_page(url) {
            return Err(NotOpened::NotAWebPage(url.to_owned()).into());
        }
        let opened = self.app.opener().open_url(url, None::<&str>);
        Ok(opened.map_err(NotOpened::from)?)
    }
}

fn path(chosen: FilePath) -> Option<PathBuf> {
    chosen.into_path().ok()
}

fn is_web_page(url: &str) -> bool {
    Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::is_web_page;

    /// A link in an article must not start a program or show a local file.
    #[rstest]
    #[case("https://example.vn/tin/1", true)]
    #[case("http://127.0.0.1:8080/", true)]
    #[case("file:///etc/passwd", false)]
    #[case("javascript:alert(1)", false)]
    #[case("/usr/bin/true", false)]
    fn only_web_pages_reach_the_browser(#[case] url: &str, #[case] expected: bool) {
        assert_eq!(is_web_page(url), expected);
    }
}

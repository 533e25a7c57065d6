//! What only a desktop can do for the rest: choosing files, opening folders and pages.

use std::path::{Path, PathBuf};

use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder, FilePath};
use tauri_plugin_opener::OpenerExt;
use tokio::sync::oneshot;

use crate::window::LABEL;

/// Why the desktop did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// Only web pages are opened in the browser: no `file:`, no program's own scheme.
    #[error("{0} is no web address")]
    NotAWebPage(String),
    /// No program of the system opens it.
    #[error("the system did not open it")]
    NotOpened(#[from] tauri_plugin_opener::Error),
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

    /// Lets the user choose pictures; none when the dialog was closed. `kind` names them in the
    /// dialog, `extensions` are without the dot.
    pub async fn choose_files(&self, title: &str, kind: &str, extensions: &[&str]) -> Vec<PathBuf> {
        let (answer, chosen) = oneshot::channel();
        self.dialog(title).add_filter(kind, extensions).pick_files(move |files| {
            // Nobody waits any more when the window was closed under the dialog.
            let _ = answer.send(files);
        });
        let files = chosen.await.ok().flatten().unwrap_or_default();
        files.into_iter().filter_map(path).collect()
    }

    /// Lets the user choose a folder, beginning in `start`; `None` when the dialog was closed.
    pub async fn choose_folder(&self, title: &str, start: Option<&Path>) -> Option<PathBuf> {
        let (answer, chosen) = oneshot::channel();
        let mut dialog = self.dialog(title).set_can_create_directories(true);
        if let Some(start) = start {
            dialog = dialog.set_directory(start);
        }
        dialog.pick_folder(move |folder| {
            let _ = answer.send(folder);
        });
        path(chosen.await.ok().flatten()?)
    }

    /// Shows a folder in the system's file manager.
    ///
    /// # Errors
    /// [`HostError::NotOpened`].
    pub fn open_folder(&self, folder: &Path) -> Result<(), HostError> {
        Ok(self.app.opener().open_path(folder.to_string_lossy(), None::<&str>)?)
    }

    /// Shows a page in the user's browser.
    ///
    /// # Errors
    /// [`HostError::NotAWebPage`] and [`HostError::NotOpened`].
    pub fn open_page(&self, url: &str) -> Result<(), HostError> {
        if !is_web_page(url) {
            return Err(HostError::NotAWebPage(url.to_owned()));
        }
        Ok(self.app.opener().open_url(url, None::<&str>)?)
    }

    fn dialog(&self, title: &str) -> FileDialogBuilder<tauri::Wry> {
        let dialog = self.app.dialog().file().set_title(title);
        match self.app.get_webview_window(LABEL) {
            Some(window) => dialog.set_parent(&window),
            None => dialog,
        }
    }
}

fn path(chosen: FilePath) -> Option<PathBuf> {
    chosen.into_path().ok()
}

fn is_web_page(url: &str) -> bool {
    tauri::Url::parse(url).is_ok_and(|url| matches!(url.scheme(), "http" | "https"))
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

//! What the use cases need from around them. The window brings the real desktop; the command line
//! and the tests bring simpler ones.

mod headless;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

pub use headless::Headless;

use crate::view::AppEvent;

/// The current time.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// Receives what the window should hear of. Must not block.
pub type EventSink = Arc<dyn Fn(AppEvent) + Send + Sync>;

/// Tells which volumes are mounted now. May wait for a drive: not for an asynchronous thread.
pub type Volumes = Arc<dyn Fn() -> Vec<Volume> + Send + Sync>;

/// A drive, card or partition that is mounted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    /// The folder that it is mounted at.
    pub root: PathBuf,
    /// What its owner or a camera called it; empty when it has no name.
    pub label: String,
    /// As the system calls it: `vfat`, `exfat` on Linux, `FAT32`, `exFAT` on Windows.
    pub file_system: String,
}

/// Everything from outside.
#[derive(Clone)]
pub struct Ports {
    /// The current time.
    pub clock: Clock,
    /// Who hears of events.
    pub events: EventSink,
    /// Dialogs, file manager, browser.
    pub desktop: Arc<dyn Desktop>,
    /// Drives and cards.
    pub volumes: Volumes,
    /// Where tokens are kept.
    pub secrets: Arc<dyn Secrets>,
    /// The portal on this machine.
    pub local_portal: Arc<dyn LocalPortal>,
    /// File that holds the settings of this person on this machine.
    pub settings_file: PathBuf,
    /// The user's folder for documents, where a new library is proposed.
    pub documents: PathBuf,
    /// Version of the program.
    pub version: String,
}

/// What only a desktop can do.
#[async_trait]
pub trait Desktop: Send + Sync {
    /// Lets the user choose a folder; `None` when the dialog was closed.
    async fn choose_folder(&self, start: &Path) -> Option<PathBuf>;

    /// Lets the user choose pictures; none when the dialog was closed.
    async fn choose_photos(&self) -> Vec<PathBuf>;

    /// Lets the user choose a table (CSV, XLSX); `None` when the dialog was closed.
    async fn choose_table(&self) -> Option<PathBuf>;

    /// Shows a folder in the file manager.
    ///
    /// # Errors
    /// When no program opens it.
    fn open_folder(&self, folder: &Path) -> Result<(), DesktopError>;

    /// Shows a web page in the browser.
    ///
    /// # Errors
    /// For anything but http and https, and when no program opens it.
    fn open_page(&self, url: &str) -> Result<(), DesktopError>;
}

/// The desktop did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("the desktop did not open it")]
pub struct DesktopError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Where tokens are kept: the system's keychain.
pub trait Secrets: Send + Sync {
    /// The secret of an account; `None` when none was kept. May wait for the user to unlock.
    ///
    /// # Errors
    /// When there is no keychain, or it does not give access.
    fn find(&self, account: &str) -> Result<Option<String>, SecretsError>;

    /// Keeps a secret in place of the one before.
    ///
    /// # Errors
    /// As [`Secrets::find`].
    fn set(&self, account: &str, secret: &str) -> Result<(), SecretsError>;

    /// Forgets a secret.
    ///
    /// # Errors
    /// As [`Secrets::find`].
    fn delete(&self, account: &str) -> Result<(), SecretsError>;
}

/// The keychain did not do what was asked.
#[derive(Debug, thiserror::Error)]
#[error("the keychain is not available")]
pub struct SecretsError(#[source] pub Box<dyn std::error::Error + Send + Sync>);

/// Cổng thử nghiệm (trên máy này): the reference portal, run by whoever embeds it.
#[async_trait]
pub trait LocalPortal: Send + Sync {
    /// Runs it on a loopback port with its data in `data`, unless it runs already, and gives a token
    /// that may publish. `wished` is the address of last time, so that links stay the same.
    ///
    /// # Errors
    /// When it cannot be started.
    async fn start(&self, data: &Path, wished: &str) -> Result<LocalAccess, LocalPortalError>;
}

/// How to reach the portal on this machine.
#[derive(Clone)]
pub struct LocalAccess {
    /// `http://127.0.0.1:PORT`
    pub url: String,
    /// A token for this run of the program.
    pub token: String,
}

/// The portal on this machine did not start.
#[derive(Debug, thiserror::Error)]
pub enum LocalPortalError {
    /// Its data was made by a newer version of this program; nothing in it was touched.
    #[error("the data of the portal on this machine was made by a newer version")]
    TooNew(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// There is no room for its data.
    #[error("the disk is full")]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Anything else.
    #[error("the portal on this machine did not start")]
    NotStarted(#[source] Box<dyn std::error::Error + Send + Sync>),
}

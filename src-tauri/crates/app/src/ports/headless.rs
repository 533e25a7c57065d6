//! A machine without a desktop: what the command line, the measurements and the tests bring.

use std::path::{Path, PathBuf};

use async_trait::async_trait;

use super::{Desktop, DesktopError, LocalAccess, LocalPortal, LocalPortalError};

/// Only a window has dialogs, a file manager and a browser, and only its program embeds a portal;
/// beside others runs `toasoan-portal`.
#[derive(Debug, Clone, Copy, Default)]
pub struct Headless;

/// Why nothing was opened or started.
#[derive(Debug, thiserror::Error)]
enum Absent {
    #[error("there is no desktop to open it on")]
    Desktop,
    #[error("no portal is embedded here; run toasoan-portal beside it")]
    Portal,
}

#[async_trait]
impl Desktop for Headless {
    async fn choose_folder(&self, _: &Path) -> Option<PathBuf> {
        None
    }

    async fn choose_photos(&self) -> Vec<PathBuf> {
        Vec::new()
    }

    async fn choose_table(&self) -> Option<PathBuf> {
        None
    }

    fn open_folder(&self, _: &Path) -> Result<(), DesktopError> {
        Err(DesktopError(Box::new(Absent::Desktop)))
    }

    fn open_page(&self, _: &str) -> Result<(), DesktopError> {
        Err(DesktopError(Box::new(Absent::Desktop)))
    }
}

#[async_trait]
impl LocalPortal for Headless {
    async fn start(&self, _: &Path, _: &str) -> Result<LocalAccess, LocalPortalError> {
        Err(LocalPortalError::NotStarted(Box::new(Absent::Portal)))
    }
}

//! What the product needs from this desktop, gathered in one place.

use std::sync::Arc;

use app::ports::Ports;
use chrono::Utc;
use tauri::{AppHandle, Manager};

use crate::{desktop::Host, events, keychain::Keychain, local_portal::EmbeddedPortal, volumes};

/// The real clock, desktop, keychain and folders.
///
/// # Errors
/// When the system does not say where settings belong.
pub fn of(app: &AppHandle) -> tauri::Result<Ports> {
    let folders = app.path();
    // A user without a folder for documents still has a home.
    let documents = folders.document_dir().or_else(|_| folders.home_dir())?;
    Ok(Ports {
        clock: Arc::new(Utc::now),
        events: events::to_window(app.clone()),
        desktop: Arc::new(Host::new(app.clone())),
        volumes: Arc::new(volumes::mounted),
        secrets: Arc::new(Keychain::new()),
        local_portal: Arc::new(EmbeddedPortal::default()),
        settings_file: folders.app_config_dir()?.join("settings.json"),
        documents,
        version: app.package_info().version.to_string(),
    })
}

//! What happens in Rust and the window must hear of.

use app::view::AppEvent;
use tauri::{AppHandle, Emitter};

use crate::window::LABEL;

/// The name under which the window listens; each event says its own `type`.
const CHANNEL: &str = "event";

/// Sends events to the window. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Events {
    app: AppHandle,
}

impl Events {
    /// Events of this app.
    pub fn new(app: AppHandle) -> Self {
        Self { app }
    }

    /// Sends one. A window that is gone needs none, so a failure is only noted.
    pub fn send(&self, event: &AppEvent) {
        if let Err(error) = self.app.emit_to(LABEL, CHANNEL, event) {
            tracing::warn!(%error, "an event did not reach the window");
        }
    }
}

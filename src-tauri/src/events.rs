//! What happens in Rust and the window must hear of.

use std::sync::Arc;

use app::{ports::EventSink, view::AppEvent};
use tauri::{AppHandle, Emitter};

use crate::window::LABEL;

/// The name under which the window listens; each event says its own `type`.
const CHANNEL: &str = "event";

/// A sink whose events reach the window.
pub fn to_window(app: AppHandle) -> EventSink {
    Arc::new(move |event| send(&app, &event))
}

/// Sends one event. A window that is gone needs none, so a failure is only noted.
pub fn send(app: &AppHandle, event: &AppEvent) {
    if let Err(error) = app.emit_to(LABEL, CHANNEL, event) {
        tracing::warn!(%error, "an event did not reach the window");
    }
}

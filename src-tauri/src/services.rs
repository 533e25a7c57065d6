//! The seam between the shell and the product: what the window's questions are passed to.
//!
//! The window exists before the library is open. Questions that come early wait here.

use std::sync::Arc;

use serde_json::{Value, json};
use tauri::{AppHandle, Manager};
use tokio::sync::SetOnce;

use crate::{
    arguments::Arguments,
    events::Events,
    host::Host,
    keychain::Keychain,
    photo_protocol::{PhotoRequest, Picture},
};

/// What answers the window, from the moment it is there.
#[derive(Default)]
pub struct Services {
    ready: SetOnce<()>,
}

impl Services {
    /// Answers a question of the window. Errors are `ApiError` as JSON.
    pub async fn call(&self, name: String, _request: Value) -> Result<Value, Value> {
        self.ready.wait().await;
        Err(json!({ "code": "internal", "message": name, "fields": {}, "retryable": false }))
    }

    /// The bytes of a picture, or `None` when there is no such photo.
    pub async fn photo(&self, _wanted: PhotoRequest) -> Option<Picture> {
        self.ready.wait().await;
        None
    }

    /// Called once, when the window is gone.
    pub fn close(&self) {}
}

/// Opens everything behind the window and lets waiting questions through.
pub async fn start(
    app: AppHandle,
    arguments: Arguments,
    _events: Events,
    _host: Arc<Host>,
    _keychain: Keychain,
) {
    tracing::info!(library = ?arguments.library, "starting");
    if app.state::<Services>().ready.set(()).is_err() {
        tracing::error!("started twice");
    }
}

//! A Tauri window with nothing in it but one colour: what start and memory of the product are
//! compared with (`cargo xtask bench`).

use tauri::http::Response;
use tauri::{Url, WebviewUrl, WebviewWindowBuilder};

/// The colour tells whoever watches the screen that the page is there.
const PAGE: &str = "<!doctype html><body style='background:#0c5e63'>";

fn main() -> tauri::Result<()> {
    tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            let mut page = Response::new(PAGE.as_bytes().to_vec());
            let html = tauri::http::HeaderValue::from_static("text/html; charset=utf-8");
            page.headers_mut().insert(tauri::http::header::CONTENT_TYPE, html);
            page
        })
        .setup(|app| {
            let address = WebviewUrl::CustomProtocol(Url::parse("empty://localhost/")?);
            // As large as the product's window.
            WebviewWindowBuilder::new(app, "main", address)
                .title("Empty")
                .inner_size(1440.0, 900.0)
                .center()
                .build()?;
            Ok(())
        })
        .run(tauri::generate_context!())
}

//! Style, script and fonts, carried in the program itself.

use std::sync::LazyLock;

use axum::extract::Path;
use axum::http::StatusCode;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use sha2::{Digest, Sha256};

const STYLE: &str = include_str!("assets/site.css");
const SCRIPT: &str = include_str!("assets/site.js");
const FAVICON: &str = include_str!("assets/favicon.svg");

/// Names change with the content (the query), so browsers may keep what they have.
const FOR_GOOD: &str = "public, max-age=31536000, immutable";

macro_rules! fonts {
    ($($name:literal),* $(,)?) => {
        &[$(($name, include_bytes!(concat!("assets/fonts/", $name)))),*]
    };
}

const FONTS: &[(&str, &[u8])] = fonts![
    "be-vietnam-pro-latin-400-normal.woff2",
    "be-vietnam-pro-latin-500-normal.woff2",
    "be-vietnam-pro-latin-600-normal.woff2",
    "be-vietnam-pro-latin-ext-400-normal.woff2",
    "be-vietnam-pro-latin-ext-500-normal.woff2",
    "be-vietnam-pro-latin-ext-600-normal.woff2",
    "be-vietnam-pro-vietnamese-400-normal.woff2",
    "be-vietnam-pro-vietnamese-500-normal.woff2",
    "be-vietnam-pro-vietnamese-600-normal.woff2",
    "literata-latin-400-italic.woff2",
    "literata-latin-400-normal.woff2",
    "literata-latin-600-italic.woff2",
    "literata-latin-600-normal.woff2",
    "literata-latin-ext-400-italic.woff2",
    "literata-latin-ext-400-normal.woff2",
    "literata-latin-ext-600-italic.woff2",
    "literata-latin-ext-600-normal.woff2",
    "literata-vietnamese-400-italic.woff2",
    "literata-vietnamese-400-normal.woff2",
    "literata-vietnamese-600-italic.woff2",
    "literata-vietnamese-600-normal.woff2",
];

/// Address of the style sheet.
pub(super) static STYLE_ADDRESS: LazyLock<String> = LazyLock::new(|| address("site.css", STYLE));

/// Address of the script.
pub(super) static SCRIPT_ADDRESS: LazyLock<String> = LazyLock::new(|| address("site.js", SCRIPT));

fn address(name: &str, content: &str) -> String {
    let hash = domain::BlobHash(Sha256::digest(content).into()).to_string();
    format!("/tinh/{name}?v={}", &hash[..12])
}

/// A file of the site by name.
pub(super) async fn serve(Path(name): Path<String>) -> Response {
    let (media_type, content): (_, &'static [u8]) = match name.as_str() {
        "site.css" => ("text/css; charset=utf-8", STYLE.as_bytes()),
        "site.js" => ("text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        "favicon.svg" => ("image/svg+xml", FAVICON.as_bytes()),
        font => match FONTS.iter().find(|(name, _)| *name == font) {
            Some((_, content)) => ("font/woff2", content),
            None => return StatusCode::NOT_FOUND.into_response(),
        },
    };
    ([(CONTENT_TYPE, media_type), (CACHE_CONTROL, FOR_GOOD)], content).into_response()
}

/// The icon that browsers ask for by themselves.
pub(super) async fn favicon() -> Response {
    ([(CONTENT_TYPE, "image/svg+xml"), (CACHE_CONTROL, "public, max-age=86400")], FAVICON)
        .into_response()
}

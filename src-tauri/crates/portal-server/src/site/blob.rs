//! Pictures and attachments, given out only while something live names them.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, LOCATION,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::BlobHash;
use tokio_util::io::ReaderStream;

use super::{picture, problem, query};
use crate::error::PortalServerError;
use crate::portal::Shared;
use crate::sizes::Source;

/// `/anh/{sha256}.jpg`: a photo that a page shows, in a size that was sent.
pub(super) async fn picture(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, problem::Failure> {
    let Some((hash, ending)) = split::<BlobHash>(&name) else { return Ok(missing()) };
    let now = shared.now();
    let photos = shared.database.read(move |tx| query::shown_photos(tx, hash, now)).await?;
    let mut sent = photos.iter().flat_map(|photo| &photo.renditions);
    let known = sent.any(|it| it.blob == hash && picture::ending(&it.media_type) == ending);
    if !known {
        return Ok(missing());
    }
    let tag = format!("\"{hash}\"");
    for_good(&shared.blob_path(hash), tag, ending, &headers).await
}

/// `/anh/{sha256}/{width}.jpg`: the same photo in a width that the portal makes itself. Only what
/// pages offer is made; a picture that cannot be drawn is shown as it was sent.
pub(super) async fn smaller(
    State(shared): State<Arc<Shared>>,
    Path((hash, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, problem::Failure> {
    let (Ok(hash), Some((width, ending))) = (hash.parse::<BlobHash>(), split::<u32>(&name)) else {
        return Ok(missing());
    };
    let now = shared.now();
    let photos = shared.database.read(move |tx| query::shown_photos(tx, hash, now)).await?;
    let source = photos.iter().find_map(|photo| {
        let (largest, form, widths) = picture::drawn(photo)?;
        let meant = largest.blob == hash && form.ending() == ending && widths.contains(&width);
        meant.then(|| Source { hash, file: shared.blob_path(hash), form, widths })
    });
    let Some(source) = source else { return Ok(missing()) };
    let made = shared.sizes.find_or_make(source, width).await.unwrap_or_else(|error| {
        tracing::warn!(%error, "a size of a picture could not be kept");
        None
    });
    match made {
        Some(file) => for_good(&file, format!("\"{hash}-{width}\""), ending, &headers).await,
        None => {
            let place = format!("/anh/{hash}.{ending}");
            let asis = [(LOCATION, place), (CACHE_CONTROL, "no-store".to_owned())];
            Ok((StatusCode::FOUND, asis).into_response())
        }
    }
}

/// `/tep/{sha256}/{name}`: an attachment of a live article, under the name it has there.
pub(super) async fn attachment(
    State(shared): State<Arc<Shared>>,
    Path((hash, name)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, problem::Failure> {
    let Ok(hash) = hash.parse::<BlobHash>() else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let now = shared.now();
    let articles = shared.database.read(move |tx| query::articles_with(tx, hash, now)).await?;
    for article in articles {
        if article.attachments.iter().any(|it| it.blob == hash && it.file_name == name) {
            let tag = format!("\"{hash}\"");
            let mut response = file(&shared.blob_path(hash), tag, &headers).await?;
            let own = response.headers_mut();
            own.insert(CONTENT_TYPE, HeaderValue::from_static(media_type(&name)));
            own.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
            if let Ok(disposition) = HeaderValue::try_from(disposition(&name)) {
                own.insert(CONTENT_DISPOSITION, disposition);
            }
            return Ok(response);
        }
    }
    Ok(StatusCode::NOT_FOUND.into_response())
}

/// A file's name without its ending, and the ending. One name for each file: no leading zeros.
fn split<T: std::str::FromStr + ToString>(name: &str) -> Option<(T, &str)> {
    let (stem, ending) = name.split_once('.')?;
    let parsed: T = stem.parse().ok()?;
    (parsed.to_string() == stem).then_some((parsed, ending))
}

fn missing() -> Response {
    StatusCode::NOT_FOUND.into_response()
}

/// A picture under an address whose bytes never change.
async fn for_good(
    place: &std::path::Path,
    tag: String,
    ending: &str,
    headers: &HeaderMap,
) -> Result<Response, problem::Failure> {
    let media_type = match ending {
        "png" => "image/png",
        "webp" => "image/webp",
        _ => "image/jpeg",
    };
    let mut response = file(place, tag, headers).await?;
    let own = response.headers_mut();
    own.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    own.insert(CACHE_CONTROL, HeaderValue::from_static("public, max-age=31536000, immutable"));
    Ok(response)
}

/// The bytes, or 304 for somebody who has them.
async fn file(
    place: &std::path::Path,
    tag: String,
    headers: &HeaderMap,
) -> Result<Response, PortalServerError> {
    let known =
        headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|tags| {
            tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
        });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let file = tokio::fs::File::open(place).await?;
        let bytes = file.metadata().await?.len();
        let mut response = Body::from_stream(ReaderStream::new(file)).into_response();
        response.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(bytes));
        response
    };
    if let Ok(tag) = HeaderValue::try_from(tag) {
        response.headers_mut().insert(ETAG, tag);
    }
    Ok(response)
}

/// The media type of a download. Only what cannot run in a browser is named as it is; anything else
/// is "some bytes".
fn media_type(name: &str) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        "doc" => "application/msword",
        "docx" => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xls" => "application/vnd.ms-excel",
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "pptx" => "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        _ => "application/octet-stream",
    }
}

/// `Content-Disposition` with the name in both forms of RFC 6266: plain for old programs, exact in
/// UTF-8 for all others.
fn disposition(name: &str) -> String {
    let plain: String = text::fold::fold(name)
        .chars()
        .map(|c| match c {
            'a'..='z' | '0'..='9' | '.' | '-' | '_' | ' ' | '(' | ')' => c,
            _ => '_',
        })
        .collect();
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{}", percent(name))
}

/// Percent-encoding that leaves only the characters that RFC 8187 and paths both leave alone.
pub(super) fn percent(text: &str) -> String {
    use std::fmt::Write;
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            // Writing into a string cannot fail.
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A file name with quotes or line breaks must not become a header of its own; a Vietnamese one
    /// must arrive as it was.
    #[test]
    fn file_names_survive_and_stay_inside() {
        assert_eq!(
            disposition("Quyết định \"57\"\r\nX: y.pdf"),
            "attachment; filename=\"quyet dinh _57___x_ y.pdf\"; \
             filename*=UTF-8''Quy%E1%BA%BFt%20%C4%91%E1%BB%8Bnh%20%2257%22%0D%0AX%3A%20y.pdf"
        );
    }
}

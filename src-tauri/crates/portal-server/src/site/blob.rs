//! Pictures and attachments, given out only while something live names them.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::BlobHash;
use portal_wire::{WireArticle, WirePhoto};
use tokio_util::io::ReaderStream;

use super::{picture, problem, query};
use crate::error::PortalServerError;
use crate::portal::Shared;

/// `/anh/{sha256}.jpg`: one size of a live photo.
pub(super) async fn picture(
    State(shared): State<Arc<Shared>>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, problem::Failure> {
    let Some((hash, ending)) = split(&name) else {
        return Ok(StatusCode::NOT_FOUND.into_response());
    };
    let now = shared.now();
    let uses = shared.database.read(move |tx| query::blob_uses(tx, hash, "photo", now)).await?;
    for live in uses {
        let photo: WirePhoto = serde_json::from_str(&live).map_err(PortalServerError::from)?;
        let rendition = photo.renditions.iter().find(|rendition| rendition.blob == hash);
        if let Some(rendition) = rendition
            && picture::ending(&rendition.media_type) == ending
        {
            let media_type = match ending.as_str() {
                "png" => "image/png",
                "webp" => "image/webp",
                _ => "image/jpeg",
            };
            let mut response = file(&shared, hash, &headers).await?;
            let own = response.headers_mut();
            own.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
            own.insert(
                CACHE_CONTROL,
                HeaderValue::from_static("public, max-age=31536000, immutable"),
            );
            return Ok(response);
        }
    }
    Ok(StatusCode::NOT_FOUND.into_response())
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
    let uses = shared.database.read(move |tx| query::blob_uses(tx, hash, "article", now)).await?;
    for live in uses {
        let article: WireArticle = serde_json::from_str(&live).map_err(PortalServerError::from)?;
        if article.attachments.iter().any(|it| it.blob == hash && it.file_name == name) {
            let mut response = file(&shared, hash, &headers).await?;
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

fn split(name: &str) -> Option<(BlobHash, String)> {
    let (hash, ending) = name.split_once('.')?;
    Some((hash.parse().ok()?, ending.to_owned()))
}

/// The bytes, or 304 for somebody who has them.
async fn file(
    shared: &Shared,
    hash: BlobHash,
    headers: &HeaderMap,
) -> Result<Response, PortalServerError> {
    let tag = format!("\"{hash}\"");
    let known =
        headers.get(IF_NONE_MATCH).and_then(|value| value.to_str().ok()).is_some_and(|tags| {
            tags.split(',').any(|known| known.trim().trim_start_matches("W/") == tag)
        });
    let mut response = if known {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let file = tokio::fs::File::open(shared.blob_path(hash)).await?;
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

//! `photo://localhost/<size>/<id>?v=<version>`: pictures for the window, by opaque id.
//!
//! The page never learns where a file lies. Answers are immutable: whoever rotates or crops a photo
//! changes `v`, and the web view asks anew.

use tauri::{
    AppHandle, Manager, UriSchemeContext, UriSchemeResponder, Wry,
    http::{Method, Request, Response, StatusCode, header},
};

use crate::services::Services;

/// How large the picture is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PhotoSize {
    /// For grids and lists.
    Thumb,
    /// For the viewer and the page.
    Large,
    /// As it was brought in.
    Original,
}

/// What the window asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoRequest {
    /// How large.
    pub size: PhotoSize,
    /// The photo's id as text; whether it exists is for the library to say.
    pub id: String,
}

/// A picture ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The encoded file.
    pub bytes: Vec<u8>,
    /// Its MIME type.
    pub mime: &'static str,
}

/// Answers one request without holding up the window.
pub fn serve(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let app = context.app_handle().clone();
    tauri::async_runtime::spawn(async move {
        responder.respond(answer(&app, &request).await);
    });
}

async fn answer(app: &AppHandle, request: &Request<Vec<u8>>) -> Response<Vec<u8>> {
    if request.method() != Method::GET {
        return refusal(StatusCode::METHOD_NOT_ALLOWED);
    }
    let Some(wanted) = parse(request.uri().path()) else {
        return refusal(StatusCode::NOT_FOUND);
    };
    match app.state::<Services>().photo(wanted).await {
        Some(picture) => shown(picture),
        None => refusal(StatusCode::NOT_FOUND),
    }
}

/// Reads `/<size>/<id>`. An id is letters, digits and hyphens: nothing that could name a path.
fn parse(path: &str) -> Option<PhotoRequest> {
    let (size, id) = path.strip_prefix('/')?.split_once('/')?;
    let size = match size {
        "thumb" => PhotoSize::Thumb,
        "large" => PhotoSize::Large,
        "original" => PhotoSize::Original,
        _ => return None,
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-';
    (!id.is_empty() && id.len() <= 64 && id.chars().all(plain))
        .then(|| PhotoRequest { size, id: id.to_owned() })
}

fn shown(picture: Picture) -> Response<Vec<u8>> {
    let mut response = Response::new(picture.bytes);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, header::HeaderValue::from_static(picture.mime));
    headers.insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("private, max-age=31536000, immutable"),
    );
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, header::HeaderValue::from_static("nosniff"));
    response
}

/// A refusal is not kept: the thumbnail may exist a moment later.
fn refusal(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, header::HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// A path that reached the library as an id could read files that are no photos.
    #[rstest]
    #[case("/thumb/0197a3c2-7d1e-7c4b-9f00-1234567890ab", Some(PhotoSize::Thumb))]
    #[case("/large/0197a3c2", Some(PhotoSize::Large))]
    #[case("/original/0197a3c2", Some(PhotoSize::Original))]
    #[case("/thumb/", None)]
    #[case("/thumb/../../etc/passwd", None)]
    #[case("/thumb/%2e%2e", None)]
    #[case("/raw/0197a3c2", None)]
    #[case("/thumb", None)]
    fn only_sizes_and_plain_ids_are_served(#[case] path: &str, #[case] size: Option<PhotoSize>) {
        assert_eq!(parse(path).map(|request| request.size), size);
    }

    /// A refused thumbnail that were kept would stay blank after it was made.
    #[test]
    fn pictures_are_kept_and_refusals_are_not() {
        let kept = shown(Picture { bytes: vec![1], mime: "image/jpeg" });
        let refused = refusal(StatusCode::NOT_FOUND);

        assert!(kept.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert_eq!(kept.headers()[header::CONTENT_TYPE], "image/jpeg");
        assert_eq!(refused.headers()[header::CACHE_CONTROL], "no-store");
    }
}

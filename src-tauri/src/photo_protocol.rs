//! `photo://localhost/<size>/<id>?v=<version>`: pictures for the window, by opaque id.
//!
//! The page never learns where a file lies. Answers are immutable: whoever rotates or crops a photo
//! changes `v`, and the web view asks anew.

use app::{App, PictureBytes, PictureSize};
use tauri::{
    AppHandle, Manager, UriSchemeContext, UriSchemeResponder, Wry,
    http::{HeaderValue, Method, Request, Response, StatusCode, header},
};

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
    let Some((size, id)) = parse(request.uri().path()) else {
        return refusal(StatusCode::NOT_FOUND);
    };
    // The id's type says what an id looks like; anything else names no photo.
    let Ok(id) = id.parse() else {
        return refusal(StatusCode::NOT_FOUND);
    };
    match app.state::<App>().picture(id, size).await {
        Ok(picture) => shown(picture),
        Err(error) => {
            tracing::warn!(%error, %id, "a picture could not be shown");
            refusal(StatusCode::NOT_FOUND)
        }
    }
}

/// Reads `/<size>/<id>`.
fn parse(path: &str) -> Option<(PictureSize, &str)> {
    let (size, id) = path.strip_prefix('/')?.split_once('/')?;
    let size = match size {
        "thumb" => PictureSize::Grid,
        "large" => PictureSize::View,
        "whole" => PictureSize::Whole,
        "original" => PictureSize::Original,
        _ => return None,
    };
    Some((size, id))
}

fn shown(picture: PictureBytes) -> Response<Vec<u8>> {
    let mut response = Response::new(picture.bytes);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(picture.media_type));
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=31536000, immutable"),
    );
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

/// A refusal is not kept: the thumbnail may exist a moment later.
fn refusal(status: StatusCode) -> Response<Vec<u8>> {
    let mut response = Response::new(Vec::new());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// A size that is misread shows a blurred picture in the viewer, or a huge one in the grid.
    #[rstest]
    #[case("/thumb/0197a3c2", Some((PictureSize::Grid, "0197a3c2")))]
    #[case("/large/0197a3c2", Some((PictureSize::View, "0197a3c2")))]
    #[case("/whole/0197a3c2", Some((PictureSize::Whole, "0197a3c2")))]
    #[case("/original/0197a3c2", Some((PictureSize::Original, "0197a3c2")))]
    #[case("/raw/0197a3c2", None)]
    #[case("/thumb", None)]
    #[case("", None)]
    fn reads_sizes(#[case] path: &str, #[case] expected: Option<(PictureSize, &str)>) {
        assert_eq!(parse(path), expected);
    }

    /// A refused thumbnail that were kept would stay blank after it was made.
    #[test]
    fn pictures_are_kept_and_refusals_are_not() {
        let kept = shown(PictureBytes { bytes: vec![1], media_type: "image/jpeg" });
        let refused = refusal(StatusCode::NOT_FOUND);

        assert!(kept.headers()[header::CACHE_CONTROL].to_str().unwrap().contains("immutable"));
        assert_eq!(kept.headers()[header::CONTENT_TYPE], "image/jpeg");
        assert_eq!(refused.headers()[header::CACHE_CONTROL], "no-store");
    }
}

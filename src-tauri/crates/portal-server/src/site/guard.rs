//! What every answer of the site forbids the browser to do, whatever is on the page.

use std::sync::LazyLock;

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_SECURITY_POLICY, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::middleware::Next;
use axum::response::Response;

/// Everything comes from the portal itself; only the players that `text` lets into a body may be
/// framed.
static POLICY: LazyLock<Option<HeaderValue>> = LazyLock::new(|| {
    let players: Vec<String> =
        text::embed::PLAYER_HOSTS.iter().map(|host| format!("https://{host}")).collect();
    let policy = format!(
        "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; font-src 'self'; \
         frame-src {}; form-action 'self'; base-uri 'none'; frame-ancestors 'self'",
        players.join(" ")
    );
    HeaderValue::try_from(policy).ok()
});

/// Adds the protective headers to every answer.
pub(super) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    if let Some(policy) = POLICY.clone() {
        headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("strict-origin-when-cross-origin"));
    headers.insert("permissions-policy", HeaderValue::from_static("interest-cohort=()"));
    response
}

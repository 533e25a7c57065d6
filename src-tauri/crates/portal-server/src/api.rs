//! The native API under `/api/v1`. Its rules are told in `docs/PORTAL-API.md`.

mod auth;
mod blobs;
mod body;
mod changes;
mod content;
mod info;
mod items;
mod precondition;
mod publish;
mod refusal;
mod running;
mod statistics;
mod strict;
mod uploads;

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderValue, header};
use axum::middleware::{self, Next};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Router, http::StatusCode};
use portal_wire::API_ROOT;

use crate::portal::Shared;

pub(crate) use refusal::Refusal;
pub(crate) use running::Running;

/// Largest blob in bytes.
pub(crate) const MAX_BLOB_BYTES: u64 = 256 << 20;
/// Blobs above this size (bytes) should come in parts.
pub(crate) const RESUMABLE_ABOVE_BYTES: u64 = 8 << 20;
/// Largest JSON body in bytes.
pub(crate) const MAX_JSON_BYTES: usize = 5 << 20;

/// Everything under [`API_ROOT`].
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    let item = get(items::get).put(items::put).delete(items::delete);
    let uploads = post(uploads::create).options(uploads::describe);
    let upload =
        axum::routing::head(uploads::offset).patch(uploads::append).delete(uploads::delete);
    let routes = Router::new()
        .route("/", get(info::info))
        .route("/openapi.json", get(info::openapi))
        .route("/changes", get(changes::page))
        .route("/publish", post(publish::publish))
        .route("/statistics", get(statistics::read))
        .route("/blobs/{hash}", get(blobs::get).put(blobs::put))
        .route("/uploads", uploads)
        .route("/uploads/{id}", upload)
        .route("/{kind}/{id}", item)
        .fallback(|| async { Refusal::not_found("there is no such address".to_owned()) })
        .method_not_allowed_fallback(|| async {
            Refusal::other(StatusCode::METHOD_NOT_ALLOWED, "this address has no such method")
        })
        .layer(middleware::from_fn(headers))
        .with_state(shared);
    Router::new().nest(API_ROOT, routes)
}

/// Nothing here is a page, nothing may be kept by caches, and no other site may ask.
async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static("default-src 'none'; frame-ancestors 'none'; sandbox"),
    );
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

//! The pages for addresses that lead nowhere, no longer lead anywhere, or failed.

use std::sync::Arc;

use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use chrono::{DateTime, Utc};
use maud::{DOCTYPE, Markup, html};
use rusqlite::Connection;

use super::layout::{self, Frame, Head, Section};
use super::query::{self, Filter};
use super::{asset, card};
use crate::error::PortalServerError;
use crate::portal::Shared;

/// A page that could not be made. Readers are told so; the log is told why.
#[derive(Debug)]
pub(super) struct Failure(PortalServerError);

impl From<PortalServerError> for Failure {
    fn from(error: PortalServerError) -> Self {
        Self(error)
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        tracing::error!(error = %self.0, cause = ?std::error::Error::source(&self.0), "a page failed");
        let page = html! {
            (DOCTYPE)
            html lang="vi" {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { "Cổng đang gặp trục trặc" }
                    link rel="stylesheet" href=(*asset::STYLE_ADDRESS);
                }
                body { main.wrap.notice {
                    p.code { "500" }
                    h1 { "Cổng đang gặp trục trặc" }
                    p { "Trang chưa mở được. Xin thử lại sau ít phút." }
                } }
            }
        };
        html_page(StatusCode::INTERNAL_SERVER_ERROR, page)
    }
}

/// A page as an answer. Browsers ask again each time: counters and news move.
pub(super) fn html_page(status: StatusCode, page: Markup) -> Response {
    (status, [(header::CACHE_CONTROL, "no-cache")], Html(page.into_string())).into_response()
}

/// 404 for any address that nothing stands at.
pub(super) async fn not_found(State(shared): State<Arc<Shared>>) -> Result<Response, Failure> {
    let now = shared.now();
    Ok(shared.database.read(move |tx| missing(tx, now)).await?)
}

/// 404.
pub(super) fn missing(
    connection: &Connection,
    now: DateTime<Utc>,
) -> Result<Response, PortalServerError> {
    let text = "Địa chỉ có thể đã đổi hoặc gõ nhầm. Xin tìm trong cổng hoặc xem các tin mới.";
    notice(connection, now, StatusCode::NOT_FOUND, "Không tìm thấy trang", text)
}

/// 410: what was here was taken down.
pub(super) fn gone(
    connection: &Connection,
    now: DateTime<Utc>,
) -> Result<Response, PortalServerError> {
    let text = "Nội dung này đã được gỡ hoặc đã hết hạn đăng và không còn trên cổng.";
    notice(connection, now, StatusCode::GONE, "Nội dung đã được gỡ", text)
}

fn notice(
    connection: &Connection,
    now: DateTime<Utc>,
    status: StatusCode,
    title: &str,
    text: &str,
) -> Result<Response, PortalServerError> {
    let frame = Frame::load(connection, now)?;
    let news = query::articles(connection, Filter::All, now, 5, 0)?;
    let head = Head { title: title.to_owned(), unlisted: true, ..Head::default() };
    let main = html! {
        div.notice {
            p.code { (status.as_u16()) }
            h1 { (title) }
            p { (text) }
            (layout::search_form("", "tim-lai"))
            p { a.button href="/" { "Về trang chủ" } }
        }
        @if !news.is_empty() {
            section.block {
                div.block-head { h2 { "Tin mới" } a href="/tin-tuc" { "Xem tất cả" } }
                ul.headlines { @for listed in &news { li { (card::headline(listed)) } } }
            }
        }
    };
    Ok(html_page(status, layout::page(&frame, &head, Section::None, &main, None)))
}

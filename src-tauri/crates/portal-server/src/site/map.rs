//! The map of the portal: for people, for search machines, and what robots may ask for.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use maud::{Markup, html};
use rusqlite::named_params;

use super::layout::{self, Frame, Head, Section};
use super::problem::{self, Failure};
use super::query::VISIBLE;
use super::reader::Reader;
use super::{feed, visits};
use crate::error::PortalServerError;
use crate::portal::Shared;

/// A sitemap holds at most this many addresses (sitemaps.org, protocol 0.9).
const MOST_ADDRESSES: u32 = 50_000;

/// `/so-do-cong`
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    reader: Reader,
) -> Result<Response, Failure> {
    visits::note(&shared, reader.visitor, None).await;
    let now = shared.now();
    let page = shared
        .database
        .read(move |tx| -> Result<Markup, PortalServerError> {
            let frame = Frame::load(tx, now)?;
            let head = Head {
                title: "Sơ đồ cổng".to_owned(),
                description: format!("Các mục của {}", frame.name),
                origin: reader.origin,
                path: "/so-do-cong".to_owned(),
                ..Head::default()
            };
            let main = html! {
                (layout::crumbs(&[("Trang chủ", Some("/")), ("Sơ đồ cổng", None)]))
                div.page-head { h1 { "Sơ đồ cổng" } }
                ul.map {
                    li { a href="/" { "Trang chủ" } }
                    li { a href="/tin-tuc" { "Tin tức" }
                        ul { @for it in &frame.categories {
                            li { a href=(format!("/chuyen-muc/{}", it.slug)) { (it.name) } " "
                                a.quiet href=(format!("/chuyen-muc/{}/rss.xml", it.slug))
                                    aria-label=(format!("RSS {}", it.name)) { "RSS" } }
                        } }
                    }
                    li { a href="/thu-vien-anh" { "Thư viện ảnh" } }
                    li { a href="/tim-kiem" { "Tìm kiếm" } }
                    li { a href="/rss.xml" { "RSS" } }
                }
            };
            Ok(layout::page(&frame, &head, Section::None, &main, None))
        })
        .await?;
    Ok(problem::html_page(StatusCode::OK, page))
}

/// `/sitemap.xml`
pub(super) async fn sitemap(
    State(shared): State<Arc<Shared>>,
    reader: Reader,
) -> Result<Response, Failure> {
    let now = shared.now();
    let response = shared
        .database
        .read(move |tx| -> Result<Response, PortalServerError> {
            let frame = Frame::load(tx, now)?;
            let sql = format!(
                "SELECT path, updated_at FROM resource
                 WHERE kind IN ('article', 'album') AND path IS NOT NULL AND {VISIBLE}
                 ORDER BY updated_at DESC LIMIT {MOST_ADDRESSES}"
            );
            let mut statement = tx.prepare_cached(&sql)?;
            let pages = statement
                .query_map(named_params! {":now": now.timestamp_millis()}, |row| {
                    Ok((row.get::<_, String>(0)?, row.get::<_, Option<i64>>(1)?))
                })?
                .collect::<rusqlite::Result<Vec<_>>>()?;
            let lists = ["/", "/tin-tuc", "/thu-vien-anh"].map(str::to_owned).into_iter().chain(
                frame.categories.iter().map(|category| format!("/chuyen-muc/{}", category.slug)),
            );
            let content = html! {
                urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" {
                    @for path in lists { url { loc { (reader.origin) (path) } } }
                    @for (path, updated) in &pages {
                        url {
                            loc { (reader.origin) (path) }
                            @if let Some(updated) = updated.and_then(
                                chrono::DateTime::from_timestamp_millis) {
                                lastmod { (updated.to_rfc3339()) }
                            }
                        }
                    }
                }
            };
            Ok(feed::xml("application/xml", &content))
        })
        .await?;
    Ok(response)
}

/// `/robots.txt`
pub(super) async fn robots(reader: Reader) -> Response {
    let text = format!(
        "User-agent: *\nDisallow: /api/\nDisallow: /tim-kiem\nDisallow: /*?in=1\n\n\
         Sitemap: {}/sitemap.xml\n",
        reader.origin
    );
    ([(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}

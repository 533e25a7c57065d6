//! RSS 2.0: the newest articles of the portal or of a category.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use maud::{Markup, PreEscaped, html};
use portal_wire::WireCategory;

use super::layout::Frame;
use super::problem::{self, Failure};
use super::query::{self, Filter, Listed};
use super::reader::Reader;
use crate::error::PortalServerError;
use crate::portal::Shared;

/// Articles in a feed.
const ITEMS: u32 = 30;

/// `/rss.xml`
pub(super) async fn news(
    State(shared): State<Arc<Shared>>,
    reader: Reader,
) -> Result<Response, Failure> {
    feed(&shared, None, reader.origin).await
}

/// `/chuyen-muc/{slug}/rss.xml`
pub(super) async fn category(
    State(shared): State<Arc<Shared>>,
    Path(slug): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    feed(&shared, Some(slug), reader.origin).await
}

async fn feed(shared: &Shared, slug: Option<String>, origin: String) -> Result<Response, Failure> {
    let now = shared.now();
    let response = shared
        .database
        .read(move |tx| -> Result<Response, PortalServerError> {
            let category = match &slug {
                None => None,
                Some(slug) => match query::category(tx, slug)? {
                    Some(category) => Some(category),
                    None => return problem::missing(tx, now),
                },
            };
            let filter = slug.as_deref().map_or(Filter::All, Filter::Category);
            let articles = query::articles(tx, filter, now, ITEMS, 0)?;
            let frame = Frame::load(tx, now)?;
            Ok(xml("application/rss+xml", &channel(&frame, category.as_ref(), &articles, &origin)))
        })
        .await?;
    Ok(response)
}

/// XML as an answer. Characters that XML cannot hold at all are left out.
pub(super) fn xml(media_type: &str, content: &Markup) -> Response {
    let allowed = |c: &char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let forbidden = ['\u{fffe}', '\u{ffff}'];
    let body: String =
        content.0.chars().filter(allowed).filter(|c| !forbidden.contains(c)).collect();
    let headers = [
        (CONTENT_TYPE, format!("{media_type}; charset=utf-8")),
        (CACHE_CONTROL, "no-cache".to_owned()),
    ];
    (headers, format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{body}")).into_response()
}

fn channel(
    frame: &Frame,
    category: Option<&WireCategory>,
    articles: &[Listed],
    origin: &str,
) -> Markup {
    let (title, page, own) = match category {
        None => (frame.name.clone(), "/".to_owned(), "/rss.xml".to_owned()),
        Some(it) => (
            format!("{} – {}", it.name, frame.name),
            format!("/chuyen-muc/{}", it.slug),
            format!("/chuyen-muc/{}/rss.xml", it.slug),
        ),
    };
    html! {
        rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" {
            channel {
                title { (title) }
                (PreEscaped("<link>")) (origin) (page) (PreEscaped("</link>"))
                description { (frame.whole_name()) }
                language { "vi" }
                (PreEscaped("<atom:link rel=\"self\" type=\"application/rss+xml\" href=\""))
                (origin) (own) (PreEscaped("\"/>"))
                @for listed in articles { (item(listed, origin)) }
            }
        }
    }
}

fn item(listed: &Listed, origin: &str) -> Markup {
    let article = &listed.article;
    html! {
        item {
            title { (article.title) }
            (PreEscaped("<link>")) (origin) (listed.path) (PreEscaped("</link>"))
            guid isPermaLink="false" { "urn:uuid:" (article.id) }
            description { (article.lead) }
            pubDate { (article.updated_at.to_rfc2822()) }
            @if let Some(category) = &article.category { category { (category.name) } }
        }
    }
}

//! Lists of news: all of it, or one category.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use portal_wire::WireCategory;

use super::card::Thumb;
use super::layout::{self, Frame, Head, Section};
use super::pager::{PageQuery, Pager};
use super::problem::{self, Failure};
use super::query::{self, Filter, Listed};
use super::reader::Reader;
use super::{card, icons, visits};
use crate::error::PortalServerError;
use crate::portal::Shared;

/// Articles on a page.
const PER_PAGE: u32 = 12;

/// `/tin-tuc`
pub(super) async fn news(
    State(shared): State<Arc<Shared>>,
    Query(asked): Query<PageQuery>,
    reader: Reader,
) -> Result<Response, Failure> {
    list(&shared, None, asked, reader).await
}

/// `/chuyen-muc/{slug}`
pub(super) async fn category(
    State(shared): State<Arc<Shared>>,
    Path(slug): Path<String>,
    Query(asked): Query<PageQuery>,
    reader: Reader,
) -> Result<Response, Failure> {
    list(&shared, Some(slug), asked, reader).await
}

async fn list(
    shared: &Arc<Shared>,
    slug: Option<String>,
    asked: PageQuery,
    reader: Reader,
) -> Result<Response, Failure> {
    visits::note(shared, reader.visitor, None).await;
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
            let total = query::count(tx, filter, now)?;
            let Some(pager) = Pager::new(&asked.trang, total, PER_PAGE) else {
                return problem::missing(tx, now);
            };
            let frame = Frame::load(tx, now)?;
            let articles = query::articles(tx, filter, now, PER_PAGE, pager.offset())?;
            let covers = card::covers(tx, &articles)?;
            let photos = query::newest_album_photos(tx, now, 5)?;
            let aside = html! { (layout::gallery(&photos)) (layout::counters(&frame)) };
            let main = cards(category.as_ref(), &articles, &covers, pager);
            let head = head(category.as_ref(), &frame, reader.origin, pager);
            let section = slug.as_deref().map_or(Section::News, Section::Category);
            let page = layout::page(&frame, &head, section, &main, Some(&aside));
            Ok(problem::html_page(StatusCode::OK, page))
        })
        .await?;
    Ok(response)
}

fn path(category: Option<&WireCategory>) -> String {
    category.map_or_else(|| "/tin-tuc".to_owned(), |it| format!("/chuyen-muc/{}", it.slug))
}

fn page_path(category: Option<&WireCategory>, page: u32) -> String {
    let path = path(category);
    if page == 1 { path } else { format!("{path}?trang={page}") }
}

fn head(category: Option<&WireCategory>, frame: &Frame, origin: String, pager: Pager) -> Head {
    let name = category.map_or("Tin tức", |category| category.name.as_str());
    Head {
        title: name.to_owned(),
        description: format!("{name} của {}", frame.name),
        origin,
        path: page_path(category, pager.page),
        feed: category.map(|category| format!("/chuyen-muc/{}/rss.xml", category.slug)),
        ..Head::default()
    }
}

fn cards(
    category: Option<&WireCategory>,
    articles: &[Listed],
    covers: &card::Covers,
    pager: Pager,
) -> Markup {
    let name = category.map_or("Tin tức", |category| category.name.as_str());
    let feed = category
        .map_or_else(|| "/rss.xml".to_owned(), |it| format!("/chuyen-muc/{}/rss.xml", it.slug));
    let mut trail = vec![("Trang chủ", Some("/"))];
    if category.is_some() {
        trail.push(("Tin tức", Some("/tin-tuc")));
    }
    trail.push((name, None));
    html! {
        (layout::crumbs(&trail))
        div.page-head {
            h1 { (name) }
            a.quiet href=(feed) { (icons::FEED.draw(16)) "Theo dõi qua RSS" }
        }
        @if articles.is_empty() { p.none { "Chưa có bài nào trong mục này." } }
        div.cards { @for listed in articles { (card::card(listed, covers, Thumb::Wide)) } }
        (pager.links(|page| page_path(category, page)))
    }
}

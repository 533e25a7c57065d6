//! The page of an article, and its print view.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::{ArticleId, display};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use portal_wire::{WireArticle, WirePhoto};
use rusqlite::Connection;
use serde::Deserialize;

use super::layout::{self, Frame, Head, Section};
use super::picture::Photos;
use super::problem::{self, Failure};
use super::query::{self, Page};
use super::reader::Reader;
use super::{blob, card, icons, picture, source, visits};
use crate::error::PortalServerError;
use crate::portal::Shared;

/// Photos of the newest albums, shown beside an article that has none of its own.
const SIDE_PHOTOS: usize = 5;

/// How an article is to be shown.
#[derive(Debug, Default, Deserialize)]
pub(super) struct View {
    /// "In": `1` asks for the print view.
    #[serde(rename = "in", default)]
    print: String,
}

/// Everything a page of an article is made from.
struct Read {
    article: WireArticle,
    path: String,
    views: u64,
    body: String,
    side: Vec<WirePhoto>,
    cover: Option<WirePhoto>,
}

/// `/tin-tuc/{slug}`
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Path(slug): Path<String>,
    Query(view): Query<View>,
    reader: Reader,
) -> Result<Response, Failure> {
    let now = shared.now();
    let path = format!("/tin-tuc/{slug}");
    let asked = path.clone();
    let live = shared
        .database
        .read(move |tx| match query::page(tx, &asked, now)? {
            Page::Live(live) => Ok(Ok(serde_json::from_str::<WireArticle>(&live)?)),
            Page::Gone => problem::gone(tx, now).map(Err),
            Page::Unknown => problem::missing(tx, now).map(Err),
        })
        .await
        .map_err(|error: PortalServerError| error)?;
    let article = match live {
        Ok(article) => article,
        Err(response) => return Ok(response),
    };
    let print = view.print == "1";
    let visitor = reader.visitor.filter(|_| !print);
    visits::note(&shared, visitor, Some(article.id)).await;
    let page = shared
        .database
        .read(move |tx| -> Result<Markup, PortalServerError> {
            let frame = Frame::load(tx, now)?;
            let read = read(tx, article, path, now)?;
            let head = head(&read, &frame, reader.origin);
            Ok(if print { print_view(&frame, &head, &read) } else { whole(&frame, &head, &read) })
        })
        .await?;
    Ok(problem::html_page(StatusCode::OK, page))
}

fn read(
    connection: &Connection,
    article: WireArticle,
    path: String,
    now: DateTime<Utc>,
) -> Result<Read, PortalServerError> {
    let photos = Photos(query::photos(connection, article.photos())?);
    let mut side: Vec<_> =
        article.gallery.iter().filter_map(|id| photos.0.get(id)).cloned().collect();
    if side.is_empty() {
        side = query::newest_album_photos(connection, now, SIDE_PHOTOS)?;
    }
    let views = views(connection, article.id)?;
    let body = text::html::to_html(&article.body, &photos);
    let cover = card::cover(&article).and_then(|id| photos.0.get(&id)).cloned();
    Ok(Read { article, path, views, body, side, cover })
}

fn views(connection: &Connection, article: ArticleId) -> Result<u64, PortalServerError> {
    Ok(visits::views(connection, article)?)
}

fn head(read: &Read, frame: &Frame, origin: String) -> Head {
    let article = &read.article;
    let text = if article.lead.trim().is_empty() {
        article.body.plain_text()
    } else {
        article.lead.clone()
    };
    let keywords = article.keywords.iter().chain(&article.tags).cloned().collect();
    let image = read
        .cover
        .as_ref()
        .and_then(picture::plain)
        .map(|plain| format!("{origin}{}", plain.address));
    let data = serde_json::json!({
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": format!("{origin}{}", read.path),
        "headline": article.title,
        "description": shortened(&text),
        "image": image,
        "datePublished": article.publish_at.unwrap_or(article.updated_at).to_rfc3339(),
        "dateModified": article.updated_at.to_rfc3339(),
        "author": {"@type": "Person", "name": source::author(article)},
        "publisher": {"@type": "GovernmentOrganization", "name": frame.name},
        "articleSection": article.category.as_ref().map(|category| &category.name),
        "keywords": keywords,
        "inLanguage": "vi",
    });
    Head {
        title: article.title.clone(),
        description: shortened(&text),
        origin,
        path: read.path.clone(),
        keywords,
        photo: read.cover.clone(),
        data: Some(data),
        ..Head::default()
    }
}

/// At most about 200 characters, cut between words: what previews show.
fn shortened(text: &str) -> String {
    const LIMIT: usize = 200;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LIMIT) {
        None => text,
        Some((end, _)) => {
            let cut = text[..end].rfind(' ').unwrap_or(end);
            format!("{}…", &text[..cut])
        }
    }
}

fn whole(frame: &Frame, head: &Head, read: &Read) -> Markup {
    let article = &read.article;
    let category = article.category.as_ref();
    let category_path = category.map(|it| format!("/chuyen-muc/{}", it.slug));
    let mut trail = vec![("Trang chủ", Some("/")), ("Tin tức", Some("/tin-tuc"))];
    if let (Some(category), Some(path)) = (category, &category_path) {
        trail.push((&category.name, Some(path)));
    }
    let main = html! {
        article.story {
            header.story-head {
                (layout::crumbs(&trail))
                (tools(&read.path))
                h1 { (article.title) }
                (meta(read))
            }
            div.text id="bai-viet" { (words(read)) }
            (tail(read))
        }
    };
    let aside = html! { (layout::gallery(&read.side)) (layout::counters(frame)) };
    layout::page(frame, head, Section::News, &main, Some(&aside))
}

/// A-, A, A+ and "Bản in". The sizes need the script, so it is the script that shows them.
fn tools(path: &str) -> Markup {
    html! {
        div.tools {
            div.sizes role="group" aria-label="Cỡ chữ bài viết" {
                button type="button" data-size="-1" aria-label="Chữ nhỏ hơn" { "A-" }
                button type="button" data-size="0" aria-label="Chữ vừa" { "A" }
                button type="button" data-size="1" aria-label="Chữ to hơn" { "A+" }
            }
            a.button href=(format!("{path}?in=1")) rel="nofollow" {
                (icons::PRINTER.draw(18)) "Bản in"
            }
        }
    }
}

fn meta(read: &Read) -> Markup {
    let article = &read.article;
    html! {
        p.story-meta {
            span { "Cập nhật lúc: "
                time datetime=(article.updated_at.to_rfc3339()) {
                    (display::stamp(article.updated_at))
                } }
            " "
            span { "Số lượt xem: " b { (display::count(read.views)) } }
            @if !article.poster.trim().is_empty() {
                " "
                span { "Người đăng: " b { (article.poster) } }
            }
        }
    }
}

/// Lead, body and sign-off: what A-/A/A+ scale.
fn words(read: &Read) -> Markup {
    let article = &read.article;
    html! {
        @if !article.lead.trim().is_empty() { p.sapo { (article.lead) } }
        div.body data-lightbox { (PreEscaped(&read.body)) }
        @if !article.sign_off.trim().is_empty() { p.sign-off { (article.sign_off) } }
    }
}

fn tail(read: &Read) -> Markup {
    let article = &read.article;
    html! {
        div.tail {
            @if !article.attachments.is_empty() {
                section.attachments aria-labelledby="dinh-kem" {
                    h2 id="dinh-kem" { "Tệp đính kèm" }
                    ul {
                        @for it in &article.attachments {
                            li {
                                a href=(format!("/tep/{}/{}", it.blob, blob::percent(&it.file_name)))
                                    download=(it.file_name) {
                                    (icons::FILE.draw(18)) span.file { (it.file_name) }
                                }
                                " "
                                span.size { (size(it.bytes)) }
                            }
                        }
                    }
                }
            }
            p.source { (source::line(article)) " " a href="#dau-trang" { "Về đầu trang" } }
            @if !article.tags.is_empty() {
                ul.tags aria-label="Thẻ" { @for tag in &article.tags { li {
                    a href=(format!("/tim-kiem?q={}", blob::percent(tag))) { (tag) }
                } } }
            }
        }
    }
}

/// `8,2 MB`
fn size(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = (bytes * 10 + unit / 2) / unit;
        format!("{},{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1_000 => format!("{bytes} B"),
        1_000..1_000_000 => format!("{} KB", tenths(1_000)),
        _ => format!("{} MB", tenths(1_000_000)),
    }
}

/// What is printed: title, meta, text and source, without the portal around it.
fn print_view(frame: &Frame, head: &Head, read: &Read) -> Markup {
    let address = format!("{}{}", head.origin, head.path);
    html! {
        (DOCTYPE)
        html lang="vi" {
            (layout::head(frame, &Head { unlisted: true, data: None, ..copy(head) }))
            body.print-view {
                main.sheet {
                    p.print-bar {
                        a href=(read.path) { "Về trang bài viết" }
                        button.button type="button" data-print {
                            (icons::PRINTER.draw(18)) "In trang này"
                        }
                    }
                    p.print-from { (frame.whole_name()) }
                    h1 { (read.article.title) }
                    (meta(read))
                    div.text { (words(read)) }
                    p.source { (source::line(&read.article)) }
                    p.print-address { "Nguồn trang: " (address) }
                }
            }
        }
    }
}

fn copy(head: &Head) -> Head {
    Head {
        title: head.title.clone(),
        description: head.description.clone(),
        origin: head.origin.clone(),
        path: head.path.clone(),
        ..Head::default()
    }
}

//! Search among what is live: with or without marks, exact spelling first.

use std::ops::Range;
use std::sync::Arc;

use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use domain::display;
use maud::{Markup, html};
use rusqlite::{Connection, named_params};
use serde::Deserialize;
use text::fold;

use super::layout::{self, Frame, Head, Section};
use super::pager::Pager;
use super::problem::{self, Failure};
use super::query::{self, Listed, VISIBLE};
use super::reader::Reader;
use super::{card, visits};
use crate::error::PortalServerError;
use crate::portal::Shared;

/// Results on a page.
const PER_PAGE: u32 = 12;
/// Words of a query that are looked for; more only slow the search down.
const MOST_WORDS: usize = 16;
/// Characters of text shown around the first hit.
const EXCERPT: usize = 240;

/// What is searched for.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    q: String,
    #[serde(default)]
    trang: String,
}

/// `/tim-kiem?q=`
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Query(wanted): Query<Wanted>,
    reader: Reader,
) -> Result<Response, Failure> {
    visits::note(&shared, reader.visitor, None).await;
    let now = shared.now();
    let response = shared
        .database
        .read(move |tx| -> Result<Response, PortalServerError> {
            let wish: String = fold::nfc(wanted.q.trim()).chars().take(200).collect();
            let expression = expression(&wish);
            let total = match &expression {
                Some(expression) => count(tx, expression, now)?,
                None => 0,
            };
            let Some(pager) = Pager::new(&wanted.trang, total, PER_PAGE) else {
                return problem::missing(tx, now);
            };
            let found = match &expression {
                Some(expression) => find(tx, expression, now, pager.offset())?,
                None => Vec::new(),
            };
            let frame = Frame::load(tx, now)?;
            let head = Head {
                title: if wish.is_empty() { "Tìm kiếm".into() } else { format!("Tìm: {wish}") },
                description: format!("Tìm trong cổng {}", frame.name),
                origin: reader.origin,
                path: address(&wish, pager.page),
                unlisted: true,
                ..Head::default()
            };
            let photos = query::newest_album_photos(tx, now, 5)?;
            let aside = html! { (layout::gallery(&photos)) (layout::counters(&frame)) };
            let main = results(&wish, &found, total, pager);
            let page = layout::page(&frame, &head, Section::None, &main, Some(&aside));
            Ok(problem::html_page(StatusCode::OK, page))
        })
        .await?;
    Ok(response)
}

fn address(wish: &str, page: u32) -> String {
    let wish = super::blob::percent(wish);
    if page == 1 {
        format!("/tim-kiem?q={wish}")
    } else {
        format!("/tim-kiem?q={wish}&trang={page}")
    }
}

/// The query in the index's language, or `None` when there is no word in it.
///
/// Every word must begin a folded word of the article; that the exact spelling is there too only
/// raises the rank. Words are quoted, so nothing in them is an operator.
fn expression(wish: &str) -> Option<String> {
    let words: Vec<&str> = fold::tokens(wish).take(MOST_WORDS).collect();
    if words.is_empty() {
        return None;
    }
    let all = |spell: fn(&str) -> String| {
        words.iter().map(|word| format!("\"{}\"*", spell(word))).collect::<Vec<_>>().join(" AND ")
    };
    Some(format!(
        "({{folded_title folded_lead folded_body}} : ({})) OR ({{title lead body}} : ({}))",
        all(fold::fold),
        all(fold::search_key)
    ))
}

fn count(
    connection: &Connection,
    expression: &str,
    now: DateTime<Utc>,
) -> Result<u32, PortalServerError> {
    let sql = format!(
        "SELECT count(*) FROM article_search JOIN resource ON resource.number = article_search.rowid
         WHERE article_search MATCH :expression AND {VISIBLE}"
    );
    Ok(connection.prepare_cached(&sql)?.query_row(
        named_params! {":expression": expression, ":now": now.timestamp_millis()},
        |row| row.get(0),
    )?)
}

/// Best first: the title weighs more than the lead, that more than the body, and each exact column
/// more than its folded one. Equal hits are newest first.
fn find(
    connection: &Connection,
    expression: &str,
    now: DateTime<Utc>,
    offset: u32,
) -> Result<Vec<Listed>, PortalServerError> {
    let sql = format!(
        "SELECT resource.path, resource.live
         FROM article_search JOIN resource ON resource.number = article_search.rowid
         WHERE article_search MATCH :expression AND {VISIBLE}
         ORDER BY bm25(article_search, 40.0, 20.0, 10.0, 8.0, 4.0, 1.0), resource.updated_at DESC
         LIMIT :limit OFFSET :offset"
    );
    query::listed(
        connection,
        &sql,
        named_params! {
            ":expression": expression, ":now": now.timestamp_millis(),
            ":limit": PER_PAGE, ":offset": offset,
        },
    )
}

fn results(wish: &str, found: &[Listed], total: u32, pager: Pager) -> Markup {
    html! {
        (layout::crumbs(&[("Trang chủ", Some("/")), ("Tìm kiếm", None)]))
        div.page-head { h1 { "Tìm kiếm" } }
        (layout::search_form(wish, "tim"))
        @if wish.is_empty() {
            p.none { "Gõ từ cần tìm, có dấu hay không dấu đều được." }
        } @else if total == 0 {
            p.none role="status" {
                "Không thấy bài nào có “" (wish) "”. Thử bớt từ hoặc gõ không dấu."
            }
        } @else {
            p.found role="status" { (display::count(total.into())) " bài có “" (wish) "”" }
            div.cards { @for listed in found { (hit(listed, wish)) } }
        }
        (pager.links(|page| address(wish, page)))
    }
}

fn hit(listed: &Listed, wish: &str) -> Markup {
    let article = &listed.article;
    let text = format!("{} {}", article.lead, article.body.plain_text());
    html! {
        article.card.hit {
            div.words {
                h3 { a href=(listed.path) { (marked(&article.title, wish)) } }
                (card::meta(article))
                p.lead { (marked(&excerpt(&text, wish), wish)) }
            }
        }
    }
}

/// The text with its hits in `mark`.
fn marked(text: &str, wish: &str) -> Markup {
    let mut end = 0;
    let mut parts: Vec<(&str, &str)> = Vec::new();
    for range in fold::match_ranges(text, wish) {
        parts.push((&text[end..range.start], &text[range.clone()]));
        end = range.end;
    }
    html! {
        @for (before, hit) in parts { (before) mark { (hit) } }
        (text[end..])
    }
}

/// The part of the text around the densest hits, cut between words.
fn excerpt(text: &str, wish: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hits = fold::match_ranges(&text, wish);
    let Range { start, .. } = densest(&hits).unwrap_or(0..0);
    let back = text[..start].char_indices().rev().nth(EXCERPT / 4).map_or(0, |(at, _)| at);
    let from =
        if back == 0 { 0 } else { text[back..].find(' ').map_or(back, |gap| back + gap + 1) };
    let rest = &text[from..];
    let to = match rest.char_indices().nth(EXCERPT) {
        None => rest.len(),
        Some((end, _)) => rest[..end].rfind(' ').unwrap_or(end),
    };
    let before = if from > 0 { "… " } else { "" };
    let after = if to < rest.len() { " …" } else { "" };
    format!("{before}{}{after}", &rest[..to])
}

/// The hit with the most others within reach after it.
fn densest(hits: &[Range<usize>]) -> Option<Range<usize>> {
    let reach = |hit: &Range<usize>| {
        hits.iter().filter(|it| it.start >= hit.start && it.start < hit.start + EXCERPT).count()
    };
    hits.iter().rev().max_by_key(|hit| reach(hit)).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Operators of the index's language in a query would otherwise be an error page, or worse.
    #[test]
    fn queries_are_words_only() {
        assert_eq!(expression("  \"*() "), None);
        let expression = expression("title:x OR \"Vùng").unwrap();
        assert!(expression.contains("\"title\"* AND \"x\"* AND \"or\"* AND \"vung\"*"));
    }

    /// A hit that the excerpt does not show leaves the reader guessing why the article was found.
    #[test]
    fn excerpt_shows_the_hit() {
        let text = format!("{} liên kết vùng {}", "một hai ".repeat(200), "ba bốn ".repeat(200));
        let excerpt = excerpt(&text, "lien ket vung");
        assert!(excerpt.contains("liên kết vùng") && excerpt.starts_with('…'));
        let marked = marked(&excerpt, "lien ket").into_string();
        assert!(marked.contains("<mark>liên</mark> <mark>kết</mark> vùng"), "{marked}");
    }
}

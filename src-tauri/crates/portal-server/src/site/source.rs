//! The line under the body that says where a text comes from.
//!
//! Reposts are verbatim and name author, source agency and original time; that is what the rule for
//! state portals asks for.

use domain::display;
use maud::{Markup, html};
use portal_wire::WireArticle;

/// "Tác giả : …" with what follows it, each part closed by a bar as state portals print it.
///
/// Without a name the source stands as the author, as on the page `Tác giả : https://… |`.
pub(super) fn line(article: &WireArticle) -> Markup {
    let source = &article.source;
    let repost = source.repost.as_ref();
    let author = [article.byline.name.trim(), repost.map_or("", |it| it.original_author.trim())]
        .into_iter()
        .find(|name| !name.is_empty())
        .unwrap_or_default();
    let has_source = !(source.name.trim().is_empty() && source.url.trim().is_empty());
    html! {
        @if !author.is_empty() {
            "Tác giả : " span.who { (author) } " " (bar())
            @if has_source { " Nguồn tin : " (link(article)) " " (bar()) }
        } @else if has_source {
            "Tác giả : " (link(article)) " " (bar())
        }
        @if let Some(time) = repost.and_then(|it| it.original_time) {
            " Đăng lần đầu: " time datetime=(time.to_rfc3339()) { (display::stamp(time)) } " " (bar())
        }
    }
}

/// Who wrote it, for machines: the byline, the original author or the source.
pub(super) fn author(article: &WireArticle) -> &str {
    let original = article.source.repost.as_ref().map_or("", |it| it.original_author.as_str());
    [article.byline.name.as_str(), original, article.source.name.as_str(), article.poster.as_str()]
        .into_iter()
        .find(|name| !name.trim().is_empty())
        .unwrap_or_default()
}

fn bar() -> Markup {
    html! { span.bar { "|" } }
}

fn link(article: &WireArticle) -> Markup {
    let source = &article.source;
    let shown = if source.name.trim().is_empty() { &source.url } else { &source.name };
    let address = text::link::checked(source.url.trim()).filter(|url| url.starts_with("http"));
    html! {
        @if let Some(address) = address {
            a href=(address) rel="external noopener" { (shown) }
        } @else {
            span.who { (shown) }
        }
    }
}

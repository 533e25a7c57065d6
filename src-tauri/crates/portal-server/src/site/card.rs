//! An article in a list.

use std::collections::HashMap;

use domain::{PhotoId, display};
use maud::{Markup, html};
use portal_wire::{WireArticle, WirePhoto};
use rusqlite::Connection;

use super::picture;
use super::query::{self, Listed};
use crate::error::PortalServerError;

/// The photos that stand for articles in lists.
pub(super) type Covers = HashMap<PhotoId, WirePhoto>;

/// The photo that stands for an article: the chosen one, else the first of its body or gallery.
pub(super) fn cover(article: &WireArticle) -> Option<PhotoId> {
    article
        .cover
        .or_else(|| article.body.photos().first().copied())
        .or_else(|| article.gallery.first().copied())
}

/// The covers of these articles, in all shapes.
pub(super) fn covers(
    connection: &Connection,
    articles: &[Listed],
) -> Result<Covers, PortalServerError> {
    let wished = articles.iter().flat_map(|Listed { article, .. }| {
        [cover(article), article.cover_square, article.cover_portrait]
    });
    query::photos(connection, wished.flatten())
}

fn photo<'a>(article: &WireArticle, covers: &'a Covers) -> Option<&'a WirePhoto> {
    covers.get(&cover(article)?)
}

/// How large the picture of a card is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Thumb {
    /// Small on telephones only.
    Wide,
    /// Small everywhere.
    Small,
}

/// Photo, title, lead, category and day. Small photos are square.
pub(super) fn card(listed: &Listed, covers: &Covers, thumb: Thumb) -> Markup {
    let Listed { path, article } = listed;
    let square = article.cover_square.and_then(|id| covers.get(&id));
    let (sizes, media) = match thumb {
        Thumb::Wide => ("(min-width: 640px) 224px, 112px", picture::NARROW),
        Thumb::Small => ("112px", "all"),
    };
    html! {
        article.card {
            @if let Some(photo) = photo(article, covers) {
                // The title beside it is the same link, so the picture is passed over by keys.
                a.thumb href=(path) tabindex="-1" aria-hidden="true" {
                    (picture::img_or(photo, sizes, false, (media, square)))
                }
            }
            div.words {
                h3 { a href=(path) { (article.title) } }
                (meta(article))
                @if !article.lead.trim().is_empty() { p.lead { (article.lead) } }
            }
        }
    }
}

/// The article that the home page begins with.
pub(super) fn hero(listed: &Listed, covers: &Covers) -> Markup {
    let Listed { path, article } = listed;
    let upright = article.cover_portrait.and_then(|id| covers.get(&id));
    html! {
        article.hero.upright[upright.is_some()] {
            @if let Some(photo) = photo(article, covers) {
                a.thumb href=(path) tabindex="-1" aria-hidden="true" {
                    (picture::img_or(photo, "(min-width: 1024px) 784px, 100vw", true,
                        (picture::NARROW, upright)))
                }
            }
            h2 { a href=(path) { (article.title) } }
            (meta(article))
            @if !article.lead.trim().is_empty() { p.lead { (article.lead) } }
        }
    }
}

/// Title and day alone.
pub(super) fn headline(listed: &Listed) -> Markup {
    html! {
        a href=(listed.path) { (listed.article.title) }
        " "
        time datetime=(listed.article.updated_at.to_rfc3339()) {
            (display::date(listed.article.updated_at))
        }
    }
}

/// Category and day.
pub(super) fn meta(article: &WireArticle) -> Markup {
    html! {
        p.meta {
            @if let Some(category) = &article.category {
                a href=(format!("/chuyen-muc/{}", category.slug)) { (category.name) }
                span.dot aria-hidden="true" { " · " }
            }
            time datetime=(article.updated_at.to_rfc3339()) { (display::date(article.updated_at)) }
        }
    }
}

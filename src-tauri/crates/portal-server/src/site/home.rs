//! The home page: what is featured, what is new, the newest photos.

use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use maud::{Markup, html};
use portal_wire::WirePhoto;

use super::card::Thumb;
use super::layout::{self, Frame, Head, Section};
use super::problem::{self, Failure};
use super::query::{self, AlbumCovers, Filter, Listed, ListedAlbum};
use super::reader::Reader;
use super::{album, card, visits};
use crate::error::PortalServerError;
use crate::portal::Shared;

/// Featured articles shown: one large, the others beside each other.
const FEATURED: u32 = 3;
/// New articles shown below them.
const NEW: usize = 8;
/// Albums in the strip.
const ALBUMS: u32 = 4;

/// `/`
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
            let mut featured = query::articles(tx, Filter::Featured, now, FEATURED, 0)?;
            let wanted = u32::try_from(NEW).unwrap_or(u32::MAX) + FEATURED;
            let mut new = query::articles(tx, Filter::All, now, wanted, 0)?;
            if featured.is_empty() && !new.is_empty() {
                featured.push(new.remove(0));
            }
            new.retain(|listed| featured.iter().all(|it| it.article.id != listed.article.id));
            new.truncate(NEW);
            let covers = card::covers(tx, &[featured.clone(), new.clone()].concat())?;
            let albums = query::albums(tx, now, ALBUMS, 0)?;
            let album_covers = query::album_covers(tx, &albums)?;
            let photos = query::newest_album_photos(tx, now, 5)?;
            let main = html! {
                h1.hidden { (frame.whole_name()) }
                (news(&featured, &new, &covers))
                (strip(&albums, &album_covers))
            };
            Ok(whole(&frame, &reader.origin, &main, &photos))
        })
        .await?;
    Ok(problem::html_page(StatusCode::OK, page))
}

fn whole(frame: &Frame, origin: &str, main: &Markup, photos: &[WirePhoto]) -> Markup {
    let head = Head {
        description: format!("{}: tin tức và hình ảnh.", frame.whole_name()),
        origin: origin.to_owned(),
        path: "/".to_owned(),
        photo: photos.first().cloned(),
        ..Head::default()
    };
    let aside = html! { (layout::gallery(photos)) (layout::counters(frame)) };
    layout::page(frame, &head, Section::Home, main, Some(&aside))
}

fn news(featured: &[Listed], new: &[Listed], covers: &card::Covers) -> Markup {
    html! {
        @if let [first, others @ ..] = featured {
            section.featured aria-label="Tin nổi bật" {
                (card::hero(first, covers))
                @if !others.is_empty() {
                    div.seconds { @for listed in others { (card::card(listed, covers, Thumb::Small)) } }
                }
            }
        } @else {
            p.none { "Chưa có bài nào được đăng." }
        }
        @if !new.is_empty() {
            section.block {
                div.block-head { h2 { "Tin mới" } a href="/tin-tuc" { "Xem tất cả" } }
                div.cards { @for listed in new { (card::card(listed, covers, Thumb::Wide)) } }
            }
        }
    }
}

fn strip(albums: &[ListedAlbum], covers: &AlbumCovers) -> Markup {
    html! {
        @if !albums.is_empty() {
            section.block {
                div.block-head { h2 { "Album ảnh" } a href="/thu-vien-anh" { "Xem tất cả" } }
                div.albums { @for listed in albums { (album::tile(listed, covers)) } }
            }
        }
    }
}

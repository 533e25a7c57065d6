//! Thư viện ảnh: the list of albums, and an album with its photos.

use std::sync::Arc;

use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::display;
use maud::{Markup, html};
use portal_wire::{WireAlbum, WirePhoto};

use super::layout::{self, Frame, Head, Section};
use super::pager::{PageQuery, Pager};
use super::problem::{self, Failure};
use super::query::{self, AlbumCover, AlbumCovers, ListedAlbum, Page};
use super::reader::Reader;
use super::{icons, picture, visits};
use crate::error::PortalServerError;
use crate::portal::Shared;

/// How wide a photo of an album is shown: three in a row, two, one.
const TILE: &str = "(min-width: 1024px) 368px, (min-width: 640px) 50vw, 100vw";

/// Albums on a page.
const PER_PAGE: u32 = 18;

/// `/thu-vien-anh`
pub(super) async fn list(
    State(shared): State<Arc<Shared>>,
    Query(asked): Query<PageQuery>,
    reader: Reader,
) -> Result<Response, Failure> {
    visits::note(&shared, reader.visitor, None).await;
    let now = shared.now();
    let response = shared
        .database
        .read(move |tx| -> Result<Response, PortalServerError> {
            let total = query::album_count(tx, now)?;
            let Some(pager) = Pager::new(&asked.trang, total, PER_PAGE) else {
                return problem::missing(tx, now);
            };
            let frame = Frame::load(tx, now)?;
            let albums = query::albums(tx, now, PER_PAGE, pager.offset())?;
            let covers = query::album_covers(tx, &albums)?;
            let path = |page: u32| match page {
                1 => "/thu-vien-anh".to_owned(),
                page => format!("/thu-vien-anh?trang={page}"),
            };
            let head = Head {
                title: "Thư viện ảnh".to_owned(),
                description: format!("Album ảnh của {}", frame.name),
                origin: reader.origin,
                path: path(pager.page),
                ..Head::default()
            };
            let main = html! {
                (layout::crumbs(&[("Trang chủ", Some("/")), ("Thư viện ảnh", None)]))
                div.page-head { h1 { "Thư viện ảnh" } }
                @if albums.is_empty() { p.none { "Chưa có album nào được đăng." } }
                div.albums.wide { @for listed in &albums { (tile(listed, &covers)) } }
                (pager.links(path))
            };
            let page = layout::page(&frame, &head, Section::Albums, &main, None);
            Ok(problem::html_page(StatusCode::OK, page))
        })
        .await?;
    Ok(response)
}

/// An album in a list: cover (square on telephones), name, how many photos.
pub(super) fn tile(listed: &ListedAlbum, covers: &AlbumCovers) -> Markup {
    let ListedAlbum { path, album } = listed;
    html! {
        a.album href=(path) {
            span.cover {
                @if let Some(AlbumCover { photo, square }) = covers.get(&album.id) {
                    (picture::img_or(photo, "(min-width: 1024px) 368px, 50vw", false,
                        (picture::NARROW, square.as_ref())))
                }
            }
            span.album-name { (album.title) }
            " "
            span.album-meta { (icons::IMAGES.draw(14)) (album.photos.len()) " ảnh" }
        }
    }
}

/// `/thu-vien-anh/{slug}`
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    Path(slug): Path<String>,
    reader: Reader,
) -> Result<Response, Failure> {
    let now = shared.now();
    let path = format!("/thu-vien-anh/{slug}");
    let Reader { origin, visitor } = reader;
    let found = shared
        .database
        .read(move |tx| -> Result<_, PortalServerError> {
            let album: WireAlbum = match query::page(tx, &path, now)? {
                Page::Live(live) => serde_json::from_str(&live)?,
                Page::Gone => return Ok((false, problem::gone(tx, now)?)),
                Page::Unknown => return Ok((false, problem::missing(tx, now)?)),
            };
            let frame = Frame::load(tx, now)?;
            let known = query::photos(tx, album.photos())?;
            let photos: Vec<&WirePhoto> =
                album.photos.iter().filter_map(|id| known.get(id)).collect();
            let cover = album.cover.and_then(|id| known.get(&id)).or(photos.first().copied());
            let head = Head {
                title: album.title.clone(),
                description: description(&album),
                origin,
                path,
                photo: cover.cloned(),
                ..Head::default()
            };
            let upright = album.cover_portrait.and_then(|id| known.get(&id));
            let main = whole(&album, cover.map(|cover| (cover, upright)), &photos);
            let page = layout::page(&frame, &head, Section::Albums, &main, None);
            Ok((true, problem::html_page(StatusCode::OK, page)))
        })
        .await?;
    let (live, response) = found;
    visits::note(&shared, visitor.filter(|_| live), None).await;
    Ok(response)
}

fn description(album: &WireAlbum) -> String {
    if album.description.trim().is_empty() {
        format!("Album ảnh: {}", album.title)
    } else {
        album.description.clone()
    }
}

/// `cover` comes with what stands for it on telephones.
fn whole(
    album: &WireAlbum,
    cover: Option<(&WirePhoto, Option<&WirePhoto>)>,
    photos: &[&WirePhoto],
) -> Markup {
    html! {
        (layout::crumbs(&[
            ("Trang chủ", Some("/")),
            ("Thư viện ảnh", Some("/thu-vien-anh")),
            (&album.title, None),
        ]))
        header.page-head.album-head.upright[cover.is_some_and(|(_, cut)| cut.is_some())] {
            @if let Some((cover, upright)) = cover {
                (picture::img_or(cover, "(min-width: 1024px) 560px, 100vw", true,
                    (picture::NARROW, upright)))
            }
            div {
                h1 { (album.title) }
                p.meta {
                    (photos.len()) " ảnh" span.dot aria-hidden="true" { " · " }
                    "Cập nhật " time datetime=(album.updated_at.to_rfc3339()) {
                        (display::date(album.updated_at))
                    }
                }
                @if !album.description.trim().is_empty() { p.lead { (album.description) } }
            }
        }
        @if photos.is_empty() { p.none { "Album chưa có ảnh nào." } }
        div.photos data-lightbox {
            @for photo in photos {
                figure {
                    (picture::opener(photo, TILE, false))
                    @if !picture::words(photo).is_empty() {
                        figcaption { (picture::words(photo)) }
                    }
                }
            }
        }
    }
}

//! The public site: what readers see of the live versions, and nothing else.
//!
//! Every page is one read snapshot, rendered on the server; scripts only add comfort. Publishing
//! times are honoured when a page is read, so nothing has to run at midnight.

mod album;
mod article;
mod asset;
mod blob;
mod card;
mod feed;
mod guard;
mod home;
mod icons;
mod layout;
mod listing;
mod map;
mod pager;
mod picture;
mod problem;
mod query;
mod reader;
mod search;
mod source;
mod starting;
mod visits;

use std::sync::Arc;

use axum::Router;
use axum::middleware;
use axum::routing::get;

use crate::portal::Shared;

pub use starting::StartingVisits;
pub(crate) use visits::counters;

/// The pages of the public site, without state left to fill in.
pub(crate) fn router(shared: Arc<Shared>) -> Router {
    Router::new()
        .route("/", get(home::page))
        .route("/tin-tuc", get(listing::news))
        .route("/tin-tuc/{slug}", get(article::page))
        .route("/chuyen-muc/{slug}", get(listing::category))
        .route("/chuyen-muc/{slug}/rss.xml", get(feed::category))
        .route("/thu-vien-anh", get(album::list))
        .route("/thu-vien-anh/{slug}", get(album::page))
        .route("/tim-kiem", get(search::page))
        .route("/so-do-cong", get(map::page))
        .route("/rss.xml", get(feed::news))
        .route("/sitemap.xml", get(map::sitemap))
        .route("/robots.txt", get(map::robots))
        .route("/favicon.ico", get(asset::favicon))
        .route("/tinh/{name}", get(asset::serve))
        .route("/anh/{name}", get(blob::picture))
        .route("/anh/{hash}/{name}", get(blob::smaller))
        .route("/tep/{hash}/{name}", get(blob::attachment))
        .fallback(problem::not_found)
        .layer(middleware::from_fn(guard::headers))
        .with_state(shared)
}

//! Reading what readers may see: live, begun and not yet expired.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use domain::{AlbumId, PhotoId};
use portal_wire::{WireAlbum, WireArticle, WireCategory, WirePhoto};
use rusqlite::{Connection, OptionalExtension, ToSql, named_params};

use crate::error::PortalServerError;

type Found<T> = Result<T, PortalServerError>;

/// What a row must satisfy to be shown at `:now`.
pub(super) const VISIBLE: &str = "resource.state = 'live' \
     AND (resource.visible_from IS NULL OR resource.visible_from <= :now) \
     AND (resource.visible_until IS NULL OR resource.visible_until > :now)";

/// How many albums are looked through for the newest photos.
const ALBUMS_LOOKED_AT: u32 = 4;

/// An article that readers may see, with its address.
#[derive(Debug, Clone)]
pub(super) struct Listed {
    pub(super) path: String,
    pub(super) article: WireArticle,
}

/// An album that readers may see, with its address and the photos that are there.
#[derive(Debug, Clone)]
pub(super) struct ListedAlbum {
    pub(super) path: String,
    pub(super) album: WireAlbum,
}

/// Which articles a list is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Filter<'a> {
    All,
    Featured,
    Category(&'a str),
}

impl Filter<'_> {
    fn condition(self) -> &'static str {
        match self {
            Self::All => ":category IS NULL",
            Self::Featured => "featured = 1 AND :category IS NULL",
            Self::Category(_) => "category = :category",
        }
    }

    fn category(&self) -> Option<&str> {
        match self {
            Self::Category(slug) => Some(slug),
            Self::All | Self::Featured => None,
        }
    }
}

/// What stands at an address.
#[derive(Debug)]
pub(super) enum Page {
    /// The live version, as JSON.
    Live(String),
    /// Something that was taken down or has expired.
    Gone,
    /// Nothing that a reader may know of.
    Unknown,
}

/// A stored setting.
pub(super) fn setting(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()
}

/// The categories under which there is something to read, in the order of the menu.
pub(super) fn categories(connection: &Connection, now: DateTime<Utc>) -> Found<Vec<WireCategory>> {
    let sql = format!(
        "SELECT slug, name FROM category WHERE EXISTS (
             SELECT 1 FROM resource
             WHERE resource.kind = 'article' AND resource.category = category.slug AND {VISIBLE})
         ORDER BY position, slug"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(named_params! {":now": now.timestamp_millis()}, |row| {
        Ok(WireCategory { slug: row.get(0)?, name: row.get(1)? })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// The category of that slug, whether anything is in it or not.
pub(super) fn category(connection: &Connection, slug: &str) -> Found<Option<WireCategory>> {
    Ok(connection
        .prepare_cached("SELECT slug, name FROM category WHERE slug = ?1")?
        .query_row([slug], |row| Ok(WireCategory { slug: row.get(0)?, name: row.get(1)? }))
        .optional()?)
}

/// How many articles a list has in all.
pub(super) fn count(connection: &Connection, filter: Filter<'_>, now: DateTime<Utc>) -> Found<u32> {
    let sql = format!(
        "SELECT count(*) FROM resource WHERE kind = 'article' AND {} AND {VISIBLE}",
        filter.condition()
    );
    Ok(connection.prepare_cached(&sql)?.query_row(
        named_params! {":category": filter.category(), ":now": now.timestamp_millis()},
        |row| row.get(0),
    )?)
}

/// A stretch of a list, newest first.
pub(super) fn articles(
    connection: &Connection,
    filter: Filter<'_>,
    now: DateTime<Utc>,
    limit: u32,
    offset: u32,
) -> Found<Vec<Listed>> {
    let sql = format!(
        "SELECT path, live FROM resource WHERE kind = 'article' AND {} AND {VISIBLE}
         ORDER BY updated_at DESC, number DESC LIMIT :limit OFFSET :offset",
        filter.condition()
    );
    listed(
        connection,
        &sql,
        named_params! {
            ":category": filter.category(), ":now": now.timestamp_millis(),
            ":limit": limit, ":offset": offset,
        },
    )
}

/// The articles that a statement answers with, as `path, live`.
pub(super) fn listed(
    connection: &Connection,
    sql: &str,
    parameters: &[(&str, &dyn ToSql)],
) -> Found<Vec<Listed>> {
    let mut statement = connection.prepare_cached(sql)?;
    let rows = statement
        .query_map(parameters, |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    rows.map(|row| {
        let (path, live) = row?;
        Ok(Listed { path, article: serde_json::from_str(&live)? })
    })
    .collect()
}

/// What stands at the address.
pub(super) fn page(connection: &Connection, path: &str, now: DateTime<Utc>) -> Found<Page> {
    let sql = "SELECT live, visible_from, visible_until, ever_live FROM resource WHERE path = ?1";
    let row = connection
        .prepare_cached(sql)?
        .query_row([path], |row| {
            Ok((
                row.get::<_, Option<String>>(0)?,
                row.get::<_, Option<i64>>(1)?,
                row.get::<_, Option<i64>>(2)?,
                row.get::<_, bool>(3)?,
            ))
        })
        .optional()?;
    let now = now.timestamp_millis();
    Ok(match row {
        None => Page::Unknown,
        Some((Some(_), Some(from), _, _)) if from > now => Page::Unknown,
        Some((Some(_), _, Some(until), _)) if until <= now => Page::Gone,
        Some((Some(live), ..)) => Page::Live(live),
        Some((None, .., true)) => Page::Gone,
        Some((None, .., false)) => Page::Unknown,
    })
}

/// Those of the photos that are live.
pub(super) fn photos(
    connection: &Connection,
    ids: impl IntoIterator<Item = PhotoId>,
) -> Found<HashMap<PhotoId, WirePhoto>> {
    let mut statement = connection.prepare_cached(
        "SELECT live FROM resource WHERE kind = 'photo' AND id = ?1 AND state = 'live'",
    )?;
    let mut photos = HashMap::new();
    for id in ids {
        if photos.contains_key(&id) {
            continue;
        }
        let live: Option<String> =
            statement.query_row([id.to_string()], |row| row.get(0)).optional()?;
        if let Some(live) = live {
            photos.insert(id, serde_json::from_str(&live)?);
        }
    }
    Ok(photos)
}

/// How many albums there are to see.
pub(super) fn album_count(connection: &Connection, now: DateTime<Utc>) -> Found<u32> {
    let sql = format!("SELECT count(*) FROM resource WHERE kind = 'album' AND {VISIBLE}");
    Ok(connection
        .prepare_cached(&sql)?
        .query_row(named_params! {":now": now.timestamp_millis()}, |row| row.get(0))?)
}

/// A stretch of the albums, newest first.
pub(super) fn albums(
    connection: &Connection,
    now: DateTime<Utc>,
    limit: u32,
    offset: u32,
) -> Found<Vec<ListedAlbum>> {
    let sql = format!(
        "SELECT path, live FROM resource WHERE kind = 'album' AND {VISIBLE}
         ORDER BY updated_at DESC, number DESC LIMIT :limit OFFSET :offset"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(
        named_params! {":now": now.timestamp_millis(), ":limit": limit, ":offset": offset},
        |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)),
    )?;
    rows.map(|row| {
        let (path, live) = row?;
        Ok(ListedAlbum { path, album: serde_json::from_str(&live)? })
    })
    .collect()
}

/// The first `limit` photos of the newest albums.
pub(super) fn newest_album_photos(
    connection: &Connection,
    now: DateTime<Utc>,
    limit: usize,
) -> Found<Vec<WirePhoto>> {
    let mut newest = Vec::new();
    for listed in albums(connection, now, ALBUMS_LOOKED_AT, 0)? {
        let photos = photos(connection, listed.album.photos.iter().copied().take(limit))?;
        newest.extend(listed.album.photos.iter().filter_map(|id| photos.get(id)).cloned());
        if newest.len() >= limit {
            break;
        }
    }
    let mut seen = std::collections::HashSet::new();
    newest.retain(|photo: &WirePhoto| seen.insert(photo.id));
    newest.truncate(limit);
    Ok(newest)
}

/// The live photos that name the blob and stand on a page that may be seen. A photo that no
/// page shows any more, or none yet, is not for readers: its address answers as if it were not there.
pub(super) fn shown_photos(
    connection: &Connection,
    hash: domain::BlobHash,
    now: DateTime<Utc>,
) -> Found<Vec<WirePhoto>> {
    let page = VISIBLE.replace("resource.", "page.");
    let sql = format!(
        "SELECT photo.live FROM live_blob
         JOIN resource AS photo ON photo.number = live_blob.resource
         WHERE live_blob.hash = :hash AND photo.kind = 'photo' AND photo.state = 'live'
             AND EXISTS (SELECT 1 FROM live_photo
                 JOIN resource AS page ON page.number = live_photo.resource
                 WHERE live_photo.photo = photo.id AND {page})"
    );
    parsed(connection, &sql, hash, now)
}

/// The live articles that may be seen and have the blob as an attachment.
pub(super) fn articles_with(
    connection: &Connection,
    hash: domain::BlobHash,
    now: DateTime<Utc>,
) -> Found<Vec<WireArticle>> {
    let sql = format!(
        "SELECT resource.live FROM live_blob JOIN resource ON resource.number = live_blob.resource
         WHERE live_blob.hash = :hash AND resource.kind = 'article' AND {VISIBLE}"
    );
    parsed(connection, &sql, hash, now)
}

fn parsed<T: serde::de::DeserializeOwned>(
    connection: &Connection,
    sql: &str,
    hash: domain::BlobHash,
    now: DateTime<Utc>,
) -> Found<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    let given = named_params! {":hash": hash.to_string(), ":now": now.timestamp_millis()};
    let rows = statement.query_map(given, |row| row.get::<_, String>(0))?;
    rows.map(|live| Ok(serde_json::from_str(&live?)?)).collect()
}

/// What stands for an album.
pub(super) struct AlbumCover {
    pub(super) photo: WirePhoto,
    /// As it was cut for squares.
    pub(super) square: Option<WirePhoto>,
}

/// What stands for albums, by album.
pub(super) type AlbumCovers = HashMap<AlbumId, AlbumCover>;

/// The covers that stand for albums: the chosen one, or the first photo that is there.
pub(super) fn album_covers(connection: &Connection, albums: &[ListedAlbum]) -> Found<AlbumCovers> {
    let mut covers = HashMap::new();
    for ListedAlbum { album, .. } in albums {
        let wished = album.cover.into_iter().chain(album.photos.iter().copied());
        for id in wished {
            if let Some(photo) = photos(connection, [id])?.remove(&id) {
                let square = photos(connection, album.cover_square)?.into_values().next();
                covers.insert(album.id, AlbumCover { photo, square });
                break;
            }
        }
    }
    Ok(covers)
}

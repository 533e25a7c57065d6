//! The grid of photos: filtered, sorted, searched and paged by SQLite.

use domain::{AlbumId, Photo};
use rusqlite::Row;
use rusqlite::types::ToSql;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article_list::Page;
use crate::columns::{Json, named};
use crate::error::StoreError;
use crate::photos::Photos;
use crate::search::{PHOTO_HITS, SearchMode};
use crate::search_query::Match;

named! {
    /// Which photos.
    pub enum PhotoFilter {
        /// All.
        All = "all",
        /// Those that came with the last import.
        RecentImport = "recent_import",
        /// Those no article and no album shows.
        Unused = "unused",
        /// Those without a caption.
        NoCaption = "no_caption",
        /// Those whose alt text nobody has thought about.
        NoAlt = "no_alt",
        /// Those that name no photographer.
        NoCredit = "no_credit",
        /// Those that tell where they were taken.
        HasGps = "has_gps",
    }
}

named! {
    /// What photos are sorted by.
    pub enum PhotoSort {
        /// When they came.
        Imported = "imported",
        /// When they were taken; those that do not say come last.
        Taken = "taken",
        /// File name, in Vietnamese order.
        Name = "name",
        /// The album's own order; without an album this is [`Self::Imported`].
        Position = "position",
        /// Best match first; without a text this is [`Self::Imported`].
        Relevance = "relevance",
    }
}

/// Which photos, in which order, and which part of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PhotoQuery {
    /// Only these.
    pub filter: PhotoFilter,
    /// Only those of this album.
    pub album: Option<AlbumId>,
    /// Only with these words; empty for all.
    pub text: String,
    /// Whether the last word may be unfinished, as while typing.
    pub typeahead: bool,
    /// Sorted by.
    pub sort: PhotoSort,
    /// Last first.
    pub descending: bool,
    /// From the trash instead.
    pub trashed: bool,
    /// How many to pass over.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

impl Default for PhotoQuery {
    /// The two hundred photos that came last.
    fn default() -> Self {
        Self {
            filter: PhotoFilter::All,
            album: None,
            text: String::new(),
            typeahead: false,
            sort: PhotoSort::Imported,
            descending: true,
            trashed: false,
            offset: 0,
            limit: 200,
        }
    }
}

/// A photo as the grid shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PhotoRow {
    /// The photo.
    pub photo: Photo,
    /// How many articles and albums show it, the trash apart.
    pub uses: u32,
}

/// The figures beside the filters; the trash is apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[expect(missing_docs, reason = "each counts the filter of that name")]
pub struct PhotoCounts {
    pub all: u32,
    pub recent_import: u32,
    pub unused: u32,
    pub no_caption: u32,
    pub no_alt: u32,
    pub no_credit: u32,
    pub has_gps: u32,
    pub trashed: u32,
}

const RECENT_IMPORT: &str = "p.import = (SELECT import FROM photos
    WHERE import IS NOT NULL AND deleted_at IS NULL ORDER BY imported_at DESC, number DESC LIMIT 1)";

const UNUSED: &str =
    "NOT EXISTS (SELECT 1 FROM article_photos u JOIN articles a ON a.id = u.article
        WHERE u.photo = p.id AND a.deleted_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM album_photos u JOIN albums a ON a.id = u.album
        WHERE u.photo = p.id AND a.deleted_at IS NULL)";

const USES: &str = "
    (SELECT count(DISTINCT u.article) FROM article_photos u JOIN articles a ON a.id = u.article
        WHERE u.photo = p.id AND a.deleted_at IS NULL)
    + (SELECT count(*) FROM album_photos u JOIN albums a ON a.id = u.album
        WHERE u.photo = p.id AND a.deleted_at IS NULL)";

/// Width by height as shown; a quarter turn makes them change places.
const RATIO: &str = "
    CASE WHEN p.record ->> '$.rotation' IN ('quarter', 'three_quarter')
         THEN (p.record ->> '$.height') * 1.0 / max(p.record ->> '$.width', 1)
         ELSE (p.record ->> '$.width') * 1.0 / max(p.record ->> '$.height', 1) END";

const AMONG_HITS: &str =
    "AND p.number IN (SELECT rowid FROM photo_search WHERE photo_search MATCH :all)";

impl PhotoFilter {
    fn sql(self) -> &'static str {
        match self {
            Self::All => "TRUE",
            Self::RecentImport => RECENT_IMPORT,
            Self::Unused => UNUSED,
            Self::NoCaption => "p.has_caption = 0",
            Self::NoAlt => "p.has_alt = 0",
            Self::NoCredit => "p.has_credit = 0",
            Self::HasGps => "p.has_gps = 1",
        }
    }
}

impl Photos<'_> {
    /// The part of the grid that `query` asks for.
    ///
    /// # Errors
    /// Those of the database; what was typed never causes one.
    pub fn list(&self, query: &PhotoQuery) -> Result<Page<PhotoRow>, StoreError> {
        self.select(query, &format!("p.record, {USES}"), read)
    }

    /// Width divided by height of every photo that `query` finds, in its order, whatever its limit:
    /// a grid lays itself out from these before it has the rows.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_ratios(&self, query: &PhotoQuery) -> Result<Vec<f32>, StoreError> {
        let all = PhotoQuery { offset: 0, limit: u32::MAX, ..query.clone() };
        Ok(self.select(&all, RATIO, |row| row.get(0))?.rows)
    }

    fn select<T>(
        &self,
        query: &PhotoQuery,
        columns: &str,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Page<T>, StoreError> {
        let mode = if query.typeahead { SearchMode::Typeahead } else { SearchMode::Words };
        let sought = match Match::of_photo(&query.text, mode) {
            None if !query.text.trim().is_empty() => {
                return Ok(Page { total: 0, rows: Vec::new() });
            }
            sought => sought,
        };
        let searching = sought.is_some();
        let (tiers, all) =
            sought.map_or_else(Default::default, |sought| (sought.tiers, sought.all));
        let [first, second, third] = tiers;
        let album = query.album.map(|album| album.0);
        let trash = if query.trashed { "IS NOT NULL" } else { "IS NULL" };
        let filter = format!("p.deleted_at {trash} AND {}", query.filter.sql());
        let in_album = "JOIN album_photos m ON m.photo = p.id AND m.album = :album";
        let join = if album.is_some() { in_album } else { "" };
        let ranked = searching && query.sort == PhotoSort::Relevance;
        let among = if searching { AMONG_HITS } else { "" };
        let order = order(query, ranked);

        let mut given: Vec<(&str, &dyn ToSql)> = Vec::new();
        if album.is_some() {
            given.push((":album", &album));
        }
        if searching {
            given.push((":all", &all));
        }
        let total = self
            .connection
            .prepare_cached(&format!(
                "SELECT count(*) FROM photos p {join} WHERE {filter} {among}"
            ))?
            .query_row(&*given, |row| row.get(0))?;
        let (hits, ranking, source, among) = if ranked {
            given.retain(|(name, _)| *name != ":all");
            given.extend([
                (":first", &first as &dyn ToSql),
                (":second", &second),
                (":third", &third),
            ]);
            let source = "hits h CROSS JOIN photos p ON p.number = h.number";
            (PHOTO_HITS, "h.tier, h.rank", source, "")
        } else {
            ("", "0 AS tier, 0.0 AS rank", "photos p", among)
        };
        let position = if album.is_some() { "m.position" } else { "0 AS position" };
        given.extend([(":limit", &query.limit as &dyn ToSql), (":offset", &query.offset)]);
        // The page is chosen by number first, so that uses are counted for its rows alone.
        let mut statement = self.connection.prepare_cached(&format!(
            "{hits} SELECT {columns}
             FROM (SELECT p.number, {ranking}, {position} FROM {source} {join}
                   WHERE {filter} {among} ORDER BY {order} LIMIT :limit OFFSET :offset) h
             CROSS JOIN photos p ON p.number = h.number ORDER BY {order}"
        ))?;
        let rows = statement.query_map(&*given, read)?;
        Ok(Page { total, rows: rows.collect::<rusqlite::Result<_>>()? })
    }

    /// How many photos each filter finds.
    ///
    /// # Errors
    /// Those of the database.
    pub fn counts(&self) -> Result<PhotoCounts, StoreError> {
        self.counts_in(None)
    }

    /// As [`Self::counts`], among the photos of an album only.
    ///
    /// # Errors
    /// Those of the database.
    pub fn counts_in(&self, album: Option<AlbumId>) -> Result<PhotoCounts, StoreError> {
        let album = album.map(|album| album.0);
        let count = |condition: &str| -> Result<u32, StoreError> {
            Ok(self
                .connection
                .prepare_cached(&format!(
                    "SELECT count(*) FROM photos p WHERE (?1 IS NULL OR EXISTS (
                         SELECT 1 FROM album_photos m WHERE m.photo = p.id AND m.album = ?1))
                     AND {condition}"
                ))?
                .query_row([album], |row| row.get(0))?)
        };
        let filtered =
            |filter: PhotoFilter| count(&format!("p.deleted_at IS NULL AND {}", filter.sql()));
        Ok(PhotoCounts {
            all: filtered(PhotoFilter::All)?,
            recent_import: filtered(PhotoFilter::RecentImport)?,
            unused: filtered(PhotoFilter::Unused)?,
            no_caption: filtered(PhotoFilter::NoCaption)?,
            no_alt: filtered(PhotoFilter::NoAlt)?,
            no_credit: filtered(PhotoFilter::NoCredit)?,
            has_gps: filtered(PhotoFilter::HasGps)?,
            trashed: count("p.deleted_at IS NOT NULL")?,
        })
    }
}

fn order(query: &PhotoQuery, ranked: bool) -> String {
    let direction = if query.descending { "DESC" } else { "ASC" };
    match query.sort {
        PhotoSort::Relevance if ranked => {
            "h.tier, h.rank, p.imported_at DESC, p.number DESC".to_owned()
        }
        PhotoSort::Position if query.album.is_some() => format!("position {direction}"),
        PhotoSort::Taken => {
            format!("p.taken_at {direction} NULLS LAST, p.number {direction}")
        }
        PhotoSort::Name => format!("p.name_key {direction}, p.number {direction}"),
        PhotoSort::Imported | PhotoSort::Position | PhotoSort::Relevance => {
            format!("p.imported_at {direction}, p.number {direction}")
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<PhotoRow> {
    Ok(PhotoRow { photo: row.get::<_, Json<Photo>>(0)?.0, uses: row.get(1)? })
}

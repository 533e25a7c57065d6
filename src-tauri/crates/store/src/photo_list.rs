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
        let found = if searching {
            "AND p.number IN (SELECT rowid FROM photo_search WHERE photo_search MATCH :all)"
        } else {
            ""
        };
        let (hits, source) = if searching {
            (PHOTO_HITS, "hits h CROSS JOIN photos p ON p.number = h.number")
        } else {
            ("", "photos p")
        };
        let order = order(query, searching);

        let mut given: Vec<(&str, &dyn ToSql)> = Vec::new();
        if album.is_some() {
            given.push((":album", &album));
        }
        let mut counted = given.clone();
        if searching {
            counted.push((":all", &all));
            given.extend([
                (":first", &first as &dyn ToSql),
                (":second", &second),
                (":third", &third),
            ]);
        }
        let total = self
            .connection
            .prepare_cached(&format!(
                "SELECT count(*) FROM photos p {join} WHERE {filter} {found}"
            ))?
            .query_row(&*counted, |row| row.get(0))?;
        given.extend([(":limit", &query.limit as &dyn ToSql), (":offset", &query.offset)]);
        let mut statement = self.connection.prepare_cached(&format!(
            "{hits} SELECT p.record, {USES} FROM {source} {join} WHERE {filter}
             ORDER BY {order} LIMIT :limit OFFSET :offset"
        ))?;
        let rows = statement.query_map(&*given, read)?;
        Ok(Page { total, rows: rows.collect::<rusqlite::Result<_>>()? })
    }

    /// How many photos each filter finds.
    ///
    /// # Errors
    /// Those of the database.
    pub fn counts(&self) -> Result<PhotoCounts, StoreError> {
        let count = |condition: &str| -> Result<u32, StoreError> {
            Ok(self
                .connection
                .prepare_cached(&format!("SELECT count(*) FROM photos p WHERE {condition}"))?
                .query_row([], |row| row.get(0))?)
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

fn order(query: &PhotoQuery, searching: bool) -> String {
    let direction = if query.descending { "DESC" } else { "ASC" };
    match query.sort {
        PhotoSort::Relevance if searching => {
            "h.tier, h.rank, p.imported_at DESC, p.number DESC".to_owned()
        }
        PhotoSort::Position if query.album.is_some() => format!("m.position {direction}"),
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

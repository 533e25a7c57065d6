//! Which photos a list holds, as SQL put together from fixed pieces; what was typed goes in as
//! parameters.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{AlbumId, Flag, JobId, display};
use rusqlite::types::{ToSql, Value};
use serde::{Deserialize, Serialize};

use crate::columns::named;
use crate::search::SearchMode;
use crate::search_query::Match;

named! {
    /// Which photos.
    pub enum PhotoFilter {
        /// All.
        All = "all",
        /// Those that came with the last import.
        RecentImport = "recent_import",
        /// Those an article or album shows.
        Used = "used",
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
        /// Those that look like another one.
        Duplicates = "duplicates",
        /// Those that the main portal shows.
        Published = "published",
        /// Those of which the main portal shows something out of date.
        Changed = "changed",
        /// Those whose original was missing or damaged when it was last looked for.
        Missing = "missing",
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

/// What a list is divided by. Groups come newest first; the photos of each in the list's order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// Nothing.
    #[default]
    None,
    /// The day of taking in Việt Nam.
    Day,
    /// The import that brought them.
    Import,
}

/// A day of taking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum PhotoDay {
    /// This day in Việt Nam.
    On(NaiveDate),
    /// The camera did not say.
    Unknown,
}

/// Which photos, in which order, and which part of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoQuery {
    /// Only these.
    pub filter: PhotoFilter,
    /// Only those of this album.
    pub album: Option<AlbumId>,
    /// Only with these words; empty for all.
    pub text: String,
    /// Whether the last word may be unfinished, as while typing.
    pub typeahead: bool,
    /// Only with this verdict.
    pub flag: Option<Flag>,
    /// Only with at least so many stars.
    pub min_stars: u8,
    /// Only those of this import.
    pub import: Option<JobId>,
    /// Only those of this day.
    pub day: Option<PhotoDay>,
    /// Only those that this query would find too, whatever its order and part.
    pub within: Option<Box<PhotoQuery>>,
    /// Sorted by.
    pub sort: PhotoSort,
    /// Last first.
    pub descending: bool,
    /// From the trash instead.
    pub trashed: bool,
    /// Divided by.
    pub grouping: Grouping,
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
            flag: None,
            min_stars: 0,
            import: None,
            day: None,
            within: None,
            sort: PhotoSort::Imported,
            descending: true,
            trashed: false,
            grouping: Grouping::None,
            offset: 0,
            limit: 200,
        }
    }
}

/// The bits of `photos.marks`, as `0002_gallery.sql` lays them.
pub(crate) mod marks {
    pub(crate) const STARS: i64 = 0b111;
    pub(crate) const FLAG_SHIFT: u32 = 3;
    pub(crate) const FLAG: i64 = 0b11 << FLAG_SHIFT;
    pub(crate) const CAPTION: i64 = 1 << 5;
    pub(crate) const ALT: i64 = 1 << 6;
    pub(crate) const CREDIT: i64 = 1 << 7;
    pub(crate) const GPS: i64 = 1 << 8;
    pub(crate) const USED: i64 = 1 << 9;
    pub(crate) const PUBLISHED: i64 = 1 << 10;
    pub(crate) const CHANGED: i64 = 1 << 11;
    pub(crate) const MISSING: i64 = 1 << 12;
    pub(crate) const DUPLICATE: i64 = 1 << 13;
}

/// The column's figure for a verdict.
pub(crate) fn flag_figure(flag: Flag) -> i64 {
    match flag {
        Flag::None => 0,
        Flag::Pick => 1,
        Flag::Reject => 2,
    }
}

/// The import that came last.
const RECENT_IMPORT: &str = "p.import = (SELECT import FROM photos
    WHERE import IS NOT NULL AND deleted_at IS NULL ORDER BY imported_at DESC, number DESC LIMIT 1)";

impl PhotoFilter {
    /// The bits that matter, and what they must be; `None` for a question that is not in the marks.
    fn marked(self) -> Option<(i64, i64)> {
        let set = |bit| Some((bit, bit));
        let clear = |bit| Some((bit, 0));
        match self {
            Self::All | Self::RecentImport => None,
            Self::Used => set(marks::USED),
            Self::Unused => clear(marks::USED),
            Self::NoCaption => clear(marks::CAPTION),
            Self::NoAlt => clear(marks::ALT),
            Self::NoCredit => clear(marks::CREDIT),
            Self::HasGps => set(marks::GPS),
            Self::Duplicates => set(marks::DUPLICATE),
            Self::Published => set(marks::PUBLISHED),
            Self::Changed => set(marks::CHANGED),
            Self::Missing => set(marks::MISSING),
        }
    }
}

/// The conditions of a query, and the values they name.
#[derive(Default)]
pub(crate) struct Conditions {
    sql: Vec<String>,
    given: Vec<(String, Value)>,
    /// Expressions for the words' index, all of which must match. They are no conditions yet: whoever
    /// asks decides by how much they find ([`Self::look_up`]).
    pub(crate) sought: Vec<String>,
    /// Whether something is sought of which no word can be found anywhere.
    pub(crate) nothing: bool,
}

impl Conditions {
    /// All that `query` asks of a photo `p`, its album apart. `ranked` leaves out the query's own
    /// words: its source finds those.
    pub(crate) fn of(query: &PhotoQuery, ranked: bool) -> Self {
        let mut conditions = Self::default();
        let trashed = query.trashed || query.within.as_ref().is_some_and(|base| base.trashed);
        conditions.add(if trashed { "p.deleted_at IS NOT NULL" } else { "p.deleted_at IS NULL" });
        conditions.narrow(query, !ranked);
        if let Some(base) = &query.within {
            conditions.narrow(base, true);
            if let Some(album) = base.album.filter(|_| query.album.is_some()) {
                let album = conditions.give(Value::Blob(album.0.as_bytes().to_vec()));
                conditions.add(&format!(
                    "EXISTS (SELECT 1 FROM album_photos WHERE album = {album} AND photo = p.id)"
                ));
            }
        }
        conditions
    }

    fn narrow(&mut self, query: &PhotoQuery, words: bool) {
        if let Some((bits, value)) = query.filter.marked() {
            self.add(&format!("(p.marks & {bits}) = {value}"));
        }
        if query.filter == PhotoFilter::RecentImport {
            self.add(RECENT_IMPORT);
        }
        if let Some(flag) = query.flag {
            let value = flag_figure(flag) << marks::FLAG_SHIFT;
            self.add(&format!("(p.marks & {}) = {value}", marks::FLAG));
        }
        if query.min_stars > 0 {
            self.add(&format!("(p.marks & {}) >= {}", marks::STARS, query.min_stars));
        }
        if let Some(import) = query.import {
            let import = self.give(Value::Blob(import.0.as_bytes().to_vec()));
            self.add(&format!("p.import = {import}"));
        }
        match query.day {
            Some(PhotoDay::On(day)) => {
                let [from, until] =
                    day_limits(day).map(|at| self.give(at.timestamp_micros().into()));
                self.add(&format!("p.taken_at >= {from} AND p.taken_at < {until}"));
            }
            Some(PhotoDay::Unknown) => self.add("p.taken_at IS NULL"),
            None => {}
        }
        if words && !query.text.trim().is_empty() {
            match Match::of_photo(&query.text, query.mode()) {
                Some(sought) => self.sought.push(sought.all),
                None => self.nothing = true,
            }
        }
    }

    /// Looks up each photo that has the words sought: quick while those are few.
    pub(crate) fn look_up(&mut self) {
        for sought in std::mem::take(&mut self.sought) {
            let words = self.give(Value::Text(sought));
            self.add(&format!(
                "p.number IN (SELECT rowid FROM photo_search WHERE photo_search MATCH {words})"
            ));
        }
    }

    fn add(&mut self, condition: &str) {
        self.sql.push(condition.to_owned());
    }

    /// Hands a value in and gives the name it has in SQL.
    pub(crate) fn give(&mut self, value: Value) -> String {
        let name = format!(":v{}", self.given.len());
        self.given.push((name.clone(), value));
        name
    }

    /// Everything after `WHERE`.
    pub(crate) fn sql(&self) -> String {
        self.sql.join(" AND ")
    }

    /// The values by name.
    pub(crate) fn values(&self) -> Vec<(&str, &dyn ToSql)> {
        self.given.iter().map(|(name, value)| (name.as_str(), value as &dyn ToSql)).collect()
    }
}

impl PhotoQuery {
    /// How its text is read.
    pub(crate) fn mode(&self) -> SearchMode {
        if self.typeahead { SearchMode::Typeahead } else { SearchMode::Words }
    }

    /// The album whose order counts.
    pub(crate) fn ordering_album(&self) -> Option<AlbumId> {
        self.album.or_else(|| self.within.as_ref().and_then(|base| base.album))
    }
}

/// The first moment of a day in Việt Nam and of the day after it.
fn day_limits(day: NaiveDate) -> [DateTime<Utc>; 2] {
    let next = day.checked_add_days(Days::new(1)).unwrap_or(day);
    [display::midnight(day), display::midnight(next)]
}

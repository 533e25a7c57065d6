//! The grid of photos. A list is first put in order, as numbers and shapes alone, from an index that
//! holds all it is filtered by; rows are read for the part that is on screen.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use domain::{JobId, Photo, PhotoId, display};
use rusqlite::types::Value;
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

use crate::article_list::{Page, SyncState};
use crate::columns::{Json, Micros};
use crate::error::StoreError;
use crate::hits::{self, Index};
use crate::photo_query::{Conditions, Grouping, PhotoQuery, PhotoSort};
use crate::photos::Photos;
use crate::search::PHOTO_HITS;
use crate::search_query::Match;

/// A photo as the grid shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct PhotoRow {
    /// The photo.
    pub photo: Photo,
    /// How many articles and albums show it, the trash apart.
    pub uses: u32,
    /// The worst of its uses on the main portal.
    pub sync: SyncState,
    /// How many photos look alike here, itself included; 0 when there is no other.
    pub duplicates: u32,
    /// Whether its original was missing or damaged when it was last looked for.
    pub missing: bool,
}

/// The photos of a list from first to last, whatever the query's part.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PhotoOrder {
    /// Their numbers in the library.
    pub numbers: Vec<i64>,
    /// Width divided by height of each as shown.
    pub ratios: Vec<f32>,
    /// What the list is divided into; empty unless that was asked for.
    pub groups: Vec<PhotoGroup>,
}

/// Photos that belong together in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PhotoGroup {
    /// `2022-07-15` or the import's id; empty when unknown.
    pub key: String,
    /// When the import began or the day of taking began.
    pub at: Option<DateTime<Utc>>,
    /// Place of its first photo in the list.
    pub first: u32,
    /// How many there are.
    pub count: u32,
}

/// What a photo is grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    Unknown,
    Day(NaiveDate),
    Import(Uuid),
}

impl Photos<'_> {
    /// The part of the grid that `query` asks for.
    ///
    /// # Errors
    /// Those of the database; what was typed never causes one.
    pub fn list(&self, query: &PhotoQuery) -> Result<Page<PhotoRow>, StoreError> {
        let order = self.order(query)?;
        Ok(Page {
            total: order.total(),
            rows: self.list_rows(order.part(query.offset, query.limit))?,
        })
    }

    /// All photos that `query` finds, in its order and divided as it says.
    ///
    /// # Errors
    /// Those of the database; what was typed never causes one.
    pub fn order(&self, query: &PhotoQuery) -> Result<PhotoOrder, StoreError> {
        let sought = Match::of_photo(&query.text, query.mode());
        let ranked = query.sort == PhotoSort::Relevance && sought.is_some();
        let mut conditions = Conditions::of(query, ranked);
        if conditions.nothing || (sought.is_none() && !query.text.trim().is_empty()) {
            return Ok(PhotoOrder::default());
        }
        let many = hits::many(self.connection, Index::Photos, &conditions.sought)?;
        if many.is_none() {
            conditions.look_up();
        }
        let join = join(query, &mut conditions);
        let (hits, source) = if ranked {
            (PHOTO_HITS, "hits h CROSS JOIN photos p ON p.number = h.number")
        } else {
            ("", "photos p")
        };
        let key = match query.grouping {
            Grouping::None => "NULL",
            Grouping::Day => "p.taken_at",
            Grouping::Import => "p.import",
        };
        let sql = format!(
            "{hits} SELECT p.number, p.ratio, {key} FROM {source} {join} WHERE {} ORDER BY {}",
            conditions.sql(),
            ordering(query, ranked),
        );
        let [first, second, third] = sought.map_or_else(Default::default, |sought| sought.tiers());
        let mut given = conditions.values();
        if ranked {
            given.extend([
                (":first", &first as &dyn rusqlite::ToSql),
                (":second", &second),
                (":third", &third),
            ]);
        }
        let mut statement = self.connection.prepare_cached(&sql)?;
        let mut rows = statement.query(&*given)?;
        let mut order = PhotoOrder::default();
        let mut keys = Keys::default();
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            if many.as_ref().is_some_and(|hits| !hits.contains(number)) {
                continue;
            }
            order.numbers.push(number);
            order.ratios.push(row.get(1)?);
            if query.grouping != Grouping::None {
                keys.push(read_key(row, query.grouping)?);
            }
        }
        if query.grouping != Grouping::None {
            self.divide(&mut order, keys)?;
        }
        Ok(order)
    }

    /// How many photos `query` finds.
    ///
    /// # Errors
    /// Those of the database; what was typed never causes one.
    pub fn count(&self, query: &PhotoQuery) -> Result<u32, StoreError> {
        let mut conditions = Conditions::of(query, false);
        if conditions.nothing {
            return Ok(0);
        }
        conditions.look_up();
        let join = join(query, &mut conditions);
        let sql = format!("SELECT count(*) FROM photos p {join} WHERE {}", conditions.sql());
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row(&*conditions.values(), |row| row.get(0))?)
    }

    /// The rows of these numbers in their order; those that are gone are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_rows(&self, numbers: &[i64]) -> Result<Vec<PhotoRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, uses, sync, duplicates, missing FROM photos WHERE number = ?1",
        )?;
        let mut rows = Vec::with_capacity(numbers.len());
        for number in numbers {
            rows.extend(statement.query_row([number], read).optional()?);
        }
        Ok(rows)
    }

    /// The rows of these photos in their order; those that are gone are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_rows_by_ids(&self, ids: &[PhotoId]) -> Result<Vec<PhotoRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT record, uses, sync, duplicates, missing FROM photos WHERE id = ?1",
        )?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            rows.extend(statement.query_row([id.0], read).optional()?);
        }
        Ok(rows)
    }

    /// The ids of these numbers in their order; those that are gone are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_ids(&self, numbers: &[i64]) -> Result<Vec<PhotoId>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM photos WHERE number = ?1")?;
        let mut ids = Vec::with_capacity(numbers.len());
        for number in numbers {
            let id = statement.query_row([number], |row| row.get(0).map(PhotoId)).optional()?;
            ids.extend(id);
        }
        Ok(ids)
    }

    /// The photo's number, or `None` when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find_number(&self, id: PhotoId) -> Result<Option<i64>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT number FROM photos WHERE id = ?1")?
            .query_row([id.0], |row| row.get(0))
            .optional()?)
    }

    /// Brings the photos of each group together, newest group first, without changing the order
    /// inside a group.
    fn divide(&self, order: &mut PhotoOrder, keys: Keys) -> Result<(), StoreError> {
        let mut groups = Vec::with_capacity(keys.distinct.len());
        for (place, key) in keys.distinct.iter().enumerate() {
            groups.push((self.began(*key)?, *key, place));
        }
        groups.sort_unstable_by(|one, other| other.cmp(one));
        let mut counts = vec![0_u32; groups.len()];
        for &place in &keys.of_photos {
            counts[place as usize] += 1;
        }
        let mut next = vec![0_usize; groups.len()];
        let mut first = 0_u32;
        for (at, key, place) in groups {
            let count = counts[place];
            next[place] = first as usize;
            order.groups.push(PhotoGroup { key: key.to_string(), at, first, count });
            first += count;
        }
        let (numbers, ratios) = (order.numbers.clone(), order.ratios.clone());
        for (index, &place) in keys.of_photos.iter().enumerate() {
            let to = &mut next[place as usize];
            order.numbers[*to] = numbers[index];
            order.ratios[*to] = ratios[index];
            *to += 1;
        }
        Ok(())
    }

    /// When a group began, by which groups are put in order; `None` comes last.
    fn began(&self, key: Key) -> Result<Option<DateTime<Utc>>, StoreError> {
        Ok(match key {
            Key::Unknown => None,
            Key::Day(day) => Some(display::midnight(day)),
            Key::Import(job) => self
                .connection
                .prepare_cached(
                    "SELECT min(imported_at) FROM photos WHERE import = ?1 AND deleted_at IS NULL",
                )?
                .query_row(params![job], |row| row.get::<_, Option<Micros>>(0))?
                .map(|at| at.0)
                // All of it is in the trash: then the id tells when the import was asked for.
                .or_else(|| {
                    let (seconds, nanoseconds) = job.get_timestamp()?.to_unix();
                    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanoseconds)
                }),
        })
    }
}

impl PhotoOrder {
    /// How many photos there are.
    #[must_use]
    pub fn total(&self) -> u32 {
        u32::try_from(self.numbers.len()).unwrap_or(u32::MAX)
    }

    /// The numbers of a part; what lies behind the end is left out.
    #[must_use]
    pub fn part(&self, offset: u32, limit: u32) -> &[i64] {
        let start = (offset as usize).min(self.numbers.len());
        let end = start.saturating_add(limit as usize).min(self.numbers.len());
        &self.numbers[start..end]
    }

    /// Where a photo stands.
    #[must_use]
    pub fn position(&self, number: i64) -> Option<u32> {
        let place = self.numbers.iter().position(|known| *known == number)?;
        u32::try_from(place).ok()
    }
}

/// The groups of a list's photos, each kept once.
#[derive(Default)]
struct Keys {
    distinct: Vec<Key>,
    places: HashMap<Key, u32>,
    of_photos: Vec<u32>,
}

impl Keys {
    fn push(&mut self, key: Key) {
        // Neighbours mostly belong to one group.
        if let Some(&last) = self.of_photos.last()
            && self.distinct.get(last as usize) == Some(&key)
        {
            self.of_photos.push(last);
            return;
        }
        let place = *self.places.entry(key).or_insert_with(|| {
            self.distinct.push(key);
            (self.distinct.len() - 1) as u32
        });
        self.of_photos.push(place);
    }
}

impl std::fmt::Display for Key {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unknown => Ok(()),
            Self::Day(day) => write!(f, "{day}"),
            Self::Import(job) => write!(f, "{}", JobId(*job)),
        }
    }
}

fn read_key(row: &Row<'_>, grouping: Grouping) -> rusqlite::Result<Key> {
    Ok(match grouping {
        Grouping::None => Key::Unknown,
        Grouping::Day => row
            .get::<_, Option<Micros>>(2)?
            .map_or(Key::Unknown, |at| Key::Day(display::local(at.0).date_naive())),
        Grouping::Import => row.get::<_, Option<Uuid>>(2)?.map_or(Key::Unknown, Key::Import),
    })
}

/// Brings in the album whose order counts.
pub(crate) fn join(query: &PhotoQuery, conditions: &mut Conditions) -> String {
    query.ordering_album().map_or_else(String::new, |album| {
        let album = conditions.give(Value::Blob(album.0.as_bytes().to_vec()));
        format!("JOIN album_photos m ON m.photo = p.id AND m.album = {album}")
    })
}

fn ordering(query: &PhotoQuery, ranked: bool) -> String {
    let direction = if query.descending { "DESC" } else { "ASC" };
    match query.sort {
        PhotoSort::Relevance if ranked => {
            "h.tier, h.rank, p.imported_at DESC, p.number DESC".to_owned()
        }
        PhotoSort::Position if query.ordering_album().is_some() => {
            format!("m.position {direction}")
        }
        PhotoSort::Taken => format!("p.taken_at {direction} NULLS LAST, p.number {direction}"),
        PhotoSort::Name => format!("p.name_key {direction}, p.number {direction}"),
        PhotoSort::Imported | PhotoSort::Position | PhotoSort::Relevance => {
            format!("p.imported_at {direction}, p.number {direction}")
        }
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<PhotoRow> {
    Ok(PhotoRow {
        photo: row.get::<_, Json<Photo>>(0)?.0,
        uses: row.get(1)?,
        sync: match row.get::<_, u8>(2)? {
            0 => SyncState::New,
            1 => SyncState::TakenDown,
            2 => SyncState::Same,
            3 => SyncState::Changed,
            _ => SyncState::Conflict,
        },
        duplicates: row.get(3)?,
        missing: row.get(4)?,
    })
}

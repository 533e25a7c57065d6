//! Photos that look alike: each is compared once, when it has come, with the first photos of all
//! groups (see [`domain::likeness`]); what a person told apart stays apart.

use std::collections::{BTreeSet, HashSet};

use chrono::{DateTime, Utc};
use domain::PhotoId;
use domain::likeness::{Likeness, LikenessIndex};
use rusqlite::params;

use crate::columns::Micros;
use crate::error::StoreError;
use crate::photo_list::PhotoRow;
use crate::photos::{Photos, PhotosMut};

/// How many photos are compared while somebody waits. What is left, as in the first minutes after an
/// old library was brought up to date, is compared in the background.
pub(crate) const AT_ONCE: u32 = 1000;

/// Photos that look alike, the first of them first.
#[derive(Debug, Clone, PartialEq)]
pub struct Twins {
    /// The photos.
    pub photos: Vec<Twin>,
}

/// One of them.
#[derive(Debug, Clone, PartialEq)]
pub struct Twin {
    /// The photo.
    pub row: PhotoRow,
    /// In how many of 64 bits its fingerprint differs from the first one's.
    pub distance: u32,
}

impl Photos<'_> {
    /// Groups of photos that look alike, the one that grew last first, at most `limit` of them.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_twins(&self, limit: u32) -> Result<Vec<Twins>, StoreError> {
        let mut groups = self.connection.prepare_cached(
            "SELECT twin FROM photos WHERE deleted_at IS NULL AND twin <> number
             GROUP BY twin ORDER BY max(number) DESC LIMIT ?1",
        )?;
        let firsts =
            groups.query_map([limit], |row| row.get(0))?.collect::<rusqlite::Result<Vec<i64>>>()?;
        let mut members = self.connection.prepare_cached(
            "SELECT number, fingerprint FROM photos
             WHERE deleted_at IS NULL AND twin = ?1 ORDER BY number <> twin, number",
        )?;
        let mut found = Vec::with_capacity(firsts.len());
        for first in firsts {
            let members = members
                .query_map([first], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<Vec<(i64, i64)>>>()?;
            let numbers: Vec<i64> = members.iter().map(|(number, _)| *number).collect();
            let print = members.first().map_or(0, |(_, print)| *print);
            let rows = self.list_rows(&numbers)?.into_iter().zip(members);
            let twin =
                |(row, (_, own)): (_, (_, i64))| Twin { row, distance: (own ^ print).count_ones() };
            found.push(Twins { photos: rows.map(twin).collect() });
        }
        Ok(found)
    }
}

impl PhotosMut<'_> {
    /// Compares photos that have not been compared yet with all others, at most `limit` of them.
    /// Returns how many they were.
    ///
    /// # Errors
    /// Those of the database.
    pub fn compare(&mut self, limit: u32) -> Result<usize, StoreError> {
        let new = self.uncompared(limit)?;
        if new.is_empty() {
            return Ok(0);
        }
        let mut index = LikenessIndex::default();
        for (number, likeness) in self.firsts()? {
            index.insert(number, likeness);
        }
        let apart = self.told_apart()?;
        let alike: Vec<(i64, Likeness)> =
            new.iter().filter_map(|(number, likeness)| Some((*number, (*likeness)?))).collect();
        let gathered =
            index.gather(&alike, |one, other| apart.contains(&(one.min(other), one.max(other))));
        let mut update = self.connection.prepare_cached(
            "UPDATE photos SET twin = ?2, fingerprint = ?3, shape = ?4 WHERE number = ?1",
        )?;
        let mut grown = BTreeSet::new();
        for ((number, first), (_, likeness)) in gathered.into_iter().zip(&alike) {
            let fingerprint = likeness.fingerprint.cast_signed();
            update.execute(params![number, first, fingerprint, likeness.shape])?;
            if first != number {
                grown.insert(first);
            }
        }
        // Those without a fingerprint that can be read are like nothing.
        for (number, _) in new.iter().filter(|(_, likeness)| likeness.is_none()) {
            update.execute(params![number, number, None::<i64>, None::<f64>])?;
        }
        self.count_twins(grown)?;
        Ok(new.len())
    }

    /// Remembers that these photos are not the same, whatever they look like, and compares them
    /// anew.
    ///
    /// # Errors
    /// Those of the database.
    pub fn tell_apart(&mut self, ids: &[PhotoId]) -> Result<(), StoreError> {
        let numbers = self.numbers(ids)?;
        let mut insert = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO photos_told_apart (one, other) VALUES (?1, ?2)",
        )?;
        for (place, one) in numbers.iter().enumerate() {
            for other in &numbers[place + 1..] {
                insert.execute([one.min(other), one.max(other)])?;
            }
        }
        self.compare_again(&numbers)
    }

    /// Takes back [`Self::tell_apart`].
    ///
    /// # Errors
    /// Those of the database.
    pub fn tell_apart_no_more(&mut self, ids: &[PhotoId]) -> Result<(), StoreError> {
        let numbers = self.numbers(ids)?;
        let mut delete = self
            .connection
            .prepare_cached("DELETE FROM photos_told_apart WHERE one = ?1 AND other = ?2")?;
        for (place, one) in numbers.iter().enumerate() {
            for other in &numbers[place + 1..] {
                delete.execute([one.min(other), one.max(other)])?;
            }
        }
        self.compare_again(&numbers)
    }

    /// Takes photos out of their groups; what is left of a group whose first photo goes is compared
    /// anew, by the next [`Self::compare`].
    pub(crate) fn leave_twins(&mut self, numbers: &[i64]) -> Result<(), StoreError> {
        let mut leave = self
            .connection
            .prepare_cached("UPDATE photos SET twin = NULL, duplicates = 0 WHERE number = ?1")?;
        let mut twin = self
            .connection
            .prepare_cached("SELECT twin FROM photos WHERE number = ?1 AND duplicates > 0")?;
        let mut orphan = self.connection.prepare_cached(
            "UPDATE photos SET twin = NULL, duplicates = 0
             WHERE deleted_at IS NULL AND twin = ?1 AND number <> ?1",
        )?;
        let mut shrunk = BTreeSet::new();
        for number in numbers {
            let mut rows = twin.query([number])?;
            if let Some(row) = rows.next()? {
                let first: Option<i64> = row.get(0)?;
                if first == Some(*number) {
                    orphan.execute([number])?;
                } else {
                    shrunk.extend(first);
                }
            }
            leave.execute([number])?;
        }
        self.count_twins(shrunk)
    }

    fn compare_again(&mut self, numbers: &[i64]) -> Result<(), StoreError> {
        self.leave_twins(numbers)?;
        self.compare(AT_ONCE)?;
        Ok(())
    }

    pub(crate) fn numbers(&self, ids: &[PhotoId]) -> Result<Vec<i64>, StoreError> {
        let photos = Photos { connection: self.connection };
        let mut numbers = Vec::with_capacity(ids.len());
        for id in ids {
            numbers.extend(photos.find_number(*id)?);
        }
        numbers.sort_unstable();
        numbers.dedup();
        Ok(numbers)
    }

    /// Writes at each member how many its group has.
    fn count_twins(&self, firsts: BTreeSet<i64>) -> Result<(), StoreError> {
        let mut count = self.connection.prepare_cached(
            "UPDATE photos SET duplicates = iif(n.members > 1, n.members, 0)
             FROM (SELECT count(*) AS members FROM photos
                   WHERE deleted_at IS NULL AND twin = ?1) n
             WHERE deleted_at IS NULL AND twin = ?1",
        )?;
        for first in firsts {
            count.execute([first])?;
        }
        Ok(())
    }

    /// Photos that came and have not been compared. A photo that is still on its way into the library
    /// has no fingerprint yet and is left for later.
    fn uncompared(&self, limit: u32) -> Result<Vec<(i64, Option<Likeness>)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, record ->> '$.fingerprint',
                 (record ->> '$.width') * 1.0 / max(record ->> '$.height', 1), taken_at
             FROM photos WHERE twin IS NULL AND deleted_at IS NULL
                 AND record ->> '$.fingerprint' <> '' ORDER BY number LIMIT ?1",
        )?;
        let found = statement.query_map([limit], |row| {
            let fingerprint = u64::from_str_radix(&row.get::<_, String>(1)?, 16).ok();
            let shape = row.get(2)?;
            let taken_at = taken_at(row.get(3)?);
            let likeness = fingerprint.map(|fingerprint| Likeness { fingerprint, shape, taken_at });
            Ok((row.get(0)?, likeness))
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// The first photos of all groups, those that are alone in theirs included.
    fn firsts(&self) -> Result<Vec<(i64, Likeness)>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, fingerprint, shape, taken_at FROM photos
             WHERE deleted_at IS NULL AND twin = number AND fingerprint IS NOT NULL
             ORDER BY twin, number",
        )?;
        let found = statement.query_map([], |row| {
            let likeness = Likeness {
                fingerprint: row.get::<_, i64>(1)?.cast_unsigned(),
                shape: row.get(2)?,
                taken_at: taken_at(row.get(3)?),
            };
            Ok((row.get(0)?, likeness))
        })?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    fn told_apart(&self) -> Result<HashSet<(i64, i64)>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT one, other FROM photos_told_apart")?;
        let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(pairs.collect::<rusqlite::Result<_>>()?)
    }
}

fn taken_at(column: Option<Micros>) -> Option<DateTime<Utc>> {
    column.map(|at| at.0)
}

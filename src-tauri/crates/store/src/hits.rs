//! Which articles or photos have the words sought, when those are many.

use rusqlite::Connection;

use crate::error::StoreError;

/// Up to so many are better looked up one by one.
const FEW: usize = 2_000;

/// An index of words.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Index {
    Articles,
    Photos,
}

/// Numbers of articles or photos, a bit each: they are given without gaps, but for what is gone.
#[derive(Clone, Default)]
pub(crate) struct Hits {
    bits: Vec<u64>,
}

/// What matches all of `sought`; `None` when nothing is sought or few are found. Looking up and
/// sorting tens of thousands costs more than reading the whole index of the list's order.
///
/// # Errors
/// Those of the database.
pub(crate) fn many(
    connection: &Connection,
    index: Index,
    sought: &[String],
) -> Result<Option<Hits>, StoreError> {
    let mut all: Option<Hits> = None;
    for expression in sought {
        let hits = Hits::of(connection, index, expression)?;
        all = Some(match all {
            Some(others) => others.and(&hits),
            None => hits,
        });
    }
    Ok(all.filter(|hits| hits.count() > FEW))
}

impl Hits {
    /// What an expression finds.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn of(
        connection: &Connection,
        index: Index,
        expression: &str,
    ) -> Result<Self, StoreError> {
        let mut statement = connection.prepare_cached(match index {
            Index::Articles => "SELECT rowid FROM article_search WHERE article_search MATCH ?1",
            Index::Photos => "SELECT rowid FROM photo_search WHERE photo_search MATCH ?1",
        })?;
        let mut hits = Self::default();
        let mut rows = statement.query([expression])?;
        while let Some(row) = rows.next()? {
            hits.insert(row.get(0)?);
        }
        Ok(hits)
    }

    pub(crate) fn contains(&self, number: i64) -> bool {
        let bits = |(word, bit)| self.bits.get(word).is_some_and(|bits: &u64| bits & bit != 0);
        place(number).is_some_and(bits)
    }

    pub(crate) fn count(&self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum()
    }

    fn insert(&mut self, number: i64) {
        let Some((word, bit)) = place(number) else { return };
        if word >= self.bits.len() {
            self.bits.resize(word + 1, 0);
        }
        self.bits[word] |= bit;
    }

    fn and(mut self, other: &Self) -> Self {
        self.bits.truncate(other.bits.len());
        self.bits.iter_mut().zip(&other.bits).for_each(|(mine, others)| *mine &= others);
        self
    }
}

/// The word of a number's bit, and the bit in it.
fn place(number: i64) -> Option<(usize, u64)> {
    let number = usize::try_from(number).ok()?;
    Some((number / 64, 1 << (number % 64)))
}

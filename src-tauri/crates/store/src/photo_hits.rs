//! Which photos have the words sought, when those are many.

use rusqlite::Connection;

use crate::error::StoreError;

/// Up to so many photos are better looked up one by one.
const FEW: usize = 2_000;

/// Numbers of photos, a bit each: they are given without gaps, but for photos that are gone.
#[derive(Default)]
pub(crate) struct Hits {
    bits: Vec<u64>,
}

/// The photos that match all of `sought`; `None` when nothing is sought or few are found. Looking up
/// and sorting tens of thousands costs more than reading the whole index of the list's order.
///
/// # Errors
/// Those of the database.
pub(crate) fn many(connection: &Connection, sought: &[String]) -> Result<Option<Hits>, StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT rowid FROM photo_search WHERE photo_search MATCH ?1")?;
    let mut all: Option<Hits> = None;
    for expression in sought {
        let mut hits = Hits::default();
        let mut rows = statement.query([expression])?;
        while let Some(row) = rows.next()? {
            hits.insert(row.get(0)?);
        }
        all = Some(match all {
            Some(others) => others.and(&hits),
            None => hits,
        });
    }
    Ok(all.filter(|hits| hits.count() > FEW))
}

impl Hits {
    pub(crate) fn contains(&self, number: i64) -> bool {
        let bits = |(word, bit)| self.bits.get(word).is_some_and(|bits: &u64| bits & bit != 0);
        place(number).is_some_and(bits)
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

    fn count(&self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum()
    }
}

/// The word of a number's bit, and the bit in it.
fn place(number: i64) -> Option<(usize, u64)> {
    let number = usize::try_from(number).ok()?;
    Some((number / 64, 1 << (number % 64)))
}

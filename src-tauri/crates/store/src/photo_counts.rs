//! The figures beside the filters: one pass over one index, whatever their number.

use domain::{AlbumId, Flag};
use rusqlite::types::ToSql;

use crate::error::StoreError;
use crate::photo_query::{RECENT_IMPORT, flag_figure, marks};
use crate::photos::Photos;

/// How many photos each filter finds; the trash is apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "each counts the filter of that name")]
pub struct PhotoCounts {
    pub all: u32,
    pub recent_import: u32,
    pub used: u32,
    pub unused: u32,
    pub no_caption: u32,
    pub no_alt: u32,
    pub no_credit: u32,
    pub has_gps: u32,
    pub duplicates: u32,
    pub published: u32,
    pub changed: u32,
    pub missing: u32,
    pub picked: u32,
    pub rejected: u32,
    pub unflagged: u32,
    pub trashed: u32,
}

impl PhotoCounts {
    /// Counts `photos` photos whose marks are these.
    fn add(&mut self, held: i64, photos: u32) {
        let holds = |bit| held & bit != 0;
        let flag = (held & marks::FLAG) >> marks::FLAG_SHIFT;
        for (count, counted) in [
            (&mut self.all, true),
            (&mut self.used, holds(marks::USED)),
            (&mut self.unused, !holds(marks::USED)),
            (&mut self.no_caption, !holds(marks::CAPTION)),
            (&mut self.no_alt, !holds(marks::ALT)),
            (&mut self.no_credit, !holds(marks::CREDIT)),
            (&mut self.has_gps, holds(marks::GPS)),
            (&mut self.duplicates, holds(marks::DUPLICATE)),
            (&mut self.published, holds(marks::PUBLISHED)),
            (&mut self.changed, holds(marks::CHANGED)),
            (&mut self.missing, holds(marks::MISSING)),
            (&mut self.picked, flag == flag_figure(Flag::Pick)),
            (&mut self.rejected, flag == flag_figure(Flag::Reject)),
            (&mut self.unflagged, flag == flag_figure(Flag::None)),
        ] {
            if counted {
                *count += photos;
            }
        }
    }
}

impl Photos<'_> {
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
        let (source, given): (&str, &[&dyn ToSql]) = match &album {
            Some(album) => {
                ("album_photos m JOIN photos p ON p.id = m.photo AND m.album = ?1", &[album])
            }
            None => ("photos p", &[]),
        };
        let mut counts = PhotoCounts::default();
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT p.marks, count(*) FROM {source} WHERE p.deleted_at IS NULL GROUP BY p.marks"
        ))?;
        let mut rows = statement.query(given)?;
        while let Some(row) = rows.next()? {
            counts.add(row.get(0)?, row.get(1)?);
        }
        let count = |condition: &str| -> rusqlite::Result<u32> {
            self.connection
                .prepare_cached(&format!("SELECT count(*) FROM {source} WHERE {condition}"))?
                .query_row(given, |row| row.get(0))
        };
        counts.recent_import = count(&format!("p.deleted_at IS NULL AND {RECENT_IMPORT}"))?;
        counts.trashed = count("p.deleted_at IS NOT NULL")?;
        Ok(counts)
    }
}

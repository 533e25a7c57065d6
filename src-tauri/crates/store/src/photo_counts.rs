//! The figures beside the filters: one pass over one index, whatever their number.

use domain::Flag;

use crate::error::StoreError;
use crate::photo_list::join;
use crate::photo_query::{Conditions, PhotoFilter, PhotoQuery, flag_figure, marks};
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
        self.counts_in(&PhotoQuery::default())
    }

    /// As [`Self::counts`], among the photos that `scope` finds only.
    ///
    /// # Errors
    /// Those of the database.
    pub fn counts_in(&self, scope: &PhotoQuery) -> Result<PhotoCounts, StoreError> {
        let mut conditions = Conditions::of(scope, false);
        if conditions.nothing {
            return Ok(PhotoCounts::default());
        }
        let join = join(scope, &mut conditions);
        let mut counts = PhotoCounts::default();
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT p.marks, count(*) FROM photos p {join} WHERE {} GROUP BY p.marks",
            conditions.sql()
        ))?;
        let mut rows = statement.query(&*conditions.values())?;
        while let Some(row) = rows.next()? {
            counts.add(row.get(0)?, row.get(1)?);
        }
        let recent = PhotoQuery { filter: PhotoFilter::RecentImport, ..scope.clone() };
        counts.recent_import = self.count(&recent)?;
        counts.trashed = self.count(&PhotoQuery { trashed: true, ..scope.clone() })?;
        Ok(counts)
    }
}

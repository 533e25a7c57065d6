//! The figures beside the filters of the article list.

use domain::Status;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::articles::Articles;
use crate::columns::StatusColumn;
use crate::error::StoreError;

/// How many articles have a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatusCount {
    /// The status.
    pub status: Status,
    /// How many, the trash apart.
    pub count: u32,
}

/// The figures beside the filters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleCounts {
    /// All, the trash apart.
    pub all: u32,
    /// One entry for each status, in the order of an article's life.
    pub by_status: Vec<StatusCount>,
    /// In the trash.
    pub trashed: u32,
}

impl Articles<'_> {
    /// How many articles there are, by status.
    ///
    /// # Errors
    /// Those of the database.
    pub fn counts(&self) -> Result<ArticleCounts, StoreError> {
        let mut by_status: Vec<_> =
            Status::ALL.into_iter().map(|status| StatusCount { status, count: 0 }).collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT status, count(*) FROM articles WHERE deleted_at IS NULL GROUP BY status",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let status = row.get::<_, StatusColumn>(0)?.0;
            if let Some(entry) = by_status.iter_mut().find(|entry| entry.status == status) {
                entry.count = row.get(1)?;
            }
        }
        Ok(ArticleCounts {
            all: by_status.iter().map(|entry| entry.count).sum(),
            by_status,
            trashed: count_trash(self.connection)?,
        })
    }
}

fn count_trash(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM articles WHERE deleted_at IS NOT NULL")?
        .query_row([], |row| row.get(0))?)
}

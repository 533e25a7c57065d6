//! The figures beside the filters of the article list.

use domain::Status;
use rusqlite::Connection;
use rusqlite::types::ToSql;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::articles::Articles;
use crate::columns::StatusColumn;
use crate::error::StoreError;
use crate::hits::{self, Hits, Index};
use crate::search::SearchMode;
use crate::search_query::Match;

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

impl ArticleCounts {
    fn none() -> Self {
        let by_status = Status::ALL.into_iter().map(|status| StatusCount { status, count: 0 });
        Self { all: 0, by_status: by_status.collect(), trashed: 0 }
    }
}

impl Articles<'_> {
    /// How many articles there are, by status.
    ///
    /// # Errors
    /// Those of the database.
    pub fn counts(&self) -> Result<ArticleCounts, StoreError> {
        Ok(ArticleCounts {
            trashed: count_trash(self.connection)?,
            ..self.tally(
                "SELECT status, 0, count(*) FROM articles WHERE deleted_at IS NULL GROUP BY status",
                &[],
            )?
        })
    }

    /// As [`Self::counts`], among those that have the words of `text`: every one of them when there
    /// is no word in it.
    ///
    /// # Errors
    /// Those of the database; what was typed never causes one.
    pub fn counts_found(&self, text: &str, mode: SearchMode) -> Result<ArticleCounts, StoreError> {
        if text.trim().is_empty() {
            return self.counts();
        }
        let Some(sought) = Match::of_article(text, mode) else {
            return Ok(ArticleCounts::none());
        };
        let all = std::slice::from_ref(&sought.all);
        if let Some(many) = hits::many(self.connection, Index::Articles, all)? {
            return self.counts_among(&many);
        }
        // What is found is looked up once for all statuses and the trash together.
        self.tally(
            "SELECT status, deleted_at IS NOT NULL, count(*) FROM articles WHERE number IN
                 (SELECT rowid FROM article_search WHERE article_search MATCH :all)
             GROUP BY 1, 2",
            &[(":all", &sought.all)],
        )
    }

    /// Of those that a search finds, when they are many: counted along the indexes of the lists.
    fn counts_among(&self, many: &Hits) -> Result<ArticleCounts, StoreError> {
        let count = |conditions: &str, given: &[(&str, &dyn ToSql)]| -> Result<u32, StoreError> {
            let sql = format!("SELECT number FROM articles WHERE {conditions}");
            let mut statement = self.connection.prepare_cached(&sql)?;
            let mut rows = statement.query(given)?;
            let mut count = 0;
            while let Some(row) = rows.next()? {
                count += u32::from(many.contains(row.get(0)?));
            }
            Ok(count)
        };
        let mut counts = ArticleCounts::none();
        for entry in &mut counts.by_status {
            let status = StatusColumn(entry.status);
            entry.count =
                count("deleted_at IS NULL AND status = :status", &[(":status", &status)])?;
            counts.all += entry.count;
        }
        counts.trashed = count("deleted_at IS NOT NULL", &[])?;
        Ok(counts)
    }

    /// Adds up rows of a status, whether it is about the trash, and a count.
    fn tally(&self, sql: &str, given: &[(&str, &dyn ToSql)]) -> Result<ArticleCounts, StoreError> {
        let mut counts = ArticleCounts::none();
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query(given)?;
        while let Some(row) = rows.next()? {
            let (status, count) = (row.get::<_, StatusColumn>(0)?.0, row.get::<_, u32>(2)?);
            if row.get(1)? {
                counts.trashed += count;
                continue;
            }
            counts.all += count;
            if let Some(entry) = counts.by_status.iter_mut().find(|entry| entry.status == status) {
                entry.count = count;
            }
        }
        Ok(counts)
    }
}

fn count_trash(connection: &Connection) -> Result<u32, StoreError> {
    Ok(connection
        .prepare_cached("SELECT count(*) FROM articles WHERE deleted_at IS NOT NULL")?
        .query_row([], |row| row.get(0))?)
}

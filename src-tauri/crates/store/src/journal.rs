//! The draft journal: what is being typed, kept at every pause, so that a killed process loses at
//! most a second. One draft for each article; saving the article removes it.

use chrono::{DateTime, Utc};
use domain::ArticleId;
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::columns::{Json, Micros};
use crate::error::StoreError;

/// Reads drafts.
pub struct Journal<'c> {
    pub(crate) connection: &'c Connection,
}

/// Keeps drafts.
pub struct JournalMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// What was typed and not yet saved.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// The article it belongs to, which need not have been saved yet.
    pub article: ArticleId,
    /// The editor's state, as it was handed in.
    pub draft: serde_json::Value,
    /// When it was written.
    pub at: DateTime<Utc>,
}

impl Journal<'_> {
    /// The draft of an article, if something was typed since it was saved.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, article: ArticleId) -> Result<Option<Draft>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT article, draft, written_at FROM journal WHERE article = ?1")?
            .query_row([article.0], read)
            .optional()?)
    }

    /// All drafts, the newest first: what a start after a crash offers to restore.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT article, draft, written_at FROM journal ORDER BY written_at DESC",
        )?;
        let drafts = statement.query_map([], read)?;
        Ok(drafts.collect::<rusqlite::Result<_>>()?)
    }
}

impl JournalMut<'_> {
    /// Keeps a draft in the place of the article's former one.
    ///
    /// # Errors
    /// Those of the database.
    pub fn put(
        &mut self,
        article: ArticleId,
        draft: &serde_json::Value,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO journal (article, draft, written_at) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![article.0, Json(draft), Micros(at)])?;
        Ok(())
    }

    /// Throws a draft away. `false` when there was none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(&mut self, article: ArticleId) -> Result<bool, StoreError> {
        let deleted = self
            .connection
            .prepare_cached("DELETE FROM journal WHERE article = ?1")?
            .execute([article.0])?;
        Ok(deleted > 0)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Draft> {
    Ok(Draft {
        article: ArticleId(row.get(0)?),
        draft: row.get::<_, Json<_>>(1)?.0,
        at: row.get::<_, Micros>(2)?.0,
    })
}

//! Thẻ: they exist by being used, so there is only a list of those in use.

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::StoreError;

/// Reads tags.
pub struct Tags<'c> {
    pub(crate) connection: &'c Connection,
}

/// A tag and how often it is used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TagUse {
    /// The tag.
    pub tag: String,
    /// How many articles outside the trash carry it.
    pub articles: u32,
}

impl Tags<'_> {
    /// The tags in use, the most used first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<TagUse>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT t.tag, count(*) AS uses FROM article_tags t
             JOIN articles a ON a.id = t.article AND a.deleted_at IS NULL
             GROUP BY t.tag ORDER BY uses DESC, t.tag",
        )?;
        let tags = statement
            .query_map([], |row| Ok(TagUse { tag: row.get(0)?, articles: row.get(1)? }))?;
        Ok(tags.collect::<rusqlite::Result<_>>()?)
    }
}

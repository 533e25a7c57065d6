//! Revisions: every saved state of an article, whole, so that any of them can be looked at and
//! brought back.

use chrono::{DateTime, Utc};
use domain::{Article, ArticleId, RevisionId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::columns::{Json, Micros, named};
use crate::error::{Entity, StoreError};

named! {
    /// Why a revision was made.
    pub enum RevisionKind {
        /// By itself, while somebody wrote.
        Autosave = "autosave",
        /// Somebody pressed "save".
        Saved = "saved",
        /// Somebody gave it a name to come back to.
        Named = "named",
        /// It changed its status: submitted, approved, returned, archived.
        Status = "status",
        /// It went to the portal.
        Publish = "publish",
        /// It was taken off the portal.
        TakeDown = "take_down",
        /// It was brought in from a file.
        Import = "import",
        /// It came from the portal.
        Pulled = "pulled",
        /// An older revision was brought back.
        Restored = "restored",
    }
}

/// A saved state of an article, without its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Revision {
    /// Its identity.
    pub id: RevisionId,
    /// Of which article.
    pub article: ArticleId,
    /// Why it was made.
    pub kind: RevisionKind,
    /// Its name; empty for most.
    pub name: String,
    /// Who made it.
    pub by: String,
    /// When the sitting began that it is the end of; equal to [`Self::at`] except for autosaves.
    pub began_at: DateTime<Utc>,
    /// When it was made.
    pub at: DateTime<Utc>,
}

/// Reads revisions.
pub struct Revisions<'c> {
    pub(crate) connection: &'c Connection,
}

/// Changes what is said about revisions; their content never changes.
pub struct RevisionsMut<'w> {
    pub(crate) connection: &'w Connection,
}

const COLUMNS: &str = "id, article, kind, name, made_by, began_at, made_at";

impl Revisions<'_> {
    /// The history of an article, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self, article: ArticleId) -> Result<Vec<Revision>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM revisions WHERE article = ?1 ORDER BY number DESC"
        ))?;
        let revisions = statement.query_map([article.0], read)?;
        Ok(revisions.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest revision of an article.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last(&self, article: ArticleId) -> Result<Option<Revision>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!(
                "SELECT {COLUMNS} FROM revisions WHERE article = ?1 ORDER BY number DESC LIMIT 1"
            ))?
            .query_row([article.0], read)
            .optional()?)
    }

    /// When somebody last changed an article here, whatever time the article itself shows; what
    /// came from a portal was changed elsewhere. `None` when nobody has.
    ///
    /// # Errors
    /// Those of the database.
    pub fn last_made_here(&self) -> Result<Option<DateTime<Utc>>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(
                "SELECT made_at FROM revisions WHERE kind <> 'pulled' ORDER BY number DESC LIMIT 1",
            )?
            .query_row([], |row| row.get::<_, Micros>(0))
            .optional()?
            .map(|at| at.0))
    }

    /// The article as it was at this revision; `None` when the revision was absorbed by a later
    /// autosave or never was.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: RevisionId) -> Result<Option<(Revision, Article)>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS}, snapshot FROM revisions WHERE id = ?1"))?
            .query_row([id.0], |row| Ok((read(row)?, row.get::<_, Json<Article>>("snapshot")?.0)))
            .optional()?)
    }

    /// The article as it was at this revision.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: RevisionId) -> Result<(Revision, Article), StoreError> {
        self.find(id)?.ok_or_else(|| StoreError::not_found(Entity::Revision, id))
    }

    pub(crate) fn insert(&self, revision: &Revision, article: &Article) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO revisions (id, article, kind, name, made_by, began_at, made_at, snapshot)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                revision.id.0,
                revision.article.0,
                revision.kind,
                revision.name,
                revision.by,
                Micros(revision.began_at),
                Micros(revision.at),
                Json(article),
            ])?;
        Ok(())
    }
}

impl RevisionsMut<'_> {
    /// Gives a revision a name to come back to, which also keeps autosaves from absorbing it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update_name(&mut self, id: RevisionId, name: &str) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached("UPDATE revisions SET name = ?2, kind = 'named' WHERE id = ?1")?
            .execute(params![id.0, name])?;
        if changed == 0 {
            return Err(StoreError::not_found(Entity::Revision, id));
        }
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Revision> {
    Ok(Revision {
        id: RevisionId(row.get("id")?),
        article: ArticleId(row.get("article")?),
        kind: row.get("kind")?,
        name: row.get("name")?,
        by: row.get("made_by")?,
        began_at: row.get::<_, Micros>("began_at")?.0,
        at: row.get::<_, Micros>("made_at")?.0,
    })
}

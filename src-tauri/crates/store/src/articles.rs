//! Articles as they are read one at a time. Lists are in `article_list`, saving in `article_save`.

use chrono::{DateTime, Utc};
use domain::{Article, ArticleId, PhotoId, RevisionId};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::columns::{Json, Micros};
use crate::error::{Entity, StoreError};

/// Reads articles.
pub struct Articles<'c> {
    pub(crate) connection: &'c Connection,
}

/// An article with what the library knows about it beside its content.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SavedArticle {
    /// The article.
    pub article: Article,
    /// Its newest revision: name it when saving, so that two editors notice each other.
    pub revision: RevisionId,
    /// Số lượt xem, as last heard from the portal.
    #[ts(type = "number")]
    pub views: u64,
    /// When it was put into the trash.
    pub deleted_at: Option<DateTime<Utc>>,
}

impl Articles<'_> {
    /// The article, also from the trash; `None` when there is none.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: ArticleId) -> Result<Option<SavedArticle>, StoreError> {
        let found = self
            .connection
            .prepare_cached(
                "SELECT c.content, a.revision, a.views, a.deleted_at
                 FROM articles a JOIN article_content c USING (number) WHERE a.id = ?1",
            )?
            .query_row([id.0], |row| {
                Ok(SavedArticle {
                    article: row.get::<_, Json<Article>>(0)?.0,
                    revision: RevisionId(row.get(1)?),
                    views: row.get(2)?,
                    deleted_at: row.get::<_, Option<Micros>>(3)?.map(|at| at.0),
                })
            })
            .optional()?;
        Ok(found)
    }

    /// The article, also from the trash.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: ArticleId) -> Result<SavedArticle, StoreError> {
        self.find(id)?.ok_or_else(|| StoreError::not_found(Entity::Article, id))
    }

    /// Whether another article than `except` has this address on the portal.
    ///
    /// # Errors
    /// Those of the database.
    pub fn slug_taken(&self, slug: &str, except: ArticleId) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM articles WHERE slug = ?1 AND slug <> '' AND id <> ?2)")?
            .query_row((slug, except.0), |row| row.get(0))?)
    }

    /// The articles that use a photo, each once, newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_using(&self, photo: PhotoId) -> Result<Vec<ArticleId>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM articles
             WHERE deleted_at IS NULL AND id IN (SELECT article FROM article_photos WHERE photo = ?1)
             ORDER BY updated_at DESC",
        )?;
        let ids = statement.query_map([photo.0], |row| row.get::<_, Uuid>(0).map(ArticleId))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }
}

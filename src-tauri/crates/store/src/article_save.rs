//! Saving an article: the article, its revision, its place in the index and what must be sent to a
//! portal, or none of them. Trash and its way back.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Article, ArticleId, PortalId, RevisionId, Status};
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::articles::Articles;
use crate::blobs::BlobsMut;
use crate::columns::{Json, Micros, StatusColumn, micros};
use crate::error::{Entity, StoreError};
use crate::outbox::{self, Meant, OutboxAction, OutboxMut};
use crate::revisions::{Revision, RevisionKind, Revisions};
use crate::search;
use crate::sort_keys::sort_key;
use crate::sync_base::EntityKind;

/// Autosaves of one person within this time become one revision: the history shows sittings, not
/// pauses for breath.
const SITTING: TimeDelta = TimeDelta::minutes(10);

/// Saves and removes articles.
pub struct ArticlesMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// The circumstances of a save.
#[derive(Debug, Clone)]
pub struct Save {
    /// The new revision's id.
    pub revision: RevisionId,
    /// Why it is saved.
    pub kind: RevisionKind,
    /// What the revision is called, for a named one; otherwise empty.
    pub name: String,
    /// Who saves.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// The portal it is to appear on, when this save publishes it. Later saves of a published
    /// article follow by themselves to every portal that shows it.
    pub publish_to: Option<PortalId>,
}

impl ArticlesMut<'_> {
    /// Adds an article.
    ///
    /// # Errors
    /// Those of the database, also when the id is taken.
    pub fn insert(&mut self, article: &Article, save: &Save) -> Result<Revision, StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO articles (id, revision, title, title_key, lead, category, byline,
                     poster, status, featured, cover, photo_count, slug, publish_at, expire_at,
                     created_at, updated_at)
                 VALUES (?1, ?2, '', x'', '', NULL, '', '', 'draft', 0, NULL, 0, '', NULL, NULL, ?3, ?3)",
            )?
            .execute(params![article.id.0, save.revision.0, Micros(article.created_at)])?;
        self.store(article, save)
    }

    /// Saves an article over the revision it was read at.
    ///
    /// # Errors
    /// [`StoreError::Stale`] when it was saved by somebody else since; nothing is changed then.
    /// [`StoreError::NotFound`].
    pub fn update(
        &mut self,
        article: &Article,
        expected: RevisionId,
        save: &Save,
    ) -> Result<Revision, StoreError> {
        let found = self.revision_of(article.id)?;
        if found != expected {
            return Err(StoreError::Stale { article: article.id, expected, found });
        }
        self.store(article, save)
    }

    /// Puts articles into the trash, and off every portal that shows them. Those that are there
    /// already, or do not exist, are passed over. Returns how many went.
    ///
    /// # Errors
    /// Those of the database.
    pub fn delete(&mut self, ids: &[ArticleId], at: DateTime<Utc>) -> Result<usize, StoreError> {
        let mut deleted = 0;
        for id in ids {
            let changed = self
                .connection
                .prepare_cached(
                    "UPDATE articles SET deleted_at = ?2 WHERE id = ?1 AND deleted_at IS NULL",
                )?
                .execute(params![id.0, Micros(at)])?;
            if changed > 0 {
                outbox::follow(self.connection, EntityKind::Article, id.0, Meant::Hidden, at)?;
            }
            deleted += changed;
        }
        Ok(deleted)
    }

    /// Takes articles out of the trash, and back to the portals that showed them when they are
    /// still meant to be public. Returns how many came back.
    ///
    /// # Errors
    /// Those of the database.
    pub fn restore(&mut self, ids: &[ArticleId], at: DateTime<Utc>) -> Result<usize, StoreError> {
        let mut restored = 0;
        for id in ids {
            let changed = self
                .connection
                .prepare_cached(
                    "UPDATE articles SET deleted_at = NULL
                     WHERE id = ?1 AND deleted_at IS NOT NULL RETURNING status",
                )?
                .query_row([id.0], |row| row.get::<_, StatusColumn>(0))
                .optional()?;
            if let Some(StatusColumn(status)) = changed {
                let meant = Meant::of(status);
                outbox::follow(self.connection, EntityKind::Article, id.0, meant, at)?;
                restored += 1;
            }
        }
        Ok(restored)
    }

    /// Removes trashed articles for good, with their history. Articles that are not in the trash,
    /// and those a portal still shows, stay. Returns how many went.
    ///
    /// # Errors
    /// Those of the database.
    pub fn purge(&mut self, ids: &[ArticleId]) -> Result<usize, StoreError> {
        let mut purged = 0;
        for id in ids {
            let number: Option<i64> = self
                .connection
                .prepare_cached(
                    "DELETE FROM articles WHERE id = ?1 AND deleted_at IS NOT NULL AND NOT EXISTS (
                         SELECT 1 FROM sync_base WHERE kind = 'article' AND entity = ?1
                             AND state = 'live')
                     RETURNING number",
                )?
                .query_row([id.0], |row| row.get(0))
                .optional()?;
            let Some(number) = number else { continue };
            search::forget_article(self.connection, number)?;
            for sql in [
                "DELETE FROM journal WHERE article = ?1",
                "DELETE FROM outbox WHERE kind = 'article' AND entity = ?1",
                "DELETE FROM sync_base WHERE kind = 'article' AND entity = ?1",
            ] {
                self.connection.prepare_cached(sql)?.execute([id.0])?;
            }
            purged += 1;
        }
        Ok(purged)
    }

    fn revision_of(&self, id: ArticleId) -> Result<RevisionId, StoreError> {
        self.connection
            .prepare_cached("SELECT revision FROM articles WHERE id = ?1")?
            .query_row([id.0], |row| row.get::<_, Uuid>(0).map(RevisionId))
            .optional()?
            .ok_or_else(|| StoreError::not_found(Entity::Article, id))
    }

    fn store(&mut self, article: &Article, save: &Save) -> Result<Revision, StoreError> {
        let number = self.store_row(article, save.revision)?;
        self.connection
            .prepare_cached(
                "INSERT INTO article_content (number, content) VALUES (?1, ?2)
                 ON CONFLICT (number) DO UPDATE SET content = excluded.content",
            )?
            .execute(params![number, Json(article)])?;
        self.store_tags(article)?;
        self.store_photos(article)?;
        self.store_attachments(article, save.at)?;
        search::index_article(self.connection, number, article)?;
        let revision = self.store_revision(article, save)?;
        self.connection
            .prepare_cached("DELETE FROM journal WHERE article = ?1")?
            .execute([article.id.0])?;
        self.tell_portals(article, save)?;
        Ok(revision)
    }

    fn store_row(&self, article: &Article, revision: RevisionId) -> Result<i64, StoreError> {
        let number = self
            .connection
            .prepare_cached(
                "UPDATE articles SET revision = ?2, title = ?3, title_key = ?4, lead = ?5,
                     category = ?6, byline = ?7, poster = ?8, status = ?9, featured = ?10,
                     cover = ?11, photo_count = ?12, slug = ?13, publish_at = ?14, expire_at = ?15,
                     created_at = ?16, updated_at = ?17
                 WHERE id = ?1 RETURNING number",
            )?
            .query_row(
                params![
                    article.id.0,
                    revision.0,
                    article.title,
                    sort_key(&article.title),
                    article.lead,
                    article.category.map(|category| category.0),
                    article.byline.name,
                    article.poster,
                    StatusColumn(article.status),
                    article.featured,
                    article.cover_photo().map(|photo| photo.0),
                    article.photos().len(),
                    article.slug,
                    micros(article.publish_at),
                    micros(article.expire_at),
                    Micros(article.created_at),
                    Micros(article.updated_at),
                ],
                |row| row.get(0),
            )
            .optional()?;
        number.ok_or_else(|| StoreError::not_found(Entity::Article, article.id))
    }

    fn store_tags(&self, article: &Article) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM article_tags WHERE article = ?1")?
            .execute([article.id.0])?;
        let mut insert = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO article_tags (article, tag) VALUES (?1, ?2)")?;
        for tag in &article.tags {
            insert.execute(params![article.id.0, tag])?;
        }
        Ok(())
    }

    fn store_photos(&self, article: &Article) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM article_photos WHERE article = ?1")?
            .execute([article.id.0])?;
        let mut insert = self.connection.prepare_cached(
            "INSERT INTO article_photos (article, role, position, photo) VALUES (?1, ?2, ?3, ?4)",
        )?;
        let cover = article.cover.as_slice();
        let body = article.body.photos();
        for (role, photos) in [("body", &*body), ("gallery", &*article.gallery), ("cover", cover)] {
            for (position, photo) in photos.iter().enumerate() {
                insert.execute(params![article.id.0, role, position, photo.0])?;
            }
        }
        Ok(())
    }

    fn store_attachments(&self, article: &Article, at: DateTime<Utc>) -> Result<(), StoreError> {
        self.connection
            .prepare_cached("DELETE FROM attachments WHERE article = ?1")?
            .execute([article.id.0])?;
        let mut blobs = BlobsMut { connection: self.connection };
        let mut insert = self
            .connection
            .prepare_cached("INSERT OR IGNORE INTO attachments (article, blob) VALUES (?1, ?2)")?;
        for attachment in &article.attachments {
            blobs.insert(attachment.blob, attachment.bytes, at)?;
            insert.execute(params![article.id.0, attachment.blob.0])?;
        }
        Ok(())
    }

    fn store_revision(&self, article: &Article, save: &Save) -> Result<Revision, StoreError> {
        let revisions = Revisions { connection: self.connection };
        let mut began_at = save.at;
        if save.kind == RevisionKind::Autosave
            && let Some(last) = revisions.last(article.id)?
            && last.kind == RevisionKind::Autosave
            && last.by == save.by
            && save.at - last.began_at < SITTING
            && !self.is_on_a_portal(last.id)?
        {
            began_at = last.began_at;
            self.connection
                .prepare_cached("DELETE FROM revisions WHERE id = ?1")?
                .execute([last.id.0])?;
        }
        let revision = Revision {
            id: save.revision,
            article: article.id,
            kind: save.kind,
            name: save.name.clone(),
            by: save.by.clone(),
            began_at,
            at: save.at,
        };
        revisions.insert(&revision, article)?;
        Ok(revision)
    }

    /// A revision that was sent is what a merge goes back to; it is never absorbed.
    fn is_on_a_portal(&self, revision: RevisionId) -> Result<bool, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM sync_base WHERE revision = ?1)")?
            .query_row([revision.0], |row| row.get(0))?)
    }

    fn tell_portals(&self, article: &Article, save: &Save) -> Result<(), StoreError> {
        let trashed = Articles { connection: self.connection }
            .find(article.id)?
            .is_some_and(|saved| saved.deleted_at.is_some());
        if trashed {
            return Ok(());
        }
        let (kind, id) = (EntityKind::Article, article.id.0);
        outbox::follow(self.connection, kind, id, Meant::of(article.status), save.at)?;
        if let Some(portal) = save.publish_to
            && article.status == Status::Published
        {
            let mut outbox = OutboxMut { connection: self.connection };
            outbox.insert(portal, kind, id, OutboxAction::Publish, save.at)?;
        }
        Ok(())
    }
}

//! The list of articles. First the numbers of a part are found, by SQLite or by `article_hits`; then
//! rows are read for that part, so that ten thousand answer while a finger is still on the key.

use chrono::{DateTime, Utc};
use domain::{ArticleId, CategoryId, PhotoId, PortalId, Status};
use rusqlite::types::ToSql;
use rusqlite::{OptionalExtension, Row, named_params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

use crate::article_hits::Found;
use crate::article_query::ArticleQuery;
use crate::articles::Articles;
use crate::columns::{Micros, StatusColumn, named};
use crate::error::StoreError;
use crate::portals::Portals;
use crate::search_query::Match;

named! {
    /// How what a portal shows compares with what the library holds.
    pub enum SyncState {
        /// Never sent.
        New = "new",
        /// Sent before; something waits to be sent.
        Changed = "changed",
        /// The portal shows what the library holds.
        Same = "same",
        /// Both sides changed; somebody must choose.
        Conflict = "conflict",
        /// Was on the portal and was taken down.
        TakenDown = "taken_down",
    }
}

/// A part of a list and how long the whole is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Page<T> {
    /// How many there are in all.
    pub total: u32,
    /// The part asked for.
    pub rows: Vec<T>,
}

/// An article as a list shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticleRow {
    /// The article.
    pub id: ArticleId,
    /// Tiêu đề.
    pub title: String,
    /// Sapo.
    pub lead: String,
    /// Chuyên mục.
    pub category: Option<CategoryId>,
    /// Name of the category; empty when it has none.
    pub category_name: String,
    /// Tác giả.
    pub byline: String,
    /// Người đăng.
    pub poster: String,
    /// Status.
    pub status: Status,
    /// Tin nổi bật.
    pub featured: bool,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// Cập nhật lúc.
    pub updated_at: DateTime<Utc>,
    /// When it went into the trash.
    pub deleted_at: Option<DateTime<Utc>>,
    /// Hẹn giờ đăng.
    pub publish_at: Option<DateTime<Utc>>,
    /// Số lượt xem.
    #[ts(type = "number")]
    pub views: u64,
    /// The photo that stands for it.
    pub cover: Option<PhotoId>,
    /// How many photos its page shows.
    pub photo_count: u32,
    /// How the portal compares.
    pub sync: SyncState,
    /// Whether something waits to be sent to the portal.
    pub waiting: bool,
    /// Why sending was given up, as an error code, when it waits for a person.
    pub parked: Option<String>,
    /// How well it matches, higher is better; 0 unless sorted by [`crate::ArticleSort::Relevance`].
    pub score: f64,
    /// Its address on the portal, once published.
    pub public_url: Option<String>,
}

const COLUMNS: &str = "
    a.id, a.title, a.lead, a.category, coalesce(c.name, '') AS category_name, a.byline, a.poster,
    a.status, a.featured, a.created_at, a.updated_at, a.deleted_at, a.publish_at, a.views, a.cover,
    a.photo_count, b.public_url, o.sequence IS NOT NULL AS waiting,
    iif(o.state = 'parked', o.error_code, NULL) AS parked,
    CASE WHEN b.conflict IS NOT NULL THEN 'conflict'
         WHEN b.state IS NULL THEN 'new'
         WHEN o.sequence IS NOT NULL THEN 'changed'
         WHEN b.state = 'taken_down' THEN 'taken_down'
         ELSE 'same' END AS sync";

const JOINS: &str = "
    LEFT JOIN categories c ON c.id = a.category
    LEFT JOIN sync_base b ON b.portal = :portal AND b.kind = 'article' AND b.entity = a.id
    LEFT JOIN outbox o ON o.portal = :portal AND o.kind = 'article' AND o.entity = a.id";

impl Articles<'_> {
    /// The part of the list that `query` asks for.
    ///
    /// # Errors
    /// Those of the database; what was typed never causes one.
    pub fn list(&self, query: &ArticleQuery) -> Result<Page<ArticleRow>, StoreError> {
        let (total, part) = match Match::of_article(&query.text, query.mode()) {
            Some(sought) => {
                let found = self.found(query, &sought)?;
                let part = found.iter().skip(query.offset as usize).take(query.limit as usize);
                (u32::try_from(found.len()).unwrap_or(u32::MAX), part.copied().collect())
            }
            None if query.is_search() => (0, Vec::new()),
            None => (self.count(query)?, self.part(query)?),
        };
        let portal = self.portal_or_main(query.portal)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM articles a {JOINS} WHERE a.number = :number"
        ))?;
        let mut rows = Vec::with_capacity(part.len());
        for Found { number, score } in part {
            let given = named_params! {":number": number, ":portal": portal};
            rows.push(ArticleRow { score, ..statement.query_row(given, read)? });
        }
        Ok(Page { total, rows })
    }

    /// The articles as the list would show them, in the order given; those that are gone are left
    /// out. For selections, plans and quick look.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_rows(
        &self,
        ids: &[ArticleId],
        portal: Option<PortalId>,
    ) -> Result<Vec<ArticleRow>, StoreError> {
        let portal = self.portal_or_main(portal)?;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM articles a {JOINS} WHERE a.id = :id"
        ))?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let given = named_params! {":id": id.0, ":portal": portal};
            rows.extend(statement.query_row(given, read).optional()?);
        }
        Ok(rows)
    }

    fn portal_or_main(&self, portal: Option<PortalId>) -> Result<Option<Uuid>, StoreError> {
        Ok(match portal {
            Some(portal) => Some(portal.0),
            None => Portals { connection: self.connection }.main()?.map(|portal| portal.id.0),
        })
    }

    /// How many articles a list without a search holds.
    fn count(&self, query: &ArticleQuery) -> Result<u32, StoreError> {
        let sql = format!("SELECT count(*) FROM articles a WHERE {}", query.conditions());
        let mut statement = self.connection.prepare_cached(&sql)?;
        Ok(statement.query_row(&*query.values().given(), |row| row.get(0))?)
    }

    /// The part of a list without a search.
    fn part(&self, query: &ArticleQuery) -> Result<Vec<Found>, StoreError> {
        let sql = format!(
            "SELECT a.number FROM articles a WHERE {} ORDER BY {} LIMIT :limit OFFSET :offset",
            query.conditions(),
            query.order()
        );
        let values = query.values();
        let mut given = values.given();
        given.extend([(":limit", &query.limit as &dyn ToSql), (":offset", &query.offset)]);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_map(&*given, |row| Ok(Found::unranked(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<ArticleRow> {
    let time = |name: &str| row.get::<_, Option<Micros>>(name).map(|at| at.map(|at| at.0));
    Ok(ArticleRow {
        id: ArticleId(row.get("id")?),
        title: row.get("title")?,
        lead: row.get("lead")?,
        category: row.get::<_, Option<Uuid>>("category")?.map(CategoryId),
        category_name: row.get("category_name")?,
        byline: row.get("byline")?,
        poster: row.get("poster")?,
        status: row.get::<_, StatusColumn>("status")?.0,
        featured: row.get("featured")?,
        created_at: row.get::<_, Micros>("created_at")?.0,
        updated_at: row.get::<_, Micros>("updated_at")?.0,
        deleted_at: time("deleted_at")?,
        publish_at: time("publish_at")?,
        views: row.get("views")?,
        cover: row.get::<_, Option<Uuid>>("cover")?.map(PhotoId),
        photo_count: row.get("photo_count")?,
        sync: row.get("sync")?,
        waiting: row.get("waiting")?,
        parked: row.get("parked")?,
        score: 0.0,
        public_url: row.get("public_url")?,
    })
}

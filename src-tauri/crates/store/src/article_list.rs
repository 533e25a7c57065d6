//! The list of articles: filtered, sorted, searched and paged by SQLite, so that ten thousand of
//! them answer while a finger is still on the key.

use chrono::{DateTime, Utc};
use domain::{ArticleId, CategoryId, PhotoId, PortalId, Status};
use rusqlite::types::ToSql;
use rusqlite::{Row, named_params};
use serde::{Deserialize, Serialize};
use text::fold::{search_key, tokens};
use ts_rs::TS;
use uuid::Uuid;

use crate::articles::Articles;
use crate::columns::{Micros, StatusColumn, named};
use crate::error::StoreError;
use crate::portals::Portals;
use crate::search::SearchMode;
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

named! {
    /// What articles are sorted by.
    pub enum ArticleSort {
        /// Cập nhật lúc.
        Updated = "updated",
        /// Tiêu đề, in Vietnamese order.
        Title = "title",
        /// Số lượt xem.
        Views = "views",
        /// Best match first; without a text this is [`Self::Updated`], and with no more than two
        /// letters of an unfinished word the newest come first.
        Relevance = "relevance",
    }
}

/// Which articles, in which order, and which part of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ArticleQuery {
    /// Only of this status.
    pub status: Option<Status>,
    /// Only of this category.
    pub category: Option<CategoryId>,
    /// Only with these words (see [`crate::Search`]); empty for all.
    pub text: String,
    /// Whether the last word may be unfinished, as while typing.
    pub typeahead: bool,
    /// Sorted by.
    pub sort: ArticleSort,
    /// Last first.
    pub descending: bool,
    /// From the trash instead of from the list.
    pub trashed: bool,
    /// The portal that [`ArticleRow::sync`] speaks of; `None` for the library's main one.
    pub portal: Option<PortalId>,
    /// How many to pass over.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

impl Default for ArticleQuery {
    /// The hundred articles changed last.
    fn default() -> Self {
        Self {
            status: None,
            category: None,
            text: String::new(),
            typeahead: false,
            sort: ArticleSort::Updated,
            descending: true,
            trashed: false,
            portal: None,
            offset: 0,
            limit: 100,
        }
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
    /// How well it matches, higher is better; 0 unless sorted by [`ArticleSort::Relevance`].
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
        let mode = if query.typeahead { SearchMode::Typeahead } else { SearchMode::Words };
        let sought = match Match::of_article(&query.text, mode) {
            None if !query.text.trim().is_empty() => {
                return Ok(Page { total: 0, rows: Vec::new() });
            }
            sought => sought,
        };
        let portal = match query.portal {
            Some(portal) => Some(portal),
            None => Portals { connection: self.connection }.main()?.map(|portal| portal.id),
        };
        let parts = Parts::of(query, sought.is_some());
        let (tiers, all) =
            sought.map_or_else(Default::default, |sought| (sought.tiers, sought.all));
        let [first, second, third] = tiers;
        let status = query.status.map(StatusColumn);
        let category = query.category.map(|category| category.0);
        let mut given: Vec<(&str, &dyn ToSql)> = Vec::new();
        if query.status.is_some() {
            given.push((":status", &status));
        }
        if query.category.is_some() {
            given.push((":category", &category));
        }
        if parts.searching && !parts.ranked {
            given.push((":all", &all));
        }
        if parts.ranked {
            given.extend([
                (":first", &first as &dyn ToSql),
                (":second", &second),
                (":third", &third),
            ]);
        }
        let counted = given.clone();
        let portal = portal.map(|portal| portal.0);
        given.extend([
            (":portal", &portal as &dyn ToSql),
            (":limit", &query.limit),
            (":offset", &query.offset),
        ]);
        let mut total = None;
        let mut statement = self.connection.prepare_cached(&parts.page_sql())?;
        let rows = statement.query_map(&*given, |row| {
            if parts.searching {
                total = Some(row.get("total")?);
            }
            read(row)
        })?;
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        let total = match total {
            Some(total) => total,
            // Not searching, or the part lies behind the end.
            None => self
                .connection
                .prepare_cached(&parts.count_sql())?
                .query_row(&*counted, |row| row.get(0))?,
        };
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
        let portal = match portal {
            Some(portal) => Some(portal),
            None => Portals { connection: self.connection }.main()?.map(|portal| portal.id),
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}, 0.0 AS score FROM articles a {JOINS} WHERE a.id = :id"
        ))?;
        let mut rows = Vec::with_capacity(ids.len());
        for id in ids {
            let portal = portal.map(|portal| portal.0);
            let mut found = statement.query(named_params! {":id": id.0, ":portal": portal})?;
            if let Some(row) = found.next()? {
                rows.push(read(row)?);
            }
        }
        Ok(rows)
    }
}

/// The statement for a query, put together from fixed pieces; what was typed goes in as parameters.
struct Parts {
    filter: String,
    order: String,
    searching: bool,
    /// Whether the order needs to know how well each article matches, which costs most of a search.
    ranked: bool,
}

impl Parts {
    fn of(query: &ArticleQuery, searching: bool) -> Self {
        let mut filter = String::from(if query.trashed {
            "a.deleted_at IS NOT NULL"
        } else {
            "a.deleted_at IS NULL"
        });
        if query.status.is_some() {
            filter += " AND a.status = :status";
        }
        if query.category.is_some() {
            filter += " AND a.category = :category";
        }
        let direction = if query.descending { "DESC" } else { "ASC" };
        let best_first = query.sort == ArticleSort::Relevance && !is_a_beginning(query);
        let order = match query.sort {
            ArticleSort::Relevance if searching && best_first => {
                "h.tier, h.rank, a.updated_at DESC, a.number DESC".to_owned()
            }
            ArticleSort::Relevance if searching => "a.updated_at DESC, a.number DESC".to_owned(),
            ArticleSort::Relevance | ArticleSort::Updated => {
                format!("a.updated_at {direction}, a.number {direction}")
            }
            ArticleSort::Title => format!("a.title_key {direction}, a.number {direction}"),
            ArticleSort::Views => format!("a.views {direction}, a.number {direction}"),
        };
        let ranked = searching && best_first;
        Self { filter, order, searching, ranked }
    }

    fn count_sql(&self) -> String {
        let Self { filter, .. } = self;
        let (hits, source, among) = self.sought();
        format!("{hits} SELECT count(*) FROM {source} WHERE {filter} {among}")
    }

    /// The page is chosen by number first, so that categories and portals are looked up for its
    /// rows alone and not for all that are sorted away. A search counts what it found on the way:
    /// finding it all once more would double its time.
    fn page_sql(&self) -> String {
        let Self { filter, order, .. } = self;
        let (hits, source, among) = self.sought();
        let ranking = if self.ranked { "h.tier, h.rank" } else { "0 AS tier, 0.0 AS rank" };
        let total = if self.searching { "count(*) OVER ()" } else { "0" };
        let score = if self.ranked { "(2 - h.tier) * 1000.0 - h.rank" } else { "0.0" };
        format!(
            "{hits} SELECT {COLUMNS}, {score} AS score, h.total AS total \
             FROM (SELECT a.number, {ranking}, {total} AS total FROM {source} \
                   WHERE {filter} {among} ORDER BY {order} LIMIT :limit OFFSET :offset) h \
             CROSS JOIN articles a ON a.number = h.number {JOINS} ORDER BY {order}"
        )
    }

    /// Where what was typed is looked for: before, after and in the conditions of `FROM`.
    fn sought(&self) -> (&'static str, &'static str, &'static str) {
        match (self.ranked, self.searching) {
            (true, _) => (HITS, "hits h CROSS JOIN articles a ON a.number = h.number", ""),
            (false, true) => ("", "articles a", AMONG_HITS),
            (false, false) => ("", "articles a", ""),
        }
    }
}

/// Whether no more than a letter or two were typed of a word: nearly every article has such a word,
/// so how well it matches says nothing and costs the most.
fn is_a_beginning(query: &ArticleQuery) -> bool {
    let key = search_key(&query.text);
    query.typeahead && tokens(&key).map(|word| word.chars().count()).sum::<usize>() <= 2
}

const AMONG_HITS: &str =
    "AND a.number IN (SELECT rowid FROM article_search WHERE article_search MATCH :all)";

/// The weights prefer a word in the title to one in the keywords, the lead, the body.
pub(crate) const HITS: &str = "
    WITH hits (number, tier, rank) AS MATERIALIZED (
        SELECT rowid, 0, bm25(article_search, 12, 4, 1, 6, 12, 4, 1, 6)
            FROM article_search WHERE :first IS NOT NULL AND article_search MATCH :first
        UNION ALL
        SELECT rowid, 1, bm25(article_search, 12, 4, 1, 6, 12, 4, 1, 6)
            FROM article_search WHERE :second IS NOT NULL AND article_search MATCH :second
        UNION ALL
        SELECT rowid, 2, bm25(article_search, 12, 4, 1, 6, 12, 4, 1, 6)
            FROM article_search WHERE :third IS NOT NULL AND article_search MATCH :third)";

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
        score: row.get("score")?,
        public_url: row.get("public_url")?,
    })
}

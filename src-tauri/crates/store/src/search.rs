//! Full-text search over articles and photos, with and without accents.
//!
//! All words must occur, in any order. A word typed without accents finds every accent; one typed
//! with accents finds itself first and other accents after. Words in quotation marks must follow
//! each other in one field. Case, normalisation form and tone placement never matter.

use domain::{Article, ArticleId, Photo, PhotoId};
use rusqlite::{Connection, named_params, params};
use serde::{Deserialize, Serialize};
use text::fold::{search_key, tokens};
use ts_rs::TS;

use crate::article_list::ArticleRow;
use crate::article_query::{ArticleQuery, ArticleSort};
use crate::articles::Articles;
use crate::columns::{Json, named};
use crate::error::StoreError;
use crate::search_query::{Match, without_marks};

named! {
    /// How the last word is read.
    pub enum SearchMode {
        /// All words are whole.
        Words = "words",
        /// The last word may go on, unless a space follows it.
        Typeahead = "typeahead",
    }
}

/// Searches.
pub struct Search<'c> {
    pub(crate) connection: &'c Connection,
}

/// Something found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Hit<T> {
    /// What.
    pub id: T,
    /// Its title; for a photo its caption, or else its file name.
    pub title: String,
    /// Higher is better. Comparable within one search only.
    pub score: f64,
}

impl Search<'_> {
    /// The articles that match, best first; those in the trash are left out.
    ///
    /// # Errors
    /// Those of the database; what was typed never causes one.
    pub fn articles(
        &self,
        text: &str,
        mode: SearchMode,
        limit: u32,
    ) -> Result<Vec<Hit<ArticleId>>, StoreError> {
        let query = ArticleQuery {
            text: text.to_owned(),
            typeahead: mode == SearchMode::Typeahead,
            sort: ArticleSort::Relevance,
            limit,
            ..ArticleQuery::default()
        };
        if !query.is_search() {
            return Ok(Vec::new());
        }
        let page = Articles { connection: self.connection }.list(&query)?;
        let hit = |row: ArticleRow| Hit { id: row.id, title: row.title, score: row.score };
        Ok(page.rows.into_iter().map(hit).collect())
    }

    /// The photos that match, best first; those in the trash are left out.
    ///
    /// # Errors
    /// Those of the database; what was typed never causes one.
    pub fn photos(
        &self,
        text: &str,
        mode: SearchMode,
        limit: u32,
    ) -> Result<Vec<Hit<PhotoId>>, StoreError> {
        let Some(sought) = Match::of_photo(text, mode) else { return Ok(Vec::new()) };
        let [first, second, third] = sought.tiers();
        let mut statement = self.connection.prepare_cached(&format!(
            "{PHOTO_HITS} SELECT p.record, (2 - h.tier) * 1000.0 - h.rank
             FROM hits h CROSS JOIN photos p ON p.number = h.number
             WHERE p.deleted_at IS NULL
             ORDER BY h.tier, h.rank, p.imported_at DESC, p.number DESC LIMIT :limit"
        ))?;
        let given = named_params! {
            ":first": first, ":second": second, ":third": third, ":limit": limit,
        };
        let hits = statement.query_map(given, |row| {
            let photo = row.get::<_, Json<Photo>>(0)?.0;
            let title = if photo.caption.is_empty() { photo.file_name } else { photo.caption };
            Ok(Hit { id: photo.id, title, score: row.get(1)? })
        })?;
        Ok(hits.collect::<rusqlite::Result<_>>()?)
    }
}

pub(crate) const PHOTO_HITS: &str = "
    WITH hits (number, tier, rank) AS MATERIALIZED (
        SELECT rowid, 0, rank
            FROM photo_search WHERE :first IS NOT NULL AND photo_search MATCH :first
        UNION ALL
        SELECT rowid, 1, rank
            FROM photo_search WHERE :second IS NOT NULL AND photo_search MATCH :second
        UNION ALL
        SELECT rowid, 2, rank
            FROM photo_search WHERE :third IS NOT NULL AND photo_search MATCH :third)";

/// Puts the article's words into the index, in the place of its former ones.
pub(crate) fn index_article(
    connection: &Connection,
    number: i64,
    article: &Article,
) -> Result<(), StoreError> {
    forget_article(connection, number)?;
    let body = article.body.plain_text();
    let keywords = [article.keywords.as_slice(), &article.tags].concat().join(" ");
    let [title, lead, body, keywords] =
        [&article.title, &article.lead, &body, &keywords].map(|text| Words::of(text));
    connection
        .prepare_cached(
            "INSERT INTO article_search (rowid, title, lead, body, keywords,
                 folded_title, folded_lead, folded_body, folded_keywords)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute(params![
            number,
            title.exact,
            lead.exact,
            body.exact,
            keywords.exact,
            title.folded,
            lead.folded,
            body.folded,
            keywords.folded,
        ])?;
    Ok(())
}

/// Takes an article out of the index.
pub(crate) fn forget_article(connection: &Connection, number: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM article_search WHERE rowid = ?1")?.execute([number])?;
    Ok(())
}

/// Puts the photo's words into the index, in the place of its former ones.
pub(crate) fn index_photo(
    connection: &Connection,
    number: i64,
    photo: &Photo,
) -> Result<(), StoreError> {
    forget_photo(connection, number)?;
    let words = Words::of(&photo_words(photo));
    connection
        .prepare_cached(
            "INSERT INTO photo_search (rowid, words, folded_words) VALUES (?1, ?2, ?3)",
        )?
        .execute(params![number, words.exact, words.folded])?;
    Ok(())
}

/// All that a photo is found by.
pub(crate) fn photo_words(photo: &Photo) -> String {
    let fields = [
        &photo.caption,
        photo.alt.as_attribute(),
        &photo.credit,
        &photo.copyright,
        &photo.source,
        &photo.place,
        &photo.event,
        &photo.file_name,
        &photo.people.join("\n"),
        &photo.keywords.join("\n"),
    ];
    fields.join("\n")
}

/// Takes a photo out of the index.
pub(crate) fn forget_photo(connection: &Connection, number: i64) -> Result<(), StoreError> {
    connection.prepare_cached("DELETE FROM photo_search WHERE rowid = ?1")?.execute([number])?;
    Ok(())
}

/// The words of a text as the two sets of columns hold them.
struct Words {
    exact: String,
    folded: String,
}

impl Words {
    fn of(text: &str) -> Self {
        let key = search_key(text);
        let mut words = Self { exact: String::with_capacity(key.len()), folded: String::new() };
        for word in tokens(&key) {
            words.exact.push_str(word);
            words.exact.push(' ');
            words.folded.push_str(&without_marks(word));
            words.folded.push(' ');
        }
        words
    }
}

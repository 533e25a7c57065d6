//! What a search finds among the articles of a list, in its order.
//!
//! How well each article matches is worked out while few are found. Among thousands it says little
//! and costs most of the time: there, what is spelled as it was typed comes first, of that what has
//! the words in its title, and of equals the newest.

use rusqlite::types::ToSql;

use crate::article_query::ArticleQuery;
use crate::articles::Articles;
use crate::error::StoreError;
use crate::hits::{self, Hits, Index};
use crate::search_query::Match;

/// How much better a step of [`Match`] is than the next one. `bm25` stays far below.
const STEP: f64 = 1000.0;

/// An article of the list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Found {
    /// Its number in the library.
    pub(crate) number: i64,
    /// How well it matches, higher is better; 0 unless that counts.
    pub(crate) score: f64,
}

impl Found {
    pub(crate) fn unranked(number: i64) -> Self {
        Self { number, score: 0.0 }
    }
}

impl Articles<'_> {
    /// All articles of the list that match, whatever the query's part.
    ///
    /// # Errors
    /// Those of the database.
    pub(crate) fn found(
        &self,
        query: &ArticleQuery,
        sought: &Match,
    ) -> Result<Vec<Found>, StoreError> {
        let all = std::slice::from_ref(&sought.all);
        match hits::many(self.connection, Index::Articles, all)? {
            Some(many) => self.found_many(query, sought, many),
            None if query.is_ranked() => self.found_few_ranked(query, sought),
            None => self.found_few(query, sought),
        }
    }

    /// Few, in the list's order.
    fn found_few(&self, query: &ArticleQuery, sought: &Match) -> Result<Vec<Found>, StoreError> {
        let sql = format!(
            "SELECT a.number FROM articles a WHERE {} AND a.number IN
                 (SELECT rowid FROM article_search WHERE article_search MATCH :all)
             ORDER BY {}",
            query.conditions(),
            query.order()
        );
        let values = query.values();
        let mut given = values.given();
        given.push((":all", &sought.all));
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement.query_map(&*given, |row| Ok(Found::unranked(row.get(0)?)))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Few, best first. The weights prefer a word in the title to one in the keywords, the lead, the
    /// body.
    fn found_few_ranked(
        &self,
        query: &ArticleQuery,
        sought: &Match,
    ) -> Result<Vec<Found>, StoreError> {
        let sql = format!(
            "WITH hits (number, tier, rank) AS MATERIALIZED (
                 SELECT rowid, 0, bm25(article_search, 12, 4, 1, 6, 12, 4, 1, 6)
                     FROM article_search WHERE :first IS NOT NULL AND article_search MATCH :first
                 UNION ALL
                 SELECT rowid, 1, bm25(article_search, 12, 4, 1, 6, 12, 4, 1, 6)
                     FROM article_search WHERE :second IS NOT NULL AND article_search MATCH :second
                 UNION ALL
                 SELECT rowid, 2, bm25(article_search, 12, 4, 1, 6, 12, 4, 1, 6)
                     FROM article_search WHERE :third IS NOT NULL AND article_search MATCH :third)
             SELECT a.number, (2 - h.tier) * {STEP:?} - h.rank
             FROM hits h CROSS JOIN articles a ON a.number = h.number
             WHERE {} ORDER BY h.tier, h.rank, {}",
            query.conditions(),
            query.order()
        );
        let values = query.values();
        let [first, second, third] = sought.tiers();
        let mut given = values.given();
        given.extend([(":first", &first as &dyn ToSql), (":second", &second), (":third", &third)]);
        let mut statement = self.connection.prepare_cached(&sql)?;
        let found = statement
            .query_map(&*given, |row| Ok(Found { number: row.get(0)?, score: row.get(1)? }))?;
        Ok(found.collect::<rusqlite::Result<_>>()?)
    }

    /// Many, read off the index of the list's order; looking each up and sorting them costs several
    /// times as much.
    fn found_many(
        &self,
        query: &ArticleQuery,
        sought: &Match,
        many: Hits,
    ) -> Result<Vec<Found>, StoreError> {
        let sql = format!(
            "SELECT a.number FROM articles a WHERE {} ORDER BY {}",
            query.conditions(),
            query.order()
        );
        let mut found = Vec::with_capacity(many.count());
        let mut statement = self.connection.prepare_cached(&sql)?;
        let values = query.values();
        let mut rows = statement.query(&*values.given())?;
        while let Some(row) = rows.next()? {
            let number = row.get(0)?;
            if many.contains(number) {
                found.push(Found::unranked(number));
            }
        }
        if query.is_ranked() {
            self.rank(&mut found, query, sought, &many)?;
        }
        Ok(found)
    }

    /// Puts those first that a better step finds and, among them, those whose title it finds; leaves
    /// the order of others.
    fn rank(
        &self,
        found: &mut [Found],
        query: &ArticleQuery,
        sought: &Match,
        many: &Hits,
    ) -> Result<(), StoreError> {
        let Some(title) = Match::of_title(&query.text, query.mode()) else { return Ok(()) };
        let hits = |expression: &str| Hits::of(self.connection, Index::Articles, expression);
        let mut levels: Vec<Level> = Vec::new();
        let mut before = "";
        for (words, titled, score) in [
            (&sought.typed, &title.typed, 2.0 * STEP),
            (&sought.marked, &title.marked, STEP),
            (&sought.all, &title.all, 0.0),
        ] {
            if words == before {
                continue;
            }
            before = words;
            let words = if *words == sought.all { many.clone() } else { hits(words)? };
            let complete = words.count() == many.count();
            levels.push(Level { words, titled: hits(titled)?, score });
            if complete {
                break;
            }
        }
        for article in &mut *found {
            if let Some(level) = levels.iter().find(|level| level.words.contains(article.number)) {
                let titled = level.titled.contains(article.number);
                article.score = level.score + f64::from(u8::from(titled));
            }
        }
        found.sort_by(|one, other| other.score.total_cmp(&one.score));
        Ok(())
    }
}

/// What a step of [`Match`] finds.
struct Level {
    words: Hits,
    /// Those whose title alone it finds.
    titled: Hits,
    score: f64,
}

//! Counters that really count: Số Lượt Truy Cập of the portal, Số lượt xem of each article.
//!
//! A visitor counts once per half hour. Who was there is kept only as a salted hash, and only until
//! the end of the day: then the salt is thrown away with all hashes, so that nobody can be told
//! from them, not even by trying all addresses.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Datelike, NaiveDate, TimeDelta, Utc};
use domain::{ArticleId, VisitCounters, display};
use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::reader::Visitor;
use crate::error::PortalServerError;
use crate::portal::Shared;

/// How long a visitor counts as the same visit.
const VISIT: TimeDelta = TimeDelta::minutes(30);

/// How long a page waits for its own visit to be counted; the counting itself is never cut off.
const PATIENCE: Duration = Duration::from_millis(100);

/// Where the visits before the first counted day are kept, as a decimal number.
pub(super) const EARLIER: &str = "visits_earlier";

/// Day and random bytes of the salt, as `2022-07-15:9f…`.
const SALT: &str = "visitor_salt";

/// Số Lượt Truy Cập at `now`.
pub(crate) fn counters(
    connection: &Connection,
    now: DateTime<Utc>,
) -> Result<VisitCounters, PortalServerError> {
    let today = display::local(now).date_naive();
    let between = |first: Option<NaiveDate>, last: NaiveDate| -> rusqlite::Result<i64> {
        let first = first.map(|day| day.to_string()).unwrap_or_default();
        connection
            .prepare_cached(
                "SELECT coalesce(sum(visits), 0) FROM visit_day WHERE day BETWEEN ?1 AND ?2",
            )?
            .query_row(params![first, last.to_string()], |row| row.get(0))
    };
    let yesterday = today.pred_opt().unwrap_or(today);
    let earlier = setting(connection, EARLIER)?.and_then(|text| text.parse().ok()).unwrap_or(0);
    Ok(VisitCounters {
        today: unsigned(between(Some(today), today)?),
        yesterday: unsigned(between(Some(yesterday), yesterday)?),
        this_month: unsigned(between(today.with_day(1), today)?),
        this_year: unsigned(between(today.with_ordinal(1), today)?),
        total: unsigned(between(None, today)?.saturating_add(earlier)),
    })
}

/// Số lượt xem of the article.
pub(super) fn views(connection: &Connection, article: ArticleId) -> rusqlite::Result<u64> {
    let views: Option<i64> = connection
        .prepare_cached("SELECT views FROM article_view WHERE article = ?1")?
        .query_row([article.to_string()], |row| row.get(0))
        .optional()?;
    Ok(views.map_or(0, unsigned))
}

/// Counts a visit of the portal, and of the article if one is given, unless both were counted for
/// this visitor within the last half hour.
///
/// At most one small write. The page waits a moment for it, so that it shows its own visit, but not
/// for a busy disk; what goes wrong here is logged and never keeps a page from its reader.
pub(super) async fn note(
    shared: &Arc<Shared>,
    visitor: Option<Visitor>,
    article: Option<ArticleId>,
) {
    let Some(visitor) = visitor else { return };
    let database = shared.database.clone();
    let now = shared.now();
    let counting = tokio::spawn(async move {
        let asked = visitor.clone();
        let known = database.read(move |tx| is_counted(tx, &asked, article, now)).await?;
        if known {
            return Ok(());
        }
        database.write(move |tx| count(tx, &visitor, article, now)).await
    });
    let outcome: Result<Result<Result<(), PortalServerError>, _>, _> =
        tokio::time::timeout(PATIENCE, counting).await;
    match outcome {
        Ok(Ok(Err(error))) => tracing::warn!(%error, "a visit could not be counted"),
        Ok(Err(error)) => tracing::warn!(%error, "counting a visit broke off"),
        Ok(Ok(Ok(()))) | Err(_) => {}
    }
}

fn subjects(article: Option<ArticleId>) -> impl Iterator<Item = String> {
    std::iter::once(String::new()).chain(article.map(|article| article.to_string()))
}

fn is_counted(
    connection: &Connection,
    visitor: &Visitor,
    article: Option<ArticleId>,
    now: DateTime<Utc>,
) -> Result<bool, PortalServerError> {
    let Some(salt) = salt_of(connection, now)? else { return Ok(false) };
    let visitor = hash(&salt, visitor);
    for subject in subjects(article) {
        if !is_recent(connection, &visitor, &subject, now)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn count(
    connection: &Connection,
    visitor: &Visitor,
    article: Option<ArticleId>,
    now: DateTime<Utc>,
) -> Result<(), PortalServerError> {
    let salt = match salt_of(connection, now)? {
        Some(salt) => salt,
        None => renew_salt(connection, now)?,
    };
    let visitor = hash(&salt, visitor);
    for subject in subjects(article) {
        // Asked again: another page of the same visitor may have been counted meanwhile.
        if is_recent(connection, &visitor, &subject, now)? {
            continue;
        }
        connection.execute(
            "INSERT INTO visitor (visitor, subject, counted_at) VALUES (?1, ?2, ?3)
             ON CONFLICT (visitor, subject) DO UPDATE SET counted_at = excluded.counted_at",
            params![visitor, subject, now.timestamp_millis()],
        )?;
        if subject.is_empty() {
            connection.execute(
                "INSERT INTO visit_day (day, visits) VALUES (?1, 1)
                 ON CONFLICT (day) DO UPDATE SET visits = visits + 1",
                [day(now)],
            )?;
        } else {
            connection.execute(
                "INSERT INTO article_view (article, views, sequence)
                 VALUES (?1, 1, (SELECT coalesce(max(sequence), 0) + 1 FROM article_view))
                 ON CONFLICT (article) DO UPDATE
                 SET views = views + 1, sequence = excluded.sequence",
                [subject],
            )?;
        }
    }
    Ok(())
}

/// Whether the visitor was counted less than half an hour ago. A time in the future (a clock that
/// was set back) does not hold anybody up.
fn is_recent(
    connection: &Connection,
    visitor: &[u8],
    subject: &str,
    now: DateTime<Utc>,
) -> rusqlite::Result<bool> {
    let counted_at: Option<i64> = connection
        .prepare_cached("SELECT counted_at FROM visitor WHERE visitor = ?1 AND subject = ?2")?
        .query_row(params![visitor, subject], |row| row.get(0))
        .optional()?;
    let elapsed_ms = counted_at.map(|at| now.timestamp_millis() - at);
    Ok(elapsed_ms.is_some_and(|elapsed| (0..VISIT.num_milliseconds()).contains(&elapsed)))
}

/// Today's salt, or `None` when today has none yet.
fn salt_of(connection: &Connection, now: DateTime<Utc>) -> rusqlite::Result<Option<String>> {
    Ok(setting(connection, SALT)?.filter(|salt| salt.starts_with(&day(now))))
}

/// Makes today's salt and forgets everybody who was hashed with another one.
fn renew_salt(connection: &Connection, now: DateTime<Utc>) -> Result<String, PortalServerError> {
    let mut random = [0; 32];
    getrandom::fill(&mut random).map_err(PortalServerError::Random)?;
    let salt = format!("{}:{}", day(now), domain::BlobHash(random));
    connection.execute("DELETE FROM visitor", [])?;
    set(connection, SALT, &salt)?;
    Ok(salt)
}

fn hash(salt: &str, visitor: &Visitor) -> Vec<u8> {
    let mut digest = Sha256::new();
    digest.update(salt);
    digest.update([0]);
    digest.update(visitor.address.to_string());
    digest.update([0]);
    digest.update(&visitor.agent);
    digest.finalize().to_vec()
}

/// The day in Asia/Ho_Chi_Minh, `YYYY-MM-DD`.
fn day(at: DateTime<Utc>) -> String {
    display::local(at).date_naive().to_string()
}

fn setting(connection: &Connection, key: &str) -> rusqlite::Result<Option<String>> {
    super::query::setting(connection, key)
}

pub(super) fn set(connection: &Connection, key: &str, value: &str) -> rusqlite::Result<()> {
    connection.execute(
        "INSERT INTO setting (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        params![key, value],
    )?;
    Ok(())
}

fn unsigned(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

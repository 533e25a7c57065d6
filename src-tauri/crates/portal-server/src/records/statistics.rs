//! Visit counters and the views that changed since a cursor.

use chrono::{DateTime, Utc};
use domain::{ArticleId, DayVisits};
use portal_wire::{ArticleViews, Statistics};
use rusqlite::Connection;

use super::cursor;
use crate::error::PortalServerError;
use crate::site;

/// Most views in one answer.
pub(crate) const VIEWS_LIMIT: usize = 500;
/// Most days in one answer.
const DAYS_LIMIT: u32 = 30;

/// The counters at `now`, and what views changed since `cursor`; `None` when it has expired.
pub(crate) fn read(
    connection: &Connection,
    cursor: Option<&str>,
    now: DateTime<Utc>,
) -> Result<Option<Statistics>, PortalServerError> {
    let newest: i64 =
        connection.query_row("SELECT coalesce(max(sequence), 0) FROM article_view", [], |row| {
            row.get(0)
        })?;
    let Some(from) = cursor::read(connection, cursor, newest)? else { return Ok(None) };
    let mut statement = connection.prepare_cached(
        "SELECT article, views, sequence FROM article_view WHERE sequence > ?1
         ORDER BY sequence LIMIT ?2",
    )?;
    let rows = statement.query_map((from, VIEWS_LIMIT as i64 + 1), |row| {
        Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?))
    })?;
    let mut rows: Vec<_> = rows.collect::<rusqlite::Result<_>>()?;
    let has_more = rows.len() > VIEWS_LIMIT;
    rows.truncate(VIEWS_LIMIT);
    let until = rows.last().map_or(from, |(_, _, sequence)| *sequence);
    let views = rows
        .iter()
        .filter_map(|(article, views, _)| {
            let article: ArticleId = article.parse().ok()?;
            Some(ArticleViews { article, views: views.unsigned_abs() })
        })
        .collect();
    Ok(Some(Statistics {
        at: now,
        visits: site::counters(connection, now)?,
        days: days(connection)?,
        views,
        views_cursor: cursor::write(connection, until)?,
        has_more,
    }))
}

fn days(connection: &Connection) -> Result<Vec<DayVisits>, PortalServerError> {
    let mut statement = connection
        .prepare_cached("SELECT day, visits FROM visit_day ORDER BY day DESC LIMIT ?1")?;
    let rows = statement
        .query_map([DAYS_LIMIT], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
    let mut days = Vec::new();
    for row in rows {
        let (day, visits) = row?;
        if let Ok(day) = day.parse() {
            days.push(DayVisits { day, visits: visits.unsigned_abs() });
        }
    }
    days.reverse();
    Ok(days)
}

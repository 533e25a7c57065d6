//! Figures that come from a portal and are shown here: visit counters, days, views of articles.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{ArticleId, DayVisits, PortalId, VisitCounters};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::columns::{Json, Micros};
use crate::error::StoreError;

/// Reads figures.
pub struct Statistics<'c> {
    pub(crate) connection: &'c Connection,
}

/// Takes figures in.
pub struct StatisticsMut<'w> {
    pub(crate) connection: &'w Connection,
}

/// Visit counters and when they were true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CountersAt {
    /// The counters.
    pub counters: VisitCounters,
    /// When the portal said so.
    pub fetched_at: DateTime<Utc>,
}

/// Số lượt xem of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleViews {
    /// The article.
    pub article: ArticleId,
    /// How often it was read.
    #[ts(type = "number")]
    pub views: u64,
}

impl Statistics<'_> {
    /// The counters last heard from a portal.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find_counters(&self, portal: PortalId) -> Result<Option<CountersAt>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT counters, fetched_at FROM visit_counters WHERE portal = ?1")?
            .query_row([portal.0], |row| {
                Ok(CountersAt {
                    counters: row.get::<_, Json<_>>(0)?.0,
                    fetched_at: row.get::<_, Micros>(1)?.0,
                })
            })
            .optional()?)
    }

    /// Visits by day, from `from` on, oldest first; days nobody came are left out.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_days(
        &self,
        portal: PortalId,
        from: NaiveDate,
    ) -> Result<Vec<DayVisits>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT day, visits FROM day_visits WHERE portal = ?1 AND day >= ?2 ORDER BY day",
        )?;
        let days = statement.query_map(params![portal.0, from], |row| {
            Ok(DayVisits { day: row.get(0)?, visits: row.get(1)? })
        })?;
        Ok(days.collect::<rusqlite::Result<_>>()?)
    }
}

impl StatisticsMut<'_> {
    /// Takes in the counters.
    ///
    /// # Errors
    /// Those of the database, also when there is no such portal.
    pub fn update_counters(
        &mut self,
        portal: PortalId,
        counters: &VisitCounters,
        at: DateTime<Utc>,
    ) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO visit_counters (portal, counters, fetched_at)
                 VALUES (?1, ?2, ?3)",
            )?
            .execute(params![portal.0, Json(counters), Micros(at)])?;
        Ok(())
    }

    /// Takes in visits by day; days that were known are replaced.
    ///
    /// # Errors
    /// Those of the database, also when there is no such portal.
    pub fn update_days(&mut self, portal: PortalId, days: &[DayVisits]) -> Result<(), StoreError> {
        let mut statement = self.connection.prepare_cached(
            "INSERT OR REPLACE INTO day_visits (portal, day, visits) VALUES (?1, ?2, ?3)",
        )?;
        for day in days {
            statement.execute(params![portal.0, day.day, day.visits])?;
        }
        Ok(())
    }

    /// Takes in views of articles; articles this library does not have are passed over. Views are
    /// no edit: no revision is made and nothing is sent.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update_views(&mut self, views: &[ArticleViews]) -> Result<(), StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("UPDATE articles SET views = ?2 WHERE id = ?1 AND views <> ?2")?;
        for of in views {
            statement.execute(params![of.article.0, of.views])?;
        }
        Ok(())
    }
}

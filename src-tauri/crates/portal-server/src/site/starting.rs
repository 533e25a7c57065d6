//! Figures that an office brings along from the portal it had before.

use domain::{ArticleId, DayVisits, VisitCounters};
use rusqlite::params;

use super::visits;
use crate::error::PortalServerError;
use crate::maintenance::Maintenance;

/// What the counters are to begin with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StartingVisits {
    /// Tổng truy cập from now on; `None` leaves it to grow from what it is.
    pub total: Option<u64>,
    /// Visits of single days, for the figures of the month and the year.
    pub days: Vec<DayVisits>,
}

impl Maintenance {
    /// Sets the counters to the figures of the portal that this one takes over from. Days are set
    /// first, so that the total is what was asked for.
    ///
    /// # Errors
    /// What the database reports.
    pub fn set_visits(&self, starting: &StartingVisits) -> Result<(), PortalServerError> {
        self.database.write_blocking(|tx| {
            for day in &starting.days {
                tx.execute(
                    "INSERT INTO visit_day (day, visits) VALUES (?1, ?2)
                     ON CONFLICT (day) DO UPDATE SET visits = excluded.visits",
                    params![day.day.to_string(), signed(day.visits)],
                )?;
            }
            if let Some(total) = starting.total {
                let counted: i64 =
                    tx.query_row("SELECT coalesce(sum(visits), 0) FROM visit_day", [], |row| {
                        row.get(0)
                    })?;
                visits::set(tx, visits::EARLIER, &(signed(total) - counted).to_string())?;
            }
            Ok(())
        })
    }

    /// Sets Số lượt xem of an article that was read elsewhere before.
    ///
    /// # Errors
    /// What the database reports.
    pub fn set_views(&self, article: ArticleId, views: u64) -> Result<(), PortalServerError> {
        self.database.write_blocking(|tx| {
            tx.execute(
                "INSERT INTO article_view (article, views, sequence)
                 VALUES (?1, ?2, (SELECT coalesce(max(sequence), 0) + 1 FROM article_view))
                 ON CONFLICT (article) DO UPDATE
                 SET views = excluded.views, sequence = excluded.sequence",
                params![article.to_string(), signed(views)],
            )?;
            Ok(())
        })
    }

    /// Số Lượt Truy Cập as the pages show it now.
    ///
    /// # Errors
    /// What the database reports.
    pub fn visits(&self) -> Result<VisitCounters, PortalServerError> {
        let now = (self.clock)();
        self.database.write_blocking(|tx| visits::counters(tx, now))
    }
}

/// SQLite counts up to 2⁶³ − 1; no portal gets there.
fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

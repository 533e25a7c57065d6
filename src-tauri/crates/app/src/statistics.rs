//! Thống kê: visit counters and views as the portal last told them.

use chrono::{DateTime, Days, Utc};
use domain::{DayVisits, PortalId, display};
use store::{ArticleQuery, ArticleSort, Library};

use crate::core::lock;
use crate::portals::Connected;
use crate::view::{AppEvent, ChangedKind, Connection, Nothing, StatisticsView, TopArticle};
use crate::{App, Error};

/// Days in the diagram.
const DAYS: u64 = 30;
/// Rows in the table of much-read articles.
const TOP: u32 = 10;
/// Pages of views fetched at once; the rest comes next time.
const MAX_PAGES: usize = 40;

impl App {
    /// What the portal last told.
    pub async fn statistics_get(&self, _: Nothing) -> Result<StatisticsView, Error> {
        let failure = lock(&self.session()?.statistics_failure).clone();
        let now = self.now();
        let view = self.with_library(move |library| view(library, now)).await?;
        Ok(StatisticsView { failure, ..view })
    }

    /// Asks the portal, then as [`Self::statistics_get`]. When the portal does not answer, the
    /// answer holds the old figures and why.
    pub async fn statistics_refresh(&self, _: Nothing) -> Result<StatisticsView, Error> {
        let asked = self.ask_statistics().await;
        let session = self.session()?;
        *lock(&session.statistics_failure) = asked.err().map(|error| error.failure());
        self.emit(AppEvent::StatisticsChanged {});
        self.statistics_get(Nothing {}).await
    }

    async fn ask_statistics(&self) -> Result<(), Error> {
        let connected = self.connect().await?;
        let asked = self.fetch(&connected).await;
        match &asked {
            Ok(()) => {
                self.set_connection(connected.account.id, Connection::Online { at: self.now() })?
            }
            Err(error) => self.note_failure(connected.account.id, error)?,
        }
        asked
    }

    async fn fetch(&self, connected: &Connected) -> Result<(), Error> {
        let id = connected.account.id;
        let key = format!("views_cursor:{id}");
        for _ in 0..MAX_PAGES {
            let asked = key.clone();
            let cursor: Option<String> = self
                .with_library(move |library| Ok(library.read(|r| r.settings().find(&asked))?))
                .await?;
            let told = connected.portal.statistics(cursor.as_deref()).await?;
            let (more, key) = (told.has_more, key.clone());
            self.with_library(move |library| keep(library, id, &key, &told)).await?;
            if !more {
                break;
            }
        }
        self.changed(&[ChangedKind::Articles]);
        Ok(())
    }
}

fn keep(
    library: &Library,
    portal: PortalId,
    cursor_key: &str,
    told: &portal::wire::Statistics,
) -> Result<(), Error> {
    let views: Vec<_> = told
        .views
        .iter()
        .map(|told| store::ArticleViews { article: told.article, views: told.views })
        .collect();
    library.write(|writer| {
        writer.statistics_mut().update_counters(portal, &told.visits, told.at)?;
        writer.statistics_mut().update_days(portal, &told.days)?;
        writer.statistics_mut().update_views(&views)?;
        writer.settings_mut().update(cursor_key, &told.views_cursor)
    })?;
    Ok(())
}

fn view(library: &Library, now: DateTime<Utc>) -> Result<StatisticsView, Error> {
    library.try_read(|reader| {
        let today = display::local(now).date_naive();
        let from = today.checked_sub_days(Days::new(DAYS - 1)).unwrap_or(today);
        let mut view = StatisticsView {
            visits: None,
            days: Vec::new(),
            top: Vec::new(),
            at: None,
            failure: None,
        };
        let Some(portal) = reader.portals().main()? else { return Ok(view) };
        if let Some(counters) = reader.statistics().find_counters(portal.id)? {
            view.visits = Some(counters.counters);
            view.at = Some(counters.fetched_at);
        }
        let known = reader.statistics().list_days(portal.id, from)?;
        view.days = from
            .iter_days()
            .take_while(|day| *day <= today)
            .map(|day| {
                let visits = known.iter().find(|known| known.day == day);
                DayVisits { day, visits: visits.map_or(0, |known| known.visits) }
            })
            .collect();
        let query = ArticleQuery {
            sort: ArticleSort::Views,
            descending: true,
            limit: TOP,
            ..ArticleQuery::default()
        };
        view.top = reader
            .articles()
            .list(&query)?
            .rows
            .into_iter()
            .filter(|row| row.views > 0)
            .map(|row| TopArticle { id: row.id, title: row.title, views: row.views })
            .collect();
        Ok(view)
    })
}

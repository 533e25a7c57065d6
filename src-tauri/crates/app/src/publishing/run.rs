//! One run: prepare, compare, send, read back, and the view of it for the window.

use std::sync::Arc;
use std::sync::Mutex;
use std::time::Duration;

use chrono::TimeDelta;
use domain::{JobId, ReceiptId};
use portal::TrafficCounter;
use store::{OutboxItem, Reader};
use sync::{Ending, LocalItem, Plan, Progress, Publisher, RunReport};
use uuid::Uuid;

use super::outbox::row;
use super::prepare::{Prepared, cover, prepare};
use super::report;
use crate::core::{blocking, lock};
use crate::portals::Connected;
use crate::session::Session;
use crate::view::{
    AppEvent, ChangedKind, Connection, Failure, PublishItemState, PublishItemView, PublishPhase,
    PublishPlan, PublishRun,
};
use crate::{App, Error};

/// The window hears of progress at most this often.
const TELL_EVERY: Duration = Duration::from_millis(100);
/// What could not be sent is tried again by itself after this time.
const TRY_AGAIN: TimeDelta = TimeDelta::seconds(30);

/// The view of a run that has done nothing yet.
pub(super) fn begun(job: JobId, portal: &str, url: &str) -> PublishRun {
    PublishRun {
        job,
        portal: portal.to_owned(),
        url: url.to_owned(),
        phase: PublishPhase::Preparing,
        plan: PublishPlan {
            create: 0,
            update: 0,
            take_down: 0,
            photos: 0,
            bytes: 0,
            conflicts: 0,
            items: Vec::new(),
        },
        sent_bytes: 0,
        requests: 0,
        failure: None,
        receipt: None,
    }
}

impl App {
    pub(super) fn show_run(&self, session: &Session, run: &PublishRun) {
        *lock(&session.run) = Some(run.clone());
        self.emit(AppEvent::PublishChanged { run: run.clone() });
    }

    /// Carries a run out to its end, whatever that is.
    pub(super) async fn run(&self, session: &Arc<Session>, mut run: PublishRun, keys: Vec<Uuid>) {
        let ended = self.try_run(session, &mut run, &keys).await;
        if let Err(error) = &ended {
            tracing::warn!(%error, "a publishing run ended early");
            run.failure = Some(error.failure());
        }
        run.phase = PublishPhase::Finished;
        if let Some(failure) = run.failure.clone() {
            postpone(&mut run, &failure);
            if let Err(error) = self.try_again_later(&keys, &failure).await {
                tracing::warn!(%error, "what was not sent could not be put off");
            }
        }
        self.show_run(session, &run);
        self.changed(&[ChangedKind::Articles, ChangedKind::Albums, ChangedKind::Photos]);
        if let Err(error) = self.tell_waiting().await {
            tracing::warn!(%error, "the number of waiting changes is not known");
        }
    }

    async fn try_run(
        &self,
        session: &Arc<Session>,
        run: &mut PublishRun,
        keys: &[Uuid],
    ) -> Result<(), Error> {
        let connected = self.connect().await.inspect_err(|error| self.note_main(session, error))?;
        run.url.clone_from(&connected.account.url);
        let wishes = self.wishes(keys).await?;
        let prepared = self.prepared(session, run.job, wishes).await?;
        self.park(&prepared.held_back).await?;
        run.phase = PublishPhase::Comparing;
        self.show_run(session, run);
        let publisher = self.publisher(session, &connected);
        let compared = compare(&publisher, prepared.locals).await;
        if let Err(error) = &compared {
            self.note_failure(connected.account.id, error)?;
        }
        let plan = compared?;
        self.set_connection(connected.account.id, Connection::Online { at: self.now() })?;
        run.plan = self.view_of(&plan, &prepared.held_back).await?;
        run.phase = PublishPhase::Sending;
        self.show_run(session, run);
        let report = self.send(session, run, &publisher, &plan, &connected.traffic).await?;
        run.receipt = Some(report.receipt);
        run.failure = report::failure(&report.ending);
        if let Some(failure) = &run.failure {
            let since = self.now();
            let now = match report.ending {
                Ending::Unauthorized => Connection::Paused { failure: failure.clone() },
                _ => Connection::Offline { since, failure: failure.clone() },
            };
            self.set_connection(connected.account.id, now)?;
        }
        Ok(())
    }

    /// The plan for these wishes, as the window shows it.
    pub(super) async fn plan_of(
        &self,
        connected: &Connected,
        wishes: Vec<OutboxItem>,
    ) -> Result<PublishPlan, Error> {
        let session = self.session()?;
        let prepared = self.prepared(&session, JobId::generate(), wishes).await?;
        let publisher = self.publisher(&session, connected);
        let plan = compare(&publisher, prepared.locals).await?;
        self.view_of(&plan, &prepared.held_back).await
    }

    fn publisher(&self, session: &Arc<Session>, connected: &Connected) -> Publisher {
        Publisher {
            portal: connected.portal.clone(),
            library: session.library().clone(),
            account: connected.account.id,
            clock: self.ports().clock.clone(),
        }
    }

    async fn wishes(&self, keys: &[Uuid]) -> Result<Vec<OutboxItem>, Error> {
        let keys = keys.to_vec();
        self.with_library(move |library| {
            library.try_read(|reader| {
                let mut wishes = Vec::with_capacity(keys.len());
                for key in keys {
                    // A newer wish has taken its place: it goes out with the next run.
                    wishes.extend(reader.outbox().find_by_key(key)?);
                }
                Ok(wishes)
            })
        })
        .await
    }

    /// Makes the copies; a click on stop ends it.
    async fn prepared(
        &self,
        session: &Arc<Session>,
        job: JobId,
        wishes: Vec<OutboxItem>,
    ) -> Result<Prepared, Error> {
        let session = session.clone();
        blocking(move || {
            let go_on = |_, _| !session.is_cancelled(job) && !session.is_stopping();
            prepare(session.library(), &wishes, &go_on)
        })
        .await
    }

    async fn view_of(
        &self,
        plan: &Plan,
        held_back: &[(OutboxItem, Failure)],
    ) -> Result<PublishPlan, Error> {
        let (plan, held_back) = (plan.summary(), held_back.to_vec());
        self.with_library(move |library| {
            library.try_read(|reader| {
                let mut view = report::plan(&plan);
                for (item, planned) in view.items.iter_mut().zip(&plan.items) {
                    item.cover = cover(reader, planned.kind, planned.id)?;
                }
                for (wish, failure) in held_back {
                    view.items.extend(held_back_row(reader, &wish, failure)?);
                }
                Ok(view)
            })
        })
        .await
    }

    /// What has an unreadable photo waits for somebody.
    async fn park(&self, held_back: &[(OutboxItem, Failure)]) -> Result<(), Error> {
        let held_back = held_back.to_vec();
        self.with_library(move |library| {
            Ok(library.write(|writer| {
                held_back.iter().try_for_each(|(wish, failure)| {
                    writer.outbox_mut().park(wish.key, "picture_unreadable", &failure.message)
                })
            })?)
        })
        .await
    }

    async fn send(
        &self,
        session: &Arc<Session>,
        run: &mut PublishRun,
        publisher: &Publisher,
        plan: &Plan,
        traffic: &TrafficCounter,
    ) -> Result<RunReport, Error> {
        // The run, and whether it is news to the window.
        let live = Mutex::new((run.clone(), false));
        let tell = |progress: Progress| {
            let mut live = lock(&live);
            report::advance(&mut live.0, &progress);
            live.0.requests = u32::try_from(traffic.read().requests).unwrap_or(u32::MAX);
            live.1 = true;
        };
        let job = run.job;
        let stop = || session.is_cancelled(job) || session.is_stopping();
        let work = publisher.execute(plan, ReceiptId::generate(), &tell, &stop);
        tokio::pin!(work);
        // The whole run is told each time: at every step, ten thousand items would cost minutes. At a
        // pace of its own, because what is at work now may stay so for long.
        let mut pace = tokio::time::interval(TELL_EVERY);
        let report = loop {
            tokio::select! {
                report = &mut work => break report,
                _ = pace.tick() => {
                    let (now, news) = &mut *lock(&live);
                    if std::mem::take(news) {
                        self.show_run(session, now);
                    }
                }
            }
        };
        *run = lock(&live).0.clone();
        let counted = traffic.read();
        run.requests = u32::try_from(counted.requests).unwrap_or(u32::MAX);
        run.sent_bytes = counted.sent_bytes;
        Ok(report?)
    }

    /// What was not sent goes out by itself when the portal is back.
    async fn try_again_later(&self, keys: &[Uuid], failure: &Failure) -> Result<(), Error> {
        let code = serde_json::to_value(failure.code)?;
        let code = code.as_str().unwrap_or_default().to_owned();
        let (keys, at, detail) = (keys.to_vec(), self.now() + TRY_AGAIN, failure.message.clone());
        self.with_library(move |library| {
            library.try_write(|writer| {
                for key in keys {
                    let waiting = writer
                        .outbox()
                        .find_by_key(key)?
                        .is_some_and(|row| row.state == store::OutboxState::Waiting);
                    if waiting {
                        writer.outbox_mut().update_failed(key, &code, &detail, at)?;
                    }
                }
                Ok(())
            })
        })
        .await
    }

    fn note_main(&self, session: &Session, error: &Error) {
        let main = session.library().read(|reader| reader.portals().main());
        let noted = match main {
            Ok(Some(account)) => self.note_failure(account.id, error),
            _ => Ok(()),
        };
        if let Err(error) = noted {
            tracing::warn!(%error, "the state of the portal could not be noted");
        }
    }
}

fn held_back_row(
    reader: &Reader<'_>,
    wish: &OutboxItem,
    failure: Failure,
) -> Result<Option<PublishItemView>, Error> {
    let Some(row) = row(reader, wish)? else { return Ok(None) };
    Ok(Some(PublishItemView {
        item: row.item,
        title: row.title,
        cover: row.cover,
        action: row.action,
        photos: 0,
        bytes: 0,
        state: PublishItemState::Failed { failure },
    }))
}

/// Hears what others did, then compares.
async fn compare(publisher: &Publisher, locals: Vec<LocalItem>) -> Result<Plan, Error> {
    publisher.refresh().await?;
    Ok(publisher.plan(locals).await?)
}

/// Whatever was still to come is put off, and so is what the run broke off at: why it did, the run
/// knows better than the item.
fn postpone(run: &mut PublishRun, failure: &Failure) {
    for item in &mut run.plan.items {
        if matches!(
            item.state,
            PublishItemState::Waiting
                | PublishItemState::Sending { .. }
                | PublishItemState::Verifying
                | PublishItemState::Postponed { .. }
        ) {
            item.state = PublishItemState::Postponed { failure: failure.clone() };
        }
    }
}

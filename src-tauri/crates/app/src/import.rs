//! Bringing photos into the library: a job that survives a killed process.
//!
//! The files to bring in are rows before the first is read; each batch of photos and the rows that
//! say it is done are one transaction. An original is durable on disk before its photo is a row, so
//! whatever is interrupted, going on again brings in the rest, and nothing twice.

mod files;
mod report;
mod worker;

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use domain::{AlbumId, ArticleId, JobId, PhotoId};
use serde::{Deserialize, Serialize};
use store::{Job, JobItem, JobItemState, JobState as Stored, Writer};

use crate::articles;
use crate::duplicates::compare_new;
use crate::jobs::{add_items, begun};
use crate::session::Session;
use crate::view::{ChangedKind, JobState, JobView, PhotoImport, Skipped};
use crate::{App, Error};
pub use report::{Duplicate, ImportReport, ImportedPhoto};
use worker::{Brought, Outcome};

/// Marks a file whose photo was in the library before.
pub(crate) const ALREADY_THERE: &str = "already_there";

/// Rows are written in batches: at the latest after this time …
const BATCH_TIME: Duration = Duration::from_millis(250);
/// … or this many files.
const BATCH_SIZE: usize = 24;

/// What the job was asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct ImportPhotos {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) album: Option<AlbumId>,
    pub(crate) article: Option<ArticleId>,
}

impl ImportPhotos {
    pub(crate) const NAME: &'static str = "import_photos";
}

impl App {
    /// Starts bringing files and folders in. Returns at once; progress comes as events.
    pub async fn photo_import(&self, request: PhotoImport) -> Result<JobView, Error> {
        let (id, now) = (JobId::generate(), self.now());
        let payload = ImportPhotos {
            paths: request.paths.into_iter().map(PathBuf::from).collect(),
            album: request.album,
            article: request.article,
        };
        if payload.paths.is_empty() {
            return Err(Error::Invalid { detail: "no files to bring in" });
        }
        let json = serde_json::to_value(&payload)?;
        self.with_library(move |library| {
            library.write(|writer| writer.jobs_mut().insert(id, ImportPhotos::NAME, &json, now))?;
            Ok(())
        })
        .await?;
        let (session, view) = (self.session()?, begun(id, &payload, now));
        self.show_job(&session, &view);
        let (app, started) = (self.clone(), view.clone());
        tokio::task::spawn_blocking(move || run(&app, &session, started, &payload));
        Ok(view)
    }
}

/// Goes on with an import that was interrupted. Blocks until it is over.
pub(crate) fn resume(app: &App, session: &Arc<Session>, job: &Job) {
    match serde_json::from_value::<ImportPhotos>(job.payload.clone()) {
        Ok(payload) => run(app, session, begun(job.id, &payload, job.created_at), &payload),
        Err(error) => tracing::error!(%error, job = %job.id, "an import cannot be gone on with"),
    }
}

/// Runs an import to its end and says how it ended.
fn run(app: &App, session: &Arc<Session>, mut view: JobView, payload: &ImportPhotos) {
    let ended = bring_in(app, session, &mut view, payload);
    if session.is_stopping() && ended.is_ok() && view.done < view.total {
        // The library is being closed: the job stays unfinished and goes on next time.
        return;
    }
    view.state = match &ended {
        Err(error) => {
            view.error = Some(error.failure());
            JobState::Failed
        }
        Ok(()) if session.is_cancelled(view.id) => JobState::Cancelled,
        Ok(()) => JobState::Done,
    };
    view.finished_at = Some(app.now());
    let state = match view.state {
        JobState::Failed => Stored::Failed,
        JobState::Cancelled => Stored::Cancelled,
        _ => Stored::Done,
    };
    let report = serde_json::json!({"error": view.error});
    let kept = session
        .library()
        .write(|writer| writer.jobs_mut().update_finished(view.id, state, &report, app.now()));
    if let Err(error) = kept {
        tracing::error!(%error, job = %view.id, "the end of an import could not be written down");
    }
    // An album or article that is public and got photos waits for the portal now.
    if let Err(error) = tokio::runtime::Handle::current().block_on(app.tell_waiting()) {
        tracing::warn!(%error, "the number of waiting changes is not known");
    }
    // Before the end is told: whoever waits for it may ask for look-alikes at once, or end the program.
    compare_new(app, session);
    app.show_job(session, &view);
    app.changed(&[ChangedKind::Photos, ChangedKind::Albums]);
}

fn bring_in(
    app: &App,
    session: &Arc<Session>,
    view: &mut JobView,
    payload: &ImportPhotos,
) -> Result<(), Error> {
    let pending = prepare(app, session, view, payload)?;
    app.show_job(session, view);
    let (results, incoming) = mpsc::channel();
    let workers = worker::start(session, view.id, pending, &results, app.now());
    drop(results);
    let ended = collect(app, session, view, payload, &incoming);
    // Whatever happened, the workers end: their channel is closed with `incoming`.
    drop(incoming);
    for worker in workers {
        if worker.join().is_err() {
            tracing::error!("an import thread panicked; its file stays pending");
        }
    }
    ended
}

/// Lists the files the first time, and gives those that are still to be done.
fn prepare(
    app: &App,
    session: &Session,
    view: &mut JobView,
    payload: &ImportPhotos,
) -> Result<Vec<JobItem>, Error> {
    let library = session.library();
    let known = library.read(|reader| reader.jobs().list_items(view.id, None))?;
    let items = if known.is_empty() {
        let keys: Vec<String> = files::list(&payload.paths)
            .into_iter()
            .map(|path| path.to_string_lossy().into_owned())
            .collect();
        library.write(|writer| {
            writer.jobs_mut().insert_items(view.id, &keys)?;
            writer.jobs_mut().update_running(view.id, app.now())
        })?;
        library.read(|reader| reader.jobs().list_items(view.id, None))?
    } else {
        known
    };
    add_items(view, &items);
    Ok(items.into_iter().filter(|item| item.state == JobItemState::Pending).collect())
}

/// Takes in what the workers made and writes it down in batches.
fn collect(
    app: &App,
    session: &Session,
    view: &mut JobView,
    payload: &ImportPhotos,
    incoming: &Receiver<Outcome>,
) -> Result<(), Error> {
    let mut batch = Vec::new();
    let mut due = Instant::now() + BATCH_TIME;
    loop {
        match incoming.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(outcome) => batch.push(outcome),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => break,
        }
        if batch.len() >= BATCH_SIZE || Instant::now() >= due {
            write_down(app, session, view, payload, &mut batch)?;
            due = Instant::now() + BATCH_TIME;
        }
    }
    write_down(app, session, view, payload, &mut batch)
}

fn write_down(
    app: &App,
    session: &Session,
    view: &mut JobView,
    payload: &ImportPhotos,
    batch: &mut Vec<Outcome>,
) -> Result<(), Error> {
    if batch.is_empty() {
        return Ok(());
    }
    // As they were dropped, not as they happened to be ready.
    batch.sort_unstable_by_key(|outcome| outcome.item.position);
    let (now, poster) = (app.now(), app.settings().get().poster);
    let written = session.library().try_write(|writer| {
        let mut written = Vec::with_capacity(batch.len());
        for outcome in batch.iter() {
            written.push(write_one(writer, view.id, outcome, now)?);
        }
        let photos: Vec<PhotoId> = written.iter().filter_map(|(photo, _)| *photo).collect();
        if let Some(album) = payload.album {
            writer.albums_mut().add_photos(album, &photos, now)?;
        }
        if let Some(article) = payload.article {
            articles::take_in(writer, article, &photos, &poster, now)?;
        }
        let done = view.done + u32::try_from(batch.len()).unwrap_or(u32::MAX);
        writer.jobs_mut().update_progress(view.id, done, view.total, now)?;
        Ok::<_, Error>(written)
    })?;
    for ((photo, known), outcome) in written.into_iter().zip(batch.drain(..)) {
        view.done += 1;
        view.already_there += u32::from(known);
        view.photos.extend(photo);
        if let Brought::Skipped { code, message } = outcome.brought {
            view.skipped.push(Skipped { file: outcome.item.key, code, message });
        }
    }
    app.show_job(session, view);
    app.changed(match payload.article {
        Some(_) => &[ChangedKind::Photos, ChangedKind::Articles],
        None => &[ChangedKind::Photos],
    });
    Ok(())
}

/// Writes one file's outcome; gives its photo and whether that was in the library before.
fn write_one(
    writer: &mut Writer<'_>,
    job: JobId,
    outcome: &Outcome,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<(Option<PhotoId>, bool), Error> {
    let position = outcome.item.position;
    let (photo, known) = match &outcome.brought {
        Brought::Skipped { code, message } => {
            let code = serde_json::to_value(code)?;
            let (state, code) = (JobItemState::Skipped, code.as_str());
            writer.jobs_mut().update_item(job, position, state, code, Some(message), now)?;
            return Ok((None, false));
        }
        // The same picture twice in one import is seen only here, inside the transaction.
        Brought::Photo(photo) => match writer.photos().find_by_original(photo.original)? {
            Some(known) => (known.photo.id, true),
            None => {
                writer.blobs_mut().insert(photo.original, photo.bytes, now)?;
                writer.photos_mut().insert(std::slice::from_ref(photo.as_ref()), Some(job))?;
                (photo.id, false)
            }
        },
        Brought::Known(id) => (*id, true),
    };
    if known {
        writer.photos_mut().restore(&[photo])?;
    }
    let code = known.then_some(ALREADY_THERE);
    let id = photo.to_string();
    writer.jobs_mut().update_item(job, position, JobItemState::Done, code, Some(&id), now)?;
    Ok((Some(photo), known))
}

//! Bringing photos into the library: a job that survives a killed process.
//!
//! The files to bring in are rows before the first is read. A first look at the beginning of each
//! puts all of them on screen within moments, as photos on their way. Then each is read once:
//! hashed, decoded and written on the way; originals are made durable in batches, and only then do
//! rows say that they are there. Whatever is interrupted, going on again brings in the rest, and
//! nothing twice.

mod budget;
mod files;
mod look;
mod naming;
mod preview;
mod record;
mod report;
mod settle;
mod worker;

use std::collections::{BTreeMap, VecDeque};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, mpsc};

use chrono::{DateTime, Utc};
use domain::{AlbumId, ArticleId, BlobHash, JobId, PhotoId, TemplateId};
use serde::{Deserialize, Serialize};
use store::{Job, JobItem, JobItemState, JobState as Stored, StoreError, Writer};

use crate::core::lock;
use crate::duplicates::compare_new;
use crate::jobs::{add_items, begun};
use crate::photos::{GRID_SIDE, PREVIEW_SIDE, VIEW_SIDE};
use crate::session::Session;
use crate::view::{ChangedKind, JobOutcome, JobState, JobView, PhotoImport, SkipCode, Skipped};
use crate::{App, Error};
pub(crate) use budget::Budget;
pub(crate) use files::{below, shown};
pub(crate) use look::read_head;
use record::Recorder;
pub use report::{Duplicate, ImportReport, ImportedPhoto};
use worker::{Task, Worker};

/// Marks a file whose photo was in the library before.
pub(crate) const ALREADY_THERE: &str = "already_there";
/// Marks a file whose photo is shown already, while its original is on its way.
const ARRIVING: &str = "arriving";

/// So many finished files may wait to be written down before workers wait too.
const WAITING: usize = 32;

/// What the job was asked for.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ImportPhotos {
    pub(crate) paths: Vec<PathBuf>,
    pub(crate) album: Option<AlbumId>,
    pub(crate) article: Option<ArticleId>,
    pub(crate) rename: Option<String>,
    pub(crate) event: String,
    pub(crate) credit: String,
    pub(crate) template: Option<TemplateId>,
    pub(crate) keywords: Vec<String>,
}

impl ImportPhotos {
    pub(crate) const NAME: &'static str = "import_photos";
}

impl App {
    /// Starts bringing files and folders in. Returns at once; progress comes as events.
    pub async fn photo_import(&self, request: PhotoImport) -> Result<JobView, Error> {
        let payload = ImportPhotos {
            paths: request.paths.into_iter().map(PathBuf::from).collect(),
            album: request.album,
            article: request.article,
            rename: request.rename,
            event: request.event,
            credit: request.credit,
            template: request.template,
            keywords: request.keywords,
        };
        self.begin_import(payload, |_| Ok(())).await
    }

    /// Makes the job and whatever `with_it` writes, or neither, and starts it.
    pub(crate) async fn begin_import(
        &self,
        payload: ImportPhotos,
        with_it: impl FnOnce(&mut Writer<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<JobView, Error> {
        if payload.paths.is_empty() {
            return Err(Error::Invalid { detail: "no files to bring in" });
        }
        let (id, now) = (JobId::generate(), self.now());
        let json = serde_json::to_value(&payload)?;
        self.with_library(move |library| {
            library.write(|writer| {
                with_it(writer)?;
                writer.jobs_mut().insert(id, ImportPhotos::NAME, &json, now)
            })?;
            Ok(())
        })
        .await?;
        let (session, job) = (self.session()?, begun(id, &payload, now));
        let (app, started) = (self.clone(), JobOutcome::from(job.clone()));
        self.show_job(&session, &started);
        tokio::task::spawn_blocking(move || run(&app, &session, started, &payload));
        Ok(job)
    }
}

/// Goes on with an import that was interrupted. Blocks until it is over.
pub(crate) fn resume(app: &App, session: &Arc<Session>, job: &Job) {
    match serde_json::from_value::<ImportPhotos>(job.payload.clone()) {
        Ok(payload) => {
            run(app, session, begun(job.id, &payload, job.created_at).into(), &payload);
        }
        Err(error) => tracing::error!(%error, job = %job.id, "an import cannot be gone on with"),
    }
}

/// Runs an import to its end and says how it ended.
fn run(app: &App, session: &Arc<Session>, view: JobOutcome, payload: &ImportPhotos) {
    let recorder = Arc::new(recorder(session, payload, view.job.started_at));
    let left = BTreeMap::new();
    let mut import = Import { app, session, payload, recorder, view, left };
    let ended = import.bring_in();
    if session.is_stopping() && ended.is_ok() && import.view.job.done < import.view.job.total {
        // The library is being closed: the job stays unfinished and goes on next time.
        return;
    }
    import.finish(ended);
}

/// What writes the records of an import, with the template it was asked for.
fn recorder(session: &Session, payload: &ImportPhotos, at: DateTime<Utc>) -> Recorder {
    let recorder = Recorder::new(payload, at);
    let Some(id) = payload.template else { return recorder };
    let found = session.library().try_read(|reader| {
        let template = reader.caption_templates().get(id)?;
        Ok::<_, Error>((template, crate::captions::codebook(reader)?))
    });
    match found {
        Ok((template, book)) => recorder.with_template(template, book),
        Err(error) => {
            // Deleted since it was chosen: the photos come in all the same.
            tracing::warn!(%error, "an import goes without its caption template");
            recorder
        }
    }
}

/// One import at work.
struct Import<'a> {
    app: &'a App,
    session: &'a Arc<Session>,
    payload: &'a ImportPhotos,
    recorder: Arc<Recorder>,
    view: JobOutcome,
    /// The files that are still to be done.
    left: BTreeMap<u32, Task>,
}

impl Import<'_> {
    fn bring_in(&mut self) -> Result<(), Error> {
        self.prepare()?;
        self.app.show_job(self.session, &self.view);
        self.look()?;
        let tasks = Mutex::new(self.left.values().cloned().collect::<VecDeque<_>>());
        let next = || lock(&tasks).pop_front();
        let (results, incoming) = mpsc::sync_channel(WAITING);
        let (session, job, recorder) = (self.session, self.view.job.id, self.recorder.clone());
        std::thread::scope(|scope| {
            for _ in 0..cores() {
                let (results, next, recorder) = (results.clone(), &next, &recorder);
                scope.spawn(move || Worker::new(session, job, recorder).work(next, &results));
            }
            drop(results);
            let ended = self.collect(&incoming);
            // Whatever happened, the workers end: their channel is closed with `incoming`.
            drop(incoming);
            ended
        })
    }

    /// Lists the files the first time, and finds those that are still to be done.
    fn prepare(&mut self) -> Result<(), Error> {
        let (library, id) = (self.session.library(), self.view.job.id);
        let mut items = library.read(|reader| reader.jobs().list_items(id, None))?;
        if items.is_empty() {
            let keys: Vec<String> = files::list(&self.payload.paths, &|| self.is_stopped())
                .into_iter()
                .map(|path| files::key(&path))
                .collect();
            library.write(|writer| {
                writer.jobs_mut().insert_items(id, &keys)?;
                writer.jobs_mut().update_running(id, self.app.now())
            })?;
            items = library.read(|reader| reader.jobs().list_items(id, None))?;
        }
        add_items(&mut self.view, &items);
        for item in items {
            if item.state == JobItemState::Pending {
                let task = self.task(item)?;
                self.left.insert(task.position, task);
            } else if self.payload.rename.is_some() {
                self.note_name(item.detail.as_deref())?;
            }
        }
        Ok(())
    }

    /// What is to be done for an item, which may have been seen before the job was interrupted.
    fn task(&mut self, item: JobItem) -> Result<Task, Error> {
        let seen = self.note_name(item.detail.as_deref())?;
        let bytes = std::fs::metadata(files::path(&item.key)).map_or(0, |found| found.len());
        if let Some((id, _)) = &seen {
            self.session.know_source(*id, files::path(&item.key));
            self.view.job.preparing += 1;
            self.view.job.bytes_total += bytes;
        }
        Ok(Task { position: item.position, key: item.key, seen, bytes })
    }

    /// The photo that an item names, with the name this import gave it.
    fn note_name(&self, id: Option<&str>) -> Result<Option<(PhotoId, String)>, Error> {
        let Some(id) = id.and_then(|id| id.parse().ok()) else { return Ok(None) };
        let found = self.session.library().read(|reader| reader.photos().find(id))?;
        Ok(found.map(|saved| {
            self.recorder.note(&saved.photo.file_name);
            (id, saved.photo.file_name)
        }))
    }

    fn is_stopped(&self) -> bool {
        self.session.is_stopped(self.view.job.id)
    }

    /// Says how the import ended, and takes out what was seen but did not come.
    fn finish(mut self, ended: Result<(), Error>) {
        self.view.job.state = match &ended {
            Err(error) => {
                self.view.job.error = Some(error.failure());
                JobState::Failed
            }
            Ok(()) if self.session.is_cancelled(self.view.job.id) => JobState::Cancelled,
            Ok(()) => JobState::Done,
        };
        if let Err(error) = &ended {
            let code = match error {
                Error::Store(error) => worker::of_store(error),
                _ => SkipCode::Unreadable,
            };
            let message = error.to_string();
            let lost = self.left.values().map(|task| files::shown(&task.key));
            self.view.skip(lost.map(|file| Skipped { file, code, message: message.clone() }));
        }
        self.view.job.finished_at = Some(self.app.now());
        if let Err(error) = self.write_end() {
            // The job stays unfinished and is gone on with when the library is opened again.
            tracing::error!(%error, job = %self.view.job.id, "the end of an import was not written down");
        }
        // An album or article that is public and got photos waits for the portal now.
        if let Err(error) = tokio::runtime::Handle::current().block_on(self.app.tell_waiting()) {
            tracing::warn!(%error, "the number of waiting changes is not known");
        }
        // Before the end is told: whoever waits for it may ask for look-alikes at once, or end the
        // program.
        compare_new(self.app, self.session);
        self.app.show_job(self.session, &self.view);
        self.app.changed(&[ChangedKind::Photos, ChangedKind::Albums]);
    }

    fn write_end(&mut self) -> Result<(), Error> {
        let (id, now) = (self.view.job.id, self.app.now());
        let state = match self.view.job.state {
            JobState::Failed => Stored::Failed,
            JobState::Cancelled => Stored::Cancelled,
            _ => Stored::Done,
        };
        let report =
            serde_json::json!({"error": self.view.job.error, "bytes": self.view.job.bytes_done});
        let seen: Vec<(u32, PhotoId)> = self
            .left
            .values()
            .filter_map(|task| task.seen.as_ref().map(|(id, _)| (task.position, *id)))
            .collect();
        self.session.library().write(|writer| {
            for (position, photo) in &seen {
                writer.photos_mut().delete_arriving(*photo)?;
                let (jobs, pending) = (&mut writer.jobs_mut(), JobItemState::Pending);
                jobs.update_item(id, *position, pending, None, None, now)?;
            }
            // Kept while another import has photos on their way.
            writer.blobs_mut().delete_unused(BlobHash::EMPTY)?;
            writer.jobs_mut().update_finished(id, state, &report, now)
        })?;
        self.view.job.preparing = 0;
        for (_, photo) in seen {
            self.session.forget_source(photo);
            self.forget_pictures(photo, &[PREVIEW_SIDE, GRID_SIDE, VIEW_SIDE]);
        }
        // In the order of the files, whichever worker was first.
        let items = self.session.library().read(|reader| reader.jobs().list_items(id, None))?;
        self.view.photos.clear();
        self.view.bring(items.iter().filter_map(crate::jobs::photo_of));
        Ok(())
    }
}

fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

//! Jobs that look after the photos one by one: checking originals, drawing thumbnails anew. Doing
//! one twice does no harm, so an interrupted one begins again.

use std::collections::VecDeque;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use domain::{JobId, Photo, PhotoId};
use media::{Edit, Limits, MediaError, Renderer};
use serde::{Deserialize, Serialize};
use store::{Job, JobState as Stored, Library, StoreError};

use crate::core::lock;
use crate::photos::{GRID_SIDE, VIEW_SIDE};
use crate::pictures::{GRID_QUALITY, edit};
use crate::session::Session;
use crate::view::{
    ChangedKind, JobKind, JobOutcome, JobState, JobView, OriginalsCheck, PhotoRefs, SkipCode,
    Skipped,
};
use crate::{App, Error};

/// Progress is told this often.
const TELL_EVERY: Duration = Duration::from_millis(100);

/// What is done with each photo; kept as the payload of the job.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "chore", rename_all = "snake_case")]
pub(crate) enum Chore {
    /// Looks whether the original is there, and whole.
    CheckOriginals { thorough: bool },
    /// Draws the thumbnails anew, of these photos or of all.
    RebuildThumbnails { photos: Vec<PhotoId> },
}

impl Chore {
    /// Name of these jobs in the library.
    pub(crate) const NAME: &'static str = "chore";

    fn kind(&self) -> JobKind {
        match self {
            Self::CheckOriginals { .. } => JobKind::CheckOriginals,
            Self::RebuildThumbnails { .. } => JobKind::RebuildThumbnails,
        }
    }

    /// The chore of a job that has done nothing yet.
    pub(crate) fn begun(&self, id: JobId, at: chrono::DateTime<chrono::Utc>) -> JobView {
        JobView { kind: self.kind(), ..JobView::begun(id, at) }
    }
}

/// What is kept of a chore that has ended.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct ChoreReport {
    pub(crate) done: u32,
    pub(crate) total: u32,
    pub(crate) skipped: Vec<Skipped>,
    pub(crate) error: Option<crate::view::Failure>,
}

impl App {
    /// Looks for originals that are missing or damaged: a job that names each, and marks its photo.
    pub async fn originals_check(&self, request: OriginalsCheck) -> Result<JobView, Error> {
        self.begin_chore(Chore::CheckOriginals { thorough: request.thorough }).await
    }

    /// Draws the thumbnails of photos anew, of all when none is named: a job.
    pub async fn thumbnails_rebuild(&self, request: PhotoRefs) -> Result<JobView, Error> {
        self.begin_chore(Chore::RebuildThumbnails { photos: request.ids }).await
    }

    async fn begin_chore(&self, chore: Chore) -> Result<JobView, Error> {
        let (id, now) = (JobId::generate(), self.now());
        let json = serde_json::to_value(&chore)?;
        self.with_library(move |library| {
            library.write(|writer| writer.jobs_mut().insert(id, Chore::NAME, &json, now))?;
            Ok(())
        })
        .await?;
        let (session, job) = (self.session()?, chore.begun(id, now));
        let (app, started) = (self.clone(), JobOutcome::from(job.clone()));
        self.show_job(&session, &started);
        tokio::task::spawn_blocking(move || run(&app, &session, started, &chore));
        Ok(job)
    }
}

/// Begins a chore again that was interrupted. Blocks until it is over.
pub(crate) fn resume(app: &App, session: &Arc<Session>, job: &Job) {
    match serde_json::from_value::<Chore>(job.payload.clone()) {
        Ok(chore) => run(app, session, chore.begun(job.id, job.created_at).into(), &chore),
        Err(error) => tracing::error!(%error, job = %job.id, "a chore cannot be gone on with"),
    }
}

fn run(app: &App, session: &Arc<Session>, mut view: JobOutcome, chore: &Chore) {
    let ended = work(app, session, &mut view, chore);
    if session.is_stopping() && ended.is_ok() && view.job.done < view.job.total {
        return;
    }
    view.job.state = match &ended {
        Err(_) => JobState::Failed,
        Ok(()) if session.is_cancelled(view.job.id) => JobState::Cancelled,
        Ok(()) => JobState::Done,
    };
    view.job.error = ended.err().map(|error| error.failure());
    view.job.finished_at = Some(app.now());
    if let Err(error) = write_end(app, session, &view) {
        tracing::error!(%error, job = %view.job.id, "the end of a chore was not written down");
    }
    app.show_job(session, &view);
    app.changed(&[ChangedKind::Photos]);
}

fn write_end(app: &App, session: &Session, view: &JobOutcome) -> Result<(), Error> {
    let state = match view.job.state {
        JobState::Failed => Stored::Failed,
        JobState::Cancelled => Stored::Cancelled,
        _ => Stored::Done,
    };
    let report = serde_json::to_value(ChoreReport {
        done: view.job.done,
        total: view.job.total,
        skipped: view.skipped.clone(),
        error: view.job.error.clone(),
    })?;
    let (id, now) = (view.job.id, app.now());
    Ok(session
        .library()
        .write(|writer| writer.jobs_mut().update_finished(id, state, &report, now))?)
}

/// What a photo turned out to lack.
type Finding = Option<Skipped>;

fn work(app: &App, session: &Session, view: &mut JobOutcome, chore: &Chore) -> Result<(), Error> {
    let library = session.library();
    let (id, now) = (view.job.id, app.now());
    library.write(|writer| writer.jobs_mut().update_running(id, now))?;
    let photos = match chore {
        Chore::RebuildThumbnails { photos } if !photos.is_empty() => photos.clone(),
        _ => library.read(|reader| reader.photos().list_all_ids())?,
    };
    view.job.total = u32::try_from(photos.len()).unwrap_or(u32::MAX);
    let queue = Mutex::new(VecDeque::from(photos));
    let (results, incoming) = mpsc::sync_channel(64);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            let (results, queue) = (results.clone(), &queue);
            scope.spawn(move || {
                let mut renderer = Renderer::new(Limits::default());
                while !session.is_stopped(id) {
                    let Some(photo) = lock(queue).pop_front() else { return };
                    let found = one(session, &mut renderer, chore, photo);
                    if results.send(found).is_err() {
                        return;
                    }
                }
            });
        }
        drop(results);
        let ended = tell(app, session, view, &incoming);
        drop(incoming);
        ended
    })
}

fn tell(
    app: &App,
    session: &Session,
    view: &mut JobOutcome,
    incoming: &Receiver<Result<Finding, Error>>,
) -> Result<(), Error> {
    let mut due = Instant::now() + TELL_EVERY;
    loop {
        match incoming.recv_timeout(due.saturating_duration_since(Instant::now())) {
            Ok(found) => {
                view.skip(found?);
                view.job.done += 1;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        if Instant::now() >= due {
            app.show_job(session, view);
            due = Instant::now() + TELL_EVERY;
        }
    }
}

fn one(
    session: &Session,
    renderer: &mut Renderer,
    chore: &Chore,
    id: PhotoId,
) -> Result<Finding, Error> {
    let library = session.library();
    // Removed for good since the list was made, or not here yet.
    let Some(found) = library.read(|reader| reader.photos().find(id))? else { return Ok(None) };
    let photo = found.photo;
    if !photo.has_arrived() {
        return Ok(None);
    }
    match chore {
        Chore::CheckOriginals { thorough } => check(library, &photo, *thorough),
        Chore::RebuildThumbnails { .. } => {
            let _room = session.reading.take(photo.bytes);
            draw(library, renderer, &photo)
        }
    }
}

/// Looks at one original and marks its photos accordingly.
fn check(library: &Library, photo: &Photo, thorough: bool) -> Result<Finding, Error> {
    let (originals, hash) = (library.originals(), photo.original);
    let code = match originals.size(hash)? {
        None => Some(SkipCode::Missing),
        Some(bytes) if bytes != photo.bytes => Some(SkipCode::Broken),
        Some(_) if thorough => match originals.verify(hash) {
            Ok(()) => None,
            Err(StoreError::BlobDamaged { .. }) => Some(SkipCode::Broken),
            // The disk gives up on it: as good as damaged.
            Err(StoreError::Io { .. } | StoreError::NoAccess { .. }) => Some(SkipCode::Unreadable),
            Err(error) => return Err(error.into()),
        },
        Some(_) => None,
    };
    library.write(|writer| writer.photos_mut().update_missing(hash, code.is_some()))?;
    let message = format!("original {hash}");
    Ok(code.map(|code| Skipped { file: photo.file_name.clone(), code, message }))
}

/// Draws the grid's thumbnail of one photo; the viewer's is drawn when somebody looks.
fn draw(library: &Library, renderer: &mut Renderer, photo: &Photo) -> Result<Finding, Error> {
    let skipped = |code, error: &MediaError| {
        let (file, message) = (photo.file_name.clone(), error.to_string());
        Ok(Some(Skipped { file, code, message }))
    };
    let path = library.originals().path(photo.original);
    let edit: Edit = edit(photo);
    let made = media::read_file(&path, &Limits::default())
        .and_then(|bytes| renderer.thumbnails(&bytes, &edit, &[GRID_SIDE], GRID_QUALITY));
    match made {
        Ok(made) => {
            library.thumbnails().delete(photo.id, &[VIEW_SIDE])?;
            for thumbnail in &made.sizes {
                library.thumbnails().write(photo.id, GRID_SIDE, &thumbnail.jpeg)?;
            }
            Ok(None)
        }
        Err(error @ MediaError::Io(_)) => skipped(SkipCode::Missing, &error),
        Err(error) => skipped(SkipCode::Broken, &error),
    }
}

//! Background jobs: rows in the library, threads while they run.

use chrono::{DateTime, Utc};
use domain::{JobId, PhotoId};
use store::{JobItem, JobItemState, JobState as Stored, Reader};

use crate::chores::{self, Chore, ChoreReport};
use crate::import::{self, ALREADY_THERE, ImportPhotos};
use crate::view::{
    AppEvent, JobList, JobOutcome, JobRef, JobState, JobView, Nothing, SkipCode, Skipped,
};
use crate::{App, Error};

impl App {
    /// The newest jobs, those of earlier runs of the program too.
    pub async fn job_list(&self, _: Nothing) -> Result<JobList, Error> {
        let live = self.session()?.jobs_now();
        self.with_library(move |library| {
            library.try_read(|reader| {
                let mut rows = Vec::new();
                for job in reader.jobs().list(20)? {
                    match live.iter().find(|view| view.id == job.id) {
                        Some(view) => rows.push(view.clone()),
                        None => rows.extend(stored(reader, &job)?.map(|outcome| outcome.job)),
                    }
                }
                Ok(JobList { rows })
            })
        })
        .await
    }

    /// One job, and what became of its items so far.
    pub async fn job_get(&self, request: JobRef) -> Result<JobOutcome, Error> {
        let session = self.session()?;
        let live =
            crate::core::lock(&session.jobs).iter().find(|live| live.job.id == request.id).cloned();
        if let Some(outcome) = live {
            return Ok(outcome);
        }
        self.with_library(move |library| {
            library.try_read(|reader| {
                let job = reader.jobs().get(request.id)?;
                stored(reader, &job)?.ok_or(Error::Invalid { detail: "not a job for the window" })
            })
        })
        .await
    }

    /// Ends a job at its next step. What it has done stays.
    pub async fn job_cancel(&self, request: JobRef) -> Result<Nothing, Error> {
        self.session()?.cancel(request.id);
        self.with_library(move |library| {
            let known = library.read(|reader| reader.jobs().find(request.id))?.is_some();
            if known {
                library.write(|writer| writer.jobs_mut().update_cancel_requested(request.id))?;
            }
            Ok(Nothing {})
        })
        .await
    }

    /// Goes on with what a crash or a closed window interrupted.
    pub(crate) async fn resume_jobs(&self) -> Result<(), Error> {
        let session = self.session()?;
        // Asked for before anybody can add a job: a new one must not be taken for an interrupted one.
        let unfinished = self
            .with_library(|library| {
                let unfinished = library.read(|reader| reader.jobs().list_unfinished())?;
                let ids: Vec<JobId> = unfinished.iter().map(|job| job.id).collect();
                library.write(|writer| writer.photos_mut().delete_stray_arrivals(&ids))?;
                Ok(unfinished)
            })
            .await?;
        let (app, resumed) = (self.clone(), session.clone());
        let work = tokio::task::spawn_blocking(move || {
            let mut ended = Vec::new();
            for job in unfinished {
                match job.name.as_str() {
                    ImportPhotos::NAME => import::resume(&app, &resumed, &job),
                    Chore::NAME => chores::resume(&app, &resumed, &job),
                    _ => continue,
                }
                ended.push(job.id);
            }
            ended
        });
        *crate::core::lock(&session.resumed) = Some(work);
        Ok(())
    }

    /// Waits until the jobs that were interrupted before the library was opened are over, and gives
    /// them. The second time there are none.
    ///
    /// # Errors
    /// When no library is open, or a job ended the thread it ran on.
    pub async fn jobs_resumed(&self) -> Result<Vec<JobOutcome>, Error> {
        let work = crate::core::lock(&self.session()?.resumed).take();
        let mut outcomes = Vec::new();
        if let Some(work) = work {
            for id in work.await? {
                outcomes.push(self.job_get(JobRef { id }).await?);
            }
        }
        Ok(outcomes)
    }

    pub(crate) fn show_job(&self, session: &crate::session::Session, outcome: &JobOutcome) {
        session.put_job(outcome);
        self.emit(AppEvent::JobChanged { job: outcome.job.clone() });
    }
}

/// A job of an earlier run as the window shows it; `None` for jobs the window has no view of.
fn stored(reader: &Reader<'_>, job: &store::Job) -> Result<Option<JobOutcome>, Error> {
    let mut view = match job.name.as_str() {
        ImportPhotos::NAME => {
            let payload: ImportPhotos = serde_json::from_value(job.payload.clone())?;
            let mut view = JobOutcome::from(begun(job.id, &payload, job.created_at));
            let bytes = job.report.as_ref().and_then(|report| report["bytes"].as_u64());
            (view.job.bytes_done, view.job.bytes_total) = (bytes.unwrap_or(0), bytes.unwrap_or(0));
            add_items(&mut view, &reader.jobs().list_items(job.id, None)?);
            view
        }
        Chore::NAME => {
            let chore: Chore = serde_json::from_value(job.payload.clone())?;
            let report = job.report.clone().map(serde_json::from_value::<ChoreReport>);
            let report = report.transpose()?.unwrap_or_default();
            let mut view = JobOutcome::from(JobView {
                done: report.done,
                total: report.total,
                error: report.error,
                ..chore.begun(job.id, job.created_at)
            });
            view.skip(report.skipped);
            view
        }
        _ => return Ok(None),
    };
    view.job.state = match job.state {
        Stored::Queued => JobState::Queued,
        Stored::Running => JobState::Running,
        Stored::Done => JobState::Done,
        Stored::Failed => JobState::Failed,
        Stored::Cancelled => JobState::Cancelled,
    };
    view.job.finished_at = job.finished_at;
    Ok(Some(view))
}

/// The view of an import that has done nothing yet.
pub(crate) fn begun(id: JobId, payload: &ImportPhotos, at: DateTime<Utc>) -> JobView {
    JobView { album: payload.album, article: payload.article, ..JobView::begun(id, at) }
}

/// Counts the items of a job into its view.
pub(crate) fn add_items(view: &mut JobOutcome, items: &[JobItem]) {
    view.job.total = u32::try_from(items.len()).unwrap_or(u32::MAX);
    for item in items {
        match item.state {
            JobItemState::Pending => continue,
            JobItemState::Done => {
                view.job.already_there += u32::from(item.code.as_deref() == Some(ALREADY_THERE));
                view.bring(photo_of(item));
            }
            JobItemState::Skipped => view.skip([Skipped {
                file: import::shown(&item.key),
                code: item.code.as_deref().map_or(SkipCode::Unreadable, SkipCode::parse),
                message: item.detail.clone().unwrap_or_default(),
            }]),
        }
        view.job.done += 1;
    }
}

/// The photo that came of an item.
pub(crate) fn photo_of(item: &JobItem) -> Option<PhotoId> {
    let done = item.detail.as_deref().filter(|_| item.state == JobItemState::Done);
    done.and_then(|id| id.parse().ok())
}

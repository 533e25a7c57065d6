//! Writing down: originals made durable many at once, then the rows that speak of them in one
//! transaction, then the window told.

use std::sync::PoisonError;
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use domain::{JobId, Photo, PhotoId};
use store::{JobItemState, Writer};

use super::record::keeping_words;
use super::worker::{Brought, Outcome, Task, of_store};
use super::{ALREADY_THERE, Import, files};
use crate::photos::{GRID_SIDE, PREVIEW_SIDE, VIEW_SIDE};
use crate::pictures::edit;
use crate::view::{ChangedKind, SkipCode, Skipped};
use crate::{Error, articles};

/// Rows are written in batches: at the latest after this time …
const BATCH_TIME: Duration = Duration::from_millis(250);
/// … or this many files.
const BATCH_SIZE: usize = 24;

/// An outcome whose original, if it has one, is on disk.
struct Settled {
    task: Task,
    kept: Kept,
}

enum Kept {
    Photo(Box<Photo>),
    Known(PhotoId),
    Skipped { code: SkipCode, message: String },
}

/// What was written of a file.
enum Written {
    New(PhotoId),
    Known(PhotoId),
    Skipped,
}

impl Import<'_> {
    /// Takes in what the workers made and writes it down in batches.
    pub(super) fn collect(&mut self, incoming: &Receiver<Outcome>) -> Result<(), Error> {
        let mut batch = Vec::new();
        let mut due = Instant::now() + BATCH_TIME;
        loop {
            match incoming.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok(outcome) => batch.push(outcome),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            if batch.len() >= BATCH_SIZE || Instant::now() >= due {
                self.write_down(std::mem::take(&mut batch))?;
                due = Instant::now() + BATCH_TIME;
            }
        }
        self.write_down(batch)
    }

    fn write_down(&mut self, batch: Vec<Outcome>) -> Result<(), Error> {
        if batch.is_empty() {
            return Ok(());
        }
        let session = self.session;
        let _there = session.originals.read().unwrap_or_else(PoisonError::into_inner);
        let mut batch = self.settle(batch);
        let (job, now, poster) =
            (self.view.job.id, self.app.now(), self.app.settings().get().poster);
        let (album, article) = (self.payload.album, self.payload.article);
        let written = self.session.library().try_write(|writer| {
            for settled in &mut batch {
                settled.forget_what_is_gone(writer)?;
            }
            let written: Result<Vec<Written>, Error> =
                batch.iter().map(|settled| write_one(writer, job, settled, now)).collect();
            let written = written?;
            let photos: Vec<PhotoId> = written.iter().filter_map(Written::photo).collect();
            if let Some(album) = album {
                writer.albums_mut().add_photos(album, &photos, now)?;
            }
            if let Some(article) = article {
                articles::take_in(writer, article, &photos, &poster, now)?;
            }
            Ok::<_, Error>(written)
        })?;
        for (settled, written) in batch.into_iter().zip(written) {
            self.count(settled, &written);
        }
        self.app.show_job(self.session, &self.view);
        self.app.changed(match article {
            Some(_) => &[ChangedKind::Photos, ChangedKind::Articles],
            None => &[ChangedKind::Photos],
        });
        Ok(())
    }

    /// Makes the originals of a batch durable; one that could not be is left out.
    fn settle(&self, batch: Vec<Outcome>) -> Vec<Settled> {
        let (mut settled, mut waiting, mut blobs) = (Vec::new(), Vec::new(), Vec::new());
        for Outcome { task, brought } in batch {
            let kept = match brought {
                Brought::Photo(photo, blob) => {
                    blobs.push(blob);
                    waiting.push((task, photo));
                    continue;
                }
                Brought::Known(id) => Kept::Known(id),
                Brought::Skipped { code, message } => Kept::Skipped { code, message },
            };
            settled.push(Settled { task, kept });
        }
        let answers = self.session.library().originals().settle(blobs);
        settled.extend(waiting.into_iter().zip(answers).map(|((task, photo), answer)| {
            let kept = match answer {
                Ok(_) => Kept::Photo(photo),
                Err(error) => Kept::Skipped { code: of_store(&error), message: error.to_string() },
            };
            Settled { task, kept }
        }));
        settled.sort_by_key(|settled| settled.task.position);
        settled
    }

    /// Counts a file that is done with, and puts away the small pictures nobody needs any more.
    fn count(&mut self, Settled { task, kept }: Settled, written: &Written) {
        let view = &mut self.view;
        view.job.done += 1;
        view.job.bytes_done += task.bytes;
        view.job.already_there += u32::from(matches!(written, Written::Known(_)));
        view.bring(written.photo());
        self.left.remove(&task.position);
        if let Kept::Skipped { code, message } = &kept {
            let (code, message) = (*code, message.clone());
            view.skip([Skipped { file: files::shown(&task.key), code, message }]);
        }
        let Some((seen, _)) = task.seen else { return };
        view.job.preparing = view.job.preparing.saturating_sub(1);
        let mut outdated = vec![PREVIEW_SIDE];
        match (written, &kept) {
            // Turned or cropped while it was on its way: what the worker drew is not that.
            (Written::New(id), _) if *id == seen => {
                let found = self.session.library().read(|reader| reader.photos().find(seen));
                let plain = found.is_ok_and(|found| {
                    found.is_none_or(|saved| edit(&saved.photo) == media::Edit::default())
                });
                outdated.extend((!plain).then_some([GRID_SIDE, VIEW_SIDE]).into_iter().flatten());
            }
            _ => outdated.extend([GRID_SIDE, VIEW_SIDE]),
        }
        self.session.forget_source(seen);
        self.forget_pictures(seen, &outdated);
    }

    pub(super) fn forget_pictures(&self, photo: PhotoId, sides: &[u32]) {
        if let Err(error) = self.session.library().thumbnails().delete(photo, sides) {
            tracing::warn!(%error, %photo, "small pictures could not be put away");
        }
    }
}

impl Settled {
    /// A photo that was in the bin when its file was read may have been removed for good since: the
    /// file is left out by name, and a further import brings it in.
    fn forget_what_is_gone(&mut self, writer: &Writer<'_>) -> Result<(), Error> {
        if let Kept::Known(id) = self.kept
            && writer.photos().find(id)?.is_none()
        {
            let message = "its photo was removed for good meanwhile".to_owned();
            self.kept = Kept::Skipped { code: SkipCode::Changing, message };
        }
        Ok(())
    }
}

impl Written {
    fn photo(&self) -> Option<PhotoId> {
        match self {
            Self::New(id) | Self::Known(id) => Some(*id),
            Self::Skipped => None,
        }
    }
}

/// Writes what became of one file.
fn write_one(
    writer: &mut Writer<'_>,
    job: JobId,
    Settled { task, kept }: &Settled,
    now: DateTime<Utc>,
) -> Result<Written, Error> {
    let seen = task.seen.as_ref().map(|(id, _)| *id);
    let written = match kept {
        Kept::Skipped { code, message } => {
            let code = serde_json::to_value(code)?;
            let (state, code) = (JobItemState::Skipped, code.as_str());
            writer.jobs_mut().update_item(job, task.position, state, code, Some(message), now)?;
            Written::Skipped
        }
        // The same picture twice in one import is seen only here, inside the transaction.
        Kept::Photo(photo) => match writer.photos().find_by_original(photo.original)? {
            Some(known) => Written::Known(known.photo.id),
            None => Written::New(write_new(writer, job, photo, now)?),
        },
        Kept::Known(id) => Written::Known(*id),
    };
    if let Some(seen) = seen.filter(|seen| written.photo() != Some(*seen)) {
        writer.photos_mut().delete_arriving(seen)?;
    }
    let Some(photo) = written.photo() else { return Ok(written) };
    let is_known = matches!(written, Written::Known(_));
    if is_known {
        writer.photos_mut().restore(&[photo])?;
    }
    let code = is_known.then_some(ALREADY_THERE);
    let (state, id) = (JobItemState::Done, photo.to_string());
    writer.jobs_mut().update_item(job, task.position, state, code, Some(&id), now)?;
    Ok(written)
}

/// Writes a photo that was not there; one that was on its way keeps what was said of it.
fn write_new(
    writer: &mut Writer<'_>,
    job: JobId,
    photo: &Photo,
    now: DateTime<Utc>,
) -> Result<PhotoId, Error> {
    match writer.photos().find(photo.id)? {
        Some(seen) => writer.photos_mut().arrive(&keeping_words(photo, seen.photo), now)?,
        None => writer.photos_mut().insert(std::slice::from_ref(photo), Some(job))?,
    }
    Ok(photo.id)
}

//! The first look: the beginning of every file, where cameras put what it is and a small picture of
//! it, so that all of them are on screen before the first one is copied.
//!
//! A file whose beginning does not say enough is passed over here; it appears when it is in.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::time::{Duration, Instant};

use domain::{Photo, PhotoId};
use media::{Edit, Limits, Probe, Renderer};
use store::{JobItemState, Library};

use super::{ARRIVING, Import, files};
use crate::Error;
use crate::photos::{GRID_SIDE, PREVIEW_SIDE};
use crate::pictures::GRID_QUALITY;
use crate::view::ChangedKind;

/// Photos that were seen are shown at the latest after this time.
const SHOW_TIME: Duration = Duration::from_millis(100);
/// So many beginnings are read at a time: a card answers late rather than slowly.
const LOOKERS: usize = 4;
/// So many looks may wait to be shown before lookers wait too.
const WAITING: usize = 64;

/// So much of each file is read: EXIF with its picture takes up to 64 KiB, profiles follow.
const HEAD_BYTES: u64 = 160 << 10;

/// What the beginning of a file showed.
struct Look {
    /// Size of the file.
    bytes: u64,
    /// The photo to be, whose small picture is in the library, and what is known of it.
    photo: Option<(PhotoId, Probe)>,
}

impl Import<'_> {
    /// Looks at all files that were not seen before, and shows them in their order.
    pub(super) fn look(&mut self) -> Result<(), Error> {
        let unseen: Vec<(u32, PathBuf)> = self
            .left
            .values()
            .filter(|task| task.seen.is_none())
            .map(|task| (task.position, files::path(&task.key)))
            .collect();
        let (session, job, next) = (self.session, self.view.job.id, AtomicUsize::new(0));
        let (looks, incoming) = mpsc::sync_channel(WAITING);
        std::thread::scope(|scope| {
            for _ in 0..LOOKERS.min(unseen.len()) {
                let (looks, next, unseen) = (looks.clone(), &next, &unseen);
                scope.spawn(move || {
                    let mut renderer = Renderer::new(Limits::default());
                    while !session.is_stopped(job) {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some((_, path)) = unseen.get(index) else { return };
                        let look = look(session.library(), &mut renderer, path);
                        if looks.send((index, look)).is_err() {
                            return;
                        }
                    }
                });
            }
            drop(looks);
            let ended = self.show_in_order(&unseen, &incoming);
            drop(incoming);
            ended
        })
    }

    fn show_in_order(
        &mut self,
        unseen: &[(u32, PathBuf)],
        incoming: &Receiver<(usize, Look)>,
    ) -> Result<(), Error> {
        let (mut early, mut ready, mut next) = (BTreeMap::new(), Vec::new(), 0);
        let mut due = Instant::now() + SHOW_TIME;
        loop {
            match incoming.recv_timeout(due.saturating_duration_since(Instant::now())) {
                Ok((index, look)) => drop(early.insert(index, look)),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => break,
            }
            while let Some(look) = early.remove(&next) {
                ready.extend(unseen.get(next).map(|(position, path)| (*position, path, look)));
                next += 1;
            }
            if Instant::now() >= due {
                self.show(std::mem::take(&mut ready))?;
                due = Instant::now() + SHOW_TIME;
            }
        }
        self.show(ready)
    }

    /// Writes photos down as being on their way, and tells the window.
    fn show(&mut self, looks: Vec<(u32, &PathBuf, Look)>) -> Result<(), Error> {
        let mut seen = Vec::new();
        for (position, path, look) in looks {
            self.view.job.bytes_total += look.bytes;
            if let Some(task) = self.left.get_mut(&position) {
                task.bytes = look.bytes;
            }
            let Some((id, probe)) = look.photo else { continue };
            if self.is_there(path, &probe, look.bytes)? {
                self.forget_pictures(id, &[PREVIEW_SIDE, GRID_SIDE]);
                continue;
            }
            let name = self.recorder.name(path, &probe, position);
            seen.push((position, self.recorder.record(id, name, probe)));
            self.session.know_source(id, path.clone());
        }
        if seen.is_empty() {
            return Ok(());
        }
        self.write_seen(&seen)?;
        for (position, photo) in seen {
            if let Some(task) = self.left.get_mut(&position) {
                task.seen = Some((photo.id, photo.file_name));
            }
            self.view.job.preparing += 1;
        }
        self.app.show_job(self.session, &self.view);
        self.app.changed(&[ChangedKind::Photos]);
        Ok(())
    }

    /// Whether the library seems to have the photo already: then it is not shown a second time for
    /// the moment until its bytes are compared.
    fn is_there(&self, path: &Path, probe: &Probe, bytes: u64) -> Result<bool, Error> {
        let (name, at) = (super::record::file_name(path), probe.taken_at.map(|at| at.to_utc()));
        let library = self.session.library();
        Ok(library.read(|reader| reader.photos().is_probably_there(&name, at, bytes))?)
    }

    fn write_seen(&self, seen: &[(u32, Photo)]) -> Result<(), Error> {
        let (job, album, now) = (self.view.job.id, self.payload.album, self.app.now());
        self.session.library().try_write(|writer| {
            for (position, photo) in seen {
                writer.photos_mut().insert(std::slice::from_ref(photo), Some(job))?;
                let (id, pending) = (photo.id.to_string(), JobItemState::Pending);
                let mut jobs = writer.jobs_mut();
                jobs.update_item(job, *position, pending, Some(ARRIVING), Some(&id), now)?;
            }
            if let Some(album) = album {
                let photos: Vec<PhotoId> = seen.iter().map(|(_, photo)| photo.id).collect();
                writer.albums_mut().add_photos(album, &photos, now)?;
            }
            Ok(())
        })
    }
}

/// Looks at one file and leaves its small picture in the library.
fn look(library: &Library, renderer: &mut Renderer, path: &Path) -> Look {
    let Ok(found) = fs::metadata(path) else { return Look { bytes: 0, photo: None } };
    let bytes = found.len();
    // Pipes and devices would be waited for without end.
    let head = if found.is_file() { read_head(path) } else { None };
    let photo = head.and_then(|head| {
        let probe = media::probe(&head, &Limits::default()).ok()?;
        let id = PhotoId::generate();
        let is_whole = head.len() as u64 == bytes;
        // Without a small picture the tile is drawn when somebody looks at it.
        draw(library, renderer, id, &head, is_whole);
        Some((id, probe))
    });
    Look { bytes, photo }
}

pub(crate) fn read_head(path: &Path) -> Option<Vec<u8>> {
    let mut head = Vec::new();
    File::open(path).ok()?.take(HEAD_BYTES).read_to_end(&mut head).ok()?;
    Some(head)
}

fn draw(library: &Library, renderer: &mut Renderer, id: PhotoId, head: &[u8], is_whole: bool) {
    let (side, jpeg) = match renderer.preview(head) {
        Ok(Some(preview)) => (PREVIEW_SIDE, preview.jpeg),
        _ if is_whole => {
            let made = renderer.thumbnails(head, &Edit::default(), &[GRID_SIDE], GRID_QUALITY);
            let Some(made) = made.ok().and_then(|made| made.sizes.into_iter().next()) else {
                return;
            };
            (GRID_SIDE, made.jpeg)
        }
        _ => return,
    };
    if let Err(error) = library.thumbnails().write(id, side, &jpeg) {
        tracing::warn!(%error, "a preview could not be kept");
    }
}

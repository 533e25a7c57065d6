//! One file after the other: read, recognise, decode once, keep the original, make thumbnails.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::path::Path;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use chrono::{DateTime, Utc};
use domain::{AltText, BlobHash, Crops, Flag, JobId, Photo, PhotoId, Rotation};
use media::{Edit, Limits, MediaError, Renderer};
use sha2::{Digest, Sha256};
use store::{JobItem, StoreError};

use crate::core::lock;
use crate::photos::GRID_SIDE;
use crate::session::Session;
use crate::view::SkipCode;

/// JPEG quality of the grid's thumbnails.
const THUMBNAIL_QUALITY: u8 = 80;

/// What became of one file.
pub(crate) struct Outcome {
    pub(crate) item: JobItem,
    pub(crate) brought: Brought,
}

/// How it went.
pub(crate) enum Brought {
    /// Its original and thumbnail are on disk.
    Photo(Box<Photo>),
    /// The library has it already.
    Known(PhotoId),
    /// It was left out.
    Skipped { code: SkipCode, message: String },
}

/// Starts a worker for each core. They end when there is nothing left to do, when the job is
/// cancelled, when the library is closed, or when nobody listens any more.
pub(crate) fn start(
    session: &Arc<Session>,
    job: JobId,
    items: Vec<JobItem>,
    results: &Sender<Outcome>,
    now: DateTime<Utc>,
) -> Vec<JoinHandle<()>> {
    let queue = Arc::new(Mutex::new(VecDeque::from(items)));
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    (0..cores)
        .map(|_| {
            let (session, queue, results) = (session.clone(), queue.clone(), results.clone());
            std::thread::spawn(move || {
                let mut renderer = Renderer::new(Limits::default());
                while !session.is_stopping() && !session.is_cancelled(job) {
                    let Some(item) = lock(&queue).pop_front() else { return };
                    let brought = bring(&session, &mut renderer, Path::new(&item.key), now);
                    if results.send(Outcome { item, brought }).is_err() {
                        return;
                    }
                }
            })
        })
        .collect()
}

fn bring(session: &Session, renderer: &mut Renderer, path: &Path, now: DateTime<Utc>) -> Brought {
    match try_bring(session, renderer, path, now) {
        Ok(brought) => brought,
        Err(error) => Brought::Skipped { code: error.code(), message: error.to_string() },
    }
}

fn try_bring(
    session: &Session,
    renderer: &mut Renderer,
    path: &Path,
    now: DateTime<Utc>,
) -> Result<Brought, FileError> {
    let library = session.library();
    let limits = Limits::default();
    let bytes = media::read_file(path, &limits)?;
    let hash = BlobHash(Sha256::digest(&bytes).into());
    if let Some(known) = library.read(|reader| reader.photos().find_by_original(hash))? {
        return Ok(Brought::Known(known.photo.id));
    }
    let probe = media::probe(&bytes, &limits)?;
    let small = renderer.thumbnails(&bytes, &Edit::default(), &[GRID_SIDE], THUMBNAIL_QUALITY)?;
    let stored = library.originals().put(&bytes)?;
    let id = PhotoId::generate();
    for thumbnail in &small.sizes {
        library.thumbnails().write(id, GRID_SIDE, &thumbnail.jpeg)?;
    }
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
    let camera = probe.camera.as_ref().map(|camera| match camera.model.starts_with(&camera.make) {
        true => camera.model.clone(),
        false => format!("{} {}", camera.make, camera.model).trim().to_owned(),
    });
    Ok(Brought::Photo(Box::new(Photo {
        id,
        original: stored.hash,
        bytes: stored.bytes,
        format: probe.format,
        file_name: text::fold::nfc(&name),
        width: probe.width,
        height: probe.height,
        orientation: probe.orientation.to_exif(),
        taken_at: probe.taken_at.map(|at| at.to_utc()),
        camera: camera.unwrap_or_default(),
        gps: probe.gps,
        caption: probe.caption.unwrap_or_default(),
        alt: AltText::Missing,
        credit: probe.credit.unwrap_or_default(),
        source: String::new(),
        keywords: Vec::new(),
        copyright: probe.copyright.unwrap_or_default(),
        place: String::new(),
        people: Vec::new(),
        event: String::new(),
        shows_children: false,
        consent: false,
        rotation: Rotation::None,
        straighten: 0.0,
        crop: None,
        crops: Crops::default(),
        flag: Flag::None,
        stars: 0,
        fingerprint: format!("{:016x}", small.fingerprint.0),
        imported_at: now,
        updated_at: now,
    })))
}

/// Why a file was left out.
#[derive(Debug, thiserror::Error)]
enum FileError {
    #[error(transparent)]
    Media(#[from] MediaError),
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FileError {
    fn code(&self) -> SkipCode {
        match self {
            Self::Media(MediaError::NotAPicture) => SkipCode::NotAPicture,
            Self::Media(MediaError::Unsupported { .. }) => SkipCode::Unsupported,
            Self::Media(MediaError::Broken { .. }) => SkipCode::Broken,
            Self::Media(MediaError::TooManyPixels { .. } | MediaError::FileTooLarge { .. }) => {
                SkipCode::TooLarge
            }
            Self::Media(MediaError::Io(error)) => match error.kind() {
                ErrorKind::NotFound => SkipCode::Missing,
                ErrorKind::PermissionDenied => SkipCode::NoAccess,
                _ => SkipCode::Unreadable,
            },
            Self::Media(MediaError::Encode(_)) => SkipCode::Unreadable,
            Self::Store(StoreError::DiskFull(_)) => SkipCode::DiskFull,
            Self::Store(_) => SkipCode::Unreadable,
        }
    }
}

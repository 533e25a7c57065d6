//! One file after the other: read once, hashed on the way, recognised, decoded once, written.

use std::fs::{self, File};
use std::io::{ErrorKind, Read as _};
use std::path::Path;
use std::sync::mpsc::SyncSender;

use domain::{BlobHash, JobId, Photo, PhotoFormat, PhotoId};
use media::{Edit, Limits, MediaError, Probe, Renderer};
use sha2::{Digest, Sha256};
use store::{StoreError, Unsettled};

use super::files;
use super::record::Recorder;
use crate::photos::GRID_SIDE;
use crate::pictures::GRID_QUALITY;
use crate::session::Session;
use crate::view::SkipCode;

/// Read and hashed at a time; between two of these the job can be stopped.
const CHUNK_BYTES: usize = 1 << 20;

/// A worker keeps its buffer from file to file up to this size.
const KEPT_BUFFER_BYTES: usize = 32 << 20;

/// A file that is to come in.
#[derive(Debug, Clone)]
pub(crate) struct Task {
    /// Its place in the job.
    pub(crate) position: u32,
    /// Its path.
    pub(crate) key: String,
    /// The photo that is shown of it already, and its name.
    pub(crate) seen: Option<(PhotoId, String)>,
    /// Its size when it was looked at.
    pub(crate) bytes: u64,
}

/// What became of one file.
pub(crate) struct Outcome {
    pub(crate) task: Task,
    pub(crate) brought: Brought,
}

/// How it went.
pub(crate) enum Brought {
    /// Its thumbnail is there, its bytes are written but not durable.
    Photo(Box<Photo>, Unsettled),
    /// The library has it already.
    Known(PhotoId),
    /// It was left out.
    Skipped { code: SkipCode, message: String },
}

/// What one thread works with.
pub(crate) struct Worker<'a> {
    session: &'a Session,
    job: JobId,
    recorder: &'a Recorder,
    renderer: Renderer,
    buffer: Vec<u8>,
}

impl<'a> Worker<'a> {
    pub(crate) fn new(session: &'a Session, job: JobId, recorder: &'a Recorder) -> Self {
        let renderer = Renderer::new(Limits::default());
        Self { session, job, recorder, renderer, buffer: Vec::new() }
    }

    /// Takes tasks until there are none, the job is stopped, or nobody listens any more.
    pub(crate) fn work(
        mut self,
        next: &(dyn Fn() -> Option<Task> + Sync),
        results: &SyncSender<Outcome>,
    ) {
        while !self.session.is_stopped(self.job) {
            let Some(task) = next() else { return };
            let brought = match self.bring(&task) {
                Ok(brought) => brought,
                Err(FileError::Stopped) => return,
                Err(error) => Brought::Skipped { code: error.code(), message: error.to_string() },
            };
            if results.send(Outcome { task, brought }).is_err() {
                return;
            }
        }
    }

    fn bring(&mut self, task: &Task) -> Result<Brought, FileError> {
        let path = &files::path(&task.key);
        let mut buffer = std::mem::take(&mut self.buffer);
        let _room = self.session.reading.take(task.bytes);
        let brought = self
            .read(path, &mut buffer)
            .and_then(|hash| self.bring_read(task, path, hash, &buffer));
        if buffer.capacity() <= KEPT_BUFFER_BYTES {
            self.buffer = buffer;
        }
        brought
    }

    /// Reads a file whole and hashes it on the way.
    fn read(&self, path: &Path, buffer: &mut Vec<u8>) -> Result<BlobHash, FileError> {
        let before = fs::metadata(path)?;
        if before.is_dir() {
            // Folders are listed themselves when they could not be read: this says why.
            fs::read_dir(path)?;
        }
        if !before.is_file() {
            return Err(MediaError::NotAPicture.into());
        }
        let limit = Limits::default().max_file_bytes;
        let too_large = |bytes| FileError::from(MediaError::FileTooLarge { bytes, limit });
        if before.len() > limit {
            return Err(too_large(before.len()));
        }
        let mut file = File::open(path)?;
        let mut hasher = Sha256::new();
        buffer.clear();
        buffer.reserve(usize::try_from(before.len()).unwrap_or_default() + 1);
        loop {
            if self.session.is_stopped(self.job) {
                return Err(FileError::Stopped);
            }
            let start = buffer.len();
            if (&mut file).take(CHUNK_BYTES as u64).read_to_end(buffer)? == 0 {
                break;
            }
            if buffer.len() as u64 > limit {
                return Err(too_large(buffer.len() as u64));
            }
            hasher.update(&buffer[start..]);
        }
        let after = file.metadata()?;
        let same_time = before.modified().ok() == after.modified().ok();
        if !same_time || after.len() != before.len() || buffer.len() as u64 != after.len() {
            return Err(FileError::Changing);
        }
        Ok(BlobHash(hasher.finalize().into()))
    }

    fn bring_read(
        &mut self,
        task: &Task,
        path: &Path,
        hash: BlobHash,
        bytes: &[u8],
    ) -> Result<Brought, FileError> {
        let library = self.session.library();
        if bytes.is_empty() {
            return Err(MediaError::NotAPicture.into());
        }
        if let Some(known) = library.read(|reader| reader.photos().find_by_original(hash))? {
            return Ok(Brought::Known(known.photo.id));
        }
        let probe = media::probe(bytes, &Limits::default())?;
        let small = {
            let _room = self.session.decoding.take(decoding_bytes(&probe));
            let boxes = [GRID_SIDE];
            self.renderer.thumbnails(bytes, &Edit::default(), &boxes, GRID_QUALITY)?
        };
        let unsettled = library.originals().receive(hash, bytes)?;
        let (id, name) = match &task.seen {
            Some((id, name)) => (*id, name.clone()),
            None => (PhotoId::generate(), self.recorder.name(path, &probe, task.position)),
        };
        for thumbnail in &small.sizes {
            library.thumbnails().write(id, GRID_SIDE, &thumbnail.jpeg)?;
        }
        let photo = Photo {
            original: hash,
            bytes: bytes.len() as u64,
            fingerprint: small.fingerprint.to_string(),
            ..self.recorder.record(id, name, probe)
        };
        Ok(Brought::Photo(Box::new(photo), unsettled))
    }
}

/// About how much memory decoding takes: JPEG is decoded small unless it is progressive, which
/// needs six bytes a pixel; everything else is decoded whole.
fn decoding_bytes(probe: &Probe) -> u64 {
    let pixels = u64::from(probe.width) * u64::from(probe.height);
    match probe.format {
        PhotoFormat::Jpeg => pixels,
        _ => pixels * 4,
    }
}

/// Why a file was left out.
#[derive(Debug, thiserror::Error)]
enum FileError {
    #[error(transparent)]
    Media(#[from] MediaError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the file could not be read: {0}")]
    Io(#[from] std::io::Error),
    #[error("the file changed while it was read")]
    Changing,
    #[error("the import was stopped")]
    Stopped,
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
            Self::Io(error) | Self::Media(MediaError::Io(error)) => match error.kind() {
                ErrorKind::NotFound | ErrorKind::NotADirectory => SkipCode::Missing,
                ErrorKind::PermissionDenied => SkipCode::NoAccess,
                _ => SkipCode::Unreadable,
            },
            Self::Store(error) => of_store(error),
            Self::Changing => SkipCode::Changing,
            Self::Media(MediaError::Encode(_)) | Self::Stopped => SkipCode::Unreadable,
        }
    }
}

/// Why a file could not be kept.
pub(crate) fn of_store(error: &StoreError) -> SkipCode {
    match error {
        StoreError::DiskFull(_) => SkipCode::DiskFull,
        _ => SkipCode::Unreadable,
    }
}

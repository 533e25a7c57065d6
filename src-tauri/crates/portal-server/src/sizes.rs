//! Smaller sizes of published pictures: made when a reader first asks, kept on the disk.
//!
//! Clients send the sizes they like; these are for the gaps, so that no telephone loads a picture
//! meant for a screen. Only the fixed widths of [`LADDER`] are ever made, all of a picture at once,
//! one picture after the other: asking for more makes nobody wait for anything but pictures. The
//! files can be removed at any time.

mod draw;

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError, Weak};

use domain::BlobHash;
use tokio::sync::Semaphore;

use crate::error::PortalServerError;
use crate::records::settings;

pub(crate) use draw::height;

/// The widths that are made, in pixels: a tile, a column, a screen.
pub(crate) const LADDER: [u32; 3] = [480, 960, 1600];

/// Pictures that are drawn at the same time.
const AT_ONCE: usize = 2;

/// What sizes are made of, and in what form they are given out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Form {
    /// Photos.
    Jpeg,
    /// Maps and charts, which would suffer as JPEG.
    Png,
}

impl Form {
    /// The form that sizes of such a picture have; `None` for those that are given out as they are
    /// (WebP can only be written here without loss, which makes it larger).
    pub(crate) fn of(media_type: &str) -> Option<Self> {
        match media_type {
            "image/jpeg" => Some(Self::Jpeg),
            "image/png" => Some(Self::Png),
            _ => None,
        }
    }

    /// The ending of its files.
    pub(crate) fn ending(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
        }
    }
}

/// A picture whose sizes are wanted.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// The hash of its bytes.
    pub(crate) hash: BlobHash,
    /// Where they lie.
    pub(crate) file: PathBuf,
    /// What it is.
    pub(crate) form: Form,
    /// All the widths that pages offer of it.
    pub(crate) widths: Vec<u32>,
}

/// The sizes that were made.
pub(crate) struct Sizes {
    folder: PathBuf,
    drawing: Arc<Semaphore>,
    /// Who draws a picture holds its turn; others wait for it and then find the files.
    turns: Mutex<HashMap<BlobHash, Weak<tokio::sync::Mutex<()>>>>,
}

impl Sizes {
    /// Sizes below `folder`. What a crash left half written goes.
    pub(crate) fn open(folder: &Path) -> Result<Self, PortalServerError> {
        let folder = folder.join("sizes");
        fs::create_dir_all(&folder)?;
        let (drawing, turns) = (Arc::new(Semaphore::new(AT_ONCE)), Mutex::default());
        let sizes = Self { folder, drawing, turns };
        for file in sizes.list()? {
            let whole = [Form::Jpeg, Form::Png].map(|form| Some(form.ending().as_ref()));
            if !whole.contains(&file.extension()) {
                remove(&file)?;
            }
        }
        Ok(sizes)
    }

    /// The file of that width, made if need be; `None` when the picture cannot be drawn.
    pub(crate) async fn find_or_make(
        self: &Arc<Self>,
        source: Source,
        width: u32,
    ) -> Result<Option<PathBuf>, PortalServerError> {
        let file = self.file(source.hash, width, source.form);
        if let Some(known) = look(&file)? {
            return Ok(known.then_some(file));
        }
        let turn = self.turn(source.hash).lock_owned().await;
        if let Some(known) = look(&file)? {
            return Ok(known.then_some(file));
        }
        let Ok(place) = Arc::clone(&self.drawing).acquire_owned().await else { return Ok(None) };
        let sizes = Arc::clone(self);
        tokio::task::spawn_blocking(move || {
            // Held by the work, not by the reader who asked: hanging up does not let more in.
            let _held = (turn, place);
            sizes.make(&source)
        })
        .await??;
        Ok(look(&file)?.unwrap_or(false).then_some(file))
    }

    /// Removes the files of pictures that are not among `shown`.
    pub(crate) fn sweep(&self, shown: &HashSet<String>) -> Result<(), PortalServerError> {
        for file in self.list()? {
            let name = file.file_name().unwrap_or_default().to_string_lossy();
            if !shown.contains(name.split('-').next().unwrap_or_default()) {
                remove(&file)?;
            }
        }
        Ok(())
    }

    fn list(&self) -> Result<Vec<PathBuf>, PortalServerError> {
        let mut files = Vec::new();
        for folder in fs::read_dir(&self.folder)? {
            for file in fs::read_dir(folder?.path())? {
                files.push(file?.path());
            }
        }
        Ok(files)
    }

    fn file(&self, hash: BlobHash, width: u32, form: Form) -> PathBuf {
        let hash = hash.to_string();
        self.folder.join(&hash[..2]).join(format!("{hash}-{width}.{}", form.ending()))
    }

    fn turn(&self, hash: BlobHash) -> Arc<tokio::sync::Mutex<()>> {
        let mut turns = self.turns.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(turn) = turns.get(&hash).and_then(Weak::upgrade) {
            return turn;
        }
        turns.retain(|_, turn| turn.strong_count() > 0);
        let turn = Arc::default();
        turns.insert(hash, Arc::downgrade(&turn));
        turn
    }

    /// Writes all sizes of the picture. Those that cannot be drawn become empty files, so that
    /// nobody tries again.
    fn make(&self, source: &Source) -> Result<(), PortalServerError> {
        let drawn = draw::all(source).unwrap_or_else(|error| {
            tracing::warn!(hash = %source.hash, %error, "no smaller sizes of this picture");
            HashMap::new()
        });
        for width in &source.widths {
            let bytes = drawn.get(width).map_or(&[][..], Vec::as_slice);
            self.keep(&self.file(source.hash, *width, source.form), bytes)?;
        }
        Ok(())
    }

    /// Beside first and then renamed: a reader never gets half a picture.
    fn keep(&self, file: &Path, bytes: &[u8]) -> Result<(), PortalServerError> {
        fs::create_dir_all(file.parent().unwrap_or(&self.folder))?;
        let beside = file.with_extension(settings::random_hex()?);
        let written = fs::File::create_new(&beside)
            .and_then(|mut beside| beside.write_all(bytes))
            .and_then(|()| fs::rename(&beside, file));
        if written.is_err() {
            remove(&beside)?;
        }
        Ok(written?)
    }
}

/// Whether there is such a file, and whether it is a picture.
fn look(file: &Path) -> Result<Option<bool>, PortalServerError> {
    match fs::metadata(file) {
        Ok(found) => Ok(Some(found.len() > 0)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn remove(file: &Path) -> Result<(), PortalServerError> {
    match fs::remove_file(file) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

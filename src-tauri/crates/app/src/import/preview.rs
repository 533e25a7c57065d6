//! What an import would bring, told before it begins: how many files, and how they would be named.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use media::Limits;

use super::look::read_head;
use super::record::{Recorder, file_name};
use super::{ImportPhotos, files};
use crate::core::blocking;
use crate::view::{ImportPreview, ImportPreviewed, RenameExample};
use crate::{App, Error};

/// Counting ends after this time: a drive may hold a hundred thousand files.
const PATIENCE: Duration = Duration::from_secs(2);
/// Names are shown for so many photos.
const EXAMPLES: usize = 3;

impl App {
    /// Counts what is to come in, for at most two seconds, and gives examples of the names.
    pub async fn import_preview(&self, request: ImportPreview) -> Result<ImportPreviewed, Error> {
        let now = self.now();
        let payload = ImportPhotos {
            paths: request.paths.iter().map(PathBuf::from).collect(),
            rename: request.rename,
            event: request.event,
            credit: request.credit,
            ..ImportPhotos::default()
        };
        blocking(move || Ok(preview(&payload.paths, &Recorder::new(&payload, now)))).await
    }
}

fn preview(paths: &[PathBuf], recorder: &Recorder) -> ImportPreviewed {
    let mut told =
        ImportPreviewed { files: 0, folders: 0, bytes: 0, examples: Vec::new(), more: false };
    let ends = Instant::now() + PATIENCE;
    for path in paths {
        let folder = path.is_dir();
        told.folders += u32::from(folder);
        let below: Box<dyn Iterator<Item = PathBuf>> = if folder {
            Box::new(files::below(path))
        } else {
            Box::new([path.clone()].into_iter())
        };
        for file in below {
            if Instant::now() >= ends {
                told.more = true;
                return told;
            }
            told.bytes += fs::metadata(&file).map_or(0, |found| found.len());
            if told.examples.len() < EXAMPLES {
                told.examples.extend(example(&file, recorder, told.files));
            }
            told.files += 1;
        }
    }
    told
}

/// What a file would be called; `None` when it seems to be no picture.
fn example(file: &Path, recorder: &Recorder, place: u32) -> Option<RenameExample> {
    let probe = media::probe(&read_head(file)?, &Limits::default()).ok()?;
    Some(RenameExample { from: file_name(file), to: recorder.name(file, &probe, place) })
}

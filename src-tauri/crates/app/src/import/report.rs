//! What became of each file of an import, told from its rows, so also after a crash.

use chrono::{DateTime, Utc};
use domain::{BlobHash, Gps, JobId, PhotoId};
use serde::Serialize;
use store::{JobItemState, Reader};

use super::{ALREADY_THERE, files};
use crate::view::{SkipCode, Skipped};
use crate::{App, Error};

/// What an import did, in the order of the files.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportReport {
    /// New photos.
    pub imported: Vec<ImportedPhoto>,
    /// Files whose picture was in the library before.
    pub duplicates: Vec<Duplicate>,
    /// Files left out, with reasons.
    pub skipped: Vec<Skipped>,
}

/// A photo that an import brought in.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ImportedPhoto {
    /// Its identity.
    pub id: PhotoId,
    /// SHA-256 of the file.
    pub sha256: BlobHash,
    /// Path of the file.
    pub file: String,
    /// Pixels across, upright.
    pub width: u32,
    /// Pixels down, upright.
    pub height: u32,
    /// EXIF orientation of the file, 1 to 8.
    pub orientation: u8,
    /// When it was taken, if the camera said so.
    pub taken_at: Option<DateTime<Utc>>,
    /// Where it was taken, if the camera said so.
    pub gps: Option<Gps>,
    /// Caption found in the file.
    pub caption: String,
    /// Credit found in the file.
    pub credit: String,
}

/// A file whose picture was in the library before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Duplicate {
    /// Path of the file.
    pub file: String,
    /// The photo that is there.
    pub id: PhotoId,
}

impl App {
    /// What an import did so far.
    ///
    /// # Errors
    /// When there is no such job.
    pub async fn import_report(&self, job: JobId) -> Result<ImportReport, Error> {
        self.with_library(move |library| library.try_read(|reader| report(reader, job))).await
    }
}

fn report(reader: &Reader<'_>, job: JobId) -> Result<ImportReport, Error> {
    let mut report =
        ImportReport { imported: Vec::new(), duplicates: Vec::new(), skipped: Vec::new() };
    for item in reader.jobs().list_items(job, None)? {
        let photo = item.detail.as_deref().and_then(|id| id.parse::<PhotoId>().ok());
        match (item.state, photo) {
            (JobItemState::Skipped, _) => report.skipped.push(Skipped {
                file: files::shown(&item.key),
                code: item.code.as_deref().map_or(SkipCode::Unreadable, SkipCode::parse),
                message: item.detail.unwrap_or_default(),
            }),
            (JobItemState::Done, Some(id)) if item.code.as_deref() == Some(ALREADY_THERE) => {
                report.duplicates.push(Duplicate { file: files::shown(&item.key), id });
            }
            (JobItemState::Done, Some(id)) => {
                // A photo that was removed for good since is no longer there to be told of.
                let Some(found) = reader.photos().find(id)? else { continue };
                report.imported.push(imported(found.photo, files::shown(&item.key)));
            }
            (JobItemState::Done | JobItemState::Pending, _) => {}
        }
    }
    Ok(report)
}

fn imported(photo: domain::Photo, file: String) -> ImportedPhoto {
    ImportedPhoto {
        id: photo.id,
        sha256: photo.original,
        file,
        width: photo.width,
        height: photo.height,
        orientation: photo.orientation,
        taken_at: photo.taken_at,
        gps: photo.gps,
        caption: photo.caption,
        credit: photo.credit,
    }
}

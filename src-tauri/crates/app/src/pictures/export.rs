//! Pictures as files outside the library: thumbnails of any size, and what would be published.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use domain::{Photo, PhotoId};
use media::{Limits, Renderer};
use serde::Serialize;
use store::{Library, PhotoQuery, Reader};

use super::edit;
use crate::core::{blocking, lock};
use crate::publishing::largest_copy;
use crate::view::Failure;
use crate::{App, Error};

/// JPEG quality of thumbnails written outside.
const QUALITY: u8 = 82;
/// Photos asked of the library at once.
const PAGE: u32 = 1000;

/// What became of thumbnails written outside.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct ThumbnailReport {
    /// How many files were written.
    pub written: u32,
    /// Photos of which none could be made.
    pub failed: Vec<ThumbnailFailure>,
}

/// A photo of which no thumbnail could be made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ThumbnailFailure {
    /// Which.
    pub id: PhotoId,
    /// Why.
    pub failure: Failure,
}

impl App {
    /// Writes `<sha256>.jpg` into `folder` for every photo outside the bin, fitting a square of
    /// `side` pixels, on all cores. `done` hears how many are ready.
    ///
    /// # Errors
    /// When the folder cannot be made; photos that fail are in the report.
    pub async fn photo_thumbnails(
        &self,
        side: u32,
        folder: &Path,
        done: impl Fn(u32, u32) + Send + Sync + 'static,
    ) -> Result<ThumbnailReport, Error> {
        let (session, folder) = (self.session()?, folder.to_owned());
        blocking(move || write_all(session.library(), side, &folder, &done)).await
    }

    /// The copy of a photo as it would be published now, in full size. Nothing is kept.
    ///
    /// # Errors
    /// When there is no such photo, or its original cannot be read.
    pub async fn photo_publishable(&self, id: PhotoId) -> Result<Vec<u8>, Error> {
        self.with_library(move |library| {
            let photo = library.read(|reader| reader.photos().get(id))?.photo;
            Ok(largest_copy(library, &mut Renderer::new(Limits::default()), &photo)?.jpeg)
        })
        .await
    }
}

fn write_all(
    library: &Library,
    side: u32,
    folder: &Path,
    done: &(dyn Fn(u32, u32) + Sync),
) -> Result<ThumbnailReport, Error> {
    fs::create_dir_all(folder).map_err(|source| Error::File { path: folder.to_owned(), source })?;
    let photos = library.try_read(all)?;
    let total = u32::try_from(photos.len()).unwrap_or(u32::MAX);
    let queue = Mutex::new(photos.into_iter());
    let report = Mutex::new(ThumbnailReport::default());
    let worker = || {
        let mut renderer = Renderer::new(Limits::default());
        loop {
            let Some(photo) = lock(&queue).next() else { return };
            let written = write(library, &mut renderer, &photo, side, folder);
            let ready = {
                let mut report = lock(&report);
                match written {
                    Ok(()) => report.written += 1,
                    Err(error) => {
                        let failure = error.failure();
                        report.failed.push(ThumbnailFailure { id: photo.id, failure });
                    }
                }
                report.written + u32::try_from(report.failed.len()).unwrap_or(u32::MAX)
            };
            done(ready, total);
        }
    };
    std::thread::scope(|scope| {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        for _ in 0..cores {
            scope.spawn(worker);
        }
    });
    Ok(report.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

fn write(
    library: &Library,
    renderer: &mut Renderer,
    photo: &Photo,
    side: u32,
    folder: &Path,
) -> Result<(), Error> {
    let path = library.originals().path(photo.original);
    let bytes = media::read_file(&path, &Limits::default())?;
    let made = renderer.thumbnails(&bytes, &edit(photo), &[side], QUALITY)?;
    let file: PathBuf = folder.join(format!("{}.jpg", photo.original));
    for thumbnail in made.sizes {
        fs::write(&file, thumbnail.jpeg)
            .map_err(|source| Error::File { path: file.clone(), source })?;
    }
    Ok(())
}

fn all(reader: &Reader<'_>) -> Result<Vec<Photo>, Error> {
    let mut photos = Vec::new();
    loop {
        let offset = u32::try_from(photos.len()).unwrap_or(u32::MAX);
        let query = PhotoQuery { offset, limit: PAGE, ..PhotoQuery::default() };
        let page = reader.photos().list(&query)?;
        if page.rows.is_empty() {
            return Ok(photos);
        }
        photos.extend(page.rows.into_iter().map(|row| row.photo));
    }
}

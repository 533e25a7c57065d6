//! Folders whose new files come in by themselves: a network drive that photographers copy to, the
//! folder of a tethered camera.
//!
//! Folders are looked through every few seconds rather than waiting to be told: network drives tell
//! nothing, and looking costs little. A file comes in once it has rested between two looks. What
//! was taken is a row, written together with the job that takes it, so nothing comes in twice,
//! whenever the program ends.

mod scan;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use domain::WatchedFolderId;

use crate::core::{blocking, lock};
use crate::import::ImportPhotos;
use crate::view::{
    Chosen, JobView, Nothing, SkipCode, WatchedFolder, WatchedFolders, WatchedRef, WatchedSave,
};
use crate::{App, Error};
pub use scan::Scanner;

/// Folders are looked through this often …
const LOOK_EVERY: Duration = Scanner::PACE;
/// … but looking takes at most this part of the time: a large folder on a slow drive.
const REST: u32 = 20;

impl App {
    /// The watched folders.
    pub async fn watched_list(&self, _: Nothing) -> Result<WatchedFolders, Error> {
        let session = self.session()?;
        let problems = lock(&session.watched_problems).clone();
        let folders = self
            .with_library(|library| Ok(library.read(|reader| reader.watched().list())?))
            .await?;
        let rows = folders.into_iter().map(|folder| WatchedFolder {
            problem: problems.get(&folder.id).copied(),
            id: folder.id,
            path: folder.path,
            album: folder.album,
            rename: folder.rename,
            credit: folder.credit,
            active: folder.active,
        });
        Ok(WatchedFolders { rows: rows.collect() })
    }

    /// Watches a folder, or changes how. What lies in it when it is added, or when it is watched
    /// again after a pause, is taken as known: only what comes later comes in by itself.
    ///
    /// # Errors
    /// When the path is no folder that can be read.
    pub async fn watched_save(&self, request: WatchedSave) -> Result<WatchedFolders, Error> {
        let id = request.id.unwrap_or_else(WatchedFolderId::generate);
        self.with_library(move |library| {
            let before = library.read(|reader| reader.watched().find(id))?;
            let begins = request.active
                && !before.is_some_and(|before| before.active && before.path == request.path);
            let known =
                if begins { scan::files(&PathBuf::from(&request.path))? } else { Vec::new() };
            library.write(|writer| {
                writer.watched_mut().update(&store::WatchedFolder {
                    id,
                    path: request.path,
                    album: request.album,
                    rename: request.rename.filter(|pattern| !pattern.trim().is_empty()),
                    credit: text::fold::nfc(request.credit.trim()),
                    active: request.active,
                })?;
                writer.watched_mut().insert_files(id, &known)
            })?;
            Ok(())
        })
        .await?;
        lock(&self.session()?.watched_problems).remove(&id);
        self.watched_list(Nothing {}).await
    }

    /// Watches a folder no longer. Its photos stay.
    pub async fn watched_delete(&self, request: WatchedRef) -> Result<WatchedFolders, Error> {
        self.with_library(move |library| {
            Ok(library.write(|writer| writer.watched_mut().delete(request.id))?)
        })
        .await?;
        self.watched_list(Nothing {}).await
    }

    /// Lets the user choose a folder to watch.
    pub async fn watched_choose(&self, _: Nothing) -> Result<Chosen, Error> {
        let start = self.ports().documents.clone();
        let path = self.ports().desktop.choose_folder(&start).await;
        Ok(Chosen { path: path.map(|path| path.to_string_lossy().into_owned()) })
    }

    /// Looks through the watched folders until the program ends.
    pub async fn watch_folders(self) {
        let mut scanner = Scanner::default();
        loop {
            let began = Instant::now();
            match self.look_at_folders(&mut scanner).await {
                Ok(_) | Err(Error::NoLibrary) => {}
                Err(error) => tracing::warn!(%error, "watched folders could not be looked at"),
            }
            tokio::time::sleep(LOOK_EVERY.max(began.elapsed() * REST)).await;
        }
    }

    /// Looks through the watched folders once and begins imports of what has come to rest since the
    /// look before.
    ///
    /// # Errors
    /// Those of the library; what is wrong with a folder is told by [`Self::watched_list`].
    pub async fn look_at_folders(&self, scanner: &mut Scanner) -> Result<Vec<JobView>, Error> {
        let session = self.session()?;
        let mut begun = Vec::new();
        if session.library().is_read_only() {
            return Ok(begun);
        }
        let mut taken = std::mem::take(scanner);
        let looked = blocking(move || {
            let found = taken.scan(session.library());
            Ok((taken, found))
        });
        let (kept, found) = looked.await?;
        *scanner = kept;
        for look in found? {
            self.note_problem(look.folder.id, look.problem)?;
            if look.ready.is_empty() {
                continue;
            }
            let payload = ImportPhotos {
                paths: look.ready.iter().map(|file| PathBuf::from(&file.path)).collect(),
                album: look.folder.album,
                rename: look.folder.rename,
                credit: look.folder.credit,
                ..ImportPhotos::default()
            };
            let (id, files) = (look.folder.id, look.ready);
            let job = self.begin_import(payload, move |writer| {
                // The folder may have been given up meanwhile: then nothing of it comes in.
                writer.watched_mut().insert_files(id, &files)
            });
            begun.push(job.await?);
        }
        Ok(begun)
    }

    fn note_problem(&self, id: WatchedFolderId, problem: Option<SkipCode>) -> Result<(), Error> {
        let session = self.session()?;
        let mut problems = lock(&session.watched_problems);
        match problem {
            Some(problem) => drop(problems.insert(id, problem)),
            None => drop(problems.remove(&id)),
        }
        Ok(())
    }
}

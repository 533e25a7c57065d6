//! What lives as long as a library is open: the library, its jobs, and what was learnt about its
//! portals since.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, RwLock};

use domain::{JobId, PhotoId, PortalId, WatchedFolderId};
use store::Library;

use crate::core::lock;
use crate::import::Budget;
use crate::photo_changes::Undos;
use crate::photo_orders::PhotoOrders;
use crate::view::{Connection, Failure, JobOutcome, JobView, PublishRun, SkipCode};

/// What imports may hold in memory at once, of each kind.
const IMPORT_BYTES: u64 = 192 << 20;

/// An open library and everything that ends with it.
pub(crate) struct Session {
    library: Arc<Library>,
    stopping: AtomicBool,
    /// How each portal was when last spoken to.
    pub(crate) connections: Mutex<HashMap<PortalId, Connection>>,
    /// Tokens that were typed or fetched from the keychain since the program started.
    pub(crate) tokens: Mutex<HashMap<PortalId, String>>,
    /// Jobs of this run of the program, newest last; finished ones stay for the window.
    pub(crate) jobs: Mutex<Vec<JobOutcome>>,
    /// The work on jobs that were interrupted before, until somebody waited for it.
    pub(crate) resumed: Mutex<Option<tokio::task::JoinHandle<Vec<JobId>>>>,
    /// Jobs that somebody asked to stop.
    cancelled: Mutex<Vec<JobId>>,
    /// Why watched folders could not be looked at last time.
    pub(crate) watched_problems: Mutex<HashMap<WatchedFolderId, SkipCode>>,
    /// Where photos on their way come from.
    sources: Mutex<HashMap<PhotoId, PathBuf>>,
    /// Held for reading from when an original is found or put on disk until its row is written, and
    /// for writing while originals nobody needs are removed: else the one could take away what the
    /// other has just found there.
    pub(crate) originals: RwLock<()>,
    /// Bytes of files that imports hold in memory.
    pub(crate) reading: Budget,
    /// Bytes that imports decode pictures in.
    pub(crate) decoding: Budget,
    /// Turns for drawing pictures that nobody drew before.
    pub(crate) drawing: tokio::sync::Semaphore,
    /// The publishing run under way, or the last one.
    pub(crate) run: Mutex<Option<PublishRun>>,
    /// Held while a run is under way: there is one at a time.
    pub(crate) publishing: Arc<tokio::sync::Mutex<()>>,
    /// The order of the photo lists on screen.
    pub(crate) photo_orders: Mutex<PhotoOrders>,
    /// What was done to photos and can be taken back.
    pub(crate) undos: Mutex<Undos>,
    /// Why statistics could not be fetched last time.
    pub(crate) statistics_failure: Mutex<Option<Failure>>,
}

impl Session {
    pub(crate) fn new(library: Library) -> Self {
        Self {
            library: Arc::new(library),
            stopping: AtomicBool::new(false),
            connections: Mutex::default(),
            tokens: Mutex::default(),
            jobs: Mutex::default(),
            resumed: Mutex::default(),
            cancelled: Mutex::default(),
            watched_problems: Mutex::default(),
            sources: Mutex::default(),
            originals: RwLock::default(),
            reading: Budget::new(IMPORT_BYTES),
            decoding: Budget::new(IMPORT_BYTES),
            drawing: tokio::sync::Semaphore::new(
                std::thread::available_parallelism().map_or(1, usize::from),
            ),
            run: Mutex::default(),
            publishing: Arc::default(),
            photo_orders: Mutex::default(),
            undos: Mutex::default(),
            statistics_failure: Mutex::default(),
        }
    }

    pub(crate) fn library(&self) -> &Arc<Library> {
        &self.library
    }

    /// Asks everything that runs to end at the next step.
    pub(crate) fn stop(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    pub(crate) fn cancel(&self, job: JobId) {
        lock(&self.cancelled).push(job);
    }

    pub(crate) fn is_cancelled(&self, job: JobId) -> bool {
        lock(&self.cancelled).contains(&job)
    }

    /// Whether a job is to end at its next step, for good or until next time.
    pub(crate) fn is_stopped(&self, job: JobId) -> bool {
        self.is_stopping() || self.is_cancelled(job)
    }

    /// Remembers where a photo on its way comes from.
    pub(crate) fn know_source(&self, photo: PhotoId, path: PathBuf) {
        lock(&self.sources).insert(photo, path);
    }

    /// The photo has come, or will not.
    pub(crate) fn forget_source(&self, photo: PhotoId) {
        lock(&self.sources).remove(&photo);
    }

    /// Where a photo on its way comes from.
    pub(crate) fn source(&self, photo: PhotoId) -> Option<PathBuf> {
        lock(&self.sources).get(&photo).cloned()
    }

    /// Replaces or adds what is known of a job.
    pub(crate) fn put_job(&self, outcome: &JobOutcome) {
        let mut jobs = lock(&self.jobs);
        match jobs.iter_mut().find(|known| known.job.id == outcome.job.id) {
            Some(known) => known.clone_from(outcome),
            None => jobs.push(outcome.clone()),
        }
    }

    /// The jobs of this run of the program as they are now.
    pub(crate) fn jobs_now(&self) -> Vec<JobView> {
        lock(&self.jobs).iter().map(|known| known.job.clone()).collect()
    }
}

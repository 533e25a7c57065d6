//! The application: what is open, and the way from a use case to the library.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use store::Library;

use crate::Error;
use crate::ports::Ports;
use crate::session::Session;
use crate::settings::SettingsFile;
use crate::view::{AppEvent, ChangedKind, Failure};

/// The application. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    ports: Ports,
    settings: SettingsFile,
    session: Mutex<Option<Arc<Session>>>,
    /// Held while the library of last time is opened: whoever asks meanwhile waits for it.
    opening: tokio::sync::Mutex<()>,
    problem: Mutex<Option<Failure>>,
}

impl App {
    /// The application with nothing open yet.
    #[must_use]
    pub fn new(ports: Ports) -> Self {
        let settings = SettingsFile::new(ports.settings_file.clone());
        Self {
            inner: Arc::new(Inner {
                ports,
                settings,
                session: Mutex::new(None),
                opening: tokio::sync::Mutex::default(),
                problem: Mutex::new(None),
            }),
        }
    }

    /// Closes the library, so that another process may open it. Running jobs stop at the next item
    /// and go on when the library is opened again.
    pub fn close(&self) {
        if let Some(session) = self.replace_session(None) {
            session.stop();
        }
    }

    /// Makes the library's database refuse to grow, as a full disk would. For tests.
    ///
    /// # Errors
    /// [`Error::NoLibrary`], and those of the database.
    #[doc(hidden)]
    pub fn limit_pages(&self, pages: Option<u32>) -> Result<(), Error> {
        Ok(self.session()?.library().limit_pages(pages)?)
    }

    pub(crate) fn ports(&self) -> &Ports {
        &self.inner.ports
    }

    pub(crate) fn settings(&self) -> &SettingsFile {
        &self.inner.settings
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.inner.ports.clock)()
    }

    pub(crate) fn emit(&self, event: AppEvent) {
        (self.inner.ports.events)(event);
    }

    pub(crate) fn changed(&self, kinds: &[ChangedKind]) {
        self.emit(AppEvent::LibraryChanged { kinds: kinds.to_vec() });
    }

    pub(crate) fn session(&self) -> Result<Arc<Session>, Error> {
        lock(&self.inner.session).clone().ok_or(Error::NoLibrary)
    }

    pub(crate) fn replace_session(&self, session: Option<Arc<Session>>) -> Option<Arc<Session>> {
        std::mem::replace(&mut *lock(&self.inner.session), session)
    }

    pub(crate) fn opening(&self) -> &tokio::sync::Mutex<()> {
        &self.inner.opening
    }

    pub(crate) fn problem(&self) -> Option<Failure> {
        lock(&self.inner.problem).clone()
    }

    pub(crate) fn set_problem(&self, problem: Option<Failure>) {
        *lock(&self.inner.problem) = problem;
    }

    /// Runs `work` on the open library, on a thread that may block.
    pub(crate) async fn with_library<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Library) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let session = self.session()?;
        blocking(move || work(session.library())).await
    }
}

/// Runs blocking work off the asynchronous threads.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Error> {
    tokio::task::spawn_blocking(work).await?
}

/// Locks a value whose invariants hold between any two statements, so that a panic elsewhere does
/// not spread.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

//! One call's newsroom: the application with its library open, and what it tells meanwhile.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use app::view::{AppEvent, JobOutcome, JobRef, JobState, Nothing};
use app::{Access, App};
use domain::{JobId, PortalId};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

use crate::arguments::{Arguments, Noun, Token};
use crate::error::{CliError, UsageError};
use crate::ports::{self, EnvironmentSecrets};
use crate::progress::Progress;

/// Kept beside the database when no file of settings is named: so that an office can decide for all
/// scripts on one library.
const SETTINGS: &str = "settings.json";

/// The application as one call holds it.
pub(crate) struct Newsroom {
    /// The use cases.
    pub(crate) app: App,
    library: Option<PathBuf>,
    secrets: Arc<EnvironmentSecrets>,
    events: UnboundedReceiver<AppEvent>,
    progress: Progress,
}

impl Newsroom {
    /// The newsroom that these arguments name, with nothing open yet, and what is to be done.
    pub(crate) fn new(arguments: Arguments) -> (Self, Noun) {
        let secrets = Arc::new(EnvironmentSecrets::default());
        let (sender, events) = unbounded_channel();
        let beside = arguments.library.clone().unwrap_or_default().join(SETTINGS);
        let settings = arguments.settings.unwrap_or(beside);
        let app = App::new(ports::of(settings, secrets.clone(), sender));
        if let Some(name) = &arguments.acting {
            app.act_as(name);
        }
        let progress = Progress::default();
        let newsroom = Self { app, library: arguments.library, secrets, events, progress };
        (newsroom, arguments.noun)
    }

    /// The library's folder.
    pub(crate) fn folder(&self) -> Result<&Path, UsageError> {
        self.library.as_deref().ok_or(UsageError::NoLibraryNamed)
    }

    /// Whether a library was named at all.
    pub(crate) fn has_library(&self) -> bool {
        self.library.is_some()
    }

    /// Opens the library.
    pub(crate) async fn open(&self, access: Access) -> Result<(), CliError> {
        Ok(self.app.open_library(self.folder()?, access).await?)
    }

    /// Opens the library to write and to speak with its portals.
    pub(crate) async fn open_online(&self, token: &Token) -> Result<(), CliError> {
        self.open(Access::Write).await?;
        for portal in self.app.portal_list(Nothing {}).await?.rows {
            let variable = match &token.secret_env {
                Some(named) => Some(named.clone()),
                None => self.app.portal_variable(portal.id).await?,
            };
            if let Some(variable) = variable {
                self.secrets.know(portal.id.to_string(), variable);
            }
        }
        Ok(())
    }

    /// Remembers where the token of a portal is.
    pub(crate) async fn remember(&self, portal: PortalId, variable: &str) -> Result<(), CliError> {
        self.secrets.know(portal.to_string(), variable.to_owned());
        Ok(self.app.portal_variable_save(portal, variable).await?)
    }

    /// Runs `work` to its end and shows meanwhile what is told.
    pub(crate) async fn watching<T>(&mut self, work: impl Future<Output = T>) -> T {
        tokio::pin!(work);
        loop {
            tokio::select! {
                done = &mut work => return done,
                Some(event) = self.events.recv() => self.progress.show(&event),
            }
        }
    }

    /// Waits for the end of a job that was started in this call.
    pub(crate) async fn job_ended(&mut self, id: JobId) -> Result<JobOutcome, CliError> {
        loop {
            // Asked for, not read from the events: the end may have been told while another job
            // was waited for.
            let outcome = self.app.job_get(JobRef { id }).await?;
            if !matches!(outcome.job.state, JobState::Queued | JobState::Running) {
                while let Ok(event) = self.events.try_recv() {
                    self.progress.show(&event);
                }
                return Ok(outcome);
            }
            let event = self.events.recv().await.ok_or(CliError::EndUnknown)?;
            self.progress.show(&event);
        }
    }
}

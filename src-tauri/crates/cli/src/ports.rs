//! What the use cases get from a command line: the system's clock, no desktop, tokens from the
//! environment.

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use app::ports::{Headless, Ports, Secrets, SecretsError};
use app::view::AppEvent;
use chrono::Utc;
use tokio::sync::mpsc::UnboundedSender;

/// The ports of one call. `settings` is read, never written.
pub(crate) fn of(
    settings: PathBuf,
    secrets: Arc<EnvironmentSecrets>,
    events: UnboundedSender<AppEvent>,
) -> Ports {
    Ports {
        clock: Arc::new(Utc::now),
        // Nobody listens any more only when the call is over.
        events: Arc::new(move |event| drop(events.send(event))),
        desktop: Arc::new(Headless),
        volumes: Arc::new(Vec::new),
        secrets,
        local_portal: Arc::new(Headless),
        settings_file: settings,
        documents: PathBuf::from("."),
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Tokens from environment variables, whose names the library remembers.
#[derive(Default)]
pub(crate) struct EnvironmentSecrets {
    variables: Mutex<HashMap<String, String>>,
}

impl EnvironmentSecrets {
    /// From now on the token of `account` is in `variable`.
    pub(crate) fn know(&self, account: String, variable: String) {
        self.variables.lock().unwrap_or_else(PoisonError::into_inner).insert(account, variable);
    }
}

impl Secrets for EnvironmentSecrets {
    fn find(&self, account: &str) -> Result<Option<String>, SecretsError> {
        let variables = self.variables.lock().unwrap_or_else(PoisonError::into_inner);
        let token = variables.get(account).and_then(|name| std::env::var(name).ok());
        Ok(token.map(|token| token.trim().to_owned()).filter(|token| !token.is_empty()))
    }

    /// The token stays where it is: in the environment.
    fn set(&self, _: &str, _: &str) -> Result<(), SecretsError> {
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<(), SecretsError> {
        Ok(())
    }
}

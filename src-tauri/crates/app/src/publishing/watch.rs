//! What was put off goes out by itself when the portal is back.

use std::time::Duration;

use store::OutboxState;
use tokio::time::Instant;

use super::run;
use crate::{App, Error};

/// How often it is looked whether something may go out.
const LOOK_EVERY: Duration = Duration::from_secs(15);

impl App {
    /// Sends what an earlier run could not, as soon as the portal answers. Runs until the program
    /// ends. Only what somebody sent before goes out: a change that nobody published yet waits for
    /// its click.
    pub async fn watch_outbox(self) {
        // Not while the window starts: the page does not hear of changes yet.
        let mut pace = tokio::time::interval_at(Instant::now() + LOOK_EVERY, LOOK_EVERY);
        pace.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        loop {
            pace.tick().await;
            match self.send_put_off().await {
                Ok(()) | Err(Error::NoLibrary | Error::NoPortal) => {}
                Err(error) => tracing::warn!(%error, "what was put off could not be looked at"),
            }
        }
    }

    async fn send_put_off(&self) -> Result<(), Error> {
        let session = self.session()?;
        let now = self.now();
        let (portal, keys) = self
            .with_library(move |library| {
                library.try_read(|reader| {
                    let portal = reader.portals().main()?.ok_or(Error::NoPortal)?;
                    if portal.paused.is_some() {
                        return Ok((portal, Vec::new()));
                    }
                    let due = reader.outbox().list_due(portal.id, now)?;
                    let tried = due.into_iter().filter(|row| {
                        row.state == OutboxState::Waiting
                            && (row.attempts > 0 || row.next_attempt_at.is_some())
                    });
                    Ok((portal, tried.map(|row| row.key).collect::<Vec<_>>()))
                })
            })
            .await?;
        if keys.is_empty() {
            return Ok(());
        }
        let Ok(_turn) = session.publishing.clone().try_lock_owned() else { return Ok(()) };
        let begun = run::begun(domain::JobId::generate(), &portal.name, &portal.url);
        self.run(&session, begun, keys).await;
        Ok(())
    }
}

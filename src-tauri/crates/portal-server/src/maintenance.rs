//! What an administrator does to a portal's data beside the running server: tokens, and the step
//! after putting a backup back.

use std::path::Path;

use portal_wire::Permission;

use crate::database::Database;
use crate::error::PortalServerError;
use crate::portal::Clock;
use crate::records::settings;
use crate::records::tokens::{self, TokenInfo};

/// A portal's data, opened beside the server that may be running on it.
pub struct Maintenance {
    pub(crate) database: Database,
    pub(crate) clock: Clock,
}

impl Maintenance {
    /// Opens the data in `folder` and makes what is missing.
    ///
    /// # Errors
    /// [`PortalServerError::TooNew`] or [`PortalServerError::Damaged`] when the data must not be
    /// used; else what the disk reports.
    pub fn open(folder: &Path, clock: Clock) -> Result<Self, PortalServerError> {
        std::fs::create_dir_all(folder)?;
        let database = Database::open(folder, None)?;
        database.write_blocking(|tx| settings::prepare(tx, ""))?;
        Ok(Self { database, clock })
    }

    /// Makes a token. The answer is the only place where it ever stands.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn create_token(
        &self,
        user: &str,
        permissions: &[Permission],
    ) -> Result<String, PortalServerError> {
        let now = (self.clock)();
        self.database.write_blocking(|tx| tokens::insert(tx, user, permissions, now))
    }

    /// All tokens, without their secrets, the oldest first.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn list_tokens(&self) -> Result<Vec<TokenInfo>, PortalServerError> {
        self.database.write_blocking(|tx| tokens::list(tx))
    }

    /// Ends the validity of the token with that public part, at once.
    ///
    /// # Errors
    /// [`PortalServerError::NoSuchToken`] when no valid token has it.
    pub fn revoke_token(&self, prefix: &str) -> Result<(), PortalServerError> {
        let now = (self.clock)();
        self.database.write_blocking(|tx| tokens::revoke(tx, prefix, now))
    }

    /// Makes every cursor given out so far expire, so that clients compare everything anew. Needed
    /// after a backup was put back: what happened since is unknown to it.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn renew_epoch(&self) -> Result<(), PortalServerError> {
        self.database.write_blocking(|tx| settings::renew_epoch(tx))
    }
}

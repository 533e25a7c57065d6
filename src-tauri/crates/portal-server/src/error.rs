//! What can go wrong inside a portal, apart from what a client did wrong (that is a `Problem`).

use std::path::PathBuf;

/// Why the portal could not do its work.
#[derive(Debug, thiserror::Error)]
pub enum PortalServerError {
    /// The data folder was made by a newer version: nothing in it was touched.
    #[error("the data in {path} was made by a newer version ({found}, this one knows {known})")]
    TooNew {
        /// The database file.
        path: PathBuf,
        /// The schema version found.
        found: u32,
        /// The newest schema version this program knows.
        known: u32,
    },
    /// Another process has the data folder open.
    #[error("another portal is running on {path}")]
    InUse {
        /// The data folder.
        path: PathBuf,
    },
    /// The database is damaged: a backup is needed.
    #[error("the database at {path} is damaged: {finding}")]
    Damaged {
        /// The database file.
        path: PathBuf,
        /// What SQLite's check said first.
        finding: String,
    },
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The data may not grow any more.
    #[error("the data would take more than the {quota} bytes it may take")]
    QuotaReached {
        /// What [`crate::Options::quota`] says.
        quota: u64,
    },
    /// The database refused.
    #[error("the database could not be used")]
    Sqlite(#[source] rusqlite::Error),
    /// A file or the network could not be used.
    #[error("a file or connection could not be used")]
    Io(#[source] std::io::Error),
    /// Stored JSON is not what this version wrote.
    #[error("stored content could not be read")]
    Content(#[from] serde_json::Error),
    /// The system gave no random bytes.
    #[error("the system gave no random bytes")]
    Random(#[source] getrandom::Error),
    /// Work was cut off by a shutdown or a defect.
    #[error("work was cut off")]
    Interrupted(#[from] tokio::task::JoinError),
    /// There is no such token, or it was revoked already.
    #[error("no valid token begins with {prefix}")]
    NoSuchToken {
        /// What was asked for.
        prefix: String,
    },
}

impl From<rusqlite::Error> for PortalServerError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull(Box::new(error)),
            _ => Self::Sqlite(error),
        }
    }
}

impl From<std::io::Error> for PortalServerError {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => {
                Self::DiskFull(Box::new(error))
            }
            _ => Self::Io(error),
        }
    }
}

//! Everything that can go wrong in a use case, and the one place where it becomes a code.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use domain::{CheckSubject, StatusError};
use media::MediaError;
use portal::PortalError;
use store::StoreError;
use sync::SyncError;
use text::TextError;

use crate::captions::TableError;
use crate::ports::{DesktopError, LocalPortalError, SecretsError};
use crate::view::{Failure, FailureCode};

/// Why a use case did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No library is open.
    #[error("no library is open")]
    NoLibrary,
    /// The library refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A picture could not be read or made.
    #[error(transparent)]
    Media(#[from] MediaError),
    /// A text was refused as a whole.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The portal, or the way to it, refused.
    #[error(transparent)]
    Portal(#[from] PortalError),
    /// Sending was not possible.
    #[error(transparent)]
    Sync(#[from] SyncError),
    /// The step does not start from this status.
    #[error(transparent)]
    Status(#[from] StatusError),
    /// A check that blocks publishing failed.
    #[error("“{title}” is not ready: {subjects:?}")]
    NotReady {
        /// The article.
        title: String,
        /// What is missing.
        subjects: Vec<CheckSubject>,
    },
    /// No portal is set up.
    #[error("no portal is set up")]
    NoPortal,
    /// The token of a portal is not known (any more).
    #[error("the token for {portal} is missing")]
    SecretMissing {
        /// Name of the portal.
        portal: String,
    },
    /// The keychain refused.
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    /// The desktop refused.
    #[error(transparent)]
    Desktop(#[from] DesktopError),
    /// The portal on this machine did not start.
    #[error(transparent)]
    LocalPortal(#[from] LocalPortalError),
    /// What was to be taken back is not remembered any more.
    #[error("what was done is too long ago to be undone")]
    UndoGone,
    /// Another entry of the codebook holds on some of the same days.
    #[error("another entry of “{code}” holds on some of these days")]
    CodebookOverlap {
        /// The code.
        code: String,
    },
    /// A file was not taken as a table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The request does not make sense.
    #[error("{detail}")]
    Invalid {
        /// What is wrong with it.
        detail: &'static str,
    },
    /// The file is not the original that it should replace.
    #[error("{path} has other bytes than the original")]
    OriginalDiffers {
        /// Which file.
        path: PathBuf,
    },
    /// A file of ours could not be read or written.
    #[error("{path} could not be read or written")]
    File {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A background thread panicked.
    #[error("a background thread ended early")]
    Worker(#[from] tokio::task::JoinError),
    /// A value had no JSON form.
    #[error("a value had no JSON form")]
    Json(#[from] serde_json::Error),
}

impl Error {
    /// The error as the window and the command line get it.
    #[must_use]
    pub fn failure(&self) -> Failure {
        let (code, fields) = self.classify();
        Failure {
            code,
            message: chain(self),
            fields: fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect(),
            retryable: self.retryable(),
        }
    }

    fn retryable(&self) -> bool {
        match self {
            Self::Portal(error) | Self::Sync(SyncError::Portal(error)) => error.retryable(),
            _ => false,
        }
    }

    fn classify(&self) -> (FailureCode, BTreeMap<&'static str, String>) {
        use FailureCode as Code;
        let plain = |code| (code, BTreeMap::new());
        let with = |code, name, value: String| (code, BTreeMap::from([(name, value)]));
        match self {
            Self::NoLibrary => plain(Code::NoLibrary),
            Self::Store(error) => classify_store(error),
            Self::Media(_) => plain(Code::PictureUnreadable),
            Self::Text(TextError::TooLarge { .. } | TextError::TooTangled) => {
                plain(Code::InvalidRequest)
            }
            Self::Portal(error) => classify_portal(error),
            Self::Sync(SyncError::Portal(error)) => classify_portal(error),
            Self::Sync(SyncError::Store(error)) => classify_store(error),
            Self::Sync(SyncError::Json(_) | SyncError::Interrupted(_)) => plain(Code::Internal),
            Self::Status(StatusError::NotFrom { .. }) => plain(Code::StatusRefused),
            Self::Status(StatusError::ReasonMissing) => plain(Code::ReasonMissing),
            Self::NotReady { title, .. } => with(Code::CheckFailed, "title", title.clone()),
            Self::NoPortal => plain(Code::NoPortal),
            Self::SecretMissing { portal } => with(Code::SecretMissing, "portal", portal.clone()),
            Self::Secrets(_) => plain(Code::KeychainUnavailable),
            Self::LocalPortal(LocalPortalError::TooNew(_)) => plain(Code::LocalPortalTooNew),
            Self::LocalPortal(LocalPortalError::DiskFull(_)) => plain(Code::DiskFull),
            Self::LocalPortal(LocalPortalError::NotStarted(_)) => plain(Code::Internal),
            Self::Desktop(_) | Self::Worker(_) | Self::Json(_) => plain(Code::Internal),
            Self::UndoGone => plain(Code::UndoGone),
            Self::CodebookOverlap { code } => with(Code::CodebookOverlap, "code", code.clone()),
            Self::Table(error) => classify_table(error),
            Self::Invalid { .. } => plain(Code::InvalidRequest),
            Self::OriginalDiffers { path } => {
                with(Code::OriginalDiffers, "path", path.display().to_string())
            }
            Self::File { path, source } => classify_file(path, source),
        }
    }
}

fn classify_file(path: &Path, error: &io::Error) -> (FailureCode, BTreeMap<&'static str, String>) {
    let code = match error.kind() {
        io::ErrorKind::StorageFull => FailureCode::DiskFull,
        io::ErrorKind::PermissionDenied => FailureCode::NoAccess,
        _ => FailureCode::FileFailed,
    };
    (code, BTreeMap::from([("path", path.display().to_string())]))
}

fn classify_table(error: &TableError) -> (FailureCode, BTreeMap<&'static str, String>) {
    let code = match error {
        TableError::Io { path, source } => return classify_file(path, source),
        TableError::TooLarge => FailureCode::TableTooLarge,
        TableError::NotATable { .. } => FailureCode::TableUnreadable,
        TableError::NoColumns => FailureCode::TableColumns,
    };
    (code, BTreeMap::new())
}

fn classify_store(error: &StoreError) -> (FailureCode, BTreeMap<&'static str, String>) {
    use FailureCode as Code;
    let plain = |code| (code, BTreeMap::new());
    let with = |code, name, value: String| (code, BTreeMap::from([(name, value)]));
    match error {
        StoreError::TooNew { path, found, known } => (
            Code::LibraryTooNew,
            BTreeMap::from([
                ("path", path.display().to_string()),
                ("found", found.to_string()),
                ("known", known.to_string()),
            ]),
        ),
        StoreError::InUse { path, .. } => {
            with(Code::LibraryInUse, "path", path.display().to_string())
        }
        StoreError::NotALibrary { path } => {
            with(Code::NotALibrary, "path", path.display().to_string())
        }
        StoreError::DiskFull(_) => plain(Code::DiskFull),
        StoreError::NoAccess { path, .. } => {
            with(Code::NoAccess, "path", path.display().to_string())
        }
        StoreError::Damaged { .. } => plain(Code::LibraryDamaged),
        StoreError::Stale { .. } => plain(Code::Stale),
        StoreError::NotFound { .. } => plain(Code::NotFound),
        StoreError::ReadOnly => plain(Code::LibraryInUse),
        StoreError::BlobDamaged { .. } => plain(Code::PictureUnreadable),
        StoreError::Io { path, .. } => with(Code::FileFailed, "path", path.display().to_string()),
        StoreError::AlreadyThere { .. } | StoreError::CategoryUsed { .. } => {
            plain(Code::InvalidRequest)
        }
        StoreError::SqliteTooOld { .. } | StoreError::Sqlite(_) | StoreError::Json(_) => {
            plain(Code::Internal)
        }
    }
}

fn classify_portal(error: &PortalError) -> (FailureCode, BTreeMap<&'static str, String>) {
    use FailureCode as Code;
    let plain = |code| (code, BTreeMap::new());
    match error {
        PortalError::Unauthorized => plain(Code::PortalUnauthorized),
        PortalError::Forbidden { .. } => plain(Code::PortalForbidden),
        PortalError::NotFound => plain(Code::NotFound),
        PortalError::Conflict { .. } => plain(Code::PortalConflict),
        PortalError::CursorExpired | PortalError::Protocol { .. } => plain(Code::PortalProtocol),
        PortalError::TooLarge { .. } => plain(Code::PortalTooLarge),
        PortalError::Rejected { .. } => plain(Code::PortalRejected),
        PortalError::Incomplete { .. } => plain(Code::PortalIncomplete),
        PortalError::StorageFull { .. } => plain(Code::PortalFull),
        PortalError::RateLimited { retry_after } => {
            (Code::PortalBusy, BTreeMap::from([("seconds", retry_after.as_secs().to_string())]))
        }
        PortalError::Unavailable { .. } => plain(Code::PortalUnavailable),
        PortalError::Address { .. } => plain(Code::PortalAddress),
        PortalError::Untrusted { .. } => plain(Code::PortalUntrusted),
        PortalError::File(_) => plain(Code::FileFailed),
    }
}

/// The error and its causes in one line, for a log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut line = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let text = error.to_string();
        if !line.ends_with(&text) {
            line.push_str(": ");
            line.push_str(&text);
        }
        cause = error.source();
    }
    line
}

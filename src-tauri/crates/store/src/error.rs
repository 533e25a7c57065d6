//! What can go wrong with a library. A variant exists where somebody acts differently on it.

use std::error::Error;
use std::io;
use std::path::{Path, PathBuf};

use domain::{ArticleId, BlobHash, RevisionId};
use rusqlite::ErrorCode;

/// Why the library did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// Made by a later version of the program; nothing was touched.
    #[error("the library at {path} was made by a newer version ({found}, this one knows {known})")]
    TooNew {
        /// The library folder.
        path: PathBuf,
        /// Schema version found.
        found: u32,
        /// Newest schema version this program knows.
        known: u32,
    },
    /// Another process has the library open for writing.
    #[error("the library at {path} is open in another window or program")]
    InUse {
        /// The library folder.
        path: PathBuf,
        /// Process that holds it, where that can be told.
        pid: Option<u32>,
    },
    /// The folder holds no library.
    #[error("there is no library at {path}")]
    NotALibrary {
        /// The folder looked at.
        path: PathBuf,
    },
    /// A library was to be made where one lies already.
    #[error("there is a library at {path} already")]
    AlreadyThere {
        /// The folder looked at.
        path: PathBuf,
    },
    /// No space is left. What was acknowledged is safe; the change asked for did not happen.
    #[error("the disk is full")]
    DiskFull(#[source] Box<dyn Error + Send + Sync>),
    /// The system refuses access to a file or folder.
    #[error("no access to {path}")]
    NoAccess {
        /// What could not be reached.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The database file has suffered; a backup should be brought back.
    #[error("the library is damaged")]
    Damaged {
        /// What SQLite found wrong.
        findings: Vec<String>,
        /// The failure that showed it, if it was not a check.
        source: Option<rusqlite::Error>,
    },
    /// The bytes of a blob are not those its name promises.
    #[error("the file of {hash} has changed or is missing")]
    BlobDamaged {
        /// The name it was stored under.
        hash: BlobHash,
    },
    /// The article was saved by somebody else since it was read.
    #[error("the article {article} was changed elsewhere")]
    Stale {
        /// The article.
        article: ArticleId,
        /// The revision the change was made on.
        expected: RevisionId,
        /// The revision the library holds.
        found: RevisionId,
    },
    /// What was asked for is not there.
    #[error("no {entity} {id}")]
    NotFound {
        /// What kind of thing.
        entity: Entity,
        /// Its id or key.
        id: String,
    },
    /// A category that articles are still filed under cannot be deleted.
    #[error("{articles} articles are still filed under the category")]
    CategoryUsed {
        /// How many, those in the trash included.
        articles: u64,
    },
    /// The library was opened for reading only.
    #[error("the library is open for reading only")]
    ReadOnly,
    /// The SQLite in this program is older than 3.51.3, which can corrupt a database when its
    /// write-ahead log is reset.
    #[error("SQLite {found} is too old")]
    SqliteTooOld {
        /// Version linked into the program.
        found: &'static str,
    },
    /// A file could not be read or written.
    #[error("{path} could not be read or written")]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The database refused.
    #[error("the library could not be read or written")]
    Sqlite(#[source] rusqlite::Error),
    /// A record could not be turned into JSON or back.
    #[error("a record of the library is not understood")]
    Json(#[from] serde_json::Error),
}

/// What a [`StoreError::NotFound`] speaks of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the entity of that name")]
pub enum Entity {
    Article,
    Revision,
    Category,
    Person,
    Photo,
    Album,
    SmartAlbum,
    Portal,
    OutboxItem,
    SyncBase,
    Job,
    JobItem,
    Receipt,
    Blob,
    CodeEntry,
    CaptionTemplate,
    WatchedFolder,
}

impl std::fmt::Display for Entity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Article => "article",
            Self::Revision => "revision",
            Self::Category => "category",
            Self::Person => "person",
            Self::Photo => "photo",
            Self::Album => "album",
            Self::SmartAlbum => "smart album",
            Self::Portal => "portal",
            Self::OutboxItem => "outbox item",
            Self::SyncBase => "sync base",
            Self::Job => "job",
            Self::JobItem => "job item",
            Self::Receipt => "receipt",
            Self::Blob => "blob",
            Self::CodeEntry => "codebook entry",
            Self::CaptionTemplate => "caption template",
            Self::WatchedFolder => "watched folder",
        })
    }
}

impl StoreError {
    pub(crate) fn not_found(entity: Entity, id: impl ToString) -> Self {
        Self::NotFound { entity, id: id.to_string() }
    }

    /// Sorts a failure of the file system by what a person can do about it.
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Self::DiskFull(Box::new(source))
            }
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Self::NoAccess { path, source }
            }
            _ => Self::Io { path, source },
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull(Box::new(error)),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged { findings: vec![error.to_string()], source: Some(error) }
            }
            _ => Self::Sqlite(error),
        }
    }
}

//! What can go wrong with a call as a whole, and what is said of it.

use std::path::PathBuf;
use std::process::ExitCode;

use serde_json::{Value, json};

use crate::sentence;

/// Why nothing was done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum CliError {
    /// The call itself is wrong.
    #[error(transparent)]
    Usage(#[from] UsageError),
    /// The use case refused.
    #[error(transparent)]
    App(#[from] app::Error),
    /// A file could not be read.
    #[error("{} could not be read", path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file could not be written.
    #[error("{} could not be written", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file of text is in another encoding.
    #[error("{} is not UTF-8", path.display())]
    NotUtf8 {
        /// Which.
        path: PathBuf,
    },
    /// Neither an article nor an album.
    #[error("there is no article and no album {id}")]
    NeitherArticleNorAlbum {
        /// What was named.
        id: String,
    },
    /// Nobody told how a job ended.
    #[error("the end of the job was not told")]
    EndUnknown,
    /// The answer has no JSON form.
    #[error("the answer has no JSON form")]
    Json(#[from] serde_json::Error),
    /// No threads to work on.
    #[error("the program could not start its threads")]
    Runtime(#[source] std::io::Error),
}

/// What is wrong with a call beyond what its grammar says.
#[derive(Debug, thiserror::Error)]
pub(crate) enum UsageError {
    /// `--library` is missing.
    #[error("--library DIR is needed")]
    NoLibraryNamed,
    /// `--secret-env` names a variable that is not set.
    #[error("the environment variable {name} is not set")]
    VariableNotSet {
        /// Its name.
        name: String,
    },
    /// A file of text whose name does not say what it is.
    #[error("{} does not end in .html, .md or .txt", path.display())]
    UnknownEnding {
        /// Which.
        path: PathBuf,
    },
    /// A word that is not `field=value`.
    #[error("“{word}” is not FIELD=VALUE")]
    NotAField {
        /// The word.
        word: String,
    },
    /// A field that no article has.
    #[error("an article has no field “{field}”")]
    UnknownField {
        /// Its name.
        field: String,
    },
    /// A value that the field cannot have.
    #[error("“{value}” is no value for {field}")]
    BadValue {
        /// The field.
        field: String,
        /// The value.
        value: String,
    },
}

impl CliError {
    /// What is said to a person: in Vietnamese what to do, then the facts.
    pub(crate) fn sentence(&self) -> String {
        match self {
            Self::Usage(error) => format!("Lệnh chưa đúng: {error}. Xem --help."),
            Self::App(error) => {
                let failure = error.failure();
                format!("{} ({})", sentence::of(&failure), failure.message)
            }
            Self::Read { path, source } => {
                format!("Không đọc được “{}”. Kiểm tra lại tệp. ({source})", path.display())
            }
            Self::Write { path, source } => {
                format!("Không ghi được “{}”. Chọn nơi khác. ({source})", path.display())
            }
            Self::NotUtf8 { path } => {
                format!("“{}” không phải UTF-8. Lưu lại tệp dạng UTF-8.", path.display())
            }
            Self::NeitherArticleNorAlbum { id } => {
                format!("Không có bài viết hay album nào mang mã “{id}”.")
            }
            Self::EndUnknown | Self::Json(_) | Self::Runtime(_) => {
                format!("Có lỗi bất ngờ. Thử lại. ({self})")
            }
        }
    }

    /// The same for programs.
    pub(crate) fn as_json(&self) -> Value {
        let told = |code: &str| json!({"code": code, "message": self.to_string(), "fields": {}});
        let mut error = match self {
            Self::App(error) => serde_json::to_value(error.failure()).unwrap_or_default(),
            Self::Usage(_) => told("usage"),
            Self::Read { .. } | Self::Write { .. } | Self::NotUtf8 { .. } => told("file_failed"),
            Self::NeitherArticleNorAlbum { .. } => told("not_found"),
            Self::EndUnknown | Self::Json(_) | Self::Runtime(_) => told("internal"),
        };
        error["sentence"] = self.sentence().into();
        json!({ "error": error })
    }

    /// 2 for wrong use, else 3: nothing done.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(if matches!(self, Self::Usage(_)) { 2 } else { 3 })
    }
}

//! What can stop a command, in words that say what to do.

use std::{error::Error, io, path::PathBuf};

/// Why a command ended early.
#[derive(Debug, thiserror::Error)]
pub enum TaskError {
    /// A command that does not exist.
    #[error("there is no command “{command}”\n\n{usage}")]
    Usage {
        /// What was typed.
        command: String,
        /// All commands.
        usage: &'static str,
    },
    /// The repository could not be located from where xtask was built.
    #[error("no workspace at {0}: run this inside the repository")]
    NoWorkspace(PathBuf),
    /// A program is not installed.
    #[error("“{program}” could not be started: is it installed and on the PATH?")]
    NotStarted {
        /// The program's name.
        program: String,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A program ran and reported failure.
    #[error("“{line}” failed ({status})")]
    Failed {
        /// The command line as it was run.
        line: String,
        /// How it ended.
        status: std::process::ExitStatus,
    },
    /// A program's output was not what it should be.
    #[error("“{program}” answered with something unreadable: {answer}")]
    Unreadable {
        /// The program's name.
        program: String,
        /// The beginning of what it printed.
        answer: String,
    },
    /// A file could not be read or written.
    #[error("{path}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A JSON file is broken.
    #[error("{path} is not valid JSON")]
    Json {
        /// The file.
        path: PathBuf,
        /// Where it broke.
        #[source]
        source: serde_json::Error,
    },
    /// The dependency graph could not be read.
    #[error("cargo metadata failed")]
    Metadata(#[from] cargo_metadata::Error),
    /// System packages or programs are missing and may not be installed from here.
    #[error("missing on this machine: {missing}\n\nInstall it with:\n\n    {line}\n")]
    Missing {
        /// What is missing.
        missing: String,
        /// The one line to run.
        line: String,
    },
    /// The installed program is older than what the project needs.
    #[error("{program} is {found}, and at least {needed} is needed")]
    TooOld {
        /// The program.
        program: String,
        /// The installed version.
        found: String,
        /// The oldest that works.
        needed: String,
    },
    /// Dependencies with a licence outside the allow-list.
    #[error("licences that are not on the list in check/licences.rs:\n{}", .0.join("\n"))]
    Licences(Vec<String>),
    /// A picture could not be drawn.
    #[error("{path} could not be drawn: {reason}")]
    #[cfg(feature = "pictures")]
    Drawing {
        /// The picture.
        path: PathBuf,
        /// What the renderer said.
        reason: String,
    },
    /// The published page lacks a line of the article.
    #[error("{address} does not show this line of the article: {line}")]
    #[cfg(feature = "pictures")]
    NotOnPage {
        /// The page.
        address: String,
        /// What is missing.
        line: String,
    },
    /// This binary was built without what the command needs.
    #[error("built without the feature “{feature}”: call it through `cargo xtask`")]
    #[cfg(not(feature = "pictures"))]
    BuiltWithout {
        /// The feature's name.
        feature: &'static str,
    },
}

/// The error and everything that caused it, outermost first, one line each.
pub fn with_causes(error: &dyn Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str("\n  because: ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

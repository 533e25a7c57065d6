//! Calls of cargo: always the one that started us, from the repository's root.

use std::{env, process::Command};

use crate::{error::TaskError, process, workspace::Workspace};

/// `cargo` with these words.
pub fn command(workspace: &Workspace, words: &[&str]) -> Command {
    let cargo = env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let mut command = process::command(&cargo, workspace.root());
    command.args(words);
    command
}

/// Runs `cargo` with these words.
///
/// # Errors
/// [`TaskError::NotStarted`] and [`TaskError::Failed`].
pub fn run(workspace: &Workspace, words: &[&str]) -> Result<(), TaskError> {
    process::run(&mut command(workspace, words))
}

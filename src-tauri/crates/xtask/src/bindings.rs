//! Writing the TypeScript of the commands; `check` and the tests only compare it.

use crate::{cargo, error::TaskError, process, workspace::Workspace};

/// Rewrites `ui/src/ipc/generated`.
///
/// # Errors
/// What cargo reports.
pub fn write(workspace: &Workspace) -> Result<(), TaskError> {
    process::run(
        cargo::command(workspace, &["test", "--package", "ipc", "--test", "bindings"])
            .env("UPDATE_BINDINGS", "1"),
    )
}

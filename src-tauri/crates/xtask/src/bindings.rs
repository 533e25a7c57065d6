//! Writing the TypeScript of the commands; `check` and the tests only compare it.

use std::fs;

use crate::{cargo, error::TaskError, process, workspace::Workspace};

/// Rewrites `ui/src/ipc/generated`, so that a type that is gone in Rust is gone there too.
///
/// # Errors
/// What cargo reports, and [`TaskError::File`] when the folder cannot be emptied.
pub fn write(workspace: &Workspace) -> Result<(), TaskError> {
    let folder = workspace.ui().join("src/ipc/generated");
    // Compiled first: a broken build must not cost the types that are there.
    // The whole workspace, so that cargo takes the same features as for the tests.
    cargo::run(workspace, &["build", "--workspace", "--example", "bindings"])?;
    if folder.is_dir() {
        fs::remove_dir_all(&folder)
            .map_err(|source| TaskError::File { path: folder.clone(), source })?;
    }
    let program = workspace.program("debug", "examples/bindings");
    process::run(process::command(&program.to_string_lossy(), workspace.root()).arg(&folder))
}

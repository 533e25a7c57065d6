//! Programs that cargo builds for us: our own with more features, and the pinned test driver.

use std::{fs, path::PathBuf};

use crate::{cargo, error::TaskError, process, workspace::Workspace};

/// The WebDriver bridge that the tests in a real window talk to. Version 3 speaks to Tauri 3 only.
const TAURI_DRIVER: &str = "2.1.0";

/// Runs `work` when this binary can draw, else builds one that can and calls it with `command`.
///
/// # Errors
/// Those of `work`, and what cargo reports.
pub fn with_pictures(
    workspace: &Workspace,
    command: &str,
    work: fn(&Workspace) -> Result<(), TaskError>,
) -> Result<(), TaskError> {
    if cfg!(feature = "pictures") {
        return work(workspace);
    }
    let words = ["run", "--quiet", "--package", "xtask", "--features", "pictures", "--", command];
    cargo::run(workspace, &words)
}

/// The pinned `tauri-driver`, installed under the target folder when it is not there yet.
///
/// # Errors
/// What cargo reports.
pub fn tauri_driver(workspace: &Workspace) -> Result<PathBuf, TaskError> {
    let folder = workspace.target().join("tools").join(format!("tauri-driver-{TAURI_DRIVER}"));
    let program = folder.join("bin").join(format!("tauri-driver{}", std::env::consts::EXE_SUFFIX));
    if program.is_file() {
        return Ok(program);
    }
    let root = folder.to_string_lossy();
    let mut install = cargo::command(
        workspace,
        &["install", "--locked", "tauri-driver", "--version", TAURI_DRIVER, "--root", &root],
    );
    // Its own output folder: installing must not throw away what was built of ours.
    let build = workspace.target().join("tools").join("build");
    process::run(install.env("CARGO_TARGET_DIR", &build))?;
    fs::remove_dir_all(&build).map_err(|source| TaskError::File { path: build, source })?;
    Ok(program)
}

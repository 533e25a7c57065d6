//! `test` and `bench`: set up what they need and run all of it; nothing is skipped.

use std::{ffi::OsString, process::Command};

use crate::{
    cargo,
    error::TaskError,
    process,
    system::{self, packages::Need},
    tools, ui,
    workspace::Workspace,
};

/// Runs every test. Words after `--` go to cargo's test runner and leave the interface's tests out,
/// for working on one test.
///
/// # Errors
/// What is missing on this machine, and what the tests report.
pub fn test(workspace: &Workspace, arguments: &[OsString]) -> Result<(), TaskError> {
    system::ensure(workspace, Need::Tests)?;
    ui::build(workspace)?;
    if arguments.is_empty() {
        process::run(&mut ui::npm(workspace, &["test"]))?;
    }
    build_programs(workspace)?;
    let mut tests = cargo::command(workspace, &["test", "--workspace"]);
    tests.args(arguments);
    process::run(with_window(workspace, &mut tests)?)
}

/// Runs the benchmark programs, in release form: they compare figures of the same run. The words go
/// to `cargo bench`: `--bench lists` runs one of them.
///
/// # Errors
/// What is missing on this machine, and what the programs report.
pub fn bench(workspace: &Workspace, arguments: &[OsString]) -> Result<(), TaskError> {
    system::ensure(workspace, Need::Tests)?;
    ui::build(workspace)?;
    // Our window, and an empty one beside which it is measured.
    let window = ["build", "--release", "--package", "toasoan", "--bins", "--examples"];
    cargo::run(workspace, &window)?;
    let mut benches = cargo::command(workspace, &["bench", "--package", "acceptance"]);
    if arguments.is_empty() {
        // Cargo would run the tests of the package too, as if they measured something.
        benches.args(["--bench", "*"]);
    }
    process::run(with_window(workspace, benches.args(arguments))?)
}

/// Tests across crates start our programs as a person would: as processes.
///
/// The selection is the whole workspace so that cargo takes the same features as for the tests and
/// compiles nothing twice.
fn build_programs(workspace: &Workspace) -> Result<(), TaskError> {
    cargo::run(workspace, &["build", "--workspace", "--bins"])
}

/// Tells what works in a real window where the driver is, and that it must fail, not skip, when
/// something for it is missing.
fn with_window<'a>(
    workspace: &Workspace,
    command: &'a mut Command,
) -> Result<&'a mut Command, TaskError> {
    command.env("TOASOAN_TAURI_DRIVER", tools::tauri_driver(workspace)?);
    command.env("TOASOAN_DESKTOP_TESTS", "required");
    Ok(command)
}

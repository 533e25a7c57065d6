//! `check`: everything that can be told without running the product, the cheap before the slow.

mod licences;

use crate::{
    cargo,
    error::TaskError,
    process,
    system::{self, packages::Need},
    ui,
    workspace::Workspace,
};

/// Formatting, licences, lints, types, docs, bindings, dependency direction; stops at the first
/// that fails.
///
/// # Errors
/// What is missing on this machine, and what the first failing step reports.
pub fn check(workspace: &Workspace) -> Result<(), TaskError> {
    cargo::run(workspace, &["fmt", "--all", "--check"])?;
    licences::check(workspace)?;
    ui::install(workspace)?;
    process::run(&mut ui::npm(workspace, &["run", "lint"]))?;
    process::run(&mut ui::npm(workspace, &["run", "check"]))?;
    system::ensure(workspace, Need::Window)?;
    ui::build(workspace)?;
    // The settings of the manifest deny warnings; this also denies those that no table names.
    let lints =
        ["clippy", "--workspace", "--all-targets", "--all-features", "--", "-D", "warnings"];
    cargo::run(workspace, &lints)?;
    cargo::run(workspace, &["test", "--workspace", "--test", "bindings"])?;
    cargo::run(workspace, &["test", "--workspace", "--test", "architecture"])?;
    let docs = ["doc", "--workspace", "--no-deps", "--document-private-items"];
    process::run(cargo::command(workspace, &docs).env("RUSTDOCFLAGS", "-D warnings"))?;
    eprintln!("\ncheck: all good");
    Ok(())
}

//! `check-windows`: the whole workspace type-checked for Windows, from Debian.
//!
//! Rust's own installer offers no std for that target everywhere, so Debian's compiler builds std
//! itself (`-Z build-std`). It stands beside the Rust that builds everything else and has its own
//! output folder: two compilers in one would throw each other's work away.

use std::path::Path;

use crate::{
    cargo,
    error::TaskError,
    process,
    system::{self, packages::Need},
    ui,
    workspace::{self, Workspace},
};

const TARGET: &str = "x86_64-pc-windows-gnu";
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";

/// Type-checks everything for Windows.
///
/// # Errors
/// What is missing on this machine, a compiler that is too old, and what cargo reports.
pub fn check(workspace: &Workspace) -> Result<(), TaskError> {
    if cfg!(windows) {
        return cargo::run(workspace, &["check", "--locked", "--workspace", "--all-targets"]);
    }
    system::ensure(workspace, Need::Windows)?;
    require_compiler(workspace)?;
    let output = workspace.target().join("windows");
    let mut check = process::command(CARGO, workspace.root());
    check
        .env("RUSTC", RUSTC)
        // std may be built by a stable compiler only when it says that it knows what it does.
        .env("RUSTC_BOOTSTRAP", "1")
        // Cargo sets these for its children; here they would name the other compiler.
        .env_remove("CARGO")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("RUSTDOC")
        .args(["check", "--locked", "-Z", "build-std=std,panic_abort", "--target", TARGET])
        .args(["--workspace", "--all-targets", "--target-dir"])
        .arg(output);
    process::run(&mut check)
}

fn require_compiler(workspace: &Workspace) -> Result<(), TaskError> {
    if !Path::new(RUSTC).is_file() || !Path::new(CARGO).is_file() {
        return Err(TaskError::Missing {
            missing: format!("{RUSTC} and {CARGO} with the sources of std"),
            line: "a Debian or Ubuntu machine: apt install rustc-web cargo-web rust-web-src"
                .to_owned(),
        });
    }
    let answer = process::output(process::command(RUSTC, workspace.root()).arg("--version"));
    let answer = answer.unwrap_or_default();
    let manifest = workspace::read(&workspace.root().join("Cargo.toml"))?;
    let unreadable = || TaskError::Unreadable { program: RUSTC.to_owned(), answer: answer.clone() };
    let found = ui::version(&answer).ok_or_else(unreadable)?;
    let needed = oldest_rust(&manifest).ok_or_else(unreadable)?;
    if found < needed {
        return Err(TaskError::TooOld {
            program: RUSTC.to_owned(),
            found: answer.trim().to_owned(),
            needed: format!("{}.{} (from the security updates of the release)", needed.0, needed.1),
        });
    }
    Ok(())
}

/// The `rust-version` of the workspace.
fn oldest_rust(manifest: &str) -> Option<(u32, u32)> {
    ui::version(manifest.lines().find_map(|line| line.strip_prefix("rust-version"))?)
}

#[cfg(test)]
mod tests {
    use super::oldest_rust;

    /// Read wrongly, an old compiler would fail in the middle of a dependency instead of by name.
    #[test]
    fn reads_the_oldest_rust() {
        assert_eq!(oldest_rust("[workspace.package]\nrust-version = \"1.95\"\n"), Some((1, 95)));
        assert_eq!(oldest_rust("[package]\n"), None);
    }
}

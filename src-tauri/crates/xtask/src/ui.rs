//! The interface: installed when its lock file changed, built when its sources changed.

use std::process::Command;

use crate::{error::TaskError, process, stamp::Stamp, workspace::Workspace};

/// The oldest Node that the build tools accept.
const OLDEST_NODE: (u32, u32) = (20, 19);

/// Everything the built interface depends on, relative to `ui/`.
const SOURCES: &[&str] = &[
    "index.html",
    "package-lock.json",
    "package.json",
    "public",
    "src",
    "svelte.config.js",
    "tsconfig.json",
    "vite.config.ts",
];

/// An npm command in `ui/`.
pub fn npm(workspace: &Workspace, words: &[&str]) -> Command {
    let mut command = process::command("npm", &workspace.ui());
    command.args(words);
    command
}

/// Brings `node_modules` to what the lock file says.
///
/// # Errors
/// A missing or old Node, and what npm reports.
pub fn install(workspace: &Workspace) -> Result<(), TaskError> {
    require_node(workspace)?;
    let stamp = Stamp::of(&workspace.ui(), &["package.json", "package-lock.json"], &[])?;
    let kept = workspace.stamp("npm-installed");
    if stamp.is_at(&kept) && workspace.ui().join("node_modules").is_dir() {
        return Ok(());
    }
    process::run(&mut npm(workspace, &["ci", "--no-audit", "--no-fund"]))?;
    stamp.keep(&kept)
}

/// Brings `ui/dist` to what the sources say.
///
/// # Errors
/// Those of [`install`], and what the build reports.
pub fn build(workspace: &Workspace) -> Result<(), TaskError> {
    install(workspace)?;
    let stamp = Stamp::of(&workspace.ui(), SOURCES, &["node_modules"])?;
    let kept = workspace.stamp("ui-built");
    if stamp.is_at(&kept) && workspace.ui().join("dist/index.html").is_file() {
        return Ok(());
    }
    process::run(&mut npm(workspace, &["run", "build"]))?;
    stamp.keep(&kept)
}

fn require_node(workspace: &Workspace) -> Result<(), TaskError> {
    let answer = process::output(process::command("node", workspace.root()).arg("--version"));
    let Some(answer) = answer else {
        return Err(TaskError::Missing {
            missing: "Node".to_owned(),
            line: "see https://nodejs.org/en/download (version 20.19 or newer)".to_owned(),
        });
    };
    let unreadable =
        || TaskError::Unreadable { program: "node".to_owned(), answer: answer.clone() };
    if version(&answer).ok_or_else(unreadable)? < OLDEST_NODE {
        return Err(TaskError::TooOld {
            program: "Node".to_owned(),
            found: answer.trim().to_owned(),
            needed: format!("{}.{}", OLDEST_NODE.0, OLDEST_NODE.1),
        });
    }
    Ok(())
}

/// Major and minor number of a line such as `v20.19.4` or `rustc 1.95.0 (…)`.
pub fn version(answer: &str) -> Option<(u32, u32)> {
    let start = answer.find(|c: char| c.is_ascii_digit())?;
    let mut numbers = answer[start..].split(|c: char| !c.is_ascii_digit());
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::version;

    /// A misread version would turn a good machine away, or let a bad one fail obscurely later.
    #[rstest]
    #[case("v20.20.2\n", Some((20, 20)))]
    #[case("rustc 1.96.0 (built from a source tarball)", Some((1, 96)))]
    #[case("v9", None)]
    #[case("", None)]
    fn reads_versions(#[case] answer: &str, #[case] expected: Option<(u32, u32)>) {
        assert_eq!(version(answer), expected);
    }
}

//! `run`: from a fresh machine to the open window; where there is no display, the demo.

use std::ffi::{OsStr, OsString};

use crate::{
    cargo, demo,
    error::TaskError,
    process,
    system::{self, packages::Need},
    ui,
    workspace::Workspace,
};

/// Sets up, builds and opens the window; everything after `--` goes to the app.
///
/// # Errors
/// What is missing on this machine, and what the builds report.
pub fn run(workspace: &Workspace, arguments: &[OsString]) -> Result<(), TaskError> {
    let options = Options::read(arguments);
    if !system::has_display() {
        eprintln!(
            "There is no display here (DISPLAY and WAYLAND_DISPLAY are not set): running the demo instead."
        );
        return demo::demo(workspace);
    }
    system::ensure(workspace, Need::Window)?;
    ui::build(workspace)?;
    let mut words = vec!["build", "--package", "toasoan"];
    words.extend(options.release.then_some("--release"));
    cargo::run(workspace, &words)?;
    let profile = if options.release { "release" } else { "debug" };
    let program = workspace.program(profile, "toasoan");
    let mut window = process::command(&program.to_string_lossy(), workspace.root());
    process::run(window.args(options.for_the_app))
}

struct Options<'a> {
    release: bool,
    for_the_app: &'a [OsString],
}

impl<'a> Options<'a> {
    fn read(arguments: &'a [OsString]) -> Self {
        let end = arguments.iter().position(|word| word == OsStr::new("--"));
        let (ours, theirs) = match end {
            Some(end) => (&arguments[..end], &arguments[end + 1..]),
            None => (arguments, &arguments[arguments.len()..]),
        };
        Self { release: ours.iter().any(|word| word == "--release"), for_the_app: theirs }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A `--release` meant for the app must not change how it is built.
    #[test]
    fn separates_our_words_from_the_apps() {
        let words = ["--release", "--", "--library", "/tmp/a b"].map(OsString::from);
        let read = Options::read(&words);
        assert!(read.release);
        assert_eq!(read.for_the_app, ["--library", "/tmp/a b"]);

        let words = ["--", "--release"].map(OsString::from);
        assert!(!Options::read(&words).release);
    }
}

//! `cargo xtask`: the project's own commands, so that a fresh machine needs nothing but Rust and
//! Node to run, test and check everything.
//!
//! Each command decides what is missing or stale in a pure function and then does only that, so
//! that the second call starts at once.

mod bindings;
mod cargo;
mod check;
mod demo;
mod error;
#[cfg(feature = "pictures")]
mod icons;
mod process;
mod run;
mod stamp;
mod system;
mod test;
mod tools;
mod ui;
mod windows;
mod workspace;

use std::{env, ffi::OsString, process::ExitCode};

use error::TaskError;
use workspace::Workspace;

const USAGE: &str = "\
cargo xtask COMMAND

  run [--release] [-- ARGS]  sets up this machine, builds the window and opens it
  test [-- ARGS]             sets up this machine and runs every test
  demo                       does the main job without a window and prints the page it made
  check                      formatting, lints, docs, bindings, licences, dependency direction
  check-windows              type-checks the whole workspace for Windows
  icons                      renders icons/ from its SVG files
  bindings                   writes the TypeScript that the UI sees of the commands
  bench [--bench NAME]       prints the figures of the benchmark programs";

fn main() -> ExitCode {
    let mut arguments: Vec<OsString> = env::args_os().skip(1).collect();
    let command = if arguments.is_empty() { OsString::new() } else { arguments.remove(0) };
    match dispatch(&command.to_string_lossy(), &arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nxtask: {}", error::with_causes(&error));
            if matches!(error, TaskError::Usage { .. }) {
                ExitCode::from(2)
            } else {
                ExitCode::FAILURE
            }
        }
    }
}

fn dispatch(command: &str, arguments: &[OsString]) -> Result<(), TaskError> {
    let workspace = Workspace::find()?;
    match command {
        "run" => run::run(&workspace, arguments),
        "test" => test::test(&workspace, arguments),
        "demo" => demo::demo(&workspace),
        "check" => check::check(&workspace),
        "check-windows" => windows::check(&workspace),
        "icons" => tools::with_pictures(&workspace, "icons", render_icons),
        "bindings" => bindings::write(&workspace),
        "bench" => test::bench(&workspace, arguments),
        "" | "help" | "--help" | "-h" => {
            println!("{USAGE}");
            Ok(())
        }
        unknown => Err(TaskError::Usage { command: unknown.to_owned(), usage: USAGE }),
    }
}

#[cfg(feature = "pictures")]
fn render_icons(workspace: &Workspace) -> Result<(), TaskError> {
    icons::render(workspace)
}

#[cfg(not(feature = "pictures"))]
fn render_icons(_: &Workspace) -> Result<(), TaskError> {
    Err(TaskError::BuiltWithout { feature: "pictures" })
}

//! Running other programs: each line is shown before it runs, and a failure names it.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::error::TaskError;

/// A command for `program` in `folder`. On Windows, npm and npx are scripts with an extension.
pub fn command(program: &str, folder: &Path) -> Command {
    let name = match program {
        "npm" | "npx" if cfg!(windows) => format!("{program}.cmd"),
        other => other.to_owned(),
    };
    let mut command = Command::new(name);
    command.current_dir(folder).stdin(Stdio::null());
    command
}

/// Shows the line, runs it with our output, and waits.
///
/// # Errors
/// [`TaskError::NotStarted`] and [`TaskError::Failed`].
pub fn run(command: &mut Command) -> Result<(), TaskError> {
    let line = line(command);
    eprintln!("\n» {line}");
    let status = command.status().map_err(|source| TaskError::NotStarted {
        program: command.get_program().to_string_lossy().into_owned(),
        source,
    })?;
    if status.success() { Ok(()) } else { Err(TaskError::Failed { line, status }) }
}

/// Runs quietly and returns what was printed, or `None` when the program is absent or failed.
pub fn output(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The command as one would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy().into_owned()).collect::<Vec<_>>().join(" ")
}

/// The file that the shell would start for `program`, when it is on the PATH.
pub fn find(program: &str) -> Option<PathBuf> {
    let file = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(&file)).find(|f| f.is_file())
}

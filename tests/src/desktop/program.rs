//! A program that was started for a test and ends with it, together with what it started itself.

use std::fs::File;
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// A running program at the head of a process group of its own.
#[derive(Debug)]
pub struct Program {
    child: Child,
}

impl Program {
    /// Starts `command`; what it says goes to the file `log`, after what is there already.
    #[must_use]
    pub fn start(command: &mut Command, log: &Path) -> Self {
        let out = File::options().create(true).append(true).open(log).unwrap();
        let errors = out.try_clone().unwrap();
        Self::spawn(command.stdin(Stdio::null()).stdout(out).stderr(errors))
    }

    /// Starts `command` with pipes to talk through; its errors go to the file `log`.
    #[must_use]
    pub fn converse(command: &mut Command, log: &Path) -> Self {
        let errors = File::options().create(true).append(true).open(log).unwrap();
        Self::spawn(command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(errors))
    }

    /// Starts `command`, whose answer goes to the file `answer`.
    #[must_use]
    pub fn answer_into(command: &mut Command, answer: File, log: &Path) -> Self {
        let errors = File::options().create(true).append(true).open(log).unwrap();
        Self::spawn(command.stdin(Stdio::null()).stdout(answer).stderr(errors))
    }

    fn spawn(command: &mut Command) -> Self {
        let child = command.process_group(0).spawn();
        Self { child: child.unwrap_or_else(|error| panic!("{command:?} did not start: {error}")) }
    }

    /// The process, to talk with it.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Whether it has not ended by itself.
    pub fn runs(&mut self) -> bool {
        self.child.try_wait().unwrap().is_none()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        kill(&format!("-{}", self.child.id()));
        // Reaped, or it would stay in the list of processes until the test ends.
        let _ = self.child.wait();
    }
}

/// Ends a process (or with a leading `-` its group) at once, as a power cut does.
pub fn kill(process: &str) {
    let _ = Command::new("kill")
        .args(["-KILL", "--", process])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

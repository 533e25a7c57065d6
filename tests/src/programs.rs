//! Our programs as processes, the way a script starts them: `toasoan-cli` on a library, and
//! `toasoan-portal` beside it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use serde_json::Value;

/// The variable that carries the portal's token.
pub const TOKEN: &str = "TOASOAN_TEST_TOKEN";

/// Who may do everything.
#[cfg(unix)]
const ROOT: u32 = 0;
/// Who owns nothing, on every system that has users.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

/// A program of ours that was built before.
///
/// Cargo builds the programs of other packages neither for tests nor tells where they are, so they
/// are looked for in the folder `TOASOAN_BIN_DIR`, or else above this test's own.
///
/// # Panics
/// When it was not built, saying how to.
#[must_use]
pub fn program(name: &str) -> PathBuf {
    let folder = std::env::var_os("TOASOAN_BIN_DIR").map_or_else(
        || std::env::current_exe().unwrap().ancestors().nth(2).unwrap().to_owned(),
        PathBuf::from,
    );
    let file = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        file.is_file(),
        "{} is missing: run `cargo build --workspace --bins` first, as `cargo xtask test` does",
        file.display()
    );
    file
}

/// What a call of `toasoan-cli` answered.
#[derive(Debug)]
pub struct Answered {
    /// Exit status.
    pub status: Option<i32>,
    /// The JSON on standard output.
    pub json: Value,
    /// Standard error.
    pub told: String,
}

impl Answered {
    /// What a process left behind.
    ///
    /// # Panics
    /// When standard output is not one JSON value.
    #[must_use]
    pub fn of(output: &Output) -> Self {
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        let json = serde_json::from_slice(&output.stdout).unwrap_or_else(|error| {
            panic!("not JSON ({error}): {}\n{told}", String::from_utf8_lossy(&output.stdout))
        });
        Self { status: output.status.code(), json, told }
    }

    /// The answer of a call that did all it was asked.
    ///
    /// # Panics
    /// When it did not.
    #[must_use]
    pub fn done(self) -> Value {
        assert_eq!(self.status, Some(0), "{}\n{}", self.json, self.told);
        self.json
    }

    /// The code of the failure of a call that did nothing.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn code(&self) -> &str {
        self.json["error"]["code"].as_str().unwrap()
    }
}

/// A library that is worked on by `toasoan-cli` alone.
pub struct Desk {
    library: PathBuf,
    token: String,
}

impl Desk {
    /// A desk on this library; the folder may be empty yet.
    #[must_use]
    pub fn new(library: &Path) -> Self {
        Self { library: library.to_owned(), token: String::new() }
    }

    /// Sets up a portal.
    pub fn add_portal(&mut self, portal: &PortalProcess) {
        self.token.clone_from(&portal.token);
        let _ = self.ask(&["portal", "add", &portal.url, "--secret-env", TOKEN]).done();
    }

    /// A call that was not started yet.
    #[must_use]
    pub fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(program("toasoan-cli"));
        command.arg("--library").arg(&self.library).arg("--json").args(words);
        command.env(TOKEN, &self.token).stdin(Stdio::null());
        command
    }

    /// The same call by somebody who has only the rights that everybody has. Tests often run as
    /// root, to whom nothing is ever refused.
    ///
    /// The program is started from a copy in `place`, which is opened to everybody: where it was
    /// built to, not everybody may go.
    #[cfg(unix)]
    #[must_use]
    pub fn command_of_anybody(&self, place: &Path, words: &[&str]) -> Command {
        use std::fs::Permissions;
        use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
        use std::os::unix::process::CommandExt as _;

        let copy = place.join("toasoan-cli");
        if !copy.exists() {
            // Not by this process: what it forks meanwhile for another test would hold the file open
            // for writing, and such a file is not run.
            let copied =
                Command::new("cp").arg(program("toasoan-cli")).arg(&copy).status().unwrap();
            assert!(copied.success(), "no copy at {}", copy.display());
            std::fs::set_permissions(place, Permissions::from_mode(0o777)).unwrap();
        }
        let mut command = Command::new(copy);
        command.arg("--library").arg(&self.library).arg("--json").args(words);
        command.env(TOKEN, &self.token).env("HOME", place).stdin(Stdio::null());
        if std::fs::metadata(place).unwrap().uid() == ROOT {
            command.uid(NOBODY).gid(NOBODY);
        }
        command
    }

    /// Calls and waits for the answer.
    #[must_use]
    pub fn ask(&self, words: &[&str]) -> Answered {
        Answered::of(&self.command(words).output().unwrap())
    }
}

/// A running `toasoan-portal`; it ends with this value.
pub struct PortalProcess {
    server: Child,
    data: PathBuf,
    /// Where it listens, `http://127.0.0.1:PORT`.
    pub url: String,
    /// A token that may do everything.
    pub token: String,
}

impl PortalProcess {
    /// Starts a portal over `data` on a free port and waits until it listens.
    #[must_use]
    pub fn start(data: &Path) -> Self {
        let token = Self::maintain(data, &["token", "create", "--user", "Trần Kim Huy"]);
        let mut serve = Command::new(program("toasoan-portal"));
        serve.arg("--data").arg(data).args(["--listen", "127.0.0.1:0", "--name", "Cổng thử"]);
        let mut server = serve
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(server.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let url = line.trim().to_owned();
        Self { server, data: data.to_owned(), url, token }
    }

    /// What an administrator does beside the running portal.
    pub fn administer(&self, words: &[&str]) -> String {
        Self::maintain(&self.data, words)
    }

    fn maintain(data: &Path, words: &[&str]) -> String {
        let mut command = Command::new(program("toasoan-portal"));
        let output = command.arg("--data").arg(data).args(words).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }
}

impl Drop for PortalProcess {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

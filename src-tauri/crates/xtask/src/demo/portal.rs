//! The portal of the demo: a process of its own on a free port of this machine.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Stdio},
};

use crate::{error::TaskError, process, workspace::Workspace};

/// A running `toasoan-portal`; it ends with this value.
pub struct DemoPortal {
    server: Child,
    /// Where it listens, `http://127.0.0.1:PORT`.
    pub url: String,
    /// A token that may publish.
    pub token: String,
}

impl DemoPortal {
    /// Makes a token, starts the portal over `data` and waits until it says where it listens.
    ///
    /// # Errors
    /// [`TaskError::NotStarted`], and [`TaskError::Unreadable`] when it says something else.
    pub fn start(workspace: &Workspace, data: &Path) -> Result<Self, TaskError> {
        let program = workspace.program("debug", "toasoan-portal");
        let token = create_token(workspace, &program, data)?;
        let mut serve = process::command(&program.to_string_lossy(), workspace.root());
        serve.arg("--data").arg(data).args(["--listen", "127.0.0.1:0"]);
        serve.args(["--name", "Cổng thông tin điện tử mẫu"]).stdout(Stdio::piped());
        let mut server = serve.spawn().map_err(|source| not_started(&program, source))?;
        let mut line = String::new();
        if let Some(output) = server.stdout.take() {
            let read = BufReader::new(output).read_line(&mut line);
            read.map_err(|source| not_started(&program, source))?;
        }
        let portal = Self { server, url: line.trim().to_owned(), token };
        if portal.url.starts_with("http://") { Ok(portal) } else { Err(unreadable(&portal.url)) }
    }
}

impl Drop for DemoPortal {
    fn drop(&mut self) {
        // It may have ended by itself; then there is nothing to stop and nothing to tell.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn create_token(workspace: &Workspace, program: &Path, data: &Path) -> Result<String, TaskError> {
    let mut create = process::command(&program.to_string_lossy(), workspace.root());
    create.arg("--data").arg(data).args(["token", "create", "--user", "demo"]);
    let answer = process::output(&mut create).unwrap_or_default();
    let token = answer.trim();
    if token.is_empty() { Err(unreadable(&answer)) } else { Ok(token.to_owned()) }
}

fn not_started(program: &Path, source: std::io::Error) -> TaskError {
    TaskError::NotStarted { program: PathBuf::from(program).display().to_string(), source }
}

fn unreadable(answer: &str) -> TaskError {
    TaskError::Unreadable { program: "toasoan-portal".to_owned(), answer: answer.to_owned() }
}

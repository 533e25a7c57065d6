//! The folders of one user: home, settings, and the files left behind for whoever reads a failure.

use std::ffi::OsString;
use std::fs::Permissions;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use app::view::{Settings, Theme};
use tempfile::TempDir;

use super::tools::Tools;

/// One user of one machine, with nothing on it yet.
pub struct Desk {
    folder: TempDir,
    logs: PathBuf,
    /// What is installed.
    pub tools: Tools,
}

impl Desk {
    /// A new user. Logs of this run go to `target/desktop/<name>`.
    #[must_use]
    pub fn new(name: &str, tools: Tools) -> Self {
        let logs = tools.target.join("desktop").join(name);
        if logs.exists() {
            std::fs::remove_dir_all(&logs).unwrap();
        }
        std::fs::create_dir_all(&logs).unwrap();
        let folder = tempfile::Builder::new().prefix("toasoan-").tempdir().unwrap();
        for part in ["bin", "config", "data", "cache", "run", "openbox"] {
            std::fs::create_dir(folder.path().join(part)).unwrap();
        }
        std::fs::set_permissions(folder.path().join("run"), Permissions::from_mode(0o700)).unwrap();
        let desk = Self { folder, logs, tools };
        let browser = format!("#!/bin/sh\necho \"$1\" >>'{}'\n", desk.path("opened").display());
        desk.script("bin/xdg-open", &browser);
        desk
    }

    /// Lets this user have a library open already, seen in light colours.
    pub fn opens(&self, library: &Path) {
        let settings = Settings {
            library: Some(library.to_string_lossy().into_owned()),
            theme: Theme::Light,
            ..Settings::default()
        };
        let folder = self.path("config/vn.toasoan.desktop");
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("settings.json"), serde_json::to_vec(&settings).unwrap())
            .unwrap();
    }

    /// Writes a program of this user.
    pub fn script(&self, name: &str, text: &str) -> PathBuf {
        let file = self.path(name);
        std::fs::write(&file, text).unwrap();
        std::fs::set_permissions(&file, Permissions::from_mode(0o755)).unwrap();
        file
    }

    /// The addresses that were opened in the browser, oldest first: this user's browser only notes
    /// them.
    #[must_use]
    pub fn opened(&self) -> Vec<String> {
        let noted = std::fs::read_to_string(self.path("opened")).unwrap_or_default();
        noted.lines().map(str::to_owned).collect()
    }

    /// A file or folder of this user.
    #[must_use]
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Where `name` writes what it has to say.
    #[must_use]
    pub fn log(&self, name: &str) -> PathBuf {
        self.logs.join(format!("{name}.log"))
    }

    /// The folder of logs and of pictures of what went wrong.
    #[must_use]
    pub fn logs(&self) -> &Path {
        &self.logs
    }

    /// `program`, run by this user: nothing of the real user's settings reaches it.
    #[must_use]
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut path = OsString::from(self.path("bin"));
        if let Some(others) = std::env::var_os("PATH") {
            path.push(":");
            path.push(others);
        }
        let mut command = Command::new(program);
        command
            .env("PATH", path)
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.path("config"))
            .env("XDG_DATA_HOME", self.path("data"))
            .env("XDG_CACHE_HOME", self.path("cache"))
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("LANG", "C.UTF-8")
            .env("NO_AT_BRIDGE", "1")
            .env("GDK_BACKEND", "x11")
            .env_remove("WAYLAND_DISPLAY")
            .env_remove("DISPLAY")
            .env_remove("DBUS_SESSION_BUS_ADDRESS");
        command
    }
}

//! What a test in a real window needs on this machine.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Programs looked for on the path.
const PROGRAMS: &[&str] = &[
    "Xvfb",
    "WebKitWebDriver",
    "dbus-daemon",
    "ibus",
    "ibus-daemon",
    "import",
    "openbox",
    "xdotool",
];

/// Where the tools lie that are not simply on the path.
#[derive(Debug, Clone)]
pub struct Tools {
    /// `tauri-driver`.
    pub driver: PathBuf,
    /// A Python that has GTK.
    pub python: PathBuf,
    /// The app under test.
    pub app: PathBuf,
    /// Where pictures and logs of the run are left.
    pub target: PathBuf,
}

/// The tools, or `None` with a word why not.
///
/// # Panics
/// When something is missing although `TOASOAN_DESKTOP_TESTS=required` forbids to skip.
#[must_use]
pub fn find() -> Option<Tools> {
    match look() {
        Ok(tools) => Some(tools),
        Err(missing) => {
            let required = std::env::var("TOASOAN_DESKTOP_TESTS").is_ok_and(|it| it == "required");
            assert!(!required, "the test in a real window needs {missing}");
            eprintln!("skipped: the test in a real window needs {missing}");
            None
        }
    }
}

fn look() -> Result<Tools, String> {
    if let Some(missing) = PROGRAMS.iter().find(|name| !on_path(name)) {
        return Err((*missing).to_owned());
    }
    let (target, programs) = folders();
    let app = programs.join("toasoan");
    if !app.is_file() {
        return Err(format!("the app, built to {}", app.display()));
    }
    let driver = std::env::var_os("TOASOAN_TAURI_DRIVER").map(PathBuf::from);
    let driver = driver.filter(|it| it.is_file()).or_else(|| which("tauri-driver"));
    let driver = driver.ok_or("tauri-driver, named by TOASOAN_TAURI_DRIVER")?;
    let pythons = [PathBuf::from("python3"), PathBuf::from("/usr/bin/python3")];
    let python = pythons.into_iter().find(|it| has_gtk(it));
    let python = python.ok_or("python3 with GTK (python3-gi, gir1.2-gtk-3.0)")?;
    Ok(Tools { driver, python, app, target })
}

/// The folder cargo builds into, and that of the programs built in the same way as this one: a test
/// lies in `target/debug/deps`, a measurement in `target/release/deps`.
fn folders() -> (PathBuf, PathBuf) {
    let this = std::env::current_exe().unwrap();
    let above = |levels: usize| this.ancestors().nth(levels).unwrap().to_owned();
    (above(3), above(2))
}

fn which(name: &str) -> Option<PathBuf> {
    let paths = std::env::var_os("PATH")?;
    std::env::split_paths(&paths).map(|folder| folder.join(name)).find(|file| file.is_file())
}

fn on_path(name: &str) -> bool {
    which(name).is_some()
}

fn has_gtk(python: &Path) -> bool {
    Command::new(python)
        .args(["-c", "import gi; gi.require_version('Gtk', '3.0'); from gi.repository import Gtk"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

//! What the system must have, found out and installed where that is allowed.

pub mod packages;

use std::{
    collections::BTreeSet,
    fs,
    process::{Command, Stdio},
};

use packages::{Family, Need};

use crate::{error::TaskError, process, workspace::Workspace};

/// Makes sure that everything for `need` is installed.
///
/// As root or with a passwordless `sudo` the missing packages are installed.
///
/// # Errors
/// [`TaskError::Missing`] with the one line to run when installing is not ours to do or not
/// possible, and what the package manager reports.
pub fn ensure(workspace: &Workspace, need: Need) -> Result<(), TaskError> {
    let family = family();
    let wanted = packages::wanted(family, need);
    let missing = packages::missing(&wanted, &installed(workspace, family, &wanted));
    if missing.is_empty() {
        return Ok(());
    }
    let line = packages::install_line(family, &missing);
    let Some(prefix) = privilege(workspace) else {
        return Err(TaskError::Missing { missing: missing.join(", "), line });
    };
    if !packages::installs_itself(family) {
        return Err(TaskError::Missing { missing: missing.join(", "), line });
    }
    if family == Family::Debian {
        process::run(&mut privileged(workspace, prefix, &["apt-get", "update"]))?;
    }
    let words = packages::install_words(family, &missing);
    process::run(&mut privileged(workspace, prefix, &words))
}

/// Whether a window can be opened here.
pub fn has_display() -> bool {
    let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn family() -> Family {
    if cfg!(windows) {
        return Family::Windows;
    }
    fs::read_to_string("/etc/os-release").map_or(Family::Other, |text| packages::family(&text))
}

fn installed(workspace: &Workspace, family: Family, wanted: &[&'static str]) -> BTreeSet<String> {
    match family {
        Family::Debian => {
            // Status 1 only says that some are unknown; the list is complete all the same.
            let answer = process::command("dpkg-query", workspace.root())
                .args(["--show", "--showformat", "${Package} ${db:Status-Status}\n"])
                .args(wanted)
                .stderr(Stdio::null())
                .output();
            answer.map_or_else(
                |_| BTreeSet::new(),
                |answer| packages::read_dpkg(&String::from_utf8_lossy(&answer.stdout)),
            )
        }
        Family::Fedora => wanted
            .iter()
            .filter(|package| {
                let mut query = process::command("rpm", workspace.root());
                process::output(query.args(["-q", "--whatprovides", package])).is_some()
            })
            .map(|package| (*package).to_owned())
            .collect(),
        Family::Windows | Family::Other => wanted
            .iter()
            .filter(|program| process::find(program).is_some())
            .map(|program| (*program).to_owned())
            .collect(),
    }
}

/// What to put before a command that installs: nothing for root, `sudo -n` where it asks nothing.
fn privilege(workspace: &Workspace) -> Option<&'static [&'static str]> {
    let id = process::output(process::command("id", workspace.root()).arg("-u"))?;
    if id.trim() == "0" {
        return Some(&[]);
    }
    let mut sudo = process::command("sudo", workspace.root());
    process::output(sudo.args(["-n", "true"])).map(|_| ["sudo", "-n"].as_slice())
}

fn privileged(workspace: &Workspace, prefix: &[&str], words: &[&str]) -> Command {
    let mut all = prefix.iter().chain(words);
    let mut command = process::command(all.next().unwrap_or(&"true"), workspace.root());
    command.args(all).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

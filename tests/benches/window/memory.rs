//! Memory of a program and all it started, as Linux accounts for it: pages shared by several
//! processes count for each of them in part, so the sum is what they really hold.

use std::fs;
use std::io;
use std::time::{Duration, Instant};

/// Memory counts as settled when it has not moved by more than a hundredth for this long.
const QUIET: Duration = Duration::from_secs(2);

/// It is taken as it is after this time.
const PATIENCE: Duration = Duration::from_secs(30);

/// The proportional set size of a process tree in bytes, once it has come to rest.
pub fn settled(root: u32) -> io::Result<u64> {
    let begun = Instant::now();
    let (mut known, mut since) = (proportional_set_size(root)?, Instant::now());
    while since.elapsed() < QUIET && begun.elapsed() < PATIENCE {
        std::thread::sleep(Duration::from_millis(100));
        let now = proportional_set_size(root)?;
        if now.abs_diff(known) > known / 100 {
            (known, since) = (now, Instant::now());
        }
    }
    proportional_set_size(root)
}

/// A process and all below it.
pub fn tree(root: u32) -> Vec<u32> {
    let parents: Vec<(u32, u32)> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok()?.file_name().to_str()?.parse().ok())
        .filter_map(|process| Some((process, parent(process)?)))
        .collect();
    let mut tree = vec![root];
    let mut at = 0;
    while let Some(&process) = tree.get(at) {
        tree.extend(
            parents.iter().filter(|(_, parent)| *parent == process).map(|(child, _)| child),
        );
        at += 1;
    }
    tree
}

/// Whether a process has not ended.
pub fn is_there(process: u32) -> bool {
    status(process).is_some_and(|status| !status.contains("State:\tZ"))
}

fn parent(process: u32) -> Option<u32> {
    let status = status(process)?;
    status.lines().find_map(|line| line.strip_prefix("PPid:")?.trim().parse().ok())
}

fn status(process: u32) -> Option<String> {
    fs::read_to_string(format!("/proc/{process}/status")).ok()
}

fn proportional_set_size(root: u32) -> io::Result<u64> {
    let mut sum = 0;
    for process in tree(root) {
        // A helper may end between being listed and being read.
        let Ok(text) = fs::read_to_string(format!("/proc/{process}/smaps_rollup")) else {
            continue;
        };
        let kib = text.lines().find_map(|line| {
            line.strip_prefix("Pss:")?.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()
        });
        sum += kib.unwrap_or_default() * 1024;
    }
    if sum == 0 { Err(io::Error::other("the program has ended")) } else { Ok(sum) }
}

//! Killed while typing, importing and publishing: what was acknowledged is there, once.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use acceptance::pictures;
use acceptance::programs::{Desk, PortalProcess};
use portal::native::{NativePortal, Options};
use portal::wire::{Change, ItemKind, ItemState};
use portal::{Portal as _, Secret};
use serde_json::Value;

/// Files of the import that is killed.
const FILES: u32 = 60;
/// Photos of the article whose publishing is killed.
const PHOTOS: u32 = 6;

fn pictures_in(folder: &Path, count: u32) -> Vec<PathBuf> {
    std::fs::create_dir_all(folder).unwrap();
    let write = |number| {
        let file = folder.join(format!("Ảnh {number}.jpg"));
        std::fs::write(&file, pictures::jpeg(number, 640, 480, 80)).unwrap();
        file
    };
    (0..count).map(write).collect()
}

/// Starts a call, lets it tell `lines` lines of progress, and kills it. Whether it was killed before
/// its end.
fn killed_after(mut command: Command, lines: usize) -> bool {
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let told = BufReader::new(child.stderr.take().unwrap()).lines().take(lines).count();
    let ended = child.try_wait().unwrap().is_some();
    child.kill().unwrap();
    child.wait().unwrap();
    told == lines && !ended
}

/// A picture that is lost, or twice there, because the power failed during an import.
#[test]
fn import_that_is_killed_goes_on_and_brings_each_file_once() {
    let folder = tempfile::tempdir().unwrap();
    let files = pictures_in(&folder.path().join("thẻ nhớ"), FILES);
    let card = folder.path().join("thẻ nhớ").display().to_string();

    for lines in 1..=4 {
        let desk = Desk::new(&folder.path().join(format!("library {lines}")));
        let _ = desk.ask(&["library", "init"]).done();

        let killed = killed_after(desk.command(&["photo", "import", &card]), lines);
        assert!(killed || lines > 2, "the import was over before it could be killed");
        // Killed once more while it goes on, then left to its end.
        killed_after(desk.command(&["library", "resume"]), 1);
        let _ = desk.ask(&["library", "resume"]).done();

        let photos = desk.ask(&["photo", "list"]).done();
        let names: BTreeSet<_> =
            photos["rows"].as_array().unwrap().iter().map(|row| text(&row["file_name"])).collect();
        assert_eq!(photos["total"], FILES, "killed after {lines} lines");
        assert_eq!(names.len(), files.len(), "a file is missing");
        let again = desk.ask(&["photo", "import", &card]).done();
        assert_eq!(again["duplicates"].as_array().unwrap().len(), files.len());
        let check = desk.ask(&["library", "check", "--thorough"]).done();
        assert_eq!(check["whole"], true, "{check}");
        assert_eq!(check["report"]["blobs"], FILES, "an original is missing");
    }
}

/// An article that is on the portal twice, or without its photos, because the power failed.
#[tokio::test]
async fn publishing_that_is_killed_ends_with_one_whole_article() {
    for lines in 1..=5 {
        let folder = tempfile::tempdir().unwrap();
        let portal = PortalProcess::start(&folder.path().join("portal"));
        let mut desk = Desk::new(&folder.path().join("library"));
        let _ = desk.ask(&["library", "init"]).done();
        desk.add_portal(&portal);
        let article = article_with_photos(&desk, folder.path());

        killed_after(desk.command(&["publish", &article]), lines);
        let _ = desk.ask(&["publish", &article]).done();

        let client = NativePortal::new(&portal.url, Secret::new(&portal.token), Options::default());
        let page = client.unwrap().changes(None).await.unwrap();
        let live = |kind: ItemKind| {
            let shown = page.changes.iter().filter(|change| match change {
                Change::Upserted(stored) => {
                    stored.resource.item().kind == kind && stored.state == ItemState::Live
                }
                Change::Deleted { .. } => false,
            });
            shown.count()
        };
        assert!(!page.has_more);
        assert_eq!(live(ItemKind::Article), 1, "killed after {lines} lines");
        assert_eq!(live(ItemKind::Photo), PHOTOS as usize, "killed after {lines} lines");
        let view = desk.ask(&["article", "show", &article]).done();
        assert_eq!(view["sync"], "same", "killed after {lines} lines: {}", view["sync"]);
        let waits = desk.ask(&["publish", "--dry-run"]).done();
        assert_eq!(waits["plan"]["items"].as_array().unwrap().len(), 0, "{waits}");
    }
}

fn article_with_photos(desk: &Desk, folder: &Path) -> String {
    let files = pictures_in(&folder.join("ảnh"), PHOTOS);
    let files: Vec<_> = files.iter().map(|file| file.display().to_string()).collect();
    let mut words = vec!["photo", "import"];
    words.extend(files.iter().map(String::as_str));
    let imported = desk.ask(&words).done();
    let ids: Vec<_> =
        imported["imported"].as_array().unwrap().iter().map(|photo| text(&photo["id"])).collect();
    let body = folder.join("bài.txt");
    std::fs::write(&body, "Một đoạn.\n\nHai đoạn.").unwrap();
    let body = body.display().to_string();
    let made = desk.ask(&["article", "new", "--title", "Bị ngắt", "--body", &body]).done();
    let id = text(&made["id"]);
    let _ = desk.ask(&["article", "set", &id, &format!("gallery={}", ids.join(","))]).done();
    id
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// Words that were on disk according to the window, and are gone after the power failed.
#[test]
fn typing_that_was_acknowledged_survives() {
    for keystrokes in [1, 7, 40] {
        let folder = tempfile::tempdir().unwrap();
        let library = folder.path().join("library");
        let mut typist = Command::new(env!("CARGO_BIN_EXE_typist"));
        // What the typist makes beside the library goes with the test's own folder.
        typist.arg(&library).env("TMPDIR", folder.path());
        let mut child = typist.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();

        let mut said = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let article = said.next().unwrap();
        let mut acknowledged: u64 = 0;
        while acknowledged < keystrokes {
            acknowledged = said.next().unwrap().parse().unwrap();
        }
        child.kill().unwrap();
        child.wait().unwrap();
        // What was still in the pipe was acknowledged too.
        let acknowledged = said.last().map_or(acknowledged, |line| line.parse().unwrap());

        let view = Desk::new(&library).ask(&["article", "show", &article]).done();
        let title = text(&view["recovered"]["article"]["title"]);
        let kept: u64 = title.trim_start_matches("Gõ lần thứ ").parse().unwrap();
        assert!(kept >= acknowledged, "{acknowledged} was acknowledged, {kept} is there");
    }
}

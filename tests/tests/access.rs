//! Folders that the system closes to whoever uses the program: named, with the right code, and the
//! rest of the work goes on. The program runs with the rights that everybody has.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use acceptance::pictures;
use acceptance::programs::{Answered, Desk};
use serde_json::Value;
use tempfile::TempDir;

/// Nothing at all, to look, to look and go in, everything.
const NOTHING: u32 = 0o000;
const LOOK: u32 = 0o444;
const VISIT: u32 = 0o555;
const EVERYTHING: u32 = 0o777;

/// Somebody with a library of their own in a folder that may be cleared away afterwards.
struct Anybody {
    folder: TempDir,
    desk: Desk,
}

impl Anybody {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::new(&folder.path().join("Thư viện"));
        let anybody = Self { folder, desk };
        let _ = anybody.ask(&["library", "init"]).done();
        anybody
    }

    fn ask(&self, words: &[&str]) -> Answered {
        let mut command = self.desk.command_of_anybody(self.folder.path(), words);
        Answered::of(&command.output().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

fn allow(path: &Path, rights: u32) {
    fs::set_permissions(path, Permissions::from_mode(rights)).unwrap();
}

fn photo(file: &Path, number: u32) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    fs::write(file, pictures::jpeg(number, 320, 240, 85)).unwrap();
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

/// A folder on the card that cannot be opened must be named, and must not cost the others.
#[test]
fn closed_folders_of_photos_are_named_and_the_rest_comes_in() {
    let anybody = Anybody::new();
    let card = anybody.path("thẻ nhớ");
    let (closed, listed, file) = (card.join("khóa"), card.join("xem"), card.join("riêng.jpg"));
    photo(&card.join("Lễ hội.jpg"), 1);
    photo(&closed.join("bên trong.jpg"), 2);
    photo(&listed.join("chỉ thấy tên.jpg"), 3);
    photo(&file, 4);
    allow(&closed, NOTHING);
    allow(&listed, LOOK);
    allow(&file, NOTHING);

    let answered = anybody.ask(&["photo", "import", &card.display().to_string()]);
    let inside = closed.join("bên trong.jpg").display().to_string();
    let straight = anybody.ask(&["photo", "import", &inside]);
    allow(&closed, EVERYTHING);
    allow(&listed, EVERYTHING);

    assert_eq!(answered.status, Some(1), "what was left out was passed over in silence");
    let rows = |name: &str| answered.json[name].as_array().unwrap().clone();
    let imported = rows("imported");
    assert_eq!(imported.len(), 1, "the rest did not come in: {}", answered.json);
    assert!(text(&imported[0]["file"]).ends_with("Lễ hội.jpg"));
    let mut told: Vec<(String, String)> = rows("skipped")
        .iter()
        .map(|row| (text(&row["file"]).to_owned(), text(&row["code"]).to_owned()))
        .collect();
    told.sort();
    let mut meant = [closed, file, listed.join("chỉ thấy tên.jpg")]
        .map(|path| (path.display().to_string(), "no_access".to_owned()));
    meant.sort();
    assert_eq!(told, meant);
    assert_eq!(straight.json["skipped"][0]["code"], "no_access");
    assert!(answered.told.contains("4/4 (bỏ qua 3)"), "no word of it: {}", answered.told);
}

/// "There is no library" would make somebody create a new one over years of work.
#[test]
fn closed_library_is_called_closed() {
    let anybody = Anybody::new();
    let library = anybody.path("Thư viện");
    let database = library.join("library.db");

    for (closed, rights) in [(&library, NOTHING), (&library, LOOK), (&database, NOTHING)] {
        allow(closed, rights);
        let read = anybody.ask(&["article", "list"]);
        let written = anybody.ask(&["album", "create", "Lễ hội"]);
        let made = anybody.ask(&["library", "init"]);
        allow(closed, EVERYTHING);

        let what = format!("{} with {rights:o}", closed.display());
        for answered in [read, written, made] {
            assert_eq!(answered.status, Some(3), "{what}: {}", answered.json);
            assert_eq!(answered.code(), "no_access", "{what}: {}", answered.json);
            assert!(answered.told.contains("Không có quyền"), "{}", answered.told);
        }
    }
    let after = anybody.ask(&["album", "create", "Lễ hội"]);
    assert_eq!(after.status, Some(0), "the library suffered: {}", after.json);
}

/// A library on a disk that may only be read: no write may be taken for done.
#[test]
fn library_that_may_only_be_read_refuses_to_write() {
    let anybody = Anybody::new();
    let library = anybody.path("Thư viện");
    let _ = anybody.ask(&["album", "create", "Lễ hội"]).done();
    for file in fs::read_dir(&library).unwrap() {
        let file = file.unwrap().path();
        allow(&file, if file.is_dir() { VISIT } else { LOOK });
    }
    allow(&library, VISIT);

    let written = anybody.ask(&["album", "create", "Tết"]);
    let elsewhere = Desk::new(&library.join("con"));
    let mut new = elsewhere.command_of_anybody(anybody.folder.path(), &["library", "init"]);
    let new = Answered::of(&new.output().unwrap());
    allow(&library, EVERYTHING);

    assert_eq!((written.status, written.code()), (Some(3), "no_access"), "{}", written.json);
    assert_eq!((new.status, new.code()), (Some(3), "no_access"), "{}", new.json);
}

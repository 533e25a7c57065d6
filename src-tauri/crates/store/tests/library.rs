use std::fs;
use std::process::Command;

use rusqlite::Connection;
use store::{Library, StoreError};

use crate::newsroom::{article, at, insert, library, photo};

const CHILD_LIBRARY: &str = "STORE_TEST_CHILD_LIBRARY";

/// Two programs writing one library would each undo the other.
#[test]
fn second_open_is_refused_and_says_by_whom() {
    let (folder, library) = library();
    let refused = Library::open(folder.path()).map(|_| ());
    let Err(StoreError::InUse { pid, .. }) = refused else { panic!("opened twice: {refused:?}") };
    #[cfg(unix)]
    assert_eq!(pid, Some(std::process::id()));
    #[cfg(not(unix))]
    let _ = pid;

    let reading = Library::open_to_read(folder.path()).unwrap();
    assert_eq!(reading.read(|reader| reader.articles().counts()).unwrap().all, 0);
    let refused = reading.write(|writer| writer.settings_mut().update("a", &1));
    assert!(matches!(refused, Err(StoreError::ReadOnly)));
    drop(library);
    Library::open(folder.path()).unwrap();
}

/// An older program must not touch what it does not understand.
#[test]
fn newer_library_is_refused_untouched() {
    let (folder, library) = library();
    drop(library);
    let database = folder.path().join("library.db");
    let connection = Connection::open(&database).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let before = fs::read(&database).unwrap();

    for opened in [Library::open(folder.path()), Library::open_to_read(folder.path())] {
        let Err(StoreError::TooNew { found: 99, .. }) = opened.map(|_| ()) else {
            panic!("a newer library was opened")
        };
    }

    assert_eq!(fs::read(&database).unwrap(), before);
}

/// Pointing at the wrong folder must neither make a library there nor harm another program's file.
#[test]
fn foreign_folders_stay_as_they_are() {
    let folder = tempfile::tempdir().unwrap();
    let refused = Library::open(folder.path()).map(|_| ());
    assert!(matches!(refused, Err(StoreError::NotALibrary { .. })));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "traces in somebody's folder");

    let database = folder.path().join("library.db");
    Connection::open(&database).unwrap().execute_batch("CREATE TABLE theirs (a)").unwrap();
    let before = fs::read(&database).unwrap();
    for refused in [Library::open(folder.path()), Library::open_or_create(folder.path())] {
        assert!(matches!(refused.map(|_| ()), Err(StoreError::NotALibrary { .. })));
    }
    assert_eq!(fs::read(&database).unwrap(), before);

    fs::write(&database, "Đây là một bức thư, không phải cơ sở dữ liệu.".repeat(100)).unwrap();
    let refused = Library::open(folder.path()).map(|_| ());
    assert!(matches!(refused, Err(StoreError::NotALibrary { .. })));
}

/// A library that exists must not be made anew over what it holds.
#[test]
fn creating_twice_keeps_the_first() {
    let (folder, library) = library();
    insert(&library, &article("Bài"));
    drop(library);
    let refused = Library::create(folder.path()).map(|_| ());
    assert!(matches!(refused, Err(StoreError::AlreadyThere { .. })));
    let library = Library::open_or_create(folder.path()).unwrap();
    assert_eq!(library.read(|reader| reader.articles().counts()).unwrap().all, 1);
}

/// What was acknowledged must be there after the process was killed in the middle of something.
#[test]
fn killed_process_loses_nothing_acknowledged() {
    let folder = tempfile::tempdir().unwrap();
    let status = Command::new(std::env::current_exe().unwrap())
        .args(["library::child_that_dies", "--exact", "--ignored"])
        .env(CHILD_LIBRARY, folder.path())
        .output()
        .unwrap()
        .status;
    assert!(!status.success(), "the child was to die");

    let library = Library::open(folder.path()).unwrap();
    library.quick_check().unwrap();
    library
        .read(|reader| {
            assert_eq!(reader.articles().counts()?.all, 1, "the save that returned, and only it");
            assert_eq!(reader.journal().list()?[0].draft, "đang gõ");
            Ok(())
        })
        .unwrap();
    let unfinished = library.originals().root().join(".unfinished");
    assert_eq!(fs::read_dir(unfinished).unwrap().count(), 0, "half a file was left for ever");
}

#[test]
#[ignore = "runs as the child of killed_process_loses_nothing_acknowledged"]
fn child_that_dies() {
    let folder = std::env::var_os(CHILD_LIBRARY).unwrap();
    let library = Library::create(folder.as_ref()).unwrap();
    let saved = article("Đã lưu");
    insert(&library, &saved);
    library.write(|writer| writer.journal_mut().put(saved.id, &"đang gõ".into(), at(1))).unwrap();
    let half = library.originals().root().join(".unfinished").join("half");
    fs::write(half, [0; 100]).unwrap();
    let _ = library.write(|writer| {
        let save = crate::newsroom::save(store::RevisionKind::Saved, 2);
        writer.articles_mut().insert(&article("Chưa xong"), &save)?;
        std::process::abort();
        #[expect(unreachable_code, reason = "gives the closure its type")]
        Ok(())
    });
}

/// A panic in one piece of work must not take the library with it.
#[test]
fn panic_in_a_write_undoes_it_and_nothing_more() {
    let (_folder, library) = library();
    let panicked = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let _ = library.write(|writer| -> Result<(), StoreError> {
            writer.settings_mut().update("half", &1)?;
            panic!("on purpose");
        });
    }));
    assert!(panicked.is_err());
    library.write(|writer| writer.settings_mut().update("whole", &2)).unwrap();
    library
        .read(|reader| {
            assert_eq!(reader.settings().find::<i32>("half")?, None);
            assert_eq!(reader.settings().find::<i32>("whole")?, Some(2));
            Ok(())
        })
        .unwrap();
}

/// A backup that cannot be brought back is none; bringing it back must keep what it replaces.
#[test]
fn backup_comes_back() {
    let (folder, library) = library();
    let first = article("Bản trong sao lưu");
    insert(&library, &first);
    let file = folder.path().join("sao lưu").join("toà soạn.db");
    library.backup(&file).unwrap();
    insert(&library, &article("Viết sau"));
    library.backup(&folder.path().join("sao lưu").join("toà soạn 2.db")).unwrap();
    drop(library);

    let junk = folder.path().join("junk.db");
    fs::write(&junk, "không phải").unwrap();
    let refused = Library::restore(folder.path(), &junk).map(|_| ());
    assert!(matches!(refused, Err(StoreError::NotALibrary { .. })));

    let library = Library::restore(folder.path(), &file).unwrap();
    let counts = library.read(|reader| reader.articles().counts()).unwrap();
    assert_eq!(counts.all, 1);
    let kept = folder.path().join("backups").join("before-restore-1.db");
    let kept = Connection::open(kept).unwrap();
    let articles: u32 =
        kept.query_row("SELECT count(*) FROM articles", [], |row| row.get(0)).unwrap();
    assert_eq!(articles, 2, "what was replaced is lost");
}

/// Damage must be noticed by the check, not by the first reader who misses a photo.
#[test]
fn check_finds_missing_and_changed_originals() {
    let (_folder, library) = library();
    let photos = [1, 2, 3].map(|number| photo(&library, number));
    library.write(|writer| writer.photos_mut().insert(&photos, None)).unwrap();
    assert!(library.check(true).unwrap().is_whole());

    fs::remove_file(library.originals().path(photos[0].original)).unwrap();
    fs::write(library.originals().path(photos[1].original), [9; 1000]).unwrap();

    let report = library.check(true).unwrap();
    assert_eq!((report.blobs, report.missing), (3, vec![photos[0].original]));
    assert_eq!(report.changed, [photos[1].original]);
}

/// A page of the database that was overwritten must be reported as damage, not as an empty list.
#[test]
fn damaged_database_is_named_damaged() {
    let (folder, library) = library();
    for number in 0..200 {
        insert(&library, &article(&format!("Bài {number}")));
    }
    drop(library);
    let database = folder.path().join("library.db");
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..].fill(0x5A);
    fs::write(&database, bytes).unwrap();

    let opened = Library::open(folder.path()).and_then(|library| library.quick_check());

    assert!(matches!(opened, Err(StoreError::Damaged { .. })), "{opened:?}");
}

/// A thumbnail that is half written would stay half in the window's cache.
#[test]
fn thumbnails_are_replaced_whole() {
    let (_folder, library) = library();
    let id = photo(&library, 1).id;
    assert_eq!(library.thumbnails().find(id, 400), None);
    library.thumbnails().write(id, 400, b"first").unwrap();
    let path = library.thumbnails().write(id, 400, b"second").unwrap();
    assert_eq!(fs::read(&path).unwrap(), b"second");
    let left: Vec<_> = fs::read_dir(path.parent().unwrap()).unwrap().collect();
    assert_eq!(left.len(), 1, "an unfinished file was left");
    library.thumbnails().delete(id, &[400, 1600]).unwrap();
    assert_eq!(library.thumbnails().find(id, 400), None);
}

//! `toasoan-portal` as an administrator and the app start it.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Output, Stdio};

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_toasoan-portal"));
    command.arg("--data").arg(folder);
    command
}

fn text(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).trim().to_owned()
}

/// Whoever starts a portal on a free port learns the address from its first line; a second portal
/// on the same folder would corrupt its uploads; tokens must be made while the portal runs; and a
/// portal that is told to stop must end well.
#[test]
fn serves_refuses_a_second_and_stops() {
    let folder = tempfile::tempdir().unwrap();
    let mut running = program(folder.path())
        .args(["--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(running.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let port = address.trim().strip_prefix("http://127.0.0.1:").unwrap();
    assert_ne!(port.parse::<u16>().unwrap(), 0);

    let second = program(folder.path()).args(["--listen", "127.0.0.1:0"]).output().unwrap();
    assert_eq!(second.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&second.stderr).contains("another portal is running"));

    let create = ["token", "create", "--user", "lan", "--permissions", "read"];
    let created = text(&program(folder.path()).args(create).output().unwrap());
    let prefix = created.strip_prefix("tsn_").unwrap().split('_').next().unwrap().to_owned();
    let listed = text(&program(folder.path()).args(["token", "list"]).output().unwrap());
    assert!(listed.contains(&prefix) && listed.contains("lan") && listed.contains("valid"));
    assert!(!listed.contains(&created), "the secret stands in the list");
    let revoke = program(folder.path()).args(["token", "revoke", &prefix]).output().unwrap();
    assert!(revoke.status.success());
    let again = program(folder.path()).args(["token", "revoke", &prefix]).output().unwrap();
    assert!(!again.status.success());

    if cfg!(unix) {
        let asked = Command::new("kill").arg(running.id().to_string()).status().unwrap();
        assert!(asked.success());
        assert!(running.wait().unwrap().success(), "a portal told to stop ended badly");
    } else {
        running.kill().unwrap();
        running.wait().unwrap();
    }
}

/// The data of a newer version must be refused in words, with an exit code that tells a supervisor
/// not to try again, and must stay byte for byte as it was: an older program that writes into it
/// would destroy what it does not know.
#[test]
fn data_of_a_newer_version_is_refused_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let create = ["token", "create", "--user", "lan"];
    assert!(program(folder.path()).args(create).output().unwrap().status.success());
    let database = folder.path().join("portal.sqlite");
    let newer = rusqlite::Connection::open(&database).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    newer.execute("CREATE TABLE of_the_future (a TEXT) STRICT", []).unwrap();
    newer.close().unwrap();
    let before = std::fs::read(&database).unwrap();

    for arguments in [["--listen", "127.0.0.1:0"].as_slice(), &create, &["restored"]] {
        let refused = program(folder.path()).args(arguments).output().unwrap();
        assert_eq!(refused.status.code(), Some(3), "{arguments:?}");
        assert!(refused.stdout.is_empty(), "it served all the same");
        let words = String::from_utf8_lossy(&refused.stderr).into_owned();
        assert!(words.contains("made by a newer version (99, this one knows 3)"), "{words}");
    }

    assert!(std::fs::read(&database).unwrap() == before, "the newer version's data was changed");
}

/// The data of the version before must be taken over with everything in it, and kept as a copy.
#[test]
fn data_of_the_version_before_is_taken_over() {
    let folder = tempfile::tempdir().unwrap();
    let older = rusqlite::Connection::open(folder.path().join("portal.sqlite")).unwrap();
    older.execute_batch(include_str!("../src/schema/0001_portal.sql")).unwrap();
    older
        .execute_batch(
            r#"PRAGMA user_version = 1;
            INSERT INTO resource (kind, id, sequence, revision, draft, sent_hash, state,
                live_revision, live, path, ever_live)
            VALUES ('album', 'a', 1, 'r', '{}', '', 'live', 'r',
                '{"cover":"p1","photos":["p1","p2"]}', '/thu-vien-anh/a', 1)"#,
        )
        .unwrap();
    older.close().unwrap();

    let list = program(folder.path()).args(["token", "list"]).output().unwrap();
    assert!(list.status.success(), "{}", String::from_utf8_lossy(&list.stderr));

    let now = rusqlite::Connection::open(folder.path().join("portal.sqlite")).unwrap();
    let count = |connection: &rusqlite::Connection, sql: &str| -> i64 {
        connection.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    assert_eq!(count(&now, "PRAGMA user_version"), 3);
    assert_eq!(count(&now, "SELECT count(*) FROM resource"), 1);
    assert_eq!(count(&now, "SELECT count(*) FROM live_photo"), 2, "photos on pages were forgotten");
    let copy = rusqlite::Connection::open(folder.path().join("portal.before-3.sqlite")).unwrap();
    assert_eq!(count(&copy, "PRAGMA user_version"), 1);
    assert_eq!(count(&copy, "SELECT count(*) FROM resource"), 1);
}

//! Bringing an older database up to date: numbered SQL files, each run once, in one transaction
//! each, after a copy of the database has been put aside.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::Backup;
use rusqlite::{Connection, TransactionBehavior};

use crate::connections::APPLICATION_ID;
use crate::error::StoreError;

/// All schemas, oldest first. `user_version` in the database counts how many it has been through.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_library.sql"),
    include_str!("../migrations/0002_gallery.sql"),
    include_str!("../migrations/0003_captions.sql"),
    include_str!("../migrations/0004_watched.sql"),
];

/// What a database file is, before anything in it is touched.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Found {
    /// A database without content: creation was interrupted before its one transaction.
    Empty,
    /// A library with this schema version.
    Library(u32),
    /// A database of another program, or no database.
    Foreign,
}

/// Looks at the marks in the file.
pub(crate) fn look(connection: &Connection) -> Result<Found, StoreError> {
    let marks = connection.query_row(
        "SELECT (SELECT application_id FROM pragma_application_id),
                (SELECT user_version FROM pragma_user_version),
                (SELECT count(*) FROM sqlite_schema)",
        [],
        |row| Ok((row.get::<_, i32>(0)?, row.get::<_, u32>(1)?, row.get::<_, u32>(2)?)),
    );
    match marks {
        Ok((APPLICATION_ID, version, _)) => Ok(Found::Library(version)),
        Ok((0, 0, 0)) => Ok(Found::Empty),
        Ok(_) => Ok(Found::Foreign),
        Err(error) if error.sqlite_error_code() == Some(rusqlite::ErrorCode::NotADatabase) => {
            Ok(Found::Foreign)
        }
        Err(error) => Err(error.into()),
    }
}

/// Runs the migrations the database has not been through, and says where the copy made before them
/// lies, if one was made.
///
/// # Errors
/// [`StoreError::TooNew`] when the database knows more migrations than this program; it is left as
/// it is. Any failure leaves the last whole migration in place.
pub(crate) fn run(
    connection: &mut Connection,
    folder: &Path,
    found: u32,
    migrations: &[&str],
) -> Result<Option<PathBuf>, StoreError> {
    let known = migrations.len() as u32;
    if found > known {
        return Err(StoreError::TooNew { path: folder.to_owned(), found, known });
    }
    if found == known {
        return Ok(None);
    }
    let is_new = look(connection)? == Found::Empty;
    let copy =
        if is_new { None } else { Some(put_aside(connection, &folder.join("backups"), found)?) };
    for (number, sql) in (1_u32..).zip(migrations).skip(found as usize) {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(copy)
}

/// Copies the database to a new file in `backups` that tells the version it had.
fn put_aside(connection: &Connection, backups: &Path, version: u32) -> Result<PathBuf, StoreError> {
    fs::create_dir_all(backups).map_err(|error| StoreError::io(backups, error))?;
    let path = (1_u32..)
        .map(|number| backups.join(format!("before-upgrade-from-{version}-{number}.db")))
        .find(|path| !path.exists())
        .unwrap_or_else(|| backups.join("before-upgrade.db"));
    copy_database(connection, &path)?;
    Ok(path)
}

/// Copies a whole database to `path`, which must not exist yet, and makes it durable.
pub(crate) fn copy_database(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let mut copy = Connection::open(path)?;
    Backup::new(connection, &mut copy)?.run_to_completion(1024, Duration::ZERO, None)?;
    // A copy is one file that can be carried away: no write-ahead log beside it.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    copy.close().map_err(|(_, error)| error)?;
    fs::OpenOptions::new()
        .write(true)
        .open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| StoreError::io(path, error))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An upgrade that goes wrong must leave a copy of what was there to go back to, and an upgrade
    /// that stops half-way must not be counted as done.
    #[test]
    fn copy_is_made_and_failed_step_is_not_counted() {
        let folder = tempfile::tempdir().unwrap();
        let mut connection = Connection::open(folder.path().join("library.db")).unwrap();
        let first = "CREATE TABLE words (word TEXT) STRICT; INSERT INTO words VALUES ('tỉnh');";
        assert_eq!(run(&mut connection, folder.path(), 0, &[first]).unwrap(), None);

        let broken = "DELETE FROM words; CREATE TABLE words (again TEXT);";
        run(&mut connection, folder.path(), 1, &[first, broken]).unwrap_err();
        assert_eq!(look(&connection).unwrap(), Found::Library(1));
        let words = |connection: &Connection| -> Vec<String> {
            let mut statement = connection.prepare("SELECT word FROM words").unwrap();
            statement.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
        };
        assert_eq!(words(&connection), ["tỉnh"], "the failed step left its traces");

        let second = "DELETE FROM words;";
        let copy = run(&mut connection, folder.path(), 1, &[first, second]).unwrap().unwrap();
        assert_eq!(look(&connection).unwrap(), Found::Library(2));
        assert_eq!(
            words(&Connection::open(copy).unwrap()),
            ["tỉnh"],
            "the copy is not the old state"
        );
    }
}

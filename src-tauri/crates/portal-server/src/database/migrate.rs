//! The database's versions: refusing newer ones, bringing older ones up to date.

use std::io::ErrorKind;
use std::path::Path;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};

use crate::error::PortalServerError;

/// What makes each version from the one before. Released ones are never edited.
const VERSIONS: [&str; 3] = [
    include_str!("../schema/0001_portal.sql"),
    include_str!("../schema/0002_live_photo.sql"),
    include_str!("../schema/0003_cover_shapes.sql"),
];

/// The version this program writes.
const KNOWN: u32 = VERSIONS.len() as u32;

/// Refuses a newer version's database before anything opens it for writing, so that it stays byte
/// for byte as it is.
pub(super) fn refuse_newer(path: &Path) -> Result<(), PortalServerError> {
    if !path.try_exists()? {
        return Ok(());
    }
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let found = version(&Connection::open_with_flags(path, flags)?)?;
    if found > KNOWN {
        return Err(PortalServerError::TooNew { path: path.to_owned(), found, known: KNOWN });
    }
    Ok(())
}

/// Checks that the database is whole and makes the present version of it. An older one is copied
/// first, to `portal.before-N.sqlite` beside it, where N is the version it is to become.
pub(super) fn bring_up_to_date(
    writer: &mut Connection,
    path: &Path,
) -> Result<(), PortalServerError> {
    let found = version(writer)?;
    if found > 0 {
        let finding: String = writer.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        if finding != "ok" {
            return Err(PortalServerError::Damaged { path: path.to_owned(), finding });
        }
    }
    if found == KNOWN {
        return Ok(());
    }
    if found > 0 {
        copy(writer, &path.with_file_name(format!("portal.before-{KNOWN}.sqlite")))?;
    }
    let tx = writer.transaction_with_behavior(TransactionBehavior::Exclusive)?;
    // Another process may have been faster.
    for (sql, number) in VERSIONS.iter().zip(1..).skip(version(&tx)? as usize) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
    }
    Ok(tx.commit()?)
}

/// A copy that an earlier try left behind was of the same data: nothing was migrated since.
fn copy(connection: &Connection, target: &Path) -> Result<(), PortalServerError> {
    match std::fs::remove_file(target) {
        Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    connection.execute("VACUUM INTO ?1", [target.to_string_lossy()])?;
    Ok(())
}

fn version(connection: &Connection) -> Result<u32, PortalServerError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

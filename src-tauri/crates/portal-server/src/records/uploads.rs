//! Uploads in parts: what they are to become. How far they are is the length of their file.

use chrono::{DateTime, TimeDelta, Utc};
use domain::BlobHash;
use rusqlite::{Connection, OptionalExtension, params};
use uuid::Uuid;

use crate::error::PortalServerError;

/// How long an upload waits for its next part.
const KEPT: TimeDelta = TimeDelta::days(7);

/// An upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Upload {
    pub(crate) id: Uuid,
    pub(crate) hash: BlobHash,
    /// Bytes of the whole.
    pub(crate) bytes: u64,
}

/// The upload of that id.
pub(crate) fn find(connection: &Connection, id: Uuid) -> Result<Option<Upload>, PortalServerError> {
    let found: Option<(String, i64)> = connection
        .prepare_cached("SELECT hash, bytes FROM upload WHERE id = ?1")?
        .query_row([id.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(found.and_then(|(hash, bytes)| {
        Some(Upload { id, hash: hash.parse().ok()?, bytes: bytes.unsigned_abs() })
    }))
}

/// Notes a new upload.
pub(crate) fn insert(
    connection: &Connection,
    upload: &Upload,
    at: DateTime<Utc>,
) -> Result<(), PortalServerError> {
    connection.execute(
        "INSERT INTO upload (id, hash, bytes, created_at) VALUES (?1, ?2, ?3, ?4)",
        params![
            upload.id.to_string(),
            upload.hash.to_string(),
            i64::try_from(upload.bytes).unwrap_or(i64::MAX),
            at.timestamp_millis()
        ],
    )?;
    Ok(())
}

/// Forgets an upload.
pub(crate) fn delete(connection: &Connection, id: Uuid) -> Result<(), PortalServerError> {
    connection.execute("DELETE FROM upload WHERE id = ?1", [id.to_string()])?;
    Ok(())
}

/// Forgets uploads that nobody goes on with; answers which, so that their files can go too.
pub(crate) fn delete_old(
    connection: &Connection,
    at: DateTime<Utc>,
) -> Result<Vec<String>, PortalServerError> {
    let mut statement =
        connection.prepare_cached("DELETE FROM upload WHERE created_at < ?1 RETURNING id")?;
    let rows = statement.query_map([(at - KEPT).timestamp_millis()], |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

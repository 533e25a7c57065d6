//! Which blobs are whole and durable.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::BlobHash;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::PortalServerError;

/// A blob the portal has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Blob {
    pub(crate) bytes: u64,
    /// As the portal found it to be, whatever it came as.
    pub(crate) media_type: String,
}

/// The blob of that hash.
pub(crate) fn find(
    connection: &Connection,
    hash: BlobHash,
) -> Result<Option<Blob>, PortalServerError> {
    Ok(connection
        .prepare_cached("SELECT bytes, media_type FROM blob WHERE hash = ?1")?
        .query_row([hash.to_string()], |row| {
            Ok(Blob { bytes: row.get::<_, i64>(0)?.unsigned_abs(), media_type: row.get(1)? })
        })
        .optional()?)
}

/// Says that the file of that hash is whole and durable. Answers whether it is new.
pub(crate) fn insert(
    connection: &Connection,
    hash: BlobHash,
    blob: &Blob,
    at: DateTime<Utc>,
) -> Result<bool, PortalServerError> {
    let inserted = connection
        .prepare_cached(
            "INSERT OR IGNORE INTO blob (hash, bytes, media_type, stored_at)
             VALUES (?1, ?2, ?3, ?4)",
        )?
        .execute(params![
            hash.to_string(),
            i64::try_from(blob.bytes).unwrap_or(i64::MAX),
            blob.media_type,
            at.timestamp_millis()
        ])?;
    Ok(inserted > 0)
}

/// The hashes of all pictures that a live article or album shows, now or at its hour.
pub(crate) fn list_shown(connection: &Connection) -> Result<HashSet<String>, PortalServerError> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT live_blob.hash FROM live_blob
         JOIN resource ON resource.number = live_blob.resource AND resource.kind = 'photo'
         JOIN live_photo ON live_photo.photo = resource.id",
    )?;
    let hashes = statement.query_map([], |row| row.get(0))?;
    Ok(hashes.collect::<rusqlite::Result<_>>()?)
}

//! Answers that are given again when a request comes again.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::PortalServerError;

/// How long an answer is kept: a client that was switched off for a summer must still be heard.
const KEPT: TimeDelta = TimeDelta::days(90);

/// A remembered answer.
pub(crate) struct Remembered {
    /// SHA-256 of the body of the first request, hexadecimal.
    pub(crate) request_hash: String,
    /// The first answer, byte for byte.
    pub(crate) answer: Vec<u8>,
}

/// What was answered to this user's request with this key.
pub(crate) fn find(
    connection: &Connection,
    user: &str,
    key: &str,
) -> Result<Option<Remembered>, PortalServerError> {
    Ok(connection
        .prepare_cached(
            "SELECT request_hash, answer FROM idempotency WHERE user = ?1 AND key = ?2",
        )?
        .query_row([user, key], |row| {
            Ok(Remembered { request_hash: row.get(0)?, answer: row.get(1)? })
        })
        .optional()?)
}

/// Remembers an answer, in the transaction of the work it tells of.
pub(crate) fn insert(
    connection: &Connection,
    user: &str,
    key: &str,
    remembered: &Remembered,
    at: DateTime<Utc>,
) -> Result<(), PortalServerError> {
    connection
        .prepare_cached(
            "INSERT INTO idempotency (user, key, request_hash, answer, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5)",
        )?
        .execute(params![
            user,
            key,
            remembered.request_hash,
            remembered.answer,
            at.timestamp_millis()
        ])?;
    Ok(())
}

/// Forgets answers that nobody will ask for any more.
pub(crate) fn delete_old(
    connection: &Connection,
    at: DateTime<Utc>,
) -> Result<(), PortalServerError> {
    connection
        .prepare_cached("DELETE FROM idempotency WHERE created_at < ?1")?
        .execute([(at - KEPT).timestamp_millis()])?;
    Ok(())
}

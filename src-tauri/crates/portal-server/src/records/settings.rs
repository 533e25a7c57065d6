//! Single values: the portal's name, its epoch, the sequence last given out.

use rusqlite::{Connection, OptionalExtension};

use crate::error::PortalServerError;

/// Drawn anew when the database is made or a backup was put back: cursors of another epoch expire.
pub(crate) const EPOCH: &str = "epoch";
/// The portal's name, as the site and the API give it.
pub(crate) const NAME: &str = "portal_name";
const SEQUENCE: &str = "sequence";
/// The name of a portal that nobody has named.
const DEFAULT_NAME: &str = "Cổng thông tin điện tử";

/// Makes what a portal cannot be without; an empty `name` keeps the stored one.
pub(crate) fn prepare(connection: &Connection, name: &str) -> Result<(), PortalServerError> {
    insert_missing(connection, SEQUENCE, "0")?;
    insert_missing(connection, EPOCH, &random_hex()?)?;
    insert_missing(connection, NAME, DEFAULT_NAME)?;
    insert_missing(connection, "portal_subtitle", "")?;
    if !name.trim().is_empty() {
        set(connection, NAME, name.trim())?;
    }
    Ok(())
}

/// Starts a new epoch: every cursor given out so far answers 410 from now on.
pub(crate) fn renew_epoch(connection: &Connection) -> Result<(), PortalServerError> {
    set(connection, EPOCH, &random_hex()?)
}

/// The value of a setting; empty when there is none.
pub(crate) fn get(connection: &Connection, key: &str) -> Result<String, PortalServerError> {
    let value: Option<String> = connection
        .prepare_cached("SELECT value FROM setting WHERE key = ?1")?
        .query_row([key], |row| row.get(0))
        .optional()?;
    Ok(value.unwrap_or_default())
}

/// The sequence last given out.
pub(crate) fn sequence(connection: &Connection) -> Result<i64, PortalServerError> {
    Ok(connection
        .prepare_cached("SELECT CAST(value AS INTEGER) FROM setting WHERE key = ?1")?
        .query_row([SEQUENCE], |row| row.get(0))?)
}

/// Gives out the next sequence. There is one writer, so sequences become visible in their order.
pub(crate) fn next_sequence(connection: &Connection) -> Result<i64, PortalServerError> {
    Ok(connection
        .prepare_cached(
            "UPDATE setting SET value = CAST(CAST(value AS INTEGER) + 1 AS TEXT)
             WHERE key = ?1 RETURNING CAST(value AS INTEGER)",
        )?
        .query_row([SEQUENCE], |row| row.get(0))?)
}

fn set(connection: &Connection, key: &str, value: &str) -> Result<(), PortalServerError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO setting (key, value) VALUES (?1, ?2)")?
        .execute([key, value])?;
    Ok(())
}

fn insert_missing(
    connection: &Connection,
    key: &str,
    value: &str,
) -> Result<(), PortalServerError> {
    connection
        .prepare_cached("INSERT OR IGNORE INTO setting (key, value) VALUES (?1, ?2)")?
        .execute([key, value])?;
    Ok(())
}

/// 128 random bits as hexadecimal digits.
pub(crate) fn random_hex() -> Result<String, PortalServerError> {
    let mut bytes = [0_u8; 16];
    getrandom::fill(&mut bytes).map_err(PortalServerError::Random)?;
    Ok(uuid::Uuid::from_bytes(bytes).simple().to_string())
}

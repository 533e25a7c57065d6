//! Cursors: where a client stands in a feed. Opaque to clients; never a time, because clocks jump.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::settings;
use crate::error::PortalServerError;

/// What a cursor holds: the history it belongs to and the last sequence that was seen.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Cursor {
    epoch: String,
    sequence: i64,
}

/// The cursor after `sequence`, in the portal's present epoch.
pub(crate) fn write(connection: &Connection, sequence: i64) -> Result<String, PortalServerError> {
    let epoch = settings::get(connection, settings::EPOCH)?;
    Ok(URL_SAFE_NO_PAD.encode(serde_json::to_vec(&Cursor { epoch, sequence })?))
}

/// The sequence a cursor stands at; without a cursor the beginning. `None`: the cursor is from
/// another history, or from a future that a restored backup has undone.
pub(crate) fn read(
    connection: &Connection,
    cursor: Option<&str>,
    newest: i64,
) -> Result<Option<i64>, PortalServerError> {
    let Some(cursor) = cursor else { return Ok(Some(0)) };
    let epoch = settings::get(connection, settings::EPOCH)?;
    let parsed = URL_SAFE_NO_PAD
        .decode(cursor)
        .ok()
        .and_then(|bytes| serde_json::from_slice::<Cursor>(&bytes).ok());
    Ok(parsed
        .filter(|parsed| parsed.epoch == epoch && (0..=newest).contains(&parsed.sequence))
        .map(|parsed| parsed.sequence))
}

//! The change feed: what happened since a cursor. It is read off the resources themselves, each of
//! which keeps the sequence of the newest thing that happened to it; so an item stands once.

use portal_wire::{Change, ChangePage};
use rusqlite::Connection;

use super::{cursor, resources, settings};
use crate::error::PortalServerError;

/// The page after `cursor`, with at most `limit` items; `None` when the cursor has expired.
pub(crate) fn page(
    connection: &Connection,
    cursor: Option<&str>,
    limit: u32,
) -> Result<Option<ChangePage>, PortalServerError> {
    let newest = settings::sequence(connection)?;
    let Some(from) = cursor::read(connection, cursor, newest)? else { return Ok(None) };
    let mut rows = resources::list_after(connection, from, limit + 1)?;
    let has_more = rows.len() > limit as usize;
    rows.truncate(limit as usize);
    let until = rows.last().map_or(from, |row| row.sequence);
    let changes = rows
        .iter()
        .map(|row| {
            Ok(match row.stored()? {
                Some(stored) => Change::Upserted(stored),
                None => Change::Deleted { item: row.item },
            })
        })
        .collect::<Result<_, PortalServerError>>()?;
    Ok(Some(ChangePage { changes, cursor: cursor::write(connection, until)?, has_more }))
}

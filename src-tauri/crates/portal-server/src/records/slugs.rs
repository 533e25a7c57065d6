//! Which address a page gets. An address belongs to one resource, and once readers have seen it, it
//! stays that resource's for good: old links must go on working (or say 410).

use portal_wire::{ItemKind, ItemRef};
use rusqlite::{Connection, OptionalExtension};

use super::resources::Row;
use crate::error::PortalServerError;

/// The address of an album without a usable title.
const ALBUM: &str = "album";

/// The path of the page with that slug; `None` for photos, which have no page of their own.
pub(crate) fn path(kind: ItemKind, slug: &str) -> Option<String> {
    match kind {
        ItemKind::Article => Some(format!("/tin-tuc/{slug}")),
        ItemKind::Album => Some(format!("/thu-vien-anh/{slug}")),
        ItemKind::Photo => None,
    }
}

/// The slug the resource gets: its own if it was ever live, else the wished one, else one made
/// from the title; with a part of the id behind it when another resource has it.
pub(crate) fn settle(
    connection: &Connection,
    item: ItemRef,
    present: Option<&Row>,
    wished: &str,
    title: &str,
) -> Result<String, PortalServerError> {
    if let Some(fixed) = present.filter(|row| row.ever_live).and_then(|row| row.slug.clone()) {
        return Ok(fixed);
    }
    let base = match wished {
        "" if item.kind == ItemKind::Album && title.trim().is_empty() => ALBUM.to_owned(),
        "" => text::slug::slug(title),
        wished => wished.to_owned(),
    };
    let id = item.id.simple().to_string();
    // The first digits of an id tell the time it was made; the last ones tell it apart.
    let short = format!("{base}-{}", &id[id.len() - 8..]);
    for candidate in [base.clone(), short] {
        if !taken(connection, item, &candidate)? {
            return Ok(candidate);
        }
    }
    Ok(format!("{base}-{id}"))
}

fn taken(connection: &Connection, item: ItemRef, slug: &str) -> Result<bool, PortalServerError> {
    let Some(path) = path(item.kind, slug) else { return Ok(false) };
    let holder: Option<String> = connection
        .prepare_cached("SELECT id FROM resource WHERE path = ?1")?
        .query_row([path], |row| row.get(0))
        .optional()?;
    Ok(holder.is_some_and(|holder| holder != item.id.to_string()))
}

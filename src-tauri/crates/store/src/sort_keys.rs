//! Vietnamese order inside SQLite: each name is stored with the bytes that sort as it does.

use std::sync::LazyLock;

use rusqlite::{Connection, OptionalExtension, params};
use text::collate::{Collator, SORT_KEY_VERSION};

use crate::columns::Json;
use crate::error::StoreError;

const VERSION_KEY: &str = "store.sort_key_version";

static COLLATOR: LazyLock<Collator> = LazyLock::new(Collator::new);

/// Bytes that compare as the texts do.
pub(crate) fn sort_key(text: &str) -> Vec<u8> {
    COLLATOR.sort_key(text.trim())
}

/// Makes all keys anew when they were made with other tables than this program's: keys of two
/// versions do not compare.
pub(crate) fn refresh(connection: &mut Connection) -> Result<(), StoreError> {
    let transaction = connection.transaction()?;
    let stored: Option<Json<String>> = transaction
        .query_row("SELECT value FROM settings WHERE key = ?1", [VERSION_KEY], |row| row.get(0))
        .optional()?;
    if stored.is_some_and(|stored| stored.0 == SORT_KEY_VERSION) {
        return Ok(());
    }
    for (select, update) in [
        (
            "SELECT number, title FROM articles",
            "UPDATE articles SET title_key = ?2 WHERE number = ?1",
        ),
        (
            "SELECT number, file_name FROM photos",
            "UPDATE photos SET name_key = ?2 WHERE number = ?1",
        ),
        (
            "SELECT number, record ->> '$.title' FROM albums",
            "UPDATE albums SET title_key = ?2 WHERE number = ?1",
        ),
        (
            "SELECT id, title FROM smart_albums",
            "UPDATE smart_albums SET title_key = ?2 WHERE id = ?1",
        ),
        ("SELECT id, name FROM people", "UPDATE people SET name_key = ?2 WHERE id = ?1"),
        (
            "SELECT id, name FROM caption_templates",
            "UPDATE caption_templates SET name_key = ?2 WHERE id = ?1",
        ),
    ] {
        let mut select = transaction.prepare(select)?;
        let mut update = transaction.prepare(update)?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            let id: rusqlite::types::Value = row.get(0)?;
            update.execute(params![id, sort_key(&row.get::<_, String>(1)?)])?;
        }
    }
    transaction.execute(
        "INSERT INTO settings (key, value) VALUES (?1, ?2)
         ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        params![VERSION_KEY, Json(SORT_KEY_VERSION)],
    )?;
    transaction.commit()?;
    Ok(())
}

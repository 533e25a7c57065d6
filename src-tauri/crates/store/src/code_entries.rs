//! Sổ chức danh: what the newsroom's short codes stand for, and since when.

use domain::codebook::code_key;
use domain::{CodeEntry, CodeEntryId};
use rusqlite::{Connection, OptionalExtension, Row, params};
use text::fold::{fold, search_key};

use crate::error::{Entity, StoreError};

/// Reads the codebook.
pub struct CodeEntries<'c> {
    pub(crate) connection: &'c Connection,
}

/// Edits the codebook.
pub struct CodeEntriesMut<'w> {
    pub(crate) connection: &'w Connection,
}

const COLUMNS: &str = "id, code, name, title, valid_from, valid_until";

impl CodeEntries<'_> {
    /// All entries, by code and then the newest first.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<CodeEntry>, StoreError> {
        self.search("")
    }

    /// The entries whose code, name or title holds `query`, marks and case apart.
    ///
    /// # Errors
    /// Those of the database; what was typed never causes one.
    pub fn search(&self, query: &str) -> Result<Vec<CodeEntry>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM code_entries WHERE ?1 = '' OR instr(words, ?1) > 0
             ORDER BY code_key, valid_from DESC, id"
        ))?;
        let entries = statement.query_map([folded(query.trim())], read)?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }

    /// All entries of a code, whatever its case.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list_by_code(&self, code: &str) -> Result<Vec<CodeEntry>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM code_entries WHERE code_key = ?1 ORDER BY valid_from, id"
        ))?;
        let entries = statement.query_map([code_key(code)], read)?;
        Ok(entries.collect::<rusqlite::Result<_>>()?)
    }

    /// The entry, or `None`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: CodeEntryId) -> Result<Option<CodeEntry>, StoreError> {
        Ok(self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM code_entries WHERE id = ?1"))?
            .query_row([id.0], read)
            .optional()?)
    }

    /// How many entries there are.
    ///
    /// # Errors
    /// Those of the database.
    pub fn count(&self) -> Result<u32, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM code_entries")?
            .query_row([], |row| row.get(0))?)
    }
}

impl CodeEntriesMut<'_> {
    /// Adds an entry, or puts it in the place of the one with its id. Whether it may stand beside
    /// the others of its code is the caller's to ask ([`CodeEntry::overlaps`]).
    ///
    /// # Errors
    /// Those of the database.
    pub fn update(&mut self, entry: &CodeEntry) -> Result<(), StoreError> {
        let words = folded(&format!("{} {} {}", entry.code, entry.title, entry.name));
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO code_entries
                     (id, code, code_key, name, title, valid_from, valid_until, words)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            )?
            .execute(params![
                entry.id.0,
                entry.code,
                code_key(&entry.code),
                entry.name,
                entry.title,
                entry.from,
                entry.until,
                words,
            ])?;
        Ok(())
    }

    /// Removes an entry. Texts it was used in keep their words.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn delete(&mut self, id: CodeEntryId) -> Result<(), StoreError> {
        let deleted = self
            .connection
            .prepare_cached("DELETE FROM code_entries WHERE id = ?1")?
            .execute([id.0])?;
        if deleted == 0 {
            return Err(StoreError::not_found(Entity::CodeEntry, id));
        }
        Ok(())
    }

    /// Removes all entries.
    ///
    /// # Errors
    /// Those of the database.
    pub fn clear(&mut self) -> Result<(), StoreError> {
        self.connection.prepare_cached("DELETE FROM code_entries")?.execute([])?;
        Ok(())
    }
}

fn folded(text: &str) -> String {
    fold(&search_key(text))
}

fn read(row: &Row<'_>) -> rusqlite::Result<CodeEntry> {
    Ok(CodeEntry {
        id: CodeEntryId(row.get("id")?),
        code: row.get("code")?,
        name: row.get("name")?,
        title: row.get("title")?,
        from: row.get("valid_from")?,
        until: row.get("valid_until")?,
    })
}

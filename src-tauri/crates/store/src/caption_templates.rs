//! Captions kept for use again.

use domain::{CaptionTemplate, TemplateId};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::{Entity, StoreError};
use crate::sort_keys::sort_key;

/// Reads caption templates.
pub struct CaptionTemplates<'c> {
    pub(crate) connection: &'c Connection,
}

/// Edits caption templates.
pub struct CaptionTemplatesMut<'w> {
    pub(crate) connection: &'w Connection,
}

impl CaptionTemplates<'_> {
    /// All templates, in Vietnamese order of the name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<CaptionTemplate>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, caption, alt, credit FROM caption_templates ORDER BY name_key, id",
        )?;
        let templates = statement.query_map([], read)?;
        Ok(templates.collect::<rusqlite::Result<_>>()?)
    }

    /// The template.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: TemplateId) -> Result<CaptionTemplate, StoreError> {
        self.connection
            .prepare_cached(
                "SELECT id, name, caption, alt, credit FROM caption_templates WHERE id = ?1",
            )?
            .query_row([id.0], read)
            .optional()?
            .ok_or_else(|| StoreError::not_found(Entity::CaptionTemplate, id))
    }
}

impl CaptionTemplatesMut<'_> {
    /// Adds a template, or puts it in the place of the one with its id.
    ///
    /// # Errors
    /// Those of the database.
    pub fn update(&mut self, template: &CaptionTemplate) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO caption_templates (id, name, name_key, caption, alt, credit)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute(params![
                template.id.0,
                template.name,
                sort_key(&template.name),
                template.caption,
                template.alt,
                template.credit,
            ])?;
        Ok(())
    }

    /// Removes a template. Captions made with it stay.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn delete(&mut self, id: TemplateId) -> Result<(), StoreError> {
        let deleted = self
            .connection
            .prepare_cached("DELETE FROM caption_templates WHERE id = ?1")?
            .execute([id.0])?;
        if deleted == 0 {
            return Err(StoreError::not_found(Entity::CaptionTemplate, id));
        }
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<CaptionTemplate> {
    Ok(CaptionTemplate {
        id: TemplateId(row.get("id")?),
        name: row.get("name")?,
        caption: row.get("caption")?,
        alt: row.get("alt")?,
        credit: row.get("credit")?,
    })
}

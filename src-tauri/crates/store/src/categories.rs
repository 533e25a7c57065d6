//! Chuyên mục: what articles are filed under.

use domain::{Category, CategoryId};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::{Entity, StoreError};

/// Reads categories.
pub struct Categories<'c> {
    pub(crate) connection: &'c Connection,
}

/// Edits categories.
pub struct CategoriesMut<'w> {
    pub(crate) connection: &'w Connection,
}

impl Categories<'_> {
    /// All categories in the order of menus.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<Category>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, slug, position FROM categories ORDER BY position, name",
        )?;
        let categories = statement.query_map([], read)?;
        Ok(categories.collect::<rusqlite::Result<_>>()?)
    }

    /// The category, or `None`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: CategoryId) -> Result<Option<Category>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, name, slug, position FROM categories WHERE id = ?1")?
            .query_row([id.0], read)
            .optional()?)
    }

    /// The category of that name, letter for letter.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find_by_name(&self, name: &str) -> Result<Option<Category>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, name, slug, position FROM categories WHERE name = ?1")?
            .query_row([name], read)
            .optional()?)
    }

    /// The category.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: CategoryId) -> Result<Category, StoreError> {
        self.find(id)?.ok_or_else(|| StoreError::not_found(Entity::Category, id))
    }
}

impl CategoriesMut<'_> {
    /// Adds a category.
    ///
    /// # Errors
    /// Those of the database, also when the id is taken.
    pub fn insert(&mut self, category: &Category) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO categories (id, name, slug, position) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![category.id.0, category.name, category.slug, category.position])?;
        Ok(())
    }

    /// Changes a category.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update(&mut self, category: &Category) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE categories SET name = ?2, slug = ?3, position = ?4 WHERE id = ?1",
            )?
            .execute(params![category.id.0, category.name, category.slug, category.position])?;
        if changed == 0 {
            return Err(StoreError::not_found(Entity::Category, category.id));
        }
        Ok(())
    }

    /// Removes a category nothing is filed under.
    ///
    /// # Errors
    /// [`StoreError::CategoryUsed`], [`StoreError::NotFound`].
    pub fn delete(&mut self, id: CategoryId) -> Result<(), StoreError> {
        let articles: u64 = self
            .connection
            .prepare_cached("SELECT count(*) FROM articles WHERE category = ?1")?
            .query_row([id.0], |row| row.get(0))?;
        if articles > 0 {
            return Err(StoreError::CategoryUsed { articles });
        }
        let deleted = self
            .connection
            .prepare_cached("DELETE FROM categories WHERE id = ?1")?
            .execute([id.0])?;
        if deleted == 0 {
            return Err(StoreError::not_found(Entity::Category, id));
        }
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Category> {
    Ok(Category {
        id: CategoryId(row.get(0)?),
        name: row.get(1)?,
        slug: row.get(2)?,
        position: row.get(3)?,
    })
}

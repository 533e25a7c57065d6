//! The newsroom's people: names offered where one is asked for.

use domain::{Person, PersonId};
use rusqlite::{Connection, OptionalExtension, Row, params};

use crate::error::{Entity, StoreError};
use crate::sort_keys::sort_key;

/// Reads people.
pub struct People<'c> {
    pub(crate) connection: &'c Connection,
}

/// Edits people.
pub struct PeopleMut<'w> {
    pub(crate) connection: &'w Connection,
}

impl People<'_> {
    /// Everybody, in Vietnamese order of the name.
    ///
    /// # Errors
    /// Those of the database.
    pub fn list(&self) -> Result<Vec<Person>, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, name, pen_name FROM people ORDER BY name_key, id")?;
        let people = statement.query_map([], read)?;
        Ok(people.collect::<rusqlite::Result<_>>()?)
    }

    /// The person, or `None`.
    ///
    /// # Errors
    /// Those of the database.
    pub fn find(&self, id: PersonId) -> Result<Option<Person>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT id, name, pen_name FROM people WHERE id = ?1")?
            .query_row([id.0], read)
            .optional()?)
    }

    /// The person.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn get(&self, id: PersonId) -> Result<Person, StoreError> {
        self.find(id)?.ok_or_else(|| StoreError::not_found(Entity::Person, id))
    }
}

impl PeopleMut<'_> {
    /// Adds somebody.
    ///
    /// # Errors
    /// Those of the database, also when the id is taken.
    pub fn insert(&mut self, person: &Person) -> Result<(), StoreError> {
        self.connection
            .prepare_cached(
                "INSERT INTO people (id, name, name_key, pen_name) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![person.id.0, person.name, sort_key(&person.name), person.pen_name])?;
        Ok(())
    }

    /// Changes somebody's names. Articles keep the name they were printed with.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn update(&mut self, person: &Person) -> Result<(), StoreError> {
        let changed = self
            .connection
            .prepare_cached(
                "UPDATE people SET name = ?2, name_key = ?3, pen_name = ?4 WHERE id = ?1",
            )?
            .execute(params![person.id.0, person.name, sort_key(&person.name), person.pen_name])?;
        if changed == 0 {
            return Err(StoreError::not_found(Entity::Person, person.id));
        }
        Ok(())
    }

    /// Removes somebody from the directory.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub fn delete(&mut self, id: PersonId) -> Result<(), StoreError> {
        let deleted =
            self.connection.prepare_cached("DELETE FROM people WHERE id = ?1")?.execute([id.0])?;
        if deleted == 0 {
            return Err(StoreError::not_found(Entity::Person, id));
        }
        Ok(())
    }
}

fn read(row: &Row<'_>) -> rusqlite::Result<Person> {
    Ok(Person { id: PersonId(row.get(0)?), name: row.get(1)?, pen_name: row.get(2)? })
}

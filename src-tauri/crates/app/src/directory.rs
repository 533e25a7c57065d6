//! Categories, people and tags: names to choose from.

use domain::{Category, CategoryId, Person, PersonId};
use store::Reader;

use crate::view::{CategorySave, ChangedKind, Directory, Nothing, PersonSave};
use crate::{App, Error};

impl App {
    /// All names there are.
    pub async fn directory_get(&self, _: Nothing) -> Result<Directory, Error> {
        self.with_library(|library| library.try_read(directory)).await
    }

    /// Adds or renames a category. Its address stays when it is renamed, so links keep working.
    pub async fn category_save(&self, request: CategorySave) -> Result<Directory, Error> {
        let name = required(&request.name)?;
        let directory = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    let known = writer.categories().list()?;
                    match request.id {
                        Some(id) => {
                            let kept = writer.categories().get(id)?;
                            writer.categories_mut().update(&Category { name, ..kept })?;
                        }
                        None if known.iter().any(|category| category.name == name) => {}
                        None => writer.categories_mut().insert(&Category {
                            id: CategoryId::generate(),
                            slug: text::slug::slug(&name),
                            position: known.last().map_or(0, |last| last.position + 1),
                            name,
                        })?,
                    }
                    directory(writer)
                })
            })
            .await?;
        self.changed(&[ChangedKind::Directory, ChangedKind::Articles]);
        Ok(directory)
    }

    /// Adds or renames a person. Articles keep the names they were printed with.
    pub async fn person_save(&self, request: PersonSave) -> Result<Directory, Error> {
        let name = required(&request.name)?;
        let pen_name = text::fold::nfc(request.pen_name.trim());
        let directory = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    match request.id {
                        Some(id) => {
                            writer.people_mut().update(&Person { id, name, pen_name })?;
                        }
                        None => {
                            let id = PersonId::generate();
                            writer.people_mut().insert(&Person { id, name, pen_name })?;
                        }
                    }
                    directory(writer)
                })
            })
            .await?;
        self.changed(&[ChangedKind::Directory]);
        Ok(directory)
    }
}

fn required(name: &str) -> Result<String, Error> {
    match name.trim() {
        "" => Err(Error::Invalid { detail: "a name is needed" }),
        name => Ok(text::fold::nfc(name)),
    }
}

fn directory(reader: &Reader<'_>) -> Result<Directory, Error> {
    Ok(Directory {
        categories: reader.categories().list()?,
        people: reader.people().list()?,
        tags: reader.tags().list()?.into_iter().map(|tag| tag.tag).collect(),
    })
}

//! Categories and people.

use domain::{Category, CategoryId, Person, PersonId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// All names there are to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Directory {
    /// Chuyên mục, in menu order.
    pub categories: Vec<Category>,
    /// People, in Vietnamese order of names.
    pub people: Vec<Person>,
    /// Tags in use, in Vietnamese order.
    pub tags: Vec<String>,
}

/// Adds or renames a category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CategorySave {
    /// `None` makes a new one.
    pub id: Option<CategoryId>,
    /// As printed.
    pub name: String,
}

/// Adds or renames a person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonSave {
    /// `None` makes a new one.
    pub id: Option<PersonId>,
    /// Full name.
    pub name: String,
    /// Bút danh; empty for none.
    pub pen_name: String,
}

//! What articles are filed under and who makes them: names to choose from.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{CategoryId, PersonId};

/// Chuyên mục.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Category {
    /// Its identity.
    pub id: CategoryId,
    /// As printed.
    pub name: String,
    /// In the address of its page.
    pub slug: String,
    /// Order in menus, from 0.
    pub position: u32,
}

/// Somebody of the newsroom, offered where a name is asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Person {
    /// Identity.
    pub id: PersonId,
    /// Full name.
    pub name: String,
    /// Bút danh; empty for none.
    pub pen_name: String,
}

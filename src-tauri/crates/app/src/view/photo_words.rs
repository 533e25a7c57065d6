//! What many photos say together, for changing them at once.

use domain::AltText;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The words of several photos, field by field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoWordsSummary {
    /// How many photos there are; those that are gone are not counted.
    pub count: u32,
    /// Chú thích.
    pub caption: Values<String>,
    /// Văn bản thay thế.
    pub alt: Values<AltText>,
    /// Người chụp.
    pub credit: Values<String>,
    /// Who holds the rights.
    pub copyright: Values<String>,
    /// Nguồn.
    pub source: Values<String>,
    /// Where they were taken, in words.
    pub place: Values<String>,
    /// Sự kiện.
    pub event: Values<String>,
    /// Từ khóa.
    pub keywords: Values<Vec<String>>,
    /// Người trong ảnh.
    pub people: Values<Vec<String>>,
    /// Có trẻ em.
    pub shows_children: Values<bool>,
    /// Consent on file.
    pub consent: Values<bool>,
    /// How many say where they were taken.
    pub gps: u32,
}

/// What several photos say in one field.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Values<T> {
    /// How many different things, nothing included.
    pub kinds: u32,
    /// How many photos say nothing (or no).
    pub empty: u32,
    /// What all of them say, when they agree.
    pub value: Option<T>,
    /// The five said most often, the most frequent first.
    pub top: Vec<ValueCount<T>>,
}

/// Something said, and by how many photos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ValueCount<T> {
    /// What.
    pub value: T,
    /// How many photos.
    pub count: u32,
}

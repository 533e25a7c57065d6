//! Caption templates and the codebook of officials.

use chrono::NaiveDate;
use domain::{CaptionTemplate, CodeEntry, CodeEntryId, PhotoId, TemplateId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// All caption templates, in Vietnamese order of names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateList {
    /// The templates.
    pub rows: Vec<CaptionTemplate>,
}

/// Adds or changes a caption template.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateSave {
    /// `None` makes a new one; an id that is not there (any more) is made again, so that deleting
    /// can be undone.
    pub id: Option<TemplateId>,
    /// What it is called.
    pub name: String,
    /// Chú thích, with blanks.
    pub caption: String,
    /// Văn bản thay thế, with blanks.
    pub alt: String,
    /// Người chụp.
    pub credit: String,
}

/// Names one caption template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TemplateRef {
    /// Which.
    pub id: TemplateId,
}

/// Asks how a text would read for a photo.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoExpand {
    /// Which photo.
    pub id: PhotoId,
    /// The text, with blanks and codes.
    pub text: String,
}

/// Asks for a part of the codebook.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodebookList {
    /// Search text over codes, names and titles; empty for all.
    #[serde(default)]
    pub query: String,
}

/// Sổ chức danh, as far as it was asked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodebookView {
    /// By code, the newest of a code first.
    pub entries: Vec<CodeEntry>,
    /// How many entries there are in all.
    pub total: u32,
}

/// Adds or changes an entry of the codebook.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodeEntrySave {
    /// `None` makes a new one; an id that is not there (any more) is made again.
    pub id: Option<CodeEntryId>,
    /// Mã.
    pub code: String,
    /// Họ tên.
    pub name: String,
    /// Chức danh.
    pub title: String,
    /// First day, `2021-07-01`.
    #[ts(type = "string | null")]
    pub from: Option<NaiveDate>,
    /// Last day.
    #[ts(type = "string | null")]
    pub until: Option<NaiveDate>,
}

/// Names one entry of the codebook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodeEntryRef {
    /// Which.
    pub id: CodeEntryId,
}

/// Takes entries in from a table (CSV or XLSX).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodebookImport {
    /// The file.
    pub path: String,
    /// Whether all entries there are now go first.
    #[serde(default)]
    pub replace: bool,
}

/// What became of a table's rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodebookImported {
    /// New entries.
    pub added: u32,
    /// Entries that now read otherwise.
    pub changed: u32,
    /// Entries that were there word for word.
    pub same: u32,
    /// Rows left out, with reasons.
    pub refused: Vec<RefusedRow>,
}

/// A row of a table that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RefusedRow {
    /// Its number as the table program shows it, from 1, the heading included.
    pub row: u32,
    /// Its code, as far as it has one.
    pub code: String,
    /// Why.
    pub reason: RowReason,
}

/// Why a row of the codebook was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowReason {
    /// It has no code.
    NoCode,
    /// Its code has other signs than letters, digits, `-` and `_`, or too many.
    BadCode,
    /// It has no name.
    NoName,
    /// A day is no day.
    BadDate,
    /// It ends before it begins.
    DatesReversed,
    /// Another entry of the code holds on some of its days.
    Overlap,
    /// Name or title is too long.
    TooLong,
}

/// Asks how a text of an article would read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodebookExpand {
    /// The text, with codes.
    pub text: String,
    /// The day on which the officials are meant; `None` is today.
    #[serde(default)]
    #[ts(type = "string | null")]
    pub on: Option<NaiveDate>,
}

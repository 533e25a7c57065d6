//! Articles: lists, the editor, revisions.

use chrono::{DateTime, Utc};
use domain::{
    Article, ArticleId, CategoryId, Check, Document, PhotoId, RevisionId, Status, Transition,
};
use serde::{Deserialize, Serialize};
pub use store::SyncState;
use ts_rs::TS;

use super::{PhotoRow, Range};

/// Which articles, in what order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleFilter {
    /// Only this status; `None` shows all.
    #[serde(default)]
    pub status: Option<Status>,
    /// Only this category.
    #[serde(default)]
    pub category: Option<CategoryId>,
    /// Search text; empty finds all. Without marks it finds every accent.
    #[serde(default)]
    pub query: String,
    /// The bin instead of the library.
    #[serde(default)]
    pub trashed: bool,
    /// What to sort by; a search is best sorted by relevance.
    #[serde(default)]
    pub sort: ArticleSort,
    /// Largest or newest first.
    #[serde(default)]
    pub descending: bool,
}

/// What to sort articles by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ArticleSort {
    /// Cập nhật lúc.
    #[default]
    Updated,
    /// Tiêu đề, in Vietnamese order.
    Title,
    /// Lượt xem.
    Views,
    /// How well it matches the search text.
    Relevance,
}

/// Asks for a window of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleList {
    /// Which.
    pub filter: ArticleFilter,
    /// Which rows of them.
    pub range: Range,
}

/// A window of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticlePage {
    /// How many there are in all.
    pub total: u32,
    /// The rows asked for.
    pub rows: Vec<ArticleRow>,
}

/// A row of the list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticleRow {
    /// Which article.
    pub id: ArticleId,
    /// Tiêu đề.
    pub title: String,
    /// The lead, or the beginning of the body where there is none; at most 240 characters.
    pub lead: String,
    /// Chuyên mục, as printed.
    pub category: String,
    /// Tác giả, as printed.
    pub byline: String,
    /// Người đăng.
    pub poster: String,
    /// Bản nháp … Đã gỡ.
    pub status: Status,
    /// Against the portal.
    pub sync: SyncState,
    /// Cập nhật lúc.
    pub updated_at: DateTime<Utc>,
    /// Số lượt xem as last told by the portal; `None` when it never was there.
    #[ts(type = "number | null")]
    pub views: Option<u64>,
    /// Photo for the row.
    pub cover: Option<PhotoId>,
    /// How many photos it uses.
    pub photo_count: u32,
    /// Text ranges of title and lead that the search found, as UTF-16 `[start, end)` pairs, the way
    /// the window counts characters.
    pub title_hits: Vec<(u32, u32)>,
    /// The same for the lead.
    pub lead_hits: Vec<(u32, u32)>,
}

/// Asks how many articles each filter holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleCount {
    /// Only of those that this search text finds; empty counts all.
    #[serde(default)]
    pub query: String,
}

/// How many articles each filter holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct ArticleCounts {
    /// All outside the bin.
    pub all: u32,
    /// Bản nháp.
    pub draft: u32,
    /// Chờ duyệt.
    pub in_review: u32,
    /// Đã duyệt.
    pub approved: u32,
    /// Đã đăng.
    pub published: u32,
    /// Đã gỡ.
    pub taken_down: u32,
    /// Lưu trữ.
    pub archived: u32,
    /// In the bin.
    pub trashed: u32,
    /// When an article was last changed on this machine, whatever the search finds.
    pub last_edit: Option<DateTime<Utc>>,
}

/// Names one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleRef {
    /// Which.
    pub id: ArticleId,
}

/// Names several articles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleRefs {
    /// Which.
    pub ids: Vec<ArticleId>,
}

/// An article with all the editor and inspector show.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticleView {
    /// The article.
    pub article: Article,
    /// The revision this is; must be given back when saving.
    pub revision: RevisionId,
    /// When that revision was saved.
    pub saved_at: DateTime<Utc>,
    /// Against the portal.
    pub sync: SyncState,
    /// Its public page, if it has one.
    pub url: Option<String>,
    /// Số lượt xem as last told by the portal.
    #[ts(type = "number | null")]
    pub views: Option<u64>,
    /// When the portal told it.
    pub views_at: Option<DateTime<Utc>>,
    /// "Kiểm tra".
    pub checks: Vec<Check>,
    /// The photos it uses.
    pub photos: Vec<PhotoRow>,
    /// What was typed after the last save when the program ended without saving: newer than
    /// `article`, to be shown at once and offered for undoing.
    pub recovered: Option<Recovered>,
}

/// What was typed and never saved.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Recovered {
    /// The article as it was on screen.
    pub article: Article,
    /// When it was last put on disk.
    pub at: DateTime<Utc>,
}

/// Keeps what was typed, durably, without making a revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticleJournal {
    /// The article as the editor holds it.
    pub article: Article,
}

/// Says that typing is safe on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Journaled {
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// Saves an article as a new revision.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct ArticleSave {
    /// The article as the editor holds it. Its status is not taken from here; see [`ArticleMove`].
    pub article: Article,
    /// The revision the editor started from.
    pub revision: RevisionId,
    /// A name for this version, as Ctrl S gives; empty for autosave.
    #[serde(default)]
    pub version_name: String,
}

/// Moves articles along the workflow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticleMove {
    /// Which.
    pub ids: Vec<ArticleId>,
    /// The step.
    pub transition: Transition,
    /// Why; needed when an article is returned.
    #[serde(default)]
    pub reason: String,
}

/// Brings in pasted or opened text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TextImport {
    /// What kind of text.
    pub format: TextFormat,
    /// The text.
    pub text: String,
}

/// Kinds of text that can be brought in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TextFormat {
    /// HTML from anywhere.
    Html,
    /// Plain text: a paragraph a line.
    Plain,
    /// Markdown.
    Markdown,
}

/// Text turned into a document, and what could not be taken along.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct TextImported {
    /// The clean document.
    pub document: Document,
    /// What happened on the way.
    pub notes: Vec<text::parse::Note>,
}

/// A saved version of an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RevisionRow {
    /// Which.
    pub id: RevisionId,
    /// When it was saved.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Name given with Ctrl S; empty for autosave.
    pub name: String,
    /// Whether this version went to the portal.
    pub published: bool,
    /// Words in it.
    pub words: u32,
}

/// The versions of an article, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RevisionList {
    /// The versions.
    pub rows: Vec<RevisionRow>,
}

/// Names one version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RevisionRef {
    /// Which.
    pub id: RevisionId,
}

/// A page as the portal will show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ArticlePreview {
    /// Sanitised HTML of the body, pictures through the photo protocol.
    pub body_html: String,
    /// `14:40:02 - 15/07/2022`
    pub stamp: String,
    /// Printed after "Tác giả :".
    pub author_line: String,
}

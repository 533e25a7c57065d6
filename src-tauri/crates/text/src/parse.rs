//! From foreign text to a document: HTML from Word, LibreOffice, Google Docs and the web, Markdown,
//! plain text.
//!
//! HTML passes three steps. A survey of its tokens refuses what would take all memory and counts
//! what will be taken away; the sieve (ammonia) takes it away; the walk makes blocks of the rest.
//! Whatever a document cannot hold is named in the report.

mod build;
mod format;
mod line;
mod note;
mod survey;
mod walk;
mod word_list;

use domain::document::{Block, Document, Inline, TextAttrs};
use domain::id::BlockId;
use pulldown_cmark::{Options, Parser};

pub use note::Note;

use crate::{TextError, fold, sanitise};

/// How much is read at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Longest text in bytes.
    pub bytes: usize,
    /// Deepest nesting of lists, items, quotes, tables, rows and cells; what lies deeper is moved
    /// up and reported. Each is two levels of JSON, and JSON is read back only to 128 levels.
    pub depth: usize,
}

impl Default for Limits {
    /// 5 MB and 48 levels (24 lists inside each other).
    fn default() -> Self {
        Self { bytes: 5_000_000, depth: 48 }
    }
}

/// A text that was read, and what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parsed {
    /// What could be represented.
    pub document: Document,
    /// What was changed or left out; empty when nothing was.
    pub report: Vec<Note>,
}

/// Makes ids for blocks.
pub type Ids<'a> = &'a mut dyn FnMut() -> BlockId;

/// Reads HTML, sanitised. Each top-level block gets an id from `ids`.
///
/// # Errors
/// [`TextError::TooLarge`] and [`TextError::TooTangled`]; everything else is read somehow.
pub fn from_html(html: &str, limits: &Limits, ids: Ids<'_>) -> Result<Parsed, TextError> {
    check_size(html, limits)?;
    let mut report = survey::survey(html)?;
    let (document, notes) = walk::walk(&sanitise::incoming(html), limits.depth);
    report.extend(notes);
    Ok(Parsed { document: document.with_ids(ids), report })
}

/// Reads Markdown (CommonMark with tables and strike-through). HTML in it is sanitised as in
/// [`from_html`].
///
/// # Errors
/// Those of [`from_html`].
pub fn from_markdown(text: &str, limits: &Limits, ids: Ids<'_>) -> Result<Parsed, TextError> {
    check_size(text, limits)?;
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut html = String::with_capacity(text.len() * 3 / 2);
    pulldown_cmark::html::push_html(&mut html, Parser::new_ext(text, options));
    // The markup added may pass the limit that the text itself kept to.
    from_html(&html, &Limits { bytes: limits.bytes.saturating_mul(4), ..*limits }, ids)
}

/// Reads plain text: each line that is not blank becomes a paragraph, spaces within it kept.
///
/// # Errors
/// [`TextError::TooLarge`].
pub fn from_plain(text: &str, limits: &Limits, ids: Ids<'_>) -> Result<Parsed, TextError> {
    check_size(text, limits)?;
    let paragraphs = text
        .split(['\n', '\r', '\u{b}', '\u{c}', '\u{85}', '\u{2028}', '\u{2029}'])
        .map(|line| line.trim().trim_start_matches('\u{feff}'))
        .map(|line| line.replace('\t', " ").replace(char::is_control, ""))
        .filter(|line| !line.trim().is_empty())
        .map(|line| Block::Paragraph {
            attrs: TextAttrs::default(),
            content: vec![Inline::Text { text: fold::nfc(&line), marks: Vec::new() }],
        })
        .collect();
    Ok(Parsed { document: Document::new(paragraphs).with_ids(ids), report: Vec::new() })
}

fn check_size(text: &str, limits: &Limits) -> Result<(), TextError> {
    if text.len() > limits.bytes {
        return Err(TextError::TooLarge { bytes: text.len(), limit: limits.bytes });
    }
    Ok(())
}

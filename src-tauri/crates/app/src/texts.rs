//! Bringing in pasted or opened text.

use domain::BlockId;
use text::parse::{self, Limits};

use crate::core::blocking;
use crate::view::{TextFormat, TextImport, TextImported};
use crate::{App, Error};

impl App {
    /// Turns foreign text into a clean document and says what could not be taken along.
    pub async fn text_import(&self, request: TextImport) -> Result<TextImported, Error> {
        blocking(move || read(&request)).await
    }
}

/// Parses, sanitises, and gives every block an id.
pub(crate) fn read(request: &TextImport) -> Result<TextImported, Error> {
    let limits = Limits::default();
    let ids = &mut new_block_id;
    let parsed = match request.format {
        TextFormat::Html => parse::from_html(&request.text, &limits, ids)?,
        TextFormat::Markdown => parse::from_markdown(&request.text, &limits, ids)?,
        TextFormat::Plain => parse::from_plain(&request.text, &limits, ids)?,
    };
    Ok(TextImported { document: parsed.document, notes: parsed.report })
}

/// Twelve hexadecimal digits: enough within one document, short in its JSON.
pub(crate) fn new_block_id() -> BlockId {
    BlockId(uuid::Uuid::new_v4().simple().to_string()[..12].to_owned())
}

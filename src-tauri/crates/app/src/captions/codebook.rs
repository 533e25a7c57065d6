//! Sổ chức danh: looking into it, changing it, taking a table in.

use std::path::PathBuf;

use domain::caption::expand_codes;
use domain::codebook::is_code;
use domain::{CodeEntry, CodeEntryId, Expanded};
use store::{Reader, Writer};

use super::table::{self, Row};
use crate::view::{
    Chosen, CodeEntryRef, CodeEntrySave, CodebookExpand, CodebookImport, CodebookImported,
    CodebookList, CodebookView, Nothing, RefusedRow, RowReason,
};
use crate::{App, Error};

/// Longest name or title, in characters.
const MAX_TEXT_CHARS: usize = 300;

impl App {
    /// The entries that match a search.
    pub async fn codebook_list(&self, request: CodebookList) -> Result<CodebookView, Error> {
        self.with_library(move |library| library.try_read(|reader| view(reader, &request.query)))
            .await
    }

    /// Adds or changes an entry.
    ///
    /// # Errors
    /// [`Error::CodebookOverlap`] when another entry of the code holds on some of the days;
    /// [`Error::Invalid`] for a code or name that cannot be.
    pub async fn codebook_save(&self, request: CodeEntrySave) -> Result<CodebookView, Error> {
        let entry = CodeEntry {
            id: request.id.unwrap_or_else(CodeEntryId::generate),
            code: tidy(&request.code),
            name: tidy(&request.name),
            title: tidy(&request.title),
            from: request.from,
            until: request.until,
        };
        if faulty(&entry).is_some() {
            return Err(Error::Invalid { detail: "the codebook entry is not complete" });
        }
        self.with_library(move |library| {
            library.try_write(|writer| {
                if overlapping(writer, &entry)?.is_some() {
                    return Err(Error::CodebookOverlap { code: entry.code });
                }
                writer.code_entries_mut().update(&entry)?;
                view(writer, "")
            })
        })
        .await
    }

    /// Removes an entry.
    pub async fn codebook_delete(&self, request: CodeEntryRef) -> Result<CodebookView, Error> {
        self.with_library(move |library| {
            library.try_write(|writer| {
                writer.code_entries_mut().delete(request.id)?;
                view(writer, "")
            })
        })
        .await
    }

    /// Lets the user choose a table.
    pub async fn codebook_choose(&self, _: Nothing) -> Result<Chosen, Error> {
        let path = self.ports().desktop.choose_table().await;
        Ok(Chosen { path: path.map(|path| path.to_string_lossy().into_owned()) })
    }

    /// Takes a table in: all rows that can be, in one step.
    ///
    /// # Errors
    /// [`Error::Table`] when the file is no table, or has no columns for code and name.
    pub async fn codebook_import(
        &self,
        request: CodebookImport,
    ) -> Result<CodebookImported, Error> {
        self.with_library(move |library| {
            let rows = table::read(&PathBuf::from(&request.path))?;
            library.try_write(|writer| {
                if request.replace {
                    writer.code_entries_mut().clear()?;
                }
                let mut imported = CodebookImported::default();
                for row in rows {
                    take(writer, row, &mut imported)?;
                }
                Ok(imported)
            })
        })
        .await
    }

    /// How a text with codes reads on a day.
    pub async fn codebook_expand(&self, request: CodebookExpand) -> Result<Expanded, Error> {
        let day = request.on.unwrap_or_else(|| self.today());
        self.with_library(move |library| {
            library
                .try_read(|reader| Ok(expand_codes(&request.text, &super::codebook(reader)?, day)))
        })
        .await
    }
}

fn view(reader: &Reader<'_>, query: &str) -> Result<CodebookView, Error> {
    Ok(CodebookView {
        entries: reader.code_entries().search(query)?,
        total: reader.code_entries().count()?,
    })
}

/// One row: a new entry, the new reading of one, or a refusal.
fn take(writer: &mut Writer<'_>, row: Row, imported: &mut CodebookImported) -> Result<(), Error> {
    let (number, code) = (row.number, tidy(&row.code));
    let mut refuse = |reason| {
        imported.refused.push(RefusedRow { row: number, code: code.clone(), reason });
    };
    let (Ok(from), Ok(until)) = (row.from, row.until) else {
        refuse(RowReason::BadDate);
        return Ok(());
    };
    let known =
        writer.code_entries().list_by_code(&code)?.into_iter().find(|known| known.from == from);
    let entry = CodeEntry {
        id: known.as_ref().map_or_else(CodeEntryId::generate, |known| known.id),
        code: code.clone(),
        name: tidy(&row.name),
        title: tidy(&row.title),
        from,
        until,
    };
    if let Some(reason) = faulty(&entry) {
        refuse(reason);
    } else if overlapping(writer, &entry)?.is_some() {
        refuse(RowReason::Overlap);
    } else if known.as_ref() == Some(&entry) {
        imported.same += 1;
    } else {
        writer.code_entries_mut().update(&entry)?;
        match known {
            Some(_) => imported.changed += 1,
            None => imported.added += 1,
        }
    }
    Ok(())
}

/// What is wrong with an entry in itself.
fn faulty(entry: &CodeEntry) -> Option<RowReason> {
    let too_long = |text: &str| text.chars().count() > MAX_TEXT_CHARS;
    if entry.code.is_empty() {
        Some(RowReason::NoCode)
    } else if !is_code(&entry.code) {
        Some(RowReason::BadCode)
    } else if entry.name.is_empty() {
        Some(RowReason::NoName)
    } else if too_long(&entry.name) || too_long(&entry.title) {
        Some(RowReason::TooLong)
    } else {
        let reversed = entry.from.zip(entry.until).is_some_and(|(from, until)| until < from);
        reversed.then_some(RowReason::DatesReversed)
    }
}

fn overlapping(reader: &Reader<'_>, entry: &CodeEntry) -> Result<Option<CodeEntry>, Error> {
    let others = reader.code_entries().list_by_code(&entry.code)?;
    Ok(others.into_iter().find(|other| other.id != entry.id && other.overlaps(entry)))
}

/// NFC, with single spaces.
fn tidy(text: &str) -> String {
    text::fold::nfc(&text.split_whitespace().collect::<Vec<_>>().join(" "))
}

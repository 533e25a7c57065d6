//! The words for caption templates and the codebook of officials.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Subcommand;
use domain::{CodeEntryId, TemplateId};

/// What is done with the codebook.
#[derive(Debug, Subcommand)]
pub(crate) enum CodebookVerb {
    /// Lists entries.
    List {
        /// Only those whose code, name or title holds this; marks do not matter.
        #[arg(default_value = "")]
        query: String,
    },
    /// Adds an entry, or changes the one that is named.
    Set {
        /// Mã.
        code: String,
        /// Họ tên.
        #[arg(long)]
        name: String,
        /// Chức danh.
        #[arg(long, default_value = "")]
        title: String,
        /// First day, as 2021-07-01.
        #[arg(long)]
        from: Option<NaiveDate>,
        /// Last day.
        #[arg(long)]
        until: Option<NaiveDate>,
        /// Which entry is changed.
        #[arg(long)]
        id: Option<CodeEntryId>,
    },
    /// Removes an entry.
    Delete {
        /// Which.
        id: CodeEntryId,
    },
    /// Takes a table in (CSV, XLSX) with the columns Mã, Họ tên, Chức danh, Từ ngày, Đến ngày.
    Import {
        /// The table.
        file: PathBuf,
        /// Removes all entries there are first.
        #[arg(long)]
        replace: bool,
    },
    /// Shows how a text with =codes= reads.
    Expand {
        /// The text.
        text: String,
        /// The day on which the officials are meant; today when not given.
        #[arg(long)]
        on: Option<NaiveDate>,
    },
}

/// What is done with caption templates.
#[derive(Debug, Subcommand)]
pub(crate) enum TemplateVerb {
    /// Lists templates.
    List,
    /// Adds a template, or changes the one that is named.
    Set {
        /// What it is called.
        name: String,
        /// Chú thích, with {blanks} and =codes=.
        #[arg(long, default_value = "")]
        caption: String,
        /// Văn bản thay thế.
        #[arg(long, default_value = "")]
        alt: String,
        /// Người chụp.
        #[arg(long, default_value = "")]
        credit: String,
        /// Which template is changed.
        #[arg(long)]
        id: Option<TemplateId>,
    },
    /// Removes a template.
    Delete {
        /// Which.
        id: TemplateId,
    },
}

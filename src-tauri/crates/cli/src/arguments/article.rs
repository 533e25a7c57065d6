//! The words for articles.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use domain::{ArticleId, Status};

/// What is done with articles.
#[derive(Debug, Subcommand)]
pub(crate) enum ArticleVerb {
    /// Makes a draft from a file of text.
    New(NewArticle),
    /// Shows an article.
    Show {
        /// Which article.
        id: ArticleId,
        /// In what form; text is one block a line, table cells separated by tabs.
        #[arg(long = "as", value_enum, default_value_t)]
        form: ShownAs,
    },
    /// Lists articles.
    List(ListArticles),
    /// Changes fields: title, lead, sign_off, poster, editor, byline, byline_kind, source,
    /// source_name, original_author, original_time, category (made when missing), genre, keywords
    /// and tags (separated by commas), slug, featured (true or false), updated
    /// (HH:MM:SS - dd/mm/yyyy), cover (a photo), gallery (photos separated by commas).
    Set {
        /// Which article.
        id: ArticleId,
        /// FIELD=VALUE; an empty value clears the field.
        #[arg(required = true, value_name = "FIELD=VALUE")]
        fields: Vec<String>,
    },
    /// Gửi duyệt.
    Submit {
        /// Which articles.
        #[arg(required = true)]
        ids: Vec<ArticleId>,
    },
    /// Duyệt.
    Approve {
        /// Which articles.
        #[arg(required = true)]
        ids: Vec<ArticleId>,
    },
    /// Trả lại, with a reason.
    Return {
        /// Which articles.
        #[arg(required = true)]
        ids: Vec<ArticleId>,
        /// Why.
        #[arg(long)]
        reason: String,
    },
    /// Lưu trữ.
    Archive {
        /// Which articles.
        #[arg(required = true)]
        ids: Vec<ArticleId>,
    },
    /// Puts articles into the bin; those on the portal leave it with the next run.
    Trash {
        /// Which articles.
        #[arg(required = true)]
        ids: Vec<ArticleId>,
    },
    /// Takes articles out of the bin.
    Restore {
        /// Which articles.
        #[arg(required = true)]
        ids: Vec<ArticleId>,
    },
    /// Finds articles, best first.
    Search {
        /// What is sought; without marks it finds every accent.
        query: String,
        /// The last word may go on.
        #[arg(long)]
        typeahead: bool,
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
}

/// A draft to be made.
#[derive(Debug, Args)]
pub(crate) struct NewArticle {
    /// Tiêu đề.
    #[arg(long)]
    pub(crate) title: String,
    /// Tóm tắt.
    #[arg(long, default_value = "")]
    pub(crate) lead: String,
    /// File of the body: .html, .md or .txt, in UTF-8.
    #[arg(long, value_name = "FILE")]
    pub(crate) body: PathBuf,
}

/// Forms in which an article is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum ShownAs {
    /// The record.
    #[default]
    Json,
    /// What a reader reads.
    Text,
    /// The body as the portal shows it.
    Html,
}

/// Which articles are listed.
#[derive(Debug, Args)]
pub(crate) struct ListArticles {
    /// Only this status: draft, in_review, approved, published, taken_down, archived.
    #[arg(long, value_parser = status)]
    pub(crate) status: Option<Status>,
    /// Only this category, by name.
    #[arg(long, value_name = "NAME")]
    pub(crate) category: Option<String>,
    /// Only those whose words match.
    #[arg(long, default_value = "")]
    pub(crate) query: String,
    /// The bin instead of the library.
    #[arg(long)]
    pub(crate) trashed: bool,
    /// What to sort by.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) sort: Sort,
    /// Smallest or oldest first.
    #[arg(long)]
    pub(crate) ascending: bool,
    /// At most so many.
    #[arg(long, default_value_t = 100)]
    pub(crate) limit: u32,
    /// Leaves out so many first.
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: u32,
}

/// What articles are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Sort {
    /// Cập nhật lúc.
    #[default]
    Updated,
    /// Tiêu đề, in Vietnamese order.
    Title,
    /// Lượt xem.
    Views,
    /// How well it matches the query.
    Relevance,
}

fn status(name: &str) -> Result<Status, String> {
    Status::parse(name).ok_or_else(|| {
        let known: Vec<_> = Status::ALL.into_iter().map(Status::as_str).collect();
        format!("one of {}", known.join(", "))
    })
}

//! Which articles a list holds and in which order, as SQL put together from fixed pieces; what was
//! typed goes in as parameters.

use domain::{CategoryId, PortalId, Status};
use rusqlite::types::ToSql;
use serde::{Deserialize, Serialize};
use text::fold::{search_key, tokens};
use ts_rs::TS;
use uuid::Uuid;

use crate::columns::{StatusColumn, named};
use crate::search::SearchMode;

named! {
    /// What articles are sorted by.
    pub enum ArticleSort {
        /// Cập nhật lúc.
        Updated = "updated",
        /// Tiêu đề, in Vietnamese order.
        Title = "title",
        /// Số lượt xem.
        Views = "views",
        /// Best match first; without a text this is [`Self::Updated`], and with no more than two
        /// letters of an unfinished word the newest come first.
        Relevance = "relevance",
    }
}

/// Which articles, in which order, and which part of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ArticleQuery {
    /// Only of this status.
    pub status: Option<Status>,
    /// Only of this category.
    pub category: Option<CategoryId>,
    /// Only with these words (see [`crate::Search`]); empty for all.
    pub text: String,
    /// Whether the last word may be unfinished, as while typing.
    pub typeahead: bool,
    /// Sorted by.
    pub sort: ArticleSort,
    /// Last first.
    pub descending: bool,
    /// From the trash instead of from the list.
    pub trashed: bool,
    /// The portal that [`crate::ArticleRow::sync`] speaks of; `None` for the library's main one.
    pub portal: Option<PortalId>,
    /// How many to pass over.
    pub offset: u32,
    /// How many at most.
    pub limit: u32,
}

impl Default for ArticleQuery {
    /// The hundred articles changed last.
    fn default() -> Self {
        Self {
            status: None,
            category: None,
            text: String::new(),
            typeahead: false,
            sort: ArticleSort::Updated,
            descending: true,
            trashed: false,
            portal: None,
            offset: 0,
            limit: 100,
        }
    }
}

impl ArticleQuery {
    /// How its text is read.
    pub(crate) fn mode(&self) -> SearchMode {
        if self.typeahead { SearchMode::Typeahead } else { SearchMode::Words }
    }

    /// What it asks of an article `a` beside its words: everything after `WHERE`.
    pub(crate) fn conditions(&self) -> String {
        let mut sql = String::from(if self.trashed {
            "a.deleted_at IS NOT NULL"
        } else {
            "a.deleted_at IS NULL"
        });
        if self.status.is_some() {
            sql += " AND a.status = :status";
        }
        if self.category.is_some() {
            sql += " AND a.category = :category";
        }
        sql
    }

    /// The values that [`Self::conditions`] names.
    pub(crate) fn values(&self) -> Values {
        Values {
            status: self.status.map(StatusColumn),
            category: self.category.map(|category| category.0),
        }
    }

    /// Whether anything was typed, be it only signs that stand in no word.
    pub(crate) fn is_search(&self) -> bool {
        !self.text.trim().is_empty()
    }

    /// Everything after `ORDER BY`; for a search, that of articles that match equally well.
    pub(crate) fn order(&self) -> String {
        let direction = if self.descending { "DESC" } else { "ASC" };
        match self.sort {
            ArticleSort::Relevance if self.is_search() => {
                "a.updated_at DESC, a.number DESC".to_owned()
            }
            ArticleSort::Relevance | ArticleSort::Updated => {
                format!("a.updated_at {direction}, a.number {direction}")
            }
            ArticleSort::Title => format!("a.title_key {direction}, a.number {direction}"),
            ArticleSort::Views => format!("a.views {direction}, a.number {direction}"),
        }
    }

    /// Whether what matches best comes first.
    pub(crate) fn is_ranked(&self) -> bool {
        self.sort == ArticleSort::Relevance && self.is_search() && !self.is_a_beginning()
    }

    /// Whether no more than a letter or two were typed of a word: nearly every article has such a
    /// word, so how well it matches says nothing.
    fn is_a_beginning(&self) -> bool {
        let key = search_key(&self.text);
        self.typeahead && tokens(&key).map(|word| word.chars().count()).sum::<usize>() <= 2
    }
}

/// What a query's conditions compare with.
pub(crate) struct Values {
    status: Option<StatusColumn>,
    category: Option<Uuid>,
}

impl Values {
    /// Each by the name it has in SQL; those that no condition names are left out.
    pub(crate) fn given(&self) -> Vec<(&'static str, &dyn ToSql)> {
        let status = self.status.as_ref().map(|status| (":status", status as &dyn ToSql));
        let category = self.category.as_ref().map(|category| (":category", category as &dyn ToSql));
        status.into_iter().chain(category).collect()
    }
}

//! The list of articles and its figures.

use domain::Status;

use crate::view::{
    ArticleCount, ArticleCounts, ArticleFilter, ArticleList, ArticlePage, ArticleRow, ArticleSort,
    Range,
};
use crate::{App, Error};

/// A lead in the list is cut here, in characters: three lines at most are shown.
const LEAD_LIMIT: usize = 240;

impl App {
    /// A window of the list.
    pub async fn article_list(&self, request: ArticleList) -> Result<ArticlePage, Error> {
        self.with_library(move |library| {
            let query = query(&request.filter, request.range);
            let page = library.read(|reader| reader.articles().list(&query))?;
            let text = &request.filter.query;
            let rows = page.rows.into_iter().map(|found| row(found, text)).collect();
            Ok(ArticlePage { total: page.total, rows })
        })
        .await
    }

    /// How many articles each filter holds, of those that a search finds.
    pub async fn article_counts(&self, request: ArticleCount) -> Result<ArticleCounts, Error> {
        self.with_library(move |library| {
            let (counts, last_edit) = library.read(|reader| {
                let articles = reader.articles();
                let mode = store::SearchMode::Typeahead;
                let counts = articles.counts_found(&request.query, mode)?;
                Ok((counts, reader.revisions().last_made_here()?))
            })?;
            let of = |status: Status| {
                counts.by_status.iter().find(|entry| entry.status == status).map_or(0, |e| e.count)
            };
            Ok(ArticleCounts {
                all: counts.all,
                draft: of(Status::Draft),
                in_review: of(Status::InReview),
                approved: of(Status::Approved),
                published: of(Status::Published),
                taken_down: of(Status::TakenDown),
                archived: of(Status::Archived),
                trashed: counts.trashed,
                last_edit,
            })
        })
        .await
    }
}

fn query(filter: &ArticleFilter, range: Range) -> store::ArticleQuery {
    store::ArticleQuery {
        status: filter.status,
        category: filter.category,
        text: filter.query.clone(),
        // Every list is searched while somebody types.
        typeahead: true,
        sort: match filter.sort {
            ArticleSort::Updated => store::ArticleSort::Updated,
            ArticleSort::Title => store::ArticleSort::Title,
            ArticleSort::Views => store::ArticleSort::Views,
            ArticleSort::Relevance => store::ArticleSort::Relevance,
        },
        descending: filter.descending,
        trashed: filter.trashed,
        portal: None,
        offset: range.offset,
        limit: range.limit.min(500),
    }
}

fn row(found: store::ArticleRow, query: &str) -> ArticleRow {
    let lead: String = found.lead.chars().take(LEAD_LIMIT).collect();
    ArticleRow {
        title_hits: hits(&found.title, query),
        lead_hits: hits(&lead, query),
        id: found.id,
        title: found.title,
        lead,
        category: found.category_name,
        byline: found.byline,
        poster: found.poster,
        status: found.status,
        sync: found.sync,
        updated_at: found.updated_at,
        views: found.public_url.is_some().then_some(found.views),
        cover: found.cover,
        photo_count: found.photo_count,
    }
}

/// Where the search text stands, counted in UTF-16 units as the window counts.
fn hits(haystack: &str, query: &str) -> Vec<(u32, u32)> {
    if query.trim().is_empty() {
        return Vec::new();
    }
    let units =
        |end: usize| u32::try_from(haystack[..end].encode_utf16().count()).unwrap_or(u32::MAX);
    text::fold::match_ranges(haystack, query)
        .into_iter()
        .map(|range| (units(range.start), units(range.end)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::hits;

    /// Marks in the wrong place make a search look broken.
    #[test]
    fn hits_are_counted_as_the_window_counts() {
        assert_eq!(hits("𝐀 liên kết vùng", "ket"), [(8, 11)]);
        assert!(hits("liên kết", "  ").is_empty());
    }
}

//! Searching with scores: what scripts and measurements ask. The window's lists search through
//! their filter.

use domain::{ArticleId, PhotoId};
use store::{Hit, SearchMode};

use crate::{App, Error};

impl App {
    /// The articles that match, best first. `typeahead` lets the last word go on.
    ///
    /// # Errors
    /// Those of the library; no text is wrong.
    pub async fn article_search(
        &self,
        text: &str,
        typeahead: bool,
        limit: u32,
    ) -> Result<Vec<Hit<ArticleId>>, Error> {
        let text = text.to_owned();
        self.with_library(move |library| {
            Ok(library.read(|reader| reader.search().articles(&text, mode(typeahead), limit))?)
        })
        .await
    }

    /// The photos that match, best first.
    ///
    /// # Errors
    /// Those of the library; no text is wrong.
    pub async fn photo_search(
        &self,
        text: &str,
        typeahead: bool,
        limit: u32,
    ) -> Result<Vec<Hit<PhotoId>>, Error> {
        let text = text.to_owned();
        self.with_library(move |library| {
            Ok(library.read(|reader| reader.search().photos(&text, mode(typeahead), limit))?)
        })
        .await
    }
}

fn mode(typeahead: bool) -> SearchMode {
    if typeahead { SearchMode::Typeahead } else { SearchMode::Words }
}

//! An article from a file of text, in one step.

use domain::{Article, ArticleId};
use store::RevisionKind;
use text::parse::Note;

use super::{save, view};
use crate::core::blocking;
use crate::texts;
use crate::view::{ArticleView, ChangedKind, TextImport};
use crate::{App, Error};

impl App {
    /// A new draft of this title, lead and body, filed under the first category, and what of the
    /// text could not be taken along.
    ///
    /// # Errors
    /// When the text is too large or too tangled to be read; nothing is kept then.
    pub async fn article_import(
        &self,
        title: &str,
        lead: &str,
        body: TextImport,
    ) -> Result<(ArticleView, Vec<Note>), Error> {
        let (now, poster) = (self.now(), self.settings().get().poster);
        let body = blocking(move || texts::read(&body)).await?;
        let nfc = |text: &str| text::fold::nfc(text.trim());
        let article = Article {
            title: nfc(title),
            lead: nfc(lead),
            body: body.document,
            ..Article::draft(ArticleId::generate(), &poster, now)
        };
        let view = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    let category = writer.categories().list()?.first().map(|first| first.id);
                    let article = Article { category, ..article };
                    let save = save(RevisionKind::Saved, &poster, now);
                    writer.articles_mut().insert(&article, &save)?;
                    view(writer, article.id)
                })
            })
            .await?;
        self.changed(&[ChangedKind::Articles]);
        Ok((view, body.notes))
    }
}

//! Lịch sử phiên bản: what was saved before, and going back to it.

use store::RevisionKind;

use crate::articles::{save, view};
use crate::view::{ArticleRef, ArticleView, ChangedKind, RevisionList, RevisionRef, RevisionRow};
use crate::{App, Error};

impl App {
    /// The versions of an article, newest first.
    pub async fn revision_list(&self, request: ArticleRef) -> Result<RevisionList, Error> {
        self.with_library(move |library| {
            library.try_read(|reader| {
                let mut rows = Vec::new();
                for revision in reader.revisions().list(request.id)? {
                    let (_, article) = reader.revisions().get(revision.id)?;
                    rows.push(RevisionRow {
                        id: revision.id,
                        at: revision.at,
                        by: revision.by,
                        name: revision.name,
                        published: revision.kind == RevisionKind::Publish,
                        words: u32::try_from(article.body.word_count()).unwrap_or(u32::MAX),
                    });
                }
                Ok(RevisionList { rows })
            })
        })
        .await
    }

    /// Makes the content of an older version the newest one. What was newest stays in the history.
    pub async fn revision_restore(&self, request: RevisionRef) -> Result<ArticleView, Error> {
        let (now, by) = (self.now(), self.settings().get().poster);
        let view = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    let (_, old) = writer.revisions().get(request.id)?;
                    let saved = writer.articles().get(old.id)?;
                    let article = domain::Article {
                        status: saved.article.status,
                        slug: saved.article.slug,
                        updated_at: if old.updated_by_hand { old.updated_at } else { now },
                        ..old
                    };
                    let save = save(RevisionKind::Restored, &by, now);
                    writer.articles_mut().update(&article, saved.revision, &save)?;
                    view(writer, article.id)
                })
            })
            .await?;
        self.changed(&[ChangedKind::Articles]);
        self.tell_waiting().await?;
        Ok(view)
    }
}

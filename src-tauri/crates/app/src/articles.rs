//! Articles: lists, the editor's saves, the workflow, preview.

mod bring;
mod list;
mod page;
mod take_in;

use chrono::{DateTime, Utc};
use domain::{Article, ArticleId, RevisionId, Status, Transition, check};
use store::{Library, Reader, RevisionKind, Save};

pub(crate) use page::preview;
pub(crate) use take_in::take_in;

use crate::view::{
    ArticleJournal, ArticleMove, ArticlePreview, ArticleRef, ArticleRefs, ArticleSave, ArticleView,
    ChangedKind, Journaled, Nothing, Recovered,
};
use crate::{App, Error, photos};

impl App {
    /// An article with all the editor shows, and what the journal holds beyond the last save.
    pub async fn article_get(&self, request: ArticleRef) -> Result<ArticleView, Error> {
        self.with_library(move |library| library.try_read(|reader| view(reader, request.id))).await
    }

    /// A new draft, filed under the first category.
    pub async fn article_create(&self, _: Nothing) -> Result<ArticleView, Error> {
        let (now, poster) = (self.now(), self.settings().get().poster);
        let view = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    let mut article = Article::draft(ArticleId::generate(), &poster, now);
                    article.category = writer.categories().list()?.first().map(|first| first.id);
                    writer
                        .articles_mut()
                        .insert(&article, &save(RevisionKind::Saved, &poster, now))?;
                    view(writer, article.id)
                })
            })
            .await?;
        self.changed(&[ChangedKind::Articles]);
        Ok(view)
    }

    /// Puts what was typed on disk without making a revision. When this returns, it survives a
    /// killed process.
    pub async fn article_journal(&self, request: ArticleJournal) -> Result<Journaled, Error> {
        let at = self.now();
        self.with_library(move |library| {
            let draft = serde_json::to_value(&request.article)?;
            library.write(|writer| writer.journal_mut().put(request.article.id, &draft, at))?;
            Ok(Journaled { at })
        })
        .await
    }

    /// Saves a new revision over the one the editor started from.
    pub async fn article_save(&self, request: ArticleSave) -> Result<ArticleView, Error> {
        let (now, by) = (self.now(), self.settings().get().poster);
        let view = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    let kept = writer.articles().get(request.article.id)?.article;
                    let article = edited(request.article, &kept, now);
                    let kind = if request.version_name.is_empty() {
                        RevisionKind::Autosave
                    } else {
                        RevisionKind::Named
                    };
                    let save = Save { name: request.version_name, ..save(kind, &by, now) };
                    writer.articles_mut().update(&article, request.revision, &save)?;
                    view(writer, article.id)
                })
            })
            .await?;
        self.changed(&[ChangedKind::Articles]);
        self.tell_waiting().await?;
        Ok(view)
    }

    /// Throws away what the journal holds beyond the last save.
    pub async fn article_discard_recovered(
        &self,
        request: ArticleRef,
    ) -> Result<ArticleView, Error> {
        self.with_library(move |library| {
            library.try_write(|writer| {
                writer.journal_mut().delete(request.id)?;
                view(writer, request.id)
            })
        })
        .await
    }

    /// Moves articles one step along the workflow; all of them or none.
    ///
    /// Publishing here only says that they are meant to be public: they wait in the outbox until
    /// they are sent.
    pub async fn article_move(&self, request: ArticleMove) -> Result<Nothing, Error> {
        let (now, settings) = (self.now(), self.settings().get());
        self.with_library(move |library| {
            library.try_write(|writer| {
                let portal = writer.portals().main()?.map(|portal| portal.id);
                for id in &request.ids {
                    let saved = writer.articles().get(*id)?;
                    let article = moved(saved.article, &request, settings.gates, &settings.poster)?;
                    let kind = match request.transition {
                        Transition::Publish => RevisionKind::Publish,
                        Transition::TakeDown => RevisionKind::TakeDown,
                        _ => RevisionKind::Status,
                    };
                    let publish_to = portal.filter(|_| request.transition == Transition::Publish);
                    let save = Save { publish_to, ..save(kind, &settings.poster, now) };
                    writer.articles_mut().update(&article, saved.revision, &save)?;
                }
                Ok(Nothing {})
            })
        })
        .await?;
        self.changed(&[ChangedKind::Articles]);
        self.tell_waiting().await?;
        Ok(Nothing {})
    }

    /// A draft with the same content.
    pub async fn article_duplicate(&self, request: ArticleRef) -> Result<ArticleView, Error> {
        let (now, by) = (self.now(), self.settings().get().poster);
        let view = self
            .with_library(move |library| {
                library.try_write(|writer| {
                    let original = writer.articles().get(request.id)?.article;
                    let fresh = Article::draft(ArticleId::generate(), &by, now);
                    let article = Article {
                        id: fresh.id,
                        status: Status::Draft,
                        slug: String::new(),
                        approver: String::new(),
                        return_reason: String::new(),
                        created_at: now,
                        updated_at: now,
                        updated_by_hand: false,
                        ..original
                    };
                    writer.articles_mut().insert(&article, &save(RevisionKind::Saved, &by, now))?;
                    view(writer, article.id)
                })
            })
            .await?;
        self.changed(&[ChangedKind::Articles]);
        Ok(view)
    }

    /// Puts articles into the bin; those on a portal are taken down with the next run.
    pub async fn article_trash(&self, request: ArticleRefs) -> Result<Nothing, Error> {
        let now = self.now();
        self.with_library(move |library| {
            library.write(|writer| writer.articles_mut().delete(&request.ids, now))?;
            Ok(())
        })
        .await?;
        self.changed(&[ChangedKind::Articles]);
        self.tell_waiting().await?;
        Ok(Nothing {})
    }

    /// Takes articles out of the bin.
    pub async fn article_restore(&self, request: ArticleRefs) -> Result<Nothing, Error> {
        let now = self.now();
        self.with_library(move |library| {
            library.write(|writer| writer.articles_mut().restore(&request.ids, now))?;
            Ok(())
        })
        .await?;
        self.changed(&[ChangedKind::Articles]);
        self.tell_waiting().await?;
        Ok(Nothing {})
    }

    /// The page as the portal will show it.
    pub async fn article_preview(&self, request: ArticleJournal) -> Result<ArticlePreview, Error> {
        self.with_library(move |library| {
            library.try_read(|reader| {
                let photos = reader.photos().list_by_ids(&request.article.photos())?;
                Ok(preview(&request.article, &photos))
            })
        })
        .await
    }
}

/// The circumstances of a save made now.
pub(crate) fn save(kind: RevisionKind, by: &str, at: DateTime<Utc>) -> Save {
    Save {
        revision: RevisionId::generate(),
        kind,
        name: String::new(),
        by: by.to_owned(),
        at,
        publish_to: None,
    }
}

/// What the editor may change; the rest stays as it is kept. Texts become NFC.
fn edited(article: Article, kept: &Article, now: DateTime<Utc>) -> Article {
    let nfc = |text: &str| text::fold::nfc(text.trim());
    Article {
        title: nfc(&article.title),
        lead: nfc(&article.lead),
        sign_off: nfc(&article.sign_off),
        poster: nfc(&article.poster),
        status: kept.status,
        slug: if kept.status == Status::Draft { article.slug.clone() } else { kept.slug.clone() },
        created_at: kept.created_at,
        updated_at: if article.updated_by_hand { article.updated_at } else { now },
        ..article
    }
}

/// The article after a step of the workflow.
fn moved(article: Article, step: &ArticleMove, gates: bool, by: &str) -> Result<Article, Error> {
    let status = step.transition.apply(article.status, gates, &step.reason)?;
    let mut article = Article { status, ..article };
    match step.transition {
        Transition::Return => article.return_reason.clone_from(&step.reason),
        Transition::Submit | Transition::Publish => article.return_reason.clear(),
        Transition::Approve => by.clone_into(&mut article.approver),
        _ => {}
    }
    if step.transition == Transition::Publish && article.slug.is_empty() {
        article.slug = text::slug::slug(&article.title);
    }
    Ok(article)
}

/// Everything the editor shows of an article.
pub(crate) fn view(reader: &Reader<'_>, id: ArticleId) -> Result<ArticleView, Error> {
    let saved = reader.articles().get(id)?;
    let row = reader.articles().list_rows(&[id], None)?.into_iter().next();
    let rows = reader.photos().list_rows_by_ids(&saved.article.photos())?;
    let photos: Vec<_> = rows.iter().map(|row| row.photo.clone()).collect();
    let revision = reader.revisions().find(saved.revision)?;
    let portal = reader.portals().main()?;
    let counters = match &portal {
        Some(portal) => reader.statistics().find_counters(portal.id)?,
        None => None,
    };
    let recovered = match reader.journal().find(id)? {
        Some(draft) => serde_json::from_value(draft.draft)
            .ok()
            .map(|article| Recovered { article, at: draft.at }),
        None => None,
    };
    let on_portal = row.as_ref().is_some_and(|row| row.public_url.is_some());
    Ok(ArticleView {
        revision: saved.revision,
        saved_at: revision.map_or(saved.article.updated_at, |(revision, _)| revision.at),
        sync: row.as_ref().map_or(store::SyncState::New, |row| row.sync),
        url: row.and_then(|row| row.public_url),
        views: on_portal.then_some(saved.views),
        views_at: counters.filter(|_| on_portal).map(|counters| counters.fetched_at),
        checks: check::check(&saved.article, &photos),
        photos: rows.into_iter().map(photos::tile).collect(),
        recovered,
        article: saved.article,
    })
}

/// Refuses articles that a check holds back from the portal.
pub(crate) fn assert_ready(library: &Library, ids: &[ArticleId]) -> Result<(), Error> {
    library.try_read(|reader| {
        for id in ids {
            let article = reader.articles().get(*id)?.article;
            let photos = reader.photos().list_by_ids(&article.photos())?;
            let subjects: Vec<_> = check::check(&article, &photos)
                .into_iter()
                .filter(|check| check.problem == Some(domain::Severity::Error))
                .map(|check| check.subject)
                .collect();
            if !subjects.is_empty() {
                return Err(Error::NotReady { title: article.title, subjects });
            }
        }
        Ok(())
    })
}

//! Photos that were brought in for an article go to the end of its gallery.

use chrono::{DateTime, Utc};
use domain::{Article, ArticleId, PhotoId};
use store::{RevisionKind, Writer};

use super::save;
use crate::Error;

/// Puts `photos` at the end of the article's gallery, each once. An article that is gone is passed
/// over: its photos are in the library.
///
/// What was typed since the last save stays in the journal, and gets the photos too: whoever goes on
/// with it would else save a gallery without them.
pub(crate) fn take_in(
    writer: &mut Writer<'_>,
    id: ArticleId,
    photos: &[PhotoId],
    by: &str,
    now: DateTime<Utc>,
) -> Result<(), Error> {
    let Some(saved) = writer.articles().find(id)? else { return Ok(()) };
    let draft = writer.journal().find(id)?;
    let mut article = saved.article;
    if append(&mut article, photos) {
        if !article.updated_by_hand {
            article.updated_at = now;
        }
        let save = save(RevisionKind::Autosave, by, now);
        writer.articles_mut().update(&article, saved.revision, &save)?;
    }
    if let Some(draft) = draft
        && let Ok(mut typed) = serde_json::from_value::<Article>(draft.draft)
    {
        append(&mut typed, photos);
        writer.journal_mut().put(id, &serde_json::to_value(&typed)?, draft.at)?;
    }
    Ok(())
}

/// Whether anything was missing.
fn append(article: &mut Article, photos: &[PhotoId]) -> bool {
    let before = article.gallery.len();
    for photo in photos {
        if !article.gallery.contains(photo) {
            article.gallery.push(*photo);
        }
    }
    article.gallery.len() > before
}

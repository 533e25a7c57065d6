//! "Kiểm tra": what stands between an article and the portal, as a pure function.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::article::{Article, Genre};
use crate::id::PhotoId;
use crate::photo::{AltText, Photo};

/// Titles longer than this are cut by search machines and by the portal's own lists.
pub const TITLE_LIMIT: usize = 120;

/// How much a failed check matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Blocks publishing.
    Error,
    /// May be skipped.
    Reminder,
}

/// What was looked at. The window has a sentence and a fix for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CheckSubject {
    /// There is a title.
    Title,
    /// The title is at most [`TITLE_LIMIT`] characters long.
    TitleLength,
    /// There is a body.
    Body,
    /// There is a category.
    Category,
    /// There is a lead.
    Lead,
    /// Somebody is named as poster.
    Poster,
    /// A repost names author, agency and time; other sources have an address.
    Source,
    /// Each photo has alt text or is marked decorative.
    AltText,
    /// Each photo names its photographer.
    Credit,
    /// Photos that show children have a consent on file.
    Consent,
    /// No photo keeps its place of taking (it is stripped when published; the reminder says so).
    Gps,
}

/// The outcome of looking at one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Check {
    /// What was looked at.
    pub subject: CheckSubject,
    /// `None`: passed.
    pub problem: Option<Severity>,
    /// The photos concerned, if any.
    pub photos: Vec<PhotoId>,
}

impl Check {
    fn of(subject: CheckSubject, passed: bool, severity: Severity) -> Self {
        Self { subject, problem: (!passed).then_some(severity), photos: Vec::new() }
    }

    fn of_photos<'a>(
        subject: CheckSubject,
        photos: impl IntoIterator<Item = &'a Photo>,
        severity: Severity,
        wrong: impl Fn(&Photo) -> bool,
    ) -> Self {
        let photos: Vec<_> =
            photos.into_iter().filter(|photo| wrong(photo)).map(|photo| photo.id).collect();
        Self { subject, problem: (!photos.is_empty()).then_some(severity), photos }
    }
}

/// Looks at everything that matters before publishing; `photos` are those the article uses.
///
/// Required are title, body and category, as in the forms of local systems. Missing alt text is a
/// reminder, not an error: the first article of a newcomer must not be held up by it.
#[must_use]
pub fn check(article: &Article, photos: &[Photo]) -> Vec<Check> {
    use CheckSubject as On;
    use Severity::{Error, Reminder};
    let source = &article.source;
    let source_complete = match &source.repost {
        Some(repost) => {
            !repost.original_author.is_empty()
                && repost.original_time.is_some()
                && !(source.name.is_empty() && source.url.is_empty())
        }
        None if article.genre == Genre::Repost => false,
        None => source.name.is_empty() || !source.url.is_empty(),
    };
    vec![
        Check::of(On::Title, !article.title.trim().is_empty(), Error),
        Check::of(On::TitleLength, article.title.chars().count() <= TITLE_LIMIT, Reminder),
        Check::of(On::Body, !article.body.is_empty(), Error),
        Check::of(On::Category, article.category.is_some(), Error),
        Check::of(On::Lead, !article.lead.trim().is_empty(), Reminder),
        Check::of(On::Poster, !article.poster.trim().is_empty(), Reminder),
        Check::of(On::Source, source_complete, Reminder),
        Check::of_photos(On::AltText, photos, Reminder, |photo| photo.alt == AltText::Missing),
        Check::of_photos(On::Credit, photos, Reminder, |photo| photo.credit.is_empty()),
        Check::of_photos(On::Consent, photos, Error, |photo| {
            photo.shows_children && !photo.consent
        }),
        Check::of_photos(On::Gps, photos, Reminder, |photo| photo.gps.is_some()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::ArticleId;
    use chrono::DateTime;

    /// An empty draft sent by mistake would be a blank page under the office's name.
    #[test]
    fn empty_draft_is_held_back() {
        let article = Article::draft(ArticleId::generate(), "", DateTime::UNIX_EPOCH);
        let errors: Vec<_> = check(&article, &[])
            .into_iter()
            .filter(|check| check.problem == Some(Severity::Error))
            .map(|check| check.subject)
            .collect();
        assert_eq!(errors, [CheckSubject::Title, CheckSubject::Body, CheckSubject::Category]);
    }
}

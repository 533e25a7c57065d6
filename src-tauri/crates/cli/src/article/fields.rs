//! `FIELD=VALUE`: the fields of an article as they are written on the command line.

use app::App;
use app::view::CategorySave;
use domain::{Article, BylineKind, CategoryId, Genre, PhotoId, Repost, display};

use crate::error::{CliError, UsageError};

/// All there are: a wrong name is refused before the library is touched.
const FIELDS: [&str; 20] = [
    "title",
    "lead",
    "sign_off",
    "poster",
    "editor",
    "byline",
    "byline_kind",
    "source",
    "source_name",
    "original_author",
    "original_time",
    "category",
    "genre",
    "keywords",
    "tags",
    "slug",
    "featured",
    "updated",
    "cover",
    "gallery",
];

/// One field and its new value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Change {
    field: String,
    value: String,
}

impl Change {
    fn bad(&self) -> UsageError {
        UsageError::BadValue { field: self.field.clone(), value: self.value.clone() }
    }
}

/// Splits `FIELD=VALUE` words.
pub(super) fn read(words: &[String]) -> Result<Vec<Change>, UsageError> {
    let split = |word: &String| {
        let (field, value) =
            word.split_once('=').ok_or_else(|| UsageError::NotAField { word: word.clone() })?;
        let change = Change { field: field.trim().to_owned(), value: value.trim().to_owned() };
        if FIELDS.contains(&change.field.as_str()) {
            Ok(change)
        } else {
            Err(UsageError::UnknownField { field: change.field })
        }
    };
    words.iter().map(split).collect()
}

/// Puts one change into the article. A category that is missing is made.
pub(super) async fn apply(
    app: &App,
    article: &mut Article,
    change: Change,
) -> Result<(), CliError> {
    if change.field == "category" {
        article.category = category(app, &change.value).await?;
        return Ok(());
    }
    Ok(put(article, change)?)
}

fn put(article: &mut Article, change: Change) -> Result<(), UsageError> {
    let value = change.value.clone();
    match change.field.as_str() {
        "title" => article.title = value,
        "lead" => article.lead = value,
        "sign_off" => article.sign_off = value,
        "poster" => article.poster = value,
        "editor" => article.editor = value,
        "byline" => article.byline.name = value,
        "byline_kind" => {
            article.byline.kind = match value.as_str() {
                "internal" => BylineKind::Internal,
                "external" => BylineKind::External,
                _ => return Err(change.bad()),
            };
        }
        "source" => article.source.url = value,
        "source_name" => article.source.name = value,
        "original_author" => {
            article.source.repost.get_or_insert_default().original_author = value;
        }
        "original_time" => {
            let at = display::parse_stamp(&value);
            if at.is_none() && !value.is_empty() {
                return Err(change.bad());
            }
            article.source.repost.get_or_insert_default().original_time = at;
        }
        "genre" => article.genre = genre(&value).ok_or_else(|| change.bad())?,
        "keywords" => article.keywords = list(&value),
        "tags" => article.tags = list(&value),
        "slug" => article.slug = value,
        "featured" => article.featured = value.parse().map_err(|_| change.bad())?,
        "updated" if value.is_empty() => article.updated_by_hand = false,
        "updated" => {
            article.updated_at = display::parse_stamp(&value).ok_or_else(|| change.bad())?;
            article.updated_by_hand = true;
        }
        "cover" if value.is_empty() => article.cover = None,
        "cover" => article.cover = Some(value.parse().map_err(|_| change.bad())?),
        "gallery" => {
            let photos =
                list(&value).iter().map(|id| id.parse::<PhotoId>()).collect::<Result<_, _>>();
            article.gallery = photos.map_err(|_| change.bad())?;
        }
        _ => return Err(UsageError::UnknownField { field: change.field }),
    }
    if article.source.repost.as_ref() == Some(&Repost::default()) {
        article.source.repost = None;
    }
    Ok(())
}

async fn category(app: &App, name: &str) -> Result<Option<CategoryId>, CliError> {
    if name.is_empty() {
        return Ok(None);
    }
    let directory = app.category_save(CategorySave { id: None, name: name.to_owned() }).await?;
    // Kept in NFC: whoever types decomposed letters means the same name.
    let made = directory.categories.iter().find(|category| category.name == name);
    Ok(made.or(directory.categories.last()).map(|category| category.id))
}

fn genre(name: &str) -> Option<Genre> {
    Some(match name {
        "news" => Genre::News,
        "news_with_photo" => Genre::NewsWithPhoto,
        "synthesis" => Genre::Synthesis,
        "repost" => Genre::Repost,
        "photo_story" => Genre::PhotoStory,
        "feature" => Genre::Feature,
        "announcement" => Genre::Announcement,
        _ => return None,
    })
}

fn list(value: &str) -> Vec<String> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain::ArticleId;

    use super::*;

    fn changed(words: &[&str]) -> Result<Article, UsageError> {
        let mut article = Article::draft(ArticleId::generate(), "", DateTime::UNIX_EPOCH);
        let words: Vec<_> = words.iter().map(|word| (*word).to_owned()).collect();
        for change in read(&words)? {
            put(&mut article, change)?;
        }
        Ok(article)
    }

    /// The stamp is what readers see: set wrongly, an old article would look new.
    #[test]
    fn update_stamp_is_set_by_hand() {
        let article = changed(&["updated=14:40:02 - 15/07/2022"]).unwrap();

        assert_eq!(display::stamp(article.updated_at), "14:40:02 - 15/07/2022");
        assert!(article.updated_by_hand);
    }

    /// A mistyped field or value must not pass for a change that was made.
    #[test]
    fn wrong_fields_and_values_are_refused() {
        for word in ["titel=x", "title", "updated=2022-07-15", "featured=yes", "cover=1", "genre=x"]
        {
            assert!(changed(&[word]).is_err(), "{word} was taken");
        }
    }

    /// A value may hold the sign that parts it from its field.
    #[test]
    fn values_keep_their_equal_signs() {
        let article = changed(&["source=https://so.example/?id=7", "tags=một, hai,"]).unwrap();

        assert_eq!(article.source.url, "https://so.example/?id=7");
        assert_eq!(article.tags, ["một", "hai"]);
    }
}

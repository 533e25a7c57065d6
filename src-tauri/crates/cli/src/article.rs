//! `article …`

mod fields;

use std::path::Path;

use app::Access;
use app::view::{
    ArticleFilter, ArticleJournal, ArticleList, ArticleMove, ArticleRef, ArticleRefs, ArticleSave,
    ArticleSort, Nothing, Range, TextFormat, TextImport,
};
use domain::{ArticleId, Transition};
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::{ArticleVerb, ListArticles, NewArticle, ShownAs, Sort};
use crate::error::{CliError, UsageError};
use crate::newsroom::Newsroom;

/// Carries out one of the verbs.
pub(crate) async fn answer(newsroom: &mut Newsroom, verb: ArticleVerb) -> Result<Answer, CliError> {
    let app = newsroom.app.clone();
    match verb {
        ArticleVerb::New(request) => new(newsroom, request).await,
        ArticleVerb::Show { id, form } => show(newsroom, id, form).await,
        ArticleVerb::List(request) => list(newsroom, request).await,
        ArticleVerb::Set { id, fields } => set(newsroom, id, &fields).await,
        ArticleVerb::Submit { ids } => step(newsroom, ids, Transition::Submit, "").await,
        ArticleVerb::Approve { ids } => step(newsroom, ids, Transition::Approve, "").await,
        ArticleVerb::Return { ids, reason } => {
            step(newsroom, ids, Transition::Return, &reason).await
        }
        ArticleVerb::Archive { ids } => step(newsroom, ids, Transition::Archive, "").await,
        ArticleVerb::Trash { ids } => {
            newsroom.open(Access::Write).await?;
            app.article_trash(ArticleRefs { ids: ids.clone() }).await?;
            Answer::done(json!({"trashed": ids}))
        }
        ArticleVerb::Restore { ids } => {
            newsroom.open(Access::Write).await?;
            app.article_restore(ArticleRefs { ids: ids.clone() }).await?;
            Answer::done(json!({"restored": ids}))
        }
        ArticleVerb::Search { query, typeahead, limit } => {
            newsroom.open(Access::Read).await?;
            Answer::done(app.article_search(&query, typeahead, limit).await?)
        }
    }
}

async fn new(newsroom: &Newsroom, request: NewArticle) -> Result<Answer, CliError> {
    // Read before the library is touched: a wrong file leaves nothing behind.
    let body = TextImport { format: format(&request.body)?, text: text(&request.body)? };
    newsroom.open(Access::Write).await?;
    let (view, notes) = newsroom.app.article_import(&request.title, &request.lead, body).await?;
    Answer::done(json!({
        "id": view.article.id,
        "title": view.article.title,
        "words": view.article.body.word_count(),
        "report": notes,
    }))
}

fn format(file: &Path) -> Result<TextFormat, UsageError> {
    let ending = file.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    match ending.as_str() {
        "html" | "htm" => Ok(TextFormat::Html),
        "md" | "markdown" => Ok(TextFormat::Markdown),
        "txt" => Ok(TextFormat::Plain),
        _ => Err(UsageError::UnknownEnding { path: file.to_owned() }),
    }
}

fn text(file: &Path) -> Result<String, CliError> {
    let bytes =
        std::fs::read(file).map_err(|source| CliError::Read { path: file.to_owned(), source })?;
    let text = String::from_utf8(bytes).map_err(|_| CliError::NotUtf8 { path: file.to_owned() })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

async fn show(newsroom: &Newsroom, id: ArticleId, form: ShownAs) -> Result<Answer, CliError> {
    newsroom.open(Access::Read).await?;
    let view = newsroom.app.article_get(ArticleRef { id }).await?;
    let article = &view.article;
    match form {
        ShownAs::Json => Answer::done(&view),
        ShownAs::Text => {
            let body = article.body.plain_text();
            let parts = [&article.title, &article.lead, &body, &article.sign_off];
            let lines: Vec<_> =
                parts.into_iter().filter(|part| !part.is_empty()).map(String::as_str).collect();
            let printed = lines.join("\n");
            let value = json!({
                "id": id, "title": article.title, "lead": article.lead, "text": body,
                "sign_off": article.sign_off,
            });
            Ok(Answer::done(value)?.with_text(printed))
        }
        ShownAs::Html => {
            let request = ArticleJournal { article: article.clone() };
            let html = newsroom.app.article_preview(request).await?.body_html;
            let value = json!({"id": id, "title": article.title, "html": html});
            Ok(Answer::done(value)?.with_text(html))
        }
    }
}

async fn list(newsroom: &Newsroom, request: ListArticles) -> Result<Answer, CliError> {
    newsroom.open(Access::Read).await?;
    let category = match request.category {
        None => None,
        Some(name) => {
            let known = newsroom.app.directory_get(Nothing {}).await?.categories;
            let found = known.into_iter().find(|category| category.name == name.trim());
            let bad = UsageError::BadValue { field: "category".to_owned(), value: name };
            Some(found.ok_or(bad)?.id)
        }
    };
    let filter = ArticleFilter {
        status: request.status,
        category,
        query: request.query,
        trashed: request.trashed,
        sort: match request.sort {
            Sort::Updated => ArticleSort::Updated,
            Sort::Title => ArticleSort::Title,
            Sort::Views => ArticleSort::Views,
            Sort::Relevance => ArticleSort::Relevance,
        },
        descending: !request.ascending,
    };
    let range = Range { offset: request.offset, limit: request.limit };
    Answer::done(newsroom.app.article_list(ArticleList { filter, range }).await?)
}

async fn set(newsroom: &Newsroom, id: ArticleId, words: &[String]) -> Result<Answer, CliError> {
    let changes = fields::read(words)?;
    newsroom.open(Access::Write).await?;
    let view = newsroom.app.article_get(ArticleRef { id }).await?;
    let mut article = view.article;
    for change in changes {
        fields::apply(&newsroom.app, &mut article, change).await?;
    }
    let request = ArticleSave { article, revision: view.revision, version_name: String::new() };
    Answer::done(newsroom.app.article_save(request).await?)
}

async fn step(
    newsroom: &Newsroom,
    ids: Vec<ArticleId>,
    transition: Transition,
    reason: &str,
) -> Result<Answer, CliError> {
    newsroom.open(Access::Write).await?;
    let request = ArticleMove { ids: ids.clone(), transition, reason: reason.to_owned() };
    newsroom.app.article_move(request).await?;
    let mut rows = Vec::new();
    for id in ids {
        let article = newsroom.app.article_get(ArticleRef { id }).await?.article;
        rows.push(json!({"id": id, "title": article.title, "status": article.status}));
    }
    Answer::done(json!({ "rows": rows }))
}

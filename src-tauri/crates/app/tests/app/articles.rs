//! Writing: what was acknowledged is there, whoever interrupts.

use crate::newsroom::Newsroom;
use app::view::{
    ArticleFilter, ArticleJournal, ArticleList, ArticleMove, ArticleRef, ArticleSave, FailureCode,
    LibraryOpen, Nothing, Range,
};
use domain::{Status, Transition};

/// What was typed after the last save, and acknowledged, must come back after a crash.
#[tokio::test]
async fn typing_survives_the_program() {
    let newsroom = Newsroom::new().await;
    let mut article = newsroom.app.article_create(Nothing {}).await.unwrap().article;
    article.title = "Chưa lưu nhưng đã ghi".to_owned();
    let journal = ArticleJournal { article: article.clone() };
    let written = newsroom.app.article_journal(journal).await.unwrap();
    newsroom.app.close();

    let path = newsroom.library();
    newsroom.app.library_open(LibraryOpen { path, create: false }).await.unwrap();
    let view = newsroom.app.article_get(ArticleRef { id: article.id }).await.unwrap();

    assert_eq!(view.article.title, "", "the journal is not a save");
    let recovered = view.recovered.unwrap();
    assert_eq!(recovered.article.title, "Chưa lưu nhưng đã ghi");
    assert_eq!(recovered.at, written.at, "not the time of the text");
}

/// Two editors on one article must notice each other instead of overwriting.
#[tokio::test]
async fn a_stale_save_is_refused() {
    let newsroom = Newsroom::new().await;
    let first = newsroom.app.article_create(Nothing {}).await.unwrap();
    let save = |title: &str| {
        let mut article = first.article.clone();
        article.title = title.to_owned();
        ArticleSave { article, revision: first.revision, version_name: String::new() }
    };
    newsroom.app.article_save(save("Một")).await.unwrap();

    let failure = newsroom.app.article_save(save("Hai")).await.unwrap_err().failure();

    assert_eq!(failure.code, FailureCode::Stale);
    let kept = newsroom.app.article_get(ArticleRef { id: first.article.id }).await.unwrap();
    assert_eq!(kept.article.title, "Một");
}

/// A search without marks must find, and mark, what is written with them.
#[tokio::test]
async fn unaccented_search_finds_and_marks() {
    let newsroom = Newsroom::new().await;
    let view = newsroom.app.article_create(Nothing {}).await.unwrap();
    let mut article = view.article;
    article.title = "Triển khai liên kết vùng".to_owned();
    let save = ArticleSave { article, revision: view.revision, version_name: String::new() };
    newsroom.app.article_save(save).await.unwrap();

    let filter = ArticleFilter { query: "lien ket".to_owned(), ..ArticleFilter::default() };
    let range = Range { offset: 0, limit: 10 };
    let page = newsroom.app.article_list(ArticleList { filter, range }).await.unwrap();

    assert_eq!(page.total, 1);
    assert_eq!(page.rows[0].title_hits, [(11, 15), (16, 19)]);
}

/// A step that fails for one article must not be taken for the others.
#[tokio::test]
async fn a_step_is_taken_by_all_or_none() {
    let newsroom = Newsroom::new().await;
    let draft = newsroom.app.article_create(Nothing {}).await.unwrap().article.id;
    let archived = newsroom.app.article_create(Nothing {}).await.unwrap().article.id;
    let step = |ids, transition| ArticleMove { ids, transition, reason: String::new() };
    newsroom.app.article_move(step(vec![archived], Transition::Archive)).await.unwrap();

    let both = step(vec![draft, archived], Transition::Submit);
    let failure = newsroom.app.article_move(both).await.unwrap_err().failure();

    assert_eq!(failure.code, FailureCode::StatusRefused);
    let kept = newsroom.app.article_get(ArticleRef { id: draft }).await.unwrap();
    assert_eq!(kept.article.status, Status::Draft);
}

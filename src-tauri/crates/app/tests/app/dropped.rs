//! Photos that are dropped on an article belong to it, whether anybody has it open or not.

use std::path::PathBuf;

use app::view::{ArticleJournal, ArticleRef, ArticleSave, JobState, Nothing};
use domain::{Article, ArticleId, PhotoId};

use crate::newsroom::{Newsroom, picture};

fn pictures(newsroom: &Newsroom, count: u8) -> Vec<PathBuf> {
    let file = |shade: u8| {
        let file = newsroom.path(format!("Ảnh {shade:02}.jpg"));
        picture(&file, shade);
        file
    };
    (0..count).map(file).collect()
}

async fn gallery(newsroom: &Newsroom, id: ArticleId) -> Vec<PhotoId> {
    newsroom.app.article_get(ArticleRef { id }).await.unwrap().article.gallery
}

/// Photos for an article whose window was closed meanwhile would be missing on the page.
#[tokio::test]
async fn photos_reach_an_article_that_nobody_has_open() {
    let newsroom = Newsroom::new().await;
    let article = newsroom.app.article_create(Nothing {}).await.unwrap().article.id;
    let files = pictures(&newsroom, 3);

    let job = newsroom.bring_in_for(Some(article), &files).await;
    let again = newsroom.bring_in_for(Some(article), &files[1..]).await;

    assert_eq!((job.photos.len(), again.job.already_there), (3, 2));
    assert_eq!(gallery(&newsroom, article).await, job.photos, "not as dropped, each once");
}

/// A power cut during an import must not cost the article its photos, nor give it one twice.
#[tokio::test]
async fn photos_of_an_interrupted_import_reach_their_article() {
    let newsroom = Newsroom::new().await;
    let article = newsroom.app.article_create(Nothing {}).await.unwrap().article.id;
    let files = pictures(&newsroom, 60);

    newsroom.begin_import(Some(article), &files).await;
    newsroom.reopen().await;
    let resumed = newsroom.app.jobs_resumed().await.unwrap();

    assert_eq!(resumed.len(), 1, "the import was over before it was interrupted");
    assert_eq!((resumed[0].job.state, resumed[0].photos.len()), (JobState::Done, files.len()));
    let mut shown = gallery(&newsroom, article).await;
    shown.sort();
    let mut brought = resumed[0].photos.clone();
    brought.sort();
    assert_eq!(shown, brought, "photos are missing in the article, or there twice");
}

/// Words that were typed and not yet saved are worth more than the photos that come in beside them;
/// and whoever goes on with the words must not save a gallery without the photos.
#[tokio::test]
async fn photos_come_in_beside_what_is_being_typed() {
    let newsroom = Newsroom::new().await;
    let saved = newsroom.app.article_create(Nothing {}).await.unwrap().article;
    let typed = Article { title: "Đang gõ dở".to_owned(), ..saved.clone() };
    newsroom.app.article_journal(ArticleJournal { article: typed }).await.unwrap();

    let job = newsroom.bring_in_for(Some(saved.id), &pictures(&newsroom, 2)).await;

    let view = newsroom.app.article_get(ArticleRef { id: saved.id }).await.unwrap();
    assert_eq!((view.article.title.as_str(), view.article.gallery), ("", job.photos.clone()));
    let recovered = view.recovered.expect("what was typed is gone").article;
    assert_eq!((recovered.title.as_str(), &recovered.gallery), ("Đang gõ dở", &job.photos));
    let save =
        ArticleSave { article: recovered, revision: view.revision, version_name: String::new() };
    let saved = newsroom.app.article_save(save).await.unwrap();
    assert_eq!(saved.article.gallery, job.photos);
}

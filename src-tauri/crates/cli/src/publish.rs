//! `publish …`: the plan, the run, the receipt.

use app::view::{ArticleRef, Nothing, PublishItemState, PublishItemView, PublishRun, PublishWish};
use domain::{AlbumId, ArticleId};
use serde_json::json;

use crate::answer::{Answer, Ending};
use crate::arguments::Publish;
use crate::error::CliError;
use crate::newsroom::Newsroom;
use crate::sentence;

/// Sends what is named, or all that waits.
pub(crate) async fn publish(newsroom: &mut Newsroom, request: Publish) -> Result<Answer, CliError> {
    newsroom.open_online(&request.token).await?;
    let wish = wish(newsroom, &request).await?;
    if request.dry_run {
        return Answer::done(json!({"plan": newsroom.app.publish_plan(wish).await?}));
    }
    run(newsroom, wish).await
}

/// Carries a run out to its end and answers with its receipt.
pub(crate) async fn run(newsroom: &mut Newsroom, wish: PublishWish) -> Result<Answer, CliError> {
    let app = newsroom.app.clone();
    let started = app.publish_start(wish).await?;
    let ended = newsroom.watching(app.publish_finished()).await?.unwrap_or(started);
    let receipts = app.receipt_list(Nothing {}).await?.rows;
    let receipt = receipts.into_iter().find(|receipt| Some(receipt.id) == ended.receipt);
    let ending = ending(&ended);
    if let Some(failure) = &ended.failure {
        eprintln!("toasoan-cli: {}", sentence::of(failure));
    }
    let value = json!({
        "portal": ended.portal,
        "plan": ended.plan,
        "requests": ended.requests,
        "sent_bytes": ended.sent_bytes,
        "failure": ended.failure,
        "receipt": receipt,
    });
    Answer::ended(value, ending)
}

fn ending(run: &PublishRun) -> Ending {
    let verified =
        |item: &&PublishItemView| matches!(item.state, PublishItemState::Verified { .. });
    let seen = run.plan.items.iter().filter(verified).count();
    match &run.failure {
        Some(_) if seen == 0 => Ending::Nothing,
        None if seen == run.plan.items.len() => Ending::Done,
        _ => Ending::Partly,
    }
}

/// Articles and albums share one list of ids on the command line.
async fn wish(newsroom: &Newsroom, request: &Publish) -> Result<PublishWish, CliError> {
    let mut wish = PublishWish::default();
    let albums = newsroom.app.album_list(Nothing {}).await?.rows;
    for id in &request.ids {
        let unknown = || CliError::NeitherArticleNorAlbum { id: id.clone() };
        let album = id.parse::<AlbumId>().map_err(|_| unknown())?;
        if albums.iter().any(|known| known.id == album) {
            let list =
                if request.take_down { &mut wish.take_down_albums } else { &mut wish.albums };
            list.push(album);
            continue;
        }
        let article = id.parse::<ArticleId>().map_err(|_| unknown())?;
        newsroom.app.article_get(ArticleRef { id: article }).await?;
        let list = if request.take_down { &mut wish.take_down } else { &mut wish.articles };
        list.push(article);
    }
    Ok(wish)
}

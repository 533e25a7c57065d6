//! `photo watched …`

use app::view::{JobState, Nothing, WatchedRef, WatchedSave};
use app::{Access, Scanner};
use serde_json::json;

use crate::answer::{Answer, Ending};
use crate::arguments::WatchedVerb;
use crate::error::CliError;
use crate::newsroom::Newsroom;
use crate::photo::{album, whole};

/// Carries out one of the verbs.
pub(crate) async fn answer(newsroom: &mut Newsroom, verb: WatchedVerb) -> Result<Answer, CliError> {
    let app = newsroom.app.clone();
    match verb {
        WatchedVerb::List => {
            newsroom.open(Access::Read).await?;
            Answer::done(app.watched_list(Nothing {}).await?)
        }
        WatchedVerb::Add { folder, album: title, words } => {
            newsroom.open(Access::Write).await?;
            let album = match title {
                Some(title) => Some(album(newsroom, title).await?),
                None => None,
            };
            let wish = WatchedSave {
                id: None,
                path: whole(&folder)?,
                album,
                rename: words.rename,
                credit: words.credit,
                active: true,
            };
            Answer::done(app.watched_save(wish).await?)
        }
        WatchedVerb::Remove { id } => {
            newsroom.open(Access::Write).await?;
            Answer::done(app.watched_delete(WatchedRef { id }).await?)
        }
        WatchedVerb::Run => run(newsroom).await,
    }
}

async fn run(newsroom: &mut Newsroom) -> Result<Answer, CliError> {
    newsroom.open(Access::Write).await?;
    let app = newsroom.app.clone();
    newsroom.watching(app.jobs_resumed()).await?;
    let mut scanner = Scanner::default();
    let mut jobs = app.look_at_folders(&mut scanner).await?;
    // A file is whole once it has rested: what is new is looked at until it has.
    while scanner.is_waiting() {
        tokio::time::sleep(Scanner::PACE).await;
        jobs.extend(app.look_at_folders(&mut scanner).await?);
    }
    let mut ended = Vec::new();
    for job in jobs {
        ended.push(newsroom.job_ended(job.id).await?);
    }
    let folders = app.watched_list(Nothing {}).await?.rows;
    let whole = ended.iter().all(|it| it.job.state == JobState::Done && it.skipped.is_empty())
        && folders.iter().all(|folder| folder.problem.is_none());
    let ending = if whole { Ending::Done } else { Ending::Partly };
    Answer::ended(json!({"jobs": ended, "folders": folders}), ending)
}

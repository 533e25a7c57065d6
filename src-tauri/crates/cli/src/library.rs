//! `library …`

use app::Access;
use app::view::{JobState, Nothing, OriginalsCheck};
use serde_json::json;

use crate::answer::{Answer, Ending};
use crate::arguments::LibraryVerb;
use crate::error::CliError;
use crate::newsroom::Newsroom;

/// Carries out one of the verbs.
pub(crate) async fn answer(newsroom: &mut Newsroom, verb: LibraryVerb) -> Result<Answer, CliError> {
    match verb {
        LibraryVerb::Init => {
            newsroom.open(Access::Create).await?;
            found(newsroom).await
        }
        LibraryVerb::Check { thorough, originals: true } => originals(newsroom, thorough).await,
        LibraryVerb::Check { thorough, originals: false } => check(newsroom, thorough).await,
        LibraryVerb::Usage => {
            newsroom.open(Access::Read).await?;
            Answer::done(newsroom.app.library_usage(Nothing {}).await?)
        }
        LibraryVerb::Backup { file } => {
            newsroom.open(Access::Read).await?;
            newsroom.app.library_backup(&file).await?;
            let bytes = std::fs::metadata(&file)
                .map_err(|source| CliError::Read { path: file.clone(), source })?
                .len();
            Answer::done(json!({"file": file, "bytes": bytes}))
        }
        LibraryVerb::Restore { file } => {
            newsroom.app.library_restore(newsroom.folder()?, &file).await?;
            found(newsroom).await
        }
        LibraryVerb::Resume => resume(newsroom).await,
    }
}

async fn found(newsroom: &Newsroom) -> Result<Answer, CliError> {
    Answer::done(newsroom.app.app_state(Nothing {}).await?.library)
}

async fn check(newsroom: &Newsroom, thorough: bool) -> Result<Answer, CliError> {
    newsroom.open(Access::Read).await?;
    let library = newsroom.app.app_state(Nothing {}).await?.library;
    let report = newsroom.app.library_check(thorough).await?;
    let ending = if report.is_whole() { Ending::Done } else { Ending::Partly };
    let whole = report.is_whole();
    Answer::ended(json!({"whole": whole, "library": library, "report": report}), ending)
}

async fn originals(newsroom: &mut Newsroom, thorough: bool) -> Result<Answer, CliError> {
    newsroom.open(Access::Write).await?;
    let job = newsroom.app.originals_check(OriginalsCheck { thorough }).await?;
    crate::photo::chore_ended(newsroom, job.id).await
}

async fn resume(newsroom: &mut Newsroom) -> Result<Answer, CliError> {
    newsroom.open(Access::Write).await?;
    let app = newsroom.app.clone();
    let jobs = newsroom.watching(app.jobs_resumed()).await?;
    let all_done = jobs.iter().all(|it| it.job.state == JobState::Done);
    let nothing_skipped = jobs.iter().all(|it| it.skipped.is_empty());
    let ending = if all_done && nothing_skipped { Ending::Done } else { Ending::Partly };
    Answer::ended(json!({"jobs": jobs}), ending)
}

//! `portal …` and `statistics`

use app::Access;
use app::view::{DiagnosisResult, Nothing, PortalAdd, PortalKind, PortalView};
use serde_json::json;

use crate::answer::{Answer, Ending};
use crate::arguments::{self, PortalVerb, Token};
use crate::error::{CliError, UsageError};
use crate::newsroom::Newsroom;

/// Carries out one of the verbs.
pub(crate) async fn answer(newsroom: &mut Newsroom, verb: PortalVerb) -> Result<Answer, CliError> {
    match verb {
        PortalVerb::Add { url, kind: arguments::PortalKind::Native, user, secret_env } => {
            let secret = token(&secret_env)?;
            newsroom.open(Access::Write).await?;
            let request = PortalAdd { kind: PortalKind::Native, url, user, secret };
            let portal = newsroom.app.portal_add(request).await?;
            newsroom.remember(portal.id, &secret_env).await?;
            Answer::done(portal)
        }
        PortalVerb::Check { url, token } => check(newsroom, url, &token).await,
        PortalVerb::List => {
            newsroom.open(Access::Read).await?;
            Answer::done(newsroom.app.portal_list(Nothing {}).await?)
        }
    }
}

/// Visit counters and views, fetched now.
pub(crate) async fn statistics(newsroom: &mut Newsroom, token: Token) -> Result<Answer, CliError> {
    newsroom.open_online(&token).await?;
    let view = newsroom.app.statistics_refresh(Nothing {}).await?;
    let ending = if view.failure.is_some() { Ending::Nothing } else { Ending::Done };
    Answer::ended(view, ending)
}

async fn check(
    newsroom: &Newsroom,
    url: Option<String>,
    named: &Token,
) -> Result<Answer, CliError> {
    let known = match (&url, newsroom.has_library()) {
        (Some(_), false) => Vec::new(),
        _ => {
            newsroom.open(Access::Read).await?;
            newsroom.app.portal_list(Nothing {}).await?.rows
        }
    };
    let meant = known.into_iter().find(|portal| match &url {
        Some(url) => portal.url == url.trim().trim_end_matches('/'),
        None => portal.active,
    });
    let url = match (url, &meant) {
        (Some(url), _) => url,
        (None, Some(portal)) => portal.url.clone(),
        (None, None) => return Err(app::Error::NoPortal.into()),
    };
    let secret = secret(newsroom, meant.as_ref(), named).await?;
    let request = PortalAdd { kind: PortalKind::Native, url, user: String::new(), secret };
    let diagnosis = newsroom.app.portal_check(request).await?;
    let failed = diagnosis.steps.iter().any(|step| step.result == DiagnosisResult::Failed);
    Answer::ended(json!(diagnosis), if failed { Ending::Partly } else { Ending::Done })
}

/// The token to try: of the variable that is named, or that was named when the portal was added;
/// without any the portal is tried as a stranger would.
async fn secret(
    newsroom: &Newsroom,
    portal: Option<&PortalView>,
    named: &Token,
) -> Result<String, CliError> {
    let variable = match (&named.secret_env, portal) {
        (Some(name), _) => Some(name.clone()),
        (None, Some(portal)) => newsroom.app.portal_variable(portal.id).await?,
        (None, None) => None,
    };
    Ok(variable.map_or(Ok(String::new()), |name| token(&name))?)
}

fn token(variable: &str) -> Result<String, UsageError> {
    let token = std::env::var(variable).unwrap_or_default();
    match token.trim() {
        "" => Err(UsageError::VariableNotSet { name: variable.to_owned() }),
        token => Ok(token.to_owned()),
    }
}

//! Reading what a portal says: the JSON it promised, or why not.

use std::time::Duration;

use chrono::{DateTime, Utc};
use portal_wire::{Problem, ProblemCode};
use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use serde::de::DeserializeOwned;

use super::http::Answer;
use crate::PortalError;

/// How long to wait when a portal says 429 without saying how long.
const UNNAMED_WAIT: Duration = Duration::from_secs(30);

/// The answer as `T`.
///
/// # Errors
/// [`PortalError::Protocol`] for anything else: an HTML login page with status 200, cut JSON.
pub(super) fn json<T: DeserializeOwned>(answer: &Answer) -> Result<T, PortalError> {
    serde_json::from_slice(&answer.body).map_err(|error| {
        let found = kind(&answer.headers);
        PortalError::Protocol { detail: format!("{} with {found}: {error}", answer.status) }
    })
}

/// Whether the same request may fare better a little later.
pub(super) fn is_passing(answer: &Answer) -> bool {
    match answer.status.as_u16() {
        408 | 429 => true,
        // A request with the same key still runs; its answer will be ours too.
        409 => code(answer) == Some(ProblemCode::InProgress),
        501 | 505 | 507 => false,
        status => status >= 500,
    }
}

/// How long the portal asks to be left alone: seconds, or a date (RFC 9110, 10.2.3).
pub(super) fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let value = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = value.parse() {
        return Some(Duration::from_secs(seconds));
    }
    let until = DateTime::<Utc>::from(httpdate::parse_http_date(value).ok()?);
    Some((until - now).to_std().unwrap_or(Duration::ZERO))
}

/// What an answer that is no success means. 412 is not treated here: its body is what is stored.
pub(super) fn error(answer: &Answer, now: DateTime<Utc>) -> PortalError {
    let asked = retry_after(&answer.headers, now);
    let Ok(problem) = serde_json::from_slice::<Problem>(&answer.body) else {
        return without_words(answer, asked);
    };
    let Problem { code, message, missing_blobs, missing_photos } = problem;
    match code {
        ProblemCode::Unauthorized => PortalError::Unauthorized,
        ProblemCode::Forbidden => PortalError::Forbidden { message },
        ProblemCode::NotFound => PortalError::NotFound,
        ProblemCode::CursorExpired => PortalError::CursorExpired,
        ProblemCode::TooLarge => PortalError::TooLarge { message },
        ProblemCode::KeyReused | ProblemCode::Invalid | ProblemCode::HashMismatch => {
            PortalError::Rejected { message }
        }
        ProblemCode::Incomplete => {
            PortalError::Incomplete { blobs: missing_blobs.len(), photos: missing_photos.len() }
        }
        ProblemCode::RateLimited => {
            PortalError::RateLimited { retry_after: asked.unwrap_or(UNNAMED_WAIT) }
        }
        ProblemCode::InProgress | ProblemCode::Internal => unavailable(asked),
        ProblemCode::StorageFull => PortalError::StorageFull { message },
        ProblemCode::PreconditionRequired => PortalError::Protocol { detail: message },
    }
}

/// The same for those who stand in front of a portal and do not speak its JSON.
fn without_words(answer: &Answer, asked: Option<Duration>) -> PortalError {
    let status = answer.status;
    match status.as_u16() {
        401 => PortalError::Unauthorized,
        413 => PortalError::TooLarge { message: status.to_string() },
        429 => PortalError::RateLimited { retry_after: asked.unwrap_or(UNNAMED_WAIT) },
        507 => PortalError::StorageFull { message: status.to_string() },
        408 => unavailable(asked),
        501 | 505 => odd(answer),
        500.. => unavailable(asked),
        _ => odd(answer),
    }
}

fn unavailable(asked: Option<Duration>) -> PortalError {
    match asked {
        Some(retry_after) => PortalError::RateLimited { retry_after },
        None => PortalError::Unavailable { source: None },
    }
}

/// An answer that this API does not give.
pub(super) fn odd(answer: &Answer) -> PortalError {
    let found = kind(&answer.headers);
    PortalError::Protocol { detail: format!("{} with {found}", answer.status) }
}

fn code(answer: &Answer) -> Option<ProblemCode> {
    serde_json::from_slice::<Problem>(&answer.body).ok().map(|problem| problem.code)
}

fn kind(headers: &HeaderMap) -> &str {
    headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("no content type")
}

/// Whether the answer is what was asked for.
pub(super) fn is_success(answer: &Answer) -> bool {
    answer.status.is_success() && answer.status != StatusCode::PARTIAL_CONTENT
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeZone;
    use reqwest::header::HeaderValue;

    fn asked(value: &'static str) -> Option<Duration> {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, HeaderValue::from_static(value));
        retry_after(&headers, Utc.with_ymd_and_hms(2026, 11, 23, 7, 0, 0).unwrap())
    }

    /// A portal that says when to come back and is not heard bans the office's address.
    #[test]
    fn retry_after_is_understood_in_both_forms() {
        assert_eq!(asked("17"), Some(Duration::from_secs(17)));
        assert_eq!(asked("Mon, 23 Nov 2026 07:01:30 GMT"), Some(Duration::from_secs(90)));
        assert_eq!(asked("Mon, 23 Nov 2026 06:00:00 GMT"), Some(Duration::ZERO));
        assert_eq!(asked("soon"), None);
    }
}

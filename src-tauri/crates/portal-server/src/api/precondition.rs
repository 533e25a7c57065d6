//! Preconditions: nothing is overwritten that the client has not seen (RFC 9110, 13.1; RFC 6585, 3).

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use portal_wire::Stored;

use super::Refusal;

/// What a request expects to find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Expected {
    /// `If-None-Match: *`: nothing.
    Absent,
    /// `If-Match`: one of these revisions.
    OneOf(Vec<String>),
}

impl Expected {
    /// Reads the request's precondition.
    ///
    /// 428 when there is none, and for `If-Match: *`, which would overwrite what nobody looked at.
    pub(super) fn of(headers: &HeaderMap) -> Result<Self, Refusal> {
        let matching = list(headers, header::IF_MATCH)?;
        let absent = list(headers, header::IF_NONE_MATCH)?;
        match (matching, absent) {
            (Some(_), Some(_)) => {
                Err(Refusal::invalid("If-Match and If-None-Match exclude each other".to_owned()))
            }
            (Some(tags), None) if tags.iter().any(|tag| tag == "*") => {
                Err(Refusal::precondition_required("If-Match must name the revision"))
            }
            // Weak tags never match in a strong comparison (RFC 9110, 8.8.3.2).
            (Some(tags), None) => Ok(Self::OneOf(
                tags.iter()
                    .filter_map(|tag| tag.strip_prefix('"')?.strip_suffix('"'))
                    .map(str::to_owned)
                    .collect(),
            )),
            (None, Some(tags)) if tags == ["*"] => Ok(Self::Absent),
            (None, Some(_)) => Err(Refusal::precondition_required("If-None-Match must be * here")),
            (None, None) => Err(Refusal::precondition_required(
                "If-None-Match: * (to create) or If-Match (to change) is needed",
            )),
        }
    }
}

/// The answer with a stored resource: its revision is the strong `ETag`.
pub(super) fn with_etag(status: StatusCode, stored: Stored) -> Response {
    let etag = HeaderValue::from_str(&format!("\"{}\"", stored.revision.0));
    let mut response = (status, Json(stored)).into_response();
    if let Ok(etag) = etag {
        response.headers_mut().insert(header::ETAG, etag);
    }
    response
}

fn list(headers: &HeaderMap, name: header::HeaderName) -> Result<Option<Vec<String>>, Refusal> {
    let mut tags = Vec::new();
    for value in headers.get_all(&name) {
        let text = value
            .to_str()
            .map_err(|_| Refusal::invalid(format!("{name} holds characters it cannot hold")))?;
        tags.extend(text.split(',').map(|tag| tag.trim().to_owned()));
    }
    Ok((!tags.is_empty()).then_some(tags))
}

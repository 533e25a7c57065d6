//! Publishing, safe to send again.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::BlobHash;
use portal_wire::{
    IDEMPOTENCY_KEY, IDEMPOTENCY_REPLAYED, Permission, ProblemCode, PublishAction, PublishRequest,
};
use rusqlite::{Connection, Transaction};
use sha2::{Digest, Sha256};

use super::auth::Caller;
use super::{Refusal, body, strict};
use crate::error::PortalServerError;
use crate::portal::Shared;
use crate::records::idempotency::{self, Remembered};
use crate::records::publication;

/// Longest key.
const KEY_LENGTH: usize = 255;

/// `POST /publish`
///
/// Only successes are remembered: a refusal changed nothing, and the same request may succeed once
/// its cause is gone.
pub(super) async fn publish(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    caller.may(Permission::Publish)?;
    let key = key(&headers)?;
    let body = body::read(body).await?;
    let user = caller.0.user;
    let claim = shared.running.claim(format!("publish {user} {key}")).ok_or_else(|| {
        let message = "a request with this key is still running";
        Refusal::new(StatusCode::CONFLICT, ProblemCode::InProgress, message)
    })?;
    let now = shared.now();
    let request: Result<PublishRequest, Refusal> =
        strict::read(&body, &[]).map(|(request, _)| request);
    let takes_away = matches!(&request, Ok(PublishRequest { items })
        if items.iter().all(|item| item.action == PublishAction::TakeDown));
    let work = move |tx: &Transaction<'_>| {
        // Held by the work, not by the connection that asked: who hangs up does not end it.
        let _claim = claim;
        let request_hash = BlobHash(Sha256::digest(&body).into()).to_string();
        if let Some(first) = idempotency::find(tx, &user, &key)? {
            return replay(first, &request_hash);
        }
        let answer = run(tx, request?, now)?;
        let remembered = Remembered { request_hash, answer };
        idempotency::insert(tx, &user, &key, &remembered, now)?;
        Ok(success(remembered.answer))
    };
    let answer = if takes_away {
        shared.database.write(work).await?
    } else {
        shared.database.write_within_quota(work).await?
    };
    // An update takes pictures off a page as well.
    shared.sweep_sizes();
    Ok(answer)
}

fn run(
    tx: &Connection,
    request: PublishRequest,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<u8>, Refusal> {
    let answer = publication::publish(tx, &request, now)?;
    Ok(serde_json::to_vec(&answer).map_err(PortalServerError::from)?)
}

fn replay(first: Remembered, request_hash: &str) -> Result<Response, Refusal> {
    if first.request_hash != request_hash {
        return Err(Refusal::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            ProblemCode::KeyReused,
            "this key came with another body before",
        ));
    }
    let mut response = success(first.answer);
    response
        .headers_mut()
        .insert(HeaderName::from_static(IDEMPOTENCY_REPLAYED), HeaderValue::from_static("true"));
    Ok(response)
}

fn success(answer: Vec<u8>) -> Response {
    ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], answer).into_response()
}

fn key(headers: &HeaderMap) -> Result<String, Refusal> {
    let value = headers
        .get(IDEMPOTENCY_KEY)
        .ok_or_else(|| Refusal::precondition_required("an Idempotency-Key is needed"))?;
    value
        .to_str()
        .ok()
        .filter(|key| (1..=KEY_LENGTH).contains(&key.len()))
        .map(str::to_owned)
        .ok_or_else(|| {
            Refusal::invalid(format!("a key is 1 to {KEY_LENGTH} visible ASCII characters"))
        })
}

//! Blobs in parts: tus 1.0 (<https://tus.io/protocols/resumable-upload>), core, creation and
//! termination. How far an upload is, is the length of its file, so a restart loses nothing.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::BlobHash;
use http_body_util::BodyExt;
use portal_wire::{API_ROOT, Permission};
use tokio::io::AsyncWriteExt;
use uuid::Uuid;

use super::auth::Caller;
use super::{MAX_BLOB_BYTES, Refusal, blobs, body};
use crate::error::PortalServerError;
use crate::portal::Shared;
use crate::records::uploads::{self, Upload};

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const VERSION: HeaderName = HeaderName::from_static("tus-version");
const EXTENSION: HeaderName = HeaderName::from_static("tus-extension");
const MAX_SIZE: HeaderName = HeaderName::from_static("tus-max-size");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const PROTOCOL: HeaderValue = HeaderValue::from_static("1.0.0");
const PART: &str = "application/offset+octet-stream";

/// `OPTIONS /uploads`: what this server can do. Any caller.
pub(super) async fn describe() -> Response {
    let mut response = StatusCode::NO_CONTENT.into_response();
    let headers = response.headers_mut();
    headers.insert(RESUMABLE, PROTOCOL);
    headers.insert(VERSION, PROTOCOL);
    headers.insert(EXTENSION, HeaderValue::from_static("creation,termination"));
    headers.insert(MAX_SIZE, HeaderValue::from(MAX_BLOB_BYTES));
    response
}

/// `POST /uploads`: begins an upload.
pub(super) async fn create(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.may(Permission::Write)?;
    check_protocol(&headers)?;
    let bytes = number(&headers, &LENGTH)?;
    if bytes > MAX_BLOB_BYTES {
        return Err(blobs::too_large());
    }
    if bytes == 0 {
        return Err(Refusal::invalid("an upload has at least one byte".to_owned()));
    }
    let hash = announced_hash(&headers)?;
    shared.database.has_room(bytes).await?;
    let upload = Upload { id: Uuid::new_v4(), hash, bytes };
    tokio::fs::File::create_new(shared.blobs.upload(&upload.id.to_string())).await?;
    let now = shared.now();
    let noted: Result<_, Refusal> =
        shared.database.write(move |tx| Ok(uploads::insert(tx, &upload, now)?)).await;
    noted?;
    let mut response = StatusCode::CREATED.into_response();
    let place = HeaderValue::from_str(&format!("{API_ROOT}/uploads/{}", upload.id));
    response.headers_mut().insert(RESUMABLE, PROTOCOL);
    if let Ok(place) = place {
        response.headers_mut().insert(header::LOCATION, place);
    }
    Ok(response)
}

/// `HEAD /uploads/{id}`: how far it is.
pub(super) async fn offset(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.may(Permission::Write)?;
    check_protocol(&headers)?;
    let upload = find(&shared, &id).await?;
    let mut offset = received(&shared, &upload).await?;
    if offset == upload.bytes
        && let Some(_claim) = shared.running.claim(name(&upload))
    {
        // All of it came, but the portal was stopped before it looked at the whole.
        match finish(&shared, &upload).await {
            Err(Refusal::Server(error)) => return Err(Refusal::Server(error)),
            Err(_) => return Err(absent()),
            Ok(()) => offset = received(&shared, &upload).await?,
        }
    }
    let mut response = StatusCode::OK.into_response();
    progress(&mut response, offset);
    response.headers_mut().insert(LENGTH, HeaderValue::from(upload.bytes));
    Ok(response)
}

/// `PATCH /uploads/{id}`: the next part.
pub(super) async fn append(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    caller.may(Permission::Write)?;
    check_protocol(&headers)?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|kind| kind != PART) {
        let message = "parts come as application/offset+octet-stream";
        return Err(Refusal::other(StatusCode::UNSUPPORTED_MEDIA_TYPE, message));
    }
    let from = number(&headers, &OFFSET)?;
    let upload = find(&shared, &id).await?;
    let Some(claim) = shared.running.claim(name(&upload)) else {
        let message = "another part of this upload is coming in";
        return Err(Refusal::other(StatusCode::CONFLICT, message));
    };
    // A task of its own: when the line breaks, what came is written before anybody asks how far
    // it got.
    let appending = tokio::spawn(async move {
        let _claim = claim;
        take_part(&shared, &upload, from, body).await
    });
    let offset = appending.await.map_err(PortalServerError::from)??;
    let mut response = StatusCode::NO_CONTENT.into_response();
    progress(&mut response, offset);
    Ok(response)
}

/// `DELETE /uploads/{id}`: gives it up. The blob stays if it was whole already.
pub(super) async fn delete(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.may(Permission::Write)?;
    check_protocol(&headers)?;
    let upload = find(&shared, &id).await?;
    let Some(_claim) = shared.running.claim(name(&upload)) else {
        let message = "a part of this upload is coming in";
        return Err(Refusal::other(StatusCode::CONFLICT, message));
    };
    forget(&shared, &upload).await?;
    let mut response = StatusCode::NO_CONTENT.into_response();
    response.headers_mut().insert(RESUMABLE, PROTOCOL);
    Ok(response)
}

async fn take_part(
    shared: &Arc<Shared>,
    upload: &Upload,
    from: u64,
    body: Body,
) -> Result<u64, Refusal> {
    let offset = received(shared, upload).await?;
    if from != offset {
        let message = format!("the next part begins at {offset}");
        return Err(Refusal::other(StatusCode::CONFLICT, &message));
    }
    let offset = receive(shared, upload, offset, body).await?;
    if offset == upload.bytes {
        finish(shared, upload).await?;
    }
    Ok(offset)
}

/// Looks at the whole. What is not what it was announced as is forgotten.
async fn finish(shared: &Arc<Shared>, upload: &Upload) -> Result<(), Refusal> {
    if blobs::find(shared, upload.hash).await?.is_some() && !file_exists(shared, upload).await? {
        return Ok(());
    }
    let file = shared.blobs.upload(&upload.id.to_string());
    match blobs::place(shared, file, upload.hash).await {
        Ok(_) => Ok(()),
        Err(Refusal::Server(error)) => Err(Refusal::Server(error)),
        Err(refusal) => {
            forget(shared, upload).await?;
            Err(refusal)
        }
    }
}

async fn forget(shared: &Arc<Shared>, upload: &Upload) -> Result<(), Refusal> {
    match tokio::fs::remove_file(shared.blobs.upload(&upload.id.to_string())).await {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let id = upload.id;
    shared.database.write(move |tx| Ok(uploads::delete(tx, id)?)).await
}

async fn receive(
    shared: &Shared,
    upload: &Upload,
    mut offset: u64,
    mut body: Body,
) -> Result<u64, Refusal> {
    let path = shared.blobs.upload(&upload.id.to_string());
    let mut file = tokio::fs::File::options().append(true).open(path).await?;
    let mut outcome = Ok(());
    while let Some(frame) = body.frame().await {
        let Ok(frame) = frame else {
            outcome = Err(body::cut_off());
            break;
        };
        let Some(data) = frame.data_ref() else { continue };
        if data.len() as u64 > upload.bytes - offset {
            outcome = Err(Refusal::too_large("more bytes came than were announced".to_owned()));
            break;
        }
        if let Err(error) = file.write_all(data).await {
            body::hear_out(&mut body).await;
            return Err(error.into());
        }
        offset += data.len() as u64;
    }
    // What came before a break is kept, so that the client can go on from there.
    file.flush().await?;
    file.sync_all().await?;
    outcome.map(|()| offset)
}

async fn received(shared: &Arc<Shared>, upload: &Upload) -> Result<u64, Refusal> {
    match tokio::fs::metadata(shared.blobs.upload(&upload.id.to_string())).await {
        Ok(metadata) => Ok(metadata.len()),
        // Its file has become the blob.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let blob = blobs::find(shared, upload.hash).await?;
            blob.map(|_| upload.bytes).ok_or_else(absent)
        }
        Err(error) => Err(error.into()),
    }
}

async fn file_exists(shared: &Shared, upload: &Upload) -> Result<bool, Refusal> {
    Ok(tokio::fs::try_exists(shared.blobs.upload(&upload.id.to_string())).await?)
}

async fn find(shared: &Shared, id: &str) -> Result<Upload, Refusal> {
    let id = Uuid::parse_str(id).map_err(|_| absent())?;
    let found: Result<_, Refusal> =
        shared.database.read(move |tx| Ok(uploads::find(tx, id)?)).await;
    found?.ok_or_else(absent)
}

fn announced_hash(headers: &HeaderMap) -> Result<BlobHash, Refusal> {
    headers
        .get(METADATA)
        .and_then(|value| value.to_str().ok())
        .into_iter()
        .flat_map(|value| value.split(','))
        .filter_map(|pair| pair.trim().split_once(' '))
        .find(|(key, _)| *key == "sha256")
        .and_then(|(_, value)| STANDARD.decode(value.trim()).ok())
        .and_then(|bytes| String::from_utf8(bytes).ok())
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| {
            let message = "Upload-Metadata must have sha256 with 64 hexadecimal digits in Base64";
            Refusal::invalid(message.to_owned())
        })
}

fn check_protocol(headers: &HeaderMap) -> Result<(), Refusal> {
    if headers.get(RESUMABLE).is_some_and(|version| version == PROTOCOL) {
        return Ok(());
    }
    Err(Refusal::precondition_required("Tus-Resumable: 1.0.0 is needed"))
}

fn number(headers: &HeaderMap, name: &HeaderName) -> Result<u64, Refusal> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.parse().ok())
        .ok_or_else(|| Refusal::invalid(format!("{name} must be a number of bytes")))
}

fn progress(response: &mut Response, offset: u64) {
    let headers = response.headers_mut();
    headers.insert(RESUMABLE, PROTOCOL);
    headers.insert(OFFSET, HeaderValue::from(offset));
}

fn name(upload: &Upload) -> String {
    format!("upload {}", upload.id)
}

fn absent() -> Refusal {
    Refusal::not_found("there is no such upload".to_owned())
}

//! Blobs: bytes named by their hash, sent in one go.

use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::BlobHash;
use http_body_util::BodyExt;
use portal_wire::{BlobRef, Permission, ProblemCode};
use tokio::io::AsyncWriteExt;
use tokio_util::io::ReaderStream;

use super::auth::Caller;
use super::{MAX_BLOB_BYTES, Refusal, body};
use crate::blob_files::Placed;
use crate::error::PortalServerError;
use crate::portal::Shared;
use crate::records::blobs::{self, Blob};

/// `GET` and `HEAD /blobs/{sha256}`
pub(super) async fn get(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(hash): Path<String>,
) -> Result<Response, Refusal> {
    caller.may(Permission::Read)?;
    let hash = parse(&hash)?;
    let absent = || Refusal::not_found("there is no such blob".to_owned());
    let blob = find(&shared, hash).await?.ok_or_else(absent)?;
    // A row without its whole file is no blob: it must be sent again.
    let file = match tokio::fs::File::open(shared.blobs.path(hash)).await {
        Ok(file) if file.metadata().await?.len() == blob.bytes => file,
        Ok(_) => return Err(absent()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(absent()),
        Err(error) => return Err(error.into()),
    };
    let mut response = Body::from_stream(ReaderStream::new(file)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_LENGTH, HeaderValue::from(blob.bytes));
    let media_type = HeaderValue::from_str(&blob.media_type);
    headers.insert(
        header::CONTENT_TYPE,
        media_type.unwrap_or(HeaderValue::from_static("application/octet-stream")),
    );
    headers.insert(header::CONTENT_DISPOSITION, HeaderValue::from_static("attachment"));
    Ok(response)
}

/// `PUT /blobs/{sha256}`: idempotent; the portal hashes the bytes itself.
pub(super) async fn put(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(hash): Path<String>,
    headers: HeaderMap,
    mut body: Body,
) -> Result<Response, Refusal> {
    caller.may(Permission::Write)?;
    let hash = parse(&hash)?;
    let announced = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    let announced: Option<u64> = announced.and_then(|text| text.parse().ok());
    if announced.is_some_and(|bytes| bytes > MAX_BLOB_BYTES) {
        return Err(too_large());
    }
    // What is there already may come again, however full the portal is.
    let known = find(&shared, hash).await?.is_some();
    if !known && let Err(full) = shared.database.has_room(announced.unwrap_or_default()).await {
        body::hear_out(&mut body).await;
        return Err(full.into());
    }
    // A task of its own: when the line breaks, what came is removed.
    let taking = tokio::spawn(async move {
        let incoming = shared.blobs.incoming()?;
        let taken = take(&shared, &mut body, &incoming, (hash, known)).await;
        if taken.is_err() {
            body::hear_out(&mut body).await;
        }
        // Whatever went wrong, and were it a full disk, the bytes must not lie about.
        match tokio::fs::remove_file(&incoming).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                tracing::warn!(%error, "a broken upload stays until the next start");
            }
            _ => {}
        }
        taken
    });
    let (blob, new) = taking.await.map_err(PortalServerError::from)??;
    let status = if new { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Json(BlobRef { blob: hash, bytes: blob.bytes })).into_response())
}

async fn take(
    shared: &Arc<Shared>,
    body: &mut Body,
    incoming: &std::path::Path,
    (hash, known): (BlobHash, bool),
) -> Result<(Blob, bool), Refusal> {
    let bytes = receive(body, incoming).await?;
    if !known {
        shared.database.has_room(bytes).await?;
    }
    place(shared, incoming.to_owned(), hash).await
}

/// Checks a file that has come in whole, moves it to its place and notes it. Answers whether it
/// is new. The file is gone afterwards, except on an error of the disk.
pub(super) async fn place(
    shared: &Arc<Shared>,
    source: std::path::PathBuf,
    hash: BlobHash,
) -> Result<(Blob, bool), Refusal> {
    let files = shared.blobs.clone();
    let placed = tokio::task::spawn_blocking(move || files.place(&source, hash))
        .await
        .map_err(PortalServerError::from)??;
    let blob = match placed {
        Placed::Whole { bytes, media_type } => Blob { bytes, media_type },
        Placed::OtherHash(found) => {
            return Err(Refusal::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                ProblemCode::HashMismatch,
                format!("these bytes have the hash {found}"),
            ));
        }
        Placed::NotAllowed => {
            return Err(Refusal::invalid(
                "neither a JPEG, PNG or WebP picture nor a document that may be attached"
                    .to_owned(),
            ));
        }
    };
    let now = shared.now();
    let row = blob.clone();
    let new: Result<_, Refusal> =
        shared.database.write(move |tx| Ok(blobs::insert(tx, hash, &row, now)?)).await;
    Ok((blob, new?))
}

/// The blob of that hash, if the portal has it.
pub(super) async fn find(shared: &Shared, hash: BlobHash) -> Result<Option<Blob>, Refusal> {
    shared.database.read(move |tx| Ok(blobs::find(tx, hash)?)).await
}

/// Writes what comes and answers how many bytes that were.
async fn receive(body: &mut Body, target: &std::path::Path) -> Result<u64, Refusal> {
    let mut file = tokio::fs::File::create_new(target).await?;
    let mut left = MAX_BLOB_BYTES;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| body::cut_off())?;
        let Some(data) = frame.data_ref() else { continue };
        left = left.checked_sub(data.len() as u64).ok_or_else(too_large)?;
        file.write_all(data).await?;
    }
    file.flush().await?;
    Ok(MAX_BLOB_BYTES - left)
}

fn parse(hash: &str) -> Result<BlobHash, Refusal> {
    hash.parse().map_err(|error: domain::id::NotABlobHash| Refusal::not_found(error.to_string()))
}

pub(super) fn too_large() -> Refusal {
    Refusal::too_large(format!("a blob has at most {MAX_BLOB_BYTES} bytes"))
}

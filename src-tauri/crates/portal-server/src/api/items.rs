//! Articles, photos and albums, one at a time.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use portal_wire::{
    API_ROOT, ItemKind, ItemRef, ItemState, Permission, Resource, WireAlbum, WireArticle, WirePhoto,
};
use rusqlite::Connection;
use uuid::Uuid;

use super::auth::Caller;
use super::precondition::{Expected, with_etag};
use super::{Refusal, body, content, strict};
use crate::portal::Shared;
use crate::records::resources::{self, Row};

/// `GET` and `HEAD /{collection}/{id}`
pub(super) async fn get(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(place): Path<(String, String)>,
) -> Result<Response, Refusal> {
    caller.may(Permission::Read)?;
    let item = item(&place)?;
    let stored = shared
        .database
        .read(move |tx| match resources::find(tx, item)? {
            Some(row) => Ok::<_, Refusal>(row.stored()?),
            None => Ok(None),
        })
        .await?;
    stored.map(|stored| with_etag(StatusCode::OK, stored)).ok_or_else(absent)
}

/// `PUT /{collection}/{id}`: stores a draft.
pub(super) async fn put(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(place): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    caller.may(Permission::Write)?;
    let item = item(&place)?;
    let expected = Expected::of(&headers)?;
    let bytes = body::read(body).await?;
    shared
        .database
        .write_within_quota(move |tx| {
            let sent = parse(item, &bytes)?;
            store(tx, item, &expected, sent)
        })
        .await
}

/// `DELETE /{collection}/{id}`
pub(super) async fn delete(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    Path(place): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    caller.may(Permission::Write)?;
    let item = item(&place)?;
    let Expected::OneOf(revisions) = Expected::of(&headers)? else {
        return Err(Refusal::precondition_required("If-Match is needed"));
    };
    let answer = shared
        .database
        .write(move |tx| {
            let row = resources::find(tx, item)?.ok_or_else(absent)?;
            let meant = revisions.contains(&row.revision);
            if row.draft.is_none() {
                // The answer to the first sending was lost: gone is what was asked for.
                return if meant { Ok(gone()) } else { Err(absent()) };
            }
            if !meant {
                return Err(Refusal::stale(row.stored()?));
            }
            if row.state == ItemState::Live {
                caller.may(Permission::Publish)?;
            }
            resources::delete(tx, &row)?;
            Ok(gone())
        })
        .await?;
    shared.sweep_sizes();
    Ok(answer)
}

fn store(
    tx: &Connection,
    item: ItemRef,
    expected: &Expected,
    sent: Resource,
) -> Result<Response, Refusal> {
    let present = resources::find(tx, item)?;
    let there = present.as_ref().filter(|row| row.draft.is_some());
    match (expected, there) {
        (Expected::Absent, None) => {
            let row = resources::put(tx, sent, present.as_ref())?;
            let mut response = answer(StatusCode::CREATED, &row)?;
            let place = format!("{API_ROOT}/{}/{}", item.kind.segment(), item.id);
            if let Ok(place) = HeaderValue::from_str(&place) {
                response.headers_mut().insert(header::LOCATION, place);
            }
            Ok(response)
        }
        (Expected::OneOf(_), None) => Err(absent()),
        // Exactly this is there: nothing to do, and a sending repeated after a lost answer is safe.
        (_, Some(row)) if row.holds(&sent)? => answer(StatusCode::OK, row),
        (Expected::OneOf(revisions), Some(row)) if revisions.contains(&row.revision) => {
            answer(StatusCode::OK, &resources::put(tx, sent, Some(row))?)
        }
        (_, Some(row)) => Err(Refusal::stale(row.stored()?)),
    }
}

fn answer(status: StatusCode, row: &Row) -> Result<Response, Refusal> {
    row.stored()?.map(|stored| with_etag(status, stored)).ok_or_else(absent)
}

/// The body is the resource as answers have it; its `kind` may be left out, the address says it.
fn parse(item: ItemRef, bytes: &Bytes) -> Result<Resource, Refusal> {
    const KIND: &[&str] = &["kind"];
    let (resource, beside) = match item.kind {
        ItemKind::Article => {
            let (article, beside) = strict::read::<WireArticle>(bytes, KIND)?;
            (Resource::Article(article), beside)
        }
        ItemKind::Photo => {
            let (photo, beside) = strict::read::<WirePhoto>(bytes, KIND)?;
            (Resource::Photo(photo), beside)
        }
        ItemKind::Album => {
            let (album, beside) = strict::read::<WireAlbum>(bytes, KIND)?;
            (Resource::Album(album), beside)
        }
    };
    if beside.get("kind").is_some_and(|kind| kind.as_str() != Some(item.kind.as_str())) {
        return Err(Refusal::invalid("kind is not that of the address".to_owned()));
    }
    if resource.item() != item {
        return Err(Refusal::invalid("id is not that of the address".to_owned()));
    }
    content::check(&resource)?;
    Ok(resource)
}

fn item((collection, id): &(String, String)) -> Result<ItemRef, Refusal> {
    let kind = [ItemKind::Article, ItemKind::Photo, ItemKind::Album]
        .into_iter()
        .find(|kind| kind.segment() == collection)
        .ok_or_else(|| Refusal::not_found("there is no such collection".to_owned()))?;
    let id = Uuid::parse_str(id).map_err(|_| Refusal::not_found("ids are UUIDs".to_owned()))?;
    Ok(ItemRef { kind, id })
}

fn absent() -> Refusal {
    Refusal::not_found("there is no such item".to_owned())
}

fn gone() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

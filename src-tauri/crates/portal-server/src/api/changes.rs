//! The change feed.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use portal_wire::{ChangePage, Permission};

use super::Refusal;
use super::auth::Caller;
use super::body::query;
use crate::portal::Shared;
use crate::records::changes;

/// Items on a page when the client does not say.
const DEFAULT_LIMIT: u32 = 100;
/// Most items on a page.
const MAX_LIMIT: u32 = 500;

/// `GET /changes?cursor=&limit=`
pub(super) async fn page(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    RawQuery(raw): RawQuery,
) -> Result<Json<ChangePage>, Refusal> {
    caller.may(Permission::Read)?;
    let [cursor, limit] = query(raw.as_deref(), ["cursor", "limit"])?;
    let limit = match limit {
        None => DEFAULT_LIMIT,
        Some(text) => text
            .parse()
            .ok()
            .filter(|limit| (1..=MAX_LIMIT).contains(limit))
            .ok_or_else(|| Refusal::invalid(format!("limit is 1 to {MAX_LIMIT}")))?,
    };
    shared
        .database
        .read(move |tx| {
            changes::page(tx, cursor.as_deref(), limit)?
                .map(Json)
                .ok_or_else(Refusal::cursor_expired)
        })
        .await
}

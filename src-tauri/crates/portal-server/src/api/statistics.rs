//! Counters and views.

use std::sync::Arc;

use axum::Json;
use axum::extract::{RawQuery, State};
use portal_wire::{Permission, Statistics};

use super::Refusal;
use super::auth::Caller;
use super::body::query;
use crate::portal::Shared;
use crate::records::statistics;

/// `GET /statistics?views_cursor=`
pub(super) async fn read(
    State(shared): State<Arc<Shared>>,
    caller: Caller,
    RawQuery(raw): RawQuery,
) -> Result<Json<Statistics>, Refusal> {
    caller.may(Permission::Read)?;
    let [cursor] = query(raw.as_deref(), ["views_cursor"])?;
    let now = shared.now();
    shared
        .database
        .read(move |tx| {
            statistics::read(tx, cursor.as_deref(), now)?
                .map(Json)
                .ok_or_else(Refusal::cursor_expired)
        })
        .await
}

//! Who is there: the portal's name, the token's rights, and the description of the API itself.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use portal_wire::{API_NAME, PortalInfo};

use super::auth::Caller;
use super::{MAX_BLOB_BYTES, RESUMABLE_ABOVE_BYTES, Refusal};
use crate::portal::Shared;
use crate::records::settings;

/// `GET /`: any valid token.
pub(super) async fn info(
    State(shared): State<Arc<Shared>>,
    Caller(holder): Caller,
) -> Result<Json<PortalInfo>, Refusal> {
    let name: Result<_, Refusal> =
        shared.database.read(|tx| Ok(settings::get(tx, settings::NAME)?)).await;
    Ok(Json(PortalInfo {
        api: API_NAME.to_owned(),
        name: name?,
        user: holder.user,
        permissions: holder.permissions,
        time: shared.now(),
        max_blob_bytes: MAX_BLOB_BYTES,
        resumable_above_bytes: RESUMABLE_ABOVE_BYTES,
    }))
}

/// `GET /openapi.json`: public.
pub(super) async fn openapi() -> impl IntoResponse {
    let json = HeaderValue::from_static("application/json");
    ([(header::CONTENT_TYPE, json)], include_str!("openapi.json"))
}

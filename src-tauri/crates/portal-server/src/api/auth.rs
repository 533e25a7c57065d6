//! Who is asking, and whether they may.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{StatusCode, header};
use portal_wire::{Permission, ProblemCode};

use super::Refusal;
use crate::portal::Shared;
use crate::records::tokens::{self, TokenInfo};

/// The holder of the token that came with the request.
pub(super) struct Caller(pub(super) TokenInfo);

impl Caller {
    /// 403 unless the token may do that.
    pub(super) fn may(&self, permission: Permission) -> Result<(), Refusal> {
        if self.0.permissions.contains(&permission) {
            return Ok(());
        }
        let name = match permission {
            Permission::Read => "read",
            Permission::Write => "write",
            Permission::Publish => "publish",
        };
        Err(Refusal::new(
            StatusCode::FORBIDDEN,
            ProblemCode::Forbidden,
            format!("this token may not {name}"),
        ))
    }
}

impl FromRequestParts<Arc<Shared>> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(
        parts: &mut Parts,
        shared: &Arc<Shared>,
    ) -> Result<Self, Self::Rejection> {
        let unauthorized = || {
            let message = "a valid bearer token is needed";
            Refusal::new(StatusCode::UNAUTHORIZED, ProblemCode::Unauthorized, message)
        };
        let value = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
        let (scheme, token) =
            value.and_then(|value| value.split_once(' ')).ok_or_else(unauthorized)?;
        if !scheme.eq_ignore_ascii_case("bearer") {
            return Err(unauthorized());
        }
        let token = token.trim().to_owned();
        let holder: Result<_, Refusal> =
            shared.database.read(move |tx| Ok(tokens::find(tx, &token)?)).await;
        holder?.map(Caller).ok_or_else(unauthorized)
    }
}

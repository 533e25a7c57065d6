//! The public site.

use std::sync::Arc;

use axum::Router;

use crate::portal::Shared;

/// The pages of the public site, without state left to fill in.
pub(crate) fn router(_shared: Arc<Shared>) -> Router {
    Router::new()
}

//! What can go wrong between library and portal.

use portal::PortalError;
use store::StoreError;

/// Why a publishing run could not begin or go on.
#[derive(Debug, thiserror::Error)]
pub enum SyncError {
    /// The portal, or the way to it.
    #[error("the portal did not do its part")]
    Portal(#[from] PortalError),
    /// The library.
    #[error("the library did not do its part")]
    Store(#[from] StoreError),
    /// A record has no JSON form, or the library holds a receipt that is none.
    #[error("a record cannot be written")]
    Json(#[from] serde_json::Error),
    /// The thread that worked on the library was torn down: the program is ending.
    #[error("the work on the library was broken off")]
    Interrupted(#[source] tokio::task::JoinError),
}

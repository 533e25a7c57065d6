//! Talking to portals: one trait, an adapter per kind of portal, one set of errors.
//!
//! Adapters turn whatever a portal says into [`PortalError`], so that those who publish know one
//! vocabulary only. The contract suite runs every adapter against a real server.

mod content;
mod error;
pub mod native;
mod secret;
mod traffic;

/// The JSON of the portal API, for those who speak with portals through this crate only.
pub mod wire {
    pub use portal_wire::*;
}

use std::path::Path;

use async_trait::async_trait;
use domain::BlobHash;
use portal_wire::{
    ChangePage, ItemRef, PortalInfo, PublishAnswer, PublishRequest, Resource, Revision, Statistics,
    Stored,
};
use uuid::Uuid;

pub use content::same_content;
pub use error::PortalError;
pub use secret::Secret;
pub use traffic::{Traffic, TrafficCounter};

/// A portal that articles, photos and albums can be put on.
#[async_trait]
pub trait Portal: Send + Sync {
    /// Who is there, and what may this account do?
    async fn probe(&self) -> Result<PortalInfo, PortalError>;

    /// What happened since `cursor` (`None`: since the beginning).
    ///
    /// # Errors
    /// [`PortalError::CursorExpired`] when the portal no longer knows the cursor: ask again with
    /// `None`.
    async fn changes(&self, cursor: Option<&str>) -> Result<ChangePage, PortalError>;

    /// The resource as it is there now; `None` when there is none.
    async fn get(&self, item: ItemRef) -> Result<Option<Stored>, PortalError>;

    /// Stores a resource as a draft. Readers see it only after [`Portal::publish`]. Sending the same
    /// again after a lost answer is safe.
    ///
    /// # Errors
    /// [`PortalError::Conflict`] with what is there when it is not what `expected` says.
    async fn put(&self, resource: &Resource, expected: Expected) -> Result<Stored, PortalError>;

    /// Removes a resource.
    ///
    /// # Errors
    /// [`PortalError::Conflict`] when its revision is another one.
    async fn delete(&self, item: ItemRef, expected: &Revision) -> Result<(), PortalError>;

    /// Whether the portal has these bytes.
    async fn has_blob(&self, hash: BlobHash) -> Result<bool, PortalError>;

    /// Sends the bytes of a file under their hash; `sent` is told the bytes that are through so far.
    async fn put_blob(
        &self,
        hash: BlobHash,
        media_type: &str,
        file: &Path,
        sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), PortalError>;

    /// Shows or hides resources, all or none. `key` makes it safe to send again.
    async fn publish(
        &self,
        request: &PublishRequest,
        key: Uuid,
    ) -> Result<PublishAnswer, PortalError>;

    /// Visit counters, and the views that changed since `views_cursor`.
    async fn statistics(&self, views_cursor: Option<&str>) -> Result<Statistics, PortalError>;

    /// The public page at `path`, as any reader gets it (but not counted as a visit).
    ///
    /// # Errors
    /// [`PortalError::NotFound`] when readers do not see such a page.
    async fn page(&self, path: &str) -> Result<String, PortalError>;

    /// The address a browser opens for `path`.
    fn page_url(&self, path: &str) -> String;
}

/// What a [`Portal::put`] expects to find.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expected {
    /// Nothing: the resource is new.
    Absent,
    /// This revision.
    Revision(Revision),
}

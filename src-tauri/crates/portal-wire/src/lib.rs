//! The JSON of the native portal API, declared once for client and server.
//!
//! The rules of the conversation (preconditions, idempotency, order) are told in
//! `docs/PORTAL-API.md`; here are only the shapes, the header names and the content hash by which
//! both sides agree that they hold the same thing.

mod hash;
mod resource;
mod sync;

pub use hash::content_hash;
pub use resource::{
    ItemKind, ItemRef, Rendition, Resource, WireAlbum, WireArticle, WireCategory, WirePhoto,
};
pub use sync::{
    ArticleViews, BlobRef, Change, ChangePage, ItemState, Permission, PortalInfo, Problem,
    ProblemCode, PublishAction, PublishAnswer, PublishItem, PublishRequest, Published, Revision,
    Statistics, Stored,
};

/// Where the API lives below the portal's address.
pub const API_ROOT: &str = "/api/v1";

/// Name and version of this API, as [`PortalInfo::api`] gives it.
pub const API_NAME: &str = "toasoan/1";

/// Header with a UUID that makes a request safe to send again.
pub const IDEMPOTENCY_KEY: &str = "idempotency-key";

/// Set on an answer that repeats the first one for the same key.
pub const IDEMPOTENCY_REPLAYED: &str = "idempotency-replayed";

/// The client's `User-Agent` starts with this; visit counters leave such requests out.
pub const CLIENT_AGENT: &str = "ToaSoan/";

//! How client and portal speak about resources: revisions, changes, publishing, problems.

use chrono::{DateTime, Utc};
use domain::{ArticleId, BlobHash, DayVisits, VisitCounters};
use serde::{Deserialize, Serialize};

use crate::resource::{ItemRef, Resource};

/// A version of a resource on one portal: the strong ETag without its quotes. Opaque to clients.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Revision(pub String);

/// Answer to `GET {API_ROOT}`: who is there, and what this token may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalInfo {
    /// [`crate::API_NAME`].
    pub api: String,
    /// The portal's name, for example "Sở Kế hoạch và Đầu tư".
    pub name: String,
    /// Whose token it is.
    pub user: String,
    /// What the token may do.
    pub permissions: Vec<Permission>,
    /// The portal's clock, so a client can tell when its own is wrong.
    pub time: DateTime<Utc>,
    /// Largest blob in bytes.
    pub max_blob_bytes: u64,
    /// Blobs above this size (bytes) should be sent in parts (tus 1.0).
    pub resumable_above_bytes: u64,
}

/// What a token may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// Read what is not public.
    Read,
    /// Store drafts, photos, albums, blobs.
    Write,
    /// Publish and take down.
    Publish,
}

/// Whether readers see a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Stored, never published.
    Draft,
    /// Readers see it.
    Live,
    /// Was live, is not any more.
    TakenDown,
}

/// A resource as the portal holds it. Answer to GET and PUT; body of a 412.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stored {
    /// Its current version; also the `ETag`.
    pub revision: Revision,
    /// Whether readers see it.
    pub state: ItemState,
    /// The version readers see: differs from `revision` while a change is stored but not published.
    pub live_revision: Option<Revision>,
    /// Path of the public page, if live, for example `/tin-tuc/ten-bai`.
    pub path: Option<String>,
    /// The current content.
    pub resource: Resource,
}

/// Answer to `GET /changes`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ChangePage {
    /// In the order they happened; an item stands once, with its newest state.
    pub changes: Vec<Change>,
    /// Opaque; send it back to go on from here.
    pub cursor: String,
    /// Whether asking again at once brings more.
    pub has_more: bool,
}

/// Something that happened to a resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case")]
#[expect(
    clippy::large_enum_variant,
    reason = "tombstones are rare, and a page of changes is short"
)]
pub enum Change {
    /// It was stored, published or taken down.
    Upserted(Stored),
    /// It is gone: a tombstone.
    Deleted {
        /// What is gone.
        item: ItemRef,
    },
}

/// Body of `POST /publish`. One server transaction: all items or none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishRequest {
    /// What to do, at most 100 items.
    pub items: Vec<PublishItem>,
}

/// One wish of a [`PublishRequest`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishItem {
    /// What.
    pub item: ItemRef,
    /// The version meant; another one current means 412.
    pub revision: Revision,
    /// Show or hide.
    pub action: PublishAction,
}

/// Show or hide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PublishAction {
    /// Make this version the one readers see.
    Publish,
    /// Readers no longer see it; its address answers 410.
    TakeDown,
}

/// Answer to `POST /publish`, in the order of the request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PublishAnswer {
    /// When the portal did it.
    pub at: DateTime<Utc>,
    /// What became of each item.
    pub items: Vec<Published>,
}

/// What became of one item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// What.
    pub item: ItemRef,
    /// Its version now.
    pub revision: Revision,
    /// Its state now.
    pub state: ItemState,
    /// Path of its public page, if live.
    pub path: Option<String>,
}

/// Answer to `GET /statistics?views_cursor=`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// The portal's clock when it counted.
    pub at: DateTime<Utc>,
    /// Số Lượt Truy Cập.
    pub visits: VisitCounters,
    /// The last 30 days that had visits, oldest first.
    pub days: Vec<DayVisits>,
    /// Views of articles that changed since the cursor, at most 500.
    pub views: Vec<ArticleViews>,
    /// Opaque; send it back to get only what changed since.
    pub views_cursor: String,
    /// Whether asking again at once brings more views.
    pub has_more: bool,
}

/// Số lượt xem of one article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArticleViews {
    /// Which.
    pub article: ArticleId,
    /// How many, ever.
    pub views: u64,
}

/// Answer to a blob upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlobRef {
    /// What the portal itself computed.
    pub blob: BlobHash,
    /// Size in bytes.
    pub bytes: u64,
}

/// Body of every answer that is not 2xx (except 412, whose body is [`Stored`]).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// What went wrong, for programs.
    pub code: ProblemCode,
    /// What went wrong, for people reading a log (English).
    pub message: String,
    /// Blobs a publish request needs and the portal does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_blobs: Vec<BlobHash>,
    /// Photos a publish request needs and the portal does not have.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub missing_photos: Vec<domain::PhotoId>,
}

/// What went wrong, for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// 401: no token, or not a valid one.
    Unauthorized,
    /// 403: the token may not do that.
    Forbidden,
    /// 404: there is no such thing.
    NotFound,
    /// 428: a precondition header is needed.
    PreconditionRequired,
    /// 409: a request with this key is still running.
    InProgress,
    /// 410: the change cursor is from another time; start again without one.
    CursorExpired,
    /// 413: too large.
    TooLarge,
    /// 422: the same key came with another body.
    KeyReused,
    /// 422: the content is not acceptable.
    Invalid,
    /// 422: a blob's bytes do not have the hash they came under.
    HashMismatch,
    /// 422: something that must be there first is missing (see the lists).
    Incomplete,
    /// 429: too many requests; `Retry-After` says when.
    RateLimited,
    /// 500: the portal's own fault.
    Internal,
    /// 507: the portal's disk is full.
    StorageFull,
}

//! Publishing: the plan, its progress, the receipt.

use chrono::{DateTime, Utc};
use domain::{AlbumId, ArticleId, JobId, PhotoId, ReceiptId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Failure;

/// What to publish: these, or, when nothing is named, all that waits.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PublishWish {
    /// Articles to publish now; each is moved to "đã đăng" as if by [`domain::Transition::Publish`].
    pub articles: Vec<ArticleId>,
    /// Albums to publish now.
    pub albums: Vec<AlbumId>,
    /// Articles to take down now; each is moved to "đã gỡ".
    #[ts(optional, as = "Option<Vec<ArticleId>>")]
    pub take_down: Vec<ArticleId>,
    /// Albums to take down now.
    #[ts(optional, as = "Option<Vec<AlbumId>>")]
    pub take_down_albums: Vec<AlbumId>,
}

/// What would be sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PublishPlan {
    /// Tạo mới.
    pub create: u32,
    /// Cập nhật.
    pub update: u32,
    /// Gỡ.
    pub take_down: u32,
    /// Photos to upload.
    pub photos: u32,
    /// Bytes to upload.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Held back: both sides changed.
    pub conflicts: u32,
    /// Item by item.
    pub items: Vec<PublishItemView>,
}

/// One article or album of a publishing run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PublishItemView {
    /// Which.
    pub item: PublishedThing,
    /// Its title.
    pub title: String,
    /// Photo for the row.
    pub cover: Option<PhotoId>,
    /// What is done.
    pub action: PublishActionView,
    /// Photos to upload.
    pub photos: u32,
    /// Bytes to upload.
    #[ts(type = "number")]
    pub bytes: u64,
    /// How far it is.
    pub state: PublishItemState,
}

/// What a run publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "kind", content = "id", rename_all = "snake_case")]
pub enum PublishedThing {
    /// An article.
    Article(ArticleId),
    /// An album.
    Album(AlbumId),
    /// A photo on its own.
    Photo(PhotoId),
}

/// What is done to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PublishActionView {
    /// Tạo mới.
    Create,
    /// Cập nhật.
    Update,
    /// Gỡ.
    TakeDown,
    /// There already, from a run that was interrupted: only read back.
    Check,
}

/// How far an item is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum PublishItemState {
    /// Đang chờ.
    Waiting,
    /// Being sent.
    Sending {
        /// Photos through.
        photos: u32,
        /// Bytes through.
        #[ts(type = "number")]
        bytes: u64,
    },
    /// Sent; being read back.
    Verifying,
    /// Đã đăng và kiểm chứng.
    Verified {
        /// When it was read back.
        at: DateTime<Utc>,
        /// Its public page; `None` after a take-down.
        url: Option<String>,
    },
    /// Sent, but what was read back is not what was sent.
    Differs {
        /// What differs, for a log.
        detail: String,
    },
    /// Held back: both sides changed.
    Conflict,
    /// Not possible; somebody must do something.
    Failed {
        /// Why.
        failure: Failure,
    },
    /// Put off: goes out when the portal is back.
    Postponed {
        /// Why.
        failure: Failure,
    },
}

/// Where a run stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PublishPhase {
    /// Kiểm tra trước khi đăng: making published copies.
    Preparing,
    /// So với bản trên cổng.
    Comparing,
    /// Tải ảnh và nội dung.
    Sending,
    /// Đọc lại để kiểm chứng.
    Verifying,
    /// Over; see the items.
    Finished,
}

/// A run as the sheet shows it, live.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PublishRun {
    /// The job behind it.
    pub job: JobId,
    /// Name of the portal.
    pub portal: String,
    /// Address of the portal.
    pub url: String,
    /// Where it stands.
    pub phase: PublishPhase,
    /// What it does.
    pub plan: PublishPlan,
    /// Bytes through.
    #[ts(type = "number")]
    pub sent_bytes: u64,
    /// Requests made so far.
    pub requests: u32,
    /// Set when it ended early: offline, paused.
    pub failure: Option<Failure>,
    /// Set at the end.
    pub receipt: Option<ReceiptId>,
}

/// A kept receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReceiptView {
    /// Which.
    pub id: ReceiptId,
    /// Name of the portal.
    pub portal: String,
    /// When the run began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
    /// What became of each item.
    pub items: Vec<PublishItemView>,
    /// Bytes sent in all.
    #[ts(type = "number")]
    pub sent_bytes: u64,
}

/// Receipts, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReceiptList {
    /// At most 100.
    pub rows: Vec<ReceiptView>,
}

/// What waits for the portal (Đồng bộ).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxView {
    /// Items that go out with the next run.
    pub waiting: Vec<OutboxRow>,
    /// Items that need somebody.
    pub parked: Vec<OutboxRow>,
}

/// A waiting item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OutboxRow {
    /// Which.
    pub item: PublishedThing,
    /// Its title.
    pub title: String,
    /// Photo for the row.
    pub cover: Option<PhotoId>,
    /// What will be done.
    pub action: PublishActionView,
    /// Since when.
    pub since: DateTime<Utc>,
    /// Why it did not go out, if it was tried.
    pub failure: Option<Failure>,
}

/// The run that is going on, or the last one since the program started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PublishCurrent {
    /// The run, if any.
    pub run: Option<PublishRun>,
}

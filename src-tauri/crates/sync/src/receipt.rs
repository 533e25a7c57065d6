//! What a publishing run did and what was read back: proof, not hope.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use store::EntityKind;
use ts_rs::TS;
use uuid::Uuid;

use crate::plan::Change;
use crate::run::Ending;

/// What became of one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReceiptItem {
    /// Article, album or photo.
    pub kind: EntityKind,
    /// Which one.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// What was to happen.
    pub change: Change,
    /// What happened.
    pub outcome: Outcome,
    /// Bytes that were sent for it.
    #[ts(type = "number")]
    pub sent_bytes: u64,
    /// The portal's revision.
    pub revision: Option<String>,
    /// Address of its page.
    pub url: Option<String>,
    /// When it was settled.
    pub at: DateTime<Utc>,
}

/// What happened to one thing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "result", rename_all = "snake_case")]
pub enum Outcome {
    /// It is on the portal (or gone from it), read back and equal.
    Verified,
    /// It was sent, but what was read back is not what was sent.
    Differs {
        /// What is not equal.
        what: Vec<Difference>,
    },
    /// The portal refused it; it is parked until somebody has looked at it.
    Failed {
        /// For the window's dictionary.
        code: FailureCode,
        /// More about it, for the log.
        detail: String,
    },
    /// Somebody changed it there; both versions are kept.
    Conflict,
    /// It was changed here while the run went on; the newer wish waits.
    Skipped,
    /// The portal took nothing more; it waits.
    Waiting {
        /// How the run ended there.
        #[serde(default = "Ending::offline")]
        ending: Ending,
    },
}

/// What was not as it was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "difference", rename_all = "snake_case")]
pub enum Difference {
    /// The portal does not have it.
    Missing,
    /// Its content is another.
    Content,
    /// It is not shown, or still shown.
    State,
    /// Its page does not open.
    Page,
    /// Its page does not show the title.
    Title,
    /// Its page lacks photos.
    Photos {
        /// How many.
        missing: usize,
    },
}

/// Why the portal refused something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FailureCode {
    /// The token may not do this.
    Forbidden,
    /// A file is too large.
    TooLarge,
    /// The portal will never take it as it is.
    Rejected,
    /// Photos or files it needs are missing there.
    Incomplete,
    /// The portal lost it on the way.
    NotFound,
    /// A file of ours could not be read.
    File,
    /// The portal answered something that makes no sense.
    Protocol,
    /// The portal failed on this one again and again while others went through.
    Unavailable,
}

impl FailureCode {
    /// The name used in the outbox and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forbidden => "forbidden",
            Self::TooLarge => "too_large",
            Self::Rejected => "rejected",
            Self::Incomplete => "incomplete",
            Self::NotFound => "not_found",
            Self::File => "file",
            Self::Protocol => "protocol",
            Self::Unavailable => "unavailable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Receipts that were kept before they told why something waits must not be lost.
    #[test]
    fn receipts_of_earlier_versions_are_read() {
        let kept = serde_json::json!({ "result": "waiting" });

        let outcome: Outcome = serde_json::from_value(kept).unwrap();

        assert_eq!(outcome, Outcome::Waiting { ending: Ending::offline() });
    }
}

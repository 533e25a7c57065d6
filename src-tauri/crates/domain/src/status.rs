//! The life of an article: draft, review, approval, portal, and away again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where an article stands in the newsroom. What the portal shows is another matter: that is the
/// sync state.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Default, Serialize, Deserialize, TS,
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Bản nháp.
    #[default]
    Draft,
    /// Chờ duyệt.
    InReview,
    /// Đã duyệt: may go to the portal.
    Approved,
    /// Đã đăng.
    Published,
    /// Đã gỡ: was on the portal, is no longer meant to be.
    TakenDown,
    /// Lưu trữ: kept (news is kept for at least five years), out of daily sight.
    Archived,
}

impl Status {
    /// All of them, in the order of the life of an article.
    pub const ALL: [Self; 6] = [
        Self::Draft,
        Self::InReview,
        Self::Approved,
        Self::Published,
        Self::TakenDown,
        Self::Archived,
    ];

    /// The name used in the store and on the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::InReview => "in_review",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::TakenDown => "taken_down",
            Self::Archived => "archived",
        }
    }

    /// The status of that name, or `None`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == name)
    }
}

/// What somebody does to an article's status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Transition {
    /// Gửi duyệt.
    Submit,
    /// Duyệt.
    Approve,
    /// Trả lại, with a reason.
    Return,
    /// Đăng bài.
    Publish,
    /// Gỡ bài.
    TakeDown,
    /// Lưu trữ.
    Archive,
    /// Khôi phục to a draft.
    Restore,
}

/// Why a transition is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StatusError {
    /// The step does not start from this status.
    #[error("{transition:?} is not possible from {from:?}")]
    NotFrom {
        /// The status the article has.
        from: Status,
        /// The step that was asked for.
        transition: Transition,
    },
    /// Returning an article needs a reason for its author.
    #[error("a reason is needed")]
    ReasonMissing,
}

impl Transition {
    /// The status after this step.
    ///
    /// With `gates` off (the default of an office) a draft may be published at once; with them on
    /// it must have been approved.
    ///
    /// # Errors
    /// [`StatusError::NotFrom`] when the step does not start here, [`StatusError::ReasonMissing`]
    /// when an article is returned without saying why.
    pub fn apply(self, from: Status, gates: bool, reason: &str) -> Result<Status, StatusError> {
        use Status::{Approved, Archived, Draft, InReview, Published, TakenDown};
        let refused = Err(StatusError::NotFrom { from, transition: self });
        match (self, from) {
            (Self::Submit, Draft | TakenDown) => Ok(InReview),
            (Self::Approve, InReview) => Ok(Approved),
            (Self::Approve, Draft) if !gates => Ok(Approved),
            (Self::Return, InReview | Approved) if reason.trim().is_empty() => {
                Err(StatusError::ReasonMissing)
            }
            (Self::Return, InReview | Approved) => Ok(Draft),
            (Self::Publish, Approved | Published) => Ok(Published),
            (Self::Publish, Draft | InReview | TakenDown) if !gates => Ok(Published),
            (Self::TakeDown, Published) => Ok(TakenDown),
            (Self::Archive, Draft | InReview | Approved | TakenDown) => Ok(Archived),
            (Self::Restore, TakenDown | Archived) => Ok(Draft),
            _ => refused,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With the gates on, nothing may reach the portal that nobody approved.
    #[test]
    fn gates_hold() {
        for from in [Status::Draft, Status::InReview, Status::TakenDown, Status::Archived] {
            assert!(Transition::Publish.apply(from, true, "").is_err(), "{from:?} slipped through");
        }
        assert_eq!(Transition::Publish.apply(Status::Draft, false, ""), Ok(Status::Published));
    }

    /// An article returned without a word leaves its author guessing.
    #[test]
    fn returning_needs_a_reason() {
        assert_eq!(
            Transition::Return.apply(Status::InReview, true, "  "),
            Err(StatusError::ReasonMissing)
        );
        assert_eq!(
            Transition::Return.apply(Status::InReview, true, "Thiếu ảnh"),
            Ok(Status::Draft)
        );
    }

    /// A published article must be taken down before it can disappear into the archive.
    #[test]
    fn published_is_not_archived_behind_the_portals_back() {
        assert!(Transition::Archive.apply(Status::Published, false, "").is_err());
    }
}

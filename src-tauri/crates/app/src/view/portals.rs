//! Portal accounts and what a portal says of itself.

use chrono::{DateTime, Utc};
use domain::{DayVisits, PortalId, VisitCounters};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Failure;

/// Kinds of portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PortalKind {
    /// Cổng thử nghiệm (trên máy này).
    Local,
    /// Cổng Tòa Soạn.
    Native,
}

/// A portal account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PortalView {
    /// Which.
    pub id: PortalId,
    /// Kind.
    pub kind: PortalKind,
    /// Name as the portal gives it.
    pub name: String,
    /// Its address.
    pub url: String,
    /// Account name there.
    pub user: String,
    /// Whether articles go here.
    pub active: bool,
    /// How it was when last spoken to.
    pub connection: Connection,
}

/// How a portal was when last spoken to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Connection {
    /// Not spoken to since the program started.
    Unknown,
    /// It answered.
    Online {
        /// When.
        at: DateTime<Utc>,
    },
    /// It did not answer.
    Offline {
        /// Since when.
        since: DateTime<Utc>,
        /// Why.
        failure: Failure,
    },
    /// It does not accept the token: nothing is sent until there is a new one.
    Paused {
        /// Why.
        failure: Failure,
    },
}

/// Sets up a portal, or changes its token.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PortalAdd {
    /// Kind. `Local` needs no address and no token.
    pub kind: PortalKind,
    /// Address.
    #[serde(default)]
    pub url: String,
    /// Account name.
    #[serde(default)]
    pub user: String,
    /// Mã kết nối.
    #[serde(default)]
    pub secret: String,
}

impl std::fmt::Debug for PortalAdd {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PortalAdd")
            .field("url", &self.url)
            .field("user", &self.user)
            .finish_non_exhaustive()
    }
}

/// All portal accounts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PortalList {
    /// The accounts.
    pub rows: Vec<PortalView>,
}

/// Names one portal account.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PortalRef {
    /// Which.
    pub id: PortalId,
}

/// "Kiểm tra kết nối".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PortalDiagnosis {
    /// The steps, in order; those after a failed one are not there.
    pub steps: Vec<DiagnosisStep>,
    /// The portal's name, if it got that far.
    pub name: String,
}

/// One step of a diagnosis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DiagnosisStep {
    /// What was tried.
    pub subject: DiagnosisSubject,
    /// How it went.
    pub result: DiagnosisResult,
    /// A measured value: milliseconds, a user name, seconds of clock difference.
    pub detail: String,
    /// Why it failed.
    pub failure: Option<Failure>,
}

/// What a diagnosis tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DiagnosisSubject {
    /// Tìm thấy cổng.
    Reach,
    /// Kết nối bảo mật (HTTPS), or this machine.
    Secure,
    /// Đăng nhập đúng.
    SignIn,
    /// Có quyền đăng và sửa bài.
    Permissions,
    /// The two clocks differ by less than two minutes.
    Clock,
}

/// How a step went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DiagnosisResult {
    /// Passed.
    Passed,
    /// Works, with something to know.
    Reminder,
    /// Failed.
    Failed,
}

/// Thống kê: what the portal last told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct StatisticsView {
    /// Số lượt truy cập; `None` until a portal told.
    pub visits: Option<VisitCounters>,
    /// Visits per day, the last 30 days, oldest first, days without visits included.
    pub days: Vec<DayVisits>,
    /// Articles with most views.
    pub top: Vec<TopArticle>,
    /// When the portal told it.
    pub at: Option<DateTime<Utc>>,
    /// Why the last attempt failed, if it did: what is shown is then old.
    pub failure: Option<Failure>,
}

/// A much-read article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TopArticle {
    /// Which.
    pub id: domain::ArticleId,
    /// Its title.
    pub title: String,
    /// Số lượt xem.
    #[ts(type = "number")]
    pub views: u64,
}

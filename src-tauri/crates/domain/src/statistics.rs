//! Số Lượt Truy Cập: the visit counters a portal shows.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Visits of the portal. Days, months and years are those of Asia/Ho_Chi_Minh.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct VisitCounters {
    /// Trong ngày.
    #[ts(type = "number")]
    pub today: u64,
    /// Hôm qua.
    #[ts(type = "number")]
    pub yesterday: u64,
    /// Trong tháng.
    #[ts(type = "number")]
    pub this_month: u64,
    /// Trong năm.
    #[ts(type = "number")]
    pub this_year: u64,
    /// Tổng truy cập.
    #[ts(type = "number")]
    pub total: u64,
}

/// Visits of one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DayVisits {
    /// The day in Asia/Ho_Chi_Minh.
    pub day: NaiveDate,
    /// How many.
    #[ts(type = "number")]
    pub visits: u64,
}

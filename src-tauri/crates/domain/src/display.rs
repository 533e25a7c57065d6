//! How times and counts are written for Vietnamese readers, in one place for the portal's pages,
//! the command line and the tests.

use chrono::{
    DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};

/// Asia/Ho_Chi_Minh: UTC+7 the whole year, without daylight saving since 1975.
const HO_CHI_MINH_SECONDS_EAST: i32 = 7 * 3600;

/// `14:40:02 - 15/07/2022`, the update stamp of state portals, in Asia/Ho_Chi_Minh.
#[must_use]
pub fn stamp(at: DateTime<Utc>) -> String {
    local(at).format("%H:%M:%S - %d/%m/%Y").to_string()
}

/// `15/07/2022` in Asia/Ho_Chi_Minh.
#[must_use]
pub fn date(at: DateTime<Utc>) -> String {
    local(at).format("%d/%m/%Y").to_string()
}

/// The wall clock of Asia/Ho_Chi_Minh at this instant.
#[must_use]
pub fn local(at: DateTime<Utc>) -> DateTime<FixedOffset> {
    at.with_timezone(&ho_chi_minh())
}

/// The moment a day begins in Asia/Ho_Chi_Minh.
#[must_use]
pub fn midnight(day: NaiveDate) -> DateTime<Utc> {
    let seconds = TimeDelta::seconds(HO_CHI_MINH_SECONDS_EAST.into());
    // Only the first day that a calendar can hold has nothing seven hours before it.
    day.and_time(NaiveTime::MIN).checked_sub_signed(seconds).unwrap_or_default().and_utc()
}

/// Reads what [`stamp`] writes. `None` for any other text.
#[must_use]
pub fn parse_stamp(text: &str) -> Option<DateTime<Utc>> {
    let naive = NaiveDateTime::parse_from_str(text.trim(), "%H:%M:%S - %d/%m/%Y").ok()?;
    Some(ho_chi_minh().from_local_datetime(&naive).single()?.to_utc())
}

/// `119.909`: thousands grouped with a full stop, as Vietnamese is written.
#[must_use]
pub fn count(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    grouped
}

#[expect(clippy::expect_used, reason = "seven hours lie within a day")]
fn ho_chi_minh() -> FixedOffset {
    FixedOffset::east_opt(HO_CHI_MINH_SECONDS_EAST).expect("seven hours are a valid offset")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stamp is what readers and auditors see: off by the zone, every article would be wrong.
    #[test]
    fn stamp_is_the_seed_pages() {
        let at = Utc.with_ymd_and_hms(2022, 7, 15, 7, 40, 2).unwrap();
        assert_eq!(stamp(at), "14:40:02 - 15/07/2022");
        assert_eq!(parse_stamp("14:40:02 - 15/07/2022"), Some(at));
        assert_eq!(parse_stamp("32/13/2022"), None);
    }

    /// A counter read as 119909 or 119,909 is not what the page of a Vietnamese office shows.
    #[test]
    fn counts_are_grouped() {
        let written: Vec<_> = [0, 19, 999, 1_000, 4_192, 119_909, 1_000_000].map(count).into();
        assert_eq!(written, ["0", "19", "999", "1.000", "4.192", "119.909", "1.000.000"]);
    }
}

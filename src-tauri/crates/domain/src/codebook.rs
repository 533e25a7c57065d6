//! Sổ chức danh: short codes that stand for officials, each valid for a span of days.
//!
//! One code may have several entries, because people change office: what it stands for depends on
//! the day the picture was taken, not on the day the caption is written.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use unicode_normalization::UnicodeNormalization as _;

use crate::id::CodeEntryId;

/// Longest code, in characters.
pub const MAX_CODE_CHARS: usize = 32;

/// What a code stands for during a span of days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CodeEntry {
    /// Its identity.
    pub id: CodeEntryId,
    /// Mã: what is typed between equals signs.
    pub code: String,
    /// Họ tên.
    pub name: String,
    /// Chức danh, as it stands before the name; may be empty.
    pub title: String,
    /// First day on which it holds; `None` since ever.
    #[ts(type = "string | null")]
    pub from: Option<NaiveDate>,
    /// Last day on which it holds; `None` for good.
    #[ts(type = "string | null")]
    pub until: Option<NaiveDate>,
}

impl CodeEntry {
    /// Whether it holds on that day; both ends count.
    #[must_use]
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether the two could both be meant: the same code on the same day.
    #[must_use]
    pub fn overlaps(&self, other: &Self) -> bool {
        let begins_before_end = |one: &Self, two: &Self| match (one.from, two.until) {
            (Some(from), Some(until)) => from <= until,
            _ => true,
        };
        code_key(&self.code) == code_key(&other.code)
            && begins_before_end(self, other)
            && begins_before_end(other, self)
    }

    /// "Chủ tịch UBND tỉnh Nguyễn Văn A": title and name as one reads them.
    #[must_use]
    pub fn in_full(&self) -> String {
        [self.title.as_str(), self.name.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// What codes are compared by: NFC, without case. Marks count, since "tú" and "tu" may be two people.
#[must_use]
pub fn code_key(code: &str) -> String {
    code.trim().nfc().collect::<String>().to_lowercase()
}

/// Whether a text can be a code: letters, digits, `-` and `_`, so that it never holds a sign that
/// the notation itself uses.
#[must_use]
pub fn is_code(text: &str) -> bool {
    !text.is_empty()
        && text.chars().count() <= MAX_CODE_CHARS
        && text.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
}

/// The entries of a newsroom, to look codes up in.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Codebook {
    entries: Vec<(String, CodeEntry)>,
}

impl Codebook {
    /// A book of these entries. Where two of a code hold on the same day, the one that began later
    /// is meant.
    #[must_use]
    pub fn new(entries: Vec<CodeEntry>) -> Self {
        let mut entries: Vec<_> =
            entries.into_iter().map(|entry| (code_key(&entry.code), entry)).collect();
        entries.sort_by(|(one, a), (two, b)| (one, b.from).cmp(&(two, a.from)));
        Self { entries }
    }

    /// What the code stands for on that day.
    #[must_use]
    pub fn find(&self, code: &str, day: NaiveDate) -> Option<&CodeEntry> {
        let key = code_key(code);
        let first = self.entries.partition_point(|(other, _)| *other < key);
        self.entries[first..]
            .iter()
            .take_while(|(other, _)| *other == key)
            .map(|(_, entry)| entry)
            .find(|entry| entry.holds_on(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn entry(code: &str, name: &str, from: Option<&str>, until: Option<&str>) -> CodeEntry {
        CodeEntry {
            id: CodeEntryId(uuid::Uuid::nil()),
            code: code.to_owned(),
            name: name.to_owned(),
            title: "Chủ tịch UBND tỉnh".to_owned(),
            from: from.map(day),
            until: until.map(day),
        }
    }

    /// A picture of 2020 captioned today would be given the office holder of today.
    #[test]
    fn the_day_decides_who_is_meant() {
        let book = Codebook::new(vec![
            entry("CT", "Phạm Đại Dương", None, Some("2021-06-30")),
            entry("ct", "Trần Hữu Thế", Some("2021-07-01"), None),
        ]);

        let on = |text| book.find("Ct", day(text)).map(|entry| entry.name.as_str());
        assert_eq!(on("2021-06-30"), Some("Phạm Đại Dương"));
        assert_eq!(on("2021-07-01"), Some("Trần Hữu Thế"));
        assert_eq!(book.find("pct", day("2021-07-01")), None);
    }

    /// Two entries for one day would make a caption name whoever happens to come first.
    #[test]
    fn overlaps_are_seen_at_both_ends() {
        let first = entry("ct", "A", Some("2020-01-01"), Some("2021-06-30"));
        let cases = [
            (entry("CT", "B", Some("2021-06-30"), None), true),
            (entry("ct", "B", Some("2021-07-01"), None), false),
            (entry("ct", "B", None, Some("2019-12-31")), false),
            (entry("ct", "B", None, Some("2020-01-01")), true),
            (entry("ct", "B", None, None), true),
            (entry("bt", "B", None, None), false),
        ];
        for (other, expected) in cases {
            assert_eq!(first.overlaps(&other), expected, "{other:?}");
            assert_eq!(other.overlaps(&first), expected, "{other:?}");
        }
    }
}

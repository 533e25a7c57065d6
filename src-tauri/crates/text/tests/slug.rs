//! Slugs become addresses that others link to.

use proptest::prelude::*;
use rstest::rstest;
use text::slug::{FALLBACK, SLUG_LIMIT, slug};

/// An address with accents or spaces in it breaks when it is sent on.
#[rstest]
#[case::seed_title(
    "Triển khai các nhiệm vụ, giải pháp hoàn thiện thể chế liên kết vùng kinh tế - xã hội",
    "trien-khai-cac-nhiem-vu-giai-phap-hoan-thien-the-che-lien-ket-vung-kinh-te-xa"
)]
#[case::punctuation("  Đắk Lắk: 102,5% (dự toán)!  ", "dak-lak-102-5-du-toan")]
#[case::nothing_latin("中文 — !", FALLBACK)]
#[case::empty("", FALLBACK)]
#[case::one_long_word(&"a".repeat(200), &"a".repeat(SLUG_LIMIT))]
fn makes_slugs(#[case] title: &str, #[case] expected: &str) {
    assert_eq!(slug(title), expected);
}

proptest! {
    /// Whatever the title, there is an address, and it needs no escaping.
    #[test]
    fn always_an_address(title in "\\PC{0,120}") {
        let slug = slug(&title);
        prop_assert!(!slug.is_empty() && slug.len() <= SLUG_LIMIT);
        prop_assert!(slug.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-'));
        prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
    }
}

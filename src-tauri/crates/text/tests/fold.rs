//! Folding decides what search finds; a wrong fold hides articles.

use proptest::prelude::*;
use rstest::rstest;
use text::fold::{fold, match_ranges, nfc, search_key, tokens};
use text::tone::normalise_tone;
use unicode_normalization::UnicodeNormalization;

/// Typed without accents, as many do, a query must still find the article.
#[rstest]
#[case::tones_and_shapes("Quyết liệt đổi mới", "quyet liet doi moi")]
#[case::capital_d("ĐẮK LẮK", "dak lak")]
#[case::decomposed("Phu\u{301} Ye\u{302}n", "phu yen")]
#[case::old_and_new_style("hoà hòa thuý thúy", "hoa hoa thuy thuy")]
#[case::foreign("Ångström CAFÉ İ", "angstrom cafe i")]
#[case::digits_stay("57/NQ-CP 21/4/2022", "57/nq-cp 21/4/2022")]
fn folds(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(fold(text), expected);
}

/// The exact column must hold both styles of tone placement as one, and nothing else as one.
#[rstest]
#[case::open_syllable("hoà", "hòa")]
#[case::uy("thuý", "thúy")]
#[case::oe("khoẻ", "khỏe")]
#[case::closed_syllable_stays("hoàn", "hoàn")]
#[case::three_vowels_stay("khuỷu", "khuỷu")]
#[case::ngoai("ngoài", "ngoài")]
#[case::qu("quý", "quý")]
#[case::gi("già", "già")]
#[case::gi_alone("gì", "gì")]
#[case::horn("giờ", "giờ")]
#[case::horn_pair("hướng", "hướng")]
#[case::circumflex("chuyển", "chuyển")]
#[case::mua("mùa", "mùa")]
#[case::many_words("Hoà bình, thuỷ lợi!", "Hòa bình, thủy lợi!")]
#[case::foreign_with_two("résumé", "résumé")]
fn places_tones(#[case] text: &str, #[case] expected: &str) {
    assert_eq!(normalise_tone(text), expected);
}

/// Accented queries rank exact matches first: the key must keep accents and the bar of đ.
#[test]
fn key_keeps_accents() {
    assert_eq!(search_key("ĐÃ HOÀ"), "đã hòa");
    assert_ne!(search_key("đa"), search_key("da"));
    assert_ne!(search_key("hoa"), search_key("hòa"));
}

/// A word cut in two by its own accent would never be found.
#[test]
fn tokens_are_runs_of_letters_and_digits() {
    let found: Vec<_> = tokens("Nghị quyết 57/NQ-CP (vu\u{300}ng)\u{a0}ODA — ").collect();
    assert_eq!(found, ["Nghị", "quyết", "57", "NQ", "CP", "vu\u{300}ng", "ODA"]);
}

/// Highlighting that is off by a byte tears letters apart or panics.
#[rstest]
#[case::whole_word("Liên kết vùng", "vung", &["vùng"])]
#[case::prefix("Triển khai", "trie", &["Triể"])]
#[case::decomposed("Phu\u{301} Ye\u{302}n", "phú yên", &["Phu\u{301}", "Ye\u{302}n"])]
#[case::not_inside_a_word("không", "ong", &[])]
#[case::longest("kinh tế", "ki kinh", &["kinh"])]
#[case::quotes_are_no_words("Đổi mới", "\"đổi\"", &["Đổi"])]
#[case::empty_query("Đổi mới", "", &[])]
#[case::mark_after_the_match("vu\u{300}ng", "vu", &["vu\u{300}"])]
fn highlights(#[case] haystack: &str, #[case] query: &str, #[case] expected: &[&str]) {
    let found: Vec<_> =
        match_ranges(haystack, query).into_iter().map(|range| &haystack[range]).collect();
    assert_eq!(found, expected);
}

proptest! {
    /// Index and query are folded apart: a fold that changed on folding again would not match.
    #[test]
    fn fold_is_idempotent(text in "\\PC{0,40}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    /// Files from a Mac come decomposed; they must be found all the same.
    #[test]
    fn form_does_not_matter(text in "[a-zA-ZđĐàảãáạăằâấêếôộơớưữýỳ0-9 ]{0,40}") {
        let decomposed: String = text.nfd().collect();
        prop_assert_eq!(fold(&decomposed), fold(&text));
        prop_assert_eq!(search_key(&decomposed), search_key(&text));
        prop_assert_eq!(nfc(&decomposed), nfc(&text));
    }

    /// The key is computed at different times for the same text.
    #[test]
    fn tone_placement_is_stable(text in "[a-zA-ZđĐàảãáạăằâấêếôộơớưữýỳòó ]{0,40}") {
        let once = normalise_tone(&text);
        prop_assert_eq!(&normalise_tone(&once), &once);
        prop_assert_eq!(fold(&once), fold(&text));
    }

    /// A range outside the text or inside a letter takes the list of results down.
    #[test]
    fn ranges_can_be_cut(haystack in "\\PC{0,40}", query in "\\PC{0,8}") {
        let mut end = 0;
        for range in match_ranges(&haystack, &query) {
            prop_assert!(range.start >= end && haystack.get(range.clone()).is_some());
            end = range.end;
        }
    }
}

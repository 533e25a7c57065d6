//! Lists are read by people who know the Vietnamese alphabet.

use proptest::prelude::*;
use text::collate::Collator;

/// In byte order `đ` comes after `z` and `Ă` after everything: names could not be found in a list.
#[test]
fn sorts_as_a_dictionary() {
    let collator = Collator::new();
    let expected = [
        "An", "Ăn", "Ân", "Bài 2", "Bài 10", "Ca", "Chí", "Dung", "Đông", "E", "Ê", "hoa", "hòa",
        "Nam", "Nguyễn", "Ong", "Ông", "Ơn", "Tuy Hòa", "Ty", "Ưng", "Yên",
    ];
    let mut names = expected;
    names.reverse();
    names.sort_by(|left, right| collator.compare(left, right));
    assert_eq!(names, expected);
}

proptest! {
    /// The store sorts by key, the window by comparing: both must show the same order.
    #[test]
    fn keys_sort_as_texts(left in "[a-zđăâêôơưÀẢÃÁẠ0-9 ]{0,12}", right in "[a-zđăâêôơưÀẢÃÁẠ0-9 ]{0,12}") {
        let collator = Collator::new();
        let by_key = collator.sort_key(&left).cmp(&collator.sort_key(&right));
        prop_assert_eq!(by_key, collator.compare(&left, &right));
    }
}

//! Sorting as Vietnamese dictionaries do: a, ă, â, b, c, d, đ, e, ê; tones only break ties.

use std::cmp::Ordering;

use icu_collator::options::CollatorOptions;
use icu_collator::preferences::CollationNumericOrdering;
use icu_collator::{CollatorBorrowed, CollatorPreferences};
use icu_locale_core::locale;

/// Names the tables and the algorithm behind [`Collator::sort_key`]. Keys of another version do
/// not compare with these: whoever stores keys stores this too, and rebuilds them when it changes.
pub const SORT_KEY_VERSION: &str = "icu4x-2.4-vi-kn";

/// Compares texts by the rules of Vietnamese; numbers compare by value (`Bài 2` before `Bài 10`).
#[derive(Debug)]
pub struct Collator(CollatorBorrowed<'static>);

impl Collator {
    /// A collator on the tables that are compiled in.
    #[must_use]
    #[expect(clippy::expect_used, reason = "the tables are part of the program")]
    pub fn new() -> Self {
        let mut preferences = CollatorPreferences::from(locale!("vi"));
        preferences.numeric_ordering = Some(CollationNumericOrdering::True);
        let inner = icu_collator::Collator::try_new(preferences, CollatorOptions::default())
            .expect("compiled-in collation data");
        Self(inner)
    }

    /// Which of two texts comes first.
    #[must_use]
    pub fn compare(&self, left: &str, right: &str) -> Ordering {
        self.0.compare(left, right)
    }

    /// Bytes that compare as the texts do, for an index of the store. See [`SORT_KEY_VERSION`].
    #[must_use]
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2);
        let Ok(()) = self.0.write_sort_key_to(text, &mut key);
        key
    }
}

impl Default for Collator {
    fn default() -> Self {
        Self::new()
    }
}

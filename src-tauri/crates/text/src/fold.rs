//! Folding: how two spellings of the same words are made equal, for search and highlighting only.
//! Nothing here ever rewrites what a person typed, except [`nfc`], which changes no letter.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::tone;

/// Unicode NFC, the form in which all text is stored.
#[must_use]
pub fn nfc(text: &str) -> String {
    text.nfc().collect()
}

/// The text without case, accents and tones; `đ` becomes `d`. Two texts that differ only in these,
/// in normalisation form or in tone placement fold to the same.
#[must_use]
pub fn fold(text: &str) -> String {
    text.chars().flat_map(folded).collect()
}

/// The text as the exact column of the search index keeps it: NFC, lower case, tones in one place.
/// Here `hoà` equals `hòa`, but `hoa` does not equal `hòa` and `da` does not equal `đa`.
#[must_use]
pub fn search_key(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    tone::normalise_tone(&lower)
}

/// The words of a text: runs of letters and digits (a combining mark belongs to its letter).
pub fn tokens(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !is_word(c)).filter(|token| token.chars().any(char::is_alphanumeric))
}

/// Where a query is to be highlighted: byte ranges of `haystack`, in order, not overlapping.
///
/// A word is highlighted as far as it begins with a word of the query, accents and case aside, as
/// search itself matches.
#[must_use]
pub fn match_ranges(haystack: &str, query: &str) -> Vec<Range<usize>> {
    let wanted: Vec<String> = tokens(query).map(fold).filter(|token| !token.is_empty()).collect();
    let origin = haystack.as_ptr() as usize;
    tokens(haystack)
        .filter_map(|token| {
            let start = token.as_ptr() as usize - origin;
            let reach = wanted.iter().filter_map(|wanted| prefix(token, wanted)).max()?;
            Some(start..start + reach)
        })
        .collect()
}

/// Bytes of `token` whose fold is `wanted`, if it begins with that.
fn prefix(token: &str, wanted: &str) -> Option<usize> {
    let mut rest = wanted;
    let mut reach = None;
    for (at, c) in token.char_indices() {
        let mut own = folded(c).peekable();
        if rest.is_empty() && own.peek().is_some() {
            break;
        }
        for part in own {
            rest = rest.strip_prefix(part)?;
        }
        if rest.is_empty() {
            reach = Some(at + c.len_utf8());
        }
    }
    reach
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

/// What one character folds to; nothing for a combining mark. Decomposed again after lowering,
/// because some capitals have accents only in lower case.
fn folded(c: char) -> impl Iterator<Item = char> {
    std::iter::once(c)
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(|c| if c == 'đ' { 'd' } else { c })
}

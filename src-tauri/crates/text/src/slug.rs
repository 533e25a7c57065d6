//! Liên kết tĩnh: the readable part of an address.

use crate::fold;

/// Longest slug in characters; search machines show about that much of an address.
pub const SLUG_LIMIT: usize = 80;

/// The slug of a text that has no Latin letters or digits.
pub const FALLBACK: &str = "bai-viet";

/// Lower-case ASCII words joined by hyphens, at most [`SLUG_LIMIT`] characters, cut between words
/// where possible, never empty.
#[must_use]
pub fn slug(text: &str) -> String {
    let folded = fold::fold(text);
    let mut slug = String::new();
    for word in folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.is_empty() {
            slug.push_str(&word[..word.len().min(SLUG_LIMIT)]);
        } else if slug.len() + 1 + word.len() <= SLUG_LIMIT {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    if slug.is_empty() { FALLBACK.to_owned() } else { slug }
}

//! What published copies of a photo are made by, and the keys under which they are kept.

use domain::{BlobHash, Photo};
use sha2::{Digest, Sha256};

use crate::pictures::look;
use crate::view::PublishRules;

/// Longest sides in pixels of the copies beside the largest one: a column, a tile.
const SMALLER_SIDES: [u32; 2] = [960, 480];

/// Who holds the rights: whom the photo names, else the office, else the photographer.
pub(super) fn rights<'a>(photo: &'a Photo, rules: &'a PublishRules) -> &'a str {
    [&photo.copyright, &rules.copyright, &photo.credit]
        .into_iter()
        .find(|text| !text.is_empty())
        .map_or("", String::as_str)
}

/// Longest sides of the copies that are smaller than the largest one.
pub(super) fn smaller_sides(rules: &PublishRules) -> impl Iterator<Item = u32> + use<> {
    let largest = rules.max_side;
    SMALLER_SIDES.into_iter().filter(move |side| *side < largest)
}

/// What the copies depend on, as keys: another turn or other words make other copies.
pub(super) fn recipes(photo: &Photo, rules: &PublishRules) -> Vec<String> {
    let look = look(photo);
    let words =
        format!("{}\0{}\0{}\0{}", rules.quality, photo.caption, photo.credit, rights(photo, rules));
    std::iter::once(rules.max_side)
        .chain(smaller_sides(rules))
        .enumerate()
        .map(|(index, side)| {
            let words = if index == 0 { words.as_str() } else { "" };
            let mut hash = Sha256::new();
            hash.update(&look);
            hash.update(words);
            format!("1:{side}:{}", BlobHash(hash.finalize().into()))
        })
        .collect()
}

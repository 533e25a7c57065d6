//! What a change of photos did, and how to take it back.

use std::collections::HashMap;

use domain::{Photo, PhotoId};

use crate::error::StoreError;
use crate::photo_patch::PhotoPatch;
use crate::search;

/// What a change did, and how to take it back.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PhotoChanges {
    /// How many photos are not as they were.
    pub count: u32,
    /// Those that look different: pictures made of them are out of date.
    pub redrawn: Vec<PhotoId>,
    /// What brings back how they were, photos that were alike together.
    pub back: Vec<(PhotoPatch, Vec<PhotoId>)>,
    places: HashMap<String, usize>,
}

impl PhotoChanges {
    pub(crate) fn note(&mut self, before: &Photo, after: &Photo) -> Result<(), StoreError> {
        self.count += 1;
        if !before.looks_as(after) {
            self.redrawn.push(after.id);
        }
        let patch = PhotoPatch::back(before, after);
        let place = *self.places.entry(serde_json::to_string(&patch)?).or_insert(self.back.len());
        if place == self.back.len() {
            self.back.push((patch, Vec::new()));
        }
        self.back[place].1.push(after.id);
        Ok(())
    }
}

/// Whether the search index must hear of a change.
pub(crate) fn says_otherwise(before: &Photo, after: &Photo) -> bool {
    let words = |photo: &Photo| search::photo_words(photo);
    words(before) != words(after)
}

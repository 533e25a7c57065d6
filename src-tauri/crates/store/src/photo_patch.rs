//! A change to what is said about photos: only the fields that are named change, so that a caption
//! can be given to fifty photos without touching their credits.

use domain::{AltText, Crop, Photo, Rotation};
use serde::{Deserialize, Deserializer, Serialize};
use ts_rs::TS;

/// Fields to change; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, TS)]
#[serde(default)]
#[ts(optional_fields)]
pub struct PhotoPatch {
    /// Chú thích.
    pub caption: Option<String>,
    /// Văn bản thay thế.
    pub alt: Option<AltText>,
    /// Người chụp.
    pub credit: Option<String>,
    /// Where the picture comes from.
    pub source: Option<String>,
    /// Từ khóa.
    pub keywords: Option<Vec<String>>,
    /// Who is to be seen.
    pub people: Option<Vec<String>>,
    /// The occasion.
    pub event: Option<String>,
    /// "Có trẻ em".
    pub shows_children: Option<bool>,
    /// Whether consent to publish is on file.
    pub consent: Option<bool>,
    /// Turn chosen by hand.
    pub rotation: Option<Rotation>,
    /// The part to be shown; `Some(None)` (JSON `null`) shows all again.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "Crop | null")]
    pub crop: Option<Option<Crop>>,
    /// Forgets the place of taking.
    pub remove_gps: bool,
}

/// A field that is there, even as `null`, is given.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<Crop>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl PhotoPatch {
    /// Makes the change. Turning by hand drops a crop that is not given anew: it was measured on
    /// the picture as it stood before.
    pub fn apply(&self, photo: &mut Photo) {
        fn set<T: Clone>(field: &mut T, value: Option<&T>) {
            if let Some(value) = value {
                field.clone_from(value);
            }
        }
        set(&mut photo.caption, self.caption.as_ref());
        set(&mut photo.alt, self.alt.as_ref());
        set(&mut photo.credit, self.credit.as_ref());
        set(&mut photo.source, self.source.as_ref());
        set(&mut photo.keywords, self.keywords.as_ref());
        set(&mut photo.people, self.people.as_ref());
        set(&mut photo.event, self.event.as_ref());
        set(&mut photo.shows_children, self.shows_children.as_ref());
        set(&mut photo.consent, self.consent.as_ref());
        if self.rotation.is_some_and(|rotation| rotation != photo.rotation) {
            photo.crop = None;
        }
        set(&mut photo.rotation, self.rotation.as_ref());
        set(&mut photo.crop, self.crop.as_ref());
        if self.remove_gps {
            photo.gps = None;
        }
    }
}

/// Whether a reader of the portal could tell the two apart, or may no longer see the photo.
pub(crate) fn shows_differently(before: &Photo, after: &Photo) -> bool {
    before.caption != after.caption
        || before.alt != after.alt
        || before.credit != after.credit
        || before.source != after.source
        || before.rotation != after.rotation
        || before.crop != after.crop
        || before.shows_children != after.shows_children
        || before.consent != after.consent
        || before.original != after.original
}

//! A change to what is said about photos: only the fields that are named change, so that a caption
//! can be given to fifty photos without touching their credits. What a change replaces is a change
//! too: that is how it is undone.

use domain::{AltText, Crop, Crops, Flag, Gps, Photo, Rotation};
use serde::{Deserialize, Deserializer, Serialize};

/// Fields to change; `None` leaves a field as it is.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct PhotoPatch {
    /// Chú thích.
    pub caption: Option<String>,
    /// Văn bản thay thế.
    pub alt: Option<AltText>,
    /// Người chụp.
    pub credit: Option<String>,
    /// Who holds the rights.
    pub copyright: Option<String>,
    /// Where the picture comes from.
    pub source: Option<String>,
    /// Where it was taken, in words.
    pub place: Option<String>,
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
    /// Where it was taken; `Some(None)` (JSON `null`) forgets it.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub gps: Option<Option<Gps>>,
    /// Turn chosen by hand.
    pub rotation: Option<Rotation>,
    /// Fine turn in degrees.
    pub straighten: Option<f64>,
    /// The part to be shown; `Some(None)` (JSON `null`) shows all again.
    #[serde(deserialize_with = "given", skip_serializing_if = "Option::is_none")]
    pub crop: Option<Option<Crop>>,
    /// Parts for the portal's formats.
    pub crops: Option<Crops>,
    /// The newsroom's verdict.
    pub flag: Option<Flag>,
    /// The newsroom's mark.
    pub stars: Option<u8>,
}

/// A field that is there, even as `null`, is given.
fn given<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// Calls `$each!(field)` for every field.
macro_rules! all_fields {
    ($each:ident) => {
        $each!(
            caption,
            alt,
            credit,
            copyright,
            source,
            place,
            keywords,
            people,
            event,
            shows_children,
            consent,
            gps,
            rotation,
            straighten,
            crop,
            crops,
            flag,
            stars
        )
    };
}

impl PhotoPatch {
    /// Makes the change. Turning by hand drops crops that are not given anew: they were measured on
    /// the picture as it stood before.
    pub fn apply(&self, photo: &mut Photo) {
        if self.rotation.is_some_and(|rotation| rotation != photo.rotation) {
            photo.crop = None;
            photo.crops = Crops::default();
        }
        macro_rules! set {
            ($($field:ident),*) => {$(
                if let Some(value) = &self.$field {
                    photo.$field.clone_from(value);
                }
            )*};
        }
        all_fields!(set);
    }

    /// What brings back `before` in every field in which `after` differs.
    #[must_use]
    pub(crate) fn back(before: &Photo, after: &Photo) -> Self {
        let mut patch = Self::default();
        macro_rules! keep {
            ($($field:ident),*) => {$(
                if before.$field != after.$field {
                    patch.$field = Some(before.$field.clone());
                }
            )*};
        }
        all_fields!(keep);
        if patch.rotation.is_some() {
            // A turn drops them, also when they are the same on both sides.
            patch.crop = Some(before.crop);
            patch.crops = Some(before.crops);
        }
        patch
    }
}

/// Whether a reader of the portal could tell the two apart, or may no longer see the photo.
pub(crate) fn shows_differently(before: &Photo, after: &Photo) -> bool {
    before.caption != after.caption
        || before.alt != after.alt
        || before.credit != after.credit
        || before.copyright != after.copyright
        || before.source != after.source
        || before.crops != after.crops
        || before.shows_children != after.shows_children
        || before.consent != after.consent
        || !before.looks_as(after)
}

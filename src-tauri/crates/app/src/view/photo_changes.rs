//! Changes to photos, and how they are taken back.

use domain::{AltText, Crop, Crops, Flag, PhotoId, Rotation, UndoId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Something that was done to photos and can be taken back while the library stays open. Handing it
/// to `photo_undo` does so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Undo {
    /// Which deed.
    pub token: UndoId,
    /// How many photos it changed.
    pub count: u32,
}

/// Gives photos a verdict, stars, or both; `None` leaves as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields = nullable)]
pub struct PhotoMark {
    /// Which photos.
    pub ids: Vec<PhotoId>,
    /// The verdict.
    #[serde(default)]
    pub flag: Option<Flag>,
    /// 0 to 5.
    #[serde(default)]
    pub stars: Option<u8>,
}

/// Turns photos, each from where it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PhotoRotate {
    /// Which photos.
    pub ids: Vec<PhotoId>,
    /// How many quarters clockwise; negative ones turn back.
    pub quarters: i32,
}

/// How one photo is to be shown: all of it is taken, nothing stays from before.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct PhotoEdit {
    /// Which photo.
    pub id: PhotoId,
    /// Turn by quarters.
    pub rotation: Rotation,
    /// Fine turn in degrees clockwise, -45 to 45.
    pub straighten: f64,
    /// The part that is shown.
    pub crop: Option<Crop>,
    /// Parts for the portal's formats.
    pub crops: Crops,
}

/// Changes the records of several photos at once; `None` leaves a field as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(optional_fields)]
pub struct PhotoPatch {
    /// Which photos.
    pub ids: Vec<PhotoId>,
    /// Chú thích.
    #[serde(default)]
    pub caption: Option<String>,
    /// Văn bản thay thế.
    #[serde(default)]
    pub alt: Option<AltText>,
    /// Người chụp.
    #[serde(default)]
    pub credit: Option<String>,
    /// Who holds the rights.
    #[serde(default)]
    pub copyright: Option<String>,
    /// Nguồn.
    #[serde(default)]
    pub source: Option<String>,
    /// Where it was taken, in words.
    #[serde(default)]
    pub place: Option<String>,
    /// Từ khóa.
    #[serde(default)]
    pub keywords: Option<Vec<String>>,
    /// Người trong ảnh.
    #[serde(default)]
    pub people: Option<Vec<String>>,
    /// Sự kiện.
    #[serde(default)]
    pub event: Option<String>,
    /// Có trẻ em.
    #[serde(default)]
    pub shows_children: Option<bool>,
    /// Consent on file.
    #[serde(default)]
    pub consent: Option<bool>,
    /// Turn.
    #[serde(default)]
    pub rotation: Option<Rotation>,
    /// Xóa vị trí: forgets where it was taken.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub remove_gps: bool,
    /// Fills in blanks such as `{date}` and codes of officials, photo by photo, in caption, alt text
    /// and credit.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub expand: bool,
    /// Chỉ điền vào ô còn trống: fields that already say something stay.
    #[serde(default)]
    pub only_empty: bool,
}

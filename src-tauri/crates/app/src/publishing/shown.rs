//! A photo as a portal shows it. Covers that were cut for their format travel as photos of their own.
//!
//! A portal knows one picture a photo. Where somebody chose another part of it for the cover of an
//! article or album, that part is sent beside it under an id that follows from the photo's, so that
//! lists and previews show it and pages go on showing the photo.

use domain::{Crop, Photo, PhotoId};
use sha2::{Digest, Sha256};

/// A photo with the id under which it travels.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Shown {
    /// The id that the portal knows.
    pub(super) id: PhotoId,
    /// The photo, cut as it is to be shown.
    pub(super) photo: Photo,
}

impl Shown {
    /// The photo as pages show it.
    pub(super) fn whole(photo: Photo) -> Self {
        Self { id: photo.id, photo }
    }

    /// The part that was chosen for covers; `None` when none was.
    pub(super) fn cover(&self) -> Option<Self> {
        let crop = self.photo.crops.cover.filter(Crop::is_sound)?;
        let photo = Photo { crop: Some(crop), ..self.photo.clone() };
        Some(Self { id: cover_id(photo.id), photo })
    }

    /// The photo under the id that the portal knows.
    pub(super) fn as_sent(&self) -> Photo {
        Photo { id: self.id, ..self.photo.clone() }
    }
}

/// The id under which the cover of a photo travels: always the same for the same photo.
fn cover_id(photo: PhotoId) -> PhotoId {
    let digest = Sha256::new().chain_update(photo.0).chain_update("cover").finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    PhotoId(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

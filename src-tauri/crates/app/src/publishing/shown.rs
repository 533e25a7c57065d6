//! A photo as a portal shows it. Covers that were cut for their formats travel as photos of their own.
//!
//! A portal knows one picture a photo. Where somebody chose another part of it for the cover of an
//! article or album, wide, square or upright, that part is sent beside it under an id that follows
//! from the photo's, so that lists and previews show it and pages go on showing the photo.

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

    /// The part that was chosen for a format; `None` when none was.
    pub(super) fn cut(&self, format: Format) -> Option<Self> {
        let crops = &self.photo.crops;
        let crop = match format {
            Format::Cover => crops.cover,
            Format::Square => crops.square,
            Format::Portrait => crops.portrait,
        };
        let crop = crop.filter(Crop::is_sound)?;
        let photo = Photo { crop: Some(crop), ..self.photo.clone() };
        Some(Self { id: cut_id(photo.id, format), photo })
    }

    /// The photo under the id that the portal knows.
    pub(super) fn as_sent(&self) -> Photo {
        Photo { id: self.id, ..self.photo.clone() }
    }
}

/// A shape in which portals show what stands for an article or album.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// 16:9.
    Cover,
    /// 1:1.
    Square,
    /// 3:4.
    Portrait,
}

impl Format {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Cover, Self::Square, Self::Portrait];
}

/// The id under which a part of a photo travels: always the same for the same photo and format.
fn cut_id(photo: PhotoId, format: Format) -> PhotoId {
    let name = match format {
        Format::Cover => "cover",
        Format::Square => "square",
        Format::Portrait => "portrait",
    };
    let digest = Sha256::new().chain_update(photo.0).chain_update(name).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    PhotoId(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

//! The album: ordered photos with a cover, published as one.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{AlbumId, PhotoId};
use crate::status::Status;

/// An album of the gallery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Album {
    /// Its identity, here and on every portal.
    pub id: AlbumId,
    /// Tên album.
    pub title: String,
    /// Mô tả.
    pub description: String,
    /// Ảnh đại diện; `None` takes the first photo.
    pub cover: Option<PhotoId>,
    /// Draft, published or taken down; albums pass no other gate.
    pub status: Status,
    /// Liên kết tĩnh; empty until first published.
    pub slug: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// A photo's place in an album.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlbumPhoto {
    /// The photo.
    pub photo: PhotoId,
    /// Thứ tự hiển thị, from 0.
    pub position: u32,
}

//! What is kept on a portal: articles, photos, albums.

use chrono::{DateTime, Utc};
use domain::{
    AlbumId, AltText, ArticleId, Attachment, BlobHash, Byline, Document, Genre, PhotoId, Source,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Which collection a resource belongs to; also its segment in the address.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemKind {
    /// `/articles/{id}`
    Article,
    /// `/photos/{id}`
    Photo,
    /// `/albums/{id}`
    Album,
}

impl ItemKind {
    /// The collection's segment in the address.
    #[must_use]
    pub fn segment(self) -> &'static str {
        match self {
            Self::Article => "articles",
            Self::Photo => "photos",
            Self::Album => "albums",
        }
    }

    /// The kind's name as JSON has it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Photo => "photo",
            Self::Album => "album",
        }
    }
}

/// Names one resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ItemRef {
    /// Its collection.
    pub kind: ItemKind,
    /// Its id, made by the client.
    pub id: Uuid,
}

impl From<ArticleId> for ItemRef {
    fn from(id: ArticleId) -> Self {
        Self { kind: ItemKind::Article, id: id.0 }
    }
}

impl From<PhotoId> for ItemRef {
    fn from(id: PhotoId) -> Self {
        Self { kind: ItemKind::Photo, id: id.0 }
    }
}

impl From<AlbumId> for ItemRef {
    fn from(id: AlbumId) -> Self {
        Self { kind: ItemKind::Album, id: id.0 }
    }
}

/// Any resource.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(clippy::large_enum_variant, reason = "few are held at a time, and mostly articles")]
pub enum Resource {
    /// An article.
    Article(WireArticle),
    /// A photo.
    Photo(WirePhoto),
    /// An album.
    Album(WireAlbum),
}

impl Resource {
    /// Its name.
    #[must_use]
    pub fn item(&self) -> ItemRef {
        match self {
            Self::Article(article) => article.id.into(),
            Self::Photo(photo) => photo.id.into(),
            Self::Album(album) => album.id.into(),
        }
    }
}

/// An article as it travels. Views and status are the portal's to say and are not part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireArticle {
    /// Its id.
    pub id: ArticleId,
    /// Tiêu đề.
    pub title: String,
    /// Tóm tắt (sapo).
    pub lead: String,
    /// Nội dung; the portal derives HTML from it.
    pub body: Document,
    /// Chuyên mục.
    pub category: Option<WireCategory>,
    /// Thẻ.
    pub tags: Vec<String>,
    /// Từ khóa.
    pub keywords: Vec<String>,
    /// Thể loại.
    pub genre: Genre,
    /// Tác giả.
    pub byline: Byline,
    /// The line under the body, for example `(PYP)`.
    pub sign_off: String,
    /// Nguồn tin.
    pub source: Source,
    /// Người đăng.
    pub poster: String,
    /// Ảnh đại diện.
    pub cover: Option<PhotoId>,
    /// What stands for it where a square is shown, if that was chosen. Not written when it was not:
    /// an older portal then has nothing to refuse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover_square: Option<PhotoId>,
    /// What stands for it where an upright picture (3:4) is shown, if that was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover_portrait: Option<PhotoId>,
    /// Thư viện ảnh beside the article.
    pub gallery: Vec<PhotoId>,
    /// Tệp đính kèm; their bytes are blobs.
    pub attachments: Vec<Attachment>,
    /// Tin nổi bật.
    pub featured: bool,
    /// Not shown before this time.
    pub publish_at: Option<DateTime<Utc>>,
    /// Not shown from this time on.
    pub expire_at: Option<DateTime<Utc>>,
    /// Wished address; the portal answers with the one it took.
    pub slug: String,
    /// Cập nhật lúc.
    pub updated_at: DateTime<Utc>,
}

impl WireArticle {
    /// Every photo of the article's page and of the lists it stands in, as they are met.
    pub fn photos(&self) -> impl Iterator<Item = PhotoId> {
        let covers = [self.cover, self.cover_square, self.cover_portrait];
        let beside = self.gallery.iter().copied().chain(covers.into_iter().flatten());
        self.body.photos().into_iter().chain(beside)
    }
}

/// A category as it travels with its articles: portals learn categories from them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireCategory {
    /// In addresses.
    pub slug: String,
    /// As printed.
    pub name: String,
}

/// A photo as it travels: words and renditions, never the original, never a place or a serial number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WirePhoto {
    /// Its id.
    pub id: PhotoId,
    /// Chú thích.
    pub caption: String,
    /// Văn bản thay thế.
    pub alt: AltText,
    /// Người chụp.
    pub credit: String,
    /// Source, if not the newsroom's.
    pub source: String,
    /// When it was taken.
    pub taken_at: Option<DateTime<Utc>>,
    /// The picture in several sizes, largest first; at least one.
    pub renditions: Vec<Rendition>,
}

/// One size of a published picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rendition {
    /// Its bytes, a blob.
    pub blob: BlobHash,
    /// Media type, for example `image/jpeg`.
    pub media_type: String,
    /// Pixels.
    pub width: u32,
    /// Pixels.
    pub height: u32,
    /// Bytes.
    pub bytes: u64,
}

/// An album as it travels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WireAlbum {
    /// Its id.
    pub id: AlbumId,
    /// Tên album.
    pub title: String,
    /// Mô tả.
    pub description: String,
    /// Ảnh đại diện.
    pub cover: Option<PhotoId>,
    /// What stands for it where a square is shown, if that was chosen. Not written when it was not:
    /// an older portal then has nothing to refuse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover_square: Option<PhotoId>,
    /// What stands for it where an upright picture (3:4) is shown, if that was chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover_portrait: Option<PhotoId>,
    /// Photos in order.
    pub photos: Vec<PhotoId>,
    /// Wished address.
    pub slug: String,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

impl WireAlbum {
    /// Every photo of the album's page and of the lists it stands in.
    pub fn photos(&self) -> impl Iterator<Item = PhotoId> {
        let covers = [self.cover, self.cover_square, self.cover_portrait];
        self.photos.iter().copied().chain(covers.into_iter().flatten())
    }
}

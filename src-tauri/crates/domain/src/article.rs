//! The article: what the page of a portal shows, field by field.
//!
//! People and sources are kept as the words that are printed, not as references: a page must go on
//! saying who posted it after that person has left or changed names. The directory of people
//! ([`crate::Person`]) only offers names to choose from.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::document::Document;
use crate::id::{ArticleId, BlobHash, CategoryId, PhotoId};
use crate::status::Status;

/// An article as the library keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Article {
    /// Its identity, here and on every portal.
    pub id: ArticleId,
    /// Tiêu đề.
    pub title: String,
    /// Tóm tắt (sapo): printed in bold above the body.
    pub lead: String,
    /// Nội dung.
    pub body: Document,
    /// Chuyên mục.
    pub category: Option<CategoryId>,
    /// Thẻ: labels of the newsroom.
    pub tags: Vec<String>,
    /// Từ khóa: for readers and search machines.
    pub keywords: Vec<String>,
    /// Thể loại: what royalties are reckoned by.
    pub genre: Genre,
    /// Tác giả.
    pub byline: Byline,
    /// The sign-off line under the body, for example `(PYP)`.
    pub sign_off: String,
    /// Nguồn tin.
    pub source: Source,
    /// Người đăng, as printed.
    pub poster: String,
    /// Biên tập viên, as printed.
    pub editor: String,
    /// Who approved it.
    pub approver: String,
    /// Ảnh đại diện; `None` takes the first photo of the body.
    pub cover: Option<PhotoId>,
    /// Thư viện ảnh of this article: photos shown beside it, in order, apart from those in the body.
    pub gallery: Vec<PhotoId>,
    /// Tệp đính kèm.
    pub attachments: Vec<Attachment>,
    /// Tin nổi bật.
    pub featured: bool,
    /// Hẹn giờ đăng.
    pub publish_at: Option<DateTime<Utc>>,
    /// Thời gian hết hạn.
    pub expire_at: Option<DateTime<Utc>>,
    /// Liên kết tĩnh: lower-case ASCII words joined by hyphens; empty until first published, then
    /// fixed so that old links keep working.
    pub slug: String,
    /// Where it stands in the newsroom.
    pub status: Status,
    /// The reason given when it was last returned; empty otherwise.
    pub return_reason: String,
    /// When it was made here.
    pub created_at: DateTime<Utc>,
    /// Cập nhật lúc, as the page shows it. Follows each save unless [`Self::updated_by_hand`].
    pub updated_at: DateTime<Utc>,
    /// Whether [`Self::updated_at`] was set by hand, as for an older article brought in.
    pub updated_by_hand: bool,
}

impl Article {
    /// An empty draft.
    #[must_use]
    pub fn draft(id: ArticleId, poster: &str, at: DateTime<Utc>) -> Self {
        Self {
            id,
            title: String::new(),
            lead: String::new(),
            body: Document::default(),
            category: None,
            tags: Vec::new(),
            keywords: Vec::new(),
            genre: Genre::default(),
            byline: Byline::default(),
            sign_off: String::new(),
            source: Source::default(),
            poster: poster.to_owned(),
            editor: String::new(),
            approver: String::new(),
            cover: None,
            gallery: Vec::new(),
            attachments: Vec::new(),
            featured: false,
            publish_at: None,
            expire_at: None,
            slug: String::new(),
            status: Status::Draft,
            return_reason: String::new(),
            created_at: at,
            updated_at: at,
            updated_by_hand: false,
        }
    }

    /// Every photo the article's page shows, each once: body first, then gallery, then cover.
    #[must_use]
    pub fn photos(&self) -> Vec<PhotoId> {
        let mut photos = self.body.photos();
        photos.extend(&self.gallery);
        photos.extend(self.cover);
        let mut seen = std::collections::HashSet::new();
        photos.retain(|photo| seen.insert(*photo));
        photos
    }

    /// The photo that stands for the article in lists.
    #[must_use]
    pub fn cover_photo(&self) -> Option<PhotoId> {
        self.cover.or_else(|| self.photos().first().copied())
    }
}

/// Thể loại.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Genre {
    /// Tin.
    #[default]
    News,
    /// Tin có ảnh.
    NewsWithPhoto,
    /// Bài tổng hợp.
    Synthesis,
    /// Tin đăng lại.
    Repost,
    /// Phóng sự ảnh.
    PhotoStory,
    /// Bài phản ánh, phóng sự.
    Feature,
    /// Thông báo.
    Announcement,
}

/// Tác giả, as printed.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Byline {
    /// Of the newsroom or from outside.
    pub kind: BylineKind,
    /// The name or pen name; empty prints none.
    pub name: String,
}

/// Where an author belongs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BylineKind {
    /// Nội bộ.
    #[default]
    Internal,
    /// Bên ngoài.
    External,
}

/// Nguồn tin.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Source {
    /// Name of the source; empty shows the address.
    pub name: String,
    /// Address, or empty.
    pub url: String,
    /// Set for a "Tin đăng lại".
    pub repost: Option<Repost>,
}

/// What a repost must say: reposts are verbatim, with author, agency and original time.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Repost {
    /// Who wrote the original.
    pub original_author: String,
    /// When the original appeared.
    pub original_time: Option<DateTime<Utc>>,
}

/// Tệp đính kèm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Attachment {
    /// The bytes.
    pub blob: BlobHash,
    /// File name as offered for download.
    pub file_name: String,
    /// Size in bytes.
    #[ts(type = "number")]
    pub bytes: u64,
}

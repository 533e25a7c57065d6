//! Articles, photos and albums made for tests.

use chrono::{TimeZone, Utc};
use domain::{
    AlbumId, AltText, ArticleId, BlobHash, Block, Byline, Document, Genre, PhotoId, Source,
};
use portal_wire::{Rendition, Resource, WireAlbum, WireArticle, WireCategory, WirePhoto};

/// Bytes that begin as a JPEG does; `what` makes them different ones.
pub fn jpeg(what: &str) -> Vec<u8> {
    [&[0xff, 0xd8, 0xff, 0xe0, 0, 0x10], b"JFIF\0".as_slice(), what.as_bytes()].concat()
}

pub fn article(title: &str) -> WireArticle {
    let paragraph = serde_json::json!({"type": "paragraph", "attrs": {"id": "a", "textAlign": null},
        "content": [{"type": "text", "text": "Sở KH-ĐT chủ trì."}]});
    let block: Block = serde_json::from_value(paragraph).unwrap();
    WireArticle {
        id: ArticleId::generate(),
        title: title.to_owned(),
        lead: "Tóm tắt".to_owned(),
        body: Document::new(vec![block]),
        category: Some(WireCategory { slug: "kinh-te".to_owned(), name: "Kinh tế".to_owned() }),
        tags: vec![],
        keywords: vec!["đầu tư".to_owned()],
        genre: Genre::News,
        byline: Byline::default(),
        sign_off: "(PYP)".to_owned(),
        source: Source::default(),
        poster: "Lan".to_owned(),
        cover: None,
        cover_square: None,
        cover_portrait: None,
        gallery: vec![],
        attachments: vec![],
        featured: false,
        publish_at: None,
        expire_at: None,
        slug: String::new(),
        updated_at: Utc.with_ymd_and_hms(2022, 7, 15, 7, 40, 2).unwrap(),
    }
}

pub fn photo(caption: &str, blob: BlobHash, bytes: u64) -> WirePhoto {
    let rendition =
        Rendition { blob, media_type: "image/jpeg".to_owned(), width: 1600, height: 900, bytes };
    WirePhoto {
        id: PhotoId::generate(),
        caption: caption.to_owned(),
        alt: AltText::Text("Cầu Hùng Vương".to_owned()),
        credit: "Minh".to_owned(),
        source: String::new(),
        taken_at: None,
        renditions: vec![rendition],
    }
}

pub fn album(title: &str, photos: Vec<PhotoId>) -> WireAlbum {
    WireAlbum {
        id: AlbumId::generate(),
        title: title.to_owned(),
        description: String::new(),
        cover: None,
        cover_square: None,
        cover_portrait: None,
        photos,
        slug: String::new(),
        updated_at: Utc.with_ymd_and_hms(2022, 7, 15, 7, 40, 2).unwrap(),
    }
}

pub fn an_article(title: &str) -> Resource {
    Resource::Article(article(title))
}

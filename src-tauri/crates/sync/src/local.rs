//! What is here, in the form in which it travels. Pure: whoever calls has read the library and made
//! the copies for publishing.

use std::path::PathBuf;

use domain::{Album, Article, BlobHash, Category, Photo, PhotoId, RevisionId};
use portal::wire::{
    ItemKind, ItemRef, PublishAction, Rendition, Resource, WireAlbum, WireArticle, WireCategory,
    WirePhoto, content_hash,
};
use store::EntityKind;
use uuid::Uuid;

/// Something that is to be shown or hidden, with everything it needs.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalItem {
    /// Its title, for lists and receipts.
    pub title: String,
    /// Its content; for a photo on its own, the photo.
    pub resource: Resource,
    /// Files its resource names: attachments of an article, renditions of a photo.
    pub blobs: Vec<LocalBlob>,
    /// Show or hide.
    pub wish: PublishAction,
    /// The outbox key of the wish.
    pub key: Uuid,
    /// The article's revision that is sent.
    pub revision: Option<RevisionId>,
    /// The photos it shows.
    pub photos: Vec<LocalPhoto>,
}

/// A photo that something shows.
#[derive(Debug, Clone, PartialEq)]
pub struct LocalPhoto {
    /// Its words and renditions.
    pub photo: WirePhoto,
    /// The files of the renditions.
    pub blobs: Vec<LocalBlob>,
}

/// A file that a resource names.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LocalBlob {
    /// SHA-256 of its bytes.
    pub hash: BlobHash,
    /// What it is, for example `image/jpeg`.
    pub media_type: String,
    /// Where it lies.
    pub file: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
}

impl LocalItem {
    /// Its name on every portal.
    #[must_use]
    pub fn item(&self) -> ItemRef {
        self.resource.item()
    }
}

/// An article as it travels.
#[must_use]
pub fn wire_article(article: &Article, category: Option<&Category>) -> WireArticle {
    WireArticle {
        id: article.id,
        title: article.title.clone(),
        lead: article.lead.clone(),
        body: article.body.clone(),
        category: category.map(|category| WireCategory {
            slug: category.slug.clone(),
            name: category.name.clone(),
        }),
        tags: article.tags.clone(),
        keywords: article.keywords.clone(),
        genre: article.genre,
        byline: article.byline.clone(),
        sign_off: article.sign_off.clone(),
        source: article.source.clone(),
        poster: article.poster.clone(),
        cover: article.cover,
        cover_square: None,
        cover_portrait: None,
        gallery: article.gallery.clone(),
        attachments: article.attachments.clone(),
        featured: article.featured,
        publish_at: article.publish_at,
        expire_at: article.expire_at,
        slug: article.slug.clone(),
        updated_at: article.updated_at,
    }
}

/// A photo as it travels: no original, no place, no camera, no name of whoever is to be seen.
#[must_use]
pub fn wire_photo(photo: &Photo, mut renditions: Vec<Rendition>) -> WirePhoto {
    renditions.sort_by_key(|rendition| std::cmp::Reverse(rendition.width));
    WirePhoto {
        id: photo.id,
        caption: photo.caption.clone(),
        alt: photo.alt.clone(),
        credit: photo.credit.clone(),
        source: photo.source.clone(),
        taken_at: photo.taken_at,
        renditions,
    }
}

/// An album as it travels.
#[must_use]
pub fn wire_album(album: &Album, photos: &[PhotoId]) -> WireAlbum {
    WireAlbum {
        id: album.id,
        title: album.title.clone(),
        description: album.description.clone(),
        cover: album.cover,
        cover_square: None,
        cover_portrait: None,
        photos: photos.to_vec(),
        slug: album.slug.clone(),
        updated_at: album.updated_at,
    }
}

/// Hash of what a resource says. The slug is left out: it is a wish, and the portal answers with
/// the one it took.
#[must_use]
#[expect(clippy::expect_used, reason = "resources have no map whose keys are not text")]
pub fn settled_hash(resource: &Resource) -> BlobHash {
    let hash = match resource {
        Resource::Article(article) => {
            content_hash(&WireArticle { slug: String::new(), ..article.clone() })
        }
        Resource::Album(album) => content_hash(&WireAlbum { slug: String::new(), ..album.clone() }),
        Resource::Photo(photo) => content_hash(photo),
    };
    hash.expect("a resource has a JSON form")
}

/// The store's word for a kind of resource.
#[must_use]
pub fn entity_kind(kind: ItemKind) -> EntityKind {
    match kind {
        ItemKind::Article => EntityKind::Article,
        ItemKind::Photo => EntityKind::Photo,
        ItemKind::Album => EntityKind::Album,
    }
}

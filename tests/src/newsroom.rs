//! What a newsroom has to publish: articles, photos with files, and a library with an account.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::document::{Block, ImageAttrs, Inline, TextAttrs};
use domain::{
    Album, AlbumId, AltText, Article, ArticleId, BlobHash, Document, PhotoId, PortalId, ReceiptId,
    Status,
};
use portal::Portal;
use portal::wire::{
    Change, ItemKind, ItemRef, ItemState, PublishAction, Rendition, Resource, WireArticle,
    WireCategory, WirePhoto,
};
use sha2::{Digest, Sha256};
use store::{EntityKind, Library, OutboxAction, PortalAccount, PortalKind};
use sync::{LocalBlob, LocalItem, LocalPhoto, Plan, Publisher, RunReport, SyncError, local};
use tempfile::TempDir;
use uuid::Uuid;

/// The time of all records in these tests.
#[must_use]
pub fn some_time() -> DateTime<Utc> {
    "2022-07-15T07:40:02Z".parse().unwrap()
}

/// An article that shows `photos` in its body.
#[must_use]
pub fn article(id: ArticleId, title: &str, photos: &[PhotoId]) -> WireArticle {
    let text =
        Inline::Text { text: "UBND tỉnh vừa có văn bản.".to_owned(), marks: Vec::new() };
    let mut blocks = vec![Block::Paragraph { attrs: TextAttrs::default(), content: vec![text] }];
    blocks.extend(photos.iter().map(|photo| Block::Image {
        attrs: ImageAttrs { photo: *photo, id: None, caption: None, alt: None },
    }));
    let mut article = Article::draft(id, "Trần Kim Huy", some_time());
    article.title = title.to_owned();
    article.body = Document::new(blocks);
    let category = WireCategory { slug: "tin-tuc".to_owned(), name: "Tin tức".to_owned() };
    WireArticle { category: Some(category), ..local::wire_article(&article, None) }
}

/// A photo with one rendition of about `bytes`, whose file lies in `folder`.
#[must_use]
pub fn photo(folder: &Path, id: PhotoId, caption: &str, bytes: usize) -> LocalPhoto {
    let mut content = vec![0xff, 0xd8, 0xff, 0xe0];
    content.extend_from_slice(id.0.as_bytes());
    content.extend((0..bytes).map(|index| (index / 3 % 256) as u8));
    photo_of(folder, id, caption, &content, (800, 600))
}

/// A photo whose only rendition is this JPEG; its file lies in `folder`.
#[must_use]
pub fn photo_of(
    folder: &Path,
    id: PhotoId,
    caption: &str,
    content: &[u8],
    (width, height): (u32, u32),
) -> LocalPhoto {
    let hash = BlobHash(Sha256::digest(content).into());
    let file = folder.join(format!("{hash}.jpg"));
    std::fs::write(&file, content).unwrap();
    let (bytes, media_type) = (content.len() as u64, "image/jpeg".to_owned());
    let rendition = Rendition { blob: hash, media_type: media_type.clone(), width, height, bytes };
    LocalPhoto {
        photo: WirePhoto {
            id,
            caption: caption.to_owned(),
            alt: AltText::Text("Toàn cảnh hội nghị".to_owned()),
            credit: "Kim Huy".to_owned(),
            source: String::new(),
            taken_at: None,
            renditions: vec![rendition],
        },
        blobs: vec![LocalBlob { hash, media_type, file, bytes }],
    }
}

/// A library with one portal account, and a folder for files.
pub struct Newsroom {
    folder: TempDir,
    /// The library.
    pub library: Arc<Library>,
    /// Its only account.
    pub account: PortalId,
}

impl Newsroom {
    /// A new library with an account on the portal at `url`.
    #[must_use]
    pub fn open(url: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let library = Library::create(&folder.path().join("library")).unwrap();
        let account = PortalId::generate();
        let row = PortalAccount {
            id: account,
            kind: PortalKind::Native,
            name: "Sở".to_owned(),
            url: url.to_owned(),
            user: String::new(),
            created_at: some_time(),
            active: true,
            change_cursor: None,
            paused: None,
        };
        library.write(|writer| writer.portals_mut().insert(&row)).unwrap();
        Self { folder, library: Arc::new(library), account }
    }

    /// A photo with a file.
    #[must_use]
    pub fn photo(&self, caption: &str, bytes: usize) -> LocalPhoto {
        photo(self.folder.path(), PhotoId::generate(), caption, bytes)
    }

    /// Wishes that `resource` is shown or hidden.
    #[must_use]
    pub fn wish(
        &self,
        resource: Resource,
        photos: Vec<LocalPhoto>,
        wish: PublishAction,
    ) -> LocalItem {
        let item = resource.item();
        let (kind, title) = match &resource {
            Resource::Article(article) => (EntityKind::Article, article.title.clone()),
            Resource::Album(album) => (EntityKind::Album, album.title.clone()),
            Resource::Photo(photo) => (EntityKind::Photo, photo.caption.clone()),
        };
        assert!(item.kind != ItemKind::Photo || photos.is_empty());
        let action = match wish {
            PublishAction::Publish => OutboxAction::Publish,
            PublishAction::TakeDown => OutboxAction::TakeDown,
        };
        let row = self
            .library
            .write(|writer| {
                writer.outbox_mut().insert(self.account, kind, item.id, action, some_time())
            })
            .unwrap();
        let (blobs, revision) = (Vec::new(), None);
        LocalItem { title, resource, blobs, wish, key: row.key, revision, photos }
    }

    /// How many wishes wait or are parked.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        self.library.read(|reader| reader.outbox().waiting_count(Some(self.account))).unwrap()
    }

    /// The way to the portal through `portal`.
    #[must_use]
    pub fn publisher(&self, portal: Arc<dyn Portal>) -> Publisher {
        let library = Arc::clone(&self.library);
        Publisher { portal, library, account: self.account, clock: Arc::new(Utc::now) }
    }

    /// Hears what others did and plans.
    ///
    /// # Errors
    /// Those of portal and library.
    pub async fn plan(
        &self,
        portal: Arc<dyn Portal>,
        items: &[LocalItem],
    ) -> Result<Plan, SyncError> {
        let publisher = self.publisher(portal);
        publisher.refresh().await?;
        publisher.plan(items.to_vec()).await
    }

    /// Publishes as the button does: hear, plan, execute.
    ///
    /// # Errors
    /// Those of portal (while hearing) and library.
    pub async fn publish(
        &self,
        portal: Arc<dyn Portal>,
        items: &[LocalItem],
    ) -> Result<RunReport, SyncError> {
        let plan = self.plan(Arc::clone(&portal), items).await?;
        self.publisher(portal).execute(&plan, ReceiptId(Uuid::now_v7()), &|_| {}, &|| false).await
    }
}

/// An article that shows `photos`.
#[must_use]
pub fn with_photos(id: ArticleId, title: &str, photos: &[LocalPhoto]) -> Resource {
    let ids: Vec<_> = photos.iter().map(|photo| photo.photo.id).collect();
    Resource::Article(article(id, title, &ids))
}

/// An album of `photos` in this order, with the first as its cover.
#[must_use]
pub fn album(id: AlbumId, title: &str, photos: &[LocalPhoto]) -> Resource {
    let ids: Vec<_> = photos.iter().map(|photo| photo.photo.id).collect();
    let album = Album {
        id,
        title: title.to_owned(),
        description: "Ghi nhanh tại hội nghị.".to_owned(),
        cover: ids.first().copied(),
        status: Status::Published,
        slug: String::new(),
        created_at: some_time(),
        updated_at: some_time(),
    };
    Resource::Album(local::wire_album(&album, &ids))
}

/// A wish for a new article without photos.
#[must_use]
pub fn new_article(newsroom: &Newsroom, title: &str) -> LocalItem {
    let resource = with_photos(ArticleId::generate(), title, &[]);
    newsroom.wish(resource, Vec::new(), PublishAction::Publish)
}

/// The portal must hold this, shown, with its page and its photos.
///
/// # Panics
/// When it does not.
pub async fn assert_published(portal: &dyn Portal, item: &LocalItem) {
    let stored = portal.get(item.item()).await.unwrap().unwrap();
    assert_eq!(stored.state, ItemState::Live);
    assert_eq!(stored.live_revision.as_ref(), Some(&stored.revision), "an older version is shown");
    let page = portal.page(&stored.path.unwrap()).await.unwrap();
    assert!(page.contains(&item.title));
    for photo in &item.photos {
        let blob = photo.blobs[0].hash;
        assert!(page.contains(&blob.to_string()), "a photo is missing on the page");
        let photo = portal.get(photo.photo.id.into()).await.unwrap().unwrap();
        assert_eq!(photo.state, ItemState::Live);
    }
}

/// The articles on a portal, drafts too.
///
/// # Panics
/// When the portal does not answer.
pub async fn articles_on(portal: &dyn Portal) -> Vec<ItemRef> {
    let page = portal.changes(None).await.unwrap();
    assert!(!page.has_more);
    let items = page.changes.iter().filter_map(|change| match change {
        Change::Upserted(stored) => Some(stored.resource.item()),
        Change::Deleted { .. } => None,
    });
    items.filter(|item| item.kind == ItemKind::Article).collect()
}

//! An album as a whole: published, changed in each way that readers see, taken down, and all of it
//! broken off anywhere. Exactly what changed is sent, and the page says the same as the library.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::slice::from_ref;
use std::sync::Arc;

use acceptance::interrupted::{Death, Interrupted};
use acceptance::newsroom::{Newsroom, album, assert_published, with_photos};
use acceptance::portal::TestPortal;
use domain::{AlbumId, ArticleId};
use portal::wire::{Change, ItemKind, ItemState, PublishAction, Resource, WireAlbum};
use portal::{Portal, PortalError};
use sync::{LocalItem, LocalPhoto, Outcome};

/// A portal, a newsroom and an album of theirs that is changed step by step.
struct Story {
    server: TestPortal,
    newsroom: Newsroom,
    client: Arc<dyn Portal>,
    album: WireAlbum,
    photos: Vec<LocalPhoto>,
}

impl Story {
    fn begin() -> Self {
        let server = TestPortal::start();
        let newsroom = Newsroom::open(&server.url());
        let client: Arc<dyn Portal> = Arc::new(server.client());
        let photos: Vec<_> = [("Khai mạc", 3_000), ("Thảo luận", 4_000), ("Bế mạc", 5_000)]
            .map(|(caption, bytes)| newsroom.photo(caption, bytes))
            .into();
        let Resource::Album(album) = album(AlbumId::generate(), "Hội nghị", &photos) else {
            panic!("no album")
        };
        Self { server, newsroom, client, album, photos }
    }

    fn wish(&self, action: PublishAction) -> LocalItem {
        let shown = |photo: &&LocalPhoto| self.album.photos.contains(&photo.photo.id);
        let photos = match action {
            PublishAction::Publish => self.photos.iter().filter(shown).cloned().collect(),
            PublishAction::TakeDown => Vec::new(),
        };
        self.newsroom.wish(Resource::Album(self.album.clone()), photos, action)
    }

    /// Publishes the album as it is now; answers with what was written on the portal for it.
    async fn publish(&self) -> Vec<String> {
        let item = self.wish(PublishAction::Publish);
        let written = self.run(&item).await;
        assert_published(&*self.client, &item).await;
        written
    }

    async fn run(&self, item: &LocalItem) -> Vec<String> {
        let before = self.server.faults.heard().len();
        let report = self.newsroom.publish(Arc::clone(&self.client), from_ref(item)).await.unwrap();
        // An album that is there as it is here is no item of the run.
        assert!(report.items.iter().all(|item| item.outcome == Outcome::Verified), "{report:?}");
        assert_eq!(self.newsroom.waiting(), 0);
        let heard = self.server.faults.heard()[before..].to_vec();
        let read = |line: &String| line.starts_with("GET ") || line.starts_with("HEAD ");
        heard.into_iter().filter(|line| !read(line)).collect()
    }

    async fn page(&self) -> String {
        let stored = self.client.get(self.wish_item()).await.unwrap().unwrap();
        self.client.page(&stored.path.unwrap()).await.unwrap()
    }

    fn wish_item(&self) -> portal::wire::ItemRef {
        Resource::Album(self.album.clone()).item()
    }

    fn put_album(&self) -> String {
        format!("PUT /api/v1/albums/{}", self.album.id)
    }

    fn put_photo(&self, number: usize) -> String {
        format!("PUT /api/v1/photos/{}", self.photos[number].photo.id)
    }

    /// Where the large picture of a photo is linked on the page.
    fn link(&self, number: usize) -> String {
        format!("<a class=\"opener\" href=\"/anh/{}.jpg\"", self.photos[number].blobs[0].hash)
    }

    /// Whether readers get the bytes of a photo.
    async fn is_public(&self, number: usize) -> bool {
        let address = format!("/anh/{}.jpg", self.photos[number].blobs[0].hash);
        match self.client.page(&address).await {
            // What the client says of a page that is a picture.
            Err(PortalError::Protocol { .. }) => true,
            Err(PortalError::NotFound) => false,
            other => panic!("neither a picture nor none: {other:?}"),
        }
    }
}

const PUBLISH: &str = "POST /api/v1/publish";

/// Whatever changes in an album must reach its readers, and nothing else may be sent for it: an
/// office with a slow line publishes albums of hundreds of photos.
#[tokio::test]
async fn each_change_sends_what_it_needs() {
    let mut story = Story::begin();

    let written = story.publish().await;
    assert_eq!(
        written.len(),
        3 + 3 + 1 + 1,
        "blobs, photos, the album, one publication: {written:?}"
    );
    let page = story.page().await;
    let places: Vec<_> = (0..3).map(|number| page.find(&story.link(number)).unwrap()).collect();
    assert!(places.is_sorted(), "the order was lost");

    assert_eq!(story.publish().await, Vec::<String>::new(), "the same album was sent again");

    story.photos[1].photo.caption = "Thảo luận tại tổ".to_owned();
    assert_eq!(story.publish().await, [story.put_photo(1), PUBLISH.to_owned()]);
    let page = story.page().await;
    assert!(page.contains("Thảo luận tại tổ. Ảnh: Kim Huy"), "readers see the old caption");

    story.album.photos.rotate_left(1);
    assert_eq!(story.publish().await, [story.put_album(), PUBLISH.to_owned()]);
    let page = story.page().await;
    let places = [1, 2, 0].map(|number| page.find(&story.link(number)).unwrap());
    assert!(places.is_sorted(), "readers see the old order");

    let cover = |page: &str, number: usize| {
        let (_, rest) = page.split_once("property=\"og:image\"").unwrap();
        let tag = rest.split_once('>').unwrap().0.to_owned();
        tag.contains(&story.photos[number].blobs[0].hash.to_string())
    };
    assert!(cover(&page, 0));
    story.album.cover = Some(story.photos[2].photo.id);
    assert_eq!(story.publish().await, [story.put_album(), PUBLISH.to_owned()]);
    assert!(cover(&story.page().await, 2), "readers see the old cover");

    story.album.title = "Hội nghị tổng kết".to_owned();
    assert_eq!(story.publish().await, [story.put_album(), PUBLISH.to_owned()]);
    assert!(story.page().await.contains("<h1>Hội nghị tổng kết</h1>"));

    story.album.photos.retain(|id| *id != story.photos[0].photo.id);
    assert_eq!(story.publish().await, [story.put_album(), PUBLISH.to_owned()]);
    assert!(!story.page().await.contains(&story.link(0)));
    assert!(!story.is_public(0).await, "a photo that was taken out is still to be had");
    assert!(story.is_public(1).await && story.is_public(2).await);
}

/// Taking an album down must take its page and its photos away, except those that another page
/// shows; putting it up again brings all of them back.
#[tokio::test]
async fn taken_down_album_takes_its_photos_along() {
    let story = Story::begin();
    story.publish().await;
    let photos = story.photos[..1].to_vec();
    let article = with_photos(ArticleId::generate(), "Bài cùng một ảnh", &photos);
    let article = story.newsroom.wish(article, photos, PublishAction::Publish);
    story.run(&article).await;
    let path = story.client.get(story.wish_item()).await.unwrap().unwrap().path.unwrap();

    let down = story.wish(PublishAction::TakeDown);
    assert_eq!(story.run(&down).await, [PUBLISH]);
    assert!(matches!(story.client.page(&path).await, Err(PortalError::NotFound)));
    let public = [story.is_public(0).await, story.is_public(1).await, story.is_public(2).await];
    assert_eq!(public, [true, false, false]);
    assert_published(&*story.client, &article).await;

    assert_eq!(story.publish().await, [PUBLISH], "photos that are there were sent again");
    for number in 0..3 {
        assert!(story.is_public(number).await, "photo {number} did not come back");
    }
}

/// What a run did before it was killed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    Create,
    Change,
    TakeDown,
}

/// Killed at any request of any stage and started again: one album with all its photos, as it was
/// meant, or none where none was meant; nothing waits.
#[tokio::test(flavor = "multi_thread")]
async fn killed_at_every_request() {
    for (stage, least) in [(Stage::Create, 14), (Stage::Change, 8), (Stage::TakeDown, 4)] {
        let mut number = 0;
        loop {
            let mut survived = 0;
            for death in [Death::Before(number), Death::After(number)] {
                survived += usize::from(survives(stage, death).await);
            }
            if survived == 2 {
                break;
            }
            number += 1;
        }
        assert!(number >= least, "{stage:?}: only {number} requests were interrupted");
    }
}

/// Plays one stage with a death in it and once more without; answers whether the run was over
/// before the death came.
async fn survives(stage: Stage, death: Death) -> bool {
    let mut story = Story::begin();
    if stage != Stage::Create {
        story.publish().await;
    }
    if stage == Stage::Change {
        story.album.photos.reverse();
        story.photos[0].photo.caption = "Toàn cảnh khai mạc".to_owned();
        story.album.photos.retain(|id| *id != story.photos[1].photo.id);
    }
    let action = match stage {
        Stage::Create | Stage::Change => PublishAction::Publish,
        Stage::TakeDown => PublishAction::TakeDown,
    };
    let item = story.wish(action);
    let dying = Arc::new(Interrupted::new(Arc::clone(&story.client), death));
    let portal: Arc<dyn Portal> = Arc::clone(&dying) as _;
    let survived = tokio::select! {
        report = story.newsroom.publish(portal, from_ref(&item)) => {
            assert_eq!(report.unwrap().items[0].outcome, Outcome::Verified);
            true
        }
        () = dying.died.notified() => false,
    };

    story.newsroom.publish(Arc::clone(&story.client), from_ref(&item)).await.unwrap();

    let what = format!("{stage:?} {death:?}");
    assert_eq!(story.newsroom.waiting(), 0, "{what}");
    let page = story.client.changes(None).await.unwrap();
    let count = |kind: ItemKind| {
        let is = |change: &&Change| matches!(change, Change::Upserted(stored) if stored.resource.item().kind == kind);
        page.changes.iter().filter(is).count()
    };
    assert_eq!((count(ItemKind::Album), count(ItemKind::Photo)), (1, 3), "{what}");
    let stored = story.client.get(item.item()).await.unwrap().unwrap();
    if stage == Stage::TakeDown {
        assert_eq!(stored.state, ItemState::TakenDown, "{what}");
        assert!(!story.is_public(0).await, "{what}");
    } else {
        assert_published(&*story.client, &item).await;
        assert!(portal::same_content(&item.resource, &stored.resource), "{what}");
        assert_eq!(story.is_public(1).await, stage == Stage::Create, "{what}");
    }
    survived
}

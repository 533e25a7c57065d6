//! Publishing as the window does it, through the commands, to a real portal.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use acceptance::office::Office;
use acceptance::pictures::jpeg;
use acceptance::portal::TestPortal;
use app::view::{
    AlbumCreate, AlbumPatch, AlbumUse, FailureCode, Nothing, PhotoEdit, PhotoPatch, PhotoRef,
    PhotoRefs, PortalAdd, PortalKind, PublishItemState, PublishRun, PublishWish, SyncState,
};
use domain::{AlbumId, Crop, Crops, PhotoId, Rotation};
use portal::Portal;
use portal::wire::{ItemRef, Resource};

/// An office with `count` photos in its library and an account on the portal.
async fn office(server: &TestPortal, count: u32, sides: (u32, u32)) -> (Office, Vec<PhotoId>) {
    let office = Office::new();
    let pictures = tempfile::tempdir().unwrap();
    for number in 0..count {
        write(pictures.path(), number, sides);
    }
    office.app.library_open(library(&office)).await.unwrap();
    office.import(pictures.path()).await;
    let account = PortalAdd {
        kind: PortalKind::Native,
        url: server.url(),
        user: String::new(),
        secret: server.token.clone(),
    };
    office.app.portal_add(account).await.unwrap();
    let list = serde_json::json!({"filter": {}, "range": {"offset": 0, "limit": 100}});
    let list = serde_json::from_value(list).unwrap();
    let mut photos = office.app.photo_list(list).await.unwrap().rows;
    photos.sort_by(|a, b| a.file_name.cmp(&b.file_name));
    assert_eq!(photos.len(), count as usize);
    (office, photos.into_iter().map(|row| row.id).collect())
}

fn library(office: &Office) -> app::view::LibraryOpen {
    let path = office.library().to_string_lossy().into_owned();
    app::view::LibraryOpen { path, create: true }
}

fn write(folder: &Path, number: u32, (width, height): (u32, u32)) {
    let file = folder.join(format!("{number}.jpg"));
    std::fs::write(file, jpeg(number, width, height, 90)).unwrap();
}

async fn album(office: &Office, photos: &[PhotoId]) -> AlbumId {
    let request = AlbumCreate { title: "Ngày hội".to_owned(), photos: photos.to_vec() };
    office.app.album_create(request).await.unwrap().id
}

async fn publish(office: &Office, wish: PublishWish) -> PublishRun {
    office.app.publish_start(wish).await.unwrap();
    office.app.publish_finished().await.unwrap().unwrap()
}

fn albums(ids: &[AlbumId]) -> PublishWish {
    PublishWish { albums: ids.to_vec(), ..PublishWish::default() }
}

fn is_verified(run: &PublishRun) -> bool {
    let seen = |state: &PublishItemState| matches!(state, PublishItemState::Verified { .. });
    run.failure.is_none() && run.plan.items.iter().all(|item| seen(&item.state))
}

async fn the_use(office: &Office, photo: PhotoId) -> AlbumUse {
    let view = office.app.photo_get(PhotoRef { id: photo }).await.unwrap();
    assert_eq!(view.albums.len(), 1);
    view.albums[0].clone()
}

/// Whoever looks at a photo must see in which albums it is and which of them are out of date, or
/// readers keep a wrong name under a face; after publishing the page must say the new words.
#[tokio::test(flavor = "multi_thread")]
async fn changed_caption_marks_the_album_and_reaches_its_page() {
    let server = TestPortal::start();
    let (office, photos) = office(&server, 3, (1200, 800)).await;
    let id = album(&office, &photos).await;
    let new = the_use(&office, photos[1]).await;
    assert_eq!((new.id, new.sync, new.url), (id, SyncState::New, None));

    let run = publish(&office, albums(&[id])).await;
    assert!(is_verified(&run), "{run:?}");
    let shown = the_use(&office, photos[1]).await;
    assert_eq!(shown.sync, SyncState::Same);
    let url = shown.url.unwrap();
    assert!(url.starts_with(&server.url()));

    let caption = Some("Bà Nguyễn Thị Lan phát biểu".to_owned());
    let patch = PhotoPatch { ids: vec![photos[1]], caption, ..PhotoPatch::default() };
    office.app.photo_update(patch).await.unwrap();
    assert_eq!(the_use(&office, photos[1]).await.sync, SyncState::Changed);

    let run = publish(&office, PublishWish::default()).await;
    assert!(is_verified(&run), "{run:?}");
    assert_eq!((run.plan.update, run.plan.photos), (1, 1));
    assert_eq!(the_use(&office, photos[1]).await.sync, SyncState::Same);
    let client = server.client();
    let path = url.strip_prefix(&server.url()).unwrap();
    let page = portal::Portal::page(&client, path).await.unwrap();
    assert!(page.contains("Bà Nguyễn Thị Lan phát biểu"));
}

/// Heads cut off by the frame of a list are what a chosen cover is to prevent, and the page must go
/// on showing the whole photo.
#[tokio::test(flavor = "multi_thread")]
async fn cover_that_was_cut_is_what_lists_show() {
    let server = TestPortal::start();
    let (office, photos) = office(&server, 2, (1200, 900)).await;
    let id = album(&office, &photos).await;
    let cover = Some(Crop { x: 0.0, y: 0.25, width: 1.0, height: 0.75 });
    let square = Some(Crop { x: 0.25, y: 0.0, width: 0.75, height: 1.0 });
    let edit = PhotoEdit {
        id: photos[0],
        rotation: Rotation::None,
        straighten: 0.0,
        crop: None,
        crops: Crops { cover, square, portrait: None },
    };
    office.app.photo_edit(edit).await.unwrap();

    let run = publish(&office, albums(&[id])).await;

    assert!(is_verified(&run), "{run:?}");
    let client = server.client();
    let read = async |item: ItemRef| Portal::get(&client, item).await.unwrap().unwrap().resource;
    let Resource::Album(sent) = read(id.into()).await else { panic!("no album") };
    assert_eq!(sent.photos, photos);
    let cut = sent.cover.unwrap();
    assert_ne!(cut, photos[0], "lists show the whole photo");
    let sides = async |photo: PhotoId| {
        let Resource::Photo(photo) = read(photo.into()).await else { panic!("no photo") };
        (photo.renditions[0].width, photo.renditions[0].height)
    };
    assert_eq!(sides(cut).await, (1200, 675));
    assert_eq!(sides(sent.cover_square.unwrap()).await, (900, 900));
    assert_eq!(sent.cover_portrait, None);
    assert_eq!(sides(photos[0]).await, (1200, 900));
    let again = publish(&office, PublishWish::default()).await;
    assert!(again.plan.items.is_empty(), "a cover is sent for ever: {again:?}");
}

/// A cover in the bin must not keep the album from being published, nor stay public.
#[tokio::test(flavor = "multi_thread")]
async fn album_whose_cover_is_in_the_bin_is_published() {
    let server = TestPortal::start();
    let (office, photos) = office(&server, 3, (600, 400)).await;
    let id = album(&office, &photos).await;
    let patch = AlbumPatch { id, title: None, description: None, cover: Some(photos[2]) };
    office.app.album_update(patch).await.unwrap();
    office.app.photo_trash(PhotoRefs { ids: vec![photos[2]] }).await.unwrap();

    let run = publish(&office, albums(&[id])).await;

    assert!(is_verified(&run), "{run:?}");
    assert_eq!(run.plan.photos, 2);
}

/// When the portal's disk is full, nothing may be lost and somebody must be told what to do: the
/// album waits, says why, and goes out once there is room.
#[tokio::test(flavor = "multi_thread")]
async fn full_portal_is_told_and_the_wish_waits() {
    let mut server = TestPortal::start();
    let (office, photos) = office(&server, 4, (2400, 1600)).await;
    let id = album(&office, &photos).await;
    // Room for the empty portal and one of the four photos.
    server.quota = Some(1200 << 10);
    server.restart();

    let run = publish(&office, albums(&[id])).await;

    let failure = run.failure.unwrap();
    assert_eq!((failure.code, failure.retryable), (FailureCode::PortalFull, true));
    assert_eq!(run.plan.items.len(), 1);
    let PublishItemState::Postponed { failure } = &run.plan.items[0].state else {
        panic!("not put off: {:?}", run.plan.items[0].state)
    };
    assert_eq!(failure.code, FailureCode::PortalFull);
    let outbox = office.app.outbox_get(Nothing {}).await.unwrap();
    assert_eq!(
        (outbox.waiting.len(), outbox.parked.len()),
        (1, 0),
        "the wish was lost or given up"
    );
    assert_eq!(outbox.waiting[0].failure.as_ref().unwrap().code, FailureCode::PortalFull);
    let receipts = office.app.receipt_list(Nothing {}).await.unwrap();
    let PublishItemState::Postponed { failure } = &receipts.rows[0].items[0].state else {
        panic!("not put off: {:?}", receipts.rows[0].items[0].state)
    };
    assert_eq!(failure.code, FailureCode::PortalFull, "the receipt tells another reason");
    assert_eq!(the_use(&office, photos[0]).await.sync, SyncState::New);

    server.quota = None;
    server.restart();
    let run = publish(&office, PublishWish::default()).await;
    assert!(is_verified(&run), "{run:?}");
    let outbox = office.app.outbox_get(Nothing {}).await.unwrap();
    assert!(outbox.waiting.is_empty());
    assert_eq!(the_use(&office, photos[0]).await.sync, SyncState::Same);
}

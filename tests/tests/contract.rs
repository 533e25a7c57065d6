//! The contract of `Portal`, held by the native adapter against the real server.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use acceptance::newsroom::{article, photo};
use acceptance::portal::{Fault, TestPortal};
use axum::http::Method;
use domain::{ArticleId, PhotoId};
use portal::wire::{
    Change, ItemRef, ItemState, PublishAction, PublishItem, PublishRequest, Resource, Stored,
};
use portal::{Expected, Portal, PortalError, same_content};
use portal_server::Permission;
use uuid::Uuid;

fn new_article(title: &str, photos: &[PhotoId]) -> Resource {
    Resource::Article(article(ArticleId::generate(), title, photos))
}

fn retitled(resource: &Resource, title: &str) -> Resource {
    let Resource::Article(article) = resource else { panic!("no article") };
    let mut article = article.clone();
    article.title = title.to_owned();
    Resource::Article(article)
}

fn wish(stored: &Stored, action: PublishAction) -> PublishRequest {
    let (item, revision) = (stored.resource.item(), stored.revision.clone());
    PublishRequest { items: vec![PublishItem { item, revision, action }] }
}

/// Everything the feed has, page by page.
async fn feed(portal: &dyn Portal, mut cursor: Option<String>) -> (Vec<Change>, String) {
    let mut changes = Vec::new();
    loop {
        let page = portal.changes(cursor.as_deref()).await.unwrap();
        changes.extend(page.changes);
        if !page.has_more {
            return (changes, page.cursor);
        }
        cursor = Some(page.cursor);
    }
}

/// A wrong token must pause the account, not look like a network fault that is tried for ever.
#[tokio::test]
async fn tokens_decide_who_may_do_what() {
    let server = TestPortal::start();

    let info = server.client().probe().await.unwrap();
    assert_eq!((info.name.as_str(), info.user.as_str()), ("Sở", "Trần Kim Huy"));

    let stranger = server.client_with("ts_wrong");
    assert!(matches!(stranger.probe().await, Err(PortalError::Unauthorized)));
    let writer = server.client_with(&server.token_for(&[Permission::Read, Permission::Write]));
    let stored = writer.put(&new_article("Nháp", &[]), Expected::Absent).await.unwrap();
    let refused = writer.publish(&wish(&stored, PublishAction::Publish), Uuid::now_v7()).await;
    assert!(matches!(refused, Err(PortalError::Forbidden { .. })), "{refused:?}");
}

/// Sending a draft again must not make another version, and a stale one must not overwrite.
#[tokio::test]
async fn drafts_are_created_repeated_updated_and_never_overwritten() {
    let server = TestPortal::start();
    let client = server.client();
    let first = new_article("Triển khai nhiệm vụ", &[]);

    let created = client.put(&first, Expected::Absent).await.unwrap();
    let again = client.put(&first, Expected::Absent).await.unwrap();
    assert_eq!(again.revision, created.revision, "a repeated create made a new version");
    assert_eq!(created.state, ItemState::Draft);
    let read = client.get(first.item()).await.unwrap().unwrap();
    assert!(same_content(&first, &read.resource));

    let second = retitled(&first, "Triển khai quyết liệt");
    let expected = Expected::Revision(created.revision.clone());
    let updated = client.put(&second, expected.clone()).await.unwrap();
    let again = client.put(&second, expected.clone()).await.unwrap();
    assert_eq!(again.revision, updated.revision, "a repeated update made a new version");

    let stale = client.put(&retitled(&first, "Cũ"), expected).await;
    let Err(PortalError::Conflict { current }) = stale else { panic!("overwritten: {stale:?}") };
    assert_eq!(current.revision, updated.revision);
    assert!(same_content(&second, &current.resource), "the conflict does not show what is there");
    let taken = client.put(&retitled(&first, "Mới"), Expected::Absent).await;
    assert!(matches!(taken, Err(PortalError::Conflict { .. })), "{taken:?}");
}

/// What was deleted must be heard of by everybody, and only the version that was meant is deleted.
#[tokio::test]
async fn deleting_leaves_a_tombstone() {
    let server = TestPortal::start();
    let client = server.client();
    let first = new_article("Một", &[]);
    let created = client.put(&first, Expected::Absent).await.unwrap();
    let expected = Expected::Revision(created.revision.clone());
    let updated = client.put(&retitled(&first, "Hai"), expected).await.unwrap();
    let (_, cursor) = feed(&client, None).await;

    let stale = client.delete(first.item(), &created.revision).await;
    assert!(matches!(stale, Err(PortalError::Conflict { .. })), "{stale:?}");
    client.delete(first.item(), &updated.revision).await.unwrap();
    client.delete(first.item(), &updated.revision).await.unwrap();

    assert_eq!(client.get(first.item()).await.unwrap(), None);
    let (changes, _) = feed(&client, Some(cursor)).await;
    assert_eq!(changes, [Change::Deleted { item: first.item() }]);
}

/// Whoever reads the feed must hear of everything exactly once, however long it is, and be told
/// when the portal's history is another one.
#[tokio::test]
async fn feed_tells_everything_once() {
    let server = TestPortal::start();
    let client = server.client();
    let mut items = Vec::new();
    for number in 0..120 {
        let resource = new_article(&format!("Bài {number}"), &[]);
        client.put(&resource, Expected::Absent).await.unwrap();
        items.push(resource.item());
    }

    let (changes, cursor) = feed(&client, None).await;
    let heard: Vec<ItemRef> = changes
        .iter()
        .map(|change| match change {
            Change::Upserted(stored) => stored.resource.item(),
            Change::Deleted { item } => *item,
        })
        .collect();
    assert_eq!(heard, items);
    assert!(feed(&client, Some(cursor.clone())).await.0.is_empty(), "nothing happened since");

    server.maintenance().renew_epoch().unwrap();
    let expired = client.changes(Some(&cursor)).await;
    assert!(matches!(expired, Err(PortalError::CursorExpired)), "{expired:?}");
    let odd = client.changes(Some("nonsense")).await;
    assert!(matches!(odd, Err(PortalError::CursorExpired)), "{odd:?}");
}

/// Pictures must arrive whole, small or large, and never under a wrong name.
#[tokio::test]
async fn blobs_arrive_whole() {
    let server = TestPortal::start();
    let client = server.client();
    let folder = tempfile::tempdir().unwrap();
    for bytes in [10_000, 9 << 20] {
        let photo = photo(folder.path(), PhotoId::generate(), "", bytes);
        let blob = &photo.blobs[0];
        assert!(!client.has_blob(blob.hash).await.unwrap());
        for _ in 0..2 {
            client.put_blob(blob.hash, &blob.media_type, &blob.file, &|_| {}).await.unwrap();
        }
        assert!(client.has_blob(blob.hash).await.unwrap());
    }
    let heard = server.faults.heard();
    assert!(heard.iter().any(|line| line.starts_with("PATCH ")), "the large one went in one piece");

    let wrong = photo(folder.path(), PhotoId::generate(), "", 100);
    let other = photo(folder.path(), PhotoId::generate(), "", 200);
    let refused =
        client.put_blob(wrong.blobs[0].hash, "image/jpeg", &other.blobs[0].file, &|_| {}).await;
    assert!(matches!(refused, Err(PortalError::Rejected { .. })), "{refused:?}");
    assert!(!client.has_blob(wrong.blobs[0].hash).await.unwrap());
}

/// An article must never be public with holes where its photos belong.
#[tokio::test]
async fn publishing_needs_everything_that_is_shown() {
    let server = TestPortal::start();
    let client = server.client();
    let folder = tempfile::tempdir().unwrap();
    let photo = photo(folder.path(), PhotoId::generate(), "Hội nghị", 5_000);
    let article = new_article("Có ảnh", &[photo.photo.id]);
    let stored = client.put(&article, Expected::Absent).await.unwrap();
    let request = wish(&stored, PublishAction::Publish);

    let refused = client.publish(&request, Uuid::now_v7()).await;
    assert!(matches!(refused, Err(PortalError::Incomplete { photos: 1, .. })), "{refused:?}");
    client.put(&Resource::Photo(photo.photo.clone()), Expected::Absent).await.unwrap();
    let refused = client.publish(&request, Uuid::now_v7()).await;
    assert!(matches!(refused, Err(PortalError::Incomplete { blobs: 1, .. })), "{refused:?}");
    let blob = &photo.blobs[0];
    client.put_blob(blob.hash, &blob.media_type, &blob.file, &|_| {}).await.unwrap();

    let answer = client.publish(&request, Uuid::now_v7()).await.unwrap();
    let page = client.page(answer.items[0].path.as_deref().unwrap()).await.unwrap();
    assert!(page.contains(&blob.hash.to_string()), "the page lacks the photo");
}

/// One click is one publication, whatever the line does to the answer; taking down takes the page
/// away.
#[tokio::test]
async fn publishing_is_safe_to_repeat() {
    let server = TestPortal::start();
    let client = server.client();
    let article = new_article("Liên kết vùng kinh tế - xã hội", &[]);
    let stored = client.put(&article, Expected::Absent).await.unwrap();
    let (request, key) = (wish(&stored, PublishAction::Publish), Uuid::now_v7());

    let first = client.publish(&request, key).await.unwrap();
    let again = client.publish(&request, key).await.unwrap();
    assert_eq!(again, first);
    let other = client.publish(&wish(&stored, PublishAction::TakeDown), key).await;
    assert!(matches!(other, Err(PortalError::Rejected { .. })), "a key was taken twice: {other:?}");

    let live = client.get(article.item()).await.unwrap().unwrap();
    assert_eq!(live.state, ItemState::Live);
    assert_eq!(live.live_revision.as_ref(), Some(&live.revision));
    let path = live.path.clone().unwrap();
    assert!(client.page(&path).await.unwrap().contains("Liên kết vùng kinh tế - xã hội"));
    assert_eq!(client.page_url(&path), format!("{}{path}", server.url()));

    let down = wish(&live, PublishAction::TakeDown);
    client.publish(&down, Uuid::now_v7()).await.unwrap();
    let gone = client.get(article.item()).await.unwrap().unwrap();
    assert_eq!(gone.state, ItemState::TakenDown);
    assert!(matches!(client.page(&path).await, Err(PortalError::NotFound)));
}

/// A version that somebody changed after it was looked at must not become public unseen.
#[tokio::test]
async fn publishing_means_one_version() {
    let server = TestPortal::start();
    let client = server.client();
    let article = new_article("Một", &[]);
    let seen = client.put(&article, Expected::Absent).await.unwrap();
    let expected = Expected::Revision(seen.revision.clone());
    client.put(&retitled(&article, "Hai"), expected).await.unwrap();

    let stale = client.publish(&wish(&seen, PublishAction::Publish), Uuid::now_v7()).await;
    assert!(matches!(stale, Err(PortalError::Conflict { .. })), "{stale:?}");
}

/// An answer that is lost on the line must change nothing: the adapter asks again and gets the same.
#[tokio::test]
async fn lost_answers_change_nothing() {
    let server = TestPortal::start();
    let client = server.client();
    let article = new_article("Một bài", &[]);

    server.faults.once(Fault::LoseAnswer, |method, _| *method == Method::PUT);
    let stored = client.put(&article, Expected::Absent).await.unwrap();
    server.faults.once(Fault::LoseAnswer, |method, _| *method == Method::POST);
    let request = wish(&stored, PublishAction::Publish);
    let answer = client.publish(&request, Uuid::now_v7()).await.unwrap();
    assert_eq!(answer.items[0].state, ItemState::Live);
    let live = client.get(article.item()).await.unwrap().unwrap();
    server.faults.once(Fault::LoseAnswer, |method, _| *method == Method::DELETE);
    client.delete(article.item(), &live.revision).await.unwrap();

    let (changes, _) = feed(&client, None).await;
    assert_eq!(changes.len(), 1, "something was done twice: {changes:?}");
}

/// Readers are counted, the newsroom's own looking is not.
#[tokio::test]
async fn statistics_count_readers_only() {
    let server = TestPortal::start();
    let client = server.client();
    let article = new_article("Được đọc", &[]);
    let stored = client.put(&article, Expected::Absent).await.unwrap();
    let request = wish(&stored, PublishAction::Publish);
    let answer = client.publish(&request, Uuid::now_v7()).await.unwrap();
    let path = answer.items[0].path.clone().unwrap();
    let before = client.statistics(None).await.unwrap();

    client.page(&path).await.unwrap();

    let after = client.statistics(Some(&before.views_cursor)).await.unwrap();
    assert_eq!(after.visits, before.visits, "the newsroom counted itself");
    assert!(after.views.is_empty(), "the newsroom counted its own views");
    assert!(!after.has_more);
}

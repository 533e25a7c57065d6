//! Publishing from a library to a real portal while everything goes wrong: nothing twice, nothing
//! missing, nothing overwritten, nothing called published that was not seen.

use std::slice::from_ref;
use std::sync::Arc;

use acceptance::interrupted::{Death, Interrupted};
use acceptance::newsroom::{Newsroom, articles_on, assert_published, new_article, with_photos};
use acceptance::portal::{Fault, TestPortal};
use axum::http::Method;
use domain::{ArticleId, ReceiptId};
use portal::wire::{ItemState, PublishAction, PublishItem, PublishRequest, Resource};
use portal::{Expected, Portal, PortalError};
use store::OutboxState;
use sync::{Ending, Outcome, SyncError};
use uuid::Uuid;

/// The main path: create, change, take down, each read back, nothing sent that is there already.
#[tokio::test]
async fn article_goes_out_changes_and_comes_down() {
    let server = TestPortal::start();
    let newsroom = Newsroom::open(&server.url());
    let client: Arc<dyn Portal> = Arc::new(server.client());
    let photos = vec![newsroom.photo("Một", 5_000), newsroom.photo("Hai", 6_000)];
    let id = ArticleId::generate();

    let item = newsroom.wish(
        with_photos(id, "Bài \"một\" & hai", &photos),
        photos.clone(),
        PublishAction::Publish,
    );
    let report = newsroom.publish(Arc::clone(&client), from_ref(&item)).await.unwrap();
    assert_eq!(report.items[0].outcome, Outcome::Verified);
    assert!(report.items[0].sent_bytes > 11_000);
    assert_eq!(newsroom.waiting(), 0);

    let changed = newsroom.wish(with_photos(id, "Bài đã sửa", &photos), photos.clone(), item.wish);
    let before = server.faults.heard().len();
    let report = newsroom.publish(Arc::clone(&client), from_ref(&changed)).await.unwrap();
    assert_eq!(report.items[0].outcome, Outcome::Verified);
    let heard = server.faults.heard()[before..].to_vec();
    assert!(!heard.iter().any(|line| line.contains("/blobs/")), "photos again: {heard:?}");
    assert_published(&*client, &changed).await;

    let down = newsroom.wish(changed.resource, photos, PublishAction::TakeDown);
    let report = newsroom.publish(Arc::clone(&client), from_ref(&down)).await.unwrap();
    assert_eq!(report.items[0].outcome, Outcome::Verified);
    let stored = client.get(down.item()).await.unwrap().unwrap();
    assert_eq!(stored.state, ItemState::TakenDown);
    assert_eq!(newsroom.waiting(), 0);

    // Shown once more: a decision of ours, not a conflict with ourselves.
    let back = newsroom.wish(down.resource, Vec::new(), PublishAction::Publish);
    let report = newsroom.publish(Arc::clone(&client), &[back]).await.unwrap();
    assert_eq!(report.items[0].outcome, Outcome::Verified);
}

/// Killed at any request, before it went out or before its answer was heard: after starting again
/// there is one article with all its photos, and a receipt says that it was seen.
#[tokio::test(flavor = "multi_thread")]
async fn killed_at_every_request() {
    let deaths = |number| [Death::Before(number), Death::After(number)];
    let mut number = 0;
    loop {
        let mut survived = 0;
        for death in deaths(number) {
            let server = TestPortal::start();
            let newsroom = Newsroom::open(&server.url());
            let client: Arc<dyn Portal> = Arc::new(server.client());
            let photos = vec![newsroom.photo("Một", 3_000), newsroom.photo("Hai", 4_000)];
            let resource = with_photos(ArticleId::generate(), "Bị ngắt giữa chừng", &photos);
            let item = newsroom.wish(resource, photos.clone(), PublishAction::Publish);

            let dying = Arc::new(Interrupted::new(Arc::clone(&client), death));
            let portal: Arc<dyn Portal> = Arc::clone(&dying) as _;
            let items = [item.clone()];
            tokio::select! {
                report = newsroom.publish(portal, &items) => {
                    assert_eq!(report.unwrap().items[0].outcome, Outcome::Verified);
                    survived += 1;
                }
                () = dying.died.notified() => {}
            }
            // What was edited between two runs is ours as well: no conflict with ourselves.
            let edited = if number % 2 == 0 {
                let Resource::Article(mut article) = item.resource.clone() else { panic!() };
                article.lead = "Thêm tóm tắt.".to_owned();
                newsroom.wish(Resource::Article(article), photos, PublishAction::Publish)
            } else {
                item
            };
            newsroom.publish(Arc::clone(&client), from_ref(&edited)).await.unwrap();

            assert_published(&*client, &edited).await;
            let stored = client.get(edited.item()).await.unwrap().unwrap();
            assert!(portal::same_content(&edited.resource, &stored.resource), "{death:?}");
            assert_eq!(articles_on(&*client).await.len(), 1, "{death:?}");
            assert_eq!(newsroom.waiting(), 0, "{death:?}");
            let receipts = newsroom.library.read(|reader| reader.receipts().list(9)).unwrap();
            let verified = receipts[0].items[0]["outcome"]["result"].clone();
            assert_eq!(verified, "verified", "{death:?}");
        }
        if survived == 2 {
            break;
        }
        number += 1;
    }
    assert!(number > 10, "only {number} requests were interrupted");
}

/// An answer that is lost after publishing must not make a second article, nor a second version.
#[tokio::test]
async fn lost_answer_makes_no_second_article() {
    for path in ["/api/v1/publish", "/api/v1/articles", "/api/v1/blobs"] {
        let server = TestPortal::start();
        let newsroom = Newsroom::open(&server.url());
        let client: Arc<dyn Portal> = Arc::new(server.client());
        let photos = vec![newsroom.photo("Một", 3_000)];
        let resource = with_photos(ArticleId::generate(), "Một lần", &photos);
        let item = newsroom.wish(resource, photos, PublishAction::Publish);
        server.faults.once(Fault::LoseAnswer, move |method, heard| {
            *method != Method::GET && *method != Method::HEAD && heard.starts_with(path)
        });

        let report = newsroom.publish(Arc::clone(&client), from_ref(&item)).await.unwrap();

        assert_eq!(report.items[0].outcome, Outcome::Verified, "{path}");
        assert_published(&*client, &item).await;
        assert_eq!(articles_on(&*client).await.len(), 1);
    }
}

/// A portal that goes away in the middle leaves the rest waiting, and everything goes out when it
/// is back.
#[tokio::test]
async fn portal_killed_in_the_middle_and_back() {
    let mut server = TestPortal::start();
    let newsroom = Newsroom::open(&server.url());
    let client: Arc<dyn Portal> = Arc::new(server.client());
    let items: Vec<_> =
        (0..3).map(|number| new_article(&newsroom, &format!("Bài {number}"))).collect();
    let plan = newsroom.plan(Arc::clone(&client), &items).await.unwrap();
    assert_eq!(plan.summary().create, 3);
    let mut published = 0;
    server.faults.set(move |_, path| {
        published += usize::from(path.ends_with("/publish"));
        if published > 1 { Fault::Refuse(502) } else { Fault::None }
    });

    let publisher = newsroom.publisher(Arc::clone(&client));
    let receipt = ReceiptId(Uuid::now_v7());
    let report = publisher.execute(&plan, receipt, &|_| {}, &|| false).await.unwrap();
    assert_eq!(report.ending, Ending::Offline { retry_after: None });
    let outcomes: Vec<_> = report.items.iter().map(|item| item.outcome.clone()).collect();
    assert_eq!(outcomes, [Outcome::Verified, Outcome::Waiting { ending: report.ending }]);
    assert_eq!(newsroom.waiting(), 2);

    server.kill();
    let offline = newsroom.publish(Arc::clone(&client), &items[1..]).await;
    let Err(SyncError::Portal(PortalError::Unavailable { .. })) = offline else {
        panic!("{offline:?}")
    };
    assert_eq!(newsroom.waiting(), 2, "what waited offline was lost");

    server.faults.set(|_, _| Fault::None);
    server.restart();
    let report = newsroom.publish(Arc::clone(&client), &items[1..]).await.unwrap();
    assert_eq!(report.ending, Ending::Complete);
    for item in &items {
        assert_published(&*client, item).await;
    }
    assert_eq!(articles_on(&*client).await.len(), 3);
    assert_eq!(newsroom.waiting(), 0);
}

/// A revoked token pauses the account and keeps every wish; with a new one they go out.
#[tokio::test]
async fn refused_token_pauses_the_account() {
    let server = TestPortal::start();
    let newsroom = Newsroom::open(&server.url());
    let item = new_article(&newsroom, "Chờ mã mới");
    let good: Arc<dyn Portal> = Arc::new(server.client());
    let plan = newsroom.plan(Arc::clone(&good), from_ref(&item)).await.unwrap();

    let refused: Arc<dyn Portal> = Arc::new(server.client_with("ts_wrong"));
    let publisher = newsroom.publisher(Arc::clone(&refused));
    let receipt = ReceiptId(Uuid::now_v7());
    let report = publisher.execute(&plan, receipt, &|_| {}, &|| false).await.unwrap();

    assert_eq!(report.ending, Ending::Unauthorized);
    assert_eq!(newsroom.waiting(), 1);
    let account = newsroom.library.read(|reader| reader.portals().get(newsroom.account)).unwrap();
    assert_eq!(account.paused.as_deref(), Some("unauthorized"));
    newsroom.publish(good, &[item]).await.unwrap();
    assert_eq!(newsroom.waiting(), 0);
}

/// What a colleague changed on the portal is never overwritten; other articles go on.
#[tokio::test]
async fn colleagues_change_is_held_back() {
    let server = TestPortal::start();
    let newsroom = Newsroom::open(&server.url());
    let client: Arc<dyn Portal> = Arc::new(server.client());
    let item = new_article(&newsroom, "Của mình");
    newsroom.publish(Arc::clone(&client), from_ref(&item)).await.unwrap();
    let theirs = client.get(item.item()).await.unwrap().unwrap();
    let Resource::Article(mut article) = theirs.resource else { panic!() };
    article.title = "Của đồng nghiệp".to_owned();
    let theirs =
        client.put(&Resource::Article(article), Expected::Revision(theirs.revision)).await.unwrap();

    let Resource::Article(mut article) = item.resource.clone() else { panic!() };
    article.title = "Mình sửa tiếp".to_owned();
    let mine = newsroom.wish(Resource::Article(article), Vec::new(), PublishAction::Publish);
    let other = new_article(&newsroom, "Bài khác");
    let report =
        newsroom.publish(Arc::clone(&client), &[mine.clone(), other.clone()]).await.unwrap();

    assert_eq!(report.items[0].outcome, Outcome::Conflict);
    assert_eq!(report.items[1].outcome, Outcome::Verified);
    let kept = client.get(item.item()).await.unwrap().unwrap();
    assert_eq!(kept.revision, theirs.revision, "the colleague's version was overwritten");
    let row = newsroom.library.read(|reader| reader.outbox().find_by_key(mine.key)).unwrap();
    assert_eq!(row.unwrap().state, OutboxState::Parked);
    let conflicts = newsroom
        .library
        .read(|reader| reader.sync_bases().list_conflicts(newsroom.account))
        .unwrap();
    assert_eq!(conflicts.len(), 1, "the colleague's version was not kept");
}

/// What one article did wrong must not hold up the others.
#[tokio::test]
async fn refused_article_is_parked_and_the_rest_goes_on() {
    let server = TestPortal::start();
    let newsroom = Newsroom::open(&server.url());
    let client: Arc<dyn Portal> = Arc::new(server.client());
    let mut bad = newsroom.photo("Hỏng", 1_000);
    std::fs::write(&bad.blobs[0].file, b"something else").unwrap();
    bad.blobs[0].bytes = 14;
    let resource = with_photos(ArticleId::generate(), "Ảnh hỏng", from_ref(&bad));
    let refused = newsroom.wish(resource, vec![bad], PublishAction::Publish);
    let fine = new_article(&newsroom, "Bài lành");

    let report =
        newsroom.publish(Arc::clone(&client), &[refused.clone(), fine.clone()]).await.unwrap();

    assert!(matches!(report.items[0].outcome, Outcome::Failed { .. }), "{:?}", report.items[0]);
    assert_eq!(report.items[1].outcome, Outcome::Verified);
    assert_published(&*client, &fine).await;
    let row = newsroom.library.read(|reader| reader.outbox().find_by_key(refused.key)).unwrap();
    assert_eq!(row.unwrap().state, OutboxState::Parked);
}

/// A portal that was put back from a backup forgets cursors; no edit of ours may be lost over it,
/// and what it lost is sent again.
#[tokio::test]
async fn forgotten_cursor_loses_no_edit() {
    let server = TestPortal::start();
    let newsroom = Newsroom::open(&server.url());
    let client: Arc<dyn Portal> = Arc::new(server.client());
    let item = new_article(&newsroom, "Trước");
    newsroom.publish(Arc::clone(&client), from_ref(&item)).await.unwrap();
    server.maintenance().renew_epoch().unwrap();

    let Resource::Article(mut article) = item.resource.clone() else { panic!() };
    article.title = "Sau".to_owned();
    let mine = newsroom.wish(Resource::Article(article), Vec::new(), PublishAction::Publish);
    let report = newsroom.publish(Arc::clone(&client), from_ref(&mine)).await.unwrap();
    assert_eq!(report.items[0].outcome, Outcome::Verified);

    let empty = TestPortal::start();
    let anew: Arc<dyn Portal> = Arc::new(empty.client());
    let again = newsroom.wish(mine.resource, Vec::new(), PublishAction::Publish);
    let report = newsroom.publish(Arc::clone(&anew), from_ref(&again)).await.unwrap();
    assert_eq!(report.items[0].outcome, Outcome::Verified);
    assert_published(&*anew, &again).await;
}

/// A library that was set up again must find its articles on the portal, not make them twice.
#[tokio::test]
async fn what_is_there_is_adopted() {
    let server = TestPortal::start();
    let client: Arc<dyn Portal> = Arc::new(server.client());
    let first = Newsroom::open(&server.url());
    let item = new_article(&first, "Đã có");
    first.publish(Arc::clone(&client), from_ref(&item)).await.unwrap();

    let second = Newsroom::open(&server.url());
    let same = second.wish(item.resource, Vec::new(), PublishAction::Publish);
    let before = server.faults.heard().len();
    let report = second.publish(Arc::clone(&client), &[same]).await.unwrap();

    assert_eq!(report.items[0].outcome, Outcome::Verified);
    let heard = server.faults.heard()[before..].to_vec();
    assert!(heard.iter().all(|line| line.starts_with("GET ")), "something was sent: {heard:?}");
    assert_eq!(second.waiting(), 0);
}

/// "Dừng sau bài này" stops after the article at hand, with the rest waiting.
#[tokio::test]
async fn stopping_ends_after_the_article_at_hand() {
    let server = TestPortal::start();
    let newsroom = Newsroom::open(&server.url());
    let client: Arc<dyn Portal> = Arc::new(server.client());
    let items = [new_article(&newsroom, "Một"), new_article(&newsroom, "Hai")];
    let plan = newsroom.plan(Arc::clone(&client), &items).await.unwrap();
    let done = std::sync::atomic::AtomicUsize::new(0);

    let report = newsroom
        .publisher(client)
        .execute(
            &plan,
            ReceiptId(Uuid::now_v7()),
            &|progress| {
                done.store(progress.done, std::sync::atomic::Ordering::SeqCst);
            },
            &|| done.load(std::sync::atomic::Ordering::SeqCst) > 0,
        )
        .await
        .unwrap();

    assert_eq!(report.ending, Ending::Stopped);
    assert_eq!(report.items.len(), 1);
    assert_eq!(newsroom.waiting(), 1);
}

/// The cost of publishing one article does not grow with what the portal and the library hold.
#[tokio::test]
async fn requests_do_not_follow_the_size_of_the_library() {
    let server = TestPortal::start();
    let newsroom = Newsroom::open(&server.url());
    let client: Arc<dyn Portal> = Arc::new(server.client());
    let mut costs = Vec::new();
    for others in [0, 40] {
        let others: Vec<_> =
            (0..others).map(|number| new_article(&newsroom, &format!("Nền {number}"))).collect();
        newsroom.publish(Arc::clone(&client), &others).await.unwrap();
        newsroom.publisher(Arc::clone(&client)).refresh().await.unwrap();

        let before = server.faults.heard().len();
        let item = new_article(&newsroom, "Một bài");
        newsroom.publish(Arc::clone(&client), &[item]).await.unwrap();
        costs.push(server.faults.heard().len() - before);
    }
    assert_eq!(costs[0], costs[1], "requests grew with the library: {costs:?}");
}

/// A version on the portal that was not published there by us must not become public with ours.
#[tokio::test]
async fn hidden_by_a_colleague_stays_hidden() {
    let server = TestPortal::start();
    let newsroom = Newsroom::open(&server.url());
    let client: Arc<dyn Portal> = Arc::new(server.client());
    let item = new_article(&newsroom, "Bị gỡ");
    newsroom.publish(Arc::clone(&client), from_ref(&item)).await.unwrap();
    let stored = client.get(item.item()).await.unwrap().unwrap();
    let action = PublishAction::TakeDown;
    let request = PublishRequest {
        items: vec![PublishItem { item: item.item(), revision: stored.revision, action }],
    };
    client.publish(&request, Uuid::now_v7()).await.unwrap();

    let again = newsroom.wish(item.resource.clone(), Vec::new(), PublishAction::Publish);
    let report = newsroom.publish(Arc::clone(&client), &[again]).await.unwrap();

    assert_eq!(report.items[0].outcome, Outcome::Conflict);
    let stored = client.get(item.item()).await.unwrap().unwrap();
    assert_eq!(stored.state, ItemState::TakenDown, "a colleague's decision was undone unseen");
}

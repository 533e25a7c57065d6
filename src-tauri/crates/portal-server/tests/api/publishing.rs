//! Publishing: all or none, once.

use domain::{AltText, PhotoId};
use portal_wire::{
    IDEMPOTENCY_REPLAYED, ItemState, ProblemCode, PublishAction, PublishAnswer, Resource, Stored,
    WireArticle, WirePhoto,
};
use reqwest::{Method, StatusCode};
use rusqlite::Connection;

use crate::made::{album, an_article, article, jpeg, photo};
use crate::server::{Answer, Server, hash, wish};

async fn a_photo(server: &Server, caption: &str) -> (WirePhoto, Stored) {
    let bytes = jpeg(caption);
    let blob = server.put_blob(&bytes).await;
    let photo = photo(caption, blob, bytes.len() as u64);
    let stored = server.create(&Resource::Photo(photo.clone())).await;
    (photo, stored)
}

async fn state(server: &Server, stored: &Stored) -> Stored {
    server.get(stored.resource.item()).await.stored(200)
}

/// An article whose pictures stay drafts would stand on the portal with holes.
#[tokio::test]
async fn an_article_goes_live_with_its_photos() {
    let server = Server::start().await;
    let (picture, stored_picture) = a_photo(&server, "Cầu Hùng Vương").await;
    let mut draft = article("Khánh thành cầu");
    draft.gallery = vec![picture.id];
    let stored = server.create(&Resource::Article(draft)).await;

    let answer: PublishAnswer =
        server.publish("k", &[wish(&stored, PublishAction::Publish)]).await.json();

    assert_eq!(answer.at, *server.time.lock().unwrap());
    assert_eq!(answer.items[0].state, ItemState::Live);
    assert_eq!(answer.items[0].path.as_deref(), Some("/tin-tuc/khanh-thanh-cau"));
    assert_eq!(answer.items[0].revision, stored.revision, "publishing changed the content");
    let live = state(&server, &stored).await;
    assert_eq!(live.live_revision, Some(live.revision));
    assert_eq!(state(&server, &stored_picture).await.state, ItemState::Live);
    let (status, page) = server.page("/tin-tuc/khanh-thanh-cau").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Khánh thành cầu") && page.contains("Cầu Hùng Vương"));
}

/// Words that are being edited must not reach readers before somebody publishes them.
#[tokio::test]
async fn drafts_stay_out_of_sight() {
    let server = Server::start().await;
    let mut draft = article("Bản đầu");
    draft.slug = "bai".to_owned();
    let first = server.create(&Resource::Article(draft.clone())).await;
    assert_eq!(server.page("/tin-tuc/bai").await.0, StatusCode::NOT_FOUND);
    server.publish("1", &[wish(&first, PublishAction::Publish)]).await;
    draft.title = "Bản đang sửa".to_owned();
    let second = server.update(&Resource::Article(draft), &first.revision).await.stored(200);

    assert_eq!(second.live_revision, Some(first.revision));
    assert!(!server.page("/tin-tuc/bai").await.1.contains("Bản đang sửa"));
    server.publish("2", &[wish(&second, PublishAction::Publish)]).await;
    assert!(server.page("/tin-tuc/bai").await.1.contains("Bản đang sửa"));
}

/// A caption corrected must be corrected wherever the photo is shown, once it is published.
#[tokio::test]
async fn a_caption_is_published_by_itself() {
    let server = Server::start().await;
    let (mut picture, stored_picture) = a_photo(&server, "Chú thích sai").await;
    let mut draft = article("Bài");
    draft.gallery = vec![picture.id];
    let stored = server.create(&Resource::Article(draft)).await;
    server.publish("1", &[wish(&stored, PublishAction::Publish)]).await;
    picture.caption = "Chú thích đúng".to_owned();
    let updated =
        server.update(&Resource::Photo(picture), &stored_picture.revision).await.stored(200);
    assert!(server.page("/tin-tuc/bai").await.1.contains("Chú thích sai"));

    server.publish("2", &[wish(&updated, PublishAction::Publish)]).await;

    assert!(server.page("/tin-tuc/bai").await.1.contains("Chú thích đúng"));
}

/// What was taken down must be gone for readers, say so to search machines, and come back.
#[tokio::test]
async fn taking_down_and_back() {
    let server = Server::start().await;
    let stored = server.create(&an_article("Bài")).await;
    server.publish("1", &[wish(&stored, PublishAction::Publish)]).await;
    let down: PublishAnswer =
        server.publish("2", &[wish(&stored, PublishAction::TakeDown)]).await.json();
    assert_eq!((down.items[0].state, &down.items[0].path), (ItemState::TakenDown, &None));
    assert_eq!(server.page("/tin-tuc/bai").await.0, StatusCode::GONE);
    let there = state(&server, &stored).await;
    assert_eq!((there.state, there.live_revision), (ItemState::TakenDown, None));
    server.publish("3", &[wish(&stored, PublishAction::Publish)]).await;
    assert_eq!(server.page("/tin-tuc/bai").await.0, StatusCode::OK);
    let removed = server.delete(stored.resource.item(), &stored.revision).await;
    assert_eq!(removed.status, StatusCode::NO_CONTENT);
    assert_eq!(server.page("/tin-tuc/bai").await.0, StatusCode::GONE);
}

/// Luật 91/2025/QH15: who withdraws consent must not reappear because an article is published.
#[tokio::test]
async fn withdrawn_photos_do_not_come_back_by_themselves() {
    let server = Server::start().await;
    let (picture, stored_picture) = a_photo(&server, "Em bé").await;
    server.publish("1", &[wish(&stored_picture, PublishAction::Publish)]).await;
    server.publish("2", &[wish(&stored_picture, PublishAction::TakeDown)]).await;
    let stored = server.create(&Resource::Album(album("Trại hè", vec![picture.id]))).await;
    let alone = [wish(&stored, PublishAction::Publish)];
    let problem = server.publish("3", &alone).await.problem(422, ProblemCode::Incomplete);
    assert_eq!(problem.missing_photos, [picture.id]);
    assert_eq!(state(&server, &stored_picture).await.state, ItemState::TakenDown);

    let both = [alone[0].clone(), wish(&stored_picture, PublishAction::Publish)];
    let answer: PublishAnswer = server.publish("4", &both).await.json();

    assert_eq!(answer.items[0].path.as_deref(), Some("/thu-vien-anh/trai-he"));
    assert_eq!(answer.items[1].state, ItemState::Live);
}

/// Half a publication is the worst outcome: some of the pages new, some old, nobody knows which.
#[tokio::test]
async fn all_or_none() {
    let server = Server::start().await;
    let good = server.create(&an_article("Tốt")).await;
    let mut draft = article("Cũ");
    let stale = server.create(&Resource::Article(draft.clone())).await;
    draft.lead = "khác".to_owned();
    let newest = server.update(&Resource::Article(draft), &stale.revision).await.stored(200);

    let items = [wish(&good, PublishAction::Publish), wish(&stale, PublishAction::Publish)];
    assert_eq!(server.publish("k", &items).await.stored(412), newest);

    assert_eq!(state(&server, &good).await.state, ItemState::Draft);
    // A refusal is not remembered: with its cause gone, the same key does it.
    let items = [wish(&good, PublishAction::Publish), wish(&newest, PublishAction::Publish)];
    assert_eq!(server.publish("k", &items).await.status, StatusCode::OK);
}

/// A page with missing pictures, or an attachment that cannot be opened, must not go out.
#[tokio::test]
async fn everything_shown_must_be_there() {
    let server = Server::start().await;
    let lost = PhotoId::generate();
    let absent = jpeg("never sent");
    let picture = photo("Ảnh", hash(&absent), absent.len() as u64);
    server.create(&Resource::Photo(picture.clone())).await;
    let mut draft: WireArticle = article("Bài");
    let attached = hash(b"%PDF-1.7 absent");
    draft.attachments =
        vec![domain::Attachment { blob: attached, file_name: "a.pdf".to_owned(), bytes: 15 }];
    draft.cover = Some(picture.id);
    draft.gallery = vec![lost];
    let stored = server.create(&Resource::Article(draft)).await;
    let items = [wish(&stored, PublishAction::Publish)];

    let problem = server.publish("k", &items).await.problem(422, ProblemCode::Incomplete);

    assert_eq!(problem.missing_photos, [lost]);
    assert_eq!(problem.missing_blobs, [attached, hash(&absent)]);
    assert_eq!(state(&server, &stored).await.state, ItemState::Draft);
    let mut wrong = photo("Sai", server.put_blob(&jpeg("b")).await, 999);
    wrong.alt = AltText::Decorative;
    let wrong = server.create(&Resource::Photo(wrong)).await;
    let items = [wish(&wrong, PublishAction::Publish)];
    server.publish("w", &items).await.problem(422, ProblemCode::Invalid);
}

/// A reply that is lost after publishing must not publish twice, nor be answered differently.
#[tokio::test]
async fn the_first_answer_is_given_again() {
    let server = Server::start().await;
    let stored = server.create(&an_article("Bài")).await;
    let items = [wish(&stored, PublishAction::Publish)];
    let first = server.publish("k", &items).await;
    *server.time.lock().unwrap() += chrono::TimeDelta::days(30);
    server.publish("other", &[wish(&stored, PublishAction::TakeDown)]).await;

    let server = server.restart().await;
    let again = server.publish("k", &items).await;

    assert_eq!(again.body, first.body);
    assert_eq!(again.header(IDEMPOTENCY_REPLAYED), "true");
    assert_eq!(first.header(IDEMPOTENCY_REPLAYED), "");
    assert_eq!(state(&server, &stored).await.state, ItemState::TakenDown, "it was done again");
    let other = [wish(&stored, PublishAction::TakeDown)];
    server.publish("k", &other).await.problem(422, ProblemCode::KeyReused);
}

/// A client that loses patience and sends again must not run the same publication twice at once.
#[tokio::test]
async fn a_key_in_use_is_told_so() {
    let server = Server::start().await;
    let stored = server.create(&an_article("Bài")).await;
    let items = [wish(&stored, PublishAction::Publish)];
    let blocker = Connection::open(server.folder.path().join("portal.sqlite")).unwrap();
    blocker.execute_batch("BEGIN IMMEDIATE").unwrap();

    let (one, other) = (server.publish("k", &items), server.publish("k", &items));
    let (early, rest) = match futures::future::select(Box::pin(one), Box::pin(other)).await {
        futures::future::Either::Left((early, rest))
        | futures::future::Either::Right((early, rest)) => (early, rest),
    };

    early.problem(409, ProblemCode::InProgress);
    blocker.execute_batch("COMMIT").unwrap();
    assert_eq!(rest.await.status, StatusCode::OK);
}

/// Requests that mean nothing must not be taken for done.
#[tokio::test]
async fn odd_requests_are_refused() {
    let server = Server::start().await;
    let stored = server.create(&an_article("Bài")).await;
    let item = wish(&stored, PublishAction::Publish);
    let without_key = server.request(Method::POST, "/publish").body("{\"items\":[]}");
    server.send(without_key).await.problem(428, ProblemCode::PreconditionRequired);
    let long = "k".repeat(256);
    let refused = |answer: Answer| answer.problem(422, ProblemCode::Invalid);
    refused(server.publish(&long, std::slice::from_ref(&item)).await);
    refused(server.publish("1", &[]).await);
    refused(server.publish("2", &[item.clone(), item.clone()]).await);
    refused(server.publish("3", &vec![item.clone(); 101]).await);
    let untitled = server.create(&an_article("  ")).await;
    refused(server.publish("4", &[wish(&untitled, PublishAction::Publish)]).await);
    let mut gone = item;
    gone.item.id = uuid::Uuid::now_v7();
    server.publish("5", &[gone]).await.problem(404, ProblemCode::NotFound);
    let body = r#"{"items":[],"when":"now"}"#;
    let odd = server.request(Method::POST, "/publish").header("idempotency-key", "6").body(body);
    refused(server.send(odd).await);
}

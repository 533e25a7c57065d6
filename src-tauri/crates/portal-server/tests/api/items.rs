//! Drafts and their preconditions.

use portal_wire::{ItemRef, ItemState, ProblemCode, PublishAction, Resource, Revision, Stored};
use reqwest::{Method, StatusCode};
use uuid::Uuid;

use crate::made::{album, an_article, article, jpeg, photo};
use crate::server::{KINDS, Server, hash, json, path, wish};

/// What comes back must be what was sent, or the next edit starts from something else.
#[tokio::test]
async fn what_is_stored_comes_back() {
    let server = Server::start().await;
    let bytes = jpeg("a");
    let picture = photo("Cầu", hash(&bytes), bytes.len() as u64);
    let resources = [
        an_article("Bài"),
        Resource::Photo(picture.clone()),
        Resource::Album(album("A", vec![picture.id])),
    ];
    for sent in resources {
        let created = server.create(&sent).await;
        assert_eq!(created.state, ItemState::Draft);
        assert_eq!((&created.path, &created.live_revision), (&None, &None));
        let read = server.get(sent.item()).await.stored(200);
        assert_eq!(read, created);
        let mut expected = sent.clone();
        match (&mut expected, &created.resource) {
            (Resource::Article(sent), Resource::Article(got)) => sent.slug = got.slug.clone(),
            (Resource::Album(sent), Resource::Album(got)) => sent.slug = got.slug.clone(),
            _ => {}
        }
        assert_eq!(read.resource, expected);
        let head = server.send(server.request(Method::HEAD, &path(sent.item()))).await;
        assert_eq!(head.header("etag"), format!("\"{}\"", created.revision.0));
    }
}

/// A write without a precondition could overwrite a colleague's work without anybody noticing.
#[tokio::test]
async fn writes_need_a_precondition() {
    let server = Server::start().await;
    let sent = an_article("Bài");
    let place = path(sent.item());
    let put = || server.request(Method::PUT, &place).body(json(&sent));

    server.send(put()).await.problem(428, ProblemCode::PreconditionRequired);
    server
        .send(put().header("if-match", "*"))
        .await
        .problem(428, ProblemCode::PreconditionRequired);
    server
        .send(put().header("if-none-match", "\"1\""))
        .await
        .problem(428, ProblemCode::PreconditionRequired);
    let both = put().header("if-match", "\"1\"").header("if-none-match", "*");
    server.send(both).await.problem(422, ProblemCode::Invalid);
    server
        .send(server.request(Method::DELETE, &place))
        .await
        .problem(428, ProblemCode::PreconditionRequired);
    server.get(sent.item()).await.problem(404, ProblemCode::NotFound);
}

/// Two desktops that edit one article: the second must get what the first wrote, not overwrite it.
#[tokio::test]
async fn stale_write_gets_what_is_there() {
    let server = Server::start().await;
    let mut draft = article("Bài");
    let first = server.create(&Resource::Article(draft.clone())).await;
    draft.title = "Bài của Lan".to_owned();
    let second =
        server.update(&Resource::Article(draft.clone()), &first.revision).await.stored(200);
    assert_ne!(second.revision, first.revision);

    draft.title = "Bài của Minh".to_owned();
    let refused = server.update(&Resource::Article(draft.clone()), &first.revision).await;

    assert_eq!(refused.stored(412), second);
    let weak = server.request(Method::PUT, &path(draft.id.into()));
    let weak = weak.header("if-match", format!("W/\"{}\"", second.revision.0));
    let weak = server.send(weak.body(json(&Resource::Article(draft.clone())))).await;
    assert_eq!(weak.stored(412), second, "a weak tag matched");
    assert_eq!(server.delete(draft.id, &first.revision).await.stored(412), second);
    assert_eq!(server.get(draft.id).await.stored(200), second);
}

/// A client's id that is already taken must not become a silent overwrite.
#[tokio::test]
async fn creating_over_something_else_is_refused() {
    let server = Server::start().await;
    let mut draft = article("Bài");
    let first = server.create(&Resource::Article(draft.clone())).await;
    draft.title = "Khác".to_owned();
    let again = server.request(Method::PUT, &path(draft.id.into())).header("if-none-match", "*");
    let again = server.send(again.body(json(&Resource::Article(draft)))).await;
    assert_eq!(again.stored(412), first);
}

/// A reply that is lost after the portal stored the article must not make a conflict of one's own
/// words, nor a second revision.
#[tokio::test]
async fn sending_again_after_a_lost_answer_is_safe() {
    let server = Server::start().await;
    let mut draft = article("Bài");
    let created = server.create(&Resource::Article(draft.clone())).await;
    let again = server.request(Method::PUT, &path(draft.id.into())).header("if-none-match", "*");
    let again = server.send(again.body(json(&Resource::Article(draft.clone())))).await;
    assert_eq!(again.stored(200), created);

    draft.title = "Bài sửa".to_owned();
    let sent = Resource::Article(draft.clone());
    let updated = server.update(&sent, &created.revision).await.stored(200);
    assert_eq!(server.update(&sent, &created.revision).await.stored(200), updated);
    // As it was answered, with the address that was settled, it is the same too.
    assert_eq!(server.update(&updated.resource, &created.revision).await.stored(200), updated);

    assert_eq!(server.delete(draft.id, &updated.revision).await.status, StatusCode::NO_CONTENT);
    assert_eq!(server.delete(draft.id, &updated.revision).await.status, StatusCode::NO_CONTENT);
    server.delete(draft.id, &created.revision).await.problem(404, ProblemCode::NotFound);
    server.get(draft.id).await.problem(404, ProblemCode::NotFound);
    server.update(&sent, &updated.revision).await.problem(404, ProblemCode::NotFound);
}

/// An article restored after it was deleted must find its place again.
#[tokio::test]
async fn what_was_deleted_can_be_made_again() {
    let server = Server::start().await;
    let sent = an_article("Bài");
    let first = server.create(&sent).await;
    server.delete(sent.item(), &first.revision).await;
    let second = server.create(&sent).await;
    assert_ne!(second.revision, first.revision, "an old revision would match new content");
    assert_eq!(second.resource, first.resource);
}

/// Two articles of one title must both have an address, and a live one must keep its own.
#[tokio::test]
async fn addresses_are_unique_and_stay() {
    let server = Server::start().await;
    let first = server.create(&an_article("Đầu tư công năm 2022")).await;
    let mut draft = article("Đầu tư công năm 2022");
    let second = server.create(&Resource::Article(draft.clone())).await;
    let slug = |stored: &Stored| match &stored.resource {
        Resource::Article(article) => article.slug.clone(),
        _ => panic!("no article"),
    };
    assert_eq!(slug(&first), "dau-tu-cong-nam-2022");
    let id = draft.id.0.simple().to_string();
    assert_eq!(slug(&second), format!("dau-tu-cong-nam-2022-{}", &id[24..]));

    draft.slug = "dau-tu".to_owned();
    let wished =
        server.update(&Resource::Article(draft.clone()), &second.revision).await.stored(200);
    assert_eq!(slug(&wished), "dau-tu");
    let answer = server.publish("k", &[wish(&wished, PublishAction::Publish)]).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(server.get(draft.id).await.stored(200).path.as_deref(), Some("/tin-tuc/dau-tu"));

    draft.slug = "khac".to_owned();
    let later =
        server.update(&Resource::Article(draft.clone()), &wished.revision).await.stored(200);
    assert_eq!(slug(&later), "dau-tu", "old links would break");
    server.delete(draft.id, &later.revision).await;
    draft.id = domain::ArticleId::generate();
    draft.slug = "dau-tu".to_owned();
    let other = server.create(&Resource::Article(draft)).await;
    assert_ne!(slug(&other), "dau-tu", "an old link would lead to another article");
}

/// An id must not be read as another collection's, nor a bad one reach the database.
#[tokio::test]
async fn unknown_places_are_not_found() {
    let server = Server::start().await;
    for kind in KINDS {
        server.get(ItemRef { kind, id: Uuid::now_v7() }).await.problem(404, ProblemCode::NotFound);
        let place = format!("/{}/khong-phai-uuid", kind.segment());
        server.send(server.request(Method::GET, &place)).await.problem(404, ProblemCode::NotFound);
    }
    for place in ["/videos/0190163d-8694-739b-aea5-966c26f8ad91", "/nothing"] {
        server.send(server.request(Method::GET, place)).await.problem(404, ProblemCode::NotFound);
    }
    let article = server.create(&an_article("Bài")).await;
    let as_photo = format!("/photos/{}", article.resource.item().id);
    server.send(server.request(Method::GET, &as_photo)).await.problem(404, ProblemCode::NotFound);
    let post = server.request(Method::POST, &path(article.resource.item()));
    server.send(post).await.problem(405, ProblemCode::Invalid);
}

/// Edits that come at once from many desktops: exactly one wins, the others are told.
#[tokio::test]
async fn of_many_writers_at_once_one_wins() {
    let server = Server::start().await;
    let draft = article("Bài");
    let first: Revision = server.create(&Resource::Article(draft.clone())).await.revision;
    let tries = (0..16).map(|number| {
        let mut mine = draft.clone();
        mine.title = format!("Bài {number}");
        let (server, first) = (&server, &first);
        async move { server.update(&Resource::Article(mine), first).await.status.as_u16() }
    });
    let mut outcomes = futures::future::join_all(tries).await;
    outcomes.sort_unstable();
    assert_eq!(outcomes[0], 200);
    assert!(outcomes[1..].iter().all(|status| *status == 412), "{outcomes:?}");
}

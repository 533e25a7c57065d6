//! The change feed.

use std::collections::HashMap;

use portal_server::Maintenance;
use portal_wire::{Change, ChangePage, ItemRef, ItemState, ProblemCode, PublishAction, Resource};
use reqwest::Method;
use rstest::rstest;

use crate::made::{an_article, article};
use crate::server::{Answer, Server, wish};

async fn ask(server: &Server, cursor: Option<&str>, limit: u32) -> Answer {
    let limit = limit.to_string();
    let mut query = vec![("limit", limit.as_str())];
    query.extend(cursor.map(|cursor| ("cursor", cursor)));
    let query: Vec<_> = query.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let request = server.request(Method::GET, &format!("/changes?{}", query.join("&")));
    server.send(request).await
}

fn name(change: &Change) -> ItemRef {
    match change {
        Change::Upserted(stored) => stored.resource.item(),
        Change::Deleted { item } => *item,
    }
}

/// A change that the feed leaves out is a colleague's work that nobody sees.
#[tokio::test]
async fn each_item_stands_once_with_its_newest_state() {
    let server = Server::start().await;
    let mut expected = HashMap::new();
    let mut stored = Vec::new();
    for number in 0..7 {
        stored.push(server.create(&an_article(&format!("Bài {number}"))).await);
    }
    let mut edited = article("Sửa");
    let Resource::Article(first) = &stored[0].resource else { panic!("no article") };
    edited.id = first.id;
    server.update(&Resource::Article(edited), &stored[0].revision).await.stored(200);
    server.delete(stored[1].resource.item(), &stored[1].revision).await;
    server.publish("k", &[wish(&stored[2], PublishAction::Publish)]).await;

    let mut cursor: Option<String> = None;
    let mut order = Vec::new();
    loop {
        let page: ChangePage = ask(&server, cursor.as_deref(), 3).await.json();
        assert!(page.changes.len() <= 3);
        for change in page.changes {
            order.push(name(&change));
            assert!(expected.insert(name(&change), change).is_none(), "an item stood twice");
        }
        cursor = Some(page.cursor);
        if !page.has_more {
            break;
        }
    }

    let items: Vec<_> = stored.iter().map(|stored| stored.resource.item()).collect();
    assert_eq!(order, [items[3], items[4], items[5], items[6], items[0], items[1], items[2]]);
    assert!(matches!(&expected[&items[1]], Change::Deleted { .. }));
    assert!(matches!(&expected[&items[2]], Change::Upserted(s) if s.state == ItemState::Live));
    let Change::Upserted(newest) = &expected[&items[0]] else { panic!("deleted") };
    assert_eq!(*newest, server.get(items[0]).await.stored(200));
    let rest: ChangePage = ask(&server, cursor.as_deref(), 3).await.json();
    assert_eq!((rest.changes.len(), rest.has_more), (0, false));
    assert_eq!(Some(rest.cursor), cursor, "a cursor moved without a change");
}

/// A desktop that was off for a month must be able to go on where it was.
#[tokio::test]
async fn cursors_survive_a_restart() {
    let server = Server::start().await;
    server.create(&an_article("Bài 1")).await;
    let page: ChangePage = ask(&server, None, 10).await.json();
    let server = server.restart().await;
    let second = server.create(&an_article("Bài 2")).await;
    let page: ChangePage = ask(&server, Some(&page.cursor), 10).await.json();
    assert_eq!(page.changes, [Change::Upserted(second)]);
}

/// A cursor of another history would skip changes in silence: 410 makes the client compare all.
#[tokio::test]
async fn cursors_of_another_history_expire() {
    let server = Server::start().await;
    server.create(&an_article("Bài")).await;
    let page: ChangePage = ask(&server, None, 10).await.json();
    let other = Server::start().await;
    ask(&other, Some(&page.cursor), 10).await.problem(410, ProblemCode::CursorExpired);
    for nonsense in ["x", "1", "2022-07-15", "e30"] {
        ask(&server, Some(nonsense), 10).await.problem(410, ProblemCode::CursorExpired);
    }

    let clock = std::sync::Arc::new(chrono::Utc::now);
    Maintenance::open(server.folder.path(), clock).unwrap().renew_epoch().unwrap();

    ask(&server, Some(&page.cursor), 10).await.problem(410, ProblemCode::CursorExpired);
    let anew: ChangePage = ask(&server, None, 10).await.json();
    assert_eq!(anew.changes, page.changes);
}

/// A misspelt parameter that is ignored makes a client read everything, again and again.
#[rstest]
#[case("limit=0")]
#[case("limit=501")]
#[case("limit=-1")]
#[case("since=2022-07-15")]
#[tokio::test]
async fn odd_questions_are_refused(#[case] query: &str) {
    let server = Server::start().await;
    let request = server.request(Method::GET, &format!("/changes?{query}"));
    server.send(request).await.problem(422, ProblemCode::Invalid);
}

//! Counters, as the app shows them.

use domain::ArticleId;
use portal_server::{Maintenance, StartingVisits};
use portal_wire::{ArticleViews, ProblemCode, Statistics};
use reqwest::Method;

use crate::server::Server;

fn maintenance(server: &Server) -> Maintenance {
    let now = *server.time.lock().unwrap();
    Maintenance::open(server.folder.path(), std::sync::Arc::new(move || now)).unwrap()
}

async fn ask(server: &Server, cursor: &str) -> Statistics {
    let place = format!("/statistics?views_cursor={cursor}");
    server.send(server.request(Method::GET, &place)).await.json()
}

/// Views that are told twice or not at all make the app's figures differ from the page's.
#[tokio::test]
async fn changed_views_are_told_once() {
    let server = Server::start().await;
    let (first, second) = (ArticleId::generate(), ArticleId::generate());
    maintenance(&server).set_views(first, 119_909).unwrap();
    maintenance(&server).set_views(second, 7).unwrap();
    let start = ask(&server, "").await;
    let views = |article, views| ArticleViews { article, views };
    assert_eq!(start.views, [views(first, 119_909), views(second, 7)]);
    assert_eq!(start.at, *server.time.lock().unwrap());

    maintenance(&server).set_views(first, 119_910).unwrap();
    let next = ask(&server, &start.views_cursor).await;
    assert_eq!(next.views, [views(first, 119_910)]);
    assert!(ask(&server, &next.views_cursor).await.views.is_empty());
    let nonsense = server.request(Method::GET, "/statistics?views_cursor=x");
    server.send(nonsense).await.problem(410, ProblemCode::CursorExpired);
}

/// More views than fit one answer must all arrive.
#[tokio::test]
async fn many_views_come_in_pages() {
    let server = Server::start().await;
    let maintenance = maintenance(&server);
    for _ in 0..501 {
        maintenance.set_views(ArticleId::generate(), 1).unwrap();
    }
    let first = ask(&server, "").await;
    assert_eq!((first.views.len(), first.has_more), (500, true));
    let rest = ask(&server, &first.views_cursor).await;
    assert_eq!((rest.views.len(), rest.has_more), (1, false));
}

/// Số Lượt Truy Cập in the app must be the figures of the page.
#[tokio::test]
async fn visits_are_those_of_the_pages() {
    let server = Server::start().await;
    let day = |text: &str, visits| domain::DayVisits { day: text.parse().unwrap(), visits };
    let days = vec![day("2022-07-14", 5), day("2022-07-15", 3)];
    let starting = StartingVisits { total: Some(1_000), days: days.clone() };
    maintenance(&server).set_visits(&starting).unwrap();
    let told = ask(&server, "").await;
    assert_eq!(told.visits, maintenance(&server).visits().unwrap());
    assert_eq!((told.visits.today, told.visits.yesterday, told.visits.total), (3, 5, 1_000));
    assert_eq!(told.days, days);
}

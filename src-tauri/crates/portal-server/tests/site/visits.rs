//! Counters that count people, once per half hour, by days of Asia/Ho_Chi_Minh.

use chrono::TimeDelta;
use domain::{DayVisits, VisitCounters};
use portal_server::StartingVisits;
use reqwest::Method;

use crate::office::{BROWSER, Office, article};

/// Counting goes on beside the page; the figures are asked for until they stand still.
async fn settled(office: &Office, total: u64) -> VisitCounters {
    for _ in 0..500 {
        let visits = office.maintenance.visits().unwrap();
        if visits.total >= total {
            return visits;
        }
        tokio::task::yield_now().await;
    }
    office.maintenance.visits().unwrap()
}

async fn from(office: &Office, address: &str, path: &str) -> u16 {
    let headers = [("user-agent", BROWSER), ("x-forwarded-for", address)];
    office.ask(Method::GET, path, &headers).await.status
}

/// An office reports these figures: counting every click, or losing people, makes them untrue.
#[tokio::test]
async fn visitors_count_once_per_half_hour() {
    let office = Office::open().await;
    for path in ["/", "/tin-tuc", "/thu-vien-anh", "/tim-kiem?q=x"] {
        assert_eq!(from(&office, "203.0.113.1", path).await, 200);
    }
    assert_eq!(settled(&office, 1).await.total, 1, "one visitor counted several times");

    from(&office, "203.0.113.2", "/").await;
    assert_eq!(settled(&office, 2).await.total, 2, "a second visitor was lost");

    office.wait(TimeDelta::minutes(29));
    from(&office, "203.0.113.1", "/").await;
    assert_eq!(settled(&office, 2).await.total, 2, "counted again within the half hour");

    office.wait(TimeDelta::minutes(1));
    from(&office, "203.0.113.1", "/").await;
    assert_eq!(settled(&office, 3).await.total, 3, "not counted again after half an hour");
}

/// Views of an article are its readers, not its reloads.
#[tokio::test]
async fn views_count_once_per_half_hour_and_article() {
    let office = Office::open().await;
    office.store_and_publish(article("Bài một")).await;
    office.store_and_publish(article("Bài hai")).await;

    for _ in 0..3 {
        from(&office, "203.0.113.1", "/tin-tuc/bai-mot").await;
    }
    from(&office, "203.0.113.1", "/tin-tuc/bai-hai").await;
    from(&office, "203.0.113.2", "/tin-tuc/bai-mot").await;
    settled(&office, 2).await;

    let views = async |path| office.ask(Method::GET, path, &[]).await.text();
    assert!(views("/tin-tuc/bai-mot").await.contains("Số lượt xem: 2"));
    assert!(views("/tin-tuc/bai-hai").await.contains("Số lượt xem: 1"));
}

/// Robots, pages fetched ahead, the app's own reading back and missing pages are nobody's visit.
#[tokio::test]
async fn only_people_reading_pages_count() {
    let office = Office::open().await;
    office.store_and_publish(article("Bài một")).await;
    let robot = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)";
    let get = Method::GET;
    for (method, path, headers) in [
        (get.clone(), "/", vec![("user-agent", robot)]),
        (get.clone(), "/", vec![]),
        (get.clone(), "/tin-tuc/bai-mot", vec![("user-agent", "ToaSoan/0.1 (Linux)")]),
        (get.clone(), "/", vec![("user-agent", BROWSER), ("sec-purpose", "prefetch;prerender")]),
        (get.clone(), "/", vec![("user-agent", BROWSER), ("purpose", "prefetch")]),
        (Method::HEAD, "/tin-tuc/bai-mot", vec![("user-agent", BROWSER)]),
        (get.clone(), "/khong-co", vec![("user-agent", BROWSER)]),
        (get.clone(), "/tin-tuc/khong-co", vec![("user-agent", BROWSER)]),
        (get.clone(), "/rss.xml", vec![("user-agent", BROWSER)]),
        (get, "/robots.txt", vec![("user-agent", BROWSER)]),
    ] {
        office.ask(method, path, &headers).await;
    }
    // Somebody real last: whatever was counted before is there by then.
    from(&office, "203.0.113.9", "/").await;

    assert_eq!(settled(&office, 1).await.total, 1);
    assert!(
        office.ask(Method::GET, "/tin-tuc/bai-mot", &[]).await.text().contains("Số lượt xem: 0")
    );
}

/// Midnight is Vietnam's, not Greenwich's; months and years begin anew, the total does not.
#[tokio::test]
async fn days_months_and_years_roll_over_in_vietnam() {
    let office = Office::open().await;
    let at = async |time: &str, total: u64| {
        office.set_clock(time);
        from(&office, "203.0.113.1", "/").await;
        settled(&office, total).await
    };
    let visits = |today, yesterday, this_month, this_year, total| VisitCounters {
        today,
        yesterday,
        this_month,
        this_year,
        total,
    };
    // 23:50 on 30 December, then 00:10 on 31 December: another day within the same half hour.
    assert_eq!(at("2022-12-30T16:50:00Z", 1).await, visits(1, 0, 1, 1, 1));
    assert_eq!(at("2022-12-30T17:10:00Z", 2).await, visits(1, 1, 2, 2, 2));
    // 23:59 on 31 December, then 1 January, then 1 February.
    assert_eq!(at("2022-12-31T16:59:00Z", 3).await, visits(2, 1, 3, 3, 3));
    assert_eq!(at("2022-12-31T17:00:00Z", 4).await, visits(1, 2, 1, 1, 4));
    assert_eq!(at("2023-01-31T17:00:00Z", 5).await, visits(1, 0, 1, 2, 5));
}

/// An office that moves its portal must not begin at nought.
#[tokio::test]
async fn starting_figures_are_kept_and_grow() {
    let office = Office::open().await;
    let days = vec![DayVisits { day: "2022-07-14".parse().unwrap(), visits: 31 }];
    office.maintenance.set_visits(&StartingVisits { total: Some(119_908), days }).unwrap();

    from(&office, "203.0.113.1", "/").await;

    let visits = settled(&office, 119_909).await;
    assert_eq!((visits.today, visits.yesterday, visits.total), (1, 31, 119_909));
    assert!(office.get("/").await.text().contains("119.9"));
}

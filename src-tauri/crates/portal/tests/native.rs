//! The adapter before portals that lie, break off, stall and send it elsewhere.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod support;

use std::io::Write;
use std::sync::Mutex;
use std::time::Duration;

use axum::body::Body;
use axum::http::Method;
use domain::BlobHash;
use futures::stream;
use portal::wire::{ItemKind, ItemRef};
use portal::{Portal, PortalError};
use sha2::{Digest, Sha256};
use support::{answer, client, client_with, info, serve, serve_silence};
use uuid::Uuid;

fn some_article() -> ItemRef {
    ItemRef { kind: ItemKind::Article, id: Uuid::from_u128(7) }
}

fn some_file(bytes: usize) -> (tempfile::NamedTempFile, BlobHash) {
    let content: Vec<u8> = (0..bytes).map(|index| (index / 7 % 251) as u8).collect();
    let mut file = tempfile::NamedTempFile::new().unwrap();
    file.write_all(&content).unwrap();
    (file, BlobHash(Sha256::digest(&content).into()))
}

/// A hotel's or firewall's login page with status 200 must not pass for a portal.
#[tokio::test]
async fn login_page_is_no_answer() {
    let (address, heard) =
        serve(|_, _, _| answer(200, "text/html", "<!doctype html><title>Log in</title>")).await;

    let outcome = client(&address).portal.probe().await;

    assert!(matches!(outcome, Err(PortalError::Protocol { .. })), "{outcome:?}");
    assert_eq!(heard.lock().unwrap().len(), 1, "nonsense does not get better by asking again");
}

/// A wrong address answers 404 to everything; taking that for "no such article" would create
/// articles anew that are there.
#[tokio::test]
async fn foreign_404_is_not_absence() {
    let (address, _) = serve(|_, _, _| answer(404, "text/html", "Not Found")).await;

    let outcome = client(&address).portal.get(some_article()).await;

    assert!(matches!(outcome, Err(PortalError::Protocol { .. })), "{outcome:?}");
}

/// A portal that stumbles once must not cost the user a second click.
#[tokio::test]
async fn stumbling_portal_is_asked_again() {
    for status in [408, 429, 500, 502, 503, 504] {
        let (address, heard) = serve(move |before, _, _| match before {
            0 | 1 => answer(status, "text/plain", "oh"),
            _ => info(),
        })
        .await;
        let client =
            client_with(&address, |options| options.retry.longest_pause = Duration::from_secs(60));

        let outcome = client.portal.probe().await;

        if status == 429 {
            // Without a time, 429 asks for the usual pauses as well.
            assert!(outcome.is_ok(), "{outcome:?}");
        }
        assert_eq!(outcome.unwrap().user, "Kim Huy", "after {status}");
        assert_eq!(heard.lock().unwrap().len(), 3);
        let pauses: Vec<_> =
            client.pauses.lock().unwrap().iter().map(Duration::as_millis).collect();
        assert_eq!(pauses, [100, 200], "after {status}");
    }
}

/// Hammering a portal that will never accept wastes its patience and ours.
#[tokio::test]
async fn final_refusals_are_not_repeated() {
    for status in [400, 401, 403, 404, 413, 422, 501, 505, 507] {
        let (address, heard) = serve(move |_, _, _| answer(status, "text/plain", "no")).await;
        let outcome = client(&address).portal.probe().await;
        assert!(outcome.is_err());
        assert_eq!(heard.lock().unwrap().len(), 1, "{status} was repeated");
    }
}

/// Tries end: a portal that is down must leave the article waiting, not the window hanging.
#[tokio::test]
async fn tries_are_bounded() {
    let (address, heard) = serve(|_, _, _| answer(500, "text/plain", "oh")).await;

    let outcome = client(&address).portal.probe().await;

    assert!(matches!(outcome, Err(PortalError::Unavailable { .. })), "{outcome:?}");
    assert_eq!(heard.lock().unwrap().len(), 4);
}

/// `Retry-After` wins over our own guess, in seconds and as a date; a longer wait than our patience
/// is told to the user at once.
#[tokio::test]
async fn retry_after_is_obeyed() {
    for (value, expected) in [("7", 7), ("Mon, 23 Nov 2026 07:00:20 GMT", 20)] {
        let (address, _) = serve(move |before, _, _| match before {
            0 => {
                let mut reply = answer(429, "text/plain", "slowly");
                reply.headers_mut().insert("retry-after", value.parse().unwrap());
                reply
            }
            _ => info(),
        })
        .await;
        let client = client(&address);
        client.portal.probe().await.unwrap();
        assert_eq!(*client.pauses.lock().unwrap(), [Duration::from_secs(expected)]);
    }

    let (address, heard) = serve(|_, _, _| {
        let mut reply = answer(503, "text/plain", "tomorrow");
        reply.headers_mut().insert("retry-after", "86400".parse().unwrap());
        reply
    })
    .await;
    let outcome = client(&address).portal.probe().await;
    let Err(PortalError::RateLimited { retry_after }) = outcome else { panic!("{outcome:?}") };
    assert_eq!(retry_after, Duration::from_secs(86400));
    assert_eq!(heard.lock().unwrap().len(), 1);
}

/// An answer that breaks off in the middle is no answer, even where its beginning makes sense.
#[tokio::test]
async fn cut_answer_is_asked_for_again() {
    let (address, heard) = serve(|before, _, _| match before {
        0 => {
            let pieces = [Ok("{\"api\":\"toasoan/1\","), Err(std::io::Error::other("cut"))];
            answer(200, "application/json", Body::from_stream(stream::iter(pieces)))
        }
        _ => info(),
    })
    .await;

    assert!(client(&address).portal.probe().await.is_ok());
    assert_eq!(heard.lock().unwrap().len(), 2);
}

/// A portal that sends without end must not fill the memory of an old PC.
#[tokio::test]
async fn endless_answer_is_cut() {
    let (address, heard) = serve(|_, _, _| {
        let endless = stream::repeat_with(|| Ok::<_, std::io::Error>(vec![b' '; 1 << 16]));
        answer(200, "application/json", Body::from_stream(endless))
    })
    .await;
    let client = client_with(&address, |options| options.answer_limit = 1 << 20);

    let outcome = client.portal.probe().await;

    assert!(matches!(outcome, Err(PortalError::Protocol { .. })), "{outcome:?}");
    assert_eq!(heard.lock().unwrap().len(), 1);
    assert!(client.traffic.read().received_bytes < 2 << 20, "more was read than is allowed");
}

/// A portal that accepts and then says nothing must not block publishing for ever.
#[tokio::test]
async fn silent_portal_times_out() {
    let address = serve_silence().await;
    let client = client_with(&address, |options| {
        options.answer_timeout = Duration::from_millis(50);
        options.retry.tries = 2;
    });

    let outcome = client.portal.probe().await;

    assert!(matches!(outcome, Err(PortalError::Unavailable { .. })), "{outcome:?}");
    assert_eq!(client.traffic.read().requests, 2);
}

/// The token must never reach another origin, however the portal asks for it.
#[tokio::test]
async fn token_does_not_travel_to_strangers() {
    for status in [301, 302, 303, 307, 308] {
        let (stranger, overheard) = serve(|_, _, _| info()).await;
        let (address, _) = serve(move |_, _, _| {
            let mut reply = answer(status, "text/plain", "");
            let target = format!("{stranger}/api/v1");
            reply.headers_mut().insert("location", target.parse().unwrap());
            reply
        })
        .await;

        let outcome = client(&address).portal.probe().await;

        assert!(matches!(outcome, Err(PortalError::Protocol { .. })), "{outcome:?}");
        let overheard = overheard.lock().unwrap();
        assert!(overheard.is_empty(), "the stranger was asked, with {:?}", overheard[0].headers);
    }
}

/// A portal that moved its API on its own origin still works, and circles end.
#[tokio::test]
async fn own_redirects_are_followed_but_not_for_ever() {
    let moved = |to: &'static str| {
        let mut reply = answer(308, "text/plain", "");
        reply.headers_mut().insert("location", to.parse().unwrap());
        reply
    };
    let (address, heard) = serve(move |_, _, path| match path.as_str() {
        "/api/v1" => moved("/new/api/v1"),
        _ => info(),
    })
    .await;
    assert!(client(&address).portal.probe().await.is_ok());
    let token = heard.lock().unwrap()[1].headers.get("authorization").cloned();
    assert_eq!(token.unwrap(), "Bearer ts_secret");

    let (address, heard) = serve(move |_, _, _| moved("/api/v1")).await;
    assert!(matches!(client(&address).portal.probe().await, Err(PortalError::Protocol { .. })));
    assert!(heard.lock().unwrap().len() < 10);
}

/// Public pages are fetched as a reader gets them: a token would show drafts and prove nothing.
#[tokio::test]
async fn pages_are_read_without_token() {
    let (address, heard) = serve(|_, _, _| answer(200, "text/html", "<h1>Bài</h1>")).await;

    assert_eq!(client(&address).portal.page("/tin/bai").await.unwrap(), "<h1>Bài</h1>");

    let heard = heard.lock().unwrap();
    assert_eq!(heard[0].path, "/tin/bai");
    assert!(heard[0].headers.get("authorization").is_none());
    let agent = heard[0].headers.get("user-agent").unwrap().to_str().unwrap();
    assert!(agent.starts_with("ToaSoan/"), "counters would count us: {agent}");
}

/// A portal that stored other bytes than were sent has not stored the picture.
#[tokio::test]
async fn wrong_hash_of_a_blob_is_noticed() {
    let (address, heard) = serve(|_, _, _| {
        let body = format!(r#"{{"blob":"{}","bytes":100000}}"#, "0".repeat(64));
        answer(201, "application/json", body)
    })
    .await;
    let (file, hash) = some_file(100_000);
    let through = Mutex::new(Vec::new());

    let client = client(&address);
    let outcome = client
        .portal
        .put_blob(hash, "image/jpeg", file.path(), &|sent| through.lock().unwrap().push(sent))
        .await;

    assert!(matches!(outcome, Err(PortalError::Protocol { .. })), "{outcome:?}");
    let heard = heard.lock().unwrap();
    assert_eq!(heard[0].body.len(), 100_000);
    assert_eq!(heard[0].headers.get("content-length").unwrap(), "100000");
    assert_eq!(through.lock().unwrap().last(), Some(&100_000), "progress ends at the whole");
    assert_eq!(client.traffic.read().sent_bytes, 100_000);
}

/// A file that went missing is the item's own trouble, not the network's.
#[tokio::test]
async fn missing_file_is_told_apart() {
    let (address, _) = serve(|_, _, _| info()).await;
    let (_, hash) = some_file(10);
    let gone = tempfile::tempdir().unwrap().path().join("gone.jpg");
    let outcome = client(&address).portal.put_blob(hash, "image/jpeg", &gone, &|_| {}).await;
    assert!(matches!(outcome, Err(PortalError::File(_))), "{outcome:?}");
}

/// Nobody who prints the portal or its secret for a log may print the token.
#[test]
fn token_is_not_printed() {
    assert!(!format!("{:?}", portal::Secret::new("ts_secret")).contains("ts_secret"));
}

/// A large picture on a bad line must go on where it broke off, not start again and again.
#[tokio::test]
async fn large_upload_goes_on_after_a_break() {
    let (file, hash) = some_file(5_000_000);
    let stored = std::sync::Arc::new(Mutex::new((0_usize, 0_usize)));
    let state = std::sync::Arc::clone(&stored);
    let (address, heard) = serve(move |_, method, path| {
        let mut state = state.lock().unwrap();
        let offset = |at: usize| {
            let mut reply = answer(204, "text/plain", "");
            reply.headers_mut().insert("upload-offset", at.into());
            reply
        };
        match (method, path.as_str()) {
            (Method::GET, "/api/v1") => info(),
            (Method::POST, _) => {
                let mut reply = answer(201, "text/plain", "");
                reply.headers_mut().insert("location", "/api/v1/uploads/u1".parse().unwrap());
                reply
            }
            (Method::HEAD, "/api/v1/uploads/u1") => offset(state.0),
            (Method::PATCH, _) => {
                state.1 += 1;
                match state.1 {
                    // Two breaks, each after another stretch was taken in.
                    1 => state.0 = 1_000_000,
                    2 => state.0 = 3_500_000,
                    _ => {
                        state.0 = 5_000_000;
                        return offset(5_000_000);
                    }
                }
                answer(502, "text/plain", "the line broke")
            }
            (Method::HEAD, _) if state.0 == 5_000_000 => answer(200, "image/jpeg", ""),
            other => panic!("{other:?}"),
        }
    })
    .await;

    let client = client(&address);
    client.portal.put_blob(hash, "image/jpeg", file.path(), &|_| {}).await.unwrap();

    let heard = heard.lock().unwrap();
    let patches: Vec<_> = heard
        .iter()
        .filter(|heard| heard.method == Method::PATCH)
        .map(|heard| (heard.headers["upload-offset"].to_str().unwrap(), heard.body.len()))
        .collect();
    assert_eq!(patches, [("0", 5_000_000), ("1000000", 4_000_000), ("3500000", 1_500_000)]);
}

//! Who may do what.

use portal_wire::{Permission, PortalInfo, ProblemCode, PublishAction};
use reqwest::{Method, StatusCode};

use crate::made::an_article;
use crate::server::{Server, json, path, wish};

/// Anybody on the network could publish in the office's name.
#[tokio::test]
async fn without_a_valid_token_nothing_is_told() {
    let server = Server::start().await;
    let wrong = format!("{}x", server.token);
    let half = server.token[..server.token.len() - 1].to_owned();
    for token in ["", "tsn_", "tsn_00000000_x", &wrong, &half, "ữ"] {
        let request = server.bare(Method::GET, "/changes");
        let request = request.header("authorization", format!("Bearer {token}").into_bytes());
        let answer = server.send(request).await;
        answer.problem(401, ProblemCode::Unauthorized);
        assert_eq!(answer.header("www-authenticate"), "Bearer");
    }
    let basic = server.bare(Method::GET, "").basic_auth("lan", Some(&server.token));
    server.send(basic).await.problem(401, ProblemCode::Unauthorized);
    server.send(server.bare(Method::GET, "")).await.problem(401, ProblemCode::Unauthorized);
}

/// The app shows who it speaks to and warns when a right is missing; both come from here.
#[tokio::test]
async fn the_portal_says_who_it_is() {
    let server = Server::start().await;
    let info: PortalInfo = server.send(server.request(Method::GET, "")).await.json();
    assert_eq!(info.api, "toasoan/1");
    assert_eq!(info.name, "Sở Kế hoạch và Đầu tư");
    assert_eq!(info.user, "lan");
    assert_eq!(info.permissions, [Permission::Read, Permission::Write, Permission::Publish]);
    assert_eq!(info.time, *server.time.lock().unwrap());
    assert!(info.resumable_above_bytes < info.max_blob_bytes);
}

/// The token of somebody who left must stop working at once, and stay so after a restart.
#[tokio::test]
async fn revoked_tokens_stop_working() {
    let server = Server::start().await;
    let other = server.portal.create_token("minh", &[Permission::Read]).unwrap();
    let ask = |server: &Server| server.bare(Method::GET, "").bearer_auth(&other);
    assert_eq!(server.send(ask(&server)).await.status, StatusCode::OK);

    let prefix = other.split('_').nth(1).unwrap();
    server.portal.revoke_token(prefix).unwrap();

    server.send(ask(&server)).await.problem(401, ProblemCode::Unauthorized);
    assert!(server.portal.revoke_token(prefix).is_err());
    let listed = server.portal.list_tokens().unwrap();
    assert!(listed.iter().any(|token| token.prefix == prefix && token.revoked_at.is_some()));
    let server = server.restart().await;
    server.send(ask(&server)).await.problem(401, ProblemCode::Unauthorized);
    assert_eq!(server.send(server.request(Method::GET, "")).await.status, StatusCode::OK);
}

/// Whoever steals the database must not be able to publish with what is in it.
#[tokio::test]
async fn secrets_are_not_on_the_disk() {
    let server = Server::start().await;
    // tsn_PREFIX_SECRET; the secret may have underscores of its own.
    let secret = server.token.splitn(3, '_').nth(2).unwrap().as_bytes().to_vec();
    for entry in std::fs::read_dir(server.folder.path()).unwrap() {
        let file = entry.unwrap().path();
        if file.is_file() {
            let bytes = std::fs::read(&file).unwrap();
            let found = bytes.windows(secret.len()).any(|window| window == secret);
            assert!(!found, "the secret stands in {}", file.display());
        }
    }
}

/// A contributor's token must not publish, and a screen in the hall must not write.
#[tokio::test]
async fn permissions_hold() {
    let server = Server::start().await;
    let article = an_article("Bài");
    let stored = server.create(&article).await;
    let reader = server.portal.create_token("man-hinh", &[Permission::Read]).unwrap();
    let writer = server.portal.create_token("ctv", &[Permission::Write]).unwrap();
    let place = path(article.item());

    let put = server.bare(Method::PUT, &place).bearer_auth(&reader).header("if-none-match", "*");
    server.send(put.body(json(&article))).await.problem(403, ProblemCode::Forbidden);
    let blob = format!("/blobs/{}", "0".repeat(64));
    let put = server.bare(Method::PUT, &blob).bearer_auth(&reader);
    server.send(put.body("a")).await.problem(403, ProblemCode::Forbidden);
    for address in [place.as_str(), "/changes", "/statistics"] {
        let get = server.bare(Method::GET, address).bearer_auth(&writer);
        server.send(get).await.problem(403, ProblemCode::Forbidden);
        let get = server.bare(Method::GET, address).bearer_auth(&reader);
        assert_eq!(server.send(get).await.status, StatusCode::OK);
    }
    let post = server.bare(Method::POST, "/publish").bearer_auth(&writer);
    server
        .send(post.header("idempotency-key", "k").body("{\"items\":[]}"))
        .await
        .problem(403, ProblemCode::Forbidden);
    server.publish("k", &[wish(&stored, PublishAction::Publish)]).await;
    let delete = server.bare(Method::DELETE, &place).bearer_auth(&writer);
    let delete = delete.header("if-match", format!("\"{}\"", stored.revision.0));
    server.send(delete).await.problem(403, ProblemCode::Forbidden);
}

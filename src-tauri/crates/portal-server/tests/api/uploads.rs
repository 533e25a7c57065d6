//! Blobs in parts (tus 1.0).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use portal_wire::{API_ROOT, ProblemCode};
use reqwest::{Method, RequestBuilder, StatusCode};
use tokio::io::AsyncWriteExt;

use crate::made::jpeg;
use crate::server::{Answer, Server, hash};

fn tus(server: &Server, method: Method, place: &str) -> RequestBuilder {
    server.request(method, place).header("tus-resumable", "1.0.0")
}

fn creation(server: &Server, bytes: &[u8], length: usize) -> RequestBuilder {
    let metadata = format!("sha256 {},filetype eA==", STANDARD.encode(hash(bytes).to_string()));
    tus(server, Method::POST, "/uploads")
        .header("upload-length", length)
        .header("upload-metadata", metadata)
}

/// The place of a new upload, below the root of the API.
async fn begin(server: &Server, bytes: &[u8]) -> String {
    let answer = server.send(creation(server, bytes, bytes.len())).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    answer.header("location").trim_start_matches(API_ROOT).to_owned()
}

async fn part(server: &Server, place: &str, from: usize, bytes: &[u8]) -> Answer {
    let request = tus(server, Method::PATCH, place)
        .header("content-type", "application/offset+octet-stream")
        .header("upload-offset", from);
    server.send(request.body(bytes.to_vec())).await
}

async fn offset(server: &Server, place: &str) -> usize {
    let answer = server.send(tus(server, Method::HEAD, place)).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.header("upload-offset").parse().unwrap()
}

async fn has(server: &Server, bytes: &[u8]) -> bool {
    let place = format!("/blobs/{}", hash(bytes));
    server.send(server.request(Method::HEAD, &place)).await.status == StatusCode::OK
}

/// A large file over a bad line: what came must not be sent again, not even after a restart.
#[tokio::test]
async fn parts_become_a_blob_across_a_restart() {
    let server = Server::start().await;
    let bytes = jpeg(&"phần".repeat(1_000));
    let place = begin(&server, &bytes).await;
    assert_eq!(offset(&server, &place).await, 0);
    let taken = part(&server, &place, 0, &bytes[..1_000]).await;
    assert_eq!((taken.status, taken.header("upload-offset")), (StatusCode::NO_CONTENT, "1000"));

    let server = server.restart().await;

    assert_eq!(offset(&server, &place).await, 1_000);
    assert!(!has(&server, &bytes).await);
    part(&server, &place, 1_000, &bytes[1_000..]).await;
    assert!(has(&server, &bytes).await);
    assert_eq!(offset(&server, &place).await, bytes.len(), "a lost last answer");
}

/// A line that breaks inside a part: the bytes before the break are kept, in order, once.
#[tokio::test]
async fn a_broken_line_keeps_what_came() {
    let server = Server::start().await;
    let bytes = jpeg(&"phần".repeat(1_000));
    let place = begin(&server, &bytes).await;
    let target = server.request(Method::GET, "").build().unwrap();
    let host = target.url().socket_addrs(|| None).unwrap()[0];
    let mut line = tokio::net::TcpStream::connect(host).await.unwrap();
    let head = format!(
        "PATCH {API_ROOT}{place} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\
         Tus-Resumable: 1.0.0\r\nUpload-Offset: 0\r\nContent-Length: {}\r\n\
         Content-Type: application/offset+octet-stream\r\n\r\n",
        server.token,
        bytes.len()
    );
    line.write_all(head.as_bytes()).await.unwrap();
    line.write_all(&bytes[..500]).await.unwrap();
    while offset(&server, &place).await < 500 {}
    drop(line);

    // Until the portal has noticed the break, the part still counts as coming in.
    while part(&server, &place, 500, &bytes[500..]).await.status == StatusCode::CONFLICT {}

    assert!(has(&server, &bytes).await);
}

/// Parts that come in the wrong order would make another file.
#[tokio::test]
async fn a_wrong_offset_is_refused() {
    let server = Server::start().await;
    let bytes = jpeg("phần");
    let place = begin(&server, &bytes).await;
    part(&server, &place, 0, &bytes[..5]).await;
    part(&server, &place, 0, &bytes[..5]).await.problem(409, ProblemCode::Invalid);
    part(&server, &place, 9, &bytes[9..]).await.problem(409, ProblemCode::Invalid);
    let long = [&bytes[5..], b"more"].concat();
    part(&server, &place, 5, &long).await.problem(413, ProblemCode::TooLarge);
    assert!(!has(&server, &bytes).await);
}

/// The whole must be what it was announced as, however many parts were right.
#[tokio::test]
async fn the_whole_is_hashed() {
    let server = Server::start().await;
    let (bytes, other) = (jpeg("one"), jpeg("two"));
    let place = begin(&server, &bytes).await;
    part(&server, &place, 0, &other).await.problem(422, ProblemCode::HashMismatch);
    assert!(!has(&server, &bytes).await);
    let head = server.send(tus(&server, Method::HEAD, &place)).await;
    assert_eq!(head.status, StatusCode::NOT_FOUND, "a bad file would be gone on with");
}

/// Stopped between the last byte and the check: the client asks how far it is, and that suffices.
#[tokio::test]
async fn a_complete_upload_is_finished_when_asked() {
    let server = Server::start().await;
    let bytes = jpeg("all of it");
    let place = begin(&server, &bytes).await;
    let file = server.folder.path().join(place.trim_start_matches('/'));
    std::fs::write(file, &bytes).unwrap();
    assert_eq!(offset(&server, &place).await, bytes.len());
    assert!(has(&server, &bytes).await);
}

/// Uploads that were given up must not stay on the portal's disk.
#[tokio::test]
async fn uploads_can_be_given_up() {
    let server = Server::start().await;
    let bytes = jpeg("a");
    let place = begin(&server, &bytes).await;
    let answer = server.send(tus(&server, Method::DELETE, &place)).await;
    assert_eq!(answer.status, StatusCode::NO_CONTENT);
    server.send(tus(&server, Method::DELETE, &place)).await.problem(404, ProblemCode::NotFound);
    let forgotten = begin(&server, &bytes).await;
    *server.time.lock().unwrap() += chrono::TimeDelta::days(8);
    let server = server.restart().await;
    let head = server.send(tus(&server, Method::HEAD, &forgotten)).await;
    assert_eq!(head.status, StatusCode::NOT_FOUND);
    let left = std::fs::read_dir(server.folder.path().join("uploads")).unwrap().count();
    assert_eq!(left, 0);
}

/// A client that speaks another version, or does not say what it sends, must be told, not guessed.
#[tokio::test]
async fn odd_uploads_are_refused() {
    let server = Server::start().await;
    let bytes = jpeg("a");
    let bare = server.request(Method::POST, "/uploads");
    server.send(bare).await.problem(428, ProblemCode::PreconditionRequired);
    let unnamed = tus(&server, Method::POST, "/uploads").header("upload-length", 5);
    server.send(unnamed).await.problem(422, ProblemCode::Invalid);
    server.send(creation(&server, &bytes, 0)).await.problem(422, ProblemCode::Invalid);
    let immense = creation(&server, &bytes, (256 << 20) + 1);
    server.send(immense).await.problem(413, ProblemCode::TooLarge);
    let place = begin(&server, &bytes).await;
    let json = tus(&server, Method::PATCH, &place).header("upload-offset", 0).body("{}");
    let json = json.header("content-type", "application/json");
    server.send(json).await.problem(415, ProblemCode::Invalid);
    let described = server.send(server.bare(Method::OPTIONS, "/uploads")).await;
    assert_eq!(described.header("tus-extension"), "creation,termination");
}

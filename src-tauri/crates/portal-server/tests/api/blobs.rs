//! Blobs in one go.

use portal_wire::{BlobRef, ProblemCode};
use reqwest::{Method, StatusCode};
use rstest::rstest;

use crate::made::jpeg;
use crate::server::{Server, hash};

/// Pictures must come back byte for byte, and sending them again must cost nothing but time.
#[tokio::test]
async fn bytes_come_back() {
    let server = Server::start().await;
    let bytes = jpeg(&"ảnh".repeat(100_000));
    let place = format!("/blobs/{}", hash(&bytes));
    server.send(server.request(Method::GET, &place)).await.problem(404, ProblemCode::NotFound);
    let head = server.send(server.request(Method::HEAD, &place)).await;
    assert_eq!(head.status, StatusCode::NOT_FOUND);

    let put = || server.request(Method::PUT, &place).body(bytes.clone());
    let first = server.send(put()).await;
    let second = server.send(put()).await;

    assert_eq!((first.status, second.status), (StatusCode::CREATED, StatusCode::OK));
    let told: BlobRef = first.json();
    assert_eq!(told, BlobRef { blob: hash(&bytes), bytes: bytes.len() as u64 });
    assert_eq!(second.json::<BlobRef>(), told);
    let head = server.send(server.request(Method::HEAD, &place)).await;
    assert_eq!(head.header("content-length"), bytes.len().to_string());
    assert_eq!(head.header("content-type"), "image/jpeg");
    let server = server.restart().await;
    let read = server.send(server.request(Method::GET, &place)).await;
    assert!(read.body == bytes, "other bytes came back");
    assert_eq!(read.header("content-disposition"), "attachment");
}

/// A picture damaged on its way must not stand on the portal under a good one's name.
#[tokio::test]
async fn damaged_bytes_are_refused() {
    let server = Server::start().await;
    let place = format!("/blobs/{}", hash(&jpeg("a")));
    let answer = server.send(server.request(Method::PUT, &place).body(jpeg("b"))).await;
    answer.problem(422, ProblemCode::HashMismatch);
    let head = server.send(server.request(Method::HEAD, &place)).await;
    assert_eq!(head.status, StatusCode::NOT_FOUND);
    let left = std::fs::read_dir(server.folder.path().join("incoming")).unwrap().count();
    assert_eq!(left, 0, "refused bytes stay on the disk");
}

/// Markup under the portal's own name could act for whoever is signed in there.
#[rstest]
#[case::html(b"<!DOCTYPE html><script>alert(1)</script>")]
#[case::svg(b"<svg xmlns='http://www.w3.org/2000/svg'/>")]
#[case::program(b"MZ\x90\x00\x03\x00\x00\x00")]
#[case::text(b"xin chao")]
#[case::nothing(b"")]
#[tokio::test]
async fn what_is_no_picture_or_document_is_refused(#[case] bytes: &[u8]) {
    let server = Server::start().await;
    let place = format!("/blobs/{}", hash(bytes));
    let request = server.request(Method::PUT, &place).header("content-type", "image/jpeg");
    let answer = server.send(request.body(bytes.to_vec())).await;
    answer.problem(422, ProblemCode::Invalid);
}

/// Attachments of an office are documents: these must pass.
#[rstest]
#[case::pdf(b"%PDF-1.7\n")]
#[case::zip(b"PK\x03\x04\x14\x00\x00\x00\x08\x00")]
#[case::png(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]
#[case::webp(b"RIFF\x24\0\0\0WEBPVP8 ")]
#[tokio::test]
async fn documents_and_pictures_pass(#[case] bytes: &[u8]) {
    let server = Server::start().await;
    server.put_blob(bytes).await;
}

/// Names that are no hashes must not become paths on the portal's disk.
#[tokio::test]
async fn names_that_are_no_hashes_are_not_found() {
    let server = Server::start().await;
    for name in ["..%2Fportal.sqlite", "abc", &"g".repeat(64)] {
        for method in [Method::GET, Method::PUT] {
            let request = server.request(method, &format!("/blobs/{name}"));
            server.send(request).await.problem(404, ProblemCode::NotFound);
        }
    }
}

/// A file that vanished from the disk must be asked for again, not be counted as there.
#[tokio::test]
async fn a_lost_file_can_be_sent_again() {
    let server = Server::start().await;
    let bytes = jpeg("a");
    let hash = server.put_blob(&bytes).await.to_string();
    let file = server.folder.path().join("blobs").join(&hash[..2]).join(&hash);
    std::fs::remove_file(&file).unwrap();
    let place = format!("/blobs/{hash}");
    let head = server.send(server.request(Method::HEAD, &place)).await;
    assert_eq!(head.status, StatusCode::NOT_FOUND);
    server.put_blob(&bytes).await;
    assert!(std::fs::read(&file).unwrap() == bytes);
}

/// A file beyond the limit must be refused before it fills the disk.
#[tokio::test]
async fn immense_blobs_are_refused_at_once() {
    let server = Server::start().await;
    let address = server.request(Method::GET, "").build().unwrap();
    let host = address.url().socket_addrs(|| None).unwrap()[0];
    let mut line = tokio::net::TcpStream::connect(host).await.unwrap();
    let request = format!(
        "PUT /api/v1/blobs/{} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {}\r\n\
         Content-Length: 268435457\r\n\r\n",
        "0".repeat(64),
        server.token
    );
    tokio::io::AsyncWriteExt::write_all(&mut line, request.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    tokio::io::AsyncReadExt::read_exact(&mut line, &mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 413");
}

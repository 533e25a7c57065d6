//! The OpenAPI description is held against the server from both sides: every answer that any test
//! sees must stand in it, and everything that stands in it must be there.

use domain::PhotoId;
use portal_wire::{Problem, Resource, Stored};
use reqwest::Method;
use serde_json::{Value, json};

use crate::made;
use crate::server::{Answer, Server, fields};

fn document() -> Value {
    serde_json::from_str(include_str!("../../src/api/openapi.json")).unwrap()
}

/// `/articles/…` as `/articles/{id}`.
fn template(document: &Value, path: &str) -> Option<String> {
    let path = if path.is_empty() { "/" } else { path };
    let parts: Vec<_> = path.split('/').collect();
    let paths = document["paths"].as_object().unwrap();
    let fits = |known: &&String| {
        let known: Vec<_> = known.split('/').collect();
        known.len() == parts.len()
            && known.iter().zip(&parts).all(|(known, part)| known.starts_with('{') || known == part)
    };
    paths.keys().find(fits).cloned()
}

/// Fails when the description does not know an answer like this one.
pub fn check(method: &str, path: &str, answer: &Answer) {
    assert_eq!(answer.header("x-content-type-options"), "nosniff", "{method} {path}");
    assert_eq!(answer.header("access-control-allow-origin"), "", "other sites may ask {path}");
    let status = answer.status.as_u16();
    if status >= 400 && method != "head" {
        if status == 412 {
            answer.json::<Stored>();
        } else {
            answer.json::<Problem>();
        }
    }
    let document = document();
    let Some(template) = template(&document, path) else {
        assert!(matches!(status, 401 | 404), "{method} {path} is not described, answers {status}");
        return;
    };
    let methods = &document["paths"][&template];
    // HTTP itself answers HEAD wherever there is GET.
    let implied = method == "head" && methods["head"].is_null();
    let operation = &methods[if implied { "get" } else { method }];
    if operation.is_null() {
        assert_eq!(status, 405, "{method} {template} is not described");
        return;
    }
    let known = &operation["responses"][status.to_string()];
    assert!(!known.is_null(), "{method} {template} answers {status}, which is not described");
    for header in known["headers"].as_object().into_iter().flat_map(|headers| headers.keys()) {
        let optional = header == "Idempotency-Replayed";
        let there = answer.headers.contains_key(header.as_str());
        assert!(optional || there, "{method} {template} {status} lacks {header}");
    }
}

/// A description of what is not there sends client authors astray.
#[tokio::test]
async fn everything_described_is_there() {
    let server = Server::start().await;
    let document = document();
    let served = server.send(server.bare(Method::GET, "/openapi.json")).await;
    assert_eq!(served.json::<Value>(), document);
    let id = uuid::Uuid::nil().to_string();
    for (path, methods) in document["paths"].as_object().unwrap() {
        let place = path.trim_end_matches('/').replace("{id}", &id);
        let place = place.replace("{sha256}", &"0".repeat(64));
        for name in ["get", "head", "put", "post", "patch", "delete", "options"] {
            let method = Method::from_bytes(name.to_uppercase().as_bytes()).unwrap();
            let answer = server.send(server.bare(method, &place)).await;
            let operation = &methods[name];
            let status = answer.status.as_u16();
            if operation.is_null() {
                let implied = name == "head" && !methods["get"].is_null();
                assert!(implied || status == 405, "{name} {path} is not described: {status}");
            } else if operation["security"].is_array() {
                assert!(answer.status.is_success(), "{name} {path} is not public: {status}");
            } else {
                assert_eq!(status, 401, "{name} {path} answers without a token");
            }
        }
    }
}

/// A field that is missing in the description is a field that other clients will not send.
#[test]
fn described_fields_are_those_of_the_types() {
    let document = document();
    let hash = crate::server::hash(b"");
    // What is left out when it was not chosen is described too.
    let shapes = [Some(PhotoId::generate()); 2];
    let mut article = made::article("a");
    [article.cover_square, article.cover_portrait] = shapes;
    let mut album = made::album("a", vec![]);
    [album.cover_square, album.cover_portrait] = shapes;
    let resources = [
        ("WireArticle", fields(&Resource::Article(article))),
        ("WirePhoto", fields(&Resource::Photo(made::photo("a", hash, 1)))),
        ("WireAlbum", fields(&Resource::Album(album))),
    ];
    for (name, value) in resources {
        let described = document["components"]["schemas"][name]["properties"].as_object().unwrap();
        let mut described: Vec<_> = described.keys().collect();
        let mut there: Vec<_> = value.as_object().unwrap().keys().collect();
        described.sort();
        there.sort();
        assert_eq!(described, there, "{name}");
    }
    for code in document["components"]["schemas"]["Problem"]["properties"]["code"]["enum"]
        .as_array()
        .unwrap()
    {
        serde_json::from_value::<Problem>(json!({"code": code, "message": ""})).unwrap();
    }
}

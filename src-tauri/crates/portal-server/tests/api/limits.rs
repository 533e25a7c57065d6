//! What is refused because no page could show it, or because part of it would be lost.

use portal_wire::{ProblemCode, Resource};
use reqwest::{Method, RequestBuilder};
use rstest::rstest;
use serde_json::{Value, json};

use crate::made::{album, an_article, jpeg, photo};
use crate::server::{Server, fields, hash, path};

fn put(server: &Server, resource: &Resource, value: &Value) -> RequestBuilder {
    let request = server.request(Method::PUT, &path(resource.item()));
    request.header("if-none-match", "*").body(serde_json::to_vec(value).unwrap())
}

fn nested(depth: usize) -> Value {
    let leaf = json!({"type": "paragraph", "content": [{"type": "text", "text": "a"}]});
    (1..depth).fold(leaf, |inner, _| json!({"type": "blockquote", "content": [inner]}))
}

/// Each of these would be lost, shown wrongly or break a page if the portal took it.
#[rstest]
#[case::unknown_field("/colour", json!("red"))]
#[case::unknown_field_inside("/byline/age", json!(7))]
#[case::unknown_field_in_a_block("/body/content/0/attrs/colour", json!("red"))]
#[case::unknown_block("/body/content/0/type", json!("script"))]
#[case::another_id("/id", json!("0190163d-8694-739b-aea5-966c26f8ad91"))]
#[case::another_kind("/kind", json!("photo"))]
#[case::wrong_type("/featured", json!("yes"))]
#[case::missing_value("/title", Value::Null)]
#[case::text_not_nfc("/title", json!("Ho\u{300}a"))]
#[case::text_not_nfc_in_the_body("/body/content/0/content/0/text", json!("Ho\u{300}a"))]
#[case::control_characters("/lead", json!("a\u{0}b"))]
#[case::long_title("/title", json!("a".repeat(501)))]
#[case::long_lead("/lead", json!("ữ".repeat(10_001)))]
#[case::slug_with_slash("/slug", json!("../admin"))]
#[case::slug_with_capitals("/slug", json!("Bai"))]
#[case::category_without_slug("/category", json!({"slug": "", "name": "Kinh tế"}))]
#[case::too_many_keywords("/keywords", json!(vec!["a"; 101]))]
#[case::too_deep("/body/content", json!([nested(25)]))]
#[case::attachment_with_a_path("/attachments",
    json!([{"blob": "0".repeat(64), "file_name": "../a.pdf", "bytes": 1}]))]
#[case::attachment_without_a_hash("/attachments",
    json!([{"blob": "zz", "file_name": "a.pdf", "bytes": 1}]))]
#[case::year_out_of_print("/updated_at", json!("+12022-07-15T07:40:02Z"))]
#[tokio::test]
async fn bad_articles_are_refused(#[case] pointer: &str, #[case] bad: Value) {
    let server = Server::start().await;
    let article = an_article("Bài");
    let mut value = fields(&article);
    set(&mut value, pointer, bad);
    let answer = server.send(put(&server, &article, &value)).await;
    let problem = answer.problem(422, ProblemCode::Invalid);
    assert!(!problem.message.is_empty());
    server.get(article.item()).await.problem(404, ProblemCode::NotFound);
}

/// What is allowed to the last must not be refused: the limits must not hit real articles.
#[tokio::test]
async fn the_limits_themselves_are_allowed() {
    let server = Server::start().await;
    let article = an_article("Bài");
    let mut value = fields(&article);
    set(&mut value, "/title", json!("ữ".repeat(500)));
    set(&mut value, "/body/content", json!([nested(24)]));
    // The address says the kind already; an empty list of marks says nothing.
    value.as_object_mut().unwrap().remove("kind");
    value["body"]["content"][0]["content"][0]["marks"] = json!([]);
    set(
        &mut value,
        "/body/content",
        json!([nested(24), {"type": "paragraph",
        "content": [{"type": "text", "text": "a", "marks": []}]}]),
    );
    server.send(put(&server, &article, &value)).await.stored(201);
}

/// A picture without a size, or of a kind browsers run, has no place on a page.
#[rstest]
#[case::no_rendition("/renditions", json!([]))]
#[case::svg("/renditions/0/media_type", json!("image/svg+xml"))]
#[case::no_width("/renditions/0/width", json!(0))]
#[case::immense("/renditions/0/height", json!(32_768))]
#[case::no_bytes("/renditions/0/bytes", json!(0))]
#[case::place_of_taking("/gps", json!({"latitude": 13.0, "longitude": 109.3}))]
#[tokio::test]
async fn bad_photos_are_refused(#[case] pointer: &str, #[case] bad: Value) {
    let server = Server::start().await;
    let photo = Resource::Photo(photo("Cầu", hash(&jpeg("a")), 15));
    let mut value = fields(&photo);
    set(&mut value, pointer, bad);
    server.send(put(&server, &photo, &value)).await.problem(422, ProblemCode::Invalid);
}

/// An album of more photos than a page can show is a client's mistake.
#[tokio::test]
async fn endless_albums_are_refused() {
    let server = Server::start().await;
    let album = Resource::Album(album("A", vec![domain::PhotoId::generate(); 2_001]));
    let answer = server.send(put(&server, &album, &fields(&album))).await;
    answer.problem(422, ProblemCode::Invalid);
}

/// A body without end must not fill the portal's memory.
#[tokio::test]
async fn immense_bodies_are_refused() {
    let server = Server::start().await;
    let article = an_article("Bài");
    let mut value = fields(&article);
    set(&mut value, "/lead", json!("a".repeat(5 << 20)));
    server.send(put(&server, &article, &value)).await.problem(413, ProblemCode::TooLarge);
}

/// What is no JSON is the client's fault, not the portal's.
#[tokio::test]
async fn nonsense_is_refused() {
    let server = Server::start().await;
    let article = an_article("Bài");
    for body in ["", "[]", "{\"title\":", "<html>"] {
        let request = server.request(Method::PUT, &path(article.item()));
        let answer = server.send(request.header("if-none-match", "*").body(body)).await;
        answer.problem(422, ProblemCode::Invalid);
    }
}

/// Sets the value at a JSON pointer, the last name of which may be new.
fn set(value: &mut Value, pointer: &str, new: Value) {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let parent = value.pointer_mut(parent).unwrap();
    match parent {
        Value::Array(items) => items[name.parse::<usize>().unwrap()] = new,
        parent => parent[name] = new,
    }
}

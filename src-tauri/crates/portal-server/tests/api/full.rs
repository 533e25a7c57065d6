//! A portal whose disk, or the part of it that it may use, is full.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use portal_wire::{ItemState, ProblemCode, PublishAction, Resource, Revision};
use reqwest::{Method, StatusCode};

use crate::made::{an_article, article, jpeg, photo};
use crate::server::{Server, hash, json, path, wish};

/// The quota of these tests: an empty database and a few drafts.
const QUOTA: u64 = 1 << 20;

/// A text of `bytes` that no other is like.
fn text(bytes: usize, number: usize) -> String {
    let word = format!("{number} ");
    word.repeat(bytes / word.len() + 1)
}

/// A draft whose body fills about 200 kB.
fn long(number: usize) -> Resource {
    let mut long = article(&format!("Bài dài {number}"));
    for index in 0..20 {
        long.body.content.push(
            serde_json::from_value(serde_json::json!({
                "type": "paragraph", "attrs": {"id": format!("p{index}"), "textAlign": null},
                "content": [{"type": "text", "text": text(10_000, number)}],
            }))
            .unwrap(),
        );
    }
    Resource::Article(long)
}

/// Drafts until the portal takes no more; the last one is the one it refused.
async fn fill(server: &Server) -> (Vec<Resource>, Resource) {
    let mut kept = Vec::new();
    for number in 0..100 {
        let draft = long(number);
        let request = server.request(Method::PUT, &path(draft.item()));
        let answer = server.send(request.header("if-none-match", "*").body(json(&draft))).await;
        if answer.status == StatusCode::CREATED {
            kept.push(draft);
            continue;
        }
        answer.problem(507, ProblemCode::StorageFull);
        return (kept, draft);
    }
    panic!("the portal took more than it may");
}

/// A full portal must say so, change nothing, keep what it acknowledged, and go on once it has room.
#[tokio::test]
async fn a_full_portal_refuses_and_keeps_everything() {
    let server = Server::start_with(QUOTA).await;
    let (kept, refused) = fill(&server).await;
    assert!(!kept.is_empty(), "not even one draft had room");

    server.get(refused.item()).await.problem(404, ProblemCode::NotFound);
    for draft in &kept {
        let stored = server.get(draft.item()).await.stored(200);
        assert!(
            matches!(&stored.resource, Resource::Article(read) if read.title.contains("Bài dài"))
        );
    }

    let server = server.restart_with(Some(4 * QUOTA)).await;
    server.create(&refused).await;
}

/// A picture that has no room must leave nothing behind, in one piece or in parts; one that is there
/// already may come again.
#[tokio::test]
async fn pictures_beyond_the_quota_are_refused_whole() {
    let server = Server::start_with(QUOTA).await;
    let small = jpeg(&text(10_000, 1));
    server.put_blob(&small).await;

    let large = jpeg(&text(2 << 20, 2));
    let place = format!("/blobs/{}", hash(&large));
    let put = || server.request(Method::PUT, &place).body(large.clone());
    server.send(put()).await.problem(507, ProblemCode::StorageFull);
    // Without a length nobody can refuse before the bytes are there.
    let unannounced = futures::stream::iter([Ok::<_, std::io::Error>(large.clone())]);
    let request = server.request(Method::PUT, &place).body(reqwest::Body::wrap_stream(unannounced));
    server.send(request).await.problem(507, ProblemCode::StorageFull);
    let metadata = "sha256 ".to_owned() + &STANDARD.encode(hash(&large).to_string());
    let begin = server
        .request(Method::POST, "/uploads")
        .header("tus-resumable", "1.0.0")
        .header("upload-length", large.len())
        .header("upload-metadata", metadata);
    server.send(begin).await.problem(507, ProblemCode::StorageFull);

    let head = server.send(server.request(Method::HEAD, &place)).await;
    assert_eq!(head.status, StatusCode::NOT_FOUND);
    for folder in ["incoming", "uploads"] {
        let left = std::fs::read_dir(server.folder.path().join(folder)).unwrap().count();
        assert_eq!(left, 0, "refused bytes lie in {folder}");
    }
    fill(&server).await;
    server.put_blob(&small).await;

    let server = server.restart_with(Some(8 * QUOTA)).await;
    server.put_blob(&large).await;
}

/// Whoever withdraws consent cannot wait until somebody makes room: a full portal takes down and
/// deletes as ever.
#[tokio::test]
async fn a_full_portal_still_takes_down() {
    let server = Server::start_with(QUOTA).await;
    let bytes = jpeg("có trẻ em");
    let blob = server.put_blob(&bytes).await;
    let shown = server.create(&Resource::Photo(photo("Lớp học", blob, bytes.len() as u64))).await;
    let story = server.create(&an_article("Ngày khai trường")).await;
    let both = [wish(&shown, PublishAction::Publish), wish(&story, PublishAction::Publish)];
    assert_eq!(server.publish("show", &both).await.status, StatusCode::OK);
    let (kept, _) = fill(&server).await;

    let down = server.publish("hide", &[wish(&shown, PublishAction::TakeDown)]).await;
    assert_eq!(down.status, StatusCode::OK, "{}", String::from_utf8_lossy(&down.body));
    let hidden = server.get(shown.resource.item()).await.stored(200);
    assert_eq!(hidden.state, ItemState::TakenDown);

    let draft = server.get(kept[0].item()).await.stored(200);
    let gone = server.delete(kept[0].item(), &Revision(draft.revision.0)).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    // What was deleted leaves its room to others.
    let answer = server.update(&long_again(&story.resource), &story.revision).await;
    assert_eq!(answer.status, StatusCode::OK);
}

/// The article with a body of about 100 kB.
fn long_again(resource: &Resource) -> Resource {
    let (Resource::Article(story), Resource::Article(long)) = (resource, long(7)) else {
        panic!("no article")
    };
    let mut story = story.clone();
    story.body.content = long.body.content.into_iter().take(10).collect();
    Resource::Article(story)
}

/// The same with a disk that is really full, in the file of a picture and inside the database.
#[cfg(target_os = "linux")]
#[tokio::test]
async fn a_full_disk_refuses_and_keeps_everything() {
    use std::process::Command;
    use std::sync::Arc;
    let folder = tempfile::tempdir().unwrap();
    let mount = |options: &str| {
        let mut command = Command::new("mount");
        command.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(folder.path()).output()
    };
    // A file system of its own, as small as a full disk. Only root may make one.
    if !mount("size=3m").is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: this user may not mount a small file system");
        return;
    }
    let _unmount = Unmount(folder.path().to_owned());
    let data = Arc::new(tempfile::tempdir_in(folder.path()).unwrap());
    let server = Server::start_in(data, None).await;
    let first = server.create(&an_article("Đã nhận")).await;

    let large = jpeg(&text(8 << 20, 1));
    let place = format!("/blobs/{}", hash(&large));
    let put = server.request(Method::PUT, &place).body(large.clone());
    server.send(put).await.problem(507, ProblemCode::StorageFull);
    let left = std::fs::read_dir(server.folder.path().join("incoming")).unwrap().count();
    assert_eq!(left, 0, "the half picture takes the last room");
    let (kept, refused) = fill(&server).await;
    assert!(!kept.is_empty());
    server.get(refused.item()).await.problem(404, ProblemCode::NotFound);
    server.get(first.resource.item()).await.stored(200);

    assert!(mount("remount,size=64m").unwrap().status.success());
    server.create(&refused).await;
    server.put_blob(&large).await;
}

/// Takes a small file system away again, whatever became of the test.
#[cfg(target_os = "linux")]
struct Unmount(std::path::PathBuf);

#[cfg(target_os = "linux")]
impl Drop for Unmount {
    fn drop(&mut self) {
        // Lazily: the portal may still have its files open.
        let _ = std::process::Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

//! What readers must not see: drafts, what was taken down, what is early or late, and its bytes.

use chrono::TimeDelta;
use domain::Attachment;

use crate::office::{Office, afternoon, album, article, picture};

/// A draft that leaks is news before anybody decided that it is.
#[tokio::test]
async fn drafts_are_nowhere() {
    let office = Office::open().await;
    let photo = office.photo("Chưa công bố").await;
    let mut draft = article("Bản nháp mật");
    draft.gallery = vec![photo.id];
    let blob = office.blob(b"%PDF-1.7 mat").await;
    let file_name = "mat.pdf".to_owned();
    draft.attachments = vec![Attachment { blob, file_name, bytes: 12 }];
    office.store(draft).await;

    for path in ["/", "/tin-tuc", "/tim-kiem?q=nhap", "/rss.xml", "/sitemap.xml"] {
        let page = office.get(path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(!page.html.contains("nháp mật") && !page.html.contains("ban-nhap-mat"), "{path}");
    }
    assert_eq!(office.get("/tin-tuc/ban-nhap-mat").await.status, 404);
    assert_eq!(office.get(&picture(&photo)).await.status, 404, "the photo of a draft leaked");
    assert_eq!(office.get(&format!("/tep/{blob}/mat.pdf")).await.status, 404);
}

/// What was taken down (a withdrawn consent, a mistake) must be gone, and say so.
#[tokio::test]
async fn what_was_taken_down_is_gone() {
    let office = Office::open().await;
    let photo = office.photo("Có trẻ em").await;
    let mut story = article("Bài sẽ gỡ");
    story.gallery = vec![photo.id];
    let item = office.store_and_publish(story).await;
    assert_eq!(office.get("/tin-tuc/bai-se-go").await.status, 200);
    assert_eq!(office.get(&picture(&photo)).await.status, 200);

    office.take_down(&item).await;

    let page = office.get("/tin-tuc/bai-se-go").await;
    assert_eq!(page.status, 410);
    assert!(page.text().contains("Nội dung đã được gỡ"));
    assert!(!office.get("/rss.xml").await.html.contains("Bài sẽ gỡ"));
    assert!(office.get("/tim-kiem?q=bai+se+go").await.text().contains("Không thấy bài nào"));
    office.delete(item.item, &item.revision.0).await;
    assert_eq!(office.get("/tin-tuc/bai-se-go").await.status, 410, "an old link lost its answer");
}

/// A photo taken down must not be fetched from any page or by its address.
#[tokio::test]
async fn bytes_of_a_photo_taken_down_are_gone() {
    let office = Office::open().await;
    let photo = office.photo("Rút ảnh").await;
    let item = office.store_and_publish(album("Album", &[&photo])).await;
    assert_eq!(office.get(&picture(&photo)).await.status, 200);
    office.take_down(&item).await;

    let again = portal_wire::ItemRef::from(photo.id);
    let stored = office.stored(again).await;
    office
        .take_down(&portal_wire::PublishItem {
            item: again,
            revision: stored.revision,
            action: portal_wire::PublishAction::TakeDown,
        })
        .await;

    assert_eq!(office.get(&picture(&photo)).await.status, 404);
    assert_eq!(office.get("/thu-vien-anh/album").await.status, 410);
}

/// "Hẹn giờ đăng" too early breaks an embargo; "Hết hạn" too late keeps a void notice up.
#[tokio::test]
async fn times_of_publishing_are_honoured_when_read() {
    let office = Office::open().await;
    let mut timed = article("Thông báo hẹn giờ");
    timed.publish_at = Some(afternoon() + TimeDelta::hours(1));
    timed.expire_at = Some(afternoon() + TimeDelta::hours(2));
    office.store_and_publish(timed).await;
    let path = "/tin-tuc/thong-bao-hen-gio";

    assert_eq!(office.get(path).await.status, 404, "shown before its time");
    assert!(!office.get("/").await.html.contains("hẹn giờ"));
    assert!(!office.get("/tim-kiem?q=hen+gio").await.html.contains("Thông báo"));

    office.wait(TimeDelta::hours(1));
    assert_eq!(office.get(path).await.status, 200, "not shown at its time");
    assert!(office.get("/").await.html.contains("hẹn giờ"));

    office.wait(TimeDelta::hours(1));
    assert_eq!(office.get(path).await.status, 410, "shown after its time");
    assert!(!office.get("/rss.xml").await.html.contains("hẹn giờ"));
}

/// A changed draft of a live article must not replace what was approved and published.
#[tokio::test]
async fn readers_see_the_published_version() {
    let office = Office::open().await;
    let mut story = article("Bản đã duyệt");
    story.slug = "ban".to_owned();
    let item = office.store_and_publish(story.clone()).await;
    story.title = "Bản chưa duyệt".to_owned();
    office.update(story, &item.revision.0).await;

    let page = office.get("/tin-tuc/ban").await;

    assert!(page.html.contains("Bản đã duyệt") && !page.html.contains("Bản chưa duyệt"));
}

//! Lists, search and feeds: how readers and machines find what is there.

use chrono::TimeDelta;

use crate::office::{Office, afternoon, album, article, category, paragraphs, picture};

/// Readers type without marks: a search that needs them finds nothing.
#[tokio::test]
async fn search_finds_without_marks_and_highlights() {
    let office = Office::open().await;
    let mut exact = article("Liên kết vùng");
    exact.updated_at = afternoon() - TimeDelta::days(9);
    office.store_and_publish(exact).await;
    let mut other = article("Lien ket vung");
    other.body = paragraphs(&["Không dấu."]);
    office.store_and_publish(other).await;
    let mut far = article("Tin khác");
    far.body = paragraphs(&["Phát huy lợi thế liên kết vùng của tỉnh."]);
    office.store_and_publish(far).await;
    office.store_and_publish(article("Không liên quan")).await;

    let page = office.get("/tim-kiem?q=lien+ket+vung").await;
    assert!(page.text().contains("3 bài có “lien ket vung”"), "{}", page.text());
    assert!(page.html.contains("<mark>Liên</mark> <mark>kết</mark> <mark>vùng</mark>"));

    let accented = office.get("/tim-kiem?q=li%C3%AAn%20k%E1%BA%BFt%20v%C3%B9ng").await.html;
    let first = accented.find("<mark>Liên</mark>").unwrap();
    let second = accented.find("<mark>Lien</mark>").unwrap();
    assert!(first < second, "the exact spelling does not come first");
}

/// A query full of operators must not be an error page.
#[tokio::test]
async fn odd_queries_are_answered() {
    let office = Office::open().await;
    for query in ["", "%22", "*", "AND+OR+NOT", "title%3Ax", "a%00b", "%F0%9F%8C%B8", "(((", "-"] {
        let page = office.get(&format!("/tim-kiem?q={query}")).await;
        assert_eq!(page.status, 200, "{query}");
    }
    assert_eq!(office.get("/tim-kiem").await.status, 200);
}

/// A feed that is not well-formed is silent in every reader; one with drafts tells too much.
#[tokio::test]
async fn feeds_and_sitemap_are_well_formed() {
    let office = Office::open().await;
    let mut odd = article("A & B <c> \"d\" e");
    odd.lead = "Tóm tắt & <hơn>".to_owned();
    odd.slug = "a-b".to_owned();
    office.store_and_publish(odd).await;
    let mut other = article("Đầu tư công");
    other.category = Some(category("dau-tu", "Đầu tư"));
    office.store_and_publish(other).await;
    office.store_and_publish(album("Album mùa hè", &[])).await;

    let feed = office.get("/rss.xml").await;
    let document = roxmltree::Document::parse(&feed.html).unwrap();
    let titles: Vec<_> = document
        .descendants()
        .filter(|node| node.has_tag_name("title"))
        .filter_map(|node| node.text())
        .collect();
    assert!(titles.contains(&"Đầu tư công"), "{titles:?}");
    assert!(titles.iter().any(|title| title.starts_with("A & B <c> \"d\"")), "{titles:?}");
    assert!(feed.header("content-type").starts_with("application/rss+xml"));
    let link = document
        .descendants()
        .filter(|node| node.has_tag_name("link"))
        .filter_map(|node| node.text());
    assert!(link.clone().any(|link| link == format!("{}/tin-tuc/a-b", office.address())));

    let own = office.get("/chuyen-muc/dau-tu/rss.xml").await.html;
    roxmltree::Document::parse(&own).unwrap();
    assert!(own.contains("Đầu tư công") && !own.contains("A &amp; B"));

    let map = office.get("/sitemap.xml").await.html;
    let map = roxmltree::Document::parse(&map).unwrap();
    let pages: Vec<_> = map
        .descendants()
        .filter(|node| node.has_tag_name("loc"))
        .filter_map(|node| node.text())
        .collect();
    for path in ["/", "/tin-tuc/a-b", "/thu-vien-anh/album-mua-he", "/chuyen-muc/dau-tu"] {
        let address = format!("{}{path}", office.address());
        assert!(pages.contains(&address.as_str()), "{path} is not on the map: {pages:?}");
    }
    assert!(office.get("/robots.txt").await.html.contains("/sitemap.xml"));
}

/// Articles beyond the first page would otherwise be out of reach; pages that are not there must
/// say so.
#[tokio::test]
async fn long_lists_are_paged() {
    let office = Office::open().await;
    for number in 0..14 {
        let mut story = article(&format!("Bài số {number:02}"));
        story.updated_at = afternoon() - TimeDelta::minutes(number);
        office.store_and_publish(story).await;
    }

    let first = office.get("/chuyen-muc/kinh-te-xa-hoi").await;
    let second = office.get("/chuyen-muc/kinh-te-xa-hoi?trang=2").await;

    assert!(first.html.contains("Bài số 11") && !first.html.contains("Bài số 12"));
    assert!(second.html.contains("Bài số 12") && second.html.contains("Bài số 13"));
    assert!(first.html.contains("/chuyen-muc/kinh-te-xa-hoi?trang=2"));
    for path in
        ["/chuyen-muc/kinh-te-xa-hoi?trang=3", "/tin-tuc?trang=x", "/chuyen-muc/khong-co", "/gi-do"]
    {
        let page = office.get(path).await;
        assert_eq!(page.status, 404, "{path}");
        assert!(page.text().contains("Không tìm thấy trang"), "{path}");
    }
}

/// Without scripts the gallery must still show each photo, with its words.
#[tokio::test]
async fn albums_work_as_plain_links() {
    let office = Office::open().await;
    let first = office.photo("Bến thuyền").await;
    let second = office.photo("Chợ phiên").await;
    office.store_and_publish(album("Mùa hè", &[&second, &first])).await;

    let page = office.get("/thu-vien-anh/mua-he").await;

    let at = |photo| page.html.find(&format!("<a class=\"opener\" href=\"{}\"", picture(photo)));
    assert!(at(&second).unwrap() < at(&first).unwrap(), "the order of the album was lost");
    assert!(page.text().contains("Bến thuyền. Ảnh: Trần Kim Huy"));
    let list = office.get("/thu-vien-anh").await;
    assert!(list.text().contains("Mùa hè") && list.html.contains("/thu-vien-anh/mua-he"));
    assert!(office.get("/").await.html.contains("/thu-vien-anh/mua-he"));
}

/// A style sheet or font that does not come leaves an unreadable page.
#[tokio::test]
async fn style_script_and_fonts_come_from_the_portal() {
    let office = Office::open().await;
    let page = office.get("/").await;
    let linked = |start: &str| {
        let (_, rest) = page.html.split_once(start).unwrap();
        rest.split_once('"').unwrap().0.to_owned()
    };
    let style = office.get(&linked("rel=\"stylesheet\" href=\"")).await;
    assert!(style.header("content-type").starts_with("text/css"));
    let script = office.get(&linked("<script src=\"")).await;
    assert!(script.header("content-type").starts_with("text/javascript"));
    assert!(script.html.len() < 10_000, "the script has grown to {} bytes", script.html.len());
    let fonts: Vec<_> =
        style.html.split("url(").skip(1).filter_map(|part| part.split_once(')')).collect();
    assert_eq!(fonts.len(), 21);
    for (font, _) in fonts {
        let got = office.get(font).await;
        assert_eq!((got.status, got.header("content-type")), (200, "font/woff2"), "{font}");
    }
    assert_eq!(office.get("/favicon.ico").await.status, 200);
}

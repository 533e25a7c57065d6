//! The page of an article: the page an office has today, element by element.

use domain::{Attachment, Byline, DayVisits, Repost, Source, display};
use portal_server::StartingVisits;

use crate::office::{Office, album, article, paragraphs, picture};

const TITLE: &str =
    "Triển khai các nhiệm vụ, giải pháp hoàn thiện thể chế liên kết vùng kinh tế - xã hội";
const LEAD: &str = "UBND tỉnh vừa có văn bản yêu cầu các sở, ban ngành, UBND các huyện, thị xã, thành phố quán triệt và triển khai quyết liệt các nhiệm vụ, giải pháp hoàn thiện thể chế liên kết vùng kinh tế - xã hội theo Nghị quyết 57/NQ-CP ngày 21/4/2022 của Chính phủ; đồng thời chủ động, nỗ lực phát huy tối đa tiềm năng, lợi thế so sánh, đổi mới, sáng tạo và tăng cường liên kết vùng vì sự phát triển chung của tỉnh và của vùng.";
const BODY: [&str; 2] = [
    "Các sở, ban ngành, huyện, thị xã, thành phố rà soát các quy hoạch liên quan để tham mưu UBND tỉnh điều chỉnh hoặc phối hợp với các bộ, ngành Trung ương liên quan xây dựng mới hoặc điều chỉnh các quy hoạch ngành phù hợp với nhu cầu phát triển của vùng và Luật Quy hoạch 2017; tham mưu UBND tỉnh xây dựng cơ sở thông tin dữ liệu vùng, nhất là trong lĩnh vực tài nguyên và bảo vệ môi trường, phòng tránh và giảm nhẹ thiên tai, biến đổi khí hậu nhằm mục tiêu chung và thúc đẩy sự phát triển bền vững. Tổ chức tuyên truyền, nâng cao nhận thức, đổi mới tư duy của cán bộ, công chức, viên chức của đơn vị mình về lợi ích của liên kết vùng; đề xuất các vấn đề khó khăn, vướng mắc trong quá trình xây dựng và triển khai thực hiện các chính sách phát triển vùng thuộc lĩnh vực mà mình được phân công phụ trách theo dõi, tham mưu UBND tỉnh báo cáo các bộ, ngành Trung ương liên quan để nắm bắt nhu cầu từ đó có giải pháp hoặc kiến nghị cấp có thẩm quyền xem xét, tháo gỡ kịp thời. Huy động tối đa nguồn lực, tranh thủ các nguồn vốn của Trung ương, nguồn vốn ODA, vốn tư nhân và các nguồn vốn hợp pháp khác để triển khai các dự án trọng điểm, có tính đột phá tạo ra liên kết vùng trên địa bàn, lĩnh vực mà mình phụ trách theo dõi.",
    "Sở KH-ĐT chủ trì, phối hợp với các sở, ban ngành, địa phương liên quan tham mưu UBND tỉnh xây dựng hoàn chỉnh Quy hoạch tỉnh thời kỳ 2021-2030, tầm nhìn đến năm 2050 và trình Thủ tướng Chính phủ trong tháng 9/2022 theo quy định.",
];

/// The whole point of a portal: every element of the page that offices know, to the letter.
#[tokio::test]
async fn page_has_every_element_to_the_letter() {
    let office = Office::open().await;
    let photo = office.photo("Rạng đông trên đầm").await;
    let item = office.store(album("Đầm Ô Loan", &[&photo])).await;
    office.publish(vec![item]).await;
    let mut seed = article(TITLE);
    seed.lead = LEAD.to_owned();
    seed.body = paragraphs(&BODY);
    seed.sign_off = "(PYP)".to_owned();
    seed.source.url = "https://baophuyen.vn/".to_owned();
    seed.updated_at = display::parse_stamp("14:40:02 - 15/07/2022").unwrap();
    office.store_and_publish(seed.clone()).await;
    office.maintenance.set_views(seed.id, 4).unwrap();
    let days = [("2022-07-15", 18), ("2022-07-14", 31), ("2022-07-01", 4_142), ("2022-01-02", 429)];
    let days = days.map(|(day, visits)| DayVisits { day: day.parse().unwrap(), visits }).to_vec();
    office.maintenance.set_visits(&StartingVisits { total: Some(119_908), days }).unwrap();

    let page = office
        .get("/tin-tuc/trien-khai-cac-nhiem-vu-giai-phap-hoan-thien-the-che-lien-ket-vung-kinh-te-xa")
        .await;

    assert_eq!(page.status, 200);
    let text = page.text();
    let mut rest = text.as_str();
    for element in [
        "Thứ Sáu, 15/07/2022",
        "Trang chủ",
        "Tin tức",
        "Kinh tế - Xã hội",
        "Bản in",
        TITLE,
        "Cập nhật lúc: 14:40:02 - 15/07/2022 Số lượt xem: 5 Người đăng: Trần Kim Huy",
        LEAD,
        BODY[0],
        BODY[1],
        "(PYP)",
        "Tác giả : https://baophuyen.vn/ | Về đầu trang",
        "Thư viện ảnh",
        "Rạng đông trên đầm. Ảnh: Trần Kim Huy",
        "Số Lượt Truy Cập",
        "Trong ngày:\n19",
        "Hôm qua:\n31",
        "Trong tháng:\n4.192",
        "Trong năm:\n4.621",
        "Tổng truy cập:\n119.909",
    ] {
        let Some(at) = rest.find(element) else {
            panic!("lost, or out of order: {element}\n---\n{text}");
        };
        rest = &rest[at + element.len()..];
    }
    assert!(page.html.contains("<html lang=\"vi\">"));
    assert!(page.html.contains(r#"<a href="https://baophuyen.vn/""#));
    assert!(page.html.contains("<meta property=\"og:title\" content=\"Triển khai các nhiệm vụ"));
    assert!(page.html.contains("\"@type\":\"NewsArticle\""));
}

/// What is printed for the files must say the same as the page, and who it is from.
#[tokio::test]
async fn print_view_has_title_meta_text_and_source() {
    let office = Office::open().await;
    let mut seed = article(TITLE);
    seed.slug = "trien-khai".to_owned();
    seed.body = paragraphs(&BODY);
    seed.source.url = "https://baophuyen.vn/".to_owned();
    office.store_and_publish(seed).await;

    let page = office.get("/tin-tuc/trien-khai?in=1").await;

    let text = page.text();
    for element in
        [TITLE, "Cập nhật lúc: 15:00:00 - 15/07/2022", BODY[1], "Tác giả : https://baophuyen.vn/ |"]
    {
        assert!(text.contains(element), "not printed: {element}");
    }
    assert!(text.contains(&format!("Nguồn trang: {}/tin-tuc/trien-khai", office.address())));
    assert!(!page.html.contains("Số Lượt Truy Cập") && page.html.contains("noindex"));
}

/// A script in any field would run in every reader's browser under the office's name.
#[tokio::test]
async fn scripts_in_any_field_stay_text() {
    const EVIL: &str = "</script><script>alert('x')</script><img src=x onerror=alert(1)>\"'";
    let office = Office::open().await;
    let mut photo = office.photo("trước").await;
    photo.id = domain::PhotoId::generate();
    photo.caption = EVIL.to_owned();
    photo.credit = EVIL.to_owned();
    photo.alt = domain::AltText::Text(EVIL.to_owned());
    office.store(photo.clone()).await;
    let mut evil = article(EVIL);
    evil.slug = "evil".to_owned();
    evil.lead = EVIL.to_owned();
    evil.body = paragraphs(&[EVIL]);
    evil.sign_off = EVIL.to_owned();
    evil.poster = EVIL.to_owned();
    evil.byline = Byline { name: EVIL.to_owned(), ..Byline::default() };
    let repost = Repost { original_author: EVIL.to_owned(), original_time: None };
    let url = "javascript:alert(1)".to_owned();
    evil.source = Source { name: EVIL.to_owned(), url, repost: Some(repost) };
    evil.tags = vec![EVIL.to_owned()];
    evil.keywords = vec![EVIL.to_owned()];
    evil.gallery = vec![photo.id];
    evil.category.as_mut().unwrap().name = EVIL.to_owned();
    evil.featured = true;
    office.store_and_publish(evil).await;
    let mut evil_album = album(EVIL, &[&photo]);
    evil_album.slug = "evil".to_owned();
    evil_album.description = EVIL.to_owned();
    office.store_and_publish(evil_album).await;

    for path in [
        "/",
        "/tin-tuc",
        "/chuyen-muc/kinh-te-xa-hoi",
        "/tin-tuc/evil",
        "/tin-tuc/evil?in=1",
        "/thu-vien-anh",
        "/thu-vien-anh/evil",
        "/tim-kiem?q=alert%3Cscript%3E",
        "/so-do-cong",
        "/rss.xml",
        "/khong-co",
    ] {
        let page = office.get(path).await;
        assert!(
            page.html.contains("alert(")
                || path == "/khong-co"
                || path == "/so-do-cong"
                || path.contains("/thu-vien-anh"),
            "{path} shows nothing"
        );
        let plain = page.html.to_lowercase();
        assert!(!plain.contains("<script>"), "a script came through on {path}");
        assert!(!plain.contains("<img src=x"), "an element came through on {path}");
        assert!(!plain.contains("\"javascript:"), "a script address came through on {path}");
        assert!(page.header("content-security-policy").starts_with("default-src 'none'"));
        assert!(!page.header("content-security-policy").contains("unsafe"));
        assert_eq!(page.header("x-content-type-options"), "nosniff");
    }
}

/// A repost that hides its author, agency or original time breaks the rule for state portals.
#[tokio::test]
async fn reposts_name_author_agency_and_original_time() {
    let office = Office::open().await;
    let mut repost = article("Bài đăng lại");
    repost.source = Source {
        name: "Báo Phú Yên".to_owned(),
        url: "https://baophuyen.vn/".to_owned(),
        repost: Some(Repost {
            original_author: "Lê Minh".to_owned(),
            original_time: display::parse_stamp("08:05:00 - 14/07/2022"),
        }),
    };
    office.store_and_publish(repost).await;

    let text = office.get("/tin-tuc/bai-dang-lai").await.text();

    let line =
        "Tác giả : Lê Minh | Nguồn tin : Báo Phú Yên | Đăng lần đầu: 08:05:00 - 14/07/2022 |";
    assert!(text.contains(line), "{text}");
}

/// Photos without size, alt text or credit shut out readers and photographers; an attachment with a
/// broken name cannot be opened.
#[tokio::test]
async fn photos_and_attachments_come_whole() {
    let office = Office::open().await;
    let photo = office.photo("Bến cảng").await;
    let file = b"%PDF-1.7 to trinh".to_vec();
    let blob = office.blob(&file).await;
    let file_name = "Tờ trình 57.pdf".to_owned();
    let mut story = article("Có ảnh và tệp");
    story.body = serde_json::from_value(serde_json::json!({"type": "doc", "content": [
        {"type": "image", "attrs": {"id": "i", "photo": photo.id, "caption": "Chú thích riêng", "alt": null}},
    ]}))
    .unwrap();
    story.attachments = vec![Attachment { blob, file_name, bytes: file.len() as u64 }];
    office.store_and_publish(story).await;

    let page = office.get("/tin-tuc/co-anh-va-tep").await;

    let large = picture(&photo);
    assert!(page.html.contains(&format!("{large} 1600w")), "no choice of sizes");
    assert!(page.html.contains("alt=\"Nhìn thấy: Bến cảng\""));
    assert!(page.text().contains("Chú thích riêng Ảnh: Trần Kim Huy"));
    let shown = office.get(&large).await;
    assert_eq!((shown.status, shown.header("content-type")), (200, "image/jpeg"));
    assert!(shown.header("cache-control").contains("immutable"));
    let got = office.get(&format!("/tep/{blob}/T%E1%BB%9D%20tr%C3%ACnh%2057.pdf")).await;
    assert_eq!((got.status, got.html.as_bytes()), (200, file.as_slice()));
    assert_eq!(
        got.header("content-disposition"),
        "attachment; filename=\"to trinh 57.pdf\"; filename*=UTF-8''T%E1%BB%9D%20tr%C3%ACnh%2057.pdf"
    );
    assert_eq!(office.get(&format!("/tep/{blob}/khac.pdf")).await.status, 404);
}

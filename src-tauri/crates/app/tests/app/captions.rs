//! Caption templates, the codebook, and the rules of publishing, as the window uses them.

use app::view::{
    CodeEntrySave, CodebookExpand, CodebookImport, CodebookList, FailureCode, Nothing, PhotoExpand,
    PublishRules, RowReason, TemplateRef, TemplateSave,
};
use chrono::NaiveDate;

use crate::newsroom::{Newsroom, picture};

fn day(text: &str) -> Option<NaiveDate> {
    Some(text.parse().unwrap())
}

async fn import(newsroom: &Newsroom, table: &str) -> app::view::CodebookImported {
    let file = newsroom.path("lanh-dao.csv");
    std::fs::write(&file, table).unwrap();
    let path = file.to_string_lossy().into_owned();
    newsroom.app.codebook_import(CodebookImport { path, replace: false }).await.unwrap()
}

/// A table taken in twice must not double the codebook, and a row that cannot be must be named
/// rather than dropped.
#[tokio::test]
async fn a_table_is_taken_in_once_and_its_faults_are_named() {
    let newsroom = Newsroom::new().await;
    let table = "Mã,Họ tên,Chức danh,Từ ngày,Đến ngày\n\
        ct,Phạm Đại Dương,Chủ tịch UBND tỉnh,,30/06/2021\n\
        ct,Trần Hữu Thế,Chủ tịch UBND tỉnh,01/07/2021,\n\
        ,Lê Tấn Hổ,Phó Chủ tịch,,\n\
        p c t,Lê Tấn Hổ,Phó Chủ tịch,,\n\
        pct,,Phó Chủ tịch,,\n\
        pct,Lê Tấn Hổ,Phó Chủ tịch,32/01/2021,\n\
        pct,Lê Tấn Hổ,Phó Chủ tịch,02/01/2021,01/01/2021\n\
        ct,Ai Khác,Chủ tịch,01/01/2025,\n";

    let first = import(&newsroom, table).await;
    let again = import(&newsroom, table).await;
    let corrected = import(&newsroom, "code,name,from\nCT,Trần Hữu Thế,2021-07-01\n").await;

    assert_eq!((first.added, first.changed, first.same), (2, 0, 0));
    let refused: Vec<_> = first.refused.iter().map(|row| (row.row, row.reason)).collect();
    assert_eq!(
        refused,
        [
            (4, RowReason::NoCode),
            (5, RowReason::BadCode),
            (6, RowReason::NoName),
            (7, RowReason::BadDate),
            (8, RowReason::DatesReversed),
            (9, RowReason::Overlap),
        ]
    );
    assert_eq!((again.added, again.changed, again.same), (0, 0, 2));
    assert_eq!((corrected.added, corrected.changed, corrected.same), (0, 1, 0));
    let book = newsroom.app.codebook_list(CodebookList::default()).await.unwrap();
    assert_eq!(book.total, 2);

    let text = "=CT= và =ai=".to_owned();
    let on = day("2020-01-01");
    let expanded = newsroom.app.codebook_expand(CodebookExpand { text, on }).await.unwrap();
    assert_eq!(expanded.text, "Chủ tịch UBND tỉnh Phạm Đại Dương và =ai=");
    assert_eq!(expanded.unknown, ["=ai="]);
}

/// Two holders of one office on one day: nobody could tell whom a caption would name.
#[tokio::test]
async fn overlapping_entries_are_refused() {
    let newsroom = Newsroom::new().await;
    let entry = |name: &str, from| CodeEntrySave {
        id: None,
        code: "gd".to_owned(),
        name: name.to_owned(),
        title: "Giám đốc Sở".to_owned(),
        from,
        until: None,
    };
    let book = newsroom.app.codebook_save(entry("Nguyễn Văn A", None)).await.unwrap();

    let refused = newsroom.app.codebook_save(entry("Lê Thị B", day("2024-01-01"))).await;

    let failure = refused.unwrap_err().failure();
    assert_eq!(failure.code, FailureCode::CodebookOverlap);
    assert_eq!(failure.fields["code"], "gd");
    // The first one ends: now there is room.
    let first = &book.entries[0];
    let ended = CodeEntrySave {
        id: Some(first.id),
        until: day("2023-12-31"),
        ..entry("Nguyễn Văn A", None)
    };
    newsroom.app.codebook_save(ended).await.unwrap();
    let book = newsroom.app.codebook_save(entry("Lê Thị B", day("2024-01-01"))).await.unwrap();
    assert_eq!(book.total, 2);
}

/// What is no table must leave the codebook as it was, and say what to bring instead.
#[tokio::test]
async fn files_that_are_no_table_are_refused() {
    let newsroom = Newsroom::new().await;
    import(&newsroom, "ma,ten\nct,Trần Hữu Thế\n").await;
    for (name, bytes, code) in [
        ("thư.txt", "Kính gửi tòa soạn".as_bytes(), FailureCode::TableColumns),
        ("ảnh.xlsx", b"PK\x03\x04rubbish".as_slice(), FailureCode::TableUnreadable),
        ("cũ.csv", b"m\xE3,t\xEAn\n".as_slice(), FailureCode::TableUnreadable),
    ] {
        let path = newsroom.path(name);
        std::fs::write(&path, bytes).unwrap();
        let request = CodebookImport { path: path.to_string_lossy().into_owned(), replace: true };
        let failure = newsroom.app.codebook_import(request).await.unwrap_err().failure();
        assert_eq!(failure.code, code, "{name}");
    }
    let gone = CodebookImport { path: "không-có.csv".to_owned(), replace: true };
    let failure = newsroom.app.codebook_import(gone).await.unwrap_err().failure();
    assert_eq!(failure.code, FailureCode::FileFailed);
    let book = newsroom.app.codebook_list(CodebookList::default()).await.unwrap();
    assert_eq!(book.total, 1, "a refused table emptied the codebook");
}

/// A deleted template that could not be brought back would be typed anew.
#[tokio::test]
async fn templates_are_kept_and_brought_back() {
    let newsroom = Newsroom::new().await;
    let save = |id| TemplateSave {
        id,
        name: " Hội nghị ".to_owned(),
        caption: "Quang cảnh {event}, ngày {date}. Ảnh: {photographer}".to_owned(),
        alt: String::new(),
        credit: String::new(),
    };
    let made = newsroom.app.template_save(save(None)).await.unwrap().rows;
    assert_eq!(made[0].name, "Hội nghị");
    let id = made[0].id;

    assert_eq!(newsroom.app.template_delete(TemplateRef { id }).await.unwrap().rows, []);
    assert_eq!(newsroom.app.template_save(save(Some(id))).await.unwrap().rows, made);

    let nameless = TemplateSave { name: " ".to_owned(), ..save(None) };
    let failure = newsroom.app.template_save(nameless).await.unwrap_err().failure();
    assert_eq!(failure.code, FailureCode::InvalidRequest);

    picture(&newsroom.path("hoi-nghi.jpg"), 10);
    let photo = newsroom.bring_in(&[newsroom.path("hoi-nghi.jpg")]).await.photos[0];
    let text = "{file} {date} =xx=".to_owned();
    let expanded = newsroom.app.photo_expand(PhotoExpand { id: photo, text }).await.unwrap();
    assert_eq!(expanded.text, "hoi-nghi  =xx=");
    assert_eq!(expanded.empty, ["{date}"]);
    assert_eq!(expanded.unknown, ["=xx="]);
}

/// Copies in a size or quality that the office did not choose, or under a foreign name, would be on
/// its portal.
#[tokio::test]
async fn published_copies_follow_the_rules() {
    let newsroom = Newsroom::new().await;
    let large = newsroom.path("rong.jpg");
    image::RgbImage::from_fn(2400, 1200, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .save_with_format(&large, image::ImageFormat::Jpeg)
        .unwrap();
    let photo = newsroom.bring_in(&[large]).await.photos[0];
    let usual = newsroom.app.publish_rules_get(Nothing {}).await.unwrap();
    assert_eq!((usual.max_side, usual.quality), (1920, 85));

    let wish =
        PublishRules { max_side: 100, quality: 100, copyright: " Sở Văn hóa ".to_owned() };
    let kept = newsroom.app.publish_rules_save(wish).await.unwrap();

    assert_eq!((kept.max_side, kept.quality), (800, 95), "the rules have limits");
    let copy = newsroom.app.photo_publishable(photo).await.unwrap();
    let picture = image::load_from_memory(&copy).unwrap();
    assert_eq!((picture.width(), picture.height()), (800, 400));
    let holds = |text: &str| copy.windows(text.len()).any(|part| part == text.as_bytes());
    assert!(holds("Sở Văn hóa"), "the copy does not name who holds the rights");
}

/// Somebody who is told the wrong figures empties the wrong folder.
#[tokio::test]
async fn usage_counts_what_lies_in_the_folder() {
    let newsroom = Newsroom::new().await;
    for (name, shade) in [("a.jpg", 1), ("b.jpg", 2)] {
        picture(&newsroom.path(name), shade);
    }
    let files = [newsroom.path("a.jpg"), newsroom.path("b.jpg")];
    let bytes: u64 = files.iter().map(|file| std::fs::metadata(file).unwrap().len()).sum();
    let photos = newsroom.bring_in(&files).await.photos;
    newsroom.app.photo_trash(app::view::PhotoRefs { ids: vec![photos[0]] }).await.unwrap();

    let usage = newsroom.app.library_usage(Nothing {}).await.unwrap();

    assert_eq!((usage.originals.files, usage.originals.bytes), (2, bytes));
    assert_eq!(usage.thumbnails.files, 2);
    assert_eq!(usage.trash.files, 1);
    assert_eq!(usage.trash.bytes, std::fs::metadata(&files[0]).unwrap().len());
    assert_eq!(usage.published.files, 0);
    assert!(usage.database > 0 && usage.free > 0);
}

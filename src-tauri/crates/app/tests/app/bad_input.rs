//! Whatever is thrown at the program: a clear reason, the rest goes on, nothing entered is lost.
//!
//! The window's dictionary has a sentence for every code used here; a missing one does not compile.

use std::fs;

use crate::newsroom::{Newsroom, picture};
use app::view::{
    AppState, ArticleJournal, ArticleRef, ArticleSave, FailureCode, JobState, LibraryOpen, Nothing,
    PortalAdd, PortalKind, PublishWish, SkipCode, TextFormat, TextImport,
};

fn native(url: &str) -> PortalAdd {
    PortalAdd {
        kind: PortalKind::Native,
        url: url.to_owned(),
        user: "huytk".to_owned(),
        secret: "tsn_wrong".to_owned(),
    }
}

/// One bad file must not cost the other 499, and each must be named with its own reason.
#[tokio::test]
async fn bad_files_are_named_and_the_rest_comes_in() {
    let newsroom = Newsroom::new().await;
    let drop = newsroom.path("Thả vào");
    fs::create_dir(&drop).unwrap();
    picture(&drop.join("Ảnh 1.jpg"), 1);
    picture(&drop.join("Ảnh 2.jpg"), 2);
    fs::write(drop.join("ghi chú.jpg"), "Đây là chữ").unwrap();
    fs::write(drop.join("rỗng.jpg"), "").unwrap();
    let whole = fs::read(drop.join("Ảnh 1.jpg")).unwrap();
    fs::write(drop.join("cụt.jpg"), &whole[..whole.len() / 2]).unwrap();
    let gone = newsroom.path("đã xóa.jpg");

    let job = newsroom.bring_in(&[drop, gone]).await;

    assert_eq!(job.job.state, JobState::Done);
    assert_eq!(job.photos.len(), 2, "the good ones were lost: {job:?}");
    let mut codes: Vec<SkipCode> = job.skipped.iter().map(|skipped| skipped.code).collect();
    codes.sort();
    use SkipCode::{Broken, Missing, NotAPicture};
    assert_eq!(codes, [NotAPicture, NotAPicture, Broken, Missing]);
}

/// The same drop again must not double anything.
#[tokio::test]
async fn repeating_an_import_makes_no_doubles() {
    let newsroom = Newsroom::new().await;
    let file = newsroom.path("Ảnh.jpg");
    picture(&file, 7);
    let copy = newsroom.path("Bản sao.jpg");
    fs::copy(&file, &copy).unwrap();

    let first = newsroom.bring_in(&[file.clone(), copy]).await;
    let second = newsroom.bring_in(&[file]).await;

    assert_eq!((first.photos.len(), first.job.already_there), (2, 1));
    assert_eq!(first.photos[0], first.photos[1]);
    assert_eq!((second.photos, second.job.already_there), (first.photos[..1].to_vec(), 1));
}

/// A library of a newer version must be left alone, with the reason said.
#[tokio::test]
async fn a_newer_library_is_refused() {
    let newsroom = Newsroom::new().await;
    newsroom.app.close();
    let database = newsroom.path("Thư viện/library.db");
    let raised = rusqlite::Connection::open(&database).unwrap();
    raised.pragma_update(None, "user_version", 99).unwrap();
    drop(raised);
    // The quick check that began with opening may hold the library a moment longer.
    while store::Library::open(&newsroom.path("Thư viện"))
        .is_err_and(|error| matches!(error, store::StoreError::InUse { .. }))
    {
        tokio::task::yield_now().await;
    }

    let other = Newsroom::without_library();
    let request = LibraryOpen { path: newsroom.library(), create: false };
    let failure = other.app.library_open(request).await.unwrap_err().failure();

    assert_eq!(failure.code, FailureCode::LibraryTooNew);
    assert_eq!(failure.fields["found"], "99");
}

/// Two programs on one library would corrupt it; the second is told so.
#[tokio::test]
async fn a_second_program_is_refused() {
    let newsroom = Newsroom::new().await;
    let second = Newsroom::without_library();

    let request = LibraryOpen { path: newsroom.library(), create: false };
    let failure = second.app.library_open(request).await.unwrap_err().failure();

    assert_eq!(failure.code, FailureCode::LibraryInUse);
}

/// A folder that is no library must not be turned into one by opening it.
#[tokio::test]
async fn an_ordinary_folder_is_no_library() {
    let newsroom = Newsroom::without_library();
    let path = newsroom.folder.path().to_string_lossy().into_owned();

    let request = LibraryOpen { path, create: false };
    let failure = newsroom.app.library_open(request).await.unwrap_err().failure();

    assert_eq!(failure.code, FailureCode::NotALibrary);
    assert_eq!(fs::read_dir(newsroom.folder.path()).unwrap().count(), 0);
}

/// Nothing that a script could run in may survive pasting.
#[tokio::test]
async fn no_script_survives_pasting() {
    let newsroom = Newsroom::new().await;
    let text = "<p onclick=alert(1)>Chào <b>bạn</b><script>alert(2)</script>\
                <a href='java\tscript:alert(3)'>đây</a><svg onload=alert(4)></p>";

    let request = TextImport { format: TextFormat::Html, text: text.to_owned() };
    let imported = newsroom.app.text_import(request).await.unwrap();

    let json = serde_json::to_string(&imported.document).unwrap();
    assert!(json.contains("Chào") && json.contains("đây"), "text was lost: {json}");
    assert!(!json.contains("alert") && !json.contains("script"), "a script survived: {json}");
    assert!(!imported.notes.is_empty(), "the loss was not reported");
}

/// A full disk: the save is refused with the reason, what was saved before is whole, and after
/// making room the same save works.
#[tokio::test]
async fn a_full_disk_loses_nothing() {
    let newsroom = Newsroom::new().await;
    let app = &newsroom.app;
    let mut view = app.article_create(Nothing {}).await.unwrap();
    view.article.title = "Bản đã lưu".to_owned();
    let save = |view: &app::view::ArticleView| ArticleSave {
        article: view.article.clone(),
        revision: view.revision,
        version_name: String::new(),
    };
    let saved = app.article_save(save(&view)).await.unwrap();
    let mut long = saved.clone();
    long.article.lead = "Rất dài. ".repeat(200_000);

    app.limit_pages(Some(8)).unwrap();
    let failure = app.article_save(save(&long)).await.unwrap_err().failure();
    let journal = ArticleJournal { article: long.article.clone() };
    let unjournaled = app.article_journal(journal).await.unwrap_err().failure();
    let kept = app.article_get(ArticleRef { id: saved.article.id }).await.unwrap();
    app.limit_pages(None).unwrap();
    let after = app.article_save(save(&long)).await;

    assert_eq!(failure.code, FailureCode::DiskFull);
    assert_eq!(unjournaled.code, FailureCode::DiskFull);
    assert_eq!(kept.article.title, "Bản đã lưu");
    assert!(after.is_ok(), "saving did not work after room was made");
}

/// A portal that is down, one that answers nonsense, and plain http elsewhere are told apart.
#[tokio::test]
async fn portals_that_are_none_are_told_apart() {
    let newsroom = Newsroom::new().await;
    let nonsense = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = nonsense.local_addr().unwrap();
    tokio::spawn(async move {
        use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
        while let Ok((mut line, _)) = nonsense.accept().await {
            let _ = line.read(&mut [0; 4096]).await;
            let page = "<html>Đăng nhập wifi</html>";
            let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n", page.len());
            let _ = line.write_all(format!("{head}{page}").as_bytes()).await;
        }
    });
    let code =
        async |url: &str| newsroom.app.portal_add(native(url)).await.unwrap_err().failure().code;

    assert_eq!(code(&format!("http://{address}")).await, FailureCode::PortalProtocol);
    assert_eq!(code("http://127.0.0.1:9").await, FailureCode::PortalUnavailable);
    assert_eq!(code("http://example.org").await, FailureCode::PortalAddress);
}

/// Publishing without a portal, and something that is not ready, say what is missing.
#[tokio::test]
async fn publishing_says_what_is_missing() {
    let newsroom = Newsroom::new().await;
    let article = newsroom.app.article_create(Nothing {}).await.unwrap().article;
    let wish = PublishWish { articles: vec![article.id], ..PublishWish::default() };

    let failure = newsroom.app.publish_start(wish).await.unwrap_err().failure();

    assert_eq!(failure.code, FailureCode::NoPortal);
}

/// Settings that were damaged must not keep the window from opening.
#[tokio::test]
async fn damaged_settings_do_not_lock_anybody_out() {
    let newsroom = Newsroom::without_library();
    fs::write(newsroom.path("settings.json"), "{ not json").unwrap();

    let state: AppState = newsroom.app.app_state(Nothing {}).await.unwrap();

    assert!(state.library.is_none() && state.problem.is_none());
}

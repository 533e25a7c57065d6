//! The portal of an office: seen while it takes in an article, away when somebody presses "Đăng", and
//! back again. The rest is the window's work.

use std::path::Path;
use std::sync::mpsc;
use std::time::Duration;

use acceptance::desktop::desk::Desk;
use acceptance::desktop::hands::Hands;
use acceptance::desktop::pictures;
use acceptance::desktop::published::Page;
use acceptance::desktop::screen::Screen;
use acceptance::desktop::window::{Window, the};
use acceptance::portal::{Fault, TestPortal};
use axum::http::Method;
use portal::Portal as _;
use portal::wire::{Change, ItemKind};

use crate::steps::{self, VALUE_OF_TITLE, fill, go};

/// Goes out while the portal is there.
const FIRST: &str = "Phú Yên đón đợt gió mùa đầu tiên";
/// Is to go out while it is away.
const TITLE: &str = "Họp bàn ứng phó bão số 5";
const LEAD: &str = "Sáng nay, UBND tỉnh họp với các sở, ngành.";
const BODY: &str = "Các địa phương rà soát phương án sơ tán dân ở vùng trũng thấp.";

/// The window looks every quarter of a minute, half a minute after the last try.
const COMES_BACK: Duration = Duration::from_secs(120);

/// Whoever has pressed once relies on it: an article that waits for a second press is one that a
/// reader never sees, and one that goes out twice is an embarrassment.
#[tokio::test]
async fn what_could_not_be_sent_goes_out_by_itself_once() {
    let Some((desk, _turn)) = steps::desk("offline").await else { return };
    let mut portal = TestPortal::start();
    let screen = Screen::start(&desk, 1440, 900).await;
    let mut hands = Hands::at(&screen);
    let window = Window::open(&screen).await;

    connect(&window, &mut hands, &desk, &portal).await;
    write(&window, &mut hands, FIRST).await;
    add_photos(&window, &hands, &desk.path("Ảnh gửi về")).await;
    watch_it_go_out(&window, &hands, &portal).await;
    write(&window, &mut hands, TITLE).await;
    portal.kill();
    publish_in_vain(&window, &hands).await;
    portal.restart();
    see_it_go_out_by_itself(&window).await;

    let address = address_on(&portal).await;
    let page = Page::fetch(&address).await;
    assert_eq!((page.text("h1"), page.text(".sapo")), (TITLE.to_owned(), LEAD.to_owned()));
    window.close().await;
}

/// The first start, with the portal of an office.
async fn connect(window: &Window<'_>, hands: &mut Hands<'_>, desk: &Desk, portal: &TestPortal) {
    window.see(&the("first-run-create")).await;
    let library = desk.path("Thư viện");
    fill(window, hands, "first-run-folder", library.to_str().unwrap()).await;
    window.click(&the("first-run-create")).await;
    window.click(&the("first-run-native")).await;
    fill(window, hands, "portal-url", &portal.url()).await;
    fill(window, hands, "portal-secret", &portal.token).await;
    let tried = "const lines = [...document.querySelectorAll('[data-testid=portal-diagnosis] li')];
        return lines.length > 0 && lines.every((it) => it.dataset.result === 'passed'
          || it.dataset.result === 'reminder');";
    window.holds("the portal to be found fit", tried).await;
    window.pictures("first-run-office").await;
    window.click(&the("first-run-connect")).await;
    fill(window, hands, "first-run-name", "Trần Kim Huy").await;
    window.click(&the("first-run-finish")).await;
    window.see(&the("articles-view")).await;
}

async fn write(window: &Window<'_>, hands: &mut Hands<'_>, title: &str) {
    go(window, hands, "articles").await;
    window.click(&the("article-new")).await;
    fill(window, hands, "editor-title", title).await;
    window.reads("the title", VALUE_OF_TITLE, title).await;
    fill(window, hands, "editor-lead", LEAD).await;
    window.click(".ProseMirror").await;
    hands.paste(BODY);
    window.see(&format!("{}[data-phase=saved]", the("editor-save-state"))).await;
}

async fn add_photos(window: &Window<'_>, hands: &Hands<'_>, folder: &Path) {
    let photos = pictures::make(folder);
    let files: Vec<&Path> = photos.iter().map(|it| it.file.as_path()).collect();
    hands.drag(&files, (620, 420)).drop();
    let there = "return document.querySelectorAll(
        '[data-testid=editor-photo-strip] [data-tile] img').length === 3;";
    window.holds("three photos in the article", there).await;
}

/// The portal takes its time with the second photo, so that the window can be looked at.
async fn watch_it_go_out(window: &Window<'_>, hands: &Hands<'_>, portal: &TestPortal) {
    let (go_on, held) = mpsc::channel::<()>();
    let mut photos = 0;
    portal.faults.set(move |method, path| {
        photos += usize::from(*method == Method::PUT && path.contains("/blobs/"));
        if photos >= 2 {
            // Ends with an error when the other side is dropped: that is the sign to go on.
            let _ = held.recv();
        }
        Fault::None
    });
    window.click(&the("editor-publish")).await;
    window.see(&format!("{}[data-phase=sending]", the("publish-sheet"))).await;
    window.see("[data-testid=publish-item][data-state=sending]").await;
    window.pictures("publish").await;
    drop(go_on);
    window.see(&format!("{}[data-phase=finished]", the("publish-sheet"))).await;
    hands.press("Escape");
    window.gone(&the("publish-sheet")).await;
}

/// One press; the window must say that it waits, and that nothing more is to be done.
async fn publish_in_vain(window: &Window<'_>, hands: &Hands<'_>) {
    window.click(&the("editor-publish")).await;
    window.see(&format!("{}[data-phase=finished]", the("publish-sheet"))).await;
    let why = window.words(&the("publish-failure")).await;
    assert_eq!(why, "Mất kết nối. Bài vẫn được lưu trên máy và sẽ đăng tiếp khi có mạng.");
    window.pictures("publish-offline").await;
    hands.press("Escape");
    window.gone(&the("publish-sheet")).await;

    go(window, hands, "sync").await;
    let waits = "return [...document.querySelectorAll('[data-testid=sync-waiting] b')]
        .map((it) => it.textContent).join()";
    window.reads("the only one that waits", waits, TITLE).await;
    let card = window.words(&the("sync-connection")).await;
    assert!(card.contains("Mất kết nối từ"), "the portal counts as reached: {card}");
    assert!(card.contains("Tự thử lại khi có mạng; không cần bấm gì."), "{card}");
    window.pictures("sync-offline").await;
}

/// Nobody touches anything: the article goes, and the window says so.
async fn see_it_go_out_by_itself(window: &Window<'_>) {
    let said = "return [...document.querySelectorAll('.toast')]
        .some((it) => it.textContent.includes('Đã đăng và kiểm chứng 1 bài'));";
    window.holds_within(COMES_BACK, "the word that it went out", said, vec![]).await;
    window.gone(&the("sync-waiting")).await;
    let online = "return document.querySelector('[data-testid=sync-connection]')
        .textContent.includes('Trực tuyến');";
    window.holds("the portal to count as reached", online).await;
    let receipts = "return document.querySelectorAll('[data-testid=receipt-row]').length === 2;";
    window.holds("a receipt of each article", receipts).await;
    window.pictures("sync-back-online").await;
}

/// Where the article lies that was to go out while the portal was away.
async fn address_on(portal: &TestPortal) -> String {
    let page = portal.client().changes(None).await.unwrap();
    assert!(!page.has_more);
    let articles: Vec<_> = page
        .changes
        .iter()
        .filter_map(|change| match change {
            Change::Upserted(stored) if stored.resource.item().kind == ItemKind::Article => {
                stored.path.as_deref()
            }
            _ => None,
        })
        .collect();
    assert_eq!(articles.len(), 2, "an article is missing, or there twice: {articles:?}");
    let path = articles.iter().find(|path| path.contains("bao-so-5")).unwrap();
    format!("{}{path}", portal.url())
}

//! Large pictures in a reader's browser, on the portal's pages of an album and of an article: by
//! keyboard and with a finger.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use acceptance::desktop::browser::Browser;
use acceptance::desktop::desk::Desk;
use acceptance::desktop::screen::Screen;
use acceptance::desktop::tools;
use acceptance::newsroom::{album, photo_of, with_photos};
use acceptance::pictures::jpeg;
use acceptance::portal::TestPortal;
use domain::{AlbumId, ArticleId, PhotoId};
use portal::wire::{PublishAction, PublishItem, PublishRequest, Resource};
use portal::{Expected, Portal};
use serde::Deserialize;
use sync::LocalPhoto;
use thirtyfour::Key;
use tokio::sync::Mutex;
use uuid::Uuid;

/// Two browsers at once would wait for each other's processor and call it lost.
static TURN: Mutex<()> = Mutex::const_new(());

/// What the page shows of the large picture, and where the keyboard is.
const LOOK: &str = "
    const dialog = document.querySelector('.lightbox');
    const here = document.activeElement;
    const openers = [...document.querySelectorAll('main [data-lightbox] a.opener')];
    const shows = (it) => it !== null && it.checkVisibility();
    return {
      open: dialog?.open ?? false,
      count: dialog?.querySelector('.lightbox-count').textContent ?? '',
      words: dialog?.querySelector('.lightbox-words').textContent ?? '',
      told: dialog?.querySelector('[aria-live]').textContent ?? '',
      alt: dialog?.querySelector('img').alt ?? '',
      prev: dialog !== null && shows(dialog.querySelector('.prev')),
      next: dialog !== null && shows(dialog.querySelector('.next')),
      inside: dialog?.contains(here) ?? false,
      ring: here.matches(':focus-visible') && getComputedStyle(here).outlineStyle !== 'none',
      opener: openers.indexOf(here),
    };";

#[derive(Debug, Deserialize)]
struct Look {
    open: bool,
    count: String,
    words: String,
    told: String,
    alt: String,
    prev: bool,
    next: bool,
    inside: bool,
    ring: bool,
    opener: i32,
}

/// Moves a finger over the large picture by `x` and `y` pixels; `fingers` 2 pinches.
const FINGER: &str = "
    const [x, y, fingers] = arguments;
    const stage = document.querySelector('.lightbox img');
    const tell = (type, at, id) => stage.dispatchEvent(new PointerEvent(type, {
      pointerId: id, isPrimary: id === 1, pointerType: 'touch', bubbles: true,
      clientX: at[0], clientY: at[1] }));
    const from = [innerWidth / 2, innerHeight / 2];
    tell('pointerdown', from, 1);
    // Two fingers are the browser's: it takes the first one away from the page.
    if (fingers === 2) { tell('pointerdown', from, 2); tell('pointercancel', from, 1); }
    tell('pointermove', [from[0] + x, from[1] + y], 1);
    tell('pointerup', [from[0] + x, from[1] + y], fingers === 2 ? 2 : 1);
    return true;";

/// An album of five photos, the third of them upright; its address.
async fn publish_album(server: &TestPortal, folder: &Path) -> String {
    let photos = photos(server, folder, 5).await;
    publish(server, &album(AlbumId::generate(), "Ngày hội", &photos)).await
}

/// An article with three photos in its text, the third of them upright; its address.
async fn publish_article(server: &TestPortal, folder: &Path) -> String {
    let photos = photos(server, folder, 3).await;
    publish(server, &with_photos(ArticleId::generate(), "Ngày hội", &photos)).await
}

/// `count` photos on the portal, each of one large size, the third of them upright.
async fn photos(server: &TestPortal, folder: &Path, count: u32) -> Vec<LocalPhoto> {
    let client = server.client();
    let mut photos: Vec<LocalPhoto> = Vec::new();
    for number in 0..count {
        let (width, height) = if number == 2 { (1600, 2400) } else { (2400, 1600) };
        let bytes = jpeg(number, width, height, 80);
        let caption = format!("Ảnh thứ {}", number + 1);
        let photo = photo_of(folder, PhotoId::generate(), &caption, &bytes, (width, height));
        let blob = &photo.blobs[0];
        client.put_blob(blob.hash, &blob.media_type, &blob.file, &|_| {}).await.unwrap();
        client.put(&Resource::Photo(photo.photo.clone()), Expected::Absent).await.unwrap();
        photos.push(photo);
    }
    photos
}

async fn publish(server: &TestPortal, content: &Resource) -> String {
    let client = server.client();
    let stored = client.put(content, Expected::Absent).await.unwrap();
    let action = PublishAction::Publish;
    let items = vec![PublishItem { item: content.item(), revision: stored.revision, action }];
    let answer = client.publish(&PublishRequest { items }, Uuid::now_v7()).await.unwrap();
    client.page_url(answer.items[0].path.as_deref().unwrap())
}

async fn look(browser: &Browser) -> Look {
    browser.ask(LOOK, vec![]).await
}

async fn presses(browser: &Browser, key: Key, count: &str) -> Look {
    browser.press(key).await;
    let seen = look(browser).await;
    assert_eq!((seen.open, seen.count.as_str()), (true, count));
    assert!(seen.inside && seen.ring, "the keyboard is lost: {seen:?}");
    seen
}

/// Whoever cannot use a mouse, or has a telephone, must get through an album as everybody does, and
/// must find back to where they were.
#[tokio::test]
async fn large_pictures_by_keyboard_and_finger() {
    let Some(tools) = tools::find() else { return };
    let _turn = TURN.lock().await;
    let desk = Desk::new("album", tools);
    let server = TestPortal::start();
    let address = publish_album(&server, &desk.path("data")).await;

    let wide = Screen::start(&desk, 1440, 900).await;
    let browser = Browser::open(&wide).await;
    browser.go(&address).await;
    tiles_are_small_and_stand_still(&browser).await;
    by_keyboard(&browser).await;
    browser.close().await;
    drop(wide);

    let telephone = Screen::start(&desk, 390, 844).await;
    let browser = Browser::open(&telephone).await;
    browser.go(&address).await;
    with_a_finger(&browser).await;
    browser.close().await;
}

async fn tiles_are_small_and_stand_still(browser: &Browser) {
    browser
        .holds(
            "the pictures of the page",
            "const seen = [...document.querySelectorAll('.photos img')].slice(0, 3);
             return seen.length === 3 && seen.every((it) => it.complete && it.naturalWidth > 0);",
        )
        .await;
    let small = "return document.querySelector('.photos img').currentSrc.endsWith('/480.jpg');";
    assert!(browser.ask::<bool>(small, vec![]).await, "a tile loads more than it shows");
    let sides = "return [...document.querySelectorAll('main img')]
        .every((it) => it.width > 0 && it.getAttribute('width') && it.getAttribute('height'));";
    assert!(browser.ask::<bool>(sides, vec![]).await, "the page will jump");
}

async fn by_keyboard(browser: &Browser) {
    let focus = "document.querySelectorAll('.photos a.opener')[1].focus(); return true;";
    let _: bool = browser.ask(focus, vec![]).await;
    let second = presses(browser, Key::Enter, "2 / 5").await;
    assert_eq!(second.words, "Ảnh thứ 2. Ảnh: Kim Huy");
    assert_eq!(second.told, format!("Ảnh 2 trên 5. {}", second.alt));
    browser
        .holds(
            "the large picture in the size of the screen",
            "const it = document.querySelector('.lightbox img');
             return it.complete && it.currentSrc.endsWith('/1600.jpg');",
        )
        .await;

    presses(browser, Key::Right, "3 / 5").await;
    let fits = "const [it, stage] = ['.lightbox img', '.lightbox-stage']
            .map((css) => document.querySelector(css).getBoundingClientRect());
        return it.height <= stage.height + 1 && Math.abs(it.height / it.width - 1.5) < 0.02;";
    assert!(browser.ask::<bool>(fits, vec![]).await, "an upright picture does not fit");
    let last = presses(browser, Key::End, "5 / 5").await;
    assert!(last.prev && !last.next);
    presses(browser, Key::Right, "5 / 5").await;
    presses(browser, Key::Left, "4 / 5").await;
    let first = presses(browser, Key::Home, "1 / 5").await;
    assert!(!first.prev && first.next);
    for _ in 0..6 {
        browser.press(Key::Tab).await;
        assert!(look(browser).await.inside, "the keyboard left the picture for the page behind");
    }

    browser.press(Key::Right).await;
    browser.press(Key::Escape).await;
    let back = look(browser).await;
    assert_eq!((back.open, back.opener, back.ring), (false, 1, true), "not back at the photo");

    // The button that closes is the first stop, and works as a button.
    browser.press(Key::Enter).await;
    presses(browser, Key::Home, "1 / 5").await;
    browser.press(Key::Enter).await;
    let back = look(browser).await;
    assert_eq!((back.open, back.opener), (false, 0));
}

async fn with_a_finger(browser: &Browser) {
    let tap = "document.querySelectorAll('.photos a.opener')[2].click(); return true;";
    let _: bool = browser.ask(tap, vec![]).await;
    assert_eq!(look(browser).await.count, "3 / 5");
    for (x, y, fingers, count) in [
        (-120, 10, 1, "4 / 5"),
        (-90, -20, 1, "5 / 5"),
        (-120, 0, 1, "5 / 5"),
        (120, 0, 1, "4 / 5"),
        (30, 0, 1, "4 / 5"),
        (-60, 200, 1, "4 / 5"),
        (-200, 0, 2, "4 / 5"),
    ] {
        let given = vec![x.into(), y.into(), fingers.into()];
        let _: bool = browser.ask(FINGER, given).await;
        assert_eq!(look(browser).await.count, count, "{x}, {y} with {fingers}");
    }
    let pinch = "return getComputedStyle(document.querySelector('.lightbox')).touchAction;";
    assert_eq!(browser.ask::<String>(pinch, vec![]).await, "pan-y pinch-zoom");
    let targets = "return [...document.querySelectorAll('.lightbox button, .photos a.opener')]
        .map((it) => it.getBoundingClientRect()).every((it) => it.width >= 44 && it.height >= 44);";
    assert!(browser.ask::<bool>(targets, vec![]).await, "too small for a finger");
    let wide = "return document.documentElement.scrollWidth <= innerWidth;";
    assert!(browser.ask::<bool>(wide, vec![]).await, "the page is wider than the telephone");
}

/// A photo in the text is looked at as closely as one in an album, and the reader goes on reading
/// where they were.
#[tokio::test]
async fn photos_in_an_article_open_too() {
    let Some(tools) = tools::find() else { return };
    let _turn = TURN.lock().await;
    let desk = Desk::new("article-page", tools);
    let server = TestPortal::start();
    let address = publish_article(&server, &desk.path("data")).await;
    let telephone = Screen::start(&desk, 390, 844).await;
    let browser = Browser::open(&telephone).await;
    browser.go(&address).await;

    let focus = "document.querySelectorAll('.body a.opener')[1].focus(); return true;";
    let _: bool = browser.ask(focus, vec![]).await;
    let second = presses(&browser, Key::Enter, "2 / 3").await;
    assert_eq!(second.words, "Ảnh thứ 2 Ảnh: Kim Huy");
    assert_eq!(second.told, format!("Ảnh 2 trên 3. {}", second.alt));
    let large = "const it = document.querySelector('.lightbox img');
        return it.complete && it.naturalWidth > 0;";
    browser.holds("the large picture", large).await;
    let given = vec![(-120).into(), 10.into(), 1.into()];
    let _: bool = browser.ask(FINGER, given).await;
    assert_eq!(look(&browser).await.count, "3 / 3");
    presses(&browser, Key::Left, "2 / 3").await;
    browser.press(Key::Escape).await;
    let back = look(&browser).await;
    assert_eq!((back.open, back.opener, back.ring), (false, 1, true), "not back at the photo");
    browser.close().await;
}

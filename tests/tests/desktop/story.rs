//! The whole main job: a blank start, an article typed, pasted and composed in a Vietnamese input
//! method, photos dragged from another window, one press, and the portal's page read back over HTTP.

use std::path::Path;

use acceptance::desktop::desk::Desk;
use acceptance::desktop::hands::Hands;
use acceptance::desktop::pictures::{self, Made};
use acceptance::desktop::published::Page;
use acceptance::desktop::screen::Screen;
use acceptance::desktop::seed::{self, Seed};
use acceptance::desktop::wait;
use acceptance::desktop::window::{Window, the};
use chrono::{DateTime, TimeDelta, Utc};
use domain::display;

use crate::steps::{self, VALUE_OF_TITLE, fill, go};
use crate::tour;

const CATEGORY: &str = "Kinh tế - Xã hội";
const ALBUM: &str = "Phú Yên mùa nước đầy";
const CREDIT: &str = "Ảnh: Kim Huy";
/// Which file, what a reader reads below it and what a blind reader hears. Names as they are stored.
const CAPTIONS: [(&str, &str, &str); 3] = [
    (
        "Vịnh Vũng Rô.jpg",
        "Vịnh Vũng Rô, huyện Đông Hòa.",
        "Mặt vịnh phẳng lặng dưới nắng sớm, xa là dãy núi.",
    ),
    ("Cánh đồng Tuy Hòa.jpg", "Cánh đồng Tuy Hòa vào vụ.", "Cánh đồng lúa xanh trải tới chân đồi."),
    (
        "Tháp Nhạn buổi sớm.jpg",
        "Tháp Nhạn nhìn từ bờ nam sông Đà Rằng.",
        "Đồi đất đỏ và tháp lúc mặt trời mọc.",
    ),
];

/// Before anything else: what a newcomer does must end on the portal, equal to the letter, and what
/// the program has said is saved must be there after a power cut.
#[tokio::test]
async fn a_newcomer_publishes_the_seed_page() {
    let Some((desk, _turn)) = steps::desk("story").await else { return };
    let seed = seed::read();
    let photos = pictures::make(&desk.path("Ảnh gửi về"));
    let mut screen = Screen::start(&desk, 1440, 900).await;
    screen.start_input_method().await;
    let mut hands = Hands::at(&screen);
    let window = Window::open(&screen).await;

    first_start(&window, &mut hands, &desk, &seed).await;
    tour::look_at_empty_places(&window, &hands).await;
    write_article(&window, &mut hands, &seed).await;
    drop_photos(&window, &hands, &photos).await;
    fill_inspector(&window, &mut hands, &seed).await;
    caption_photos(&window, &mut hands).await;
    make_album(&window, &mut hands).await;
    let address = publish(&window, &hands).await;
    read_page(&address, &seed, &photos).await;
    hear_of_readers(&window, &hands, &address).await;
    tour::look_at_full_places(&window, &hands).await;
    let typed = type_until_the_power_cut(window, &hands).await;

    drop(hands);
    drop(screen);
    let small = Screen::start(&desk, 1366, 768).await;
    let hands = Hands::at(&small);
    let window = Window::open(&small).await;
    find_what_was_typed(&window, &hands, &typed).await;
    tour::search_articles(&window, &hands).await;
    tour::look_at_small_places(&window, &hands).await;
    window.close().await;
}

async fn first_start(window: &Window<'_>, hands: &mut Hands<'_>, desk: &Desk, seed: &Seed) {
    window.see(&the("first-run-create")).await;
    window.pictures("first-run").await;
    let library = desk.path("Tòa soạn Phú Yên");
    fill(window, hands, "first-run-folder", library.to_str().unwrap()).await;
    window.click(&the("first-run-create")).await;

    window.see(&the("first-run-local")).await;
    window.pictures("first-run-portal").await;
    window.click(&the("first-run-local")).await;
    window.click(&the("first-run-connect")).await;

    window.see(&the("first-run-name")).await;
    fill(window, hands, "first-run-name", seed.poster).await;
    window.pictures("first-run-person").await;
    window.click(&the("first-run-finish")).await;

    window.see(&the("articles-view")).await;
    assert!(library.join("portal").is_dir() || library.is_dir(), "the library was made");
}

/// Title typed, lead and first paragraph pasted, second paragraph composed in Unikey.
async fn write_article(window: &Window<'_>, hands: &mut Hands<'_>, seed: &Seed) {
    window.click(&the("article-new")).await;
    window.see(&the("editor-title")).await;
    steps::compose_in_title(window, hands).await;
    hands.type_telex(seed.title);
    window.reads("the title", VALUE_OF_TITLE, seed.title).await;
    hands.press("Return");
    hands.paste(seed.lead);
    window.reads("the lead", VALUE_OF_LEAD, seed.lead).await;

    window.click(".ProseMirror").await;
    hands.paste(seed.body[0]);
    window.reads("the pasted paragraph", PARAGRAPHS, seed.body[0]).await;
    hands.press("Return");
    hands.type_telex(seed.body[1]);
    window.screen().choose_engine("xkb:us::eng").await;
    window.reads("the typed paragraph", PARAGRAPHS, &seed.body.join("\n")).await;
    fill(window, hands, "editor-signoff", seed.sign_off).await;
    window.see(&format!("{}[data-phase=saved]", the("editor-save-state"))).await;
}

const VALUE_OF_LEAD: &str = "return document.querySelector('[data-testid=editor-lead]').value;";
const PARAGRAPHS: &str = "return [...document.querySelectorAll('.ProseMirror > p')]
    .map((it) => it.textContent).join('\\n');";

/// A real drag from the window of another program onto the open article.
async fn drop_photos(window: &Window<'_>, hands: &Hands<'_>, photos: &[Made]) {
    let files: Vec<&Path> = photos.iter().map(|it| it.file.as_path()).collect();
    let mut drag = hands.drag(&files, (620, 420));
    window.see(&the("drop-target")).await;
    window.pictures("editor-drop").await;
    drag.move_to((640, 430));
    drag.drop();

    window.gone(&the("drop-target")).await;
    let there = "return document.querySelectorAll(
        '[data-testid=editor-photo-strip] [data-tile] img').length === 3;";
    window.holds("three photos in the article", there).await;
    window.picture("editor-imported").await;
}

async fn fill_inspector(window: &Window<'_>, hands: &mut Hands<'_>, seed: &Seed) {
    window.click(&the("inspector-category-add")).await;
    fill(window, hands, "inspector-category-name", CATEGORY).await;
    window.click(&the("inspector-category-name")).await;
    hands.press("Return");
    let chosen = "return document.querySelector('[data-testid=inspector-category]')
        .textContent.includes(arguments[0]);";
    window.holds_for("the category", chosen, vec![CATEGORY.into()]).await;
    fill(window, hands, "inspector-source-url", seed.source).await;

    let (time, date) = seed.stamp.split_once(" - ").unwrap();
    window.click_words("label", "Cập nhật lúc đặt tay").await;
    fill(window, hands, "inspector-updated-date", date).await;
    fill(window, hands, "inspector-updated-time", time).await;
    window.see(&format!("{}[data-phase=saved]", the("editor-save-state"))).await;
    window.click("[data-testid=editor-title]").await;
    window.pictures("editor-info").await;
}

/// What a reader sees below a picture, what a blind reader hears, and who took it.
async fn caption_photos(window: &Window<'_>, hands: &mut Hands<'_>) {
    let tile = |index: usize| format!("[data-photo-index=\"{index}\"][data-photo-id]");
    go(window, hands, "gallery").await;
    for (file, caption, alt) in CAPTIONS {
        window.click(&format!("{} [aria-label=\"{file}\"]", the("photo-tile"))).await;
        window.see(&the("photo-caption")).await;
        fill(window, hands, "photo-caption", caption).await;
        fill(window, hands, "photo-credit", CREDIT).await;
        fill(window, hands, "photo-alt", alt).await;
        let saved = "return document.querySelector('[data-testid=photo-save-state]')
            .textContent.trim().startsWith('Đã lưu');";
        window.holds("the photo to be saved", saved).await;
    }
    window.pictures("gallery-caption").await;
    window.click(&tile(0)).await;
    hands.press("space");
    window.see(&the("photo-viewer")).await;
    window.pictures("viewer").await;
    hands.press("Escape");
    window.gone(&the("photo-viewer")).await;
}

/// By keyboard alone: all photos, into an album that does not exist yet.
async fn make_album(window: &Window<'_>, hands: &mut Hands<'_>) {
    hands.press("ctrl+a");
    let all = "return document.querySelector('[data-testid=photo-selected]')
        ?.textContent.trim() === 'Đã chọn 3';";
    window.holds("all photos to be chosen", all).await;
    hands.press("ctrl+l");
    window.see(&the("album-choice")).await;
    hands.paste(ALBUM);
    let typed = "return document.activeElement?.value === arguments[0];";
    window.holds_for("the name of the album", typed, vec![ALBUM.into()]).await;
    window.pictures("album-choice").await;
    hands.press("Return");
    window.gone(&the("album-choice")).await;
    window.click_words(&the("album-row"), ALBUM).await;
    window.see(&the("album-bar")).await;
    window.pictures("album").await;
}

/// One press; returns where the page lies.
async fn publish(window: &Window<'_>, hands: &Hands<'_>) -> String {
    go(window, hands, "articles").await;
    window.pictures("articles-draft").await;
    window.click(&the("article-row")).await;
    hands.press("Return");
    window.see(&the("editor-title")).await;
    for tab in ["checks", "history"] {
        window.click(&format!("#editor-inspector-tab-{tab}")).await;
        window.see(&the(&format!("inspector-{tab}"))).await;
        window.pictures(&format!("editor-{tab}")).await;
    }
    window.click("#editor-inspector-tab-info").await;
    window.click(&the("editor-preview-open")).await;
    window.see(&the("editor-preview")).await;
    window.pictures("preview").await;
    hands.press("Escape");
    window.gone(&the("editor-preview")).await;

    assert_eq!(window.words(&the("editor-publish")).await, "Đăng bài này");
    window.click(&the("editor-publish")).await;
    window.see(&format!("{}[data-phase=finished]", the("publish-sheet"))).await;
    let title = window.words(&the("publish-title")).await;
    assert_eq!(title, "Đã đăng và kiểm chứng 1 bài");
    window.pictures("publish-done").await;
    let address = opened_page(window).await;
    window.click(&the("publish-done")).await;
    window.gone(&the("publish-sheet")).await;
    address
}

/// "Mở trang": the address that the browser was given.
async fn opened_page(window: &Window<'_>) -> String {
    let desk = window.screen().desk();
    window.click(&the("publish-open-page")).await;
    wait::until("the page in the browser", || !desk.opened().is_empty()).await;
    desk.opened().pop().unwrap()
}

/// Every element of the seed page, equal to the letter.
async fn read_page(address: &str, seed: &Seed, photos: &[Made]) {
    let page = Page::fetch(address).await;
    assert_eq!(page.text("h1"), seed.title);
    let meta = page.text(".story-meta");
    let (before, after) = meta.split_once("Số lượt xem: ").unwrap();
    assert_eq!(before.trim(), format!("Cập nhật lúc: {}", seed.stamp));
    let (views, poster) = after.split_once(' ').unwrap();
    assert!(views.parse::<u32>().is_ok(), "a number of views: {meta}");
    assert_eq!(poster, format!("Người đăng: {}", seed.poster));
    assert_eq!(page.text(".sapo"), seed.lead);
    assert_eq!(page.texts(".body > *"), seed.body);
    assert_eq!(page.text(".sign-off"), seed.sign_off);
    let source = page.text(".source");
    assert!(source.starts_with(&format!("Tác giả : {} |", seed.source)), "{source}");
    assert_eq!(page.attributes(".source a[rel]", "href"), [seed.source]);
    assert!(page.texts(".crumbs li").contains(&CATEGORY.to_owned()));

    assert_eq!(page.text("#thu-vien"), "Thư viện ảnh");
    let shown = page.pictures(".gallery a.opener").await;
    assert_eq!(shown.len(), photos.len());
    for picture in &shown {
        assert!(pictures::stands_upright(picture), "a picture lies on its side");
    }
    let portraits = shown.iter().filter(|it| it.height() > it.width()).count();
    assert_eq!(portraits, photos.iter().filter(|it| it.portrait).count());
    let alts = page.attributes(".gallery a.opener img", "alt");
    for (_, _, alt) in CAPTIONS {
        assert!(alts.iter().any(|it| it == alt), "{alt} in {alts:?}");
    }

    assert_eq!(page.text("#truy-cap"), "Số Lượt Truy Cập");
    let counters = page.texts(".counters dt");
    assert_eq!(
        counters,
        ["Trong ngày:", "Hôm qua:", "Trong tháng:", "Trong năm:", "Tổng truy cập:"]
    );
    let today: u32 = Page::fetch(address).await.texts(".counters dd")[0].parse().unwrap();
    assert!(today >= 1, "a reader was counted");
}

/// What readers did comes back into the window.
async fn hear_of_readers(window: &Window<'_>, hands: &Hands<'_>, address: &str) {
    let page = Page::fetch(address).await;
    let meta = page.text(".story-meta");
    let views = meta.split_once("Số lượt xem: ").unwrap().1.split(' ').next().unwrap().to_owned();
    assert_ne!(views, "0", "the readers' views were counted");

    go(window, hands, "stats").await;
    window.click(&the("stats-refresh")).await;
    let today = "return Number(document.querySelector('[data-testid=stats-today]')
        ?.textContent) >= 1;";
    window.holds("the visits of today", today).await;
    let top = "return document.querySelector('[data-testid=stats-top] td.views')?.textContent;";
    window.reads("the views of the article", top, &views).await;
    go(window, hands, "articles").await;
    let row = "return document.querySelector('[data-testid=article-row] .views')?.textContent;";
    window.reads("the views in the list", row, &views).await;
}

/// What was typed before the power cut, and when.
struct Typed {
    title: &'static str,
    between: [DateTime<Utc>; 2],
}

/// Types into a new article until the window says it is saved, then cuts the power.
async fn type_until_the_power_cut(window: Window<'_>, hands: &Hands<'_>) -> Typed {
    let (typed, before) = ("Mất điện giữa chừng", Utc::now());
    go(&window, hands, "articles").await;
    window.click(&the("article-new")).await;
    window.see(&the("editor-title")).await;
    steps::compose_in_title(&window, hands).await;
    hands.type_telex(typed);
    window.reads("the title", VALUE_OF_TITLE, typed).await;
    window.see(&format!("{}[data-phase=saved]", the("editor-save-state"))).await;
    window.kill().await;
    Typed { title: typed, between: [before, Utc::now()] }
}

/// The window said it was saved: it is there, although no revision had been made, and the window says
/// of when it is.
async fn find_what_was_typed(window: &Window<'_>, hands: &Hands<'_>, typed: &Typed) {
    go(window, hands, "articles").await;
    let rows =
        "return document.querySelectorAll('[data-testid=article-row][data-id]').length === 2;";
    window.holds("both articles", rows).await;
    window.picture("articles-small").await;
    window.click(&the("article-row")).await;
    hands.press("Return");
    window.see(&the("editor-title")).await;
    window.reads("what was typed before the power cut", VALUE_OF_TITLE, typed.title).await;
    let said = window.words(&format!("{} .text", the("editor-recovered"))).await;
    let time = said.strip_prefix("Đã khôi phục phần viết dở, gõ lúc ").unwrap();
    let time = display::parse_stamp(time.trim_end_matches('.')).unwrap();
    let [from, until] = typed.between;
    assert!(from - TimeDelta::seconds(1) < time && time <= until, "{said} of {from} to {until}");
    window.pictures("editor-recovered-small").await;
}

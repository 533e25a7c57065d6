//! What lies over the gallery and the settings, opened in the real window, looked at and left again.

use std::path::Path;

use acceptance::desktop::desk::Desk;
use acceptance::desktop::hands::Hands;
use acceptance::desktop::pictures;
use acceptance::desktop::screen::Screen;
use acceptance::desktop::window::{Window, the};

use crate::steps::{self, fill, go};

/// The dialogs are where much is decided in one press; one that cannot be reached, read or left by
/// keyboard keeps people from all of it.
#[tokio::test]
async fn what_lies_over_the_window_is_reached_and_left() {
    let Some((desk, _turn)) = steps::desk("dialogs").await else { return };
    let screen = Screen::start(&desk, 1440, 900).await;
    let mut hands = Hands::at(&screen);
    let window = Window::open(&screen).await;

    steps::settle_in(&window, &mut hands, &desk, "Trần Kim Huy").await;
    bring_in(&window, &hands, &desk).await;
    see_what_was_left_out(&window, &hands).await;
    crop(&window, &hands).await;
    compare(&window, &hands).await;
    keep_a_template(&window, &mut hands).await;
    narrow(&window, &hands).await;
    tell_duplicates_apart(&window, &hands).await;
    watch_a_folder(&window, &mut hands, &desk.path("Máy ảnh")).await;
    write_the_codebook(&window, &mut hands).await;
    look_at_other_settings(&window).await;
    find_a_command(&window, &mut hands).await;
    window.close().await;
}

/// Presses Esc and sees that what was open is gone.
async fn leave(window: &Window<'_>, hands: &Hands<'_>, what: &str) {
    hands.press("Escape");
    window.gone(&the(what)).await;
}

/// Three photos, one of them twice, and two files that are no photos, in one drop.
async fn bring_in(window: &Window<'_>, hands: &Hands<'_>, desk: &Desk) {
    let folder = desk.path("Ảnh gửi về");
    let photos = pictures::make(&folder);
    let others = pictures::make_others(&folder, &photos[0]);
    let files: Vec<&Path> =
        photos.iter().map(|it| it.file.as_path()).chain(others.iter().map(|it| &**it)).collect();
    go(window, hands, "gallery").await;
    hands.drag(&files, (620, 420)).drop();
    let there = "return document.querySelectorAll('[data-testid=photo-tile] img').length === 4;";
    window.holds("four photos in the gallery", there).await;
}

async fn see_what_was_left_out(window: &Window<'_>, hands: &Hands<'_>) {
    window.see(&the("import-skipped")).await;
    window.pictures("import-over").await;
    window.click(&the("import-options")).await;
    window.see(&the("import-dialog")).await;
    window.pictures("import-options").await;
    leave(window, hands, "import-dialog").await;
    window.click(&the("import-skipped")).await;
    let names = "return [...document.querySelectorAll('[data-testid=import-skipped-list] b')]
        .map((it) => it.textContent).toSorted().join()";
    window.reads("what was left out", names, "Danh sách đại biểu.txt,Ảnh hỏng.jpg").await;
    window.pictures("import-skipped").await;
    leave(window, hands, "import-skipped-list").await;
}

/// The first photo, cut for squares.
async fn crop(window: &Window<'_>, hands: &Hands<'_>) {
    window.click(&the("photo-tile")).await;
    hands.press("e");
    window.see(&the("crop-frame")).await;
    window.pictures("crop").await;
    window.click(&the("crop-format-square")).await;
    hands.press("Left");
    window.picture("crop-square").await;
    window.click(&the("crop-apply")).await;
    window.gone(&the("crop-editor")).await;
    leave(window, hands, "photo-viewer").await;
}

async fn compare(window: &Window<'_>, hands: &Hands<'_>) {
    hands.press("ctrl+a");
    hands.press("s");
    let panes = "return document.querySelectorAll('[data-compare-pane]').length === 4;";
    window.holds("four photos beside each other", panes).await;
    window.pictures("compare").await;
    leave(window, hands, "photo-compare").await;
    window.pictures("gallery-several").await;
    window.click("#photo-tab-info").await;
    window.see("#photo-panel-info").await;
    window.pictures("gallery-several-info").await;
    window.click("#photo-tab-caption").await;
}

async fn keep_a_template(window: &Window<'_>, hands: &mut Hands<'_>) {
    window.click(&format!("{} button", the("caption-templates"))).await;
    window.click_words("[role=menuitem]", "Sửa các mẫu").await;
    window.see(&the("templates-dialog")).await;
    window.pictures("templates-empty").await;
    window.click(&the("template-new")).await;
    fill(window, hands, "template-name", "Họp thường kỳ").await;
    fill(window, hands, "template-caption", "Quang cảnh {event}, ngày {date}.").await;
    fill(window, hands, "template-credit", "Ảnh: Kim Huy").await;
    window.pictures("templates").await;
    window.click(&the("template-save")).await;
    leave(window, hands, "templates-dialog").await;
}

async fn narrow(window: &Window<'_>, hands: &Hands<'_>) {
    window.click(&the("filter-menu")).await;
    window.see(&the("filter-panel")).await;
    window.pictures("filter").await;
    leave(window, hands, "filter-panel").await;
}

/// The copy that was passed on goes, and the question is answered.
async fn tell_duplicates_apart(window: &Window<'_>, hands: &Hands<'_>) {
    window.click(&the("gallery-set-duplicates")).await;
    window.click(&the("duplicates-open")).await;
    let cards = "return document.querySelectorAll('[data-testid=duplicate] img').length === 2;";
    window.holds("two photos that look alike", cards).await;
    window.pictures("duplicates").await;
    hands.press("Return");
    window.see(&the("duplicates-none")).await;
    window.pictures("duplicates-none").await;
    leave(window, hands, "duplicates").await;
}

/// The folder is chosen in the system's own dialog.
async fn watch_a_folder(window: &Window<'_>, hands: &mut Hands<'_>, folder: &Path) {
    std::fs::create_dir_all(folder).unwrap();
    go(window, hands, "settings").await;
    window.click(&the("settings-photos")).await;
    window.pictures("settings-photos").await;
    hands.choose_folder(folder, window.click(&the("watched-add"))).await;
    window.see(&the("watched-form")).await;
    window.pictures("watched").await;
    window.click(&the("watched-save")).await;
    window.see(&the("watched-folder")).await;
    window.pictures("settings-watched").await;
}

async fn write_the_codebook(window: &Window<'_>, hands: &mut Hands<'_>) {
    window.click(&the("settings-codebook")).await;
    window.see(&the("codebook-add")).await;
    window.pictures("settings-codebook-empty").await;
    for (code, name, title) in [
        ("ctubnd", "Nguyễn Thị Ánh Tuyết", "Chủ tịch UBND tỉnh"),
        ("gdskhdt", "Lê Quang Đạo", "Giám đốc Sở Kế hoạch và Đầu tư"),
    ] {
        window.click(&the("codebook-add")).await;
        fill(window, hands, "code-entry-code", code).await;
        fill(window, hands, "code-entry-name", name).await;
        fill(window, hands, "code-entry-title", title).await;
        if code == "ctubnd" {
            window.pictures("codebook-entry").await;
        }
        window.click(&the("code-entry-save")).await;
        window.gone(&the("code-entry")).await;
    }
    let rows = "return document.querySelectorAll('[data-testid=codebook-entry]').length === 2;";
    window.holds("two officials in the codebook", rows).await;
    window.pictures("settings-codebook").await;
}

async fn look_at_other_settings(window: &Window<'_>) {
    for section in ["storage", "portals", "person", "categories", "people", "workflow", "about"] {
        window.click(&the(&format!("settings-{section}"))).await;
        window.see(&format!("{}[data-section={section}]", the("settings-content"))).await;
        window.picture(&format!("settings-{section}")).await;
    }
}

async fn find_a_command(window: &Window<'_>, hands: &mut Hands<'_>) {
    hands.press("ctrl+k");
    window.see("#commands").await;
    hands.paste("anh");
    window.pictures("quick-command").await;
    hands.press("Escape");
    window.gone("#commands").await;
    hands.press("F1");
    window.see("dialog[open]").await;
    window.pictures("keys").await;
    hands.press("Escape");
    window.gone("dialog[open]").await;
}

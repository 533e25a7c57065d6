//! A walk through the places of the window: a picture of each, empty, full, small and in English.

use acceptance::desktop::hands::Hands;
use acceptance::desktop::window::{Window, the};

use crate::steps::{PLACES, go};

/// Before anything is there, without the settings.
pub async fn look_at_empty_places(window: &Window<'_>, hands: &Hands<'_>) {
    for (place, _) in &PLACES[..4] {
        go(window, hands, place).await;
        window.pictures(&format!("{place}-empty")).await;
    }
    go(window, hands, "articles").await;
}

/// With an article on the portal, in Vietnamese and in English.
pub async fn look_at_full_places(window: &Window<'_>, hands: &Hands<'_>) {
    for (place, _) in &PLACES {
        go(window, hands, place).await;
        window.pictures(place).await;
    }
    look_quickly(window, hands).await;
    go(window, hands, "settings").await;
    window.click(&the("settings-look")).await;
    window.see(&the("settings-language")).await;
    window.pictures("settings-look").await;
    choose_language(window, "English").await;
    for (place, _) in &PLACES {
        go(window, hands, place).await;
        window.pictures(&format!("{place}-en")).await;
    }
    go(window, hands, "articles").await;
    window.click(&the("article-row")).await;
    hands.press("Return");
    window.see(&the("editor-title")).await;
    window.pictures("editor-en").await;
    go(window, hands, "settings").await;
    window.click(&the("settings-look")).await;
    choose_language(window, "Tiếng Việt").await;
}

/// Space shows an article as readers will see it, without opening it.
async fn look_quickly(window: &Window<'_>, hands: &Hands<'_>) {
    go(window, hands, "articles").await;
    window.click(&the("article-row")).await;
    hands.press("space");
    window.see(&format!("{} h1", the("article-preview"))).await;
    window.pictures("quick-look").await;
    hands.press("space");
    window.gone(&the("article-preview")).await;
}

async fn choose_language(window: &Window<'_>, name: &str) {
    window.click_words(&format!("{} label", the("settings-language")), name).await;
    let language = "return document.documentElement.lang;";
    let expected = if name == "English" { "en" } else { "vi" };
    window.reads("the language", language, expected).await;
}

/// Who types without accents finds the article and sees why; who finds nothing is told so.
pub async fn search_articles(window: &Window<'_>, hands: &Hands<'_>) {
    go(window, hands, "articles").await;
    hands.press("ctrl+f");
    hands.type_keys("lien ket vung");
    let marked = "return [...document.querySelectorAll('[data-testid=article-row] h3 mark')]
        .map((it) => it.textContent).join(' ');";
    window.reads("the words found in titles", marked, "liên kết vùng").await;
    window.pictures("articles-search-small").await;
    hands.type_keys("zz");
    window.see(&the("article-empty")).await;
    // A key pressed now must not act on an article out of sight.
    window.gone(&the("article-facts")).await;
    window.pictures("articles-search-none-small").await;
    hands.press("Escape");
    let rows =
        "return document.querySelectorAll('[data-testid=article-row][data-id]').length === 2;";
    window.holds("both articles again", rows).await;
}

/// On a small screen.
pub async fn look_at_small_places(window: &Window<'_>, hands: &Hands<'_>) {
    for (place, _) in &PLACES {
        go(window, hands, place).await;
        window.pictures(&format!("{place}-small")).await;
    }
}

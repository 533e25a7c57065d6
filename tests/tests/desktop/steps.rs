//! What all stories do: sit down at a desk, go to a place, fill in a field.

use acceptance::desktop::desk::Desk;
use acceptance::desktop::hands::Hands;
use acceptance::desktop::tools;
use acceptance::desktop::wait::{self, PATIENCE};
use acceptance::desktop::window::{Window, the};
use tokio::sync::{Mutex, MutexGuard};

/// The places of the rail, in the order of Ctrl+1 to Ctrl+5, with what shows that one is there.
pub const PLACES: [(&str, &str); 5] = [
    ("articles", "articles-view"),
    ("gallery", "gallery"),
    ("sync", "sync"),
    ("stats", "stats-view"),
    ("settings", "settings-view"),
];

const CARET_IN_TITLE: &str = "return document.activeElement?.dataset.testid === 'editor-title';";
pub const VALUE_OF_TITLE: &str =
    "return document.querySelector('[data-testid=editor-title]').value;";

/// Two windows at once would wait for each other's processor and call it lost.
static TURN: Mutex<()> = Mutex::const_new(());

/// A desk, and the turn to use the screen; `None` where a window cannot be tested.
pub async fn desk(name: &str) -> Option<(Desk, MutexGuard<'static, ()>)> {
    let tools = tools::find()?;
    let turn = TURN.lock().await;
    Some((Desk::new(name, tools), turn))
}

/// Puts `text` into a field as a person does: over what is there, and on to the next field.
pub async fn fill(window: &Window<'_>, hands: &mut Hands<'_>, field: &str, text: &str) {
    window.enter(&the(field)).await;
    hands.press("ctrl+a");
    hands.paste(text);
    let script = "return document.querySelector(arguments[0]).value === arguments[1];";
    let given = vec![the(field).into(), text.into()];
    window.holds_for(&format!("{field} to say {text}"), script, given).await;
    hands.press("Tab");
}

/// The first start, with the portal on this machine, up to the list of articles.
pub async fn settle_in(window: &Window<'_>, hands: &mut Hands<'_>, desk: &Desk, name: &str) {
    window.see(&the("first-run-create")).await;
    let library = desk.path("Thư viện");
    fill(window, hands, "first-run-folder", library.to_str().unwrap()).await;
    window.click(&the("first-run-create")).await;
    window.click(&the("first-run-local")).await;
    window.click(&the("first-run-connect")).await;
    fill(window, hands, "first-run-name", name).await;
    window.click(&the("first-run-finish")).await;
    window.see(&the("articles-view")).await;
}

/// Switches the keyboard to Vietnamese and waits until the title composes what is typed: the window
/// finds the input method in its own time. The title is empty before and after.
pub async fn compose_in_title(window: &Window<'_>, hands: &Hands<'_>) {
    window.holds("the caret in the title", CARET_IN_TITLE).await;
    window.screen().choose_engine("Unikey").await;
    let composes = wait::find(PATIENCE, async || {
        hands.type_keys("aa");
        let shown = wait::find(PATIENCE, async || {
            let title: String = window.ask(VALUE_OF_TITLE, vec![]).await;
            ["aa", "â"].contains(&title.as_str()).then_some(title)
        });
        let shown = shown.await?;
        hands.press("ctrl+a");
        hands.press("Delete");
        window.reads("an empty title", VALUE_OF_TITLE, "").await;
        (shown == "â").then_some(())
    });
    assert!(composes.await.is_some(), "the input method does not reach the window");
}

pub async fn go(window: &Window<'_>, hands: &Hands<'_>, place: &str) {
    let index = PLACES.iter().position(|(name, _)| *name == place).unwrap();
    hands.press(&format!("ctrl+{}", index + 1));
    window.see(&the(PLACES[index].1)).await;
    window.settled().await;
}

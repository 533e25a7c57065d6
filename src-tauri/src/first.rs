//! Gives the page its first answers along, so that it draws itself once, with rows, instead of
//! drawing an empty frame, asking and drawing again (docs/adr/0015-start.md).

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use app::App;
use ipc::Answered;
use serde_json::json;

/// The window does not wait longer than this to be opened: a library on a slow disk is awaited by
/// the page, which says so.
const PATIENCE: Duration = Duration::from_millis(200);

/// A script that hands the page what it is about to ask; an empty one when that takes too long.
pub fn script(app: &App) -> String {
    let app = app.clone();
    // Spawned, so that what has begun goes on when it is no longer waited for.
    let asked = tauri::async_runtime::spawn(async move { ipc::first_answers(&app).await });
    let answered = tauri::async_runtime::block_on(async {
        tokio::time::timeout(PATIENCE, asked).await.ok()?.ok()
    });
    answered.map_or_else(String::new, |answers| hand_over(&answers, SystemTime::now()))
}

/// The page takes each answer once, and none that has become old (`ui/src/ipc/firstAnswers.ts`).
fn hand_over(answers: &[Answered], at: SystemTime) -> String {
    let at = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_millis();
    // JSON is JavaScript.
    format!("window.firstAnswers = {};", json!({ "at": at as u64, "answers": answers }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Text of an article that ended the script would leave the window empty.
    #[test]
    fn any_text_is_handed_over_whole() {
        let text = "\"; alert(1); //</script>\u{2028}\\";
        let at = UNIX_EPOCH + Duration::from_millis(1_700_000_000_123);

        let script = hand_over(&[("article_list".to_owned(), json!({}), json!(text))], at);

        let value = script.strip_prefix("window.firstAnswers = ").unwrap();
        let value: serde_json::Value =
            serde_json::from_str(value.strip_suffix(';').unwrap()).unwrap();
        assert_eq!(value["at"], 1_700_000_000_123_u64);
        assert_eq!(value["answers"][0], json!(["article_list", {}, text]));
    }
}

//! Vietnamese typing on Linux: the word being composed is visible.
//!
//! `wry` turns pre-edit off, and then a word typed through an input method stays invisible until
//! the space after it. Elsewhere the system draws the composed word itself.

use tauri::WebviewWindow;

/// Shows the composed word as it is typed.
#[cfg(target_os = "linux")]
pub fn show_composed_words(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{InputMethodContextExt, WebViewExt};

    window.with_webview(|webview| {
        if let Some(context) = webview.inner().input_method_context() {
            context.set_enable_preedit(true);
        }
    })
}

/// Nothing to do here.
#[cfg(not(target_os = "linux"))]
pub fn show_composed_words(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

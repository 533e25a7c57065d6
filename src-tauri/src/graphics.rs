//! How the window draws where there is no graphics card.
//!
//! WebKitGTK draws through OpenGL. Where no card answers, OpenGL is imitated on the processor, and
//! every frame takes the detour through that imitation: on an office PC without a driver, in a
//! virtual machine or over a remote desktop that costs more time than the drawing itself. There the
//! window draws straight into memory (docs/adr/0015-start.md).

use tauri::WebviewWindow;

/// WebKitGTK's own switch. Whoever has set it has chosen already.
#[cfg(target_os = "linux")]
const STRAIGHT: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

/// To be called before anything of GTK or WebKit runs: the web view's processes inherit the choice.
#[cfg(target_os = "linux")]
pub fn choose() {
    if std::env::var_os(STRAIGHT).is_none()
        && !has_card(std::path::Path::new("/dev/dri"))
        && let Err(error) = webkit2gtk::glib::setenv(STRAIGHT, "1", false)
    {
        tracing::warn!(%error, "the window draws through OpenGL although there is no card");
    }
}

/// Nothing to choose here.
#[cfg(not(target_os = "linux"))]
pub fn choose() {}

/// Leaves the web view undrawn, in the window's colour, until its page arrives.
///
/// Asked to draw straight before it has anything to draw, WebKitGTK 2.50 holds this process up for
/// the page's process, which at that moment waits for this one: both stand still until half a second
/// has passed. With OpenGL it does not wait.
///
/// # Errors
/// When the window is gone.
#[cfg(target_os = "linux")]
pub fn await_page(window: &WebviewWindow) -> tauri::Result<()> {
    use std::cell::Cell;

    use webkit2gtk::{LoadEvent, WebViewExt, glib::prelude::*};

    if std::env::var_os(STRAIGHT).is_none() {
        return Ok(());
    }
    window.with_webview(|webview| {
        let view = webview.inner();
        // A handler that answers "true" has drawn all there is to draw.
        let undrawn = view.connect_local("draw", false, |_| Some(true.to_value()));
        let undrawn = Cell::new(Some(undrawn));
        view.connect_load_changed(move |view, event| {
            if event == LoadEvent::Committed
                && let Some(undrawn) = undrawn.take()
            {
                view.disconnect(undrawn);
            }
        });
    })
}

/// Nothing to wait for here.
#[cfg(not(target_os = "linux"))]
pub fn await_page(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Whether the kernel offers a card to draw with: each has a node `renderD…`.
#[cfg(target_os = "linux")]
fn has_card(devices: &std::path::Path) -> bool {
    std::fs::read_dir(devices).is_ok_and(|nodes| {
        nodes.flatten().any(|node| node.file_name().to_string_lossy().starts_with("renderD"))
    })
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use super::has_card;

    /// Taken for a machine without a card, one with a card would scroll by the processor alone.
    #[test]
    fn a_card_is_known_by_its_node() {
        let folder = tempfile::tempdir().unwrap();
        assert!(!has_card(&folder.path().join("missing")));
        fs::write(folder.path().join("card0"), "").unwrap();
        assert!(!has_card(folder.path()), "a screen without a card behind it");

        fs::write(folder.path().join("renderD128"), "").unwrap();

        assert!(has_card(folder.path()));
    }
}

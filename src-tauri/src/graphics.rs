//! How the window draws where there is no graphics card.
//!
//! WebKitGTK draws through OpenGL. Where no card answers, OpenGL is imitated on the processor, and
//! every frame takes the detour through that imitation: on an office PC without a driver, in a
//! virtual machine or over a remote desktop that costs more time than the drawing itself. There the
//! window draws straight into memory (docs/adr/0015-start.md).

/// To be called before anything of GTK or WebKit runs: the web view's processes inherit the choice.
#[cfg(target_os = "linux")]
pub fn choose() {
    use std::{env, path::Path};

    /// WebKitGTK's own switch. Whoever has set it has chosen already.
    const STRAIGHT: &str = "WEBKIT_DISABLE_COMPOSITING_MODE";

    if env::var_os(STRAIGHT).is_none()
        && !has_card(Path::new("/dev/dri"))
        && let Err(error) = webkit2gtk::glib::setenv(STRAIGHT, "1", false)
    {
        tracing::warn!(%error, "the window draws through OpenGL although there is no card");
    }
}

/// Nothing to choose here.
#[cfg(not(target_os = "linux"))]
pub fn choose() {}

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

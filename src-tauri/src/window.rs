//! The one window: opened early and in the theme's colour, as large as last time.

use tauri::{
    AppHandle, LogicalSize, Manager, Theme, WebviewWindow, WebviewWindowBuilder, Wry,
    plugin::TauriPlugin,
    utils::config::{Color, WindowConfig},
};
use tauri_plugin_window_state::{DEFAULT_FILENAME, StateFlags};

use crate::{file_drop, graphics, input_method};

/// The window's name within Tauri, as in `tauri.conf.json`.
pub const LABEL: &str = "main";

/// `--bg` of the design tokens in either theme: shown until the page has painted itself.
const LIGHT: Color = Color(0xF3, 0xF1, 0xED, 0xFF);
const DARK: Color = Color(0x16, 0x15, 0x13, 0xFF);

/// Remembers size, place and whether the window fills the screen.
///
/// Visibility and decorations are left out: a window closed while hidden would stay hidden.
pub fn remembered() -> TauriPlugin<Wry> {
    tauri_plugin_window_state::Builder::new()
        .with_state_flags(StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED)
        .build()
}

/// Opens the window that `tauri.conf.json` describes; `script` runs before the page does.
///
/// # Errors
/// What the system's web view reports.
pub fn open(app: &AppHandle, script: String) -> tauri::Result<()> {
    let windows = &app.config().app.windows;
    let Some(config) = windows.iter().find(|window| window.label == LABEL) else {
        return Err(tauri::Error::WindowNotFound);
    };
    let window = WebviewWindowBuilder::from_config(app, config)?
        .background_color(LIGHT)
        .initialization_script(script)
        .on_navigation(|url| is_our_page(url.scheme(), url.host_str()))
        .build()?;
    graphics::await_page(&window)?;
    if window.theme()? == Theme::Dark {
        window.set_background_color(Some(DARK))?;
    }
    fit(app, &window, config)?;
    input_method::show_composed_words(&window)?;
    file_drop::watch(&window, app);
    Ok(())
}

/// The first time, on a screen smaller than the window wants to be, it fills the screen.
fn fit(app: &AppHandle, window: &WebviewWindow, config: &WindowConfig) -> tauri::Result<()> {
    let known = app.path().app_config_dir()?.join(DEFAULT_FILENAME).is_file();
    if known {
        return Ok(());
    }
    let wanted = LogicalSize::new(config.width, config.height);
    let space = window
        .current_monitor()?
        .map(|screen| screen.work_area().size.to_logical::<f64>(screen.scale_factor()));
    if space.is_some_and(|space| !holds(space, wanted)) {
        window.maximize()?;
    }
    Ok(())
}

/// Whether a screen's free space has room for the window; both in CSS pixels.
fn holds(space: LogicalSize<f64>, wanted: LogicalSize<f64>) -> bool {
    space.width >= wanted.width && space.height >= wanted.height
}

/// Whether the window may show a page: only what it was built with. A link in an article must never
/// put a foreign page where the app's own commands can be called.
fn is_our_page(scheme: &str, host: Option<&str>) -> bool {
    match scheme {
        "tauri" => true,
        "http" | "https" => {
            let development = cfg!(debug_assertions) && host == Some("localhost");
            host == Some("tauri.localhost") || development
        }
        "about" => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// A foreign page in the window could ask for everything that the app may do.
    #[rstest]
    #[case("tauri", Some("localhost"), true)]
    #[case("http", Some("tauri.localhost"), true)]
    #[case("about", None, true)]
    #[case("https", Some("example.vn"), false)]
    #[case("http", Some("tauri.localhost.example.vn"), false)]
    #[case("file", None, false)]
    #[case("data", None, false)]
    fn only_our_own_page_is_shown(
        #[case] scheme: &str,
        #[case] host: Option<&str>,
        #[case] expected: bool,
    ) {
        assert_eq!(is_our_page(scheme, host), expected);
    }

    /// On the office's small screens the window would open with its foot, and its buttons, outside.
    #[rstest]
    #[case(1366.0, 738.0, false)]
    #[case(1440.0, 868.0, false)]
    #[case(1440.0, 900.0, true)]
    #[case(1920.0, 1040.0, true)]
    fn a_small_screen_is_filled(#[case] width: f64, #[case] height: f64, #[case] expected: bool) {
        let wanted = LogicalSize::new(1440.0, 900.0);

        assert_eq!(holds(LogicalSize::new(width, height), wanted), expected);
    }
}

//! Files dragged onto the window from outside.
//!
//! The paths come from the system's own drag and drop; the page itself never sees a file's bytes.

use std::path::PathBuf;

use app::view::{AppEvent, DragPhase};
use tauri::{AppHandle, DragDropEvent, PhysicalPosition, WebviewWindow, WindowEvent};

use crate::events;

/// Tells the window of every drag over it.
pub fn watch(window: &WebviewWindow, app: &AppHandle) {
    let (app, asked) = (app.clone(), window.clone());
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(drag) = event
            && let Some(event) = translate(drag, pixels_per_css_pixel(&asked))
        {
            events::send(&app, &event);
        }
    });
}

/// In which unit a drag's position comes: GTK gives logical pixels and Tauri only relabels them.
fn pixels_per_css_pixel(window: &WebviewWindow) -> f64 {
    if cfg!(target_os = "linux") { 1.0 } else { window.scale_factor().unwrap_or(1.0) }
}

fn translate(drag: &DragDropEvent, scale: f64) -> Option<AppEvent> {
    Some(match drag {
        DragDropEvent::Enter { paths, position } => {
            dragged(DragPhase::Enter, paths, position, scale)
        }
        DragDropEvent::Over { position } => dragged(DragPhase::Over, &[], position, scale),
        DragDropEvent::Drop { paths, position } => dragged(DragPhase::Drop, paths, position, scale),
        DragDropEvent::Leave => {
            dragged(DragPhase::Leave, &[], &PhysicalPosition::new(0.0, 0.0), scale)
        }
        _ => return None,
    })
}

fn dragged(
    phase: DragPhase,
    paths: &[PathBuf],
    position: &PhysicalPosition<f64>,
    scale: f64,
) -> AppEvent {
    AppEvent::FilesDragged {
        phase,
        paths: paths.iter().map(|path| path.to_string_lossy().into_owned()).collect(),
        x: position.x / scale,
        y: position.y / scale,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// On a scaled screen the files would land in the album beside the one under the pointer.
    #[test]
    fn positions_are_those_of_the_page() {
        let drop = DragDropEvent::Drop {
            paths: vec![PathBuf::from("/ảnh/Lễ hội.jpg")],
            position: PhysicalPosition::new(300.0, 150.0),
        };

        let expected = AppEvent::FilesDragged {
            phase: DragPhase::Drop,
            paths: vec!["/ảnh/Lễ hội.jpg".to_owned()],
            x: 200.0,
            y: 100.0,
        };
        assert_eq!(translate(&drop, 1.5), Some(expected));
    }
}

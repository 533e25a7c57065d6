//! Files dragged onto the window from outside.
//!
//! The paths come from the system's own drag and drop; the page itself never sees a file's bytes.

use std::path::PathBuf;

use serde::Serialize;
use tauri::{AppHandle, DragDropEvent, WebviewWindow, WindowEvent};

use crate::events::Events;

/// Where a drag of files stands. `x` and `y` are CSS pixels from the window's upper left corner.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "phase", rename_all = "snake_case")]
pub enum FileDrag {
    /// Files are over the window for the first time.
    Enter {
        /// What is being dragged.
        paths: Vec<PathBuf>,
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    },
    /// They moved.
    Over {
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    },
    /// They were let go over the window.
    Drop {
        /// What was dropped: files and folders.
        paths: Vec<PathBuf>,
        /// From the left.
        x: f64,
        /// From the top.
        y: f64,
    },
    /// They left the window, or the drag was given up.
    Leave,
}

#[derive(Serialize)]
struct Message {
    r#type: &'static str,
    #[serde(flatten)]
    drag: FileDrag,
}

/// Tells the window of every drag over it.
pub fn watch(window: &WebviewWindow, app: &AppHandle) {
    let events = Events::new(app.clone());
    let asked = window.clone();
    window.on_window_event(move |event| {
        if let WindowEvent::DragDrop(event) = event {
            let scale = if cfg!(target_os = "linux") {
                // GTK gives logical pixels and Tauri only relabels them.
                1.0
            } else {
                asked.scale_factor().unwrap_or(1.0)
            };
            if let Some(drag) = translate(event, scale) {
                events.send(&Message { r#type: "file_drag", drag });
            }
        }
    });
}

fn translate(event: &DragDropEvent, scale: f64) -> Option<FileDrag> {
    Some(match event {
        DragDropEvent::Enter { paths, position } => {
            FileDrag::Enter { paths: paths.clone(), x: position.x / scale, y: position.y / scale }
        }
        DragDropEvent::Over { position } => {
            FileDrag::Over { x: position.x / scale, y: position.y / scale }
        }
        DragDropEvent::Drop { paths, position } => {
            FileDrag::Drop { paths: paths.clone(), x: position.x / scale, y: position.y / scale }
        }
        DragDropEvent::Leave => FileDrag::Leave,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use tauri::PhysicalPosition;

    use super::*;

    /// On a scaled screen the files would land in the album beside the one under the pointer.
    #[test]
    fn positions_are_those_of_the_page() {
        let event = DragDropEvent::Drop {
            paths: vec![PathBuf::from("/ảnh/Lễ hội.jpg")],
            position: PhysicalPosition::new(300.0, 150.0),
        };

        let drag = translate(&event, 1.5).unwrap();

        let message = serde_json::to_value(Message { r#type: "file_drag", drag }).unwrap();
        assert_eq!(
            message,
            json!({"type": "file_drag", "phase": "drop", "paths": ["/ảnh/Lễ hội.jpg"], "x": 200.0, "y": 100.0})
        );
    }
}

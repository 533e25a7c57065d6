//! What the window is told without asking: facts as data, never sentences.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Card, Failure, JobView, PortalView, PublishRun};

/// Something happened. Progress comes at most ten times a second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum AppEvent {
    /// A job began, went on or ended.
    JobChanged {
        /// The job now.
        job: JobView,
    },
    /// A publishing run began, went on or ended.
    PublishChanged {
        /// The run now.
        run: PublishRun,
    },
    /// Rows changed: lists that show them should ask again for what is on screen.
    LibraryChanged {
        /// What kinds of rows.
        kinds: Vec<ChangedKind>,
    },
    /// The number of changes that wait for the portal.
    WaitingChanged {
        /// How many.
        waiting: u32,
    },
    /// A portal went on- or offline, or was paused.
    PortalChanged {
        /// The portal now.
        portal: PortalView,
    },
    /// The library turned out to be damaged, or something else that everybody must know.
    ProblemFound {
        /// What.
        failure: Failure,
    },
    /// The portal told new figures.
    StatisticsChanged {},
    /// A memory card was put in.
    CardFound {
        /// Which.
        card: Card,
    },
    /// Files are dragged over the window, or dropped on it.
    FilesDragged {
        /// What the pointer does.
        phase: DragPhase,
        /// The paths; empty while hovering and after leaving.
        paths: Vec<String>,
        /// Pointer, CSS pixels from the window's left edge.
        x: f64,
        /// Pointer, CSS pixels from the window's top edge.
        y: f64,
    },
}

/// Kinds of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChangedKind {
    /// Articles.
    Articles,
    /// Photos.
    Photos,
    /// Albums.
    Albums,
    /// Categories, people, tags.
    Directory,
}

/// What the pointer does with files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DragPhase {
    /// Came over the window.
    Enter,
    /// Moves over it.
    Over,
    /// Let go.
    Drop,
    /// Left it.
    Leave,
}

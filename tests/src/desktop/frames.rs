//! What the grid of photos shows while it is scrolled, frame by frame: as the page makes it, and as it
//! comes to the screen.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::{self, JoinHandle};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::Deserialize;

use super::window::Window;
use crate::pixels::{Area, Pixels, share};

/// Looks at the grid; gives where it lies.
const SCRIPT: &str = include_str!("frames.js");

/// `--surface`, the page below the photos, and `--surface-3`, what stands in for a photo: of the light
/// theme, in `ui/src/design/tokens.css`.
const PAGE: [u8; 3] = [0xFF; 3];
const PLACEHOLDER: [u8; 3] = [0xEE, 0xEB, 0xE5];

/// Time between two looks at the screen, shorter than any frame.
const PAUSE: Duration = Duration::from_millis(3);

/// Rows of pixels between two that are looked at.
const STEP: usize = 12;

/// A bar that lies over the photos is so far from the edge, in pixels.
const INTO_BAR: i32 = 5;

/// So long the page waits for the grid to move, in milliseconds.
const PATIENCE: u32 = 3000;

/// A frame as the page makes it. Times in milliseconds.
#[derive(Debug, Clone, Deserialize)]
pub struct Frame {
    /// When it was made, since 1970.
    pub at: f64,
    /// Time since the one before.
    pub took: f64,
    /// How far the grid had been scrolled since then, in CSS pixels.
    pub moved: f64,
    /// What the looking itself took.
    pub looking: f64,
    /// Photos in sight.
    pub cells: u32,
    /// Those whose picture had not come.
    pub without: u32,
    /// Those of them that had not even their colour.
    pub unpainted: u32,
    /// Pixels of height and width where photos lie and no cell stood.
    pub bare: f64,
}

/// The grid as it came to the screen.
#[derive(Debug, Clone)]
pub struct Shown {
    /// When, in milliseconds since 1970.
    pub at: f64,
    /// The share of the grid that showed the bare page; the gaps between photos do.
    pub bare: f64,
    /// The share that showed the colour that stands in for a photo.
    pub placeholders: f64,
}

/// What was seen while the grid moved.
#[derive(Debug, Clone, Default)]
pub struct Seen {
    /// The frames the page made.
    pub frames: Vec<Frame>,
    /// The pictures the screen showed.
    pub screen: Vec<Shown>,
}

/// The grid of photos of a window that fills the screen.
pub struct Grid<'w, 's> {
    window: &'w Window<'s>,
    area: Area,
    bar: u32,
}

#[derive(Deserialize)]
struct Place {
    left: f64,
    top: f64,
    right: f64,
    bottom: f64,
    bar: f64,
}

impl<'w, 's> Grid<'w, 's> {
    /// The grid that a window shows.
    pub async fn of(window: &'w Window<'s>) -> Self {
        Self::in_place(window, "[data-testid=photo-grid] [role=listbox]").await
    }

    /// Whatever scrolls there, which need not hold photos.
    pub async fn in_place(window: &'w Window<'s>, css: &str) -> Self {
        let Place { left, top, right, bottom, bar } = window.ask(SCRIPT, vec![css.into()]).await;
        let area = [left.ceil(), top.ceil(), (right - bar).floor(), bottom.floor()];
        Self { window, area: area.map(|edge| edge as u32), bar: bar as u32 }
    }

    /// A point of it: fractions of its width and height.
    #[must_use]
    pub fn at(&self, across: f64, down: f64) -> (i32, i32) {
        let [left, top, right, bottom] = self.area.map(f64::from);
        ((left + across * (right - left)) as i32, (top + down * (bottom - top)) as i32)
    }

    /// A point of its scroll bar, at a fraction of the height. A bar that takes no room lies over the
    /// edge of the photos.
    #[must_use]
    pub fn on_bar(&self, down: f64) -> (i32, i32) {
        let (edge, y) = self.at(1.0, down);
        let beyond = i32::try_from(self.bar / 2).unwrap();
        (if beyond > 0 { edge + beyond } else { edge - INTO_BAR }, y)
    }

    /// Waits until every photo in sight has its picture.
    pub async fn all_pictures(&self) {
        let there = "const { cells, without } = grid.look(); return cells > 0 && without === 0;";
        self.window.holds("a picture of every photo in sight", there).await;
    }

    /// What it shows while `deed` scrolls it, from the first frame that moves to the last.
    pub async fn while_scrolling(&self, deed: impl AsyncFnOnce()) -> Seen {
        let begin = "grid.watch(arguments[0]); return true;";
        let _: bool = self.window.ask(begin, vec![PATIENCE.into()]).await;
        let watcher = Watcher::start(self.window.screen().pixels().clone(), self.area);
        deed().await;
        let seen = "grid.seen.then(arguments[arguments.length - 1]);";
        let frames: Vec<Frame> = self.window.ask_and_wait(seen, vec![]).await;
        Seen { frames, screen: watcher.stop() }.while_moving()
    }
}

impl Seen {
    /// Without what came before the grid moved and after it had come to rest.
    fn while_moving(mut self) -> Self {
        let moves = |frame: &Frame| frame.moved != 0.0;
        let first = self.frames.iter().position(moves).unwrap_or_default();
        let end = self.frames.iter().rposition(moves).map_or(0, |last| last + 1);
        self.frames = self.frames.drain(first..end).collect();
        let (Some(first), Some(last)) = (self.frames.first(), self.frames.last()) else {
            return Self::default();
        };
        let (from, to) = (first.at - first.took, last.at + last.took);
        self.screen.retain(|shown| (from..=to).contains(&shown.at));
        self
    }
}

/// Looks at the screen until it is told to stop, and notes each change.
struct Watcher {
    done: Arc<AtomicBool>,
    thread: JoinHandle<Vec<Shown>>,
}

impl Watcher {
    fn start(pixels: Pixels, area: Area) -> Self {
        let done = Arc::new(AtomicBool::new(false));
        let told = Arc::clone(&done);
        let thread = thread::spawn(move || {
            let (mut shown, mut last) = (Vec::new(), Vec::new());
            while !told.load(Ordering::Relaxed) {
                let now = pixels.read(area, STEP).unwrap();
                if now != last {
                    let at = SystemTime::now().duration_since(UNIX_EPOCH).unwrap();
                    shown.push(Shown {
                        at: at.as_secs_f64() * 1000.0,
                        bare: share(&now, |pixel| pixel == PAGE),
                        placeholders: share(&now, |pixel| pixel == PLACEHOLDER),
                    });
                    last = now;
                }
                thread::sleep(PAUSE);
            }
            shown
        });
        Self { done, thread }
    }

    fn stop(self) -> Vec<Shown> {
        self.done.store(true, Ordering::Relaxed);
        self.thread.join().unwrap()
    }
}

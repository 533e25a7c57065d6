//! The measurement itself.
#![expect(clippy::unwrap_used, reason = "a measurement fails by panicking")]

use std::time::{Duration, Instant};

use acceptance::desktop::desk::Desk;
use acceptance::desktop::frames::{Grid, Seen, Shown};
use acceptance::desktop::hands::Hands;
use acceptance::desktop::screen::Screen;
use acceptance::desktop::tools;
use acceptance::desktop::window::{Window, the};
use acceptance::figures::Figures;
use acceptance::gallery_archive;
use store::Library;

/// Photos of the library.
const PHOTOS: usize = 100_000;

/// A page as long as the grid that is nothing but stripes, over everything else.
const PLAIN: &str = "
    const plain = document.createElement('div');
    plain.id = 'plain';
    plain.style = 'position: fixed; inset: 0; z-index: 99; overflow: auto; background: white';
    const stripes = document.createElement('div');
    stripes.style = 'height: 2000000px; background: repeating-linear-gradient(#eee 0 60px, #ccc 60px 120px)';
    plain.append(stripes);
    document.body.append(plain);
    return true;";

/// Prints everything.
#[tokio::main(flavor = "current_thread")]
pub async fn run() {
    let Some(tools) = tools::find() else { return };
    let told = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let count: usize = told.unwrap_or(PHOTOS);
    let desk = Desk::new("frames", tools);
    let library = desk.path("library");
    let start = Instant::now();
    gallery_archive::fill_with_pictures(&Library::create(&library).unwrap(), count);
    println!("{count} photos written in {:.1} s; load {}", start.elapsed().as_secs_f64(), load());
    desk.opens(&library);
    let screen = Screen::start(&desk, 1440, 900).await;
    let hands = Hands::at(&screen);
    let window = Window::open(&screen).await;
    window.see(&the("articles-view")).await;
    hands.press("ctrl+2");
    window.see("[data-photo-index=\"0\"][data-photo-id]").await;

    println!("\n{:<34}{:>34}   {:>26}", "", "page: ms a frame", "screen: ms a picture");
    println!(
        "{:<34}{:>7}{:>9}{:>9}{:>9}   {:>8}{:>9}{:>9}   holes  no picture yet  looking",
        "", "frames", "p50", "p95", "max", "p50", "p95", "max"
    );
    let grid = Grid::of(&window).await;
    grid.all_pictures().await;
    hands.point(grid.at(0.5, 0.5));
    scroll(&grid, &hands).await;
    let _: bool = window.ask(PLAIN, vec![]).await;
    let plain = Grid::in_place(&window, "#plain").await;
    let wheel = async || hands.wheel(200, Duration::from_millis(16));
    print("a page of stripes, wheel", &plain.while_scrolling(wheel).await);
    println!("load {}", load());
    window.close().await;
}

/// Every way through the grid.
async fn scroll(grid: &Grid<'_, '_>, hands: &Hands<'_>) {
    let (second, notch) = (Duration::from_secs(1), Duration::from_millis);
    let slow = async || hands.wheel(60, notch(80));
    print("wheel, a notch every 80 ms", &grid.while_scrolling(slow).await);
    let quick = async || hands.wheel(200, notch(16));
    print("wheel, a notch every 16 ms", &grid.while_scrolling(quick).await);
    let back = async || hands.wheel_back(200, notch(16));
    print("and back over what was seen", &grid.while_scrolling(back).await);
    hands.click(grid.at(0.3, 0.3));
    let pages = async || hands.hold("Next", 5 * second).await;
    print("PageDown held", &grid.while_scrolling(pages).await);
    let middle = async || hands.pull(grid.on_bar(0.02), grid.on_bar(0.5), 4 * second).await;
    print("scroll bar to the middle", &grid.while_scrolling(middle).await);
    let end = async || hands.pull(grid.on_bar(0.5), grid.on_bar(1.0), 4 * second).await;
    print("scroll bar to the end", &grid.while_scrolling(end).await);
    let jumps = async || {
        for key in ["Home", "End", "Home", "End", "Home"] {
            hands.press(key);
            grid.all_pictures().await;
        }
    };
    print("Home and End in turns", &grid.while_scrolling(jumps).await);
}

fn print(name: &str, seen: &Seen) {
    if seen.frames.is_empty() {
        println!("{name:<34} did not move");
        return;
    }
    let page = Figures::of(seen.frames.iter().map(|frame| frame.took));
    let looking = Figures::of(seen.frames.iter().map(|frame| frame.looking));
    let cells: u32 = seen.frames.iter().map(|frame| frame.cells).sum();
    let without: u32 = seen.frames.iter().map(|frame| frame.without).sum();
    let holes = seen.frames.iter().filter(|frame| frame.unpainted > 0 || frame.bare >= 1.0).count();
    let screen = pauses(&seen.screen);
    println!(
        "{name:<34}{:>7}{:>9.1}{:>9.1}{:>9.1}   {:>8.1}{:>9.1}{:>9.1}{holes:>8}{:>15.1}%{:>9.1}",
        seen.frames.len(),
        page.median(),
        page.quantile(0.95),
        page.most(),
        screen.median(),
        screen.quantile(0.95),
        screen.most(),
        100.0 * f64::from(without) / f64::from(cells.max(1)),
        looking.median(),
    );
}

/// Times between the pictures on the screen. What comes within a few milliseconds is one picture that
/// was seen half done.
fn pauses(shown: &[Shown]) -> Figures {
    const ONE_PICTURE: f64 = 6.0;
    let mut last = None;
    let mut pauses = Vec::new();
    for Shown { at, .. } in shown {
        if let Some(before) = last
            && at - before < ONE_PICTURE
        {
            continue;
        }
        pauses.extend(last.map(|before| at - before));
        last = Some(*at);
    }
    Figures::of(if pauses.is_empty() { vec![0.0] } else { pauses })
}

/// How busy the machine is.
fn load() -> String {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').take(3).collect::<Vec<_>>().join(" ")
}

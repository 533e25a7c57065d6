//! The gallery when there is much of it: a card of 500 photos let go over the window, and 100,000
//! photos scrolled past.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use acceptance::desktop::frames::{Grid, Seen};
use acceptance::desktop::hands::Hands;
use acceptance::desktop::screen::Screen;
use acceptance::desktop::window::{Window, the};
use acceptance::figures::Figures;
use acceptance::gallery_archive;
use acceptance::pictures::Camera;
use serde::Deserialize;
use store::Library;

use crate::steps::{self, go};

/// Photos on the card, and how many of them differ in their pixels.
const CARD: usize = 500;
const DISTINCT: u32 = 12;
/// Small, so that the import is over within a minute when nothing is optimised; what a camera writes
/// around the pixels is all there.
const SIDES: (u32, u32) = (960, 640);
const QUALITY: u8 = 82;

/// How long the whole import may take.
const ARRIVES: Duration = Duration::from_secs(180);

/// Photos of the large library.
const MANY: usize = 100_000;

/// How long the scroll bar is pulled.
const PULL: Duration = Duration::from_secs(2);

/// Between photos, and around them, the page shows; where a row were missing it would be more.
const MOST_BARE: f64 = 0.2;
/// Beside the last photos, too: their row is not full.
const MOST_BARE_AT_THE_END: f64 = 0.3;

/// Notes when tiles, pictures and rows came, until everything is there.
const NOTE_ARRIVALS: &str = "
    const told = { first: 0, rows: 0, sight: 0 };
    const look = () => {
      const tiles = [...document.querySelectorAll('[data-testid=photo-tile]')];
      const there = tiles.filter((it) => it.querySelector('img, canvas')).length;
      const option = document.querySelector('[data-testid=photo-grid] [role=option]');
      if (there > 0) told.first ||= Date.now();
      if (option?.ariaSetSize === arguments[0]) {
        told.rows ||= Date.now();
        if (there === tiles.length) told.sight ||= Date.now();
      }
      if (told.sight === 0) requestAnimationFrame(look);
    };
    window.arrivals = told;
    look();
    return true;";

/// When something was first seen, in milliseconds since 1970; 0 for never.
#[derive(Deserialize)]
struct Arrivals {
    first: f64,
    rows: f64,
    sight: f64,
}

/// A photographer who comes back from an event and lets the whole card go over the window must see it
/// there while it comes in, and have all of it afterwards: each photo once, each with its picture.
#[tokio::test]
async fn a_card_of_500_photos_comes_in_whole() {
    let Some((desk, _turn)) = steps::desk("gallery-drop").await else { return };
    let files = shoot(&desk.path("Thẻ nhớ"));
    let library = desk.path("Thư viện");
    drop(Library::create(&library).unwrap());
    desk.opens(&library);
    let screen = Screen::start(&desk, 1440, 900).await;
    let hands = Hands::at(&screen);
    let window = Window::open(&screen).await;
    go(&window, &hands, "gallery").await;

    let times = let_go(&window, &hands, &files).await;
    let over = "return !document.querySelector('[data-testid=import-progress]')?.textContent
        .includes('Đang nhập') && document.querySelector('[data-testid=photo-selected]')
        ?.textContent.trim() === arguments[0];";
    window.holds_within(ARRIVES, "the end of the import", over, vec!["500 ảnh".into()]).await;
    let end = times.after_drop(now());
    window.picture("drop-500-end").await;
    println!("500 photos dropped: {times}, all in after {end:.1} s");

    assert!(!window.shows(&the("import-skipped")).await, "files were left out");
    assert!(!window.shows(".toast.error, .photo .broken").await, "something went wrong");
    let (ids, names) = visit_all(&window).await;
    assert_eq!((ids.len(), names.len()), (CARD, CARD), "a photo is missing, or there twice");
    window.close().await;
}

/// Makes the files of a card.
fn shoot(card: &Path) -> Vec<PathBuf> {
    std::fs::create_dir_all(card).unwrap();
    let (width, height) = SIDES;
    let shapes = [(width, height), (width, height), (height, width)];
    let cameras: Vec<_> = (0..DISTINCT)
        .zip(shapes.iter().cycle())
        .map(|(number, (width, height))| Camera::new(number, *width, *height, QUALITY))
        .collect();
    let shots = cameras.iter().cycle().zip(0..).take(CARD);
    shots
        .map(|(camera, number)| {
            let file = card.join(format!("Lễ hội {number:03}.JPG"));
            std::fs::write(&file, camera.shot(number)).unwrap();
            file
        })
        .collect()
}

/// What was to be seen how long after the files were let go, in seconds.
struct Times {
    dropped: f64,
    pictures: [f64; 2],
    arrivals: Arrivals,
}

impl Times {
    /// From milliseconds since 1970 to seconds after the drop.
    fn after_drop(&self, at: f64) -> f64 {
        (at - self.dropped) / 1000.0
    }
}

impl fmt::Display for Times {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Arrivals { first, rows, sight } = self.arrivals;
        let [first, rows, sight] = [first, rows, sight].map(|at| self.after_drop(at));
        let [early, late] = self.pictures;
        write!(
            out,
            "first tiles with a picture after {first:.2} s, all rows after {rows:.2} s, a picture \
             of each in sight after {sight:.2} s; screen kept after {early:.2} and {late:.2} s"
        )
    }
}

/// Drags the files over the gallery, lets them go, and keeps what the screen shows soon after.
async fn let_go(window: &Window<'_>, hands: &Hands<'_>, files: &[PathBuf]) -> Times {
    let files: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let drag = hands.drag(&files, (620, 480));
    window.see(&the("drop-target")).await;
    window.picture("drop-500-over").await;
    let _: bool = window.ask(NOTE_ARRIVALS, vec![CARD.to_string().into()]).await;

    let (dropped, start) = (now(), Instant::now());
    drag.drop();
    let mut kept = Vec::new();
    for (name, after) in [("0.5s", 500), ("2s", 2000)] {
        tokio::time::sleep_until((start + Duration::from_millis(after)).into()).await;
        kept.push((name, start.elapsed(), window.screen().pixels().picture().unwrap()));
    }
    for (name, _, picture) in &kept {
        window.keep(&format!("drop-500-{name}"), picture);
    }
    let there = "return window.arrivals.sight > 0;";
    window.holds_within(ARRIVES, "a picture of every photo in sight", there, vec![]).await;
    let arrivals = window.ask("return window.arrivals;", vec![]).await;
    let pictures = [kept[0].1.as_secs_f64(), kept[1].1.as_secs_f64()];
    Times { dropped, pictures, arrivals }
}

/// Goes through the whole grid; the ids and the names of the photos that stand there. Each must have
/// its picture before it goes on.
async fn visit_all(window: &Window<'_>) -> (BTreeSet<String>, BTreeSet<String>) {
    let list = "const list = document.querySelector('[data-testid=photo-grid] [role=listbox]');";
    let tiles = "return [...list.querySelectorAll('[data-photo-id]')].map((it) =>
        [it.dataset.photoId, it.querySelector('[role=img]').ariaLabel]);";
    let on = "const before = list.scrollTop; list.scrollTop += list.clientHeight * 0.8;
        return list.scrollTop > before;";
    let grid = Grid::of(window).await;
    let mut seen: Vec<(String, String)> = Vec::new();
    loop {
        grid.all_pictures().await;
        seen.extend(window.ask::<Vec<_>>(&format!("{list} {tiles}"), vec![]).await);
        if !window.ask::<bool>(&format!("{list} {on}"), vec![]).await {
            return seen.into_iter().unzip();
        }
    }
}

/// Milliseconds since 1970, as the page counts them.
fn now() -> f64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs_f64() * 1000.0
}

/// Whoever looks for a photo of years ago scrolls past a hundred thousand: a hole in the grid would
/// look like the end of it, or like photos that are lost.
#[tokio::test]
async fn a_hundred_thousand_photos_scroll_without_a_hole() {
    let Some((desk, _turn)) = steps::desk("gallery-scroll").await else { return };
    let library = desk.path("Thư viện");
    fill(&library);
    desk.opens(&library);
    let screen = Screen::start(&desk, 1440, 900).await;
    let hands = Hands::at(&screen);
    let window = Window::open(&screen).await;
    go(&window, &hands, "gallery").await;
    let grid = Grid::of(&window).await;
    grid.all_pictures().await;

    hands.point(grid.at(0.5, 0.5));
    let wheel = async || hands.wheel(60, Duration::from_millis(25));
    check("the wheel", &grid.while_scrolling(wheel).await, MOST_BARE);
    window.click("[data-photo-id]").await;
    let pages = async || hands.hold("Next", Duration::from_secs(3)).await;
    check("PageDown", &grid.while_scrolling(pages).await, MOST_BARE);
    let bar = async || hands.pull(grid.on_bar(0.01), grid.on_bar(0.5), PULL).await;
    check("the scroll bar", &grid.while_scrolling(bar).await, MOST_BARE);
    grid.all_pictures().await;
    window.picture("scroll-100000").await;

    window.click("[data-photo-id]").await;
    let end = grid.while_scrolling(async || hands.press("End")).await;
    check("End", &end, MOST_BARE_AT_THE_END);
    let last = format!("[data-photo-index=\"{}\"][data-photo-id]", MANY - 1);
    window.see(&last).await;
    grid.all_pictures().await;
    window.picture("scroll-100000-end").await;
    window.close().await;
}

fn fill(folder: &Path) {
    let start = Instant::now();
    let library = Library::create(folder).unwrap();
    gallery_archive::fill_with_pictures(&library, MANY);
    println!("{MANY} photos written in {:.1} s", start.elapsed().as_secs_f64());
}

/// No frame may have had a hole, neither as the page made it nor as it came to the screen.
fn check(how: &str, seen: &Seen, most_bare: f64) {
    assert!(!seen.frames.is_empty(), "{how} did not scroll the grid");
    for frame in &seen.frames {
        let whole = frame.cells > 0 && frame.unpainted == 0 && frame.bare < 1.0;
        assert!(whole, "a hole while scrolling with {how}: {frame:?}");
    }
    for shown in &seen.screen {
        assert!(shown.bare < most_bare, "a hole on the screen with {how}: {shown:?}");
    }
    let times = Figures::of(seen.frames.iter().map(|frame| frame.took));
    println!("{how}: {} frames, {times} ms each", seen.frames.len());
}

//! Prints how long the window takes from its start to a usable list of 10,000 articles, and how much
//! memory it then holds, beside an empty Tauri window started in turns with it.
//!
//! `cargo xtask bench --bench window`
//!
//! Both are looked at from outside, as a person would: a virtual screen (Xvfb) keeps its pixels in a
//! file, and that file is read until the empty window shows its one colour, or until the titles of
//! the list are there as dark ink. Memory is the proportional set size of the whole process tree.

mod memory;
mod screen;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};
use std::{env, fs};

use acceptance::archive::{self, Wanted};
use acceptance::figures::Figures;
use acceptance::office::Office;
use acceptance::pictures;
use app::view::Settings;
use screen::Screen;
use store::Library;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// Articles in the library.
const ARTICLES: usize = 10_000;

/// Photos in the library.
const PHOTOS: u32 = 2_000;

/// Starts of each that count.
const ROUNDS: usize = 7;

/// A start that takes longer than this has failed.
const PATIENCE: Duration = Duration::from_secs(60);

/// The colour that `empty_window` fills itself with.
const EMPTY: [u8; 3] = [0x0C, 0x5E, 0x63];

fn main() -> Outcome {
    let programs = Programs::find()?;
    let office = Office::new();
    fill(&office)?;
    let home = tempfile::tempdir()?;
    prepare_home(home.path(), &office)?;
    let screen = Screen::start()?;

    let starts = starts(&programs, &screen, home.path())?;
    let [empty, ours] = starts.map(|times| Figures::of_times(&times));
    println!("\nstart in milliseconds, median (least to most), {ROUNDS} each in turns:");
    println!("  empty window, until it is filled      {empty}");
    println!("  {ARTICLES} articles, until titles are shown {ours}");
    println!(
        "  ratio of the medians × {:.2} (wanted: at most 1.5)",
        ours.median() / empty.median()
    );

    memory(&programs, &screen, home.path())
}

/// The two programs, built beside this one.
struct Programs {
    empty: PathBuf,
    ours: PathBuf,
}

impl Programs {
    fn find() -> Outcome<Self> {
        let this = env::current_exe()?;
        let folder = this.parent().and_then(Path::parent).ok_or("no folder of programs")?;
        let programs = Self {
            empty: folder.join("examples").join("empty_window"),
            ours: folder.join("toasoan"),
        };
        for program in [&programs.empty, &programs.ours] {
            if !program.is_file() {
                return Err(format!("{} is missing: cargo xtask bench", program.display()).into());
            }
        }
        Ok(programs)
    }
}

fn fill(office: &Office) -> Outcome {
    let library = Library::create(&office.library())?;
    archive::fill(&library, Wanted { count: ARTICLES, publish_to: None });
    drop(library);
    let photos = tempfile::tempdir()?;
    for number in 0..PHOTOS {
        let file = photos.path().join(format!("anh-{number:04}.jpg"));
        fs::write(file, pictures::jpeg(number, 960, 640, 80))?;
    }
    tokio::runtime::Runtime::new()?.block_on(async {
        office.open().await;
        let start = Instant::now();
        let job = office.import(photos.path()).await;
        println!(
            "{ARTICLES} articles and {} photos in the library, imported in {:.0} s",
            job.job.done,
            start.elapsed().as_secs_f64()
        );
        office.app.close();
    });
    Ok(())
}

/// A user who has the library open and saw the window before, at this size.
fn prepare_home(home: &Path, office: &Office) -> Outcome {
    let settings = Settings {
        library: Some(office.library().to_string_lossy().into_owned()),
        theme: app::view::Theme::Light,
        ..Settings::default()
    };
    let folder = home.join("config/vn.toasoan.desktop");
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("settings.json"), serde_json::to_vec(&settings)?)?;
    Ok(())
}

/// Times of the empty window and of ours. The first pair does not count: afterwards both find their
/// files in the system's cache.
fn starts(programs: &Programs, screen: &Screen, home: &Path) -> Outcome<[Vec<Duration>; 2]> {
    let (mut empty, mut ours) = (Vec::new(), Vec::new());
    for round in 0..=ROUNDS {
        let (time, running) = start(&programs.empty, screen, home, Screen::is_filled)?;
        running.end()?;
        let (own, running) = start(&programs.ours, screen, home, Screen::shows_titles)?;
        running.end()?;
        if round > 0 {
            empty.push(time);
            ours.push(own);
        }
    }
    Ok([empty, ours])
}

fn memory(programs: &Programs, screen: &Screen, home: &Path) -> Outcome {
    let (_, running) = start(&programs.empty, screen, home, Screen::is_filled)?;
    let empty = memory::settled(running.0.id())?;
    running.end()?;

    let (_, running) = start(&programs.ours, screen, home, Screen::shows_titles)?;
    let list = memory::settled(running.0.id())?;
    screen.press("ctrl+2")?;
    await_picture(screen, Screen::shows_photos)?;
    let grid = memory::settled(running.0.id())?;
    running.end()?;

    println!("\nmemory of the process tree (proportional set size) in MiB:");
    let show = |name: &str, bytes: u64| {
        let mib = bytes as f64 / 1024.0 / 1024.0;
        println!("  {name:<38}{mib:>6.0}   × {:.2}", bytes as f64 / empty as f64);
    };
    show("empty window", empty);
    show("list of 10,000 articles", list);
    show("then the grid of 2,000 photos", grid);
    Ok(())
}

/// A program of the measurement; killed when it is dropped.
struct Running(Child);

impl Running {
    /// Ends it and waits until its whole tree is gone, so that nothing of it slows the next start.
    fn end(mut self) -> Outcome {
        let tree = memory::tree(self.0.id());
        self.0.kill()?;
        self.0.wait()?;
        let start = Instant::now();
        while tree.iter().any(|process| memory::is_there(*process)) {
            if start.elapsed() > PATIENCE {
                return Err("a process outlived its window".into());
            }
            pause();
        }
        Ok(())
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // Fails only when it has ended already.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts a program and waits for what it shows.
fn start(
    program: &Path,
    screen: &Screen,
    home: &Path,
    wanted: fn(&Screen) -> std::io::Result<bool>,
) -> Outcome<(Duration, Running)> {
    // What the window before left on the screen must not count.
    await_picture(screen, Screen::is_blank)?;
    let begun = Instant::now();
    let child = Command::new(program)
        .env("DISPLAY", screen.name())
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home.join("config"))
        .env("XDG_DATA_HOME", home.join("data"))
        .env("XDG_CACHE_HOME", home.join("cache"))
        .env("GDK_BACKEND", "x11")
        .env("NO_AT_BRIDGE", "1")
        .env_remove("WAYLAND_DISPLAY")
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let running = Running(child);
    await_picture(screen, wanted)?;
    Ok((begun.elapsed(), running))
}

fn await_picture(screen: &Screen, wanted: fn(&Screen) -> std::io::Result<bool>) -> Outcome {
    let begun = Instant::now();
    while !wanted(screen)? {
        if begun.elapsed() > PATIENCE {
            screen.keep()?;
            return Err("the window did not show what was waited for".into());
        }
        pause();
    }
    Ok(())
}

/// The screen's file tells nobody when it changes, so it is looked at often; each look costs far
/// less than the pause.
fn pause() {
    std::thread::sleep(Duration::from_millis(4));
}

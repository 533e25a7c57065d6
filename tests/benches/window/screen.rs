//! A virtual screen and what can be seen on it from outside.

use std::error::Error;
use std::fs;
use std::io::{self, BufRead as _, BufReader};
use std::process::{Child, Command, Stdio};

use acceptance::pixels::{Area, Pixels};
use tempfile::TempDir;

const WIDTH: u32 = 1440;
const HEIGHT: u32 = 900;

/// Where the rows of the list and the photos of the grid are, whatever stands beside them.
const CONTENT: Area = [340, 260, 960, 840];

/// An X server without a monitor. It ends with this value.
pub struct Screen {
    server: Child,
    name: String,
    pixels: Pixels,
    _folder: TempDir,
}

impl Screen {
    /// Starts the server on a free display and waits until it answers.
    pub fn start() -> Result<Self, Box<dyn Error>> {
        let folder = tempfile::tempdir()?;
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", &format!("{WIDTH}x{HEIGHT}x24")])
            .args(["-nolisten", "tcp", "-noreset", "-wr", "-fbdir"])
            .arg(folder.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut number = String::new();
        BufReader::new(server.stdout.take().ok_or("Xvfb has no output")?).read_line(&mut number)?;
        let name = format!(":{}", number.trim());
        let pixels = Pixels::of_server(folder.path());
        Ok(Self { server, name, pixels, _folder: folder })
    }

    /// What programs find in `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether no window is there: the server is told to be white.
    pub fn is_blank(&self) -> io::Result<bool> {
        self.pixels.share(CONTENT, |pixel| pixel == [0xFF; 3]).map(|share| share == 1.0)
    }

    /// Whether the empty window has filled itself with its colour.
    pub fn is_filled(&self) -> io::Result<bool> {
        self.pixels.share(CONTENT, |pixel| pixel == super::EMPTY).map(|share| share == 1.0)
    }

    /// Whether lines of text stand in the list: dark ink on a light page. What is shown while rows
    /// are awaited is light grey.
    pub fn shows_titles(&self) -> io::Result<bool> {
        let ink = self.pixels.share(CONTENT, |pixel| luminance(pixel) < 80)?;
        let page = self.pixels.share(CONTENT, |pixel| luminance(pixel) > 225)?;
        Ok(ink > 0.01 && page > 0.6)
    }

    /// Whether photos fill the grid: the page itself has hardly any colour.
    pub fn shows_photos(&self) -> io::Result<bool> {
        let colourful =
            |[red, green, blue]: [u8; 3]| red.max(green).max(blue) - red.min(green).min(blue) > 40;
        self.pixels.share(CONTENT, colourful).map(|share| share > 0.6)
    }

    /// Presses keys in the one window that is shown.
    pub fn press(&self, keys: &str) -> Result<(), Box<dyn Error>> {
        let pressed = Command::new("xdotool")
            .env("DISPLAY", &self.name)
            .args(["search", "--sync", "--onlyvisible", "--name", "Tòa Soạn"])
            .args(["windowfocus", "--sync", "key", keys])
            .output()?;
        if pressed.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&pressed.stderr).into_owned().into())
        }
    }

    /// Keeps the screen as it is, for looking at what went wrong.
    pub fn keep(&self) -> io::Result<()> {
        let kept = std::env::temp_dir().join("window-bench.xwd");
        fs::copy(self.pixels.file(), &kept)?;
        eprintln!("the screen is kept in {}", kept.display());
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        // Fails only when it has ended already.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

/// Rec. 601, in levels.
fn luminance([red, green, blue]: [u8; 3]) -> u32 {
    (299 * u32::from(red) + 587 * u32::from(green) + 114 * u32::from(blue)) / 1000
}

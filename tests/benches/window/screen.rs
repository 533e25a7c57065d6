//! A virtual screen whose pixels can be read as a file while windows draw on it.

use std::error::Error;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

use tempfile::TempDir;

const WIDTH: u32 = 1440;
const HEIGHT: u32 = 900;

/// Where the rows of the list and the photos of the grid are, whatever stands beside them: left,
/// top, right, bottom.
const CONTENT: [u32; 4] = [340, 260, 960, 840];

/// An X server without a monitor. It ends with this value.
pub struct Screen {
    server: Child,
    name: String,
    pixels: PathBuf,
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
        let pixels = folder.path().join("Xvfb_screen0");
        Ok(Self { server, name, pixels, _folder: folder })
    }

    /// What programs find in `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Whether no window is there: the server is told to be white.
    pub fn is_blank(&self) -> io::Result<bool> {
        self.share(CONTENT, |pixel| pixel == [0xFF; 3]).map(|share| share == 1.0)
    }

    /// Whether the empty window has filled itself with its colour.
    pub fn is_filled(&self) -> io::Result<bool> {
        self.share(CONTENT, |pixel| pixel == super::EMPTY).map(|share| share == 1.0)
    }

    /// Whether lines of text stand in the list: dark ink on a light page. What is shown while rows
    /// are awaited is light grey.
    pub fn shows_titles(&self) -> io::Result<bool> {
        let ink = self.share(CONTENT, |pixel| luminance(pixel) < 80)?;
        let page = self.share(CONTENT, |pixel| luminance(pixel) > 225)?;
        Ok(ink > 0.01 && page > 0.6)
    }

    /// Whether photos fill the grid: the page itself has hardly any colour.
    pub fn shows_photos(&self) -> io::Result<bool> {
        let colourful =
            |[red, green, blue]: [u8; 3]| red.max(green).max(blue) - red.min(green).min(blue) > 40;
        self.share(CONTENT, colourful).map(|share| share > 0.6)
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
        fs::copy(&self.pixels, &kept)?;
        eprintln!("the screen is kept in {}", kept.display());
        Ok(())
    }

    /// The share of a rectangle's pixels (red, green, blue) that `wanted` holds for.
    fn share(
        &self,
        [left, top, right, bottom]: [u32; 4],
        wanted: impl Fn([u8; 3]) -> bool,
    ) -> io::Result<f64> {
        let mut file = File::open(&self.pixels)?;
        let header = Header::read(&mut file)?;
        let mut row = vec![0; 4 * (right - left) as usize];
        let mut found = 0_u32;
        for y in top..bottom {
            let at = header.first_pixel + u64::from(y * header.bytes_per_line + 4 * left);
            file.seek(SeekFrom::Start(at))?;
            file.read_exact(&mut row)?;
            let pixels = row.chunks_exact(4).map(|pixel| [pixel[2], pixel[1], pixel[0]]);
            found += pixels.filter(|pixel| wanted(*pixel)).count() as u32;
        }
        Ok(f64::from(found) / f64::from((right - left) * (bottom - top)))
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

/// What is needed of the XWD header (X11's `XWDFile.h`): big-endian words of 32 bits.
struct Header {
    first_pixel: u64,
    bytes_per_line: u32,
}

impl Header {
    fn read(file: &mut File) -> io::Result<Self> {
        let mut words = [0; 25 * 4];
        file.read_exact(&mut words)?;
        let word = |index: usize| {
            words[4 * index..].first_chunk().map_or(0, |bytes| u32::from_be_bytes(*bytes))
        };
        let (header, bits_per_pixel, bytes_per_line, colours) =
            (word(0), word(11), word(12), word(19));
        if bits_per_pixel != 32 {
            return Err(io::Error::other("the screen has no 32 bits for a pixel"));
        }
        // Each colour of the table takes 12 bytes.
        Ok(Self { first_pixel: u64::from(header + 12 * colours), bytes_per_line })
    }
}

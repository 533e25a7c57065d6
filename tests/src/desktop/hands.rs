//! Keyboard, clipboard and mouse of the screen: what reaches the window comes through X11, as from a
//! person, and not through the driver.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout};
use std::time::Duration;

use super::program::Program;
use super::screen::Screen;
use super::{telex, wait};

/// Time between two keys in milliseconds: a fast typist, slow enough for an input method.
const BETWEEN_KEYS: &str = "60";

/// Another program that answers a line with a line.
struct Partner {
    // Dropped last: it kills the program.
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    _program: Program,
}

impl Partner {
    fn start(screen: &Screen<'_>, script: &str, arguments: &[String]) -> Self {
        let desk = screen.desk();
        let mut command = screen.command(&desk.tools.python);
        command.args(["-c", script]).args(arguments);
        let mut program = Program::converse(&mut command, &desk.log("hands"));
        let input = program.child().stdin.take().unwrap();
        let output = BufReader::new(program.child().stdout.take().unwrap());
        Self { input, output, _program: program }
    }

    fn hear(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim().to_owned()
    }
}

/// Two hands at the screen.
pub struct Hands<'s> {
    screen: &'s Screen<'s>,
    clipboard: Partner,
}

impl<'s> Hands<'s> {
    /// Hands at this screen.
    #[must_use]
    pub fn at(screen: &'s Screen<'s>) -> Self {
        let clipboard = Partner::start(screen, include_str!("clipboard.py"), &[]);
        Self { screen, clipboard }
    }

    fn xdotool(&self, arguments: &[&str]) {
        let done = self.screen.command("xdotool").args(arguments).status().unwrap();
        assert!(done.success(), "xdotool {arguments:?}");
    }

    /// Presses keys together: `ctrl+v`, `Return`.
    pub fn press(&self, keys: &str) {
        self.xdotool(&["key", "--clearmodifiers", keys]);
    }

    /// Types keys one after the other.
    pub fn type_keys(&self, keys: &str) {
        self.xdotool(&["type", "--delay", BETWEEN_KEYS, "--", keys]);
    }

    /// Types a text in Telex; the input method makes the letters.
    pub fn type_telex(&self, text: &str) {
        self.type_keys(&telex::keys(text));
    }

    /// Copies a text elsewhere and pastes it where the caret is.
    pub fn paste(&mut self, text: &str) {
        writeln!(self.clipboard.input, "{}", serde_json::Value::from(text)).unwrap();
        self.clipboard.input.flush().unwrap();
        assert_eq!(self.clipboard.hear(), "copied");
        self.press("ctrl+v");
    }

    /// Chooses a folder in the system's own dialog, which `open` brings up.
    pub async fn choose_folder(&mut self, folder: &Path, open: impl Future<Output = ()>) {
        let before = self.screen.active_window();
        open.await;
        let is_open = || self.screen.active_window() != before;
        wait::until("the system's dialog", is_open).await;
        self.press("ctrl+l");
        self.paste(folder.to_str().unwrap());
        self.press("Return");
        wait::until("the system's dialog to close", || self.screen.active_window() == before).await;
    }

    /// Turns the wheel towards oneself by so many notches, `between` apart.
    pub fn wheel(&self, notches: u32, between: Duration) {
        self.turn("5", notches, between);
    }

    /// Turns the wheel away from oneself.
    pub fn wheel_back(&self, notches: u32, between: Duration) {
        self.turn("4", notches, between);
    }

    fn turn(&self, button: &str, notches: u32, between: Duration) {
        let (notches, between) = (notches.to_string(), between.as_millis().to_string());
        self.xdotool(&["click", "--repeat", &notches, "--delay", &between, button]);
    }

    /// Presses what lies at (`x`, `y`).
    pub fn click(&self, place: (i32, i32)) {
        self.point(place);
        self.xdotool(&["click", "1"]);
    }

    /// Holds a key for a time; the keyboard repeats it.
    pub async fn hold(&self, key: &str, time: Duration) {
        self.xdotool(&["keydown", key]);
        tokio::time::sleep(time).await;
        self.xdotool(&["keyup", key]);
    }

    /// Goes to (`x`, `y`) with nothing in the hand.
    pub fn point(&self, (x, y): (i32, i32)) {
        self.xdotool(&["mousemove", &x.to_string(), &y.to_string()]);
    }

    /// Takes what lies at a place and pulls it straight to another, over a time.
    pub async fn pull(&self, from: (i32, i32), to: (i32, i32), time: Duration) {
        let steps = i32::try_from(time.as_millis() / 16).unwrap().max(1);
        self.point(from);
        self.xdotool(&["mousedown", "1"]);
        for step in 1..=steps {
            let between = |from: i32, to: i32| from + (to - from) * step / steps;
            self.point((between(from.0, to.0), between(from.1, to.1)));
            tokio::time::sleep(time / steps.unsigned_abs()).await;
        }
        self.xdotool(&["mouseup", "1"]);
    }

    /// Takes `files` from another window with the mouse and holds them over (`x`, `y`).
    #[must_use]
    pub fn drag(&self, files: &[&Path], (x, y): (i32, i32)) -> Drag<'_> {
        let (from_x, from_y) = (40, 720);
        let mut arguments = vec![from_x.to_string(), from_y.to_string()];
        arguments.extend(files.iter().map(|file| file.to_str().unwrap().to_owned()));
        let mut source = Partner::start(self.screen, include_str!("drag_source.py"), &arguments);
        assert_eq!(source.hear(), "ready");
        let mut drag = Drag { hands: self, source, at: (from_x + 60, from_y + 40) };
        drag.jump();
        self.xdotool(&["mousedown", "1"]);
        drag.move_to((from_x + 100, from_y + 20));
        assert_eq!(drag.source.hear(), "began");
        drag.move_to((x, y));
        drag
    }
}

/// Files held with the mouse.
pub struct Drag<'h> {
    hands: &'h Hands<'h>,
    source: Partner,
    at: (i32, i32),
}

impl Drag<'_> {
    fn jump(&self) {
        let (x, y) = (self.at.0.to_string(), self.at.1.to_string());
        self.hands.xdotool(&["mousemove", &x, &y]);
    }

    /// Goes on to (`x`, `y`), with stops on the way as a hand makes them.
    pub fn move_to(&mut self, (x, y): (i32, i32)) {
        let from = self.at;
        for step in 1..=12 {
            let between = |from: i32, to: i32| from + (to - from) * step / 12;
            self.at = (between(from.0, x), between(from.1, y));
            self.jump();
        }
    }

    /// Lets the files go.
    pub fn drop(mut self) {
        self.hands.xdotool(&["mouseup", "1"]);
        assert_eq!(self.source.hear(), "dropped", "the window took the files");
    }
}

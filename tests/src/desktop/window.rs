//! The app in its window, asked through WebDriver what it shows.

use std::net::TcpListener;
use std::path::PathBuf;
use std::time::Duration;

use image::RgbImage;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::{By, Capabilities, WebDriver, WebElement};

use super::program::{self, Program};
use super::screen::Screen;
use super::wait::{self, PATIENCE};

/// Everything the page will draw is drawn: fonts and pictures are there, nothing moves in or out.
const SETTLED: &str = "
    const done = document.fonts.status === 'loaded'
      && [...document.images].every((it) => it.complete || it.loading === 'lazy')
      && !document.querySelector('.skeleton, [data-photo-index]:not([data-photo-id])')
      && !document.querySelector('.photo:not(:has(.broken)) > .picture:empty')
      && document.getAnimations().every((it) => it.playState !== 'running'
        || it.effect?.getComputedTiming().iterations === Infinity);
    return done;";

/// The element shows: it has a box, and nothing hides it.
const SHOWS: &str = "
    const [css] = arguments;
    return [...document.querySelectorAll(css)].some((it) => it.checkVisibility()
      && it.getClientRects().length > 0);";

/// What turns for ever, like the sign of work, stands still for its picture and turns on after it.
const STAND_STILL: &str = "
    for (const it of document.getAnimations()) {
      if (it.effect?.getComputedTiming().iterations !== Infinity) continue;
      it.pause();
      it.currentTime = 0;
    }
    return true;";
const TURN_ON: &str = "
    for (const it of document.getAnimations()) if (it.playState === 'paused') it.play();
    return true;";

/// The running app.
pub struct Window<'s> {
    screen: &'s Screen<'s>,
    driver: WebDriver,
    process: String,
    pictures: PathBuf,
    _programs: Program,
}

/// The control or region with this name.
#[must_use]
pub fn the(name: &str) -> String {
    format!("[data-testid=\"{name}\"]")
}

impl<'s> Window<'s> {
    /// Starts the app and waits until its page is there.
    pub async fn open(screen: &'s Screen<'s>) -> Self {
        // The client asks for a provider of TLS although it only speaks with this machine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let desk = screen.desk();
        let (port, native) = (free_port(), free_port());
        let mut command = screen.command(&desk.tools.driver);
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        let programs = Program::start(&mut command, &desk.log("driver"));
        let status = format!("http://127.0.0.1:{port}/status");
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let ready = wait::find(PATIENCE, async || {
            client.get(&status).send().await.ok()?.error_for_status().ok()
        });
        assert!(ready.await.is_some(), "the driver did not start");
        let (starter, number) = starter(screen);
        let mut wishes = Capabilities::new();
        wishes.set("browserName", "wry").unwrap();
        wishes.set("tauri:options", json!({ "application": starter })).unwrap();
        let driver = WebDriver::builder(format!("http://127.0.0.1:{port}"), wishes)
            .request_timeout(PATIENCE)
            .await
            .unwrap_or_else(|error| panic!("the window did not open: {error}"));
        let process = std::fs::read_to_string(number).unwrap().trim().to_owned();
        let pictures = desk.tools.target.join("screenshots");
        let window = Self { screen, driver, process, pictures, _programs: programs };
        window.holds("the page", "return document.readyState === 'complete';").await;
        window
    }

    /// Ends the app as a power cut does.
    pub async fn kill(self) {
        program::kill(&self.process);
        let folder = format!("/proc/{}/exe", self.process);
        wait::until("the end of the app", || std::fs::read_link(&folder).is_err()).await;
        // The session died with the app; there is nobody left to say goodbye to.
        self.driver.leak().unwrap();
    }

    /// Closes the app as a user does.
    pub async fn close(self) {
        self.driver.quit().await.unwrap();
    }

    /// Asks the page.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, given: Vec<Value>) -> T {
        let answer = self.driver.execute(script, given).await;
        let answer = answer.unwrap_or_else(|error| panic!("{script}: {error}"));
        answer.convert().unwrap()
    }

    /// Asks the page for what it answers in its own time: the script calls its last argument.
    pub async fn ask_and_wait<T: DeserializeOwned>(&self, script: &str, given: Vec<Value>) -> T {
        let answer = self.driver.execute_async(script, given).await;
        let answer = answer.unwrap_or_else(|error| panic!("{script}: {error}"));
        answer.convert().unwrap()
    }

    /// Waits until `script` answers yes.
    pub async fn holds(&self, what: &str, script: &str) {
        self.holds_for(what, script, vec![]).await;
    }

    /// Waits until `script`, given these arguments, answers yes.
    pub async fn holds_for(&self, what: &str, script: &str, given: Vec<Value>) {
        self.holds_within(PATIENCE, what, script, given).await;
    }

    /// As [`Self::holds_for`], for what the app does in its own time.
    pub async fn holds_within(
        &self,
        patience: Duration,
        what: &str,
        script: &str,
        given: Vec<Value>,
    ) {
        let found = wait::find(patience, async || {
            let answer = self.driver.execute(script, given.clone()).await.ok()?;
            answer.json().as_bool().filter(|yes| *yes)
        });
        if found.await.is_none() {
            self.fail(&format!("{what} (within {patience:?})")).await;
        }
    }

    /// Waits for what a script answers to be `expected`.
    pub async fn reads(&self, what: &str, script: &str, expected: &str) {
        let mut last = String::new();
        let found = wait::find(PATIENCE, async || {
            let answer = self.driver.execute(script, vec![]).await.ok()?;
            last = answer.json().as_str().unwrap_or_default().to_owned();
            (last == expected).then_some(())
        })
        .await;
        if found.is_none() {
            self.fail(&format!("{what}\n expected: {expected}\n    found: {last}")).await;
        }
    }

    /// Leaves a picture of what the screen shows, and ends the test.
    async fn fail(&self, what: &str) -> ! {
        let logs = self.screen.desk().logs();
        self.screen.picture(&logs.join("failed.png"));
        if let Ok(page) = self.driver.source().await {
            let _ = std::fs::write(logs.join("failed.html"), page);
        }
        panic!("the window does not come to this: {what}\nsee {}", logs.display());
    }

    /// Waits until something shows and returns it.
    pub async fn see(&self, css: &str) -> WebElement {
        self.holds_for(&format!("to see {css}"), SHOWS, vec![css.into()]).await;
        let found = self.driver.find(By::Css(css)).await;
        found.unwrap_or_else(|error| panic!("{css}: {error}"))
    }

    /// Waits until something shows no more.
    pub async fn gone(&self, css: &str) {
        let script = "return document.querySelector(arguments[0]) === null;";
        self.holds_for(&format!("{css} to go"), script, vec![css.into()]).await;
    }

    /// Whether something shows now.
    pub async fn shows(&self, css: &str) -> bool {
        self.ask(SHOWS, vec![css.into()]).await
    }

    /// Clicks something once it can be clicked.
    pub async fn click(&self, css: &str) {
        let enabled = "
            const it = document.querySelector(arguments[0]);
            it?.scrollIntoView({ block: 'nearest' });
            return it !== null && !it.disabled && it.getAttribute('aria-disabled') !== 'true'
              && it.getAttribute('aria-busy') !== 'true';";
        self.see(css).await;
        self.holds_for(&format!("{css} to be ready"), enabled, vec![css.into()]).await;
        self.settled().await;
        let mut last = None;
        let clicked = wait::find(Duration::from_secs(10), async || {
            let found = self.driver.find(By::Css(css)).await.ok()?;
            match found.click().await {
                Ok(()) => Some(()),
                Err(error) => {
                    last = Some(error);
                    None
                }
            }
        })
        .await;
        if clicked.is_none() {
            self.fail(&format!("to click {css}: {last:?}")).await;
        }
    }

    /// Clicks the first of `css` that says `words`.
    pub async fn click_words(&self, css: &str, words: &str) {
        let mark = "
            const [css, words] = arguments;
            for (const old of document.querySelectorAll('[data-meant]')) old.removeAttribute('data-meant');
            const it = [...document.querySelectorAll(css)].find((it) => it.checkVisibility()
              && it.textContent.trim().startsWith(words));
            it?.setAttribute('data-meant', '');
            return it !== undefined;";
        let what = format!("{css} that says {words}");
        self.holds_for(&what, mark, vec![css.into(), words.into()]).await;
        self.click("[data-meant]").await;
    }

    /// Puts the caret into a field. A press that went astray because something moved is repeated.
    pub async fn enter(&self, css: &str) {
        let here = "return document.activeElement === document.querySelector(arguments[0]);";
        for _ in 0..3 {
            self.click(css).await;
            if self.ask(here, vec![css.into()]).await {
                return;
            }
        }
        self.fail(&format!("the caret in {css}")).await;
    }

    /// The words something shows.
    pub async fn words(&self, css: &str) -> String {
        self.see(css).await.text().await.unwrap()
    }

    /// Waits until nothing moves any more.
    pub async fn settled(&self) {
        self.holds("the page to come to rest", SETTLED).await;
    }

    /// Saves the screen as `target/screenshots/<name>.png` once it is at rest.
    pub async fn picture(&self, name: &str) {
        self.settled().await;
        let _: bool = self.ask(STAND_STILL, vec![]).await;
        let drawn = "const done = arguments[arguments.length - 1];
            requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";
        let _: bool = self.ask_and_wait(drawn, vec![]).await;
        // What is drawn reaches the screen a little later: it is there when nothing changes any more.
        let file = self.pictures.join(format!("{name}.png"));
        let mut last = Vec::new();
        let still = wait::find(PATIENCE, async || {
            self.screen.picture(&file);
            let now = std::fs::read(&file).ok()?;
            let same = now == last;
            last = now;
            same.then_some(())
        });
        assert!(still.await.is_some(), "the screen did not come to rest: {name}");
        let _: bool = self.ask(TURN_ON, vec![]).await;
    }

    /// Saves what the screen showed as `target/screenshots/<name>.png`.
    pub fn keep(&self, name: &str, shown: &RgbImage) {
        std::fs::create_dir_all(&self.pictures).unwrap();
        shown.save(self.pictures.join(format!("{name}.png"))).unwrap();
    }

    /// Saves the screen light as `<name>.png` and dark as `<name>-dark.png`.
    pub async fn pictures(&self, name: &str) {
        self.picture(name).await;
        self.set_theme("dark").await;
        self.picture(&format!("{name}-dark")).await;
        self.set_theme("light").await;
    }

    /// Shows the page in a theme without changing the user's choice.
    pub async fn set_theme(&self, theme: &str) {
        let script = "document.documentElement.dataset.theme = arguments[0]; return true;";
        let _: bool = self.ask(script, vec![theme.into()]).await;
    }

    /// The screen it is on.
    #[must_use]
    pub fn screen(&self) -> &'s Screen<'s> {
        self.screen
    }
}

/// A program for the driver to start: it notes its number and becomes the app.
fn starter(screen: &Screen<'_>) -> (PathBuf, PathBuf) {
    let desk = screen.desk();
    let number = desk.path("number");
    let text = format!(
        "#!/bin/sh\necho $$ >'{}'\nexec '{}' \"$@\" >>'{}' 2>&1\n",
        number.display(),
        desk.tools.app.display(),
        desk.log("app").display(),
    );
    (desk.script("start", &text), number)
}

/// A port of this machine that nobody listens on.
pub(super) fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port()
}

//! A reader's browser (WebKit) on a screen, asked through WebDriver what it shows.

use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::{Capabilities, Key, WebDriver};

use super::program::Program;
use super::screen::Screen;
use super::wait::{self, PATIENCE};
use super::window::free_port;

/// A browser with one page.
pub struct Browser {
    driver: WebDriver,
    _programs: Program,
}

impl Browser {
    /// Starts the browser.
    pub async fn open(screen: &Screen<'_>) -> Self {
        // The client asks for a provider of TLS although it only speaks with this machine.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let port = free_port();
        let mut command = screen.command("WebKitWebDriver");
        command.arg(format!("--port={port}"));
        let programs = Program::start(&mut command, &screen.desk().log("browser"));
        let address = format!("http://127.0.0.1:{port}");
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let ready = wait::find(PATIENCE, async || {
            client.get(format!("{address}/status")).send().await.ok()?.error_for_status().ok()
        });
        assert!(ready.await.is_some(), "the driver of the browser did not start");
        let driver = WebDriver::builder(address, Capabilities::new())
            .request_timeout(PATIENCE)
            .await
            .unwrap_or_else(|error| panic!("the browser did not open: {error}"));
        Self { driver, _programs: programs }
    }

    /// Opens a page and waits until all of it that shows at first is there.
    pub async fn go(&self, address: &str) {
        self.driver.goto(address).await.unwrap();
        self.holds("the page", "return document.readyState === 'complete';").await;
    }

    /// Asks the page.
    pub async fn ask<T: DeserializeOwned>(&self, script: &str, given: Vec<Value>) -> T {
        let answer = self.driver.execute(script, given).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).convert().unwrap()
    }

    /// Waits until `script` answers yes.
    pub async fn holds(&self, what: &str, script: &str) {
        let found = wait::find(PATIENCE, async || {
            let answer = self.driver.execute(script, vec![]).await.ok()?;
            answer.json().as_bool().filter(|yes| *yes)
        });
        assert!(found.await.is_some(), "{what}: not within {PATIENCE:?}");
    }

    /// Presses a key and lets it go.
    pub async fn press(&self, key: Key) {
        self.driver.action_chain().send_keys(key).perform().await.unwrap();
    }

    /// Closes it.
    pub async fn close(self) {
        self.driver.quit().await.unwrap();
    }
}

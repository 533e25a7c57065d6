//! The product in its real window, used as a person does: keys and mouse come through X11, the page
//! is asked through WebDriver only for what it shows.
//!
//! Leaves pictures of every screen in `target/screenshots`, logs in `target/desktop`.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod dialogs;
mod gallery;
mod offline;
mod steps;
mod story;
mod tour;

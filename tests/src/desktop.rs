//! The real window as a person uses it: a screen, a keyboard with a Vietnamese input method, a mouse
//! that drags files from another window, and a way to ask the page what it shows.
//!
//! Everything runs in a folder of its own and ends with the value that stands for it.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

pub mod browser;
pub mod desk;
pub mod frames;
pub mod hands;
pub mod pictures;
pub mod program;
pub mod published;
pub mod screen;
pub mod seed;
pub mod telex;
pub mod tools;
pub mod wait;
pub mod window;

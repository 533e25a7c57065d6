//! Prints how long frames take while a grid of 100,000 photos is scrolled in the real window: with the
//! wheel, with PageDown held, by pulling the scroll bar and by jumping; and in how many of them a
//! place had neither its photo nor the colour that stands in for one.
//!
//! `cargo xtask bench --bench frames [-- COUNT]`: so many photos; 100,000 unless told.
//!
//! Two clocks. The page's: time between two frames that it makes, noted right before each is drawn,
//! while the grid moves. And the screen's: time between two pictures that come to it, read from the
//! pixels of a virtual screen (Xvfb) every three milliseconds; what the page makes and the window
//! never shows counts there. The same wheel over a plain page of stripes in the same window tells what
//! the web view itself takes on this machine.

#[cfg(target_os = "linux")]
mod measure;

#[cfg(target_os = "linux")]
fn main() {
    measure::run();
}

#[cfg(not(target_os = "linux"))]
fn main() {
    println!("there is no virtual screen on this system");
}

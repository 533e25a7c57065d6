//! What the tests and measurements of this package share: a real portal that can be made to fail, a
//! newsroom, the product without a window, an archive of articles, and figures.

pub mod archive;
#[cfg(target_os = "linux")]
pub mod desktop;
pub mod figures;
pub mod interrupted;
pub mod newsroom;
pub mod office;
pub mod pictures;
pub mod portal;
pub mod programs;

//! What the tests and measurements of this package share: a real portal that can be made to fail, a
//! newsroom, the product without a window, archives of articles and photos, and figures.

pub mod archive;
#[cfg(target_os = "linux")]
pub mod desktop;
pub mod figures;
pub mod gallery_archive;
pub mod interrupted;
pub mod newsroom;
pub mod office;
pub mod pictures;
pub mod pixels;
pub mod portal;
pub mod programs;

//! `demo`: the main job without a window: an article with pictures, written, published and read back.
//!
//! It does what a person does in the window, through the command line, against a portal that it
//! starts itself; everything it makes lies under the target folder and is made anew each time.

#[cfg(feature = "pictures")]
mod browser;
#[cfg(feature = "pictures")]
mod newsroom;
#[cfg(feature = "pictures")]
mod pictures;
#[cfg(feature = "pictures")]
mod portal;
#[cfg(feature = "pictures")]
mod seed;

use crate::{
    cargo,
    error::TaskError,
    system::{self, packages::Need},
    tools,
    workspace::Workspace,
};

/// Builds both programs, publishes the reference page with pictures of its own and prints the
/// receipt, the page's address and the page as text.
///
/// # Errors
/// What is missing on this machine, and whatever a step reports.
pub fn demo(workspace: &Workspace) -> Result<(), TaskError> {
    system::ensure(workspace, Need::Crates)?;
    cargo::run(workspace, &["build", "--package", "cli", "--package", "portal-server"])?;
    tools::with_pictures(workspace, "demo", publish_a_page)
}

#[cfg(feature = "pictures")]
fn publish_a_page(workspace: &Workspace) -> Result<(), TaskError> {
    newsroom::publish_a_page(workspace)
}

#[cfg(not(feature = "pictures"))]
fn publish_a_page(_: &Workspace) -> Result<(), TaskError> {
    Err(TaskError::BuiltWithout { feature: "pictures" })
}

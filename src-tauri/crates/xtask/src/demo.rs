//! `demo`: the main job without a window.

use crate::{error::TaskError, workspace::Workspace};

pub fn demo(_: &Workspace) -> Result<(), TaskError> {
    Ok(())
}

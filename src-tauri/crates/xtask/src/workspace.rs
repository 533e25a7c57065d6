//! Where things lie in the repository.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::error::TaskError;

/// The repository and the folders that commands share.
#[derive(Debug, Clone)]
pub struct Workspace {
    root: PathBuf,
    target: PathBuf,
}

impl Workspace {
    /// Finds the repository three folders above this crate.
    ///
    /// # Errors
    /// [`TaskError::NoWorkspace`] when the repository was moved since xtask was built.
    pub fn find() -> Result<Self, TaskError> {
        let crate_folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let root = crate_folder.ancestors().nth(3).unwrap_or(crate_folder).to_path_buf();
        if !root.join("src-tauri").is_dir() {
            return Err(TaskError::NoWorkspace(root));
        }
        let target = env::var_os("CARGO_TARGET_DIR")
            .map_or_else(|| root.join("target"), |own| root.join(own));
        Ok(Self { root, target })
    }

    /// The repository's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Cargo's output folder.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The interface's sources.
    pub fn ui(&self) -> PathBuf {
        self.root.join("ui")
    }

    /// Where a stamp of that name is kept.
    pub fn stamp(&self, name: &str) -> PathBuf {
        self.target.join("xtask").join(name)
    }

    /// Where cargo puts a program of ours; `profile` is `debug` or `release`.
    pub fn program(&self, profile: &str, name: &str) -> PathBuf {
        self.target.join(profile).join(format!("{name}{}", env::consts::EXE_SUFFIX))
    }
}

/// Reads a text file, naming it when that fails.
///
/// # Errors
/// [`TaskError::File`].
pub fn read(path: &Path) -> Result<String, TaskError> {
    fs::read_to_string(path).map_err(|source| TaskError::File { path: path.to_path_buf(), source })
}

/// Writes a file and the folders above it.
///
/// # Errors
/// [`TaskError::File`].
pub fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), TaskError> {
    let written = path.parent().map_or(Ok(()), fs::create_dir_all);
    written
        .and_then(|()| fs::write(path, content))
        .map_err(|source| TaskError::File { path: path.to_path_buf(), source })
}

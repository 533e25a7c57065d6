//! Stamps: what a step last ran on, so that it runs again only when that changed.

use std::{
    collections::BTreeMap,
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
};

use crate::{error::TaskError, workspace};

/// A fingerprint of files: their paths below a folder and their content.
///
/// Only for telling "the same as last time" on one machine: another compiler may hash differently,
/// and then a step runs once more than needed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp(String);

impl Stamp {
    /// Of all files under `paths` (files or folders), each relative to `folder`; folders named in
    /// `without` are left out. A path that does not exist counts as absent, not as an error.
    ///
    /// # Errors
    /// [`TaskError::File`] when something exists and cannot be read.
    pub fn of(folder: &Path, paths: &[&str], without: &[&str]) -> Result<Self, TaskError> {
        let mut files = BTreeMap::new();
        for path in paths {
            collect(folder, &folder.join(path), without, &mut files)?;
        }
        let mut hasher = DefaultHasher::new();
        files.hash(&mut hasher);
        Ok(Self(format!("{:016x}", hasher.finish())))
    }

    /// Whether the step that wrote `file` last ran on the same.
    pub fn is_at(&self, file: &Path) -> bool {
        fs::read_to_string(file).is_ok_and(|found| found == self.0)
    }

    /// Remembers that the step ran.
    ///
    /// # Errors
    /// [`TaskError::File`].
    pub fn keep(&self, file: &Path) -> Result<(), TaskError> {
        workspace::write(file, &self.0)
    }
}

fn collect(
    folder: &Path,
    path: &Path,
    without: &[&str],
    files: &mut BTreeMap<PathBuf, Vec<u8>>,
) -> Result<(), TaskError> {
    let failed = |source| TaskError::File { path: path.to_path_buf(), source };
    if path.is_dir() {
        if path.file_name().is_some_and(|name| without.iter().any(|skip| name == *skip)) {
            return Ok(());
        }
        for entry in fs::read_dir(path).map_err(failed)? {
            collect(folder, &entry.map_err(failed)?.path(), without, files)?;
        }
    } else if path.is_file() {
        let name = path.strip_prefix(folder).unwrap_or(path).to_path_buf();
        files.insert(name, fs::read(path).map_err(failed)?);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stamp that stayed the same would show an old interface after an edit.
    #[test]
    fn changes_with_content_names_and_new_files() {
        let folder = tempfile::tempdir().unwrap();
        let write =
            |name: &str, text: &str| workspace::write(&folder.path().join(name), text).unwrap();
        let stamp = || Stamp::of(folder.path(), &["src", "index.html"], &["node_modules"]).unwrap();

        write("src/a.ts", "1");
        let first = stamp();
        write("src/a.ts", "2");
        let edited = stamp();
        write("src/b.ts", "");
        let added = stamp();
        fs::rename(folder.path().join("src/b.ts"), folder.path().join("src/c.ts")).unwrap();
        let renamed = stamp();

        assert_ne!(first, edited, "an edited file went unnoticed");
        assert_ne!(edited, added, "a new empty file went unnoticed");
        assert_ne!(added, renamed, "a renamed file went unnoticed");
    }

    /// Without this every start would install and build again.
    #[test]
    fn is_remembered_and_ignores_what_is_left_out() {
        let folder = tempfile::tempdir().unwrap();
        let kept = folder.path().join("stamps/ui");
        workspace::write(&folder.path().join("src/a.ts"), "1").unwrap();
        let before = Stamp::of(folder.path(), &["src"], &["node_modules"]).unwrap();

        assert!(!before.is_at(&kept));
        before.keep(&kept).unwrap();
        workspace::write(&folder.path().join("src/node_modules/x.js"), "x").unwrap();

        assert!(Stamp::of(folder.path(), &["src"], &["node_modules"]).unwrap().is_at(&kept));
    }
}

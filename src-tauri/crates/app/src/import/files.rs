//! Which files a drop means: files as they are, folders with all below them.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// Folders are read this deep; deeper ones are cycles or accidents.
const MAX_DEPTH: usize = 32;
/// No single import is larger.
const MAX_FILES: usize = 200_000;

/// Files that systems and programs leave in folders of pictures: nobody means them.
const LITTER: [&str; 4] = ["thumbs.db", "desktop.ini", ".ds_store", ".picasa.ini"];

/// The files meant, in the order of their names within each path, each once. A folder that cannot
/// be read is listed itself, so that the report names it.
pub(crate) fn list(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for path in paths {
        let below = if path.is_dir() { below(path) } else { vec![path.clone()] };
        files.extend(below.into_iter().filter(|file| seen.insert(file.clone())));
    }
    files.truncate(MAX_FILES);
    files
}

fn below(folder: &Path) -> Vec<PathBuf> {
    // Links to folders are not followed: they may lead in circles or out of the folder.
    WalkDir::new(folder)
        .max_depth(MAX_DEPTH)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_litter(entry))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => Some(entry.into_path()),
            Err(error) => error.path().map(Path::to_owned),
        })
        .collect()
}

fn is_litter(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    name.starts_with("._") || LITTER.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::list;

    /// A folder that contains itself must not hang an import.
    #[cfg(unix)]
    #[test]
    fn circles_end() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.jpg"), b"a").unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("inner/loop")).unwrap();

        let files = list(&[folder.path().to_owned(), folder.path().join("a.jpg")]);

        let names: Vec<_> = files.iter().filter_map(|path| path.file_name()).collect();
        assert_eq!(names, ["a.jpg", "loop"]);
    }

    /// Litter in the report would hide the file that really failed.
    #[test]
    fn litter_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["Thumbs.db", "._IMG_1.jpg", "Ảnh 1.jpg"] {
            fs::write(folder.path().join(name), b"x").unwrap();
        }

        let files = list(&[folder.path().to_owned()]);

        assert_eq!(files, [folder.path().join("Ảnh 1.jpg")]);
    }
}

//! Which files a drop means: files as they are, folders with all below them.

use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

/// Files that systems and programs leave in folders of pictures: nobody means them.
const LITTER: [&str; 4] = ["thumbs.db", "desktop.ini", ".ds_store", ".picasa.ini"];

/// Begins the name of a file that is not UTF-8, as archives of old systems leave them on Linux. No
/// whole path begins with it.
const BYTES: &str = "//bytes/";

/// A path as rows name it: as it is, or its bytes in hexadecimal when they are not UTF-8.
pub(crate) fn key(path: &Path) -> String {
    match path.to_str() {
        Some(text) => text.to_owned(),
        None => path
            .as_os_str()
            .as_encoded_bytes()
            .iter()
            .fold(BYTES.to_owned(), |key, byte| key + &format!("{byte:02x}")),
    }
}

/// The path that [`key`] named.
pub(crate) fn path(key: &str) -> PathBuf {
    #[cfg(unix)]
    if let Some(digits) = key.strip_prefix(BYTES) {
        use std::os::unix::ffi::OsStringExt as _;
        let byte = |at: usize| u8::from_str_radix(digits.get(at..at + 2)?, 16).ok();
        let bytes: Vec<u8> = (0..digits.len()).step_by(2).filter_map(byte).collect();
        return PathBuf::from(std::ffi::OsString::from_vec(bytes));
    }
    PathBuf::from(key)
}

/// The path as it is shown, with marks where there is no letter.
pub(crate) fn shown(key: &str) -> String {
    path(key).to_string_lossy().into_owned()
}

/// The files meant, in the order of their names within each path, each once. A folder that cannot
/// be read is listed itself, so that the report names it. Ends early when `stopped` says so.
pub(crate) fn list(paths: &[PathBuf], stopped: &dyn Fn() -> bool) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut seen = std::collections::HashSet::new();
    for path in paths {
        if path.is_dir() {
            let below = below(path).take_while(|_| !stopped());
            files.extend(below.filter(|file| seen.insert(file.clone())));
        } else if seen.insert(path.clone()) {
            files.push(path.clone());
        }
    }
    files
}

/// All files below a folder, however deep.
pub(crate) fn below(folder: &Path) -> impl Iterator<Item = PathBuf> {
    // Links to folders are not followed: they may lead in circles or out of the folder.
    WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_litter(entry))
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_dir() => None,
            Ok(entry) => Some(entry.into_path()),
            Err(error) => error.path().map(Path::to_owned),
        })
}

fn is_litter(entry: &DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy().to_lowercase();
    name.starts_with("._") || LITTER.contains(&name.as_str())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A folder that contains itself must not hang an import.
    #[cfg(unix)]
    #[test]
    fn circles_end() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.jpg"), b"a").unwrap();
        fs::create_dir(folder.path().join("inner")).unwrap();
        std::os::unix::fs::symlink(folder.path(), folder.path().join("inner/loop")).unwrap();

        let files = list(&[folder.path().to_owned(), folder.path().join("a.jpg")], &|| false);

        let names: Vec<_> = files.iter().filter_map(|path| path.file_name()).collect();
        assert_eq!(names, ["a.jpg", "loop"]);
    }

    /// A photo out of an old archive would be told to be missing, though it lies there.
    #[cfg(unix)]
    #[test]
    fn names_that_are_no_text_are_kept() {
        use std::os::unix::ffi::OsStrExt as _;
        let strange = Path::new(std::ffi::OsStr::from_bytes(b"/th\xf4/\xea.jpg"));

        assert_eq!(path(&key(strange)), strange);
        assert_eq!(shown(&key(strange)), "/th\u{FFFD}/\u{FFFD}.jpg");
        assert_eq!(key(Path::new("/ổ/Ảnh.jpg")), "/ổ/Ảnh.jpg");
    }

    /// Litter in the report would hide the file that really failed.
    #[test]
    fn litter_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["Thumbs.db", "._IMG_1.jpg", "Ảnh 1.jpg"] {
            fs::write(folder.path().join(name), b"x").unwrap();
        }

        let files = list(&[folder.path().to_owned()], &|| false);

        assert_eq!(files, [folder.path().join("Ảnh 1.jpg")]);
    }
}

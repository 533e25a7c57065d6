//! What may be said when the app is started.

use std::{ffi::OsString, path::PathBuf};

/// The words after the program's name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Arguments {
    /// `--library DIR`: open this library instead of the one used last.
    pub library: Option<PathBuf>,
}

impl Arguments {
    /// Reads them. What is not known is left alone: desktops add words of their own.
    pub fn read(words: impl IntoIterator<Item = OsString>) -> Self {
        let mut read = Self::default();
        let mut words = words.into_iter();
        while let Some(word) = words.next() {
            if word == "--library" {
                read.library = words.next().map(PathBuf::from);
            } else if let Some(path) = word.to_str().and_then(|w| w.strip_prefix("--library=")) {
                read.library = Some(PathBuf::from(path));
            }
        }
        read
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(words: &[&str]) -> Arguments {
        Arguments::read(words.iter().map(OsString::from))
    }

    /// Another library than the one asked for would show an office somebody else's articles.
    #[test]
    fn reads_the_library_in_both_forms() {
        let expected = Some(PathBuf::from("/tmp/Thư viện"));

        assert_eq!(read(&["--library", "/tmp/Thư viện"]).library, expected);
        assert_eq!(read(&["--library=/tmp/Thư viện"]).library, expected);
    }

    /// A word added by the desktop must not keep the window from opening.
    #[test]
    fn ignores_what_it_does_not_know() {
        assert_eq!(read(&["--gapplication-service", "x"]), Arguments::default());
        assert_eq!(read(&["--library"]), Arguments::default());
    }
}

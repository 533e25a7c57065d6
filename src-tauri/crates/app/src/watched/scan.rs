//! One look through the watched folders, compared with the look before and with what was taken.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, UNIX_EPOCH};

use domain::WatchedFolderId;
use media::{Limits, MediaError};
use store::{Library, WatchedFile, WatchedFolder};

use crate::Error;
use crate::import::{below, read_head};
use crate::view::SkipCode;

/// A file that has kept its size and time for so long is whole.
const RESTED: Duration = Duration::from_millis(1500);

/// Remembers what was seen in the looks before.
#[derive(Debug, Default)]
pub struct Scanner {
    /// Files that are new, as they were when they were last seen to change.
    waiting: HashMap<WatchedFolderId, HashMap<String, (WatchedFile, Instant)>>,
}

/// What a look through one folder found.
pub(super) struct Look {
    pub(super) folder: WatchedFolder,
    /// New files that are whole.
    pub(super) ready: Vec<WatchedFile>,
    pub(super) problem: Option<SkipCode>,
}

impl Scanner {
    /// How long to wait between two looks.
    pub const PACE: Duration = Duration::from_secs(2);

    /// Whether there are new files that have not rested yet. Files without content do not count:
    /// nobody knows whether anything will be written into them.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.waiting.values().flat_map(HashMap::values).any(|(file, _)| file.bytes > 0)
    }

    /// Looks through all active folders.
    pub(super) fn scan(&mut self, library: &Library) -> Result<Vec<Look>, Error> {
        let folders = library.read(|reader| reader.watched().list())?;
        let active: Vec<_> = folders.into_iter().filter(|folder| folder.active).collect();
        self.waiting.retain(|id, _| active.iter().any(|folder| folder.id == *id));
        active.into_iter().map(|folder| self.scan_one(library, folder)).collect()
    }

    fn scan_one(&mut self, library: &Library, folder: WatchedFolder) -> Result<Look, Error> {
        let found = match files(Path::new(&folder.path)) {
            Ok(found) => found,
            Err(error) => {
                let problem = Some(problem(&error));
                return Ok(Look { folder, ready: Vec::new(), problem });
            }
        };
        let known = library.read(|reader| reader.watched().list_files(folder.id))?;
        let known: HashMap<String, WatchedFile> =
            known.into_iter().map(|file| (file.path.clone(), file)).collect();
        let fresh = found.iter().filter(|file| known.get(&file.path) != Some(*file));
        let rested = rested(self.waiting.entry(folder.id).or_default(), fresh.cloned().collect());
        let (ready, passed_over): (Vec<_>, Vec<_>) =
            rested.into_iter().partition(|file| is_picture(Path::new(&file.path)));
        let here: std::collections::HashSet<&str> =
            found.iter().map(|file| file.path.as_str()).collect();
        let gone: Vec<String> =
            known.into_keys().filter(|path| !here.contains(path.as_str())).collect();
        if !passed_over.is_empty() || !gone.is_empty() {
            library.write(|writer| {
                writer.watched_mut().insert_files(folder.id, &passed_over)?;
                writer.watched_mut().delete_files(folder.id, &gone)
            })?;
        }
        Ok(Look { folder, ready, problem: None })
    }
}

/// Takes those of the `fresh` files out of `waiting` that have not changed for a while, and lets the
/// others wait.
fn rested(
    waiting: &mut HashMap<String, (WatchedFile, Instant)>,
    fresh: Vec<WatchedFile>,
) -> Vec<WatchedFile> {
    let before = std::mem::take(waiting);
    let mut ready = Vec::new();
    for file in fresh {
        let since = match before.get(&file.path) {
            Some((seen, since)) if *seen == file => *since,
            _ => Instant::now(),
        };
        if since.elapsed() >= RESTED && file.bytes > 0 && !is_open_elsewhere(&file.path) {
            ready.push(file);
        } else {
            waiting.insert(file.path.clone(), (file, since));
        }
    }
    ready
}

/// All files below a folder, as they are now.
pub(super) fn files(folder: &Path) -> Result<Vec<WatchedFile>, Error> {
    let failed = |source| Error::File { path: folder.to_owned(), source };
    fs::read_dir(folder).map_err(failed)?;
    let file = |path: PathBuf| {
        let found = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        let modified = found.modified().ok()?.duration_since(UNIX_EPOCH).unwrap_or_default();
        Some(WatchedFile {
            path: path.to_string_lossy().into_owned(),
            bytes: found.len(),
            modified: i64::try_from(modified.as_micros()).unwrap_or(i64::MAX),
        })
    };
    Ok(below(folder).filter_map(file).collect())
}

fn problem(error: &Error) -> SkipCode {
    match error {
        Error::File { source, .. } => match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => SkipCode::Missing,
            ErrorKind::PermissionDenied => SkipCode::NoAccess,
            _ => SkipCode::Unreadable,
        },
        _ => SkipCode::Unreadable,
    }
}

/// Texts and films in a watched folder are nobody's mistake: they are passed over in silence.
fn is_picture(path: &Path) -> bool {
    let Some(head) = read_head(path) else { return true };
    !matches!(
        media::probe(&head, &Limits::default()),
        Err(MediaError::NotAPicture | MediaError::Unsupported { .. })
    )
}

/// Whether a program still writes the file. Only Windows says so; elsewhere a file that rests is
/// taken to be whole, and looked at again should it change.
#[cfg(windows)]
fn is_open_elsewhere(path: &str) -> bool {
    use std::os::windows::fs::OpenOptionsExt as _;
    /// Others may read meanwhile, not write (`FILE_SHARE_READ`).
    const SHARE_READ: u32 = 1;
    fs::OpenOptions::new().read(true).share_mode(SHARE_READ).open(path).is_err()
}

#[cfg(not(windows))]
fn is_open_elsewhere(_: &str) -> bool {
    false
}

//! The bytes of blobs: written beside, checked, made durable, and only then put in their place.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use domain::BlobHash;
use sha2::{Digest, Sha256};

use crate::error::PortalServerError;
use crate::records::settings;

/// How many bytes of a file tell what it is.
const HEAD_BYTES: u64 = 8 << 10;

/// What may be on a portal: pictures that browsers show, and documents that are downloaded. No
/// HTML, SVG or script: these would run under the portal's own name.
const ALLOWED: [&str; 16] = [
    "image/jpeg",
    "image/png",
    "image/webp",
    "application/pdf",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "application/x-ole-storage",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "application/vnd.oasis.opendocument.text",
    "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.oasis.opendocument.presentation",
    "application/rtf",
    "application/zip",
];

/// The folder of blobs and of what is on its way to become one.
#[derive(Debug, Clone)]
pub(crate) struct BlobFiles {
    folder: PathBuf,
}

/// What became of bytes that wanted to become a blob.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Placed {
    /// They are in place and durable.
    Whole {
        /// How many.
        bytes: u64,
        /// What they are.
        media_type: String,
    },
    /// They have this hash, not the one they came under.
    OtherHash(BlobHash),
    /// They are of no kind that may be on a portal.
    NotAllowed,
}

impl BlobFiles {
    /// The files below `folder`; makes the folders and removes what a crash left behind.
    pub(crate) fn open(folder: &Path) -> Result<Self, PortalServerError> {
        let files = Self { folder: folder.to_path_buf() };
        let incoming = folder.join("incoming");
        match fs::remove_dir_all(&incoming) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
        for name in ["incoming", "uploads", "blobs"] {
            fs::create_dir_all(folder.join(name))?;
        }
        Ok(files)
    }

    /// A place for bytes that come in one go.
    pub(crate) fn incoming(&self) -> Result<PathBuf, PortalServerError> {
        Ok(self.folder.join("incoming").join(settings::random_hex()?))
    }

    /// Where the parts of an upload lie.
    pub(crate) fn upload(&self, id: &str) -> PathBuf {
        self.folder.join("uploads").join(id)
    }

    /// Where a blob lies, whether it is there or not.
    pub(crate) fn path(&self, hash: BlobHash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join("blobs").join(&name[..2]).join(name)
    }

    /// Checks the file at `source` and moves it to the place of `hash`. Unless it is
    /// [`Placed::Whole`] afterwards, the file is removed.
    pub(crate) fn place(&self, source: &Path, hash: BlobHash) -> Result<Placed, PortalServerError> {
        let (found, bytes) = hash_file(source)?;
        if found != hash {
            fs::remove_file(source)?;
            return Ok(Placed::OtherHash(found));
        }
        let Some(media_type) = media_type(source)? else {
            fs::remove_file(source)?;
            return Ok(Placed::NotAllowed);
        };
        let target = self.path(hash);
        let folder = target.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        File::options().append(true).open(source)?.sync_all()?;
        fs::rename(source, &target)?;
        sync_folder(folder)?;
        sync_folder(&self.folder.join("blobs"))?;
        Ok(Placed::Whole { bytes, media_type: media_type.to_owned() })
    }
}

fn hash_file(path: &Path) -> Result<(BlobHash, u64), PortalServerError> {
    let mut file = File::open(path)?;
    let mut hasher = Sha256::new();
    let bytes = io::copy(&mut file, &mut hasher)?;
    Ok((BlobHash(hasher.finalize().into()), bytes))
}

fn media_type(path: &Path) -> Result<Option<&'static str>, PortalServerError> {
    let mut head = Vec::new();
    File::open(path)?.take(HEAD_BYTES).read_to_end(&mut head)?;
    let found = infer::get(&head).map(|kind| kind.mime_type());
    Ok(ALLOWED.into_iter().find(|allowed| found == Some(allowed)))
}

/// Makes a rename durable. Windows has no such call and needs none: NTFS journals it.
fn sync_folder(folder: &Path) -> Result<(), PortalServerError> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

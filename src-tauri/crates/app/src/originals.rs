//! Giving back an original that is missing or damaged.

use std::path::Path;

use domain::BlobHash;
use media::Limits;
use sha2::{Digest, Sha256};
use store::{Library, StoreError};

use crate::view::{ChangedKind, Nothing, OriginalReplace};
use crate::{App, Error};

impl App {
    /// Gives a photo its original back from a file with the very same bytes.
    ///
    /// # Errors
    /// [`Error::OriginalDiffers`] for a file with other bytes; nothing is changed then.
    pub async fn original_replace(&self, request: OriginalReplace) -> Result<Nothing, Error> {
        self.with_library(move |library| {
            let photo = library.read(|reader| reader.photos().get(request.id))?.photo;
            replace(library, photo.original, Path::new(&request.path))?;
            library.write(|writer| writer.photos_mut().update_missing(photo.original, false))?;
            Ok(())
        })
        .await?;
        self.changed(&[ChangedKind::Photos]);
        Ok(Nothing {})
    }
}

fn replace(library: &Library, original: BlobHash, path: &Path) -> Result<(), Error> {
    let bytes = media::read_file(path, &Limits::default())?;
    if BlobHash(Sha256::digest(&bytes).into()) != original {
        return Err(Error::OriginalDiffers { path: path.to_owned() });
    }
    let originals = library.originals();
    match originals.verify(original) {
        Ok(()) => return Ok(()),
        // What lies there is of no use, and would be taken for what belongs there.
        Err(StoreError::BlobDamaged { .. }) => originals.delete(original)?,
        Err(error) => return Err(error.into()),
    }
    originals.put(&bytes)?;
    Ok(())
}

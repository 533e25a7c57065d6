//! Looking after a library: looking for damage, copying it away, bringing a copy back.

use std::path::Path;

use store::{CheckReport, Library};

use crate::core::blocking;
use crate::view::{LibraryUsage, Nothing};
use crate::{App, Error};

impl App {
    /// What the library takes of the disk.
    pub async fn library_usage(&self, _: Nothing) -> Result<LibraryUsage, Error> {
        self.with_library(|library| {
            let usage = library.usage()?;
            Ok(LibraryUsage {
                originals: usage.originals.into(),
                thumbnails: usage.thumbnails.into(),
                published: usage.renditions.into(),
                trash: usage.trash.into(),
                database: usage.database,
                free: usage.free,
            })
        })
        .await
    }

    /// Looks through the database and the originals. `thorough` also reads every original again,
    /// which takes as long as reading the whole folder.
    ///
    /// # Errors
    /// Only those of reading; what is wrong is in the report.
    pub async fn library_check(&self, thorough: bool) -> Result<CheckReport, Error> {
        self.with_library(move |library| Ok(library.check(thorough)?)).await
    }

    /// Copies the database to `file`; also while a window has the library open.
    ///
    /// # Errors
    /// Missing rights, a full disk.
    pub async fn library_backup(&self, file: &Path) -> Result<(), Error> {
        let file = file.to_owned();
        self.with_library(move |library| Ok(library.backup(&file)?)).await
    }

    /// Puts the backup `file` in the place of the database of the library in `folder`, keeps what
    /// was there, and opens the library.
    ///
    /// # Errors
    /// When `file` is no whole backup of a library, and while somebody has the library open;
    /// nothing is replaced then.
    pub async fn library_restore(&self, folder: &Path, file: &Path) -> Result<(), Error> {
        let (folder, file) = (folder.to_owned(), file.to_owned());
        let library = blocking(move || Ok(Library::restore(&folder, &file)?)).await?;
        self.start(library).await
    }
}

//! Where the command line finds the token of a portal: the name of an environment variable. The
//! token itself is never kept in the library.

use domain::PortalId;

use crate::{App, Error};

impl App {
    /// The variable that holds the token of a portal; `None` when none was named.
    ///
    /// # Errors
    /// Those of the library.
    pub async fn portal_variable(&self, portal: PortalId) -> Result<Option<String>, Error> {
        self.with_library(move |library| {
            Ok(library.read(|reader| reader.settings().find(&key(portal)))?)
        })
        .await
    }

    /// Remembers the variable that holds the token of a portal.
    ///
    /// # Errors
    /// Those of the library.
    pub async fn portal_variable_save(&self, portal: PortalId, name: &str) -> Result<(), Error> {
        let name = name.to_owned();
        self.with_library(move |library| {
            Ok(library.write(|writer| writer.settings_mut().update(&key(portal), &name))?)
        })
        .await
    }
}

fn key(portal: PortalId) -> String {
    format!("token_variable:{portal}")
}

//! Secrets in the system's own keychain: the Secret Service on Linux, the credential manager on
//! Windows. They are never written to a file of ours.

use app::ports::{Secrets, SecretsError};
use keyring::{Entry, Error};

/// The name under which the system lists our secrets.
const SERVICE: &str = "vn.toasoan.desktop";

/// Why a secret could not be kept or read.
#[derive(Debug, thiserror::Error)]
enum KeychainError {
    /// This desktop has none, or it is not running: the secret must be asked for.
    #[error("there is no keychain on this desktop")]
    Absent(#[source] Error),
    /// It is locked, or the user refused.
    #[error("the keychain did not give access")]
    Locked(#[source] Error),
    /// It answered with something else.
    #[error("the keychain failed")]
    Failed(#[source] Error),
}

impl From<KeychainError> for SecretsError {
    fn from(error: KeychainError) -> Self {
        Self(Box::new(error))
    }
}

/// The keychain. Every call may wait for the user to unlock it: call it where waiting is allowed,
/// never on the window's thread.
#[derive(Debug, Clone, Copy)]
pub struct Keychain {
    service: &'static str,
}

impl Keychain {
    /// The keychain's part that belongs to this app.
    pub fn new() -> Self {
        Self { service: SERVICE }
    }

    fn entry(&self, account: &str) -> Result<Entry, SecretsError> {
        Ok(Entry::new(self.service, account).map_err(classify)?)
    }
}

impl Secrets for Keychain {
    fn find(&self, account: &str) -> Result<Option<String>, SecretsError> {
        match self.entry(account)?.get_password() {
            Ok(secret) => Ok(Some(secret)),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(classify(error).into()),
        }
    }

    fn set(&self, account: &str, secret: &str) -> Result<(), SecretsError> {
        Ok(self.entry(account)?.set_password(secret).map_err(classify)?)
    }

    /// A secret that was never kept counts as forgotten.
    fn delete(&self, account: &str) -> Result<(), SecretsError> {
        match self.entry(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(classify(error).into()),
        }
    }
}

fn classify(error: Error) -> KeychainError {
    match error {
        Error::NoDefaultStore | Error::NotSupportedByStore(_) => KeychainError::Absent(error),
        Error::NoStorageAccess(_) => KeychainError::Locked(error),
        other => KeychainError::Failed(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Taken for a failure, a desktop without a keychain could connect no portal at all.
    #[test]
    fn an_absent_keychain_is_told_apart() {
        assert!(matches!(classify(Error::NoDefaultStore), KeychainError::Absent(_)));
        assert!(matches!(
            classify(Error::NoStorageAccess("locked".into())),
            KeychainError::Locked(_)
        ));
    }
}

//! TLS as the machine's owner set it up: the platform's own verifier, with ring as cryptography.

use std::error::Error as _;
use std::io;
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::{ClientConfig, RootCertStore};
use rustls_platform_verifier::BuilderVerifierExt;

use super::address::Address;
use crate::PortalError;

/// The configuration for one client; no process-wide default is touched. For plain http to this
/// machine no certificate is trusted, so none has to be loaded.
///
/// # Errors
/// [`PortalError::Address`] when the machine has no trusted certificates at all, so that no https
/// address can be used.
pub(super) fn configuration(address: &Address) -> Result<ClientConfig, PortalError> {
    let unusable = |error: rustls::Error| PortalError::Address { detail: error.to_string() };
    let builder = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(unusable)?;
    let builder = if address.is_encrypted() {
        builder.with_platform_verifier().map_err(unusable)?
    } else {
        builder.with_root_certificates(RootCertStore::empty())
    };
    let mut configuration = builder.with_no_client_auth();
    configuration.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(configuration)
}

/// Whether a request failed because the verifier does not trust whoever answered.
pub(super) fn is_distrust(error: &reqwest::Error) -> bool {
    let mut cause = error.source();
    while let Some(error) = cause {
        if let Some(rustls::Error::InvalidCertificate(_)) = error.downcast_ref() {
            return true;
        }
        // TLS hands its error on inside one of input and output, which does not count what it holds
        // among its causes.
        cause = match error.downcast_ref::<io::Error>().and_then(io::Error::get_ref) {
            Some(held) => Some(held),
            None => error.source(),
        };
    }
    false
}

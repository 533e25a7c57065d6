//! The content hash: equal on both sides exactly when both hold the same content.

use domain::BlobHash;
use serde::Serialize;
use sha2::{Digest, Sha256};

/// SHA-256 over the JSON form. Fields are written in the order of their declaration, so equal
/// values always give equal bytes.
///
/// # Errors
/// Only when the value has no JSON form (a map with keys that are not text); none of the types of
/// this crate does that.
pub fn content_hash<T: Serialize>(value: &T) -> Result<BlobHash, serde_json::Error> {
    Ok(BlobHash(Sha256::digest(serde_json::to_vec(value)?).into()))
}

//! A wall around the decoders: what panics inside is a broken file outside.

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::PhotoFormat;

use crate::error::MediaError;

/// Runs `work`, and answers [`MediaError::Broken`] if it panics.
///
/// Whatever `work` borrowed mutably may be left half changed by a panic; the caller throws it away.
pub(crate) fn guard<T>(
    format: PhotoFormat,
    work: impl FnOnce() -> Result<T, MediaError>,
) -> Result<T, MediaError> {
    catch_unwind(AssertUnwindSafe(work))
        .unwrap_or_else(|_| Err(MediaError::broken(format, "the decoder panicked")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One bad file must not end an import of a thousand.
    #[test]
    fn a_panicking_decoder_is_a_broken_file() {
        let outcome =
            guard::<()>(PhotoFormat::Heic, || std::panic::panic_any("index out of bounds"));

        assert!(matches!(outcome, Err(MediaError::Broken { format: PhotoFormat::Heic, .. })));
    }
}

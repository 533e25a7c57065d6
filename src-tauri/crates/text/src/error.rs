//! What can go wrong with a text that comes in.

/// Why a text was refused as a whole. Lesser losses are notes, see [`crate::parse::Note`].
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// The text is longer than this program reads at once.
    #[error("the text has {bytes} bytes, at most {limit} are read")]
    TooLarge {
        /// Its length in bytes.
        bytes: usize,
        /// The limit in bytes.
        limit: usize,
    },
    /// The markup is nested or left open so often that reading it would take all memory: no word
    /// processor writes such a text.
    #[error("the markup is too tangled to be read")]
    TooTangled,
}

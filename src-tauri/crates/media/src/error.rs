//! What can be wrong with a picture, one case for each sentence the user may need.

use domain::PhotoFormat;

use crate::format::UnsupportedFormat;

/// Why a file gave no picture.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The content is not that of any picture format known here: text, an empty file, a program.
    #[error("the file is not a picture")]
    NotAPicture,
    /// A known format, or a rare form of one, that cannot be taken in.
    #[error("{format} files are not supported")]
    Unsupported {
        /// What the file was recognised as.
        format: UnsupportedFormat,
    },
    /// The file says what it is but is damaged, cut short, or contradicts itself. A picture of
    /// which only a part can be decoded is broken too: half a photo must not reach a portal.
    #[error("the {} file is damaged", format.as_str())]
    Broken {
        /// What the file was recognised as.
        format: PhotoFormat,
        /// What the decoder said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// More pixels, or a longer side, than [`crate::Limits`] allows.
    #[error("the picture is too large ({width} × {height} pixels)")]
    TooManyPixels {
        /// Pixels across, as stored.
        width: u32,
        /// Pixels down, as stored.
        height: u32,
    },
    /// More bytes than [`crate::Limits`] allows.
    #[error("the file is too large ({bytes} bytes, at most {limit} are taken)")]
    FileTooLarge {
        /// Size of the file.
        bytes: u64,
        /// The limit it breaks.
        limit: u64,
    },
    /// The file could not be read; the kind tells a missing right from a missing file.
    #[error("the file could not be read")]
    Io(#[from] std::io::Error),
    /// The finished picture could not be written as JPEG.
    #[error("the picture could not be encoded")]
    Encode(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl MediaError {
    /// A damaged file, with what the decoder said of it.
    pub(crate) fn broken(
        format: PhotoFormat,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Broken { format, source: source.into() }
    }
}

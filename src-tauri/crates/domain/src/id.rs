//! Identities: UUIDv7 newtypes, so that an album can never be passed where an article is meant,
//! and the SHA-256 that names a blob.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        #[ts(type = "string")]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new id: UUIDv7, so ids sort by the time they were made. Call it at the edges only;
            /// inner code receives ids as parameters.
            #[must_use]
            pub fn generate() -> Self {
                Self(Uuid::now_v7())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

ids! {
    /// Names an article, here and on every portal.
    ArticleId;
    /// Names one saved version of an article.
    RevisionId;
    /// Names a photo record (not its bytes: that is [`BlobHash`]).
    PhotoId;
    /// Names an album.
    AlbumId;
    /// Names a smart album: a saved filter.
    SmartAlbumId;
    /// Names a category.
    CategoryId;
    /// Names a person of the newsroom.
    PersonId;
    /// Names a portal account of this library.
    PortalId;
    /// Names a background job.
    JobId;
    /// Names a folder whose new files come in by themselves.
    WatchedFolderId;
    /// Names the receipt of one publishing run.
    ReceiptId;
    /// Names something that can be undone while the library stays open.
    UndoId;
    /// Names an entry of the codebook of officials.
    CodeEntryId;
    /// Names a caption template.
    TemplateId;
}

/// Names a block inside one document. Stable over edits, so versions can be compared block by
/// block. Short text rather than a UUID because the editor makes it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct BlockId(pub String);

/// SHA-256 of a blob's bytes, shown and stored as 64 lower-case hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, TS)]
#[ts(type = "string")]
pub struct BlobHash(pub [u8; 32]);

impl BlobHash {
    /// The hash of no bytes at all (FIPS 180-4): what stands for an original that is on its way.
    pub const EMPTY: Self = Self([
        0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9,
        0x24, 0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52,
        0xb8, 0x55,
    ]);
}

/// A text that is not 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("a blob is named by 64 hexadecimal digits")]
pub struct NotABlobHash;

impl fmt::Display for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for BlobHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "BlobHash({self})")
    }
}

impl FromStr for BlobHash {
    type Err = NotABlobHash;
    fn from_str(text: &str) -> Result<Self, NotABlobHash> {
        if text.len() != 64 || !text.is_ascii() {
            return Err(NotABlobHash);
        }
        let mut bytes = [0; 32];
        for (index, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&text[index * 2..index * 2 + 2], 16)
                .map_err(|_| NotABlobHash)?;
        }
        Ok(Self(bytes))
    }
}

impl Serialize for BlobHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BlobHash {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A hash that changed on its way through text would point to bytes that do not exist.
    #[test]
    fn blob_hash_survives_text() {
        let hash = BlobHash(std::array::from_fn(|index| index as u8 * 7));
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!("zz".repeat(32).parse::<BlobHash>(), Err(NotABlobHash));
        assert_eq!("ữ".repeat(32).parse::<BlobHash>(), Err(NotABlobHash));
    }
}

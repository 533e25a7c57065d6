//! A hash of what a picture looks like, for finding near duplicates.

use std::fmt;

use image::{RgbImage, imageops};

/// A difference hash of 64 bits: each bit says whether one of 8 × 8 patches is brighter than its
/// right neighbour. Sizes, formats and mild edits leave most bits alone; turning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint(pub u64);

impl Fingerprint {
    /// Of an upright picture; a thumbnail is enough.
    #[must_use]
    pub fn of(picture: &RgbImage) -> Self {
        let grey = imageops::grayscale(picture);
        let patches = imageops::resize(&grey, 9, 8, imageops::FilterType::Triangle);
        let brightness = |x: u32, y: u32| patches.get_pixel(x, y).0[0];
        let bits = (0..64_u32).map(|n| (n % 8, n / 8));
        Self(
            bits.fold(0, |hash, (x, y)| {
                hash << 1 | u64::from(brightness(x, y) > brightness(x + 1, y))
            }),
        )
    }

    /// How many of the 64 bits differ. Up to about 10 two pictures look alike.
    #[must_use]
    pub fn distance(self, other: Self) -> u32 {
        (self.0 ^ other.0).count_ones()
    }
}

impl fmt::Display for Fingerprint {
    /// Sixteen hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

//! Which photos look alike: re-encoded, resized or taken in one burst.
//!
//! Photos gather around the first of their kind: one belongs to a group when it is close to the
//! group's first photo, not when it is close to any of its members. Closeness is not transitive;
//! chains of small steps would otherwise join pictures that have nothing in common.

use chrono::{DateTime, TimeDelta, Utc};

/// Bits of two fingerprints that may differ.
pub const LIMIT: u32 = 10;

/// Bits that may differ when the cameras name times further apart than a burst: then it was not the
/// same moment, and only a copy whose time is wrong looks the same.
pub const LIMIT_AT_OTHER_TIMES: u32 = 3;

/// How long a burst, or a row of tries at one picture, lasts.
const BURST: TimeDelta = TimeDelta::minutes(10);

/// By how much two shapes may differ, as a part of the wider one: rounding while shrinking.
const SHAPE_TOLERANCE: f64 = 0.02;

/// What is compared of a photo.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Likeness {
    /// Perceptual hash of the upright picture; similar pictures differ in few bits.
    pub fingerprint: u64,
    /// Width by height of the upright picture.
    pub shape: f64,
    /// When it was taken, if the camera said so.
    pub taken_at: Option<DateTime<Utc>>,
}

impl Likeness {
    /// In how many bits the two differ, if they are close enough to be called alike.
    #[must_use]
    pub fn distance(&self, other: &Self) -> Option<u32> {
        let distance = (self.fingerprint ^ other.fingerprint).count_ones();
        if distance > LIMIT {
            return None;
        }
        let wider = self.shape.max(other.shape);
        if (self.shape - other.shape).abs() > wider * SHAPE_TOLERANCE {
            return None;
        }
        let apart = match (self.taken_at, other.taken_at) {
            (Some(one), Some(other)) => (one - other).abs() > BURST,
            _ => false,
        };
        (!apart || distance <= LIMIT_AT_OTHER_TIMES).then_some(distance)
    }
}

/// Parts that a fingerprint is cut into. Of two that differ in at most [`LIMIT`] bits, some part
/// differs in at most a [`BANDS`]th of them: it is enough to look at photos with such a part.
const BANDS: usize = 4;
const BAND_BITS: u32 = 64 / BANDS as u32;
const BAND_REACH: u32 = LIMIT / BANDS as u32;

/// Marks the end of a chain.
const NOBODY: u32 = u32::MAX;

/// The first photos of all groups, found by what they look like.
pub struct LikenessIndex {
    known: Vec<(i64, Likeness)>,
    /// The newest entry with each value of a part, and the one before it.
    heads: [Vec<u32>; BANDS],
    before: [Vec<u32>; BANDS],
    /// All differences within reach.
    reach: Vec<u16>,
}

impl Default for LikenessIndex {
    fn default() -> Self {
        let within = |value: &u16| value.count_ones() <= BAND_REACH;
        Self {
            known: Vec::new(),
            heads: std::array::from_fn(|_| vec![NOBODY; 1 << BAND_BITS]),
            before: std::array::from_fn(|_| Vec::new()),
            reach: (0..=u16::MAX).filter(within).collect(),
        }
    }
}

impl LikenessIndex {
    /// Takes in the first photo of a group, by its number in the library.
    pub fn insert(&mut self, number: i64, likeness: Likeness) {
        let entry = self.known.len() as u32;
        self.known.push((number, likeness));
        for band in 0..BANDS {
            let head = &mut self.heads[band][usize::from(part(likeness.fingerprint, band))];
            self.before[band].push(*head);
            *head = entry;
        }
    }

    /// The closest photo that is alike and that `allowed` does not rule out, and in how many bits it
    /// differs; of several the one taken in first.
    #[must_use]
    pub fn nearest(
        &self,
        likeness: &Likeness,
        allowed: impl Fn(i64) -> bool,
    ) -> Option<(i64, u32)> {
        let mut best: Option<(u32, u32)> = None;
        for band in 0..BANDS {
            let own = part(likeness.fingerprint, band);
            for difference in &self.reach {
                let mut entry = self.heads[band][usize::from(own ^ difference)];
                while let Some((number, known)) = self.known.get(entry as usize) {
                    if let Some(distance) = likeness.distance(known)
                        && best.is_none_or(|best| (distance, entry) < best)
                        && allowed(*number)
                    {
                        best = Some((distance, entry));
                    }
                    entry = self.before[band][entry as usize];
                }
            }
        }
        let (distance, entry) = best?;
        self.known.get(entry as usize).map(|(number, _)| (*number, distance))
    }

    /// Finds for each new photo the first one of its group, which is itself when nothing before it
    /// is alike. `told_apart` says of two photos that they do not belong together.
    pub fn gather(
        &mut self,
        new: &[(i64, Likeness)],
        told_apart: impl Fn(i64, i64) -> bool,
    ) -> Vec<(i64, i64)> {
        let mut gathered = Vec::with_capacity(new.len());
        for &(number, likeness) in new {
            let first = match self.nearest(&likeness, |known| !told_apart(known, number)) {
                Some((first, _)) => first,
                None => {
                    self.insert(number, likeness);
                    number
                }
            };
            gathered.push((number, first));
        }
        gathered
    }
}

fn part(fingerprint: u64, band: usize) -> u16 {
    (fingerprint >> (band as u32 * BAND_BITS)) as u16
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn likeness(fingerprint: u64) -> Likeness {
        Likeness { fingerprint, shape: 1.5, taken_at: None }
    }

    fn slowly(known: &[(i64, Likeness)], sought: &Likeness) -> Option<(i64, u32)> {
        let alike = known.iter().enumerate().filter_map(|(place, (number, known))| {
            sought.distance(known).map(|distance| (distance, place, *number))
        });
        alike.min().map(|(distance, _, number)| (number, distance))
    }

    /// Fingerprints around a few centres, so that most are near others.
    fn fingerprints() -> impl Strategy<Value = Vec<u64>> {
        let centre = prop::sample::select(vec![0_u64, u64::MAX, 0x0F0F_3355_A5A5_00FF, 1 << 63]);
        let bits = prop::collection::vec(0..64_u32, 0..14);
        let one = (centre, bits).prop_map(|(centre, bits)| {
            bits.into_iter().fold(centre, |fingerprint, bit| fingerprint ^ (1 << bit))
        });
        prop::collection::vec(one, 1..120)
    }

    proptest! {
        /// A copy that the quick way misses would be kept, captioned and published twice.
        #[test]
        fn finds_what_looking_at_all_finds(known in fingerprints(), sought in fingerprints()) {
            let known: Vec<_> = (0..).zip(known.into_iter().map(likeness)).collect();
            let mut index = LikenessIndex::default();
            for (number, likeness) in &known {
                index.insert(*number, *likeness);
            }
            for sought in sought.into_iter().map(likeness) {
                prop_assert_eq!(index.nearest(&sought, |_| true), slowly(&known, &sought));
            }
        }

        /// Every photo of a group must be seen beside one that it really looks like.
        #[test]
        fn all_of_a_group_are_close_to_its_first(prints in fingerprints()) {
            let photos: Vec<_> = (0..).zip(prints.into_iter().map(likeness)).collect();
            let gathered = LikenessIndex::default().gather(&photos, |_, _| false);
            for (number, first) in gathered {
                let [one, other] = [number, first].map(|number| photos[number as usize].1);
                prop_assert!(one.distance(&other).is_some());
                prop_assert!(first <= number);
            }
        }
    }

    /// Steps of five bits lead from any picture to any other.
    #[test]
    fn a_chain_of_small_steps_is_no_group() {
        let steps: Vec<_> = (0..6).map(|step| (step, likeness((1 << (5 * step)) - 1))).collect();

        let gathered = LikenessIndex::default().gather(&steps, |_, _| false);

        let firsts: Vec<_> = gathered.into_iter().map(|(_, first)| first).collect();
        assert_eq!(firsts, [0, 0, 0, 3, 3, 3]);
    }

    /// Two who were told apart must not come back as duplicates with the next import.
    #[test]
    fn told_apart_stays_apart() {
        let photos = [(1, likeness(7)), (2, likeness(7)), (3, likeness(7))];

        let gathered = LikenessIndex::default()
            .gather(&photos, |one, other| (one.min(other), one.max(other)) == (1, 2));

        assert_eq!(gathered, [(1, 1), (2, 2), (3, 1)]);
    }

    /// The same hall on another day is another picture, and so is one of another shape.
    #[test]
    fn other_times_and_shapes_are_other_pictures() {
        let at = |minutes| Some(DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes));
        let first = Likeness { taken_at: at(0), ..likeness(0) };
        let alike = |fingerprint, shape, taken_at| {
            first.distance(&Likeness { fingerprint, shape, taken_at })
        };
        assert_eq!(alike(0x3FF, 1.5, at(5)), Some(10));
        assert_eq!(alike(0x3FF, 1.5, None), Some(10));
        assert_eq!(alike(0x3FF, 1.5, at(600)), None);
        assert_eq!(alike(0x7, 1.5, at(600)), Some(3));
        assert_eq!(alike(0, 1.51, at(5)), Some(0));
        assert_eq!(alike(0, 1.33, at(5)), None);
    }
}

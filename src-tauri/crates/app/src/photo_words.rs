//! What many photos say together: what they agree in, and what is said most often where they do not.

use std::cmp::Reverse;
use std::collections::HashMap;
use std::hash::Hash;

use domain::{AltText, Photo};

use crate::view::{PhotoRefs, PhotoWordsSummary, ValueCount, Values};
use crate::{App, Error};

/// How many different values of a field are told.
const TOP: usize = 5;

impl App {
    /// What these photos say, field by field. However many they are, the answer stays small.
    pub async fn photo_words(&self, request: PhotoRefs) -> Result<PhotoWordsSummary, Error> {
        self.with_library(move |library| {
            library.try_read(|reader| {
                let mut words = Words::default();
                for id in request.ids {
                    if let Some(saved) = reader.photos().find(id)? {
                        words.add(saved.photo);
                    }
                }
                Ok(words.summary())
            })
        })
        .await
    }
}

#[derive(Default)]
struct Words {
    count: u32,
    caption: Tally<String>,
    alt: Tally<AltText>,
    credit: Tally<String>,
    copyright: Tally<String>,
    source: Tally<String>,
    place: Tally<String>,
    event: Tally<String>,
    keywords: Tally<Vec<String>>,
    people: Tally<Vec<String>>,
    shows_children: Tally<bool>,
    consent: Tally<bool>,
    gps: u32,
}

impl Words {
    fn add(&mut self, photo: Photo) {
        self.count += 1;
        self.caption.add(photo.caption);
        self.alt.add(photo.alt);
        self.credit.add(photo.credit);
        self.copyright.add(photo.copyright);
        self.source.add(photo.source);
        self.place.add(photo.place);
        self.event.add(photo.event);
        self.keywords.add(photo.keywords);
        self.people.add(photo.people);
        self.shows_children.add(photo.shows_children);
        self.consent.add(photo.consent);
        self.gps += u32::from(photo.gps.is_some());
    }

    fn summary(self) -> PhotoWordsSummary {
        PhotoWordsSummary {
            count: self.count,
            caption: self.caption.values(),
            alt: self.alt.values(),
            credit: self.credit.values(),
            copyright: self.copyright.values(),
            source: self.source.values(),
            place: self.place.values(),
            event: self.event.values(),
            keywords: self.keywords.values(),
            people: self.people.values(),
            shows_children: self.shows_children.values(),
            consent: self.consent.values(),
            gps: self.gps,
        }
    }
}

/// How often each value was met, and when first. The empty value is the type's default.
struct Tally<T> {
    met: HashMap<T, (u32, usize)>,
}

impl<T> Default for Tally<T> {
    fn default() -> Self {
        Self { met: HashMap::new() }
    }
}

impl<T: Clone + Default + Eq + Hash> Tally<T> {
    fn add(&mut self, value: T) {
        let first = self.met.len();
        self.met.entry(value).or_insert((0, first)).0 += 1;
    }

    fn values(self) -> Values<T> {
        let kinds = u32::try_from(self.met.len()).unwrap_or(u32::MAX);
        let empty = self.met.get(&T::default()).map_or(0, |(count, _)| *count);
        let mut met: Vec<_> = self.met.into_iter().collect();
        met.sort_unstable_by_key(|(_, (count, first))| (Reverse(*count), *first));
        met.truncate(TOP);
        let value = met.first().filter(|_| kinds == 1).map(|(value, _)| value.clone());
        let top = met.into_iter().map(|(value, (count, _))| ValueCount { value, count }).collect();
        Values { kinds, empty, value, top }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A field shown as agreed that is not would be written over all of them with one keystroke.
    #[test]
    fn only_what_all_say_is_the_value() {
        let tally = |words: &[&str]| {
            let mut tally = Tally::default();
            words.iter().for_each(|word| tally.add((*word).to_owned()));
            tally.values()
        };
        assert_eq!(tally(&["Huy", "Huy"]).value.as_deref(), Some("Huy"));
        assert_eq!(tally(&["", ""]).value.as_deref(), Some(""));
        assert_eq!(tally(&[]).value, None);

        let mixed = tally(&["Thúy", "Huy", "", "Huy", "a", "b", "c"]);
        assert_eq!((mixed.kinds, mixed.empty, mixed.value), (6, 1, None));
        let top: Vec<_> = mixed.top.iter().map(|top| (top.value.as_str(), top.count)).collect();
        assert_eq!(top, [("Huy", 2), ("Thúy", 1), ("", 1), ("a", 1), ("b", 1)]);
    }
}

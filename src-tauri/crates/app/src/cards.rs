//! Memory cards of cameras: found by themselves, so that nobody has to look for their folder.
//!
//! A card is told from other volumes by two standards. The SD specification asks for FAT or exFAT,
//! and so do the cameras that write to other kinds of cards; DCF (JEITA CP-3461, "Design rule for
//! Camera File system") puts every picture below a folder `DCIM` at the root.

use std::collections::BTreeSet;
use std::time::Duration;

use crate::core::blocking;
use crate::ports::Volume;
use crate::view::{AppEvent, Card, Cards, Nothing};
use crate::{App, Error};

/// So often a card that was put in is looked for.
const LOOK_EVERY: Duration = Duration::from_secs(2);

/// The folder of a card that holds its pictures.
const PICTURES: &str = "DCIM";

/// File systems of cards, as Linux and Windows call them, in lower case.
const FILE_SYSTEMS: [&str; 6] = ["exfat", "fat", "fat12", "fat16", "fat32", "vfat"];

impl App {
    /// The memory cards that can be read now.
    ///
    /// # Errors
    /// [`Error::Worker`] when the program ends meanwhile.
    pub async fn card_list(&self, _: Nothing) -> Result<Cards, Error> {
        let volumes = self.ports().volumes.clone();
        blocking(move || Ok(Cards { rows: cards(volumes()) })).await
    }

    /// Tells of every card that is put in, until the program ends.
    pub async fn watch_cards(self) {
        let mut watch = CardWatch::default();
        loop {
            match self.card_list(Nothing {}).await {
                Ok(Cards { rows }) => {
                    for card in watch.new_ones(rows) {
                        self.emit(AppEvent::CardFound { card });
                    }
                }
                Err(error) => tracing::warn!(%error, "memory cards could not be looked for"),
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// The cards among volumes, by path.
fn cards(volumes: Vec<Volume>) -> Vec<Card> {
    let mut found: Vec<Card> = volumes.into_iter().filter_map(card).collect();
    found.sort_by(|one, other| one.path.cmp(&other.path));
    // The same card may be mounted twice in one place, one over the other.
    found.dedup_by(|one, other| one.path == other.path);
    found
}

/// The volume as a card, if it is one.
fn card(volume: Volume) -> Option<Card> {
    let pictures = volume.root.join(PICTURES);
    let of_cards = FILE_SYSTEMS.contains(&volume.file_system.to_lowercase().as_str());
    (of_cards && pictures.is_dir())
        .then(|| Card { path: pictures.to_string_lossy().into_owned(), name: volume.label })
}

/// Which cards were there at the look before.
#[derive(Default)]
struct CardWatch {
    seen: Option<BTreeSet<String>>,
}

impl CardWatch {
    /// The cards that came since the look before. Those of the first look are no news: they may
    /// have been there for days.
    fn new_ones(&mut self, now: Vec<Card>) -> Vec<Card> {
        let paths = now.iter().map(|card| card.path.clone()).collect();
        let Some(before) = self.seen.replace(paths) else { return Vec::new() };
        now.into_iter().filter(|card| !before.contains(&card.path)).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rstest::rstest;

    use super::*;

    /// The system's own FAT partition, a network drive with photos, a card without any: none of
    /// them is offered as a card.
    #[rstest]
    #[case::camera("vfat", "DCIM", true)]
    #[case::of_windows("FAT32", "DCIM", true)]
    #[case::large("exFAT", "DCIM", true)]
    #[case::start_of_the_system("vfat", "EFI", false)]
    #[case::drive_of_photos("ext4", "DCIM", false)]
    fn a_card_has_its_file_system_and_its_folder(
        #[case] file_system: &str,
        #[case] folder: &str,
        #[case] expected: bool,
    ) {
        let root = tempfile::tempdir().unwrap();
        fs::create_dir(root.path().join(folder)).unwrap();
        let volume = Volume {
            root: root.path().to_owned(),
            label: "EOS_DIGITAL".to_owned(),
            file_system: file_system.to_owned(),
        };
        let found = cards(vec![volume.clone(), volume]);
        let card = Card {
            path: root.path().join("DCIM").to_string_lossy().into_owned(),
            name: "EOS_DIGITAL".to_owned(),
        };
        assert_eq!(found, if expected { vec![card] } else { Vec::new() });
    }

    /// Told again and again, or told of a card that lay in the reader when the program began.
    #[test]
    fn a_card_is_news_once_each_time_it_is_put_in() {
        let card = |path: &str| Card { path: path.to_owned(), name: String::new() };
        let (old, new) = (card("/media/old/DCIM"), card("/media/new/DCIM"));
        let mut watch = CardWatch::default();
        assert_eq!(watch.new_ones(vec![old.clone()]), []);
        assert_eq!(watch.new_ones(vec![new.clone(), old.clone()]), std::slice::from_ref(&new));
        assert_eq!(watch.new_ones(vec![new.clone(), old.clone()]), []);
        assert_eq!(watch.new_ones(vec![old.clone()]), []);
        assert_eq!(watch.new_ones(vec![new.clone(), old]), [new]);
    }
}

//! The names photos get as they come in: a pattern filled in for each, fit for every file system.
//!
//! Only the name in the library changes; the file it came from keeps its own.

use std::collections::HashSet;

use chrono::{DateTime, FixedOffset, Utc};
use media::VIETNAM_UTC_OFFSET_SECONDS;

/// No name is longer, in bytes of UTF-8 with its ending: file systems end at 255.
const MAX_BYTES: usize = 240;

/// Names that Windows keeps for devices, whatever follows after a dot (Microsoft, "Naming Files,
/// Paths, and Namespaces").
const DEVICES: [&str; 6] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"];

/// What is said of a photo in its name.
#[derive(Debug, Clone, Default)]
pub(crate) struct Facts<'a> {
    /// Name of the file, NFC.
    pub(crate) file_name: &'a str,
    /// When it was taken, else when it comes in.
    pub(crate) at: DateTime<Utc>,
    /// Its place in the import, from 1.
    pub(crate) number: u32,
    pub(crate) event: &'a str,
    pub(crate) photographer: &'a str,
    pub(crate) camera: &'a str,
}

/// A pattern of text and variables: `{date} {time} {seq} {seq:3} {name} {event} {photographer}
/// {camera}`. Anything else in braces is text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Pattern(Vec<Piece>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Date,
    Time,
    Number { digits: usize },
    Name,
    Event,
    Photographer,
    Camera,
}

impl Pattern {
    /// Reads a pattern; `None` when it says nothing.
    pub(crate) fn parse(text: &str) -> Option<Self> {
        let mut pieces = Vec::new();
        let mut rest = text.trim();
        while !rest.is_empty() {
            let variable = rest.strip_prefix('{').and_then(|inner| inner.split_once('}'));
            if let Some((piece, after)) = variable
                .and_then(|(word, after)| Piece::of(word.trim()).map(|piece| (piece, after)))
            {
                pieces.push(piece);
                rest = after;
                continue;
            }
            let first = rest.chars().next().map_or(0, char::len_utf8);
            let end = rest[first..].find('{').map_or(rest.len(), |at| at + first);
            pieces.push(Piece::Text(rest[..end].to_owned()));
            rest = &rest[end..];
        }
        (!pieces.is_empty()).then_some(Self(pieces))
    }

    /// The name for one photo, with the ending of its file.
    pub(crate) fn fill(&self, facts: &Facts<'_>) -> String {
        let (stem, ending) = split(facts.file_name);
        let zone = FixedOffset::east_opt(VIETNAM_UTC_OFFSET_SECONDS);
        let at = |format: &str| match zone {
            Some(zone) => facts.at.with_timezone(&zone).format(format).to_string(),
            None => facts.at.format(format).to_string(),
        };
        let filled: String = self
            .0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Date => at("%Y-%m-%d"),
                Piece::Time => at("%H%M%S"),
                Piece::Number { digits } => format!("{:0digits$}", facts.number),
                Piece::Name => stem.to_owned(),
                Piece::Event => facts.event.to_owned(),
                Piece::Photographer => facts.photographer.to_owned(),
                Piece::Camera => facts.camera.to_owned(),
            })
            .collect();
        fit(&text::fold::nfc(&filled), stem, ending)
    }
}

impl Piece {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "date" => Self::Date,
            "time" => Self::Time,
            "seq" => Self::Number { digits: 1 },
            "name" => Self::Name,
            "event" => Self::Event,
            "photographer" => Self::Photographer,
            "camera" => Self::Camera,
            _ => {
                let digits = word.strip_prefix("seq:")?.parse().ok()?;
                (1..=9).contains(&digits).then_some(Self::Number { digits })?
            }
        })
    }
}

/// The names given in one import, so that none is given twice. Case does not tell them apart: on
/// Windows it does not either.
#[derive(Debug, Default)]
pub(crate) struct Names(HashSet<String>);

impl Names {
    /// Takes note of a name that was given before.
    pub(crate) fn note(&mut self, name: &str) {
        self.0.insert(name.to_lowercase());
    }

    /// `wished`, or the same with the first free number behind it.
    pub(crate) fn give(&mut self, wished: String) -> String {
        let (stem, ending) = split(&wished);
        let numbered = (2_u32..).map(|number| format!("{stem} ({number}){ending}"));
        let free = std::iter::once(wished.clone())
            .chain(numbered)
            .find(|name| !self.0.contains(&name.to_lowercase()))
            .unwrap_or(wished);
        self.note(&free);
        free
    }
}

/// Stem and ending (with its dot); a name that only begins with a dot has no ending.
fn split(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 => name.split_at(at),
        _ => (name, ""),
    }
}

/// Makes a name that every file system takes; `instead` stands in for one of which nothing is left.
fn fit(stem: &str, instead: &str, ending: &str) -> String {
    let allowed = |stem: &str| -> String {
        let safe = stem.chars().map(|c| match c {
            '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' => '-',
            c if c.is_control() => ' ',
            c => c,
        });
        let safe: String = safe.collect();
        safe.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut stem = allowed(stem);
    if stem.trim_matches(['.', ' ', '-', '_']).is_empty() {
        stem = allowed(instead);
    }
    let room = MAX_BYTES.saturating_sub(ending.len());
    while stem.len() > room {
        stem.pop();
    }
    let stem = stem.trim_end_matches(['.', ' ']);
    let reserved = if is_device(stem) { "_" } else { "" };
    format!("{reserved}{stem}{ending}")
}

fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default().trim().to_uppercase();
    let port = |kind| {
        let number = name.strip_prefix(kind).unwrap_or_default();
        number.chars().count() == 1 && number.chars().all(|c| c.is_numeric())
    };
    DEVICES.contains(&name.as_str()) || port("COM") || port("LPT")
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;

    use super::*;

    fn facts(file_name: &str) -> Facts<'_> {
        Facts {
            file_name,
            at: Utc.with_ymd_and_hms(2022, 7, 14, 18, 30, 5).unwrap(),
            number: 7,
            event: "Lễ khai mạc",
            photographer: "Kim Huy",
            camera: "NIKON D750",
        }
    }

    fn filled(pattern: &str, file_name: &str) -> String {
        Pattern::parse(pattern).unwrap().fill(&facts(file_name))
    }

    /// Names that do not say what was asked for cannot be found again. The day is that of Việt Nam:
    /// half past six in the evening UTC is the next morning there.
    #[test]
    fn variables_are_filled_in() {
        let name = filled("{date}_{time} {event} - {photographer} {camera} {seq:3}", "IMG_1.JPG");
        assert_eq!(name, "2022-07-15_013005 Lễ khai mạc - Kim Huy NIKON D750 007.JPG");
        assert_eq!(filled("{name}-{seq}", "DSC.0001.nef"), "DSC.0001-7.nef");
        assert_eq!(filled("{sea} {seq:x} {", "a.jpg"), "{sea} {seq-x} {.jpg");
        assert_eq!(Pattern::parse("  "), None);
    }

    /// A name that Windows refuses makes a file that cannot be handed on.
    #[test]
    fn every_system_takes_the_names() {
        assert_eq!(filled("con", "a.jpg"), "_con.jpg");
        assert_eq!(filled("{name}", "LPT1.jpg"), "_LPT1.jpg");
        assert_eq!(filled("COM10", "a.jpg"), "COM10.jpg");
        assert_eq!(filled("7/2022: \"họp\"?. ", "a.jpg"), "7-2022- -họp--.jpg");
        assert_eq!(filled("...", "ảnh.jpg"), "ảnh.jpg");
        let long = filled(&"ễ".repeat(300), "a.jpeg");
        assert!(long.len() <= MAX_BYTES && long.ends_with("ễ.jpeg"), "{long}");
    }

    /// Two photos of one name are taken for one.
    #[test]
    fn no_name_is_given_twice() {
        let mut names = Names::default();
        let given: Vec<_> =
            ["a.jpg", "A.JPG", "a.jpg", "b"].map(|name| names.give(name.to_owned())).into();
        assert_eq!(given, ["a.jpg", "A (2).JPG", "a (3).jpg", "b"]);
    }
}

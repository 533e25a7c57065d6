//! What is written down of a photo when it comes in: what the file says, and what was asked for
//! the whole import.

use std::path::Path;
use std::sync::Mutex;

use chrono::{DateTime, Utc};
use domain::photo::MAX_STARS;
use domain::{AltText, BlobHash, CaptionTemplate, Codebook, Crops, Flag, Photo, PhotoId, Rotation};
use media::Probe;

use super::ImportPhotos;
use super::naming::{Facts, Names, Pattern};
use crate::captions::expand;
use crate::core::lock;

/// What XMP calls a picture that was thrown out (`xmp:Rating`, XMP part 1, 8.4).
const REJECTED: i8 = -1;

/// Writes the records of one import.
pub(crate) struct Recorder {
    pattern: Option<Pattern>,
    event: String,
    credit: String,
    keywords: Vec<String>,
    /// Words for all of them, and what their codes stand for.
    template: Option<(CaptionTemplate, Codebook)>,
    names: Mutex<Names>,
    now: DateTime<Utc>,
}

impl Recorder {
    pub(crate) fn new(payload: &ImportPhotos, now: DateTime<Utc>) -> Self {
        let tidy = |text: &String| text::fold::nfc(text.trim());
        let keywords = payload.keywords.iter().map(tidy);
        Self {
            pattern: payload.rename.as_deref().and_then(Pattern::parse),
            event: tidy(&payload.event),
            credit: tidy(&payload.credit),
            keywords: keywords.filter(|word| !word.is_empty()).collect(),
            template: None,
            names: Mutex::default(),
            now,
        }
    }

    /// Gives the photos the words of a template too.
    pub(crate) fn with_template(self, template: CaptionTemplate, book: Codebook) -> Self {
        Self { template: Some((template, book)), ..self }
    }

    /// Takes note of a name that this import gave before it was interrupted.
    pub(crate) fn note(&self, name: &str) {
        lock(&self.names).note(name);
    }

    /// The name under which a file comes in. `place` is its place in the import, from 0.
    pub(crate) fn name(&self, path: &Path, probe: &Probe, place: u32) -> String {
        let name = file_name(path);
        let Some(pattern) = &self.pattern else { return name };
        let (camera, photographer) = (camera(probe), self.credit(probe));
        let event = self.event(probe);
        let filled = pattern.fill(&Facts {
            file_name: &name,
            at: probe.taken_at.map_or(self.now, |at| at.to_utc()),
            number: place.saturating_add(1),
            event: &event,
            photographer: &photographer,
            camera: &camera,
        });
        lock(&self.names).give(filled)
    }

    /// The record of a photo whose original has not come yet.
    pub(crate) fn record(&self, id: PhotoId, file_name: String, probe: Probe) -> Photo {
        let (camera, credit, event) = (camera(&probe), self.credit(&probe), self.event(&probe));
        let photo = Photo {
            id,
            original: BlobHash::EMPTY,
            bytes: 0,
            format: probe.format,
            file_name,
            width: probe.width,
            height: probe.height,
            orientation: probe.orientation.to_exif(),
            taken_at: probe.taken_at.map(|at| at.to_utc()),
            camera,
            gps: probe.gps,
            caption: probe.caption.unwrap_or_default(),
            alt: probe.alt.map_or(AltText::Missing, AltText::Text),
            credit,
            source: probe.source.unwrap_or_default(),
            keywords: self.with_keywords(probe.keywords),
            copyright: probe.copyright.unwrap_or_default(),
            place: probe.place.unwrap_or_default(),
            people: probe.people,
            event,
            shows_children: false,
            consent: false,
            rotation: Rotation::None,
            straighten: 0.0,
            crop: None,
            crops: Crops::default(),
            flag: if probe.rating == Some(REJECTED) { Flag::Reject } else { Flag::None },
            stars: probe
                .rating
                .and_then(|stars| u8::try_from(stars).ok())
                .unwrap_or(0)
                .min(MAX_STARS),
            fingerprint: String::new(),
            imported_at: self.now,
            updated_at: self.now,
        };
        match &self.template {
            Some((template, book)) => self.worded(photo, template, book),
            None => photo,
        }
    }

    fn event(&self, probe: &Probe) -> String {
        match self.event.is_empty() {
            true => probe.event.clone().unwrap_or_default(),
            false => self.event.clone(),
        }
    }

    /// Those of the file, then those for the whole import, each once.
    fn with_keywords(&self, mut keywords: Vec<String>) -> Vec<String> {
        for word in &self.keywords {
            if !keywords.contains(word) {
                keywords.push(word.clone());
            }
        }
        keywords
    }

    /// The photo with the words of the template, as they read for it. What the template says goes
    /// before what the file says, and a photographer who was typed before both.
    fn worded(&self, photo: Photo, template: &CaptionTemplate, book: &Codebook) -> Photo {
        let today = domain::display::local(self.now).date_naive();
        let reads = |photo: &Photo, text: &str| {
            let text = expand(photo, text, book, today).text;
            Some(text).filter(|text| !text.trim().is_empty())
        };
        let typed = !self.credit.is_empty();
        let credit = reads(&photo, &template.credit).filter(|_| !typed);
        let photo = Photo { credit: credit.unwrap_or(photo.credit.clone()), ..photo };
        let caption = reads(&photo, &template.caption).unwrap_or(photo.caption.clone());
        let alt = reads(&photo, &template.alt).map_or(photo.alt.clone(), AltText::Text);
        Photo { caption, alt, ..photo }
    }

    /// What was asked for the whole import goes before what the camera is set to.
    fn credit(&self, probe: &Probe) -> String {
        match self.credit.is_empty() {
            true => probe.credit.clone().unwrap_or_default(),
            false => self.credit.clone(),
        }
    }
}

/// Name of a file, NFC.
pub(crate) fn file_name(path: &Path) -> String {
    text::fold::nfc(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

fn camera(probe: &Probe) -> String {
    probe.camera.as_ref().map(ToString::to_string).unwrap_or_default()
}

/// `arrived`, with what was said of the photo since it was first seen. What the beginning of its
/// file did not tell yet is filled in.
pub(crate) fn keeping_words(arrived: &Photo, seen: Photo) -> Photo {
    let text = |seen: String, arrived: &String| {
        if seen.is_empty() { arrived.clone() } else { seen }
    };
    let list = |seen: Vec<String>, arrived: &Vec<String>| {
        if seen.is_empty() { arrived.clone() } else { seen }
    };
    Photo {
        original: arrived.original,
        bytes: arrived.bytes,
        format: arrived.format,
        width: arrived.width,
        height: arrived.height,
        orientation: arrived.orientation,
        taken_at: arrived.taken_at,
        camera: arrived.camera.clone(),
        fingerprint: arrived.fingerprint.clone(),
        caption: text(seen.caption, &arrived.caption),
        alt: if seen.alt == AltText::Missing { arrived.alt.clone() } else { seen.alt },
        credit: text(seen.credit, &arrived.credit),
        source: text(seen.source, &arrived.source),
        copyright: text(seen.copyright, &arrived.copyright),
        place: text(seen.place, &arrived.place),
        event: text(seen.event, &arrived.event),
        keywords: list(seen.keywords, &arrived.keywords),
        people: list(seen.people, &arrived.people),
        ..seen
    }
}

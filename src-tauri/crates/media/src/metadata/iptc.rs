//! IPTC-IIM, the words that press agencies and older programs write (IPTC-IIM 4.2).
//!
//! Data sets of a record, number and length, nothing more; they lie in Photoshop's image resources
//! (Adobe Photoshop File Formats, "Image Resources") or, in TIFF, on their own.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, TimeZone as _};
use md5::{Digest as _, Md5};

use super::{VIETNAM_UTC_OFFSET_SECONDS, joined_place, tidy};

/// Numbers of data sets of record 2.
pub(super) const KEYWORDS: u8 = 25;
const DATE: u8 = 55;
const TIME: u8 = 60;
pub(super) const BY_LINE: u8 = 80;
const CITY: u8 = 90;
const SUBLOCATION: u8 = 92;
const PROVINCE: u8 = 95;
const COUNTRY: u8 = 101;
pub(super) const HEADLINE: u8 = 105;
pub(super) const CREDIT: u8 = 110;
pub(super) const SOURCE: u8 = 115;
pub(super) const COPYRIGHT: u8 = 116;
pub(super) const CAPTION: u8 = 120;

/// What each data set begins with.
pub(super) const DATA_SET: u8 = 0x1C;
/// Record 1, data set 90 says the character set (ISO 2022); this means UTF-8.
pub(super) const CHARACTER_SET: (u8, u8) = (1, 90);
pub(super) const UTF_8: &[u8] = b"\x1B%G";

/// What each of Photoshop's resources begins with, and the numbers of two of them.
pub(super) const RESOURCE: &[u8] = b"8BIM";
pub(super) const IPTC_RESOURCE: u16 = 0x0404;
pub(super) const DIGEST_RESOURCE: u16 = 0x0425;

/// Real files have some dozens.
const MAX_DATA_SETS: usize = 4096;

/// The data sets of record 2 of one file.
#[derive(Debug, Default)]
pub(super) struct Iptc {
    texts: Vec<(u8, String)>,
    changed_last: bool,
}

impl Iptc {
    /// Reads data sets that lie on their own, or those in Photoshop's resources.
    pub(super) fn read(alone: Option<&[u8]>, photoshop: Option<&[u8]>) -> Self {
        let resource = |wanted| {
            let resources = photoshop.unwrap_or_default();
            Resources(resources).find(|&(number, _)| number == wanted).map(|(_, data)| data)
        };
        let Some(data) = resource(IPTC_RESOURCE).or(alone) else { return Self::default() };
        let digest = resource(DIGEST_RESOURCE).filter(|digest| digest.iter().any(|&byte| byte > 0));
        let changed_last = digest.is_some_and(|digest| digest != Md5::digest(data).as_slice());
        let sets: Vec<_> = DataSets(data).take(MAX_DATA_SETS).collect();
        let marked = sets.iter().any(|&(set, value)| set == CHARACTER_SET && value == UTF_8);
        let texts = sets.into_iter().filter(|((record, _), _)| *record == 2);
        let texts =
            texts.filter_map(|((_, number), value)| Some((number, tidy(&decoded(value, marked))?)));
        Self { texts: texts.collect(), changed_last }
    }

    /// Whether a program that knows only IPTC wrote here after XMP was written (MWG 2.0, 3.3.2).
    pub(super) fn was_changed_last(&self) -> bool {
        self.changed_last
    }

    pub(super) fn text(&self, number: u8) -> Option<String> {
        self.texts.iter().find(|(it, _)| *it == number).map(|(_, text)| text.clone())
    }

    pub(super) fn texts(&self, number: u8) -> Vec<String> {
        self.texts.iter().filter(|(it, _)| *it == number).map(|(_, text)| text.clone()).collect()
    }

    pub(super) fn joined(&self, number: u8) -> Option<String> {
        let texts = self.texts(number);
        (!texts.is_empty()).then(|| texts.join(", "))
    }

    pub(super) fn place(&self) -> Option<String> {
        joined_place([SUBLOCATION, CITY, PROVINCE, COUNTRY].map(|number| self.text(number)))
    }

    /// `CCYYMMDD` and, if given, `HHMMSS±HHMM`.
    pub(super) fn taken_at(&self) -> Option<DateTime<FixedOffset>> {
        let date = NaiveDate::parse_from_str(&self.text(DATE)?, "%Y%m%d").ok()?;
        let time = self.text(TIME).unwrap_or_default();
        let clock = time.get(..6).and_then(|it| NaiveTime::parse_from_str(it, "%H%M%S").ok());
        let zone = time.get(6..).and_then(|zone| {
            let minutes = |at: std::ops::Range<usize>| zone.get(at)?.parse::<i32>().ok();
            let seconds = (minutes(1..3)? * 60 + minutes(3..5)?) * 60;
            FixedOffset::east_opt(if zone.starts_with('-') { -seconds } else { seconds })
        });
        let zone = zone.or_else(|| FixedOffset::east_opt(VIETNAM_UTC_OFFSET_SECONDS))?;
        zone.from_local_datetime(&date.and_time(clock.unwrap_or_default())).single()
    }
}

/// Text of the marked set; unmarked it is nearly always UTF-8 today and was Latin-1 before.
fn decoded(value: &[u8], marked: bool) -> String {
    match std::str::from_utf8(value) {
        Ok(text) => text.to_owned(),
        Err(_) if marked => String::from_utf8_lossy(value).into_owned(),
        Err(_) => value.iter().copied().map(char::from).collect(),
    }
}

/// Record, number and value of each data set; ends where one is cut short.
struct DataSets<'a>(&'a [u8]);

impl<'a> Iterator for DataSets<'a> {
    type Item = ((u8, u8), &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [DATA_SET, record, number, high, low, rest @ ..] = self.0 else { return None };
        let length = usize::from(u16::from_be_bytes([*high, *low]));
        // Longer than 32,767 bytes: these 15 bits say how many bytes the length itself has.
        let (length, rest) = if length & 0x8000 == 0 {
            (length, rest)
        } else {
            let (bytes, rest) = rest.split_at_checked((length & 0x7FFF).min(9))?;
            (bytes.iter().fold(0, |sum: usize, &byte| sum << 8 | usize::from(byte)), rest)
        };
        let (value, rest) = rest.split_at_checked(length)?;
        self.0 = rest;
        Some(((*record, *number), value))
    }
}

/// Number and data of each of Photoshop's resources.
struct Resources<'a>(&'a [u8]);

impl<'a> Iterator for Resources<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let rest = self.0.strip_prefix(RESOURCE)?;
        let number = u16::from_be_bytes([*rest.first()?, *rest.get(1)?]);
        // A name, with its length in front, and the data: both are filled up to an even length.
        let name = usize::from(*rest.get(2)?) + 1;
        let rest = rest.get(2 + name.next_multiple_of(2)..)?;
        let (length, rest) = rest.split_first_chunk::<4>()?;
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let data = rest.get(..length)?;
        self.0 = rest.get(length.next_multiple_of(2)..).unwrap_or_default();
        Some((number, data))
    }
}

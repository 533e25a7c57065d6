//! Captions with blanks in them: `{date}` and its like are filled in from the photo, `=code=` from
//! the codebook of officials.
//!
//! What is not known stays as it was typed and is told, so that nothing vanishes from a text.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::codebook::{Codebook, is_code};
use crate::display;
use crate::id::TemplateId;
use crate::photo::Photo;

/// A caption kept for use again: "Quang cảnh {event}, ngày {date}."
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CaptionTemplate {
    /// Its identity.
    pub id: TemplateId,
    /// What it is called where one chooses.
    pub name: String,
    /// Chú thích.
    pub caption: String,
    /// Văn bản thay thế; empty leaves the photo's own.
    pub alt: String,
    /// Người chụp; empty leaves the photo's own.
    pub credit: String,
}

/// A text with its blanks filled in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Expanded {
    /// The text.
    pub text: String,
    /// Variables and codes nobody knows, as they were typed; they stand in the text unchanged.
    pub unknown: Vec<String>,
    /// Variables this photo has no value for; they left nothing in the text.
    pub empty: Vec<String>,
}

/// What blanks are filled with.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Blanks {
    /// `{date}` and `{time}`: when the photo was taken.
    pub taken_at: Option<DateTime<Utc>>,
    /// `{place}`.
    pub place: String,
    /// `{photographer}`.
    pub photographer: String,
    /// `{event}`.
    pub event: String,
    /// `{file}`: the file's name without its ending.
    pub file: String,
    /// `{camera}`.
    pub camera: String,
}

impl Blanks {
    /// Those of a photo.
    #[must_use]
    pub fn of(photo: &Photo) -> Self {
        let name = &photo.file_name;
        Self {
            taken_at: photo.taken_at,
            place: photo.place.clone(),
            photographer: photo.credit.clone(),
            event: photo.event.clone(),
            file: name.rsplit_once('.').map_or(name.as_str(), |(stem, _)| stem).to_owned(),
            camera: photo.camera.clone(),
        }
    }

    /// The value of a variable; `None` for a name there is none of.
    fn value(&self, name: &str) -> Option<String> {
        Some(match name {
            "date" => self.taken_at.map_or_else(String::new, display::date),
            "time" => self
                .taken_at
                .map_or_else(String::new, |at| display::local(at).format("%H:%M").to_string()),
            "place" => self.place.clone(),
            "photographer" => self.photographer.clone(),
            "event" => self.event.clone(),
            "file" => self.file.clone(),
            "camera" => self.camera.clone(),
            _ => return None,
        })
    }
}

/// Fills in both kinds of blanks of a photo's text. Codes mean whom they meant on the day the photo
/// was taken, or on `today` when it does not say.
#[must_use]
pub fn expand(text: &str, blanks: &Blanks, book: &Codebook, today: NaiveDate) -> Expanded {
    let day = blanks.taken_at.map_or(today, |at| display::local(at).date_naive());
    fill(text, Some(blanks), book, day)
}

/// Fills in codes only, as in an article's body.
#[must_use]
pub fn expand_codes(text: &str, book: &Codebook, day: NaiveDate) -> Expanded {
    fill(text, None, book, day)
}

fn fill(text: &str, blanks: Option<&Blanks>, book: &Codebook, day: NaiveDate) -> Expanded {
    let mut expanded = Expanded::default();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '=']) {
        let (before, from) = rest.split_at(at);
        expanded.text.push_str(before);
        let blank = match blanks {
            Some(blanks) if from.starts_with('{') => variable(from, blanks),
            _ => code(from, book, day),
        };
        let Some(blank) = blank else {
            // A sign that means itself.
            let (sign, after) = from.split_at(1);
            expanded.text.push_str(sign);
            rest = after;
            continue;
        };
        match blank.value {
            Some(value) => {
                if value.is_empty() {
                    note(&mut expanded.empty, blank.typed);
                }
                expanded.text.push_str(&value);
                rest = &from[blank.typed.len()..];
            }
            None => {
                note(&mut expanded.unknown, blank.typed);
                // The closing sign may open the next code: "=a=b=".
                let kept = blank.typed.len() - usize::from(blank.typed.ends_with('='));
                expanded.text.push_str(&from[..kept]);
                rest = &from[kept..];
            }
        }
    }
    expanded.text.push_str(rest);
    expanded
}

/// A blank as it was typed, and its value if it is known.
struct Blank<'t> {
    typed: &'t str,
    value: Option<String>,
}

fn variable<'t>(from: &'t str, blanks: &Blanks) -> Option<Blank<'t>> {
    let name = from.strip_prefix('{')?;
    let name = &name[..name.find('}')?];
    let plausible = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    plausible.then(|| Blank { typed: &from[..name.len() + 2], value: blanks.value(name) })
}

/// `=code=`, `=code.name=` or `=code.title=`.
fn code<'t>(from: &'t str, book: &Codebook, day: NaiveDate) -> Option<Blank<'t>> {
    let inner = from.strip_prefix('=')?;
    let inner = &inner[..inner.find('=')?];
    let (name, part) = match inner.split_once('.') {
        Some((name, part @ ("name" | "title"))) => (name, part),
        Some(_) => return None,
        None => (inner, ""),
    };
    if !is_code(name) {
        return None;
    }
    let value = book.find(name, day).map(|entry| match part {
        "name" => entry.name.clone(),
        "title" => entry.title.clone(),
        _ => entry.in_full(),
    });
    Some(Blank { typed: &from[..inner.len() + 2], value })
}

fn note(list: &mut Vec<String>, typed: &str) {
    if !list.iter().any(|known| known == typed) {
        list.push(typed.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeZone as _;
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;
    use crate::codebook::CodeEntry;
    use crate::id::CodeEntryId;

    fn book() -> Codebook {
        let entry = |code: &str, name: &str, title: &str| CodeEntry {
            id: CodeEntryId(uuid::Uuid::nil()),
            code: code.to_owned(),
            name: name.to_owned(),
            title: title.to_owned(),
            from: None,
            until: None,
        };
        Codebook::new(vec![
            entry("ct", "Trần Hữu Thế", "Chủ tịch UBND tỉnh"),
            entry("bt", "Phạm Đại Dương", ""),
        ])
    }

    fn blanks() -> Blanks {
        Blanks {
            // 01:30 of the next day in Vietnam.
            taken_at: Some(Utc.with_ymd_and_hms(2022, 7, 14, 18, 30, 0).unwrap()),
            place: "Tuy Hòa".to_owned(),
            event: "Lễ hội".to_owned(),
            ..Blanks::default()
        }
    }

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 26).unwrap();

    /// A caption with a wrong name or day is printed under five hundred photos at once.
    #[rstest]
    #[case(
        "=ct= dự {event} tại {place}, ngày {date}",
        "Chủ tịch UBND tỉnh Trần Hữu Thế dự Lễ hội tại Tuy Hòa, ngày 15/07/2022"
    )]
    #[case("=CT.name= (=ct.title=)", "Trần Hữu Thế (Chủ tịch UBND tỉnh)")]
    #[case("Ông =bt=", "Ông Phạm Đại Dương")]
    #[case("{time}", "01:30")]
    #[case("a = b = c, {, }, ==, {not closed", "a = b = c, {, }, ==, {not closed")]
    #[case("=ct.phone=", "=ct.phone=")]
    fn fills_in(#[case] typed: &str, #[case] expected: &str) {
        let expanded = expand(typed, &blanks(), &book(), TODAY);
        assert_eq!(expanded.text, expected);
        assert_eq!(expanded.unknown, Vec::<String>::new());
    }

    /// What is not known must stay to be seen, not vanish from the caption.
    #[test]
    fn what_is_unknown_stays_and_is_told() {
        let expanded = expand("=xy=ct= {wether} {photographer}", &blanks(), &book(), TODAY);

        assert_eq!(expanded.text, "=xyChủ tịch UBND tỉnh Trần Hữu Thế {wether} ");
        assert_eq!(expanded.unknown, ["=xy=", "{wether}"]);
        assert_eq!(expanded.empty, ["{photographer}"]);
    }

    /// Braces in an article's text are the writer's own.
    #[test]
    fn a_body_has_codes_only() {
        let expanded = expand_codes("{date} =bt=", &book(), TODAY);
        assert_eq!(expanded.text, "{date} Phạm Đại Dương");
    }

    proptest! {
        /// Whatever is typed: no crash, and a text without our signs stays as it is.
        #[test]
        fn any_text_passes(typed in ".{0,80}", signs in "[{}=a-c.ữ]{0,40}") {
            let _ = expand(&signs, &blanks(), &book(), TODAY);
            let plain: String = typed.chars().filter(|c| !matches!(c, '{' | '=')).collect();
            prop_assert_eq!(expand(&plain, &blanks(), &book(), TODAY).text, plain);
        }
    }
}

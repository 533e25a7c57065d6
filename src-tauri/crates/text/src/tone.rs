//! Where the tone mark of a Vietnamese syllable stands.
//!
//! Two styles are accepted in print (hòa and hoà). Search treats them as equal, so the exact column
//! of its index keeps one of them. Stored text is never rewritten.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Grave, acute, tilde, hook above, dot below: the five written tones.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// The text in NFC with each tone in the older place (`hòa`, `thúy`, but `hoàn`, `quý`, `giờ`).
///
/// Words with no tone or more than one (they are not Vietnamese) stay as they are.
#[must_use]
pub fn normalise_tone(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = Vec::new();
    for c in text.nfd() {
        if is_combining_mark(c) && !word.is_empty() {
            push_mark(&mut word, c);
        } else if c.is_alphabetic() {
            word.push(Letter { base: c, shape: String::new(), tone: None });
        } else {
            write_word(&mut word, &mut out);
            out.push(c);
        }
    }
    write_word(&mut word, &mut out);
    out.nfc().collect()
}

struct Letter {
    base: char,
    /// Circumflex, breve, horn and whatever else is no tone.
    shape: String,
    tone: Option<char>,
}

impl Letter {
    fn is(&self, letter: char) -> bool {
        self.base.to_ascii_lowercase() == letter && self.shape.is_empty()
    }

    fn is_vowel(&self) -> bool {
        matches!(self.base.to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
    }
}

fn push_mark(word: &mut [Letter], mark: char) {
    if let Some(letter) = word.last_mut() {
        if TONES.contains(&mark) && letter.tone.is_none() {
            letter.tone = Some(mark);
        } else {
            letter.shape.push(mark);
        }
    }
}

fn write_word(word: &mut Vec<Letter>, out: &mut String) {
    let mut toned = word.iter().enumerate().filter(|(_, letter)| letter.tone.is_some());
    if let (Some((at, _)), None) = (toned.next(), toned.next()) {
        let target = place(word, at);
        word[target].tone = word[at].tone.take();
    }
    for letter in word.drain(..) {
        out.push(letter.base);
        out.push_str(&letter.shape);
        out.extend(letter.tone);
    }
}

/// Index of the letter that carries the tone found at `at`.
fn place(word: &[Letter], at: usize) -> usize {
    if !word[at].is_vowel() {
        return at;
    }
    let mut start = at;
    while start > 0 && word[start - 1].is_vowel() {
        start -= 1;
    }
    let end = at + word[at..].iter().take_while(|letter| letter.is_vowel()).count();
    // The u of "qu" and the i of "gi" belong to the consonant when another vowel follows.
    let glide = start > 0
        && end - start > 1
        && ((word[start - 1].is('q') && word[start].is('u'))
            || (word[start - 1].is('g') && word[start].is('i')));
    if glide {
        start += 1;
    }
    let vowels = &word[start..end];
    if let Some(shaped) = vowels.iter().rposition(|letter| !letter.shape.is_empty()) {
        return start + shaped;
    }
    let closed = word.get(end).is_some();
    match vowels.len() {
        1 => start,
        2 if !closed => start,
        _ => start + 1,
    }
}

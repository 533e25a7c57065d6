//! Which keys a person presses in Telex for a text.

use unicode_normalization::UnicodeNormalization;

/// Keys of the Telex way of typing: shapes at their letter, the tone at the end of the word.
///
/// `Tiếng Việt` becomes `Tieengs Vieetj`.
#[must_use]
pub fn keys(text: &str) -> String {
    let mut keys = String::new();
    let mut tone = None;
    for letter in text.nfc() {
        if !letter.is_alphabetic() {
            keys.extend(tone.take());
            keys.push(letter);
            continue;
        }
        let upper = letter.is_uppercase();
        let (base, shape, its_tone) = parts(letter);
        keys.push(base);
        keys.extend(shape.map(|it: char| if upper { it.to_ascii_uppercase() } else { it }));
        tone = its_tone.or(tone);
    }
    keys.extend(tone);
    keys
}

/// The bare letter, the key that gives it its shape, and the key of its tone.
fn parts(letter: char) -> (char, Option<char>, Option<char>) {
    let mut marks = letter.nfd();
    let first = marks.next().unwrap_or(letter);
    let (base, mut shape) = match first {
        'đ' => ('d', Some('d')),
        'Đ' => ('D', Some('d')),
        other => (other, None),
    };
    let mut tone = None;
    for mark in marks {
        match mark {
            '\u{302}' => shape = Some(base.to_ascii_lowercase()),
            '\u{306}' | '\u{31b}' => shape = Some('w'),
            '\u{301}' => tone = Some('s'),
            '\u{300}' => tone = Some('f'),
            '\u{309}' => tone = Some('r'),
            '\u{303}' => tone = Some('x'),
            '\u{323}' => tone = Some('j'),
            _ => {}
        }
    }
    (base, shape, tone)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Wrong keys would look like a defect of the window.
    #[test]
    fn keys_are_those_a_person_presses() {
        assert_eq!(keys("Tiếng Việt"), "Tieengs Vieetj");
        assert_eq!(keys("Sở KH-ĐT chủ trì, phối hợp"), "Sowr KH-DDT chur trif, phoois howpj");
        assert_eq!(keys("9/2022."), "9/2022.");
    }
}

//! From what somebody typed to an FTS5 expression. Every word is quoted on the way, so nothing that
//! is typed can be read as an operator.
//!
//! Two sets of columns are searched. The exact one holds words as `text::fold::search_key` leaves
//! them; the folded one holds them without accents, yet with đ kept apart from d, because `d` finds
//! both but `đ` finds only itself. A word typed without accents therefore asks for either.

use text::fold::{fold, search_key, tokens};

use crate::search::SearchMode;

/// Words with more d's than this are no Vietnamese; they are asked for in their two plainest forms.
const MOST_DS_IN_A_WORD: usize = 3;

/// A phrase with more d's than this would become too many alternatives; its words are then asked
/// for in any order.
const MOST_DS_IN_A_PHRASE: usize = 6;

/// What to look for: first what matches as it was typed, then what matches without its accents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    /// Everything that is wanted.
    all: String,
    /// The part of it that has the accented words exactly.
    exact: String,
    /// Whether there is more in `all` than in `exact`.
    has_rest: bool,
}

impl Match {
    /// For the articles' index; `None` when no word was typed.
    pub(crate) fn of_article(text: &str, mode: SearchMode) -> Option<Self> {
        Self::of(
            text,
            mode,
            "{title lead body keywords}",
            "{folded_title folded_lead folded_body folded_keywords}",
        )
    }

    /// For the photos' index; `None` when no word was typed.
    pub(crate) fn of_photo(text: &str, mode: SearchMode) -> Option<Self> {
        Self::of(text, mode, "{words}", "{folded_words}")
    }

    fn of(text: &str, mode: SearchMode, exact: &str, folded: &str) -> Option<Self> {
        let terms = terms(text, mode);
        if terms.is_empty() {
            return None;
        }
        let join = |expressions: Vec<String>| expressions.join(" AND ");
        Some(Self {
            all: join(terms.iter().map(|term| term.folded(exact, folded)).collect()),
            exact: join(terms.iter().map(|term| term.exact(exact, folded)).collect()),
            has_rest: terms
                .iter()
                .any(|term| term.is_marked() && term.words.len() == 1 && !term.quoted),
        })
    }

    /// The expressions for the exact matches, for the others, and for both together.
    pub(crate) fn into_parts(self) -> (Option<String>, Option<String>, Option<String>) {
        let rest = self.has_rest.then(|| format!("({}) NOT ({})", self.all, self.exact));
        (Some(self.exact), rest, Some(self.all))
    }
}

/// A word, or several that must follow each other.
#[derive(Debug)]
struct Term {
    words: Vec<String>,
    quoted: bool,
    /// The last word may go on.
    unfinished: bool,
}

impl Term {
    /// Whether anything was typed with accents; đ counts as one.
    fn is_marked(&self) -> bool {
        self.words.iter().any(|word| fold(word) != *word)
    }

    /// The expression that asks for the words as they were typed.
    fn exact(&self, exact: &str, folded: &str) -> String {
        if self.is_marked() {
            format!("{exact} : {}", self.phrase(&self.words))
        } else {
            self.without_accents(folded)
        }
    }

    /// The expression that leaves accents aside, except inside quotation marks.
    fn folded(&self, exact: &str, folded: &str) -> String {
        match (self.is_marked(), self.quoted) {
            (true, true) => self.exact(exact, folded),
            (true, false) => {
                let words: Vec<_> = self.words.iter().map(|word| without_marks(word)).collect();
                format!("{folded} : {}", self.phrase(&words))
            }
            (false, _) => self.without_accents(folded),
        }
    }

    fn without_accents(&self, folded: &str) -> String {
        let ds: usize = self.words.iter().map(|word| count_ds(word)).sum();
        if self.words.len() > 1 && ds > MOST_DS_IN_A_PHRASE {
            let last = self.words.len() - 1;
            let words: Vec<_> = (self.words.iter().enumerate())
                .map(|(at, word)| Self {
                    words: vec![word.clone()],
                    quoted: false,
                    unfinished: self.unfinished && at == last,
                })
                .map(|term| term.without_accents(folded))
                .collect();
            return format!("({})", words.join(" AND "));
        }
        let mut phrases = vec![Vec::new()];
        for word in &self.words {
            let spellings = spellings(word);
            phrases = (phrases.iter())
                .flat_map(|phrase: &Vec<String>| {
                    spellings.iter().map(|spelling| {
                        let mut longer = phrase.clone();
                        longer.push(spelling.clone());
                        longer
                    })
                })
                .collect();
        }
        let phrases: Vec<_> = phrases.iter().map(|words| self.phrase(words)).collect();
        format!("{folded} : ({})", phrases.join(" OR "))
    }

    fn phrase(&self, words: &[String]) -> String {
        let star = if self.unfinished { " *" } else { "" };
        format!("\"{}\"{star}", words.join(" "))
    }
}

fn terms(text: &str, mode: SearchMode) -> Vec<Term> {
    let key = search_key(text);
    let mut terms = Vec::new();
    for (number, part) in key.split(['"', '“', '”', '„']).enumerate() {
        let words: Vec<String> = tokens(part).map(str::to_owned).collect();
        let quoted = number % 2 == 1;
        if quoted && !words.is_empty() {
            terms.push(Term { words, quoted, unfinished: false });
        } else {
            terms.extend(words.into_iter().map(|word| Term {
                words: vec![word],
                quoted,
                unfinished: false,
            }));
        }
    }
    // A word is unfinished only while the caret stands right behind it.
    let goes_on = key
        .chars()
        .next_back()
        .is_some_and(|last| tokens(last.encode_utf8(&mut [0; 4])).next().is_some());
    if mode == SearchMode::Typeahead
        && goes_on
        && let Some(last) = terms.last_mut()
    {
        last.unfinished = true;
    }
    terms
}

/// A word of the exact index without accents and tones, but with its đ.
pub(crate) fn without_marks(word: &str) -> String {
    if word.contains('đ') {
        word.split('đ').map(fold).collect::<Vec<_>>().join("đ")
    } else {
        fold(word)
    }
}

fn count_ds(word: &str) -> usize {
    word.matches('d').count()
}

/// The word with each of its d's as d and as đ.
fn spellings(word: &str) -> Vec<String> {
    if count_ds(word) > MOST_DS_IN_A_WORD {
        return vec![word.to_owned(), word.replacen('d', "đ", 1)];
    }
    let mut spellings = vec![String::new()];
    for c in word.chars() {
        let choices: &[char] = if c == 'd' { &['d', 'đ'] } else { &[c] };
        spellings = (spellings.iter())
            .flat_map(|start| choices.iter().map(move |choice| format!("{start}{choice}")))
            .collect();
    }
    spellings
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `đường` must not come back as `dương`, while `duong` must find both.
    #[test]
    fn d_with_a_stroke_is_found_by_d_but_not_the_other_way() {
        let (exact, rest, _) = Match::of_photo("đường", SearchMode::Words).unwrap().into_parts();
        assert_eq!(exact.unwrap(), "{words} : \"đường\"");
        assert_eq!(rest.unwrap(), "({folded_words} : \"đuong\") NOT ({words} : \"đường\")");
        let (exact, rest, _) = Match::of_photo("duong", SearchMode::Words).unwrap().into_parts();
        assert_eq!(exact.unwrap(), "{folded_words} : (\"duong\" OR \"đuong\")");
        assert_eq!(rest, None);
    }

    /// A long quoted phrase must not grow into thousands of alternatives and freeze the window.
    #[test]
    fn many_ds_stay_small() {
        let typed = format!("\"{}\"", "dadddd de do du ".repeat(5));
        let (exact, ..) = Match::of_photo(&typed, SearchMode::Words).unwrap().into_parts();
        assert!(exact.unwrap().len() < 4_000);
    }
}

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

/// What to look for, in three steps of which each finds all that the one before it finds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Match {
    /// The expression for what has every word as it was typed.
    pub(crate) typed: String,
    /// The expression for what has the accented words as they were typed.
    pub(crate) marked: String,
    /// The expression for what has the words with any accents.
    pub(crate) all: String,
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

    /// For the titles in the articles' index; `None` when no word was typed.
    pub(crate) fn of_title(text: &str, mode: SearchMode) -> Option<Self> {
        Self::of(text, mode, "{title}", "{folded_title}")
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
        let join = |expression: &dyn Fn(&Term) -> String| {
            terms.iter().map(expression).collect::<Vec<_>>().join(" AND ")
        };
        let all = join(&|term| term.folded(exact, folded));
        if !terms.iter().any(Term::is_marked) {
            return Some(Self { typed: all.clone(), marked: all.clone(), all });
        }
        let marked = join(&|term| term.exact(exact, folded));
        Some(Self { typed: join(&|term| term.typed(exact)), marked, all })
    }

    /// Expressions for the steps, best first; no item matches two of them.
    pub(crate) fn tiers(&self) -> [Option<String>; 3] {
        let Self { typed, marked, all } = self;
        let without = |wanted: &String, taken: &String| {
            (wanted != taken).then(|| format!("({wanted}) NOT ({taken})"))
        };
        [Some(typed.clone()), without(marked, typed), without(all, marked)]
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

    /// The expression that asks for every word as it was typed, accents or none.
    fn typed(&self, exact: &str) -> String {
        format!("{exact} : {}", self.phrase(&self.words))
    }

    /// The expression that asks for accented words as they were typed and leaves the accents of
    /// others aside.
    fn exact(&self, exact: &str, folded: &str) -> String {
        if self.is_marked() { self.typed(exact) } else { self.without_accents(folded) }
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
        let sought = Match::of_photo("đường", SearchMode::Words).unwrap();
        let [first, second, third] = sought.tiers();
        assert_eq!(first.unwrap(), "{words} : \"đường\"");
        assert_eq!(second, None);
        assert_eq!(third.unwrap(), "({folded_words} : \"đuong\") NOT ({words} : \"đường\")");

        let sought = Match::of_photo("duong", SearchMode::Words).unwrap();
        assert_eq!(sought.all, "{folded_words} : (\"duong\" OR \"đuong\")");
        assert_eq!(sought.tiers(), [Some(sought.all.clone()), None, None]);
    }

    /// A long quoted phrase must not grow into thousands of alternatives and freeze the window.
    #[test]
    fn many_ds_stay_small() {
        let typed = format!("\"{}\"", "dadddd de do du ".repeat(5));
        let sought = Match::of_photo(&typed, SearchMode::Words).unwrap();
        assert!(sought.all.len() < 4_000);
    }
}

//! What the report of an import can say. Data only: the window has the words.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use ts_rs::TS;

/// Something of the incoming text that is not in the document as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Note {
    /// An element was left out with all it held: scripts, forms, films, drawings.
    ElementDropped {
        /// Its name.
        element: String,
        /// How often.
        count: u32,
    },
    /// An element has no counterpart; its text was kept.
    ElementSimplified {
        /// Its name.
        element: String,
        /// How often.
        count: u32,
    },
    /// A picture was left out: its bytes come another way.
    ImageDropped {
        /// Its address; of an inline picture only the type.
        src: String,
        /// Its alt text.
        alt: String,
    },
    /// The text of a link was kept, but not where it led.
    LinkDropped {
        /// The address.
        href: String,
    },
    /// A film or map from a site that is not allowed.
    EmbedDropped {
        /// Its address.
        src: String,
    },
    /// Headings that became another level, because a body has levels 2 to 4.
    HeadingMoved {
        /// Level in the source.
        from: u8,
        /// Level here.
        to: u8,
        /// How many.
        count: u32,
    },
    /// Paragraphs that Word numbered became lists.
    WordListsMade {
        /// How many items.
        count: u32,
    },
    /// Numbers in front of headings that were not part of their text.
    NumbersDropped {
        /// How many.
        count: u32,
    },
    /// Lists, quotes or tables nested too deep were moved up.
    Flattened {
        /// How many.
        count: u32,
    },
    /// Blank paragraphs.
    BlanksDropped {
        /// How many.
        count: u32,
    },
    /// Hidden text.
    HiddenDropped {
        /// How many pieces.
        count: u32,
    },
    /// Text that change tracking had marked as deleted.
    DeletionsDropped {
        /// How many pieces.
        count: u32,
    },
    /// Comments of reviewers.
    CommentsDropped {
        /// How many pieces.
        count: u32,
    },
}

/// What is only counted while walking.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Counted {
    Heading { from: u8, to: u8 },
    Simplified(&'static str),
    WordItem,
    Number,
    Flattened,
    Blank,
    Hidden,
    Deletion,
    Comment,
}

/// Gathers notes while walking. What is named singly is named once.
#[derive(Debug, Default)]
pub(super) struct Notes {
    counts: BTreeMap<Counted, u32>,
    single: BTreeSet<Note>,
}

impl Notes {
    pub(super) fn count(&mut self, what: Counted) {
        *self.counts.entry(what).or_default() += 1;
    }

    pub(super) fn push(&mut self, note: Note) {
        self.single.insert(note);
    }

    pub(super) fn into_report(self) -> Vec<Note> {
        let counted = self.counts.into_iter().map(|(what, count)| match what {
            Counted::Heading { from, to } => Note::HeadingMoved { from, to, count },
            Counted::Simplified(element) => {
                Note::ElementSimplified { element: element.to_owned(), count }
            }
            Counted::WordItem => Note::WordListsMade { count },
            Counted::Number => Note::NumbersDropped { count },
            Counted::Flattened => Note::Flattened { count },
            Counted::Blank => Note::BlanksDropped { count },
            Counted::Hidden => Note::HiddenDropped { count },
            Counted::Deletion => Note::DeletionsDropped { count },
            Counted::Comment => Note::CommentsDropped { count },
        });
        counted.chain(self.single).collect()
    }
}

/// Longest address quoted in a report, in characters.
const QUOTED_LIMIT: usize = 300;

/// An address for the report; of an inline picture only what it is.
pub(super) fn quoted(address: &str) -> String {
    let address = address.trim();
    if address.starts_with("data:") {
        return address.split([',', ';']).next().unwrap_or("data:").to_owned();
    }
    address.chars().take(QUOTED_LIMIT).collect()
}

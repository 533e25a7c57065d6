//! A look at the tokens before a tree is built of them.
//!
//! Two things cannot be seen later: what the sieve takes away, and how large the tree would grow. A
//! parser that follows the HTML standard repeats every `<b>` left open in every later paragraph, so
//! a small text can ask for gigabytes.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet, HashMap};

use html5ever::tokenizer::states::{Rawtext, Rcdata, ScriptData};
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};

use super::note::{Note, quoted};
use crate::{TextError, fold, link, sanitise};

/// Bytes of markup that left-open formatting may be repeated into.
const REPEATED_LIMIT: usize = 64_000_000;
/// What one repeated element costs besides its attributes, in the same measure.
const ELEMENT_COST: usize = 32;
/// Sum over all tags of the elements open there: the parser looks through them each time.
const DEPTH_LIMIT: usize = 50_000_000;
/// Kinds of elements named in a report; hostile text could invent thousands.
const NAMED_LIMIT: usize = 50;

/// Elements that the standard repeats when they are left open.
const FORMATTING: [&str; 14] = [
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
];
/// Elements that never stay open, or that the next of their kind closes.
const SELF_CLOSING: [&str; 32] = [
    "area", "base", "br", "col", "embed", "frame", "hr", "img", "input", "link", "meta", "param",
    "source", "track", "wbr", "p", "li", "dt", "dd", "option", "optgroup", "tr", "td", "th",
    "tbody", "thead", "tfoot", "colgroup", "rt", "rp", "html", "body",
];
/// Elements that say nothing a document would lose, or that the walk reports itself.
const SILENT: [&str; 83] = [
    "a",
    "article",
    "aside",
    "b",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "cite",
    "col",
    "colgroup",
    "dd",
    "del",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "ins",
    "li",
    "link",
    "main",
    "meta",
    "nav",
    "ol",
    "p",
    "pre",
    "s",
    "section",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "u",
    "ul",
    "wbr",
    "xml",
    "base",
    "hgroup",
    "time",
    "address",
    "nobr",
    "tt",
    "big",
    "data",
    "bdi",
    "option",
    "optgroup",
    "param",
    "source",
    "track",
    "area",
    "param",
    "label",
    "fieldset",
    "legend",
];
/// Elements without end tag that are nevertheless lost as a whole.
const LOST_EMPTY: [&str; 3] = ["embed", "input", "button"];

/// Counts what will be lost.
///
/// # Errors
/// [`TextError::TooTangled`] when a tree of it would outgrow any memory.
pub(super) fn survey(html: &str) -> Result<Vec<Note>, TextError> {
    let buffer = BufferQueue::default();
    buffer.push_back(html.into());
    let tokenizer = Tokenizer::new(Survey::default(), TokenizerOpts::default());
    let _ = tokenizer.feed(&buffer);
    tokenizer.end();
    let survey = tokenizer.sink;
    if survey.repeated.get() > REPEATED_LIMIT || survey.looked_through.get() > DEPTH_LIMIT {
        return Err(TextError::TooTangled);
    }
    let lost = survey.lost.into_inner().into_iter().map(|((whole, element), count)| {
        if whole {
            Note::ElementDropped { element, count }
        } else {
            Note::ElementSimplified { element, count }
        }
    });
    Ok(lost.chain(survey.refused.into_inner()).collect())
}

#[derive(Default)]
struct Survey {
    /// Costs of the elements open, by name.
    open: RefCell<HashMap<String, Vec<usize>>>,
    depth: Cell<usize>,
    formatting: Cell<usize>,
    repeated: Cell<usize>,
    looked_through: Cell<usize>,
    /// By whether it is lost as a whole, and name.
    lost: RefCell<BTreeMap<(bool, String), u32>>,
    /// Addresses that a link may not lead to.
    refused: RefCell<BTreeSet<Note>>,
}

impl Survey {
    fn start(&self, tag: &Tag) {
        let name: &str = &tag.name;
        self.note(name);
        if name == "a" {
            self.note_link(tag);
        }
        if SELF_CLOSING.contains(&name) {
            return;
        }
        let mut cost = 0;
        if FORMATTING.contains(&name) {
            let attributes = tag.attrs.iter().map(|a| a.name.local.len() + a.value.len());
            cost = ELEMENT_COST + attributes.sum::<usize>();
            self.formatting.set(self.formatting.get().saturating_add(cost));
        }
        self.depth.set(self.depth.get() + 1);
        self.open.borrow_mut().entry(name.to_owned()).or_default().push(cost);
    }

    fn end_tag(&self, name: &str) {
        if let Some(cost) = self.open.borrow_mut().get_mut(name).and_then(Vec::pop) {
            self.depth.set(self.depth.get() - 1);
            self.formatting.set(self.formatting.get() - cost);
        }
    }

    fn note_link(&self, tag: &Tag) {
        let href = tag.attrs.iter().find(|attribute| &*attribute.name.local == "href");
        let href = href.map(|attribute| attribute.value.trim()).unwrap_or_default();
        if !href.is_empty() && link::checked(&fold::nfc(href)).is_none() {
            self.refused.borrow_mut().insert(Note::LinkDropped { href: quoted(href) });
        }
    }

    fn note(&self, name: &str) {
        let whole = sanitise::REMOVED_WHOLE.contains(&name) || LOST_EMPTY.contains(&name);
        // Names with a colon are Word's own wrappers (o:p, st1:place).
        if SILENT.contains(&name) || name.contains(':') {
            return;
        }
        let mut lost = self.lost.borrow_mut();
        let key = (whole, name.chars().take(32).collect::<String>());
        if lost.len() < NAMED_LIMIT || lost.contains_key(&key) {
            *lost.entry(key).or_default() += 1;
        }
    }
}

impl TokenSink for Survey {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        let Token::TagToken(tag) = token else { return TokenSinkResult::Continue };
        self.repeated.set(self.repeated.get().saturating_add(self.formatting.get()));
        self.looked_through.set(self.looked_through.get().saturating_add(self.depth.get()));
        if tag.kind == TagKind::EndTag {
            self.end_tag(&tag.name);
            return TokenSinkResult::Continue;
        }
        self.start(&tag);
        match &*tag.name {
            "script" => TokenSinkResult::RawData(ScriptData),
            "title" | "textarea" => TokenSinkResult::RawData(Rcdata),
            "style" | "xmp" | "iframe" | "noembed" | "noframes" => {
                TokenSinkResult::RawData(Rawtext)
            }
            "plaintext" => TokenSinkResult::Plaintext,
            _ => TokenSinkResult::Continue,
        }
    }
}

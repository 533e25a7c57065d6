//! Walks the sanitised tree and tells the builder what it meets. Without recursion: foreign HTML
//! may be nested deeper than a stack reaches.

use domain::document::{Block, BlockAttrs, CellAttrs, Document, EmbedAttrs, HeadingLevel};
use scraper::node::Element;
use scraper::{Html, Node};

use super::build::{Builder, Frame, LineKind};
use super::format::{Format, Style, WordList, alignment};
use super::note::{Counted, Note, quoted};
use crate::{embed, fold, link};

/// Widest and longest span of a cell; the HTML standard allows 1000 columns, no article needs them.
const SPAN_LIMIT: u32 = 100;

/// The document in `html`, which must be sanitised, and what it could not hold.
pub(super) fn walk(html: &str, depth: usize) -> (Document, Vec<Note>) {
    let html = Html::parse_fragment(html);
    let mut walker = Walker::new(depth);
    let root = html.tree.root();
    let mut next = root.first_child();
    while let Some(node) = next {
        let entered = match node.value() {
            Node::Element(element) => walker.open(element),
            Node::Text(text) => {
                walker.text(text);
                false
            }
            _ => true,
        };
        if entered && let Some(child) = node.first_child() {
            next = Some(child);
            continue;
        }
        let mut leaving = node;
        next = loop {
            if leaving.value().is_element() {
                walker.close();
            }
            if let Some(sibling) = leaving.next_sibling() {
                break Some(sibling);
            }
            match leaving.parent() {
                Some(parent) if parent.id() != root.id() => leaving = parent,
                _ => break None,
            }
        };
    }
    let (document, notes) = walker.builder.finish();
    (document, notes.into_report())
}

/// What is to be done at an element's end.
#[derive(Debug, Default)]
struct Opened {
    block: bool,
    /// A paragraph of its own, whose emptiness is worth a note.
    paragraph: bool,
    container: bool,
    marker: bool,
}

struct Walker {
    builder: Builder,
    formats: Vec<Format>,
    kinds: Vec<LineKind>,
    opened: Vec<Opened>,
    /// Inside how many printed markers of Word.
    markers: usize,
}

impl Walker {
    fn new(depth: usize) -> Self {
        Self {
            builder: Builder::new(depth),
            formats: vec![Format::default()],
            kinds: vec![LineKind::default()],
            opened: Vec::new(),
            markers: 0,
        }
    }

    fn format(&self) -> Format {
        self.formats.last().cloned().unwrap_or_default()
    }

    fn kind(&self) -> LineKind {
        self.kinds.last().copied().unwrap_or_default()
    }

    fn text(&mut self, text: &str) {
        if self.markers > 0 {
            self.builder.marker.push_str(text);
        } else {
            let format = self.formats.last().cloned().unwrap_or_default();
            self.builder.text(text, &format);
        }
    }

    /// Enters an element; `false` leaves out what it holds. Each is followed by [`Self::close`].
    fn open(&mut self, element: &Element) -> bool {
        let style = Style::of(element);
        let format = self.format().within(element, &style);
        let kind = self.kind();
        self.formats.push(format);
        self.kinds.push(kind);
        self.opened.push(Opened::default());
        if let Some(reason) = left_out(element, &style) {
            self.builder.notes.count(reason);
            return false;
        }
        if style.word_list() == Some(WordList::Marker) {
            self.markers += 1;
            self.opened_mut(|opened| opened.marker = true);
            return true;
        }
        match element.name() {
            "br" => self.builder.hard_break(),
            "img" => self.image(element),
            "a" => self.link(element),
            "hr" => {
                self.block();
                self.builder.push_block(Block::HorizontalRule { attrs: BlockAttrs::default() });
            }
            "iframe" => {
                self.block();
                self.frame(element);
                return false;
            }
            name => self.open_block(name, element, &style),
        }
        true
    }

    fn open_block(&mut self, name: &str, element: &Element, style: &Style<'_>) {
        match name {
            "p" => {
                self.block();
                let word_list = match style.word_list() {
                    Some(WordList::Item { list, level }) => Some((list, level)),
                    _ => None,
                };
                let align = alignment(element, style).or(self.kind().align);
                self.set_kind(LineKind { heading: None, align, word_list });
                self.opened_mut(|opened| opened.paragraph = true);
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.block();
                let heading = Some(self.heading(name));
                let align = alignment(element, style).or(self.kind().align);
                self.set_kind(LineKind { heading, align, word_list: None });
            }
            "blockquote" => self.container(Frame::Quote(Vec::new()), 1),
            "ul" => self.container(Frame::List { ordered: false, start: 1, items: Vec::new() }, 2),
            "ol" => {
                let start = number(element, "start").unwrap_or(1);
                self.container(Frame::List { ordered: true, start, items: Vec::new() }, 2);
            }
            "li" if matches!(self.builder.top(), Some(Frame::List { .. })) => {
                self.container(Frame::Item(Vec::new()), 1);
            }
            "table" => self.container(Frame::Table { rows: Vec::new(), stray: Vec::new() }, 3),
            "tr" if matches!(self.builder.top(), Some(Frame::Table { .. })) => {
                self.container(Frame::Row(Vec::new()), 1);
            }
            "td" | "th" if matches!(self.builder.top(), Some(Frame::Row(_))) => {
                let span = |name| number(element, name).unwrap_or(1).clamp(1, SPAN_LIMIT);
                let attrs = CellAttrs {
                    colspan: span("colspan"),
                    rowspan: span("rowspan"),
                    colwidth: None,
                };
                let pieces = Vec::new();
                self.container(Frame::Cell { heading: name == "th", attrs, pieces }, 1);
                self.align(element, style);
            }
            "div" | "center" => {
                self.block();
                self.align(element, style);
                if name == "center" {
                    let kind = self.kind();
                    let align = Some(domain::document::Align::Center);
                    self.set_kind(LineKind { align, ..kind });
                }
            }
            "address" | "article" | "aside" | "caption" | "dd" | "dl" | "dt" | "figcaption"
            | "figure" | "footer" | "header" | "li" | "main" | "nav" | "pre" | "section" | "tr"
            | "td" | "th" => self.block(),
            _ => {}
        }
    }

    fn close(&mut self) {
        let opened = self.opened.pop().unwrap_or_default();
        if opened.marker {
            self.markers -= 1;
        }
        if opened.block {
            self.builder.flush(self.kind(), opened.paragraph);
        }
        if opened.container {
            self.builder.close();
        }
        self.formats.pop();
        self.kinds.pop();
    }

    /// Ends the line before a block-level element and sees to it that its own line ends with it.
    fn block(&mut self) {
        let before = self.kinds.iter().rev().nth(1).copied().unwrap_or_default();
        self.builder.flush(before, false);
        self.opened_mut(|opened| opened.block = true);
    }

    fn container(&mut self, frame: Frame, levels: usize) {
        self.block();
        let opened = self.builder.open(frame, levels);
        self.opened_mut(|this| this.container = opened);
        if opened {
            self.set_kind(LineKind::default());
        }
    }

    fn align(&mut self, element: &Element, style: &Style<'_>) {
        if let Some(align) = alignment(element, style) {
            let kind = self.kind();
            self.set_kind(LineKind { align: Some(align), ..kind });
        }
    }

    fn heading(&mut self, name: &str) -> HeadingLevel {
        let (from, to, level) = match name {
            "h1" => (1, 2, HeadingLevel::Two),
            "h2" => (2, 2, HeadingLevel::Two),
            "h3" => (3, 3, HeadingLevel::Three),
            "h4" => (4, 4, HeadingLevel::Four),
            "h5" => (5, 4, HeadingLevel::Four),
            _ => (6, 4, HeadingLevel::Four),
        };
        if from != to {
            self.builder.notes.count(Counted::Heading { from, to });
        }
        level
    }

    /// Links that are refused have been reported by the survey: the sieve lets few of them through.
    fn link(&mut self, element: &Element) {
        if let (Some(href), Some(format)) = (element.attr("href"), self.formats.last_mut()) {
            format.link = link::checked(&fold::nfc(href));
        }
    }

    fn image(&mut self, element: &Element) {
        let src = quoted(element.attr("src").unwrap_or(""));
        let alt = fold::nfc(element.attr("alt").unwrap_or("").trim());
        self.builder.notes.push(Note::ImageDropped { src, alt });
    }

    fn frame(&mut self, element: &Element) {
        let src = element.attr("src").unwrap_or("");
        match embed::player(src) {
            Some(url) => {
                let attrs = EmbedAttrs { id: None, url };
                self.builder.push_block(Block::Embed { attrs });
            }
            None => self.builder.notes.push(Note::EmbedDropped { src: quoted(src) }),
        }
    }

    fn set_kind(&mut self, kind: LineKind) {
        if let Some(last) = self.kinds.last_mut() {
            *last = kind;
        }
    }

    fn opened_mut(&mut self, change: impl FnOnce(&mut Opened)) {
        if let Some(opened) = self.opened.last_mut() {
            change(opened);
        }
    }
}

/// Why an element is left out with all it holds, if it is.
fn left_out(element: &Element, style: &Style<'_>) -> Option<Counted> {
    if style.is_comment() || element.classes().any(|class| class == "MsoCommentReference") {
        return Some(Counted::Comment);
    }
    if style.hides() || element.attr("hidden").is_some() {
        return Some(Counted::Hidden);
    }
    // Change tracking says who and when; a mere stroke through the text does not.
    let tracked = element.attr("datetime").is_some() || element.attr("cite").is_some();
    (element.name() == "del" && tracked).then_some(Counted::Deletion)
}

fn number(element: &Element, attribute: &str) -> Option<u32> {
    element.attr(attribute)?.trim().parse().ok()
}

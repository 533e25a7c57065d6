//! The text of one paragraph or heading as it comes together, with white space collapsed as HTML
//! does it: runs become one space, none at the edges and around line breaks.

use domain::document::{Inline, Mark};

use super::format::Format;
use crate::fold;

#[derive(Debug, Default)]
pub(super) struct Line {
    inlines: Vec<Inline>,
}

impl Line {
    pub(super) fn text(&mut self, text: &str, format: &Format) {
        if !format.preformatted {
            self.collapsed(text, format);
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.inlines.push(Inline::HardBreak);
            }
            // The indentation of verse survives collapsing only as no-break spaces.
            let rest = line.trim_start_matches([' ', '\t']);
            let indented = line.len() - rest.len();
            if indented > 0 && self.ends_with_space() && !rest.is_empty() {
                self.append("\u{a0}".repeat(indented), format);
                self.collapsed(rest, format);
            } else {
                self.collapsed(line, format);
            }
        }
    }

    fn collapsed(&mut self, text: &str, format: &Format) {
        let mut after_space = self.ends_with_space();
        let mut collapsed = String::with_capacity(text.len());
        for c in text.chars() {
            let space = matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}');
            if !(space && after_space) && (space || !c.is_control()) {
                collapsed.push(if space { ' ' } else { c });
                after_space = space;
            }
        }
        self.append(collapsed, format);
    }

    pub(super) fn hard_break(&mut self) {
        self.trim_space();
        self.inlines.push(Inline::HardBreak);
    }

    /// The finished line, or `None` when a reader would see nothing.
    pub(super) fn finish(&mut self) -> Option<Vec<Inline>> {
        loop {
            self.trim_space();
            if !matches!(self.inlines.last(), Some(Inline::HardBreak)) {
                break;
            }
            self.inlines.pop();
        }
        let mut inlines = std::mem::take(&mut self.inlines);
        let visible = |inline: &Inline| !inline.plain_text().trim().is_empty();
        if !inlines.iter().any(visible) {
            return None;
        }
        for inline in &mut inlines {
            if let Inline::Text { text, .. } = inline {
                *text = fold::nfc(text);
            }
        }
        Some(inlines)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.inlines.is_empty()
    }

    fn append(&mut self, more: String, format: &Format) {
        if more.is_empty() {
            return;
        }
        let marks: Vec<Mark> = format.marks();
        match self.inlines.last_mut() {
            Some(Inline::Text { text, marks: last }) if *last == marks => text.push_str(&more),
            _ => self.inlines.push(Inline::Text { text: more, marks }),
        }
    }

    fn ends_with_space(&self) -> bool {
        match self.inlines.last() {
            Some(Inline::Text { text, .. }) => text.ends_with(' '),
            Some(Inline::HardBreak) | None => true,
        }
    }

    fn trim_space(&mut self) {
        while let Some(Inline::Text { text, .. }) = self.inlines.last_mut() {
            text.truncate(text.trim_end_matches(' ').len());
            if !text.is_empty() {
                return;
            }
            self.inlines.pop();
        }
    }
}

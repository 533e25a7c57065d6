//! Puts blocks into the containers that are open: quotes, lists, items, tables, rows, cells.

use domain::document::{
    Align, Block, BlockAttrs, CellAttrs, Document, HeadingAttrs, HeadingLevel, Inline, ListItem,
    Mark, OrderedListAttrs, TableCell, TableRow, TextAttrs,
};

use super::format::Format;
use super::line::Line;
use super::note::{Counted, Notes};
use super::word_list::{self, Piece, WordItem};

/// Word's lists have nine levels of two containers each.
const WORD_LIST_DEPTH: usize = 18;

/// What the text that comes next will be.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct LineKind {
    pub(super) heading: Option<HeadingLevel>,
    pub(super) align: Option<Align>,
    /// List and level of a paragraph that Word shows as an item.
    pub(super) word_list: Option<(u32, u8)>,
}

/// A container that is open.
#[derive(Debug)]
pub(super) enum Frame {
    Quote(Vec<Piece>),
    List {
        ordered: bool,
        start: u32,
        items: Vec<ListItem>,
    },
    Item(Vec<Piece>),
    /// Rows, and what stood between them.
    Table {
        rows: Vec<TableRow>,
        stray: Vec<Block>,
    },
    Row(Vec<TableCell>),
    Cell {
        heading: bool,
        attrs: CellAttrs,
        pieces: Vec<Piece>,
    },
}

#[derive(Debug)]
pub(super) struct Builder {
    root: Vec<Piece>,
    frames: Vec<Frame>,
    depth: usize,
    line: Line,
    /// The bullet or number that Word printed before the line.
    pub(super) marker: String,
    pub(super) notes: Notes,
}

impl Builder {
    pub(super) fn new(depth: usize) -> Self {
        Self {
            root: Vec::new(),
            frames: Vec::new(),
            depth,
            line: Line::default(),
            marker: String::new(),
            notes: Notes::default(),
        }
    }

    pub(super) fn text(&mut self, text: &str, format: &Format) {
        self.line.text(text, format);
    }

    pub(super) fn hard_break(&mut self) {
        self.line.hard_break();
    }

    pub(super) fn top(&self) -> Option<&Frame> {
        self.frames.last()
    }

    /// Opens a container, or returns `false` when `levels` more would be too deep.
    pub(super) fn open(&mut self, frame: Frame, levels: usize) -> bool {
        let fits = self.frames.len() + levels <= self.depth;
        if fits {
            self.frames.push(frame);
        } else {
            self.notes.count(Counted::Flattened);
        }
        fits
    }

    /// Ends the line that is being written, as a block of `kind`. `blank` says that a paragraph
    /// stood there even if it holds nothing.
    pub(super) fn flush(&mut self, kind: LineKind, blank: bool) {
        let had_break = !self.line.is_empty();
        let marker = std::mem::take(&mut self.marker);
        let Some(content) = self.line.finish() else {
            if blank || had_break {
                self.notes.count(Counted::Blank);
            }
            return;
        };
        if let Some(level) = kind.heading {
            if !marker.trim().is_empty() {
                self.notes.count(Counted::Number);
            }
            let attrs = HeadingAttrs { id: None, level, text_align: kind.align };
            self.push_block(Block::Heading { attrs, content });
            return;
        }
        let attrs = TextAttrs { id: None, text_align: kind.align };
        let paragraph = Block::Paragraph { attrs, content };
        let fits = self.frames.len() + WORD_LIST_DEPTH <= self.depth;
        match kind.word_list {
            Some((list, level))
                if fits
                    && !marker.trim().is_empty()
                    && !matches!(self.top(), Some(Frame::Item(_))) =>
            {
                self.notes.count(Counted::WordItem);
                let number = word_list::number(&marker);
                self.push(Piece::Item(WordItem { list, level, number, paragraph }));
            }
            _ => self.push_block(paragraph),
        }
    }

    pub(super) fn push_block(&mut self, block: Block) {
        self.push(Piece::Block(block));
    }

    fn push(&mut self, piece: Piece) {
        let stray_of = self.frames.iter().rposition(|frame| matches!(frame, Frame::Table { .. }));
        match self.frames.last_mut() {
            None => self.root.push(piece),
            Some(Frame::Quote(pieces) | Frame::Item(pieces) | Frame::Cell { pieces, .. }) => {
                pieces.push(piece);
            }
            Some(Frame::List { items, .. }) => {
                let mut blocks = word_list::join(vec![piece]);
                let list = |block: &Block| {
                    matches!(block, Block::BulletList { .. } | Block::OrderedList { .. })
                };
                // `<ul><li>…</li><ul>…</ul></ul>`: the inner list belongs to the item before it.
                match items.last_mut() {
                    Some(last) if blocks.iter().all(list) => last.content.append(&mut blocks),
                    _ => items
                        .push(ListItem { content: begin_with_paragraph(blocks, &mut self.notes) }),
                }
            }
            Some(Frame::Table { .. } | Frame::Row(_)) => {
                if let Some(Frame::Table { stray, .. }) =
                    stray_of.and_then(|index| self.frames.get_mut(index))
                {
                    stray.extend(word_list::join(vec![piece]));
                }
            }
        }
    }

    /// Closes the innermost container and puts it where it belongs. Empty ones vanish.
    pub(super) fn close(&mut self) {
        match self.frames.pop() {
            None => {}
            Some(Frame::Quote(pieces)) => {
                let content = word_list::join(pieces);
                if !content.is_empty() {
                    self.push_block(Block::Blockquote { attrs: BlockAttrs::default(), content });
                }
            }
            Some(Frame::List { items, .. }) if items.is_empty() => {}
            Some(Frame::List { ordered, start, items }) => {
                self.push_block(list(ordered, start, items));
            }
            Some(Frame::Item(pieces)) => self.close_item(word_list::join(pieces)),
            Some(Frame::Table { rows, stray }) => {
                stray.into_iter().for_each(|block| self.push_block(block));
                if !rows.is_empty() {
                    let attrs = BlockAttrs::default();
                    self.push_block(Block::Table { attrs, content: rows });
                }
            }
            Some(Frame::Row(content)) => {
                if content.is_empty() {
                    return;
                }
                if let Some(Frame::Table { rows, .. }) = self.frames.last_mut() {
                    rows.push(TableRow { content });
                }
            }
            Some(Frame::Cell { heading, attrs, pieces }) => {
                let mut content = word_list::join(pieces);
                if content.is_empty() {
                    content.push(empty_paragraph());
                }
                if let Some(Frame::Row(cells)) = self.frames.last_mut() {
                    cells.push(if heading {
                        TableCell::TableHeader { attrs, content }
                    } else {
                        TableCell::TableCell { attrs, content }
                    });
                }
            }
        }
    }

    fn close_item(&mut self, content: Vec<Block>) {
        if content.is_empty() {
            self.notes.count(Counted::Blank);
        } else if let Some(Frame::List { items, .. }) = self.frames.last_mut() {
            items.push(ListItem { content: begin_with_paragraph(content, &mut self.notes) });
        }
    }

    pub(super) fn finish(mut self) -> (Document, Notes) {
        self.flush(LineKind::default(), false);
        while !self.frames.is_empty() {
            self.close();
        }
        (Document::new(word_list::join(self.root)), self.notes)
    }
}

fn list(ordered: bool, start: u32, content: Vec<ListItem>) -> Block {
    if ordered {
        Block::OrderedList { attrs: OrderedListAttrs { id: None, start }, content }
    } else {
        Block::BulletList { attrs: BlockAttrs::default(), content }
    }
}

/// The editor's items begin with a paragraph: a heading there becomes bold text, anything else gets
/// an empty paragraph before it.
fn begin_with_paragraph(mut content: Vec<Block>, notes: &mut Notes) -> Vec<Block> {
    match content.first_mut() {
        Some(Block::Paragraph { .. }) => {}
        Some(first @ Block::Heading { .. }) => {
            if let Block::Heading { attrs, content } = first {
                notes.count(Counted::Simplified(match attrs.level {
                    HeadingLevel::Two => "h2",
                    HeadingLevel::Three => "h3",
                    HeadingLevel::Four => "h4",
                }));
                let content = embolden(std::mem::take(content));
                let attrs = TextAttrs { id: None, text_align: attrs.text_align };
                *first = Block::Paragraph { attrs, content };
            }
        }
        _ => content.insert(0, empty_paragraph()),
    }
    content
}

/// All of the line in bold; runs that differed in nothing else become one.
fn embolden(content: Vec<Inline>) -> Vec<Inline> {
    let mut bold: Vec<Inline> = Vec::with_capacity(content.len());
    for mut inline in content {
        if let Inline::Text { text, marks } = &mut inline {
            if !marks.contains(&Mark::Bold) {
                let links = marks.iter().take_while(|mark| matches!(mark, Mark::Link { .. }));
                marks.insert(links.count(), Mark::Bold);
            }
            if let Some(Inline::Text { text: before, marks: last }) = bold.last_mut()
                && last == marks
            {
                before.push_str(text);
                continue;
            }
        }
        bold.push(inline);
    }
    bold
}

fn empty_paragraph() -> Block {
    Block::Paragraph { attrs: TextAttrs::default(), content: Vec::new() }
}

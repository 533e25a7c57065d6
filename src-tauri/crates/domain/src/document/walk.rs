//! Going through a document: its photos, its words, its plain text, its missing ids.

use super::{Block, BlockId, Document, DocumentKind, Inline, TableCell};
use crate::id::PhotoId;

impl Document {
    /// A document of these blocks.
    #[must_use]
    pub fn new(content: Vec<Block>) -> Self {
        Self { kind: DocumentKind::Doc, content }
    }

    /// Calls `visit` for each block, parents before children, in reading order.
    pub fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a Block)) {
        self.content.iter().for_each(|block| block.visit(visit));
    }

    /// The photos used in the body, in reading order, each once.
    #[must_use]
    pub fn photos(&self) -> Vec<PhotoId> {
        let mut photos = Vec::new();
        self.visit(&mut |block| match block {
            Block::Image { attrs } => photos.push(attrs.photo),
            Block::Gallery { attrs } => photos.extend(&attrs.photos),
            _ => {}
        });
        let mut seen = std::collections::HashSet::new();
        photos.retain(|photo| seen.insert(*photo));
        photos
    }

    /// The text, one block a line, table cells separated by tabs: what search, word count and
    /// `--as text` see. Image captions count as lines.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut lines = Vec::new();
        self.content.iter().for_each(|block| block.lines(&mut lines));
        lines.join("\n")
    }

    /// Words, counted at white space, as Vietnamese word processors do (each syllable is one).
    #[must_use]
    pub fn word_count(&self) -> usize {
        self.plain_text().split_whitespace().count()
    }

    /// Whether a reader would see nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let mut empty = true;
        self.visit(&mut |block| {
            empty &= match block {
                Block::Paragraph { content, .. } | Block::Heading { content, .. } => content
                    .iter()
                    .all(|inline| !matches!(inline, Inline::Text { text, .. } if !text.trim().is_empty())),
                Block::BulletList { .. } | Block::OrderedList { .. } | Block::Blockquote { .. } => true,
                _ => false,
            };
        });
        empty
    }

    /// The same document with an id on every top-level block that had none; `next` makes ids.
    #[must_use]
    pub fn with_ids(mut self, next: &mut dyn FnMut() -> BlockId) -> Self {
        for block in &mut self.content {
            let id = block.id_mut();
            if id.is_none() {
                *id = Some(next());
            }
        }
        self
    }
}

impl Block {
    /// The block's stable id.
    #[must_use]
    pub fn id(&self) -> Option<&BlockId> {
        match self {
            Self::Paragraph { attrs, .. } => attrs.id.as_ref(),
            Self::Heading { attrs, .. } => attrs.id.as_ref(),
            Self::BulletList { attrs, .. }
            | Self::Blockquote { attrs, .. }
            | Self::Table { attrs, .. }
            | Self::HorizontalRule { attrs } => attrs.id.as_ref(),
            Self::OrderedList { attrs, .. } => attrs.id.as_ref(),
            Self::Image { attrs } => attrs.id.as_ref(),
            Self::Gallery { attrs } => attrs.id.as_ref(),
            Self::Embed { attrs } => attrs.id.as_ref(),
            Self::Opaque { attrs } => attrs.id.as_ref(),
        }
    }

    fn id_mut(&mut self) -> &mut Option<BlockId> {
        match self {
            Self::Paragraph { attrs, .. } => &mut attrs.id,
            Self::Heading { attrs, .. } => &mut attrs.id,
            Self::BulletList { attrs, .. }
            | Self::Blockquote { attrs, .. }
            | Self::Table { attrs, .. }
            | Self::HorizontalRule { attrs } => &mut attrs.id,
            Self::OrderedList { attrs, .. } => &mut attrs.id,
            Self::Image { attrs } => &mut attrs.id,
            Self::Gallery { attrs } => &mut attrs.id,
            Self::Embed { attrs } => &mut attrs.id,
            Self::Opaque { attrs } => &mut attrs.id,
        }
    }

    fn visit<'a>(&'a self, visit: &mut dyn FnMut(&'a Self)) {
        visit(self);
        match self {
            Self::BulletList { content, .. } | Self::OrderedList { content, .. } => {
                content.iter().flat_map(|item| &item.content).for_each(|block| block.visit(visit));
            }
            Self::Blockquote { content, .. } => content.iter().for_each(|block| block.visit(visit)),
            Self::Table { content, .. } => content
                .iter()
                .flat_map(|row| &row.content)
                .flat_map(TableCell::content)
                .for_each(|block| block.visit(visit)),
            _ => {}
        }
    }

    fn lines(&self, lines: &mut Vec<String>) {
        match self {
            Self::Paragraph { content, .. } | Self::Heading { content, .. } => {
                let text: String = content.iter().map(Inline::plain_text).collect();
                if !text.trim().is_empty() {
                    lines.push(text);
                }
            }
            Self::BulletList { content, .. } | Self::OrderedList { content, .. } => {
                content.iter().flat_map(|item| &item.content).for_each(|block| block.lines(lines));
            }
            Self::Blockquote { content, .. } => content.iter().for_each(|block| block.lines(lines)),
            Self::Table { content, .. } => {
                lines.extend(content.iter().map(|row| {
                    row.content.iter().map(TableCell::plain_text).collect::<Vec<_>>().join("\t")
                }));
            }
            Self::Image { attrs } => lines.extend(attrs.caption.clone()),
            _ => {}
        }
    }
}

impl TableCell {
    /// What the cell holds.
    #[must_use]
    pub fn content(&self) -> &[Block] {
        match self {
            Self::TableHeader { content, .. } | Self::TableCell { content, .. } => content,
        }
    }

    fn plain_text(&self) -> String {
        let mut lines = Vec::new();
        self.content().iter().for_each(|block| block.lines(&mut lines));
        lines.join(" ")
    }
}

impl Inline {
    /// The characters a reader sees; a line break is a space.
    #[must_use]
    pub fn plain_text(&self) -> &str {
        match self {
            Self::Text { text, .. } => text,
            Self::HardBreak => " ",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Align, Mark};
    use super::*;

    /// The editor's JSON is stored as it is: a type that read it differently would lose formatting.
    #[test]
    fn editor_json_survives() {
        let json = serde_json::json!({"type": "doc", "content": [
            {"type": "paragraph", "attrs": {"id": "a1", "textAlign": "right"}, "content": [
                {"type": "text", "text": "Sở KH-ĐT ", "marks": [{"type": "bold"},
                    {"type": "link", "attrs": {"href": "https://baophuyen.vn/"}}]},
                {"type": "hardBreak"}, {"type": "text", "text": "chủ trì"}]},
            {"type": "heading", "attrs": {"id": "a2", "level": 3, "textAlign": null}, "content": []},
            {"type": "table", "attrs": {"id": "a3"}, "content": [{"type": "tableRow", "content": [
                {"type": "tableCell", "attrs": {"colspan": 2, "rowspan": 1, "colwidth": null},
                    "content": [{"type": "paragraph", "attrs": {"id": null, "textAlign": null},
                        "content": [{"type": "text", "text": "ô"}]}]}]}]},
            {"type": "horizontalRule", "attrs": {"id": "a4"}}]});

        let document: Document = serde_json::from_value(json.clone()).unwrap();

        assert_eq!(serde_json::to_value(&document).unwrap(), json);
        let Block::Paragraph { attrs, content } = &document.content[0] else {
            panic!("no paragraph")
        };
        assert_eq!(attrs.text_align, Some(Align::Right));
        assert!(matches!(&content[0], Inline::Text { marks, .. } if marks[0] == Mark::Bold));
        assert_eq!(document.plain_text(), "Sở KH-ĐT  chủ trì\nô");
    }

    /// Markup that the types do not know must be refused, or it would vanish at the next save.
    #[test]
    fn unknown_blocks_are_refused() {
        let json = r#"{"type":"doc","content":[{"type":"script","attrs":{}}]}"#;
        assert!(serde_json::from_str::<Document>(json).is_err());
        let json = r#"{"type":"doc","content":[{"type":"heading","attrs":{"level":1}}]}"#;
        assert!(serde_json::from_str::<Document>(json).is_err());
    }
}

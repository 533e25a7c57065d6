//! Writes the elements. Values go through [`escaped`] or [`attribute`], never in as they are.

use domain::document::{
    Align, Block, Document, EmbedAttrs, HeadingLevel, Inline, ListItem, Mark, TableCell, TableRow,
};

use super::{Picture, Pictures};
use crate::{embed, link, sanitise};

pub(super) fn document(document: &Document, pictures: &dyn Pictures) -> String {
    let mut writer = Writer { out: String::new(), pictures };
    document.content.iter().for_each(|block| writer.block(block));
    writer.out
}

pub(super) fn escaped(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
}

fn attribute(name: &str, value: &str, out: &mut String) {
    out.push(' ');
    out.push_str(name);
    out.push_str("=\"");
    escaped(value, out);
    out.push('"');
}

/// What a link to the large picture is called: after the picture, or after its caption where the
/// picture itself is marked decorative, since a link needs a name.
#[must_use]
pub fn opener_name(alt: &str, caption: &str) -> String {
    match [alt, caption].into_iter().find(|it| !it.is_empty()) {
        Some(name) => format!("Xem ảnh lớn: {name}"),
        None => "Xem ảnh lớn".to_owned(),
    }
}

struct Writer<'a> {
    out: String,
    pictures: &'a dyn Pictures,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph { attrs, content } => self.text("p", attrs.text_align, content),
            Block::Heading { attrs, content } => {
                let element = match attrs.level {
                    HeadingLevel::Two => "h2",
                    HeadingLevel::Three => "h3",
                    HeadingLevel::Four => "h4",
                };
                self.text(element, attrs.text_align, content);
            }
            Block::BulletList { content, .. } => self.list("ul", 1, content),
            Block::OrderedList { attrs, content } => self.list("ol", attrs.start, content),
            Block::Blockquote { content, .. } => {
                self.out.push_str("<blockquote>");
                content.iter().for_each(|block| self.block(block));
                self.out.push_str("</blockquote>\n");
            }
            Block::Table { content, .. } => self.table(content),
            Block::Image { attrs } => {
                let picture = self.pictures.picture(attrs.photo).map(|mut picture| {
                    if let Some(alt) = &attrs.alt {
                        picture.alt.clone_from(alt);
                    }
                    picture
                });
                self.figure(picture.as_ref(), attrs.caption.as_deref());
            }
            Block::Gallery { attrs } => {
                self.out.push_str("<div class=\"gallery\">");
                for photo in &attrs.photos {
                    let picture = self.pictures.picture(*photo);
                    self.figure(picture.as_ref(), None);
                }
                self.out.push_str("</div>\n");
            }
            Block::HorizontalRule { .. } => self.out.push_str("<hr>\n"),
            Block::Embed { attrs } => self.embed(attrs),
            // Another editor's markup is carried to that editor, not shown to readers.
            Block::Opaque { .. } => {}
        }
    }

    fn text(&mut self, element: &str, align: Option<Align>, content: &[Inline]) {
        self.out.push('<');
        self.out.push_str(element);
        if let Some(align) = align {
            let class = match align {
                Align::Left => "align-left",
                Align::Center => "align-center",
                Align::Right => "align-right",
                Align::Justify => "align-justify",
            };
            attribute("class", class, &mut self.out);
        }
        self.out.push('>');
        self.line(content);
        self.close(element);
        self.out.push('\n');
    }

    fn close(&mut self, element: &str) {
        self.out.push_str("</");
        self.out.push_str(element);
        self.out.push('>');
    }

    /// Neighbours share the elements of the marks they both begin with, so that a link with one
    /// bold word in it stays one link.
    fn line(&mut self, content: &[Inline]) {
        let mut open: Vec<&Mark> = Vec::new();
        for inline in content {
            match inline {
                Inline::Text { text, marks } => {
                    let shared = open.iter().zip(marks).take_while(|(a, b)| **a == *b).count();
                    self.close_marks(&mut open, shared);
                    for mark in &marks[shared..] {
                        self.open_mark(mark);
                        open.push(mark);
                    }
                    escaped(text, &mut self.out);
                }
                Inline::HardBreak => {
                    self.close_marks(&mut open, 0);
                    self.out.push_str("<br>");
                }
            }
        }
        self.close_marks(&mut open, 0);
    }

    fn open_mark(&mut self, mark: &Mark) {
        match mark {
            Mark::Link { attrs } => {
                if let Some(href) = link::checked(&attrs.href) {
                    self.out.push_str("<a");
                    attribute("href", &href, &mut self.out);
                    self.out.push('>');
                }
            }
            other => {
                self.out.push('<');
                self.out.push_str(element_of(other));
                self.out.push('>');
            }
        }
    }

    fn close_marks(&mut self, open: &mut Vec<&Mark>, keep: usize) {
        while open.len() > keep {
            match open.pop() {
                Some(Mark::Link { attrs }) if link::checked(&attrs.href).is_none() => {}
                Some(mark) => self.close(element_of(mark)),
                None => return,
            }
        }
    }

    fn list(&mut self, element: &str, start: u32, items: &[ListItem]) {
        self.out.push('<');
        self.out.push_str(element);
        if start != 1 {
            attribute("start", &start.to_string(), &mut self.out);
        }
        self.out.push('>');
        for item in items {
            self.out.push_str("<li>");
            self.contained(&item.content);
            self.out.push_str("</li>\n");
        }
        self.close(element);
        self.out.push('\n');
    }

    fn table(&mut self, rows: &[TableRow]) {
        let headed = rows.iter().take_while(|row| is_heading(row)).count();
        self.out.push_str("<table>");
        self.rows("thead", &rows[..headed]);
        self.rows("tbody", &rows[headed..]);
        self.out.push_str("</table>\n");
    }

    fn rows(&mut self, part: &str, rows: &[TableRow]) {
        if rows.is_empty() {
            return;
        }
        self.out.push('<');
        self.out.push_str(part);
        self.out.push('>');
        for row in rows {
            self.out.push_str("<tr>");
            row.content.iter().for_each(|cell| self.cell(cell, part));
            self.out.push_str("</tr>\n");
        }
        self.close(part);
    }

    fn cell(&mut self, cell: &TableCell, part: &str) {
        let (element, attrs) = match cell {
            TableCell::TableHeader { attrs, .. } => ("th", attrs),
            TableCell::TableCell { attrs, .. } => ("td", attrs),
        };
        self.out.push('<');
        self.out.push_str(element);
        if element == "th" {
            attribute("scope", if part == "thead" { "col" } else { "row" }, &mut self.out);
        }
        for (name, span) in [("colspan", attrs.colspan), ("rowspan", attrs.rowspan)] {
            if span > 1 {
                attribute(name, &span.to_string(), &mut self.out);
            }
        }
        self.out.push('>');
        self.contained(cell.content());
        self.close(element);
    }

    /// The blocks of an item or a cell. A first paragraph that has nothing but lists after it needs
    /// no element of its own.
    fn contained(&mut self, content: &[Block]) {
        if let [Block::Paragraph { attrs, content: line }, rest @ ..] = content
            && attrs.text_align.is_none()
            && rest
                .iter()
                .all(|block| matches!(block, Block::BulletList { .. } | Block::OrderedList { .. }))
        {
            self.line(line);
            rest.iter().for_each(|block| self.block(block));
        } else {
            content.iter().for_each(|block| self.block(block));
        }
    }

    fn figure(&mut self, picture: Option<&Picture>, caption: Option<&str>) {
        let caption = caption.or(picture.map(|picture| picture.caption.as_str())).unwrap_or("");
        let credit = picture.map_or("", |picture| picture.credit.as_str());
        if picture.is_none() && caption.is_empty() {
            return;
        }
        self.out.push_str("<figure class=\"photo\">");
        if let Some(picture) = picture {
            self.enlargeable(picture, caption);
        }
        if !caption.is_empty() || !credit.is_empty() {
            self.out.push_str("<figcaption>");
            escaped(caption, &mut self.out);
            if !credit.is_empty() {
                let gap = if caption.is_empty() { "" } else { " " };
                self.out.push_str(gap);
                self.out.push_str("<span class=\"credit\">Ảnh: ");
                escaped(credit, &mut self.out);
                self.out.push_str("</span>");
            }
            self.out.push_str("</figcaption>");
        }
        self.out.push_str("</figure>\n");
    }

    /// The picture, as a link to the large one where there is such.
    fn enlargeable(&mut self, picture: &Picture, caption: &str) {
        let Some(large) = &picture.large else { return self.img(picture) };
        self.out.push_str("<a");
        attribute("class", "opener", &mut self.out);
        attribute("href", &large.src, &mut self.out);
        attribute("data-width", &large.width.to_string(), &mut self.out);
        attribute("data-height", &large.height.to_string(), &mut self.out);
        attribute("aria-label", &opener_name(&picture.alt, caption), &mut self.out);
        self.out.push('>');
        self.img(picture);
        self.close("a");
    }

    fn img(&mut self, picture: &Picture) {
        self.out.push_str("<img");
        attribute("src", &picture.src, &mut self.out);
        if !picture.renditions.is_empty() {
            let renditions: Vec<String> = picture
                .renditions
                .iter()
                .map(|rendition| format!("{} {}w", rendition.src, rendition.width))
                .collect();
            attribute("srcset", &renditions.join(", "), &mut self.out);
            if !picture.sizes.is_empty() {
                attribute("sizes", &picture.sizes, &mut self.out);
            }
        }
        if picture.width > 0 && picture.height > 0 {
            attribute("width", &picture.width.to_string(), &mut self.out);
            attribute("height", &picture.height.to_string(), &mut self.out);
        }
        attribute("alt", &picture.alt, &mut self.out);
        self.out.push_str(" loading=\"lazy\" decoding=\"async\">");
    }

    /// A player, or for a site that is not allowed a plain link, so that readers still get there.
    fn embed(&mut self, attrs: &EmbedAttrs) {
        if let Some(player) = embed::player(&attrs.url) {
            self.out.push_str("<figure class=\"embed\"><iframe");
            attribute("src", &player, &mut self.out);
            attribute("title", "Nội dung nhúng", &mut self.out);
            attribute("sandbox", sanitise::SANDBOX, &mut self.out);
            attribute("referrerpolicy", "strict-origin-when-cross-origin", &mut self.out);
            self.out.push_str(" loading=\"lazy\" allowfullscreen></iframe></figure>\n");
        } else if let Some(href) = link::checked(&attrs.url) {
            self.out.push_str("<p><a");
            attribute("href", &href, &mut self.out);
            self.out.push('>');
            escaped(&href, &mut self.out);
            self.out.push_str("</a></p>\n");
        }
    }
}

fn is_heading(row: &TableRow) -> bool {
    !row.content.is_empty()
        && row.content.iter().all(|cell| matches!(cell, TableCell::TableHeader { .. }))
}

fn element_of(mark: &Mark) -> &'static str {
    match mark {
        Mark::Bold => "strong",
        Mark::Italic => "em",
        Mark::Underline => "u",
        Mark::Strike => "s",
        Mark::Subscript => "sub",
        Mark::Superscript => "sup",
        Mark::Link { .. } => "a",
    }
}

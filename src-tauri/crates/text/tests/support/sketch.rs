//! Documents in a form that fits into a line of a table of tests.

use domain::document::{Block, Inline, Mark, TableCell};
use text::parse::Note;

use crate::support::parse;

/// The blocks of some HTML, without ids and plain attributes.
pub fn sketch(html: &str) -> String {
    parse(html).document.content.iter().map(block).collect::<Vec<_>>().join(" ")
}

/// The report of some HTML.
pub fn report(html: &str) -> Vec<Note> {
    parse(html).report
}

fn blocks(content: &[Block]) -> String {
    content.iter().map(block).collect::<Vec<_>>().join(" ")
}

/// `p(text)`, `h2(text)`, `ul[p(a) | p(b)]`, `table{td(p(a)) td(p(b)) / …}`.
fn block(it: &Block) -> String {
    match it {
        Block::Paragraph { attrs, content } => {
            let align = attrs.text_align.map(|align| format!(":{align:?}")).unwrap_or_default();
            format!("p{align}({})", line(content))
        }
        Block::Heading { attrs, content } => {
            format!("h{}({})", u8::from(attrs.level), line(content))
        }
        Block::BulletList { content, .. } => {
            let items: Vec<_> = content.iter().map(|item| blocks(&item.content)).collect();
            format!("ul[{}]", items.join(" | "))
        }
        Block::OrderedList { attrs, content } => {
            let items: Vec<_> = content.iter().map(|item| blocks(&item.content)).collect();
            format!("ol{}[{}]", attrs.start, items.join(" | "))
        }
        Block::Blockquote { content, .. } => format!("quote[{}]", blocks(content)),
        Block::Table { content, .. } => {
            let rows: Vec<_> = content
                .iter()
                .map(|row| row.content.iter().map(cell).collect::<Vec<_>>().join(" "))
                .collect();
            format!("table{{{}}}", rows.join(" / "))
        }
        Block::HorizontalRule { .. } => "hr".to_owned(),
        Block::Embed { attrs } => format!("embed({})", attrs.url),
        other => format!("{other:?}"),
    }
}

fn cell(it: &TableCell) -> String {
    let (name, attrs) = match it {
        TableCell::TableHeader { attrs, .. } => ("th", attrs),
        TableCell::TableCell { attrs, .. } => ("td", attrs),
    };
    let spans = match (attrs.colspan, attrs.rowspan) {
        (1, 1) => String::new(),
        (columns, rows) => format!("{columns}x{rows}"),
    };
    format!("{name}{spans}({})", blocks(it.content()))
}

fn line(content: &[Inline]) -> String {
    content
        .iter()
        .map(|inline| match inline {
            Inline::HardBreak => "⏎".to_owned(),
            Inline::Text { text, marks } => {
                marks.iter().rev().fold(text.clone(), |text, mark| match mark {
                    Mark::Bold => format!("*{text}*"),
                    Mark::Italic => format!("/{text}/"),
                    Mark::Underline => format!("_{text}_"),
                    Mark::Strike => format!("~{text}~"),
                    Mark::Subscript => format!("↓{text}↓"),
                    Mark::Superscript => format!("↑{text}↑"),
                    Mark::Link { attrs } => format!("<{text}@{}>", attrs.href),
                })
            }
        })
        .collect()
}

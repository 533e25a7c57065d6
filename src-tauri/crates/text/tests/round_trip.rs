//! From a document to HTML and back: what is published is what was written.

mod support;

use domain::document::{
    Align, Block, BlockAttrs, CellAttrs, Document, EmbedAttrs, HeadingAttrs, HeadingLevel, Inline,
    LinkAttrs, ListItem, Mark, OrderedListAttrs, TableCell, TableRow, TextAttrs,
};
use proptest::prelude::*;
use support::{ids, parse};
use text::html::to_html;
use text::parse::{Limits, from_plain};

/// The seed page, to the letter: figures, dates and names of a resolution must not change.
#[test]
fn seed_body_survives_to_the_letter() {
    let body = include_str!("fixtures/seed-body.txt");
    let written = from_plain(body, &Limits::default(), &mut ids()).unwrap().document;

    let read = parse(&to_html(&written, &|_| None));

    assert_eq!(read.document, written);
    assert_eq!(read.document.plain_text(), body.trim_end());
    assert_eq!(read.report, []);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Text, marks, structure: nothing may be lost between the window, a portal and back.
    #[test]
    fn documents_survive(document in document()) {
        let html = to_html(&document, &|_| None);
        let read = parse(&html);
        prop_assert_eq!(without_ids(&read.document), without_ids(&document), "{}", html);
        prop_assert_eq!(read.report, vec![]);
    }

    /// Whatever came in, a second journey must not change it any more.
    #[test]
    fn second_journey_changes_nothing(soup in soup()) {
        let once = parse(&soup).document;
        let html = to_html(&once, &|_| None);
        let twice = parse(&html).document;
        prop_assert_eq!(without_ids(&twice), without_ids(&once), "{}", html);
    }
}

fn document() -> impl Strategy<Value = Document> {
    prop::collection::vec(block(), 0..6).prop_map(Document::new)
}

fn block() -> impl Strategy<Value = Block> {
    let leaf = prop_oneof![
        6 => paragraph(),
        2 => heading(),
        1 => Just(Block::HorizontalRule { attrs: BlockAttrs::default() }),
        1 => Just(Block::Embed { attrs: EmbedAttrs {
            id: None,
            url: "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ".into(),
        } }),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        let blocks = prop::collection::vec(inner.clone(), 1..3);
        let item = (paragraph(), prop::collection::vec(inner, 0..2)).prop_map(|(first, rest)| {
            ListItem { content: std::iter::once(first).chain(rest).collect() }
        });
        let items = prop::collection::vec(item, 1..4).boxed();
        let cell = (any::<bool>(), 1..4u32, 1..3u32, blocks.clone()).prop_map(
            |(heading, colspan, rowspan, content)| {
                let attrs = CellAttrs { colspan, rowspan, colwidth: None };
                if heading {
                    TableCell::TableHeader { attrs, content }
                } else {
                    TableCell::TableCell { attrs, content }
                }
            },
        );
        let row = prop::collection::vec(cell, 1..4).prop_map(|content| TableRow { content });
        let attrs = BlockAttrs::default;
        prop_oneof![
            blocks.prop_map(move |content| Block::Blockquote { attrs: attrs(), content }),
            items.clone().prop_map(move |content| Block::BulletList { attrs: attrs(), content }),
            (items, 0..20u32).prop_map(|(content, start)| Block::OrderedList {
                attrs: OrderedListAttrs { id: None, start },
                content
            }),
            prop::collection::vec(row, 1..4)
                .prop_map(move |content| Block::Table { attrs: attrs(), content }),
        ]
    })
}

fn paragraph() -> impl Strategy<Value = Block> {
    (align(), line()).prop_map(|(text_align, content)| Block::Paragraph {
        attrs: TextAttrs { id: None, text_align },
        content,
    })
}

fn heading() -> impl Strategy<Value = Block> {
    let level =
        prop::sample::select(vec![HeadingLevel::Two, HeadingLevel::Three, HeadingLevel::Four]);
    (level, align(), line()).prop_map(|(level, text_align, content)| Block::Heading {
        attrs: HeadingAttrs { id: None, level, text_align },
        content,
    })
}

fn align() -> impl Strategy<Value = Option<Align>> {
    prop::option::weighted(
        0.3,
        prop::sample::select(vec![Align::Left, Align::Center, Align::Right, Align::Justify]),
    )
}

/// Runs of words, each with its marks, and what stands before it: nothing, a space, a line break.
fn line() -> impl Strategy<Value = Vec<Inline>> {
    let word = "[a-zA-ZđĐằảễộữ0-9<>&\"'(),.\u{a0}🌾-]{0,6}[a-zđỳ]";
    prop::collection::vec((0..3u8, word, marks()), 1..6).prop_map(|runs| {
        let mut line: Vec<Inline> = Vec::new();
        for (before, word, marks) in runs {
            match (before, line.last_mut()) {
                (1, Some(Inline::Text { text, .. })) => text.push(' '),
                (2, Some(Inline::Text { .. })) => line.push(Inline::HardBreak),
                _ => {}
            }
            match line.last_mut() {
                Some(Inline::Text { text, marks: last }) if *last == marks => text.push_str(&word),
                _ => line.push(Inline::Text { text: word, marks }),
            }
        }
        line
    })
}

/// Marks in the order in which they are read.
fn marks() -> impl Strategy<Value = Vec<Mark>> {
    let href = prop::sample::select(vec![
        "https://baophuyen.vn/?a=1&b=\u{1ebf}",
        "mailto:a@x.vn",
        "tel:+84257",
        "/bai-viet/a",
    ]);
    (prop::option::weighted(0.2, href), 0..16u8, 0..6u8).prop_map(|(href, flags, script)| {
        let link = href.map(|href| Mark::Link { attrs: LinkAttrs { href: href.into() } });
        let plain = [Mark::Bold, Mark::Italic, Mark::Strike, Mark::Underline];
        let set = plain.into_iter().enumerate().filter(|(bit, _)| flags & (1 << bit) == (1 << bit));
        let script = match script {
            0 => Some(Mark::Subscript),
            1 => Some(Mark::Superscript),
            _ => None,
        };
        link.into_iter().chain(set.map(|(_, mark)| mark)).chain(script).collect()
    })
}

fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<i>",
        "<a href='https://x.vn/'>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "<th colspan=2>",
        "</table>",
        "<ul>",
        "<ol start=4>",
        "<li>",
        "</li>",
        "</ul>",
        "<blockquote>",
        "</blockquote>",
        "<h1>",
        "</h1>",
        "<h3>",
        "<br>",
        "<hr>",
        "<div>",
        "</div>",
        "<center>",
        "x",
        " ",
        "&nbsp;",
        "đ",
        "\n",
        "<pre>",
        "</pre>",
        "<sub>",
        "<dl>",
        "<dd>",
        "<iframe src='https://youtu.be/dQw4w9WgXcQ'></iframe>",
        "<caption>",
        "<figure>",
        "<font>",
        "<p style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>1.</span>",
        "e\u{301}",
    ]);
    prop::collection::vec(piece, 0..30).prop_map(|pieces| pieces.concat())
}

/// The document without ids, so that two of them can be compared.
#[expect(clippy::unwrap_used, reason = "every document is JSON")]
fn without_ids(document: &Document) -> serde_json::Value {
    let mut value = serde_json::to_value(document).unwrap();
    strip(&mut value);
    value
}

fn strip(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::Object(map) => {
            if map.contains_key("id") {
                map.insert("id".to_owned(), serde_json::Value::Null);
            }
            map.values_mut().for_each(strip);
        }
        serde_json::Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}

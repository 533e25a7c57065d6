//! Real clipboard HTML of word processors, where a set of it lies beside the repository.

mod support;

use std::path::PathBuf;

use domain::document::{Block, Document};
use serde_json::Value;
use support::parse;
use text::html::to_html;

/// The samples whose text is not in a legacy encoding, with what is expected of them.
#[expect(clippy::expect_used, reason = "a broken sample must fail its test")]
fn samples() -> Vec<(String, String, Value)> {
    let folder =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../../shared/paste/word-html"));
    let Ok(entries) = folder.read_dir() else {
        println!("no samples in {}: nothing to compare", folder.display());
        return Vec::new();
    };
    let mut samples: Vec<_> = entries
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let name = path.file_name()?.to_str()?.strip_suffix(".html")?.to_owned();
            let expected = std::fs::read_to_string(path.with_extension("expect.json")).ok()?;
            let html = std::fs::read_to_string(&path).ok()?;
            Some((name, html, serde_json::from_str(&expected).expect("expectations are JSON")))
        })
        .filter(|(name, ..)| name != "vi-vntime-article")
        .collect();
    samples.sort_by(|left, right| left.0.cmp(&right.0));
    samples
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Words lost or doubled while pasting from Word go to print unnoticed.
#[test]
fn every_word_is_kept() {
    for (name, html, expected) in samples() {
        let document = parse(&html).document;
        assert_eq!(squeezed(&document.plain_text()), expected["text"].as_str().unwrap(), "{name}");
    }
}

/// Lists, tables and links are the structure that readers and screen readers go by.
#[test]
fn structure_is_kept() {
    for (name, html, expected) in samples() {
        let document = parse(&html).document;
        let items = count(&document, |block| match block {
            Block::BulletList { content, .. } | Block::OrderedList { content, .. } => content.len(),
            _ => 0,
        });
        let headings =
            count(&document, |block| usize::from(matches!(block, Block::Heading { .. })));
        let tables = count(&document, |block| usize::from(matches!(block, Block::Table { .. })));
        let numbered = expected["headings"].as_array().unwrap().len();
        let listed = expected["lists"]["items"].as_u64().unwrap() as usize;
        // A heading with a number may be either.
        assert!(
            items + headings >= listed.max(numbered) && items + headings <= listed + numbered,
            "{name}: {items} items and {headings} headings of {listed} and {numbered}"
        );
        assert_eq!(tables, expected["tables"].as_array().unwrap().len(), "{name}");
        let html = to_html(&document, &|_| None);
        for link in expected["links"].as_array().unwrap() {
            let href = link["href"].as_str().unwrap();
            assert!(html.contains(&format!("href=\"{href}\"")), "{name} lost {href}");
        }
    }
}

/// Word's own markup in a page breaks its layout and gives away paths of the writer's machine.
#[test]
fn nothing_of_word_remains() {
    for (name, html, expected) in samples() {
        let html = to_html(&parse(&html).document, &|_| None);
        for unwanted in expected["must_not_contain"].as_array().unwrap() {
            let unwanted = unwanted.as_str().unwrap();
            assert!(!html.contains(unwanted), "{name} still holds {unwanted}");
        }
    }
}

/// Pictures come another way, so each must be named.
#[test]
fn pictures_are_reported() {
    for (name, html, expected) in samples() {
        let report = parse(&html).report;
        let named = report
            .iter()
            .filter(|note| matches!(note, text::parse::Note::ImageDropped { .. }))
            .count() as u64;
        let accept = expected["images"]["accept"].as_array().unwrap();
        let (least, most) = (accept[0].as_u64().unwrap(), accept[1].as_u64().unwrap());
        assert!((least.min(1)..=most).contains(&named), "{name}: {named} pictures named");
    }
}

fn count(document: &Document, of: impl Fn(&Block) -> usize) -> usize {
    let mut sum = 0;
    document.visit(&mut |block| sum += of(block));
    sum
}

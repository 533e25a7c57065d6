//! Lists as Word puts them on the clipboard: paragraphs that carry a level and a printed marker.

use domain::document::{Block, BlockAttrs, ListItem, OrderedListAttrs};

/// What stands in a container while it is open.
#[derive(Debug)]
pub(super) enum Piece {
    Block(Block),
    Item(WordItem),
}

/// A paragraph that Word shows as an item.
#[derive(Debug)]
pub(super) struct WordItem {
    pub(super) list: u32,
    pub(super) level: u8,
    /// The number printed, or `None` for a bullet.
    pub(super) number: Option<u32>,
    pub(super) paragraph: Block,
}

/// The number a marker shows: its own digits, or 1 for letters and Roman numerals. `None` for a
/// bullet; Word prints the second-level one as a lone `o` of Courier.
pub(super) fn number(marker: &str) -> Option<u32> {
    let marker = marker.trim();
    let digits: String = marker
        .rsplit(|c: char| !c.is_ascii_digit())
        .find(|part| !part.is_empty())
        .unwrap_or("")
        .to_owned();
    if let Ok(number) = digits.parse() {
        return Some(number);
    }
    let lettered =
        marker.ends_with(['.', ')']) && marker.starts_with(|c: char| c.is_alphanumeric());
    (lettered || marker.starts_with('(')).then_some(1)
}

/// The blocks of a container: neighbouring items joined into lists, deeper ones inside.
pub(super) fn join(pieces: Vec<Piece>) -> Vec<Block> {
    let mut blocks = Vec::with_capacity(pieces.len());
    let mut run = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Item(item) => run.push(item),
            Piece::Block(block) => {
                blocks.extend(nest(std::mem::take(&mut run)));
                blocks.push(block);
            }
        }
    }
    blocks.extend(nest(run));
    blocks
}

/// Recurses once per level, of which Word has nine.
fn nest(items: Vec<WordItem>) -> Vec<Block> {
    let mut lists: Vec<Block> = Vec::new();
    let mut current = None;
    let mut items = items.into_iter().peekable();
    while let Some(item) = items.next() {
        let mut deeper = Vec::new();
        while let Some(next) = items.next_if(|next| next.level > item.level) {
            deeper.push(next);
        }
        let mut content = vec![item.paragraph];
        content.extend(nest(deeper));
        let kind = (item.list, item.number.is_some());
        match lists.last_mut() {
            Some(
                Block::BulletList { content: list, .. } | Block::OrderedList { content: list, .. },
            ) if current == Some(kind) => {
                list.push(ListItem { content });
            }
            _ => lists.push(list_of(item.number, ListItem { content })),
        }
        current = Some(kind);
    }
    lists
}

fn list_of(number: Option<u32>, item: ListItem) -> Block {
    let content = vec![item];
    match number {
        Some(start) => Block::OrderedList { attrs: OrderedListAttrs { id: None, start }, content },
        None => Block::BulletList { attrs: BlockAttrs::default(), content },
    }
}

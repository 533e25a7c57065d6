//! What a resource may hold. The limits are far above any real article; they keep a broken or
//! hostile client from storing what no page could show.

use chrono::{DateTime, Datelike, Utc};
use domain::document::{Block, TableCell};
use portal_wire::{Resource, WireAlbum, WireArticle, WirePhoto};

use super::{MAX_BLOB_BYTES, Refusal};

/// Longest title in characters.
pub(crate) const TITLE_CHARACTERS: usize = 500;
/// Longest name, keyword, address or caption-like line, in characters.
const LINE_CHARACTERS: usize = 2_000;
/// Longest lead, caption or description, in characters.
const TEXT_CHARACTERS: usize = 10_000;
/// Most tags or keywords.
const WORDS: usize = 100;
/// Most photos beside an article or in an album.
const PHOTOS: usize = 2_000;
/// Most attachments.
const ATTACHMENTS: usize = 100;
/// Most sizes of a picture.
const RENDITIONS: usize = 16;
/// Deepest nesting of blocks: a list in a table in a quote is 6 deep.
pub(crate) const DEPTH: usize = 24;
/// Most blocks of a body, nested ones counted.
const BLOCKS: usize = 20_000;
/// Longest side of a picture in pixels.
const SIDE: u32 = 32_767;
/// Longest slug in characters.
const SLUG_CHARACTERS: usize = 160;

/// Refuses with 422 what breaks a limit.
pub(super) fn check(resource: &Resource) -> Result<(), Refusal> {
    match resource {
        Resource::Article(article) => check_article(article),
        Resource::Photo(photo) => check_photo(photo),
        Resource::Album(album) => check_album(album),
    }
}

fn check_article(article: &WireArticle) -> Result<(), Refusal> {
    length("title", &article.title, TITLE_CHARACTERS)?;
    length("lead", &article.lead, TEXT_CHARACTERS)?;
    check_slug("slug", &article.slug)?;
    if let Some(category) = &article.category {
        if category.slug.is_empty() || category.name.trim().is_empty() {
            return Err(Refusal::invalid("a category has a slug and a name".to_owned()));
        }
        check_slug("category/slug", &category.slug)?;
        length("category/name", &category.name, TITLE_CHARACTERS)?;
    }
    for (name, words) in [("tags", &article.tags), ("keywords", &article.keywords)] {
        number(name, words.len(), WORDS)?;
        words.iter().try_for_each(|word| length(name, word, TITLE_CHARACTERS))?;
    }
    let lines = [
        ("byline/name", &article.byline.name),
        ("sign_off", &article.sign_off),
        ("source/name", &article.source.name),
        ("source/url", &article.source.url),
        ("poster", &article.poster),
    ];
    lines.into_iter().try_for_each(|(name, line)| length(name, line, LINE_CHARACTERS))?;
    if let Some(repost) = &article.source.repost {
        length("source/repost/original_author", &repost.original_author, LINE_CHARACTERS)?;
        year("source/repost/original_time", repost.original_time)?;
    }
    number("gallery", article.gallery.len(), PHOTOS)?;
    number("attachments", article.attachments.len(), ATTACHMENTS)?;
    for attachment in &article.attachments {
        length("attachments/file_name", &attachment.file_name, 255)?;
        if attachment.file_name.trim().is_empty() || attachment.file_name.contains(['/', '\\']) {
            return Err(Refusal::invalid("an attachment has a plain file name".to_owned()));
        }
        check_bytes("attachments/bytes", attachment.bytes)?;
    }
    year("publish_at", article.publish_at)?;
    year("expire_at", article.expire_at)?;
    year("updated_at", Some(article.updated_at))?;
    check_blocks(&article.body.content)
}

fn check_photo(photo: &WirePhoto) -> Result<(), Refusal> {
    length("caption", &photo.caption, TEXT_CHARACTERS)?;
    length("alt", photo.alt.as_attribute(), TEXT_CHARACTERS)?;
    length("credit", &photo.credit, LINE_CHARACTERS)?;
    length("source", &photo.source, LINE_CHARACTERS)?;
    year("taken_at", photo.taken_at)?;
    if photo.renditions.is_empty() {
        return Err(Refusal::invalid("a photo has at least one rendition".to_owned()));
    }
    number("renditions", photo.renditions.len(), RENDITIONS)?;
    for rendition in &photo.renditions {
        if !matches!(rendition.media_type.as_str(), "image/jpeg" | "image/png" | "image/webp") {
            return Err(Refusal::invalid("renditions are JPEG, PNG or WebP".to_owned()));
        }
        for side in [rendition.width, rendition.height] {
            if !(1..=SIDE).contains(&side) {
                return Err(Refusal::invalid(format!("pictures have sides of 1 to {SIDE} pixels")));
            }
        }
        check_bytes("renditions/bytes", rendition.bytes)?;
    }
    if !photo.renditions.is_sorted_by_key(|rendition| std::cmp::Reverse(rendition.width)) {
        return Err(Refusal::invalid("renditions come largest first".to_owned()));
    }
    Ok(())
}

fn check_album(album: &WireAlbum) -> Result<(), Refusal> {
    length("title", &album.title, TITLE_CHARACTERS)?;
    length("description", &album.description, TEXT_CHARACTERS)?;
    number("photos", album.photos.len(), PHOTOS)?;
    year("updated_at", Some(album.updated_at))?;
    check_slug("slug", &album.slug)
}

fn check_blocks(blocks: &[Block]) -> Result<(), Refusal> {
    let mut left = BLOCKS;
    let mut open: Vec<(usize, &Block)> = blocks.iter().map(|block| (1, block)).collect();
    while let Some((depth, block)) = open.pop() {
        left = left.checked_sub(1).ok_or_else(|| too_many("blocks", BLOCKS))?;
        if depth > DEPTH {
            return Err(Refusal::invalid(format!("blocks are nested at most {DEPTH} deep")));
        }
        let inside: Vec<&Block> = match block {
            Block::BulletList { content, .. } | Block::OrderedList { content, .. } => {
                content.iter().flat_map(|item| &item.content).collect()
            }
            Block::Blockquote { content, .. } => content.iter().collect(),
            Block::Table { content, .. } => {
                content.iter().flat_map(|row| &row.content).flat_map(TableCell::content).collect()
            }
            Block::Gallery { attrs } => {
                number("body gallery", attrs.photos.len(), PHOTOS)?;
                Vec::new()
            }
            _ => Vec::new(),
        };
        open.extend(inside.into_iter().map(|block| (depth + 1, block)));
    }
    Ok(())
}

fn check_slug(name: &str, slug: &str) -> Result<(), Refusal> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    let hyphens = slug.starts_with('-') || slug.ends_with('-') || slug.contains("--");
    if slug.len() > SLUG_CHARACTERS || hyphens || !slug.bytes().all(plain) {
        return Err(Refusal::invalid(format!(
            "{name} is lower-case ASCII words joined by hyphens, at most {SLUG_CHARACTERS} long"
        )));
    }
    Ok(())
}

fn check_bytes(name: &str, bytes: u64) -> Result<(), Refusal> {
    if bytes == 0 || bytes > MAX_BLOB_BYTES {
        return Err(Refusal::invalid(format!("{name} is 1 to {MAX_BLOB_BYTES}")));
    }
    Ok(())
}

/// Pages print years with four digits.
fn year(name: &str, at: Option<DateTime<Utc>>) -> Result<(), Refusal> {
    if at.is_some_and(|at| !(1..=9_998).contains(&at.year())) {
        return Err(Refusal::invalid(format!("{name} is outside the years 1 to 9998")));
    }
    Ok(())
}

fn length(name: &str, text: &str, limit: usize) -> Result<(), Refusal> {
    if text.chars().count() > limit {
        return Err(Refusal::invalid(format!("{name} has more than {limit} characters")));
    }
    Ok(())
}

fn number(name: &str, found: usize, limit: usize) -> Result<(), Refusal> {
    if found > limit { Err(too_many(name, limit)) } else { Ok(()) }
}

fn too_many(name: &str, limit: usize) -> Refusal {
    Refusal::invalid(format!("there are more than {limit} {name}"))
}

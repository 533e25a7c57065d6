//! The words that a published photo carries: caption, credit and copyright in EXIF, IPTC and XMP,
//! and nothing else.

use std::io::Cursor;

use exif::{Field, In, Tag, Value, experimental::Writer};
use md5::{Digest as _, Md5};
use unicode_normalization::UnicodeNormalization as _;
use xmp_writer::XmpWriter;

use super::iptc::{
    BY_LINE, CAPTION, CHARACTER_SET, COPYRIGHT, DATA_SET, DIGEST_RESOURCE, IPTC_RESOURCE, RESOURCE,
    UTF_8,
};
use crate::{
    error::MediaError,
    jpeg::{self, APP1, APP13, EXIF_PREFIX, MAX_SEGMENT_BYTES, PHOTOSHOP_PREFIX, XMP_PREFIX},
};

/// Longest text of one field, in bytes, so that all three fit one EXIF segment.
const MAX_TEXT_BYTES: usize = (MAX_SEGMENT_BYTES - EXIF_PREFIX.len() - 128) / 3;

/// What is said of a photo; left out where empty.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Texts<'a> {
    pub caption: &'a str,
    pub credit: &'a str,
    pub copyright: &'a str,
}

/// Puts the words into a JPEG file that has no metadata yet. Nothing to say, nothing is changed.
pub(crate) fn with_texts(jpeg: Vec<u8>, texts: &Texts<'_>) -> Result<Vec<u8>, MediaError> {
    let Some(exif) = exif(texts)? else { return Ok(jpeg) };
    let segments = [
        (APP1, [EXIF_PREFIX, &exif].concat()),
        (APP1, [XMP_PREFIX, xmp(texts).as_bytes()].concat()),
        (APP13, [PHOTOSHOP_PREFIX, &photoshop(&iptc(texts))].concat()),
    ];
    Ok(jpeg::with_segments(&jpeg, &segments))
}

/// `ImageDescription`, `Artist`, `Copyright`, in UTF-8; `None` when there is nothing to say.
fn exif(texts: &Texts<'_>) -> Result<Option<Vec<u8>>, MediaError> {
    let fields: Vec<Field> = [
        (Tag::ImageDescription, texts.caption),
        (Tag::Artist, texts.credit),
        (Tag::Copyright, texts.copyright),
    ]
    .into_iter()
    .filter_map(|(tag, text)| {
        let text = printable(text, MAX_TEXT_BYTES)?;
        Some(Field { tag, ifd_num: In::PRIMARY, value: Value::Ascii(vec![text.into_bytes()]) })
    })
    .collect();
    if fields.is_empty() {
        return Ok(None);
    }
    let mut writer = Writer::new();
    fields.iter().for_each(|field| writer.push_field(field));
    let mut tiff = Cursor::new(Vec::new());
    writer.write(&mut tiff, false).map_err(|error| MediaError::Encode(error.into()))?;
    Ok(Some(tiff.into_inner()))
}

/// `dc:description`, `dc:creator`, `dc:rights`; shortened together where they do not fit.
fn xmp(texts: &Texts<'_>) -> String {
    let mut longest = MAX_TEXT_BYTES;
    loop {
        let packet = xmp_of(texts, longest);
        if packet.len() <= MAX_SEGMENT_BYTES - XMP_PREFIX.len() {
            return packet;
        }
        longest /= 2;
    }
}

fn xmp_of(texts: &Texts<'_>, longest: usize) -> String {
    let mut writer = XmpWriter::new();
    if let Some(caption) = printable(texts.caption, longest) {
        writer.description([(None, caption.as_str())]);
    }
    if let Some(credit) = printable(texts.credit, longest) {
        writer.creator([credit.as_str()]);
    }
    if let Some(copyright) = printable(texts.copyright, longest) {
        writer.rights([(None, copyright.as_str())]);
    }
    writer.finish(None)
}

/// Data sets in UTF-8, cut to the lengths that IPTC-IIM 4.2 allows; the whole text is in the
/// others.
fn iptc(texts: &Texts<'_>) -> Vec<u8> {
    const VERSION: [u8; 2] = [0, 4];
    let sets = [
        (CAPTION, texts.caption, 2000),
        (BY_LINE, texts.credit, 32),
        (COPYRIGHT, texts.copyright, 128),
    ];
    let mut block = data_set(CHARACTER_SET, UTF_8);
    block.extend(data_set((2, 0), &VERSION));
    for (number, text, longest) in sets {
        if let Some(text) = printable(text, longest) {
            block.extend(data_set((2, number), text.as_bytes()));
        }
    }
    block
}

fn data_set((record, number): (u8, u8), value: &[u8]) -> Vec<u8> {
    let [high, low] = (value.len() as u16).to_be_bytes();
    [&[DATA_SET, record, number, high, low], value].concat()
}

/// Photoshop's resources with IPTC and its checksum, which tells readers that XMP says the same.
fn photoshop(iptc: &[u8]) -> Vec<u8> {
    let resource = |number: u16, data: &[u8]| {
        let padding: &[u8] = if data.len() % 2 == 1 { &[0] } else { &[] };
        let length = (data.len() as u32).to_be_bytes();
        [RESOURCE, &number.to_be_bytes(), &[0, 0], &length, data, padding].concat()
    };
    let digest = resource(DIGEST_RESOURCE, &Md5::digest(iptc));
    [resource(IPTC_RESOURCE, iptc), digest].concat()
}

/// NFC, without the control characters that end EXIF text and break XML, cut between characters where it is too long.
fn printable(text: &str, longest: usize) -> Option<String> {
    let mut text: String = text.trim().nfc().filter(|&c| c == '\n' || !c.is_control()).collect();
    text.truncate(text.floor_char_boundary(longest));
    (!text.is_empty()).then_some(text)
}

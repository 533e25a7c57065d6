//! The body of an article: blocks with stable ids, in the editor's own (ProseMirror) JSON form, so
//! that nothing is converted between window and store. The types are strict: what they do not
//! know is refused when it is read, not carried along unseen.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{BlockId, PhotoId};

/// A whole body. Serialised as `{"type":"doc","content":[…]}`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct Document {
    /// Always `doc`: the root node of the editor.
    #[serde(rename = "type")]
    pub kind: DocumentKind,
    /// The blocks, in reading order.
    #[serde(default)]
    pub content: Vec<Block>,
}

/// The one name a document's root can have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub enum DocumentKind {
    /// The only value.
    #[default]
    Doc,
}

/// A block of the body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Block {
    /// Running text.
    Paragraph {
        /// Id and alignment.
        #[serde(default)]
        attrs: TextAttrs,
        /// The text.
        #[serde(default)]
        content: Vec<Inline>,
    },
    /// Heading of level 2 to 4; level 1 is the title.
    Heading {
        /// Id, level and alignment.
        attrs: HeadingAttrs,
        /// The text.
        #[serde(default)]
        content: Vec<Inline>,
    },
    /// Unordered list.
    BulletList {
        /// Id.
        #[serde(default)]
        attrs: BlockAttrs,
        /// The items.
        #[serde(default)]
        content: Vec<ListItem>,
    },
    /// Numbered list.
    OrderedList {
        /// Id and first number.
        #[serde(default)]
        attrs: OrderedListAttrs,
        /// The items.
        #[serde(default)]
        content: Vec<ListItem>,
    },
    /// Quotation.
    Blockquote {
        /// Id.
        #[serde(default)]
        attrs: BlockAttrs,
        /// What is quoted.
        #[serde(default)]
        content: Vec<Block>,
    },
    /// Table.
    Table {
        /// Id.
        #[serde(default)]
        attrs: BlockAttrs,
        /// The rows.
        #[serde(default)]
        content: Vec<TableRow>,
    },
    /// One photo of the gallery.
    Image {
        /// Which photo, and the words beside it.
        attrs: ImageAttrs,
    },
    /// Several photos, shown together.
    Gallery {
        /// Which photos.
        attrs: GalleryAttrs,
    },
    /// A rule between parts.
    HorizontalRule {
        /// Id.
        #[serde(default)]
        attrs: BlockAttrs,
    },
    /// A film or map from an allowed site.
    Embed {
        /// Its address.
        attrs: EmbedAttrs,
    },
    /// Markup of another editor, carried through byte for byte and never shown as HTML here.
    Opaque {
        /// The markup.
        attrs: OpaqueAttrs,
    },
}

/// What every block has.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
pub struct BlockAttrs {
    /// Stable id; `None` only until the editor or [`Document::with_ids`] gives one.
    #[serde(default)]
    pub id: Option<BlockId>,
}

/// Attributes of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TextAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: Option<BlockId>,
    /// Alignment; `None` is the page's own.
    #[serde(default)]
    pub text_align: Option<Align>,
}

/// Attributes of a heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct HeadingAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: Option<BlockId>,
    /// 2, 3 or 4.
    pub level: HeadingLevel,
    /// Alignment; `None` is the page's own.
    #[serde(default)]
    pub text_align: Option<Align>,
}

/// Levels below the title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(try_from = "u8", into = "u8")]
#[ts(type = "2 | 3 | 4")]
pub enum HeadingLevel {
    /// h2
    Two,
    /// h3
    Three,
    /// h4
    Four,
}

/// A heading level outside 2 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("headings have level 2 to 4, not {0}")]
pub struct NoSuchLevel(pub u8);

impl TryFrom<u8> for HeadingLevel {
    type Error = NoSuchLevel;
    fn try_from(level: u8) -> Result<Self, NoSuchLevel> {
        match level {
            2 => Ok(Self::Two),
            3 => Ok(Self::Three),
            4 => Ok(Self::Four),
            other => Err(NoSuchLevel(other)),
        }
    }
}

impl From<HeadingLevel> for u8 {
    fn from(level: HeadingLevel) -> Self {
        match level {
            HeadingLevel::Two => 2,
            HeadingLevel::Three => 3,
            HeadingLevel::Four => 4,
        }
    }
}

/// Alignment of a paragraph or heading.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Align {
    /// Left.
    Left,
    /// Centred.
    Center,
    /// Right.
    Right,
    /// Both edges.
    Justify,
}

/// Attributes of a numbered list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OrderedListAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: Option<BlockId>,
    /// The first number.
    #[serde(default = "one")]
    pub start: u32,
}

impl Default for OrderedListAttrs {
    fn default() -> Self {
        Self { id: None, start: 1 }
    }
}

fn one() -> u32 {
    1
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename = "listItem")]
pub struct ListItem {
    /// What the item holds: paragraphs, and lists inside it.
    #[serde(default)]
    pub content: Vec<Block>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename = "tableRow")]
pub struct TableRow {
    /// The cells.
    #[serde(default)]
    pub content: Vec<TableCell>,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum TableCell {
    /// A heading cell.
    TableHeader {
        /// Spans.
        #[serde(default)]
        attrs: CellAttrs,
        /// What the cell holds.
        #[serde(default)]
        content: Vec<Block>,
    },
    /// A plain cell.
    TableCell {
        /// Spans.
        #[serde(default)]
        attrs: CellAttrs,
        /// What the cell holds.
        #[serde(default)]
        content: Vec<Block>,
    },
}

/// How far a cell reaches.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CellAttrs {
    /// Columns.
    #[serde(default = "one")]
    pub colspan: u32,
    /// Rows.
    #[serde(default = "one")]
    pub rowspan: u32,
    /// Widths in CSS pixels, as the editor keeps them; layout only.
    #[serde(default)]
    pub colwidth: Option<Vec<u32>>,
}

impl Default for CellAttrs {
    fn default() -> Self {
        Self { colspan: 1, rowspan: 1, colwidth: None }
    }
}

/// Attributes of a photo in the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ImageAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: Option<BlockId>,
    /// The photo.
    pub photo: PhotoId,
    /// Words under it in this article; `None` takes the photo's own caption.
    #[serde(default)]
    pub caption: Option<String>,
    /// Alt text in this article; `None` takes the photo's own.
    #[serde(default)]
    pub alt: Option<String>,
}

/// Attributes of a group of photos.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GalleryAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: Option<BlockId>,
    /// The photos, in order.
    #[serde(default)]
    pub photos: Vec<PhotoId>,
}

/// Attributes of an embed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EmbedAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: Option<BlockId>,
    /// HTTPS address on an allowed site.
    pub url: String,
}

/// Attributes of foreign markup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpaqueAttrs {
    /// Stable id.
    #[serde(default)]
    pub id: Option<BlockId>,
    /// The markup, byte for byte.
    pub markup: String,
}

/// What stands in a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Inline {
    /// Text with its marks.
    Text {
        /// The characters, NFC, never empty.
        text: String,
        /// Marks, in the editor's order.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[ts(optional, as = "Option<Vec<Mark>>")]
        marks: Vec<Mark>,
    },
    /// A line break inside a paragraph.
    HardBreak,
}

/// How text is marked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Mark {
    /// Bold.
    Bold,
    /// Italic.
    Italic,
    /// Underlined.
    Underline,
    /// Struck through.
    Strike,
    /// Lowered.
    Subscript,
    /// Raised.
    Superscript,
    /// A link.
    Link {
        /// Where it leads.
        attrs: LinkAttrs,
    },
}

/// Attributes of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LinkAttrs {
    /// http, https, mailto, tel, or a path on the portal. Anything else is dropped when HTML is made.
    pub href: String,
}

mod walk;

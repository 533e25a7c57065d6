//! What an element and its style say about the text inside: marks, alignment, hiding, and the few
//! words of Word's own that matter.

use domain::document::{Align, LinkAttrs, Mark};
use scraper::node::Element;

/// How the text at some place is marked.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Format {
    pub(super) bold: bool,
    pub(super) italic: bool,
    pub(super) underline: bool,
    pub(super) strike: bool,
    pub(super) script: Option<Script>,
    pub(super) link: Option<String>,
    /// White space counts.
    pub(super) preformatted: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    Below,
    Above,
}

impl Format {
    /// The marks, always in the same order: the link outermost, as the editor nests them.
    pub(super) fn marks(&self) -> Vec<Mark> {
        let link =
            self.link.as_ref().map(|href| Mark::Link { attrs: LinkAttrs { href: href.clone() } });
        let flags = [
            (self.bold, Mark::Bold),
            (self.italic, Mark::Italic),
            (self.strike, Mark::Strike),
            (self.underline, Mark::Underline),
            (self.script == Some(Script::Below), Mark::Subscript),
            (self.script == Some(Script::Above), Mark::Superscript),
        ];
        link.into_iter()
            .chain(flags.into_iter().filter(|(set, _)| *set).map(|(_, mark)| mark))
            .collect()
    }

    /// The format inside `element`, links aside.
    pub(super) fn within(&self, element: &Element, style: &Style<'_>) -> Self {
        let mut format = self.clone();
        match element.name() {
            "b" | "strong" => format.bold = true,
            "i" | "em" | "cite" | "dfn" => format.italic = true,
            "u" => format.underline = true,
            "s" | "strike" | "del" => format.strike = true,
            "sub" => format.script = Some(Script::Below),
            "sup" => format.script = Some(Script::Above),
            "pre" => format.preformatted = true,
            _ => {}
        }
        style.apply(&mut format);
        format
    }
}

/// An element's style, as far as the sieve lets it through.
pub(super) struct Style<'a>(&'a str);

impl<'a> Style<'a> {
    pub(super) fn of(element: &'a Element) -> Self {
        Self(element.attr("style").unwrap_or(""))
    }

    fn get(&self, property: &str) -> Option<String> {
        self.0
            .split(';')
            .filter_map(|declaration| declaration.split_once(':'))
            .filter(|(name, _)| name.trim().eq_ignore_ascii_case(property))
            .map(|(_, value)| value.trim().to_ascii_lowercase())
            .next_back()
    }

    fn apply(&self, format: &mut Format) {
        if self.0.is_empty() {
            return;
        }
        match self.get("font-weight").as_deref() {
            Some("bold" | "bolder") => format.bold = true,
            Some("normal" | "lighter") => format.bold = false,
            Some(weight) => {
                if let Ok(weight) = weight.parse::<u16>() {
                    format.bold = weight >= 600;
                }
            }
            None => {}
        }
        match self.get("font-style").as_deref() {
            Some("italic" | "oblique") => format.italic = true,
            Some("normal") => format.italic = false,
            _ => {}
        }
        for property in ["text-decoration", "text-decoration-line"] {
            let lines = self.get(property).unwrap_or_default();
            format.underline |= lines.split_whitespace().any(|line| line == "underline");
            format.strike |= lines.split_whitespace().any(|line| line == "line-through");
        }
        match self.get("vertical-align").as_deref() {
            Some("sub") => format.script = Some(Script::Below),
            Some("super") => format.script = Some(Script::Above),
            _ => {}
        }
    }

    pub(super) fn hides(&self) -> bool {
        self.get("display").is_some_and(|display| display == "none")
            || self.get("visibility").is_some_and(|visibility| visibility == "hidden")
            || self.get("mso-hide").is_some_and(|hide| hide == "all")
    }

    /// A reviewer's comment in Word: its text at the end, or the sign that points to it.
    pub(super) fn is_comment(&self) -> bool {
        let element = self.get("mso-element").unwrap_or_default();
        element.starts_with("comment")
            || self.get("mso-special-character").is_some_and(|what| what == "comment")
    }

    /// `mso-list`: where in which list Word puts this paragraph.
    pub(super) fn word_list(&self) -> Option<WordList> {
        let value = self.get("mso-list")?;
        if value == "ignore" {
            return Some(WordList::Marker);
        }
        let mut words = value.split_whitespace();
        let list = words.next()?.strip_prefix('l')?.parse().ok()?;
        let level: u8 = words.next()?.strip_prefix("level")?.parse().ok()?;
        Some(WordList::Item { list, level: level.clamp(1, 9) })
    }
}

/// What `mso-list` can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordList {
    /// The printed bullet or number.
    Marker,
    /// An item.
    Item { list: u32, level: u8 },
}

/// The alignment an element asks for: by our own class, by style, or by the old attribute.
pub(super) fn alignment(element: &Element, style: &Style<'_>) -> Option<Align> {
    let class = element.classes().find_map(|class| class.strip_prefix("align-"));
    let asked = style.get("text-align");
    let word = class.or(asked.as_deref()).or(element.attr("align"))?;
    match word.to_ascii_lowercase().as_str() {
        "left" => Some(Align::Left),
        "center" => Some(Align::Center),
        "right" => Some(Align::Right),
        "justify" => Some(Align::Justify),
        _ => None,
    }
}

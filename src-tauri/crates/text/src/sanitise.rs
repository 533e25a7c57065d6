//! The two sieves: one for HTML that comes in, a narrower one for HTML that goes out.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use ammonia::{Builder, UrlRelative};

use crate::{embed, link};

/// Elements that go together with all they hold; everything else unknown is only unwrapped.
pub(crate) const REMOVED_WHOLE: [&str; 27] = [
    "script",
    "style",
    "svg",
    "math",
    "template",
    "noscript",
    "title",
    "textarea",
    "select",
    "option",
    "object",
    "applet",
    "audio",
    "video",
    "canvas",
    "xml",
    "noembed",
    "noframes",
    "xmp",
    "plaintext",
    "frameset",
    "datalist",
    "dialog",
    "meter",
    "progress",
    "map",
    "portal",
];

/// Elements that are understood when HTML comes in.
const INCOMING: [&str; 58] = [
    "a",
    "abbr",
    "address",
    "article",
    "aside",
    "b",
    "blockquote",
    "br",
    "caption",
    "center",
    "cite",
    "code",
    "dd",
    "del",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "font",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "i",
    "iframe",
    "img",
    "ins",
    "kbd",
    "li",
    "main",
    "mark",
    "nav",
    "ol",
    "p",
    "pre",
    "q",
    "s",
    "section",
    "small",
    "span",
    "strike",
    "strong",
    "sub",
    "sup",
    "table",
    "td",
    "th",
    "tr",
    "u",
    "ul",
];

/// Table parts without which the parser would move rows about.
const TABLE_PARTS: [&str; 5] = ["tbody", "thead", "tfoot", "colgroup", "col"];

/// Style properties that say something about the text itself.
const INCOMING_STYLES: [&str; 12] = [
    "font-weight",
    "font-style",
    "text-decoration",
    "text-decoration-line",
    "text-align",
    "vertical-align",
    "display",
    "visibility",
    "mso-hide",
    "mso-list",
    "mso-element",
    "mso-special-character",
];

/// Elements that [`crate::html::to_html`] writes.
const OUTGOING: [&str; 29] = [
    "a",
    "blockquote",
    "br",
    "div",
    "em",
    "figcaption",
    "figure",
    "h2",
    "h3",
    "h4",
    "hr",
    "iframe",
    "img",
    "li",
    "ol",
    "p",
    "s",
    "span",
    "strong",
    "sub",
    "sup",
    "table",
    "tbody",
    "td",
    "th",
    "thead",
    "tr",
    "u",
    "ul",
];

/// Classes that [`crate::html::to_html`] writes.
const ALIGNMENTS: [&str; 4] = ["align-left", "align-center", "align-right", "align-justify"];

/// What an embedded player may do: run, know its own site, go full screen, open its page.
pub(crate) const SANDBOX: &str = "allow-scripts allow-same-origin allow-popups allow-presentation";

/// Foreign HTML without scripts, handlers, drawings, forms, and styles other than those read here.
pub(crate) fn incoming(html: &str) -> String {
    static SIEVE: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let mut sieve = Builder::empty();
        sieve
            .tags(INCOMING.into_iter().chain(TABLE_PARTS).collect())
            .clean_content_tags(REMOVED_WHOLE.into_iter().collect())
            .generic_attributes(HashSet::from(["style", "class", "align", "hidden"]))
            .tag_attributes(HashMap::from([
                ("a", HashSet::from(["href"])),
                ("del", HashSet::from(["cite", "datetime"])),
                ("iframe", HashSet::from(["src"])),
                ("img", HashSet::from(["src", "alt"])),
                ("ol", HashSet::from(["start", "type"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan"])),
            ]))
            // Addresses that are not links here are only reported, so their schemes may be odd;
            // links and frames are judged when the document is made.
            .url_schemes(HashSet::from([
                "http", "https", "mailto", "tel", "file", "cid", "data", "blob",
            ]))
            .url_relative(UrlRelative::PassThrough)
            .filter_style_properties(INCOMING_STYLES.into_iter().collect())
            .strip_comments(true)
            .link_rel(None);
        sieve
    });
    SIEVE.clean(html).to_string()
}

/// Our own HTML once more, in case a value broke out of its place.
pub(crate) fn outgoing(html: &str) -> String {
    static SIEVE: LazyLock<Builder<'static>> = LazyLock::new(|| {
        let aligned = || HashSet::from(ALIGNMENTS);
        let mut sieve = Builder::empty();
        sieve
            .tags(OUTGOING.into_iter().collect())
            .clean_content_tags(REMOVED_WHOLE.into_iter().collect())
            .tag_attributes(HashMap::from([
                ("a", HashSet::from(["href", "data-width", "data-height", "aria-label"])),
                (
                    "iframe",
                    HashSet::from(["src", "title", "loading", "allowfullscreen", "referrerpolicy"]),
                ),
                (
                    "img",
                    HashSet::from([
                        "src", "srcset", "sizes", "width", "height", "alt", "loading", "decoding",
                    ]),
                ),
                ("ol", HashSet::from(["start"])),
                ("td", HashSet::from(["colspan", "rowspan"])),
                ("th", HashSet::from(["colspan", "rowspan", "scope"])),
            ]))
            .allowed_classes(HashMap::from([
                ("a", HashSet::from(["opener"])),
                ("p", aligned()),
                ("h2", aligned()),
                ("h3", aligned()),
                ("h4", aligned()),
                ("figure", HashSet::from(["photo", "embed"])),
                ("div", HashSet::from(["gallery"])),
                ("span", HashSet::from(["credit"])),
            ]))
            .set_tag_attribute_value("iframe", "sandbox", SANDBOX)
            .url_schemes(HashSet::from(["http", "https", "mailto", "tel", "photo"]))
            .url_relative(UrlRelative::PassThrough)
            .attribute_filter(address_filter)
            .link_rel(Some("noopener noreferrer"));
        sieve
    });
    SIEVE.clean(html).to_string()
}

fn address_filter<'u>(element: &str, attribute: &str, value: &'u str) -> Option<Cow<'u, str>> {
    match (element, attribute) {
        ("a", "href") => link::checked(value).map(Cow::Owned),
        ("iframe", "src") => embed::player(value).map(Cow::Owned),
        ("img", "src") => is_picture(value).then_some(Cow::Borrowed(value)),
        ("img", "srcset") => value.split(", ").all(is_candidate).then_some(Cow::Borrowed(value)),
        _ => Some(Cow::Borrowed(value)),
    }
}

/// Pictures come from the web, from the page's own site, or from the window's own protocol.
fn is_picture(address: &str) -> bool {
    address.starts_with("photo://") || link::checked(address).is_some()
}

/// `address 800w`, one part of a `srcset`.
fn is_candidate(candidate: &str) -> bool {
    candidate.split_once(' ').is_some_and(|(address, width)| {
        let digits = width.strip_suffix('w').unwrap_or("");
        is_picture(address) && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
    })
}

//! No script survives, whether it comes in as HTML or lies in a stored document.

mod support;

use domain::document::{
    Block, Document, EmbedAttrs, ImageAttrs, Inline, LinkAttrs, Mark, OpaqueAttrs, TextAttrs,
};
use domain::id::PhotoId;
use proptest::prelude::*;
use rstest::rstest;
use scraper::{Html, Node};
use support::parse;
use text::html::{Large, Picture, Rendition, to_html};

const ELEMENTS: &[&str] = &[
    "html",
    "body",
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

/// Panics unless a browser that reads `html` finds nothing to run.
fn assert_harmless(html: &str, origin: &str) {
    for node in Html::parse_fragment(html).tree.values() {
        let Node::Element(element) = node else { continue };
        assert!(ELEMENTS.contains(&element.name()), "<{}> survived: {origin}", element.name());
        for (name, value) in element.attrs() {
            assert!(!name.starts_with("on"), "{name} survived: {origin}");
            assert!(
                !matches!(name, "style" | "srcdoc" | "formaction"),
                "{name} survived: {origin}"
            );
            if matches!(name, "href" | "src") {
                let start: String =
                    value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect();
                let allowed = ["https://", "http://", "mailto:", "tel:", "/", "photo://"];
                assert!(
                    allowed.iter().any(|scheme| start.to_lowercase().starts_with(scheme)),
                    "{value} survived: {origin}"
                );
            }
        }
        if element.name() == "iframe" {
            let src = element.attr("src").unwrap_or("https://www.youtube-nocookie.com/");
            assert!(src.starts_with("https://www.youtube-nocookie.com/"), "{src}: {origin}");
            assert!(element.attr("sandbox").is_some(), "a frame without sandbox: {origin}");
        }
    }
}

/// Pasted text is the way in for strangers.
#[rstest]
#[case("<script>alert(1)</script>")]
#[case("<SCRIPT SRC=//x.example/x.js></SCRIPT>")]
#[case("<scr<script>ipt>alert(1)</scr</script>ipt>")]
#[case("<img src=x onerror=alert(1)>")]
#[case("<img src=`javascript:alert(1)`>")]
#[case("<img \"\"\"><script>alert(1)</script>\">")]
#[case("<svg onload=alert(1)>")]
#[case("<svg><script>alert(1)</script></svg>")]
#[case("<svg><style><img src=x onerror=alert(1)></style></svg>")]
#[case("<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">")]
#[case(
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">"
)]
#[case("<math href=javascript:alert(1)>x</math>")]
#[case("<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">")]
#[case("<template><script>alert(1)</script></template>")]
#[case("<template><img src=x onerror=alert(1)></template>")]
#[case("<a href=\"javascript:alert(1)\">x</a>")]
#[case("<a href=\" &#14; javascript:alert(1)\">x</a>")]
#[case("<a href=\"jav&#x09;ascript:alert(1)\">x</a>")]
#[case("<a href=\"jav&#x0A;ascript:alert(1)\">x</a>")]
#[case("<a href=\"&#106;&#97;&#118;&#97;&#115;cript:alert(1)\">x</a>")]
#[case("<a href=\"java&NewLine;script&colon;alert(1)\">x</a>")]
#[case("<a href=\"data:text/html;base64,PHNjcmlwdD4=\">x</a>")]
#[case("<a href=\"vbscript:msgbox(1)\">x</a>")]
#[case("<a href=x onclick=alert(1) style=\"x:expression(alert(1))\">x</a>")]
#[case("<div style=\"background:url(javascript:alert(1))\">x</div>")]
#[case("<div style=\"width:expression(alert(1))\">x</div>")]
#[case("<div style=\"font-weight:bold\" onmouseover=alert(1)>x</div>")]
#[case("<iframe src=\"javascript:alert(1)\"></iframe>")]
#[case("<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>")]
#[case("<iframe src=\"https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ\"></iframe>")]
#[case("<iframe><script>alert(1)</script></iframe>")]
#[case("<object data=\"javascript:alert(1)\"></object><embed src=x>")]
#[case("<form action=javascript:alert(1)><button formaction=javascript:alert(1)>x</button></form>")]
#[case("<base href=\"javascript:alert(1)//\"><a href=\"/x\">x</a>")]
#[case("<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">")]
#[case("<link rel=stylesheet href=javascript:alert(1)>")]
#[case("<body onload=alert(1)>x</body>")]
#[case("<details open ontoggle=alert(1)><summary>x</summary></details>")]
#[case("<video><source onerror=alert(1)></video><audio src=x onerror=alert(1)>")]
#[case("<textarea><script>alert(1)</script></textarea>")]
#[case("<title><img src=x onerror=alert(1)></title>")]
#[case("<xmp><script>alert(1)</script></xmp><noembed><script>alert(1)</script></noembed>")]
#[case("<plaintext><script>alert(1)</script>")]
#[case("<!--><img src=x onerror=alert(1)>-->")]
#[case("<![CDATA[<script>alert(1)</script>]]>")]
#[case("<!--[if gte IE 4]><script>alert(1)</script><![endif]-->")]
#[case("<?xml version=\"1.0\"?><script>alert(1)</script>")]
#[case("<table background=javascript:alert(1)><td background=javascript:alert(1)>x")]
#[case("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>")]
#[case("<p>&amp;lt;img src=x onerror=alert(1)&amp;gt;</p>")]
#[case("\u{0}<\u{0}script>alert(1)</script>")]
fn no_script_comes_in(#[case] html: &str) {
    let document = parse(html).document;
    assert_harmless(&to_html(&document, &|_| None), html);
}

/// A text that only shows a script, as in a warning, must be printed and not run.
#[test]
fn shown_script_stays_text() {
    let html = "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>";
    let document = parse(html).document;
    assert_eq!(document.plain_text(), "<script>alert(1)</script>");
    assert_eq!(to_html(&document, &|_| None), format!("{html}\n"));
}

/// A stored document may come from another machine; its values must not break out either.
#[rstest]
#[case("javascript:alert(1)")]
#[case("\"><script>alert(1)</script>")]
#[case("' onerror='alert(1)")]
#[case("https://x.vn/\" onclick=\"alert(1)")]
#[case("data:text/html,<script>alert(1)</script>")]
#[case("https://x.vn/a.jpg 1w, javascript:alert(1)")]
#[case("<svg onload=alert(1)>")]
fn no_script_goes_out(#[case] value: &str) {
    let text = |marks| vec![Inline::Text { text: value.to_owned(), marks }];
    let link = Mark::Link { attrs: LinkAttrs { href: value.to_owned() } };
    let attrs = TextAttrs::default();
    let photo = PhotoId::generate();
    let document = Document::new(vec![
        Block::Paragraph { attrs: attrs.clone(), content: text(vec![link, Mark::Bold]) },
        Block::Paragraph { attrs, content: text(vec![]) },
        Block::Image {
            attrs: ImageAttrs { id: None, photo, caption: Some(value.into()), alt: None },
        },
        Block::Embed { attrs: EmbedAttrs { id: None, url: value.to_owned() } },
        Block::Opaque { attrs: OpaqueAttrs { id: None, markup: value.to_owned() } },
    ]);
    let picture = Picture {
        src: value.to_owned(),
        renditions: vec![Rendition { src: value.to_owned(), width: 1 }],
        sizes: value.to_owned(),
        width: 1,
        height: 1,
        alt: value.to_owned(),
        caption: value.to_owned(),
        credit: value.to_owned(),
        large: Some(Large { src: value.to_owned(), width: 1, height: 1 }),
    };

    let html = to_html(&document, &|_| Some(picture.clone()));

    assert_harmless(&html, value);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Broken markup is where sanitisers and browsers disagree.
    #[test]
    fn soup_is_harmless(soup in soup()) {
        let document = parse(&soup).document;
        let html = to_html(&document, &|_| None);
        assert_harmless(&html, &soup);
    }
}

fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<p>",
        "</p>",
        "<b>",
        "</b>",
        "<a href='javascript:x'>",
        "</a>",
        "<svg>",
        "</svg>",
        "<math>",
        "<mtext>",
        "<mglyph>",
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "<table>",
        "<td>",
        "</table>",
        "<img src=x onerror=x>",
        "<!--",
        "-->",
        "<noscript>",
        "</noscript>",
        "<template>",
        "</template>",
        "<title>",
        "</title>",
        "<iframe srcdoc=x>",
        "</iframe>",
        "<select>",
        "<option>",
        "<textarea>",
        "<form>",
        "<ul>",
        "<li>",
        "</ul>",
        "<annotation-xml encoding='text/html'>",
        "<foreignObject>",
        "<desc>",
        "x",
        "\"",
        "'",
        "<",
        ">",
        "&lt;",
        "&#0;",
        "<![CDATA[",
        "]]>",
        "<p title=\"</style><img src=x onerror=x>\">",
        "<frameset>",
        "<plaintext>",
        "<h1>",
        "</div>",
    ]);
    prop::collection::vec(piece, 0..25).prop_map(|pieces| pieces.concat())
}

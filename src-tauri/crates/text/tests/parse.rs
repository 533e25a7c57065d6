//! What pasted text becomes.

#[path = "support/sketch.rs"]
mod sketch;
mod support;

use domain::document::Document;
use rstest::rstest;
use sketch::{report, sketch};
use support::{ids, parse};
use text::TextError;
use text::parse::{Limits, Note, from_html, from_markdown, from_plain};

/// Structure and marks of pasted text are work that somebody would have to do again.
#[rstest]
#[case::paragraphs("<p>a</p><p>b</p>", "p(a) p(b)")]
#[case::loose_text("a<p>b</p>c", "p(a) p(b) p(c)")]
#[case::divs("<div>a<div>b</div>c</div>", "p(a) p(b) p(c)")]
#[case::headings("<h1>a</h1><h2>b</h2><h3>c</h3><h6>d</h6>", "h2(a) h2(b) h3(c) h4(d)")]
#[case::marks(
    "<p><b>a</b><i>b</i><u>c</u><s>d</s><sub>e</sub><sup>f</sup></p>",
    "p(*a*/b/_c_~d~↓e↓↑f↑)"
)]
#[case::nested_marks("<b>a<i>b</i></b>", "p(*a**/b/*)")]
#[case::styles(
    "<span style='font-weight:700'>a</span><span style='font-style:italic'>b</span><span style='text-decoration: underline'>c</span>",
    "p(*a*/b/_c_)"
)]
#[case::google_docs_wrapper(
    "<b style='font-weight:normal'><p><span style='font-weight:400'>a</span></p></b>",
    "p(a)"
)]
#[case::link(
    "<p>xem <a href='https://x.vn/a'>đây <b>nhé</b></a></p>",
    "p(xem <đây @https://x.vn/a><*nhé*@https://x.vn/a>)"
)]
#[case::white_space("<p>\n a \n\t b <b> c</b>\n</p> \n ", "p(a b *c*)")]
#[case::breaks("<p>a <br> b<br></p>", "p(a⏎b)")]
#[case::alignment(
    "<p style='text-align:center'>a</p><p align=right>b</p><center>c</center>",
    "p:Center(a) p:Right(b) p:Center(c)"
)]
#[case::aligned_div("<div style='text-align:justify'><p>a</p></div><p>b</p>", "p:Justify(a) p(b)")]
#[case::lists("<ul><li>a<li><p>b</p><ol start=3><li>c</ol></ul>", "ul[p(a) | p(b) ol3[p(c)]]")]
#[case::list_in_list("<ul><li>a</li><ul><li>b</li></ul></ul>", "ul[p(a) ul[p(b)]]")]
#[case::heading_in_list("<ul><h1>a</h1></ul>", "ul[p(*a*)]")]
#[case::heading_in_item("<ol><li><h2>a <b>b</b></h2></li></ol>", "ol1[p(*a b*)]")]
#[case::quote("<blockquote>a<p>b</p></blockquote>", "quote[p(a) p(b)]")]
#[case::table(
    "<table><tr><th colspan=2>a<tr><td>b<td rowspan=2><p>c</p><p>d</p></table>",
    "table{th2x1(p(a)) / td(p(b)) td1x2(p(c) p(d))}"
)]
#[case::caption("<table><caption>t</caption><tr><td>a</table>", "p(t) table{td(p(a))}")]
#[case::empty_cell("<table><tr><td></td><td>a</table>", "table{td(p()) td(p(a))}")]
#[case::rule("a<hr>b", "p(a) hr p(b)")]
#[case::film(
    "<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe>",
    "embed(https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ)"
)]
#[case::preformatted("<pre>a\n  b</pre>", "p(a⏎\u{a0}\u{a0}b)")]
#[case::unknown("<blink>a</blink><x-y>b</x-y>", "p(ab)")]
#[case::decomposed("<p>Phu\u{301} Ye\u{302}n</p>", "p(Phú Yên)")]
#[case::no_break_space("<p>a&nbsp;b</p><p>&nbsp;</p>", "p(a\u{a0}b)")]
#[case::controls("<p>a\u{7}b</p>", "p(ab)")]
#[case::whole_page(
    "<html><head><title>t</title><style>p{}</style></head><body><p>a</p></body></html>",
    "p(a)"
)]
#[case::word_space("<p>a<o:p></o:p></p><p><o:p>&nbsp;</o:p></p>", "p(a)")]
#[case::inserted(
    "<p>a <ins datetime=x>b</ins> <del datetime=x>c</del><del>d</del></p>",
    "p(a b ~d~)"
)]
fn reads(#[case] html: &str, #[case] expected: &str) {
    assert_eq!(sketch(html), expected);
}

/// What is not in the document must be said, or nobody misses it until it is printed.
#[rstest]
#[case::nothing("<p>a <b>b</b></p>", &[])]
#[case::script("<p>a</p><script>x</script>", &[Note::ElementDropped { element: "script".into(), count: 1 }])]
#[case::simplified("<p><code>a</code><code>b</code></p>", &[Note::ElementSimplified { element: "code".into(), count: 2 }])]
#[case::image("<p>a<img src='https://x.vn/a.jpg' alt='Cầu'></p>", &[Note::ImageDropped { src: "https://x.vn/a.jpg".into(), alt: "Cầu".into() }])]
#[case::inline_image("<img src='data:image/png;base64,AAAA'>", &[Note::ImageDropped { src: "data:image/png".into(), alt: String::new() }])]
#[case::word_image("<img src='file:///C:/a.png'>", &[Note::ImageDropped { src: "file:///C:/a.png".into(), alt: String::new() }])]
#[case::link("<a href='trang.html'>a</a>", &[Note::LinkDropped { href: "trang.html".into() }])]
#[case::frame("<iframe src='https://x.vn/'></iframe>", &[Note::EmbedDropped { src: "https://x.vn/".into() }])]
#[case::heading("<h1>a</h1>", &[Note::HeadingMoved { from: 1, to: 2, count: 1 }])]
#[case::blank("<p>a</p><p>&nbsp;</p><p></p>", &[Note::BlanksDropped { count: 2 }])]
#[case::hidden("<p>a<span style='display:none'>b</span></p>", &[Note::HiddenDropped { count: 1 }])]
#[case::deleted("<p>a<del datetime='2024-01-01'>b</del></p>", &[Note::DeletionsDropped { count: 1 }])]
#[case::comment("<p>a</p><div style='mso-element:comment-list'>b</div>", &[Note::CommentsDropped { count: 1 }])]
fn reports(#[case] html: &str, #[case] expected: &[Note]) {
    assert_eq!(report(html), expected);
}

/// A dangerous link is not only left out: it must be reported.
#[test]
fn dangerous_link_is_reported() {
    let parsed = parse("<p><a href='javascript:alert(1)'>a</a></p>");
    assert_eq!(parsed.document.plain_text(), "a");
    assert_eq!(parsed.report, [Note::LinkDropped { href: "javascript:alert(1)".into() }]);
}

/// Word numbers paragraphs instead of making lists; the bullets would stand in the text.
#[test]
fn word_lists_become_lists() {
    let item = |level: u8, marker: &str, text: &str| {
        format!(
            "<p class=MsoListParagraph style='margin-left:.5in;mso-list:l0 level{level} lfo1'>\
             <![if !supportLists]><span style='mso-list:Ignore'>{marker}<span>&nbsp; </span></span>\
             <![endif]>{text}<o:p></o:p></p>\n"
        )
    };
    let html = [item(1, "1.", "a"), item(2, "·", "b"), item(2, "·", "c"), item(1, "2.", "d")];
    let html = format!("{}<p>e</p>", html.concat());

    assert_eq!(sketch(&html), "ol1[p(a) ul[p(b) | p(c)] | p(d)] p(e)");
    assert_eq!(report(&html), [Note::WordListsMade { count: 4 }]);
}

/// Ids tie a block to its earlier versions; a block without one could not be compared.
#[test]
fn top_blocks_get_ids() {
    let parsed = parse("<p>a</p><hr><ul><li>b</ul>");
    let ids: Vec<_> = parsed.document.content.iter().map(|block| &block.id().unwrap().0).collect();
    assert_eq!(ids, ["b1", "b2", "b3"]);
}

/// A document nested so deep that the store cannot read it back is a lost document.
#[rstest]
#[case("<table><tr><td>", "</td></tr></table>")]
#[case("<ul><li>x", "</ul>")]
#[case("<blockquote>", "</blockquote>")]
fn deep_nesting_is_flattened_and_can_be_read_back(#[case] open: &str, #[case] close: &str) {
    let html = format!("{}<b><a href='/x'>đáy</a></b>{}", open.repeat(300), close.repeat(300));

    let parsed = parse(&html);

    assert!(parsed.report.iter().any(|note| matches!(note, Note::Flattened { .. })));
    assert!(parsed.document.plain_text().contains("đáy"));
    let json = serde_json::to_string(&parsed.document).unwrap();
    assert_eq!(serde_json::from_str::<Document>(&json).unwrap(), parsed.document);
}

/// A few kilobytes that make the parser fill the memory would take unsaved work with them.
#[test]
fn tangles_are_refused() {
    let open: String = (0..3000).map(|n| format!("<font class=c{n}>")).collect();
    let html = format!("<p>{open}{}", "<p>x".repeat(100_000));
    let read = from_html(&html, &Limits::default(), &mut ids());
    assert_eq!(read, Err(TextError::TooTangled));
}

/// Deep but harmless nesting must neither overflow the stack nor be refused.
#[test]
fn thousands_of_divs_are_read() {
    let html = format!("{}a{}", "<div>".repeat(5_000), "</div>".repeat(5_000));
    assert_eq!(sketch(&html), "p(a)");
}

/// A film dropped on the window as text must be refused before it is copied about.
#[test]
fn size_is_limited() {
    let limits = Limits { bytes: 10, ..Limits::default() };
    let expected = Err(TextError::TooLarge { bytes: 11, limit: 10 });
    assert_eq!(from_html("12345678901", &limits, &mut ids()), expected);
    assert_eq!(from_plain("12345678901", &limits, &mut ids()), expected);
    assert_eq!(from_markdown("12345678901", &limits, &mut ids()), expected);
}

/// Drafts written as plain text or Markdown are articles too.
#[test]
fn plain_text_and_markdown() {
    let limits = Limits::default();
    let plain = from_plain("\u{feff}a  b\r\n\r\n<b>c</b>\te\n", &limits, &mut ids()).unwrap();
    assert_eq!(plain.document.plain_text(), "a  b\n<b>c</b> e");
    assert_eq!(plain.document.content.len(), 2);

    let text =
        "# A\n\nb **c** [d](https://x.vn)\n\n- e\n\n| f |\n|---|\n| g |\n\n<script>x</script>\n";
    let markdown = from_markdown(text, &limits, &mut ids()).unwrap();
    assert_eq!(markdown.document.plain_text(), "A\nb c d\ne\nf\ng");
}

/// A long text has more tags than any limit may mistake for a tangle.
#[test]
fn large_text_is_read() {
    let html = "<p>Nghị quyết <b>57/NQ-CP</b> ngày <i>21/4/2022</i></p>\n".repeat(20_000);
    assert_eq!(parse(&html).document.content.len(), 20_000);
}

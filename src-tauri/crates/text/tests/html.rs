//! The HTML of a page, element by element.

use domain::document::{
    Block, Document, EmbedAttrs, GalleryAttrs, ImageAttrs, Inline, LinkAttrs, Mark, OpaqueAttrs,
    TextAttrs,
};
use domain::id::PhotoId;
use text::html::{Large, Picture, Rendition, escape, to_html};

fn picture() -> Picture {
    Picture {
        src: "/anh/a-800.jpg".into(),
        renditions: vec![
            Rendition { src: "/anh/a-400.jpg".into(), width: 400 },
            Rendition { src: "/anh/a-800.jpg".into(), width: 800 },
        ],
        sizes: "100vw".into(),
        width: 800,
        height: 600,
        alt: "Cầu & sông".into(),
        caption: "Cầu mới".into(),
        credit: "Trần Kim Huy".into(),
        large: None,
    }
}

fn image(caption: Option<&str>) -> Document {
    let photo = PhotoId::generate();
    Document::new(vec![Block::Image {
        attrs: ImageAttrs { id: None, photo, caption: caption.map(str::to_owned), alt: None },
    }])
}

/// Caption, credit, alt text and sizes are what the page owes its readers and photographers.
#[test]
fn photo_carries_its_words() {
    let html = to_html(&image(None), &|_| Some(picture()));
    assert_eq!(
        html,
        "<figure class=\"photo\"><img src=\"/anh/a-800.jpg\" \
         srcset=\"/anh/a-400.jpg 400w, /anh/a-800.jpg 800w\" sizes=\"100vw\" width=\"800\" \
         height=\"600\" alt=\"Cầu &amp; sông\" loading=\"lazy\" decoding=\"async\">\
         <figcaption>Cầu mới <span class=\"credit\">Ảnh: Trần Kim Huy</span></figcaption></figure>\n"
    );
}

/// Whoever wants to see more of a photo follows it to the large one; the link says where it leads,
/// also to those who hear the page, and in the words of the article.
#[test]
fn photo_leads_to_the_large_one() {
    let large = Large { src: "/anh/a.jpg".into(), width: 2400, height: 1800 };
    let shown = Picture { large: Some(large), ..picture() };
    let html = to_html(&image(None), &|_| Some(shown.clone()));
    let link = "<figure class=\"photo\"><a class=\"opener\" href=\"/anh/a.jpg\" data-width=\"2400\" \
                data-height=\"1800\" aria-label=\"Xem ảnh lớn: Cầu &amp; sông\" \
                rel=\"noopener noreferrer\"><img ";
    assert!(html.starts_with(link), "{html}");
    assert!(html.contains("></a><figcaption>Cầu mới "), "{html}");

    let decorative = Picture { alt: String::new(), ..shown };
    let html = to_html(&image(Some("Khánh thành")), &|_| Some(decorative.clone()));
    assert!(html.contains("aria-label=\"Xem ảnh lớn: Khánh thành\""), "{html}");
}

/// The caption written in the article wins over the photo's own.
#[test]
fn caption_of_the_article_wins() {
    let html = to_html(&image(Some("Khánh thành")), &|_| Some(picture()));
    assert!(html.contains("<figcaption>Khánh thành "), "{html}");
}

/// A photo that is gone must not take its caption with it, nor show a broken picture.
#[test]
fn missing_photo_leaves_its_caption() {
    let html = to_html(&image(Some("Khánh thành")), &|_| None);
    assert_eq!(html, "<figure class=\"photo\"><figcaption>Khánh thành</figcaption></figure>\n");
    assert_eq!(to_html(&image(None), &|_| None), "");
}

/// The window's own protocol must reach the preview.
#[test]
fn preview_may_use_the_photo_protocol() {
    let shown = Picture { src: "photo://localhost/1/800".into(), ..Picture::default() };
    let html = to_html(&image(None), &|_| Some(shown.clone()));
    assert!(html.contains("src=\"photo://localhost/1/800\""), "{html}");
}

/// Several photos stay together, in order.
#[test]
fn gallery_keeps_its_photos() {
    let photos = vec![PhotoId::generate(), PhotoId::generate()];
    let document = Document::new(vec![Block::Gallery {
        attrs: GalleryAttrs { id: None, photos: photos.clone() },
    }]);
    let html = to_html(&document, &|photo| {
        Some(Picture { src: format!("/anh/{photo}"), ..Picture::default() })
    });
    let places: Vec<_> = photos.iter().map(|photo| html.find(&photo.to_string())).collect();
    assert!(html.starts_with("<div class=\"gallery\"><figure"), "{html}");
    assert!(places[0].is_some() && places[0] < places[1], "{html}");
}

/// A film plays in a sandbox; a site that is not allowed is still linked to.
#[test]
fn embeds_are_framed_or_linked() {
    let embed = |url: &str| {
        let attrs = EmbedAttrs { id: None, url: url.into() };
        to_html(&Document::new(vec![Block::Embed { attrs }]), &|_| None)
    };
    let film = embed("https://youtu.be/dQw4w9WgXcQ");
    assert!(film.contains("src=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\""), "{film}");
    assert!(film.contains("sandbox=\"allow-scripts "), "{film}");
    let other = embed("https://x.vn/phim");
    assert_eq!(
        other,
        "<p><a href=\"https://x.vn/phim\" rel=\"noopener noreferrer\">https://x.vn/phim</a></p>\n"
    );
}

/// One link with a bold word in it must not fall into two links for a screen reader.
#[test]
fn marks_share_elements() {
    let link = Mark::Link { attrs: LinkAttrs { href: "https://x.vn/".into() } };
    let text = |text: &str, marks: &[&Mark]| Inline::Text {
        text: text.into(),
        marks: marks.iter().copied().cloned().collect(),
    };
    let content = vec![
        text("a", &[&link]),
        text("b", &[&link, &Mark::Bold]),
        text("c", &[]),
        Inline::HardBreak,
        text("d", &[&Mark::Underline]),
    ];
    let document = Document::new(vec![Block::Paragraph { attrs: TextAttrs::default(), content }]);
    assert_eq!(
        to_html(&document, &|_| None),
        "<p><a href=\"https://x.vn/\" rel=\"noopener noreferrer\">a<strong>b</strong></a>c<br><u>d</u></p>\n"
    );
}

/// Markup of another editor must never reach a reader as it is.
#[test]
fn opaque_markup_is_not_shown() {
    let attrs = OpaqueAttrs { id: None, markup: "<b>x</b>".into() };
    assert_eq!(to_html(&Document::new(vec![Block::Opaque { attrs }]), &|_| None), "");
}

/// Pages built by hand around the body rely on this for titles and names.
#[test]
fn escapes_for_text_and_attributes() {
    assert_eq!(escape("<a href=\"x\" b='y'>&"), "&lt;a href=&quot;x&quot; b=&#39;y&#39;&gt;&amp;");
}

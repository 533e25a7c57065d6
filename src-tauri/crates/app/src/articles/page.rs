//! The preview: the page as the portal will show it, with pictures from this machine.

use domain::{Article, Photo, PhotoId, display};
use text::html::{Picture, to_html};

use crate::view::ArticlePreview;

/// The parts of the page that are made here and not by the window.
pub(crate) fn preview(article: &Article, photos: &[Photo]) -> ArticlePreview {
    let picture = |id: PhotoId| {
        let photo = photos.iter().find(|photo| photo.id == id)?;
        let turned = photo.rotation.swaps_sides();
        let (width, height) =
            if turned { (photo.height, photo.width) } else { (photo.width, photo.height) };
        Some(Picture {
            // The window puts the address of its photo protocol in front.
            src: format!("/photo/{id}"),
            width,
            height,
            alt: photo.alt.as_attribute().to_owned(),
            caption: photo.caption.clone(),
            credit: photo.credit.clone(),
            ..Picture::default()
        })
    };
    ArticlePreview {
        body_html: to_html(&article.body, &picture),
        stamp: display::stamp(article.updated_at),
        author_line: author_line(article),
    }
}

/// What stands after "Tác giả :": the byline, then the source's name or else its address.
fn author_line(article: &Article) -> String {
    let source =
        if article.source.name.is_empty() { &article.source.url } else { &article.source.name };
    match (article.byline.name.as_str(), source.as_str()) {
        ("", source) => source.to_owned(),
        (name, "") => name.to_owned(),
        (name, source) => format!("{name} – {source}"),
    }
}

//! Photos on pages: addresses, sizes to choose from, the words beside them.

use std::collections::HashMap;

use domain::PhotoId;
use maud::{Markup, html};
use portal_wire::{Rendition, WirePhoto};
use text::html::{Picture, Pictures};

/// The picture for programs that cannot choose is at most this wide, in pixels.
const PLAIN_WIDTH: u32 = 1280;

/// Photos that may be shown, by id.
#[derive(Debug, Default)]
pub(super) struct Photos(pub(super) HashMap<PhotoId, WirePhoto>);

impl Pictures for Photos {
    fn picture(&self, photo: PhotoId) -> Option<Picture> {
        let photo = self.0.get(&photo)?;
        let plain = plain(photo)?;
        Some(Picture {
            src: address(plain),
            renditions: ascending(photo)
                .into_iter()
                .map(|rendition| text::html::Rendition {
                    src: address(rendition),
                    width: rendition.width,
                })
                .collect(),
            sizes: "(min-width: 784px) 720px, 100vw".to_owned(),
            width: plain.width,
            height: plain.height,
            alt: photo.alt.as_attribute().to_owned(),
            caption: photo.caption.clone(),
            credit: photo.credit.clone(),
        })
    }
}

/// Where the bytes of a rendition are to be had.
pub(super) fn address(rendition: &Rendition) -> String {
    format!("/anh/{}.{}", rendition.blob, ending(&rendition.media_type))
}

/// The file ending for a media type; one of those that are served.
pub(super) fn ending(media_type: &str) -> &'static str {
    match media_type {
        "image/png" => "png",
        "image/webp" => "webp",
        _ => "jpg",
    }
}

/// The largest rendition that is not wider than [`PLAIN_WIDTH`], else the smallest.
pub(super) fn plain(photo: &WirePhoto) -> Option<&Rendition> {
    let ascending = ascending(photo);
    let fitting = ascending.iter().rev().find(|rendition| rendition.width <= PLAIN_WIDTH);
    fitting.or(ascending.first()).copied()
}

/// The largest rendition.
pub(super) fn largest(photo: &WirePhoto) -> Option<&Rendition> {
    ascending(photo).last().copied()
}

fn ascending(photo: &WirePhoto) -> Vec<&Rendition> {
    let mut renditions: Vec<_> = photo.renditions.iter().collect();
    renditions.sort_by_key(|rendition| rendition.width);
    renditions
}

/// All sizes, for `srcset`.
pub(super) fn srcset(photo: &WirePhoto) -> String {
    let sizes: Vec<String> = ascending(photo)
        .into_iter()
        .map(|rendition| format!("{} {}w", address(rendition), rendition.width))
        .collect();
    sizes.join(", ")
}

/// The picture alone; `sizes` says how wide the page shows it. `first` ones are loaded at once.
pub(super) fn img(photo: &WirePhoto, sizes: &str, first: bool) -> Markup {
    html! {
        @if let Some(plain) = plain(photo) {
            img src=(address(plain)) srcset=(srcset(photo)) sizes=(sizes) width=(plain.width)
                height=(plain.height) alt=(photo.alt.as_attribute())
                loading=[(!first).then_some("lazy")] decoding="async";
        }
    }
}

/// Chú thích and "Ảnh: …" as one line.
pub(super) fn words(photo: &WirePhoto) -> String {
    let caption = photo.caption.trim();
    let credit = photo.credit.trim();
    let stop =
        if caption.is_empty() || caption.ends_with(['.', '!', '?', '…']) { "" } else { "." };
    match (caption, credit) {
        ("", "") => String::new(),
        ("", credit) => format!("Ảnh: {credit}"),
        (caption, "") => caption.to_owned(),
        (caption, credit) => format!("{caption}{stop} Ảnh: {credit}"),
    }
}

/// A thumbnail that leads to the picture: large in place with scripts, the plain file without.
pub(super) fn opener(photo: &WirePhoto, sizes: &str, first: bool) -> Markup {
    let words = words(photo);
    let alt = photo.alt.as_attribute();
    // A link needs a name even where the picture itself is marked decorative.
    let name = match (alt, words.as_str()) {
        ("", "") => "Xem ảnh lớn".to_owned(),
        ("", words) => words.to_owned(),
        (alt, _) => alt.to_owned(),
    };
    html! {
        @if let Some(largest) = largest(photo) {
            a class="opener" href=(address(largest)) data-photo data-srcset=(srcset(photo))
                data-width=(largest.width) data-height=(largest.height) data-words=(words)
                data-alt=(alt) aria-label=(format!("Xem ảnh lớn: {name}")) {
                (img(photo, sizes, first))
            }
        }
    }
}

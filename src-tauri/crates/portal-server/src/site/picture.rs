//! Photos on pages: addresses, sizes to choose from, the words beside them.

use std::collections::HashMap;

use domain::PhotoId;
use maud::{Markup, html};
use portal_wire::{Rendition, WirePhoto};
use text::html::{Picture, Pictures};

use crate::sizes::{self, Form};

/// The picture for programs that cannot choose is at most this wide, in pixels.
const PLAIN_WIDTH: u32 = 1280;

/// Photos that may be shown, by id.
#[derive(Debug, Default)]
pub(super) struct Photos(pub(super) HashMap<PhotoId, WirePhoto>);

impl Pictures for Photos {
    fn picture(&self, photo: PhotoId) -> Option<Picture> {
        let photo = self.0.get(&photo)?;
        let plain = plain(photo)?;
        let large = largest(photo)?;
        Some(Picture {
            src: plain.address,
            renditions: choices(photo)
                .into_iter()
                .map(|Choice { address, width, .. }| text::html::Rendition { src: address, width })
                .collect(),
            sizes: "(min-width: 784px) 720px, 100vw".to_owned(),
            width: plain.width,
            height: plain.height,
            alt: photo.alt.as_attribute().to_owned(),
            caption: photo.caption.clone(),
            credit: photo.credit.clone(),
            large: Some(text::html::Large {
                src: address(large),
                width: large.width,
                height: large.height,
            }),
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

/// A size that a browser may choose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Choice {
    pub(super) address: String,
    /// Pixels.
    pub(super) width: u32,
    /// Pixels.
    pub(super) height: u32,
}

/// All sizes of a photo, the smallest first: those that were sent, and between them those that the
/// portal makes.
pub(super) fn choices(photo: &WirePhoto) -> Vec<Choice> {
    let sent = photo.renditions.iter().map(|rendition| Choice {
        address: address(rendition),
        width: rendition.width,
        height: rendition.height,
    });
    let mut choices: Vec<_> = sent.collect();
    if let Some((largest, form, widths)) = drawn(photo) {
        choices.extend(widths.into_iter().map(|width| Choice {
            address: format!("/anh/{}/{width}.{}", largest.blob, form.ending()),
            width,
            height: sizes::height(largest.width, largest.height, width),
        }));
    }
    choices.sort_by_key(|choice| choice.width);
    choices
}

/// The rendition that smaller sizes are made of, their form, and the widths that are wanting: those
/// of the ladder to which no rendition comes near, that is within a third.
pub(super) fn drawn(photo: &WirePhoto) -> Option<(&Rendition, Form, Vec<u32>)> {
    let largest = largest(photo)?;
    let form = Form::of(&largest.media_type)?;
    let near = |width: u32| {
        let sent = |it: &Rendition| 3 * width <= 4 * it.width && 3 * it.width <= 4 * width;
        photo.renditions.iter().any(sent)
    };
    let wanting = sizes::LADDER.into_iter().filter(|width| *width < largest.width && !near(*width));
    Some((largest, form, wanting.collect()))
}

/// The largest size that is not wider than [`PLAIN_WIDTH`], else the smallest.
pub(super) fn plain(photo: &WirePhoto) -> Option<Choice> {
    let choices = choices(photo);
    let fitting = choices.iter().rev().find(|choice| choice.width <= PLAIN_WIDTH);
    fitting.or(choices.first()).cloned()
}

/// The largest rendition.
pub(super) fn largest(photo: &WirePhoto) -> Option<&Rendition> {
    photo.renditions.iter().max_by_key(|rendition| rendition.width)
}

/// All sizes, for `srcset`.
pub(super) fn srcset(photo: &WirePhoto) -> String {
    let sizes = choices(photo).into_iter();
    sizes.map(|it| format!("{} {}w", it.address, it.width)).collect::<Vec<_>>().join(", ")
}

/// The picture alone; `sizes` says how wide the page shows it. `first` ones are loaded at once.
pub(super) fn img(photo: &WirePhoto, sizes: &str, first: bool) -> Markup {
    html! {
        @if let Some(plain) = plain(photo) {
            img src=(plain.address) srcset=(srcset(photo)) sizes=(sizes) width=(plain.width)
                height=(plain.height) alt=(photo.alt.as_attribute())
                loading=[(!first).then_some("lazy")] decoding="async";
        }
    }
}

/// Where the page is narrow: telephones, and whatever is as small.
pub(super) const NARROW: &str = "(max-width: 639.9px)";

/// The picture alone, and in its place where `media` fits the one that was cut for that shape.
pub(super) fn img_or(
    photo: &WirePhoto,
    sizes: &str,
    first: bool,
    (media, cut): (&str, Option<&WirePhoto>),
) -> Markup {
    html! {
        @match cut.and_then(|cut| plain(cut).zip(Some(cut))) {
            Some((plain, cut)) => picture {
                source media=(media) srcset=(srcset(cut)) sizes=(sizes) width=(plain.width)
                    height=(plain.height);
                (img(photo, sizes, first))
            },
            None => (img(photo, sizes, first)),
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

/// A thumbnail that leads to the picture: large in place with scripts, the plain file without. Its
/// figure's caption is what is read below the large one.
pub(super) fn opener(photo: &WirePhoto, sizes: &str, first: bool) -> Markup {
    let name = text::html::opener_name(photo.alt.as_attribute(), &words(photo));
    html! {
        @if let Some(largest) = largest(photo) {
            a class="opener" href=(address(largest)) data-width=(largest.width)
                data-height=(largest.height) aria-label=(name) {
                (img(photo, sizes, first))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::{AltText, BlobHash};
    use rstest::rstest;

    use super::*;

    fn photo(sizes: &[(u32, u32)], media_type: &str) -> WirePhoto {
        let rendition = |(number, (width, height)): (usize, &(u32, u32))| Rendition {
            blob: BlobHash([u8::try_from(number).unwrap(); 32]),
            media_type: media_type.to_owned(),
            width: *width,
            height: *height,
            bytes: 1,
        };
        WirePhoto {
            id: PhotoId::generate(),
            caption: String::new(),
            alt: AltText::Missing,
            credit: String::new(),
            source: String::new(),
            taken_at: None,
            renditions: sizes.iter().enumerate().map(rendition).collect(),
        }
    }

    /// A telephone must not load a screen's picture, and the portal must not draw what it was sent.
    #[rstest]
    #[case::one_large(&[(4000, 3000)], "image/jpeg", &[480, 960, 1600])]
    #[case::what_the_app_sends(&[(1920, 1280), (960, 640), (480, 320)], "image/jpeg", &[])]
    #[case::the_same_upright(&[(1280, 1920), (640, 960), (320, 480)], "image/jpeg", &[])]
    #[case::a_gap(&[(3000, 2000), (480, 320)], "image/png", &[960, 1600])]
    #[case::small(&[(400, 300)], "image/jpeg", &[])]
    #[case::webp(&[(4000, 3000)], "image/webp", &[])]
    fn gaps_are_filled(
        #[case] sent: &[(u32, u32)],
        #[case] media_type: &str,
        #[case] expected: &[u32],
    ) {
        let photo = photo(sent, media_type);
        let widths = drawn(&photo).map(|(.., widths)| widths).unwrap_or_default();
        assert_eq!(widths, expected);
        let choices = choices(&photo);
        assert_eq!(choices.len(), sent.len() + expected.len());
        assert!(choices.is_sorted_by_key(|choice| choice.width));
    }

    /// A height that is not the picture's makes the page jump, or the picture flat.
    #[test]
    fn heights_follow_the_picture() {
        let photo = photo(&[(4000, 3000)], "image/jpeg");
        let heights: Vec<_> = choices(&photo).iter().map(|choice| choice.height).collect();
        assert_eq!(heights, [360, 720, 1200, 3000]);
    }
}

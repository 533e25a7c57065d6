//! The copy that leaves the office: what must be in it, and what must not.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

mod made;

use domain::{Crop, Rotation};
use exif::{Context, In, Reader, Tag};
use image::metadata::Orientation;
use made::{words::*, *};
use media::{Edit, Limits, PublishOptions, Renderer, Rendition, probe};
use rstest::rstest;
use sha2::{Digest, Sha256};

fn publish(file: &[u8], options: &PublishOptions) -> Rendition {
    Renderer::new(Limits::default()).publishable(file, options).unwrap()
}

/// A photo of somebody's home with its place, made by a camera with its serial number.
fn telling_photo() -> Vec<u8> {
    let mut fields = gps();
    fields.extend([
        orientation(Orientation::Rotate90),
        ascii(Tag::Make, "SECRETMAKER"),
        ascii(Tag::ImageDescription, "private note"),
        ascii(Tag::Artist, "someone else"),
        ascii(Tag(Context::Exif, 0xA431), "SERIAL-4711"),
        ascii(Tag(Context::Exif, 0xA430), "CAMERA OWNER"),
    ]);
    let thumbnail = jpeg(quarters(120, 80), None, None);
    let camera = stored(&quarters(600, 400), Orientation::Rotate90);
    jpeg(camera, Some(exif(&fields, Some(&thumbnail))), None)
}

/// A published photo that tells where a child lives cannot be taken back.
#[test]
fn nothing_of_the_originals_metadata_is_published() {
    let original = telling_photo();
    assert!(probe(&original, &Limits::default()).unwrap().gps.is_some(), "the test tests nothing");
    let options = PublishOptions {
        caption: "Khánh thành cầu".into(),
        credit: "Lê Văn Cường".into(),
        copyright: "Ủy ban nhân dân".into(),
        ..PublishOptions::default()
    };

    let published = publish(&original, &options).jpeg;

    let found = probe(&published, &Limits::default()).unwrap();
    assert_eq!((found.gps, found.camera, found.taken_at), (None, None, None));
    assert_eq!(found.caption.as_deref(), Some("Khánh thành cầu"));
    assert_eq!(found.credit.as_deref(), Some("Lê Văn Cường"));
    assert_eq!(found.copyright.as_deref(), Some("Ủy ban nhân dân"));
    let exif = Reader::new().read_from_container(&mut published.as_slice_reader()).unwrap();
    let tags: Vec<_> = exif.fields().map(|field| (field.ifd_num, field.tag)).collect();
    let allowed = [Tag::ImageDescription, Tag::Artist, Tag::Copyright];
    assert_eq!(tags, allowed.map(|tag| (In::PRIMARY, tag)));
    for secret in ["SECRETMAKER", "SERIAL-4711", "CAMERA OWNER", "private note", "someone else"] {
        let secret = secret.as_bytes();
        assert!(!published.windows(secret.len()).any(|bytes| bytes == secret), "{secret:?}");
    }
}

/// Every block of the original is full of secrets, and all must stay in the office; what the
/// newsroom says must be found by every program, whichever block it reads.
#[test]
fn only_our_words_are_published_in_all_three_blocks() {
    let secret = |n: u8| format!("SECRET-{n:02}");
    let mut fields = gps();
    fields.extend([
        ascii(Tag::ImageDescription, &secret(1)),
        ascii(Tag(Context::Exif, 0xA431), &secret(2)),
        ascii(Tag(Context::Exif, 0xA435), &secret(3)),
        explorer_text(0x9C9B, &secret(4)),
        exif::Field {
            tag: Tag::MakerNote,
            ifd_num: In::PRIMARY,
            value: exif::Value::Undefined(secret(5).into_bytes(), 0),
        },
    ]);
    let packet = xmp(&[
        format!("<aux:SerialNumber>{}</aux:SerialNumber>", secret(6)),
        format!(
            "<exif:GPSLatitude>10,46.6N</exif:GPSLatitude><photoshop:City>{}</photoshop:City>",
            secret(7)
        ),
        in_default_language("dc:description", &secret(8)),
    ]
    .concat());
    let sets = iptc(true, &[(92, secret(9).as_bytes()), (120, secret(10).as_bytes())]);
    let plain = jpeg(quarters(600, 400), Some(exif(&fields, None)), None);
    let original = with_segments(
        &plain,
        &[
            xmp_segment(&packet),
            photoshop_segment(&photoshop(&sets, None)),
            (0xFE, secret(11).into_bytes()),
            (0xE5, secret(12).into_bytes()),
        ],
    );
    let original = [original, secret(13).into_bytes()].concat();
    let found = probe(&original, &Limits::default()).unwrap();
    assert!(found.gps.is_some() && found.place == Some(secret(7)), "the test tests nothing");
    let options = PublishOptions {
        caption: "Khánh thành <cầu> & \"đường\"\u{B}".into(),
        credit: "Lê Văn Cường".into(),
        copyright: "© Ủy ban nhân dân".into(),
        ..PublishOptions::default()
    };

    let published = publish(&original, &options).jpeg;

    let leaks = published.windows(7).any(|bytes| bytes == b"SECRET-");
    assert!(!leaks && !published.windows(3).any(|bytes| bytes == b"GPS"));
    assert!(!published.windows(4).any(|bytes| bytes == b"S\0E\0"), "UTF-16");
    for block in ["Exif\0", "http://ns.adobe.com/xap/", "Photoshop "] {
        let kept = with_only(&published, block.as_bytes());
        let found = probe(&kept, &Limits::default()).unwrap();
        assert_eq!(found.caption.as_deref(), Some("Khánh thành <cầu> & \"đường\""));
        assert_eq!(found.credit.as_deref(), Some("Lê Văn Cường"));
        assert_eq!(found.copyright.as_deref(), Some("© Ủy ban nhân dân"));
        assert_eq!((found.gps, found.place, found.camera), (None, None, None));
    }
}

/// A published file with only one of the blocks of metadata in front of its pixels.
fn with_only(jpeg: &[u8], block: &[u8]) -> Vec<u8> {
    let mut file = jpeg[..2].to_vec();
    let mut at = 2;
    while matches!(jpeg[at + 1], 0xE1 | 0xED) {
        let end = at + 2 + usize::from(u16::from_be_bytes([jpeg[at + 2], jpeg[at + 3]]));
        if jpeg[at + 4..].starts_with(block) {
            file.extend_from_slice(&jpeg[at..end]);
        }
        at = end;
    }
    [file, jpeg[at..].to_vec()].concat()
}

/// With nothing to say there is no metadata segment at all.
#[test]
fn without_texts_only_pixels_are_published() {
    let published = publish(&telling_photo(), &PublishOptions::default()).jpeg;

    let mut file = published.as_slice_reader();
    assert!(matches!(Reader::new().read_from_container(&mut file), Err(exif::Error::NotFound(_))));
}

/// The portal knows a photo by its hash: if the bytes changed from run to run, every publishing
/// would send every photo again.
#[test]
fn the_same_photo_gives_the_same_bytes() {
    let options =
        PublishOptions {
            max_side: 300, caption: "Chú thích".into(), ..PublishOptions::default()
        };
    let hash = |rendition: &Rendition| Sha256::digest(&rendition.jpeg);
    let first = publish(&telling_photo(), &options);

    let mut used = Renderer::new(Limits::default());
    used.publishable(&png(quarters(700, 500), None, None), &options).unwrap();
    let second = used.publishable(&telling_photo(), &options).unwrap();
    let other = publish(&telling_photo(), &PublishOptions { caption: "Khác".into(), ..options });

    assert_eq!(hash(&first), hash(&second));
    assert_ne!(hash(&first), hash(&other), "a changed caption must be sent");
}

/// The photo must be published as the user turned it, whichever way the camera was held.
#[rstest]
#[case(Rotation::None, (300, 200), [RED, GREEN, BLUE, YELLOW])]
#[case(Rotation::Quarter, (200, 300), [BLUE, RED, YELLOW, GREEN])]
#[case(Rotation::Half, (300, 200), [YELLOW, BLUE, GREEN, RED])]
#[case(Rotation::ThreeQuarter, (200, 300), [GREEN, YELLOW, RED, BLUE])]
fn the_users_turn_is_applied(
    #[case] rotation: Rotation,
    #[case] size: (u32, u32),
    #[case] expected: [[u8; 3]; 4],
) {
    let edit = Edit { rotation, ..Edit::default() };
    let options = PublishOptions { max_side: 300, edit, ..PublishOptions::default() };

    let rendition = publish(&telling_photo(), &options);

    assert_eq!((rendition.width, rendition.height), size);
    let picture = pixels(&rendition.jpeg);
    assert_eq!(picture.dimensions(), size);
    assert_close(&corners(&picture), &expected, 8);
}

/// What the user cut away may be a person who did not consent: none of it may be published.
#[test]
fn the_users_crop_is_applied_after_the_turn() {
    // Turned by a quarter, the upper right quarter is the red one of the upright picture.
    let crop = Crop { x: 0.5, y: 0.0, width: 0.5, height: 0.5 };
    let edit = Edit { rotation: Rotation::Quarter, crop: Some(crop), ..Edit::default() };

    let options = PublishOptions { edit, ..PublishOptions::default() };
    let rendition = publish(&telling_photo(), &options);

    assert_eq!((rendition.width, rendition.height), (200, 300));
    assert_close(&corners(&pixels(&rendition.jpeg)), &[RED; 4], 8);
}

/// A caption as long as an article must not make an invalid file.
#[test]
fn an_endless_caption_is_cut_between_characters() {
    let caption = "Nghị quyết ".repeat(20_000);
    let options = PublishOptions {
        caption: caption.clone(),
        credit: caption.clone(),
        copyright: caption.clone(),
        ..PublishOptions::default()
    };

    let published = publish(&jpeg(quarters(60, 40), None, None), &options).jpeg;

    assert_eq!(pixels(&published).dimensions(), (60, 40));
    let kept = probe(&published, &Limits::default()).unwrap().caption.unwrap();
    assert!(kept.len() > 20_000 && caption.starts_with(&kept));
}

/// Reads a byte slice as a file.
trait AsFile {
    fn as_slice_reader(&self) -> std::io::Cursor<&[u8]>;
}

impl AsFile for Vec<u8> {
    fn as_slice_reader(&self) -> std::io::Cursor<&[u8]> {
        std::io::Cursor::new(self)
    }
}

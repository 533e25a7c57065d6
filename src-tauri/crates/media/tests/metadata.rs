//! What people and programs wrote beside the pixels: EXIF, IPTC and XMP, and which is believed.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

mod made;

use std::time::{Duration, Instant};

use exif::Tag;
use made::{raw::*, words::*, *};
use media::{Limits, Orientation, Probe, probe};
use rstest::rstest;

fn read(file: &[u8]) -> Probe {
    probe(file, &Limits::default()).unwrap()
}

fn plain() -> Vec<u8> {
    jpeg(quarters(16, 16), None, None)
}

/// Everything that a photographer can write with today's programs.
fn all_words() -> Vec<u8> {
    let list = |name: &str, kind: &str, items: &[&str]| {
        let items: String = items.iter().map(|item| format!("<rdf:li>{item}</rdf:li>")).collect();
        format!("<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>")
    };
    xmp(&[
        in_default_language("dc:description", "Lễ khai mạc &amp; diễu hành"),
        list("dc:creator", "Seq", &["Nguyễn Văn An", "Lê Thị Bình"]),
        list("dc:subject", "Bag", &["lễ hội", "diễu hành", "Lễ hội"]),
        in_default_language("dc:rights", "© Sở Văn hóa"),
        in_default_language("Iptc4xmpCore:AltTextAccessibility", "Đoàn người cầm cờ"),
        list("Iptc4xmpExt:PersonInImage", "Bag", &["Trần Văn Cường"]),
        in_default_language("Iptc4xmpExt:Event", "Lễ hội Đền Hùng"),
        "<photoshop:Source>TTXVN</photoshop:Source><photoshop:City>Việt Trì</photoshop:City>"
            .into(),
        "<photoshop:Country>Việt Nam</photoshop:Country><xmp:Rating>4</xmp:Rating>".into(),
        "<Iptc4xmpCore:Location>Đền Hùng</Iptc4xmpCore:Location>".into(),
        "<photoshop:DateCreated>2026-04-26T07:30:00+07:00</photoshop:DateCreated>".into(),
        "<exif:GPSLatitude>21,22.5N</exif:GPSLatitude>".into(),
        "<exif:GPSLongitude>105,19,30E</exif:GPSLongitude>".into(),
    ]
    .concat())
}

#[track_caller]
fn assert_all_words(found: &Probe) {
    assert_eq!(found.caption.as_deref(), Some("Lễ khai mạc & diễu hành"));
    assert_eq!(found.credit.as_deref(), Some("Nguyễn Văn An, Lê Thị Bình"));
    assert_eq!(found.keywords, ["lễ hội", "diễu hành"]);
    assert_eq!(found.copyright.as_deref(), Some("© Sở Văn hóa"));
    assert_eq!(found.alt.as_deref(), Some("Đoàn người cầm cờ"));
    assert_eq!(found.people, ["Trần Văn Cường"]);
    assert_eq!(found.event.as_deref(), Some("Lễ hội Đền Hùng"));
    assert_eq!(found.source.as_deref(), Some("TTXVN"));
    assert_eq!(found.place.as_deref(), Some("Đền Hùng, Việt Trì, Việt Nam"));
    assert_eq!(found.rating, Some(4));
    assert_eq!(found.taken_at.unwrap().to_rfc3339(), "2026-04-26T07:30:00+07:00");
    let gps = found.gps.unwrap();
    assert!((gps.latitude - 21.375).abs() < 1e-6 && (gps.longitude - 105.325).abs() < 1e-6);
}

/// Words that were typed once, in whatever program, must not have to be typed again.
#[test]
fn words_in_xmp_are_read_in_every_format() {
    let packet = all_words();
    let picture = quarters(16, 16);
    let mut png = Vec::new();
    let mut encoder = png::Encoder::new(&mut png, 16, 16);
    encoder.set_color(png::ColorType::Rgb);
    let text = String::from_utf8(packet.clone()).unwrap();
    encoder.add_itxt_chunk("XML:com.adobe.xmp".into(), text).unwrap();
    encoder.write_header().unwrap().write_image_data(picture.as_raw()).unwrap();
    let no_fields = Some(exif(&[ascii(Tag::Software, "x")], None));
    let metadata = heifer::Metadata { xmp: Some(packet.clone()), ..Default::default() };

    for file in [
        with_segments(&plain(), &[xmp_segment(&packet)]),
        png,
        with_webp_xmp(webp(picture.clone(), no_fields, None), &packet),
        tiff_with(vec![(700, Value::Bytes(packet.clone()))]),
        heic_with(&picture, &metadata),
    ] {
        assert_all_words(&read(&file));
    }
}

/// AVIF has the same boxes as HEIC; its EXIF must not turn the picture a second time.
#[test]
fn words_in_avif_are_read() {
    let found = read(&avif("turned"));

    assert_eq!(found.caption.as_deref(), Some("Lễ khánh thành"));
    assert_eq!(found.taken_at.unwrap().to_rfc3339(), "2026-05-19T08:30:00+07:00");
    assert_eq!(found.orientation, Orientation::NoTransforms);
    assert!(found.gps.is_some());
}

/// Agencies' programs write only IPTC, in the character set of their time.
#[rstest]
#[case::marked(true, "Hội nghị tổng kết".as_bytes(), "Hội nghị tổng kết")]
#[case::unmarked_utf_8(false, "Hội nghị tổng kết".as_bytes(), "Hội nghị tổng kết")]
#[case::decomposed(true, "Le\u{302}\u{303} hội".as_bytes(), "Lễ hội")]
#[case::latin_1(false, b"R\xE9union \xE0 Hu\xE9", "Réunion à Hué")]
fn iptc_is_read_in_its_character_set(
    #[case] marked: bool,
    #[case] caption: &[u8],
    #[case] expected: &str,
) {
    let sets: [(u8, &[u8]); 9] = [
        (120, caption),
        (80, b"An"),
        (80, b"Binh"),
        (25, b"mot"),
        (25, b"hai"),
        (92, b"Den Hung"),
        (90, b"Viet Tri"),
        (55, b"20260426"),
        (60, b"073000+0700"),
    ];
    let iptc = iptc(marked, &sets);
    let resources = photoshop(&iptc, None);
    // Long resources are spread over several segments.
    let (first, second) = resources.split_at(resources.len() / 2);
    let segments = [photoshop_segment(first), photoshop_segment(second)];

    for file in [
        with_segments(&plain(), &segments),
        tiff_with(vec![(33_723, Value::Bytes(iptc.clone()))]),
        tiff_with(vec![(34_377, Value::Bytes(resources.clone()))]),
    ] {
        let found = read(&file);
        assert_eq!(found.caption.as_deref(), Some(expected));
        assert_eq!(found.credit.as_deref(), Some("An, Binh"));
        assert_eq!(found.keywords, ["mot", "hai"]);
        assert_eq!(found.place.as_deref(), Some("Den Hung, Viet Tri"));
        assert_eq!(found.taken_at.unwrap().to_rfc3339(), "2026-04-26T07:30:00+07:00");
    }
}

/// Of several captions the one that the other programs show must win, or an old one is published.
#[rstest]
#[case::exif_first(true, Some(true), "exif")]
#[case::exif_first_whatever_changed(true, Some(false), "exif")]
#[case::xmp_when_iptc_is_unchanged(false, Some(true), "xmp")]
#[case::iptc_when_it_was_changed_later(false, Some(false), "iptc")]
#[case::xmp_without_a_checksum(false, None, "xmp")]
fn the_right_caption_wins(
    #[case] in_exif: bool,
    #[case] checksum_fits: Option<bool>,
    #[case] expected: &str,
) {
    let sets = iptc(true, &[(120, b"iptc")]);
    let summed = match checksum_fits {
        Some(true) => Some(sets.as_slice()),
        Some(false) => Some(b"what it was before".as_slice()),
        None => None,
    };
    let fields = if in_exif { vec![ascii(Tag::ImageDescription, "exif")] } else { Vec::new() };
    let file = with_segments(
        &jpeg(quarters(16, 16), (!fields.is_empty()).then(|| exif(&fields, None)), None),
        &[
            xmp_segment(&xmp(&in_default_language("dc:description", "xmp"))),
            photoshop_segment(&photoshop(&sets, summed)),
        ],
    );

    assert_eq!(read(&file).caption.as_deref(), Some(expected));
}

/// Foreign agencies send captions in several languages; ours is the one to show.
#[test]
fn vietnamese_is_preferred() {
    let caption = "<dc:description><rdf:Alt>\
                   <rdf:li xml:lang=\"x-default\">Opening</rdf:li>\
                   <rdf:li xml:lang=\"vi-VN\">Khai mạc</rdf:li></rdf:Alt></dc:description>";
    let file = with_segments(&plain(), &[xmp_segment(&xmp(caption))]);

    assert_eq!(read(&file).caption.as_deref(), Some("Khai mạc"));
}

/// Many programs write short values as attributes.
#[test]
fn properties_may_be_attributes() {
    let packet = String::from_utf8(xmp("")).unwrap().replace(
        "rdf:about=\"\"",
        "rdf:about=\"\" photoshop:Credit=\"TTXVN\" photoshop:Headline=\"Khai mạc\" xmp:Rating=\"-1\"",
    );
    let found = read(&with_segments(&plain(), &[xmp_segment(packet.as_bytes())]));

    assert_eq!(found.credit.as_deref(), Some("TTXVN"));
    assert_eq!(found.caption.as_deref(), Some("Khai mạc"));
    assert_eq!(found.rating, Some(-1));
}

/// Text that unfolds, nests or goes on without end must cost neither the picture nor the computer.
#[rstest]
#[case::entities({
    let entities: String = (1..30).map(|n| {
        format!("<!ENTITY e{n} \"&e{};&e{};\">", n - 1, n - 1)
    }).collect();
    let words = in_default_language("dc:description", "&e29;");
    let packet = String::from_utf8(xmp(&words)).unwrap();
    let packet = packet.replacen("?>", &format!("?><!DOCTYPE x [<!ENTITY e0 \"ha\">{entities}]>"), 1);
    packet.into_bytes()
})]
#[case::depth(xmp(&"<dc:description>".repeat(50_000)))]
#[case::closed_depth(xmp(&["<dc:a>".repeat(50_000), "</dc:a>".repeat(50_000)].concat()))]
#[case::breadth(xmp(&"<dc:description/>".repeat(200_000)))]
#[case::length(xmp(&in_default_language("dc:description", &"a".repeat(8 << 20))))]
#[case::other_encoding(xmp("x").iter().flat_map(|&byte| [0, byte]).collect())]
#[case::no_xml(b"<?xpacket".to_vec())]
fn hostile_xmp_is_harmless(#[case] packet: Vec<u8>) {
    let start = Instant::now();

    let found = read(&tiff_with(vec![(700, Value::Bytes(packet)), (315, Value::Text("An"))]));

    assert_eq!(found.caption, None);
    assert_eq!(found.credit.as_deref(), Some("An"), "the other metadata is still read");
    assert!(start.elapsed() < Duration::from_secs(2), "it took {:?}", start.elapsed());
}

/// Lengths that lie must not take the words before them away.
#[rstest]
#[case::beyond_the_end(&[0x1C, 2, 120, 0x7F, 0xFF, b'x'])]
#[case::endless_length(&[0x1C, 2, 120, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])]
#[case::noise(&[7; 40])]
#[case::cut_short(&[0x1C, 2])]
fn broken_iptc_keeps_what_is_whole(#[case] end: &[u8]) {
    let sets = [iptc(true, &[(80, b"An")]), end.to_vec()].concat();
    let file = with_segments(&plain(), &[photoshop_segment(&photoshop(&sets, None))]);

    let found = read(&file);

    assert_eq!((found.credit.as_deref(), found.caption), (Some("An"), None));
}

/// A grey TIFF of four pixels with these further entries.
fn tiff_with(further: Directory) -> Vec<u8> {
    let mut directory = vec![
        (256, Value::Long(2)),
        (257, Value::Long(2)),
        (258, Value::Short(8)),
        (259, Value::Short(1)),
        (262, Value::Short(1)),
        (273, Value::Place(vec![9; 4])),
        (277, Value::Short(1)),
        (278, Value::Long(2)),
        (279, Value::Long(4)),
    ];
    directory.extend(further);
    directory.sort_by_key(|(tag, _)| *tag);
    tiff_structure(42, b"", &[directory])
}

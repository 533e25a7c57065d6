//! XMP, the words that today's programs write (ISO 16684-1; IPTC Photo Metadata Standard 2023).
//!
//! The packet is XML from strangers: no document types, so no entities of its own; so many bytes
//! and elements; the parser does not recurse, however deep they lie in each other.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, TimeZone as _};
use domain::Gps;
use roxmltree::{Document, Node, ParsingOptions};

use super::{Camera, VIETNAM_UTC_OFFSET_SECONDS, joined_place, tidy};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const PHOTOSHOP: &str = "http://ns.adobe.com/photoshop/1.0/";
const BASIC: &str = "http://ns.adobe.com/xap/1.0/";
const EXIF: &str = "http://ns.adobe.com/exif/1.0/";
const TIFF: &str = "http://ns.adobe.com/tiff/1.0/";
const CORE: &str = "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/";
const EXTENSION: &str = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/";

/// One JPEG segment holds 64 kB; other formats have room for more, but people write less.
const MAX_BYTES: usize = 1 << 20;
const MAX_NODES: u32 = 20_000;

/// One value of a property, with its language if it has one.
#[derive(Debug)]
struct Value {
    namespace: String,
    name: String,
    language: Option<String>,
    text: String,
}

/// The simple properties of one packet, lists as several values.
#[derive(Debug, Default)]
pub(super) struct Xmp(Vec<Value>);

impl Xmp {
    /// Reads a packet; empty where it is not XML of the kind expected.
    pub(super) fn read(packet: &[u8]) -> Self {
        let end = packet.iter().rposition(|&byte| byte != 0).map_or(0, |last| last + 1);
        let packet = packet.get(..end).filter(|packet| packet.len() <= MAX_BYTES);
        let Some(Ok(text)) = packet.map(std::str::from_utf8) else { return Self::default() };
        let options = ParsingOptions { nodes_limit: MAX_NODES, ..ParsingOptions::default() };
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        let Ok(document) = Document::parse_with_options(text, options) else {
            return Self::default();
        };
        let mut values = Vec::new();
        let is_subject = |node: &Node<'_, '_>| {
            node.has_tag_name((RDF, "Description"))
                && node.parent().is_some_and(|parent| parent.has_tag_name((RDF, "RDF")))
        };
        for subject in document.descendants().filter(is_subject) {
            for attribute in subject.attributes() {
                let namespace = attribute.namespace().unwrap_or_default();
                push(&mut values, namespace, attribute.name(), None, attribute.value());
            }
            for property in subject.children().filter(Node::is_element) {
                read_property(&mut values, property);
            }
        }
        Self(values)
    }

    /// In Vietnamese if it is there, else in the language the file names first.
    fn text(&self, namespace: &str, name: &str) -> Option<String> {
        let values = || self.0.iter().filter(|it| it.namespace == namespace && it.name == name);
        let in_language = |wanted: &str| {
            values().find(|value| {
                let language = value.language.as_deref().unwrap_or_default();
                language.split('-').next().is_some_and(|it| it.eq_ignore_ascii_case(wanted))
            })
        };
        let default = || values().find(|value| value.language.as_deref() == Some("x-default"));
        let found = in_language("vi").or_else(default).or_else(|| values().next());
        found.map(|value| value.text.clone())
    }

    fn texts(&self, namespace: &str, name: &str) -> Vec<String> {
        let values = self.0.iter().filter(|it| it.namespace == namespace && it.name == name);
        values.map(|value| value.text.clone()).collect()
    }

    pub(super) fn description(&self) -> Option<String> {
        self.text(DC, "description")
    }

    pub(super) fn headline(&self) -> Option<String> {
        self.text(PHOTOSHOP, "Headline").or_else(|| self.text(DC, "title"))
    }

    pub(super) fn creator(&self) -> Option<String> {
        let creators = self.texts(DC, "creator");
        (!creators.is_empty()).then(|| creators.join(", "))
    }

    pub(super) fn credit(&self) -> Option<String> {
        self.text(PHOTOSHOP, "Credit")
    }

    pub(super) fn source(&self) -> Option<String> {
        self.text(PHOTOSHOP, "Source")
    }

    pub(super) fn rights(&self) -> Option<String> {
        self.text(DC, "rights")
    }

    pub(super) fn keywords(&self) -> Vec<String> {
        self.texts(DC, "subject")
    }

    pub(super) fn place(&self) -> Option<String> {
        joined_place([
            self.text(CORE, "Location"),
            self.text(PHOTOSHOP, "City"),
            self.text(PHOTOSHOP, "State"),
            self.text(PHOTOSHOP, "Country"),
        ])
    }

    pub(super) fn alt(&self) -> Option<String> {
        self.text(CORE, "AltTextAccessibility")
    }

    pub(super) fn people(&self) -> Vec<String> {
        self.texts(EXTENSION, "PersonInImage")
    }

    pub(super) fn event(&self) -> Option<String> {
        self.text(EXTENSION, "Event")
    }

    /// -1 for a reject, 0 to 5 stars (XMP part 2, 2.6); some write fractions.
    pub(super) fn rating(&self) -> Option<i8> {
        let stars: f64 = self.text(BASIC, "Rating")?.parse().ok()?;
        (-1.0..=5.0).contains(&stars).then(|| stars.round() as i8)
    }

    pub(super) fn camera(&self) -> Option<Camera> {
        let text = |name| self.text(TIFF, name).unwrap_or_default();
        let camera = Camera { make: text("Make"), model: text("Model") };
        (camera != Camera::default()).then_some(camera)
    }

    pub(super) fn taken_at(&self) -> Option<DateTime<FixedOffset>> {
        let names = [(EXIF, "DateTimeOriginal"), (PHOTOSHOP, "DateCreated"), (BASIC, "CreateDate")];
        names.into_iter().find_map(|(namespace, name)| time(&self.text(namespace, name)?))
    }

    pub(super) fn gps(&self) -> Option<Gps> {
        let latitude = degrees(&self.text(EXIF, "GPSLatitude")?, ('N', 'S'))?;
        let longitude = degrees(&self.text(EXIF, "GPSLongitude")?, ('E', 'W'))?;
        let real = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        (real && (latitude, longitude) != (0.0, 0.0)).then_some(Gps { latitude, longitude })
    }
}

/// A property's own text, or that of each item of its list.
fn read_property(values: &mut Vec<Value>, property: Node<'_, '_>) {
    let name = property.tag_name();
    let namespace = name.namespace().unwrap_or_default();
    let is_list = |node: &Node<'_, '_>| {
        ["Alt", "Bag", "Seq"].iter().any(|kind| node.has_tag_name((RDF, *kind)))
    };
    let Some(list) = property.children().find(is_list) else {
        push(values, namespace, name.name(), None, property.text().unwrap_or_default());
        return;
    };
    for item in list.children().filter(|node| node.has_tag_name((RDF, "li"))) {
        // Qualified values lie one or two elements deeper (ISO 16684-1, 7.8).
        let qualified = item.descendants().find(|node| node.has_tag_name((RDF, "value")));
        let text = qualified.unwrap_or(item).text().unwrap_or_default();
        push(values, namespace, name.name(), item.attribute((XML, "lang")), text);
    }
}

fn push(values: &mut Vec<Value>, namespace: &str, name: &str, language: Option<&str>, text: &str) {
    if let Some(text) = tidy(text) {
        let (namespace, name) = (namespace.to_owned(), name.to_owned());
        values.push(Value { namespace, name, language: language.map(str::to_owned), text });
    }
}

/// ISO 8601 as XMP writes it (ISO 16684-1, 8.2.1.2): the time of day and the zone may be missing.
fn time(text: &str) -> Option<DateTime<FixedOffset>> {
    if let Ok(time) = DateTime::parse_from_rfc3339(text) {
        return Some(time);
    }
    let zone = FixedOffset::east_opt(VIETNAM_UTC_OFFSET_SECONDS)?;
    let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%dT%H:%M"];
    let local = formats.iter().find_map(|it| NaiveDateTime::parse_from_str(text, it).ok());
    let day = || NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?.and_hms_opt(0, 0, 0);
    if let Some(local) = local.or_else(day) {
        return zone.from_local_datetime(&local).single();
    }
    DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M%:z").ok()
}

/// `DDD,MM.mmK` or `DDD,MM,SSK` (XMP part 2, 1.2.7.4).
fn degrees(text: &str, (positive, negative): (char, char)) -> Option<f64> {
    let sign = match text.chars().next_back()?.to_ascii_uppercase() {
        letter if letter == positive => 1.0,
        letter if letter == negative => -1.0,
        _ => return None,
    };
    let mut parts = text[..text.len() - 1].split(',').map(|part| part.trim().parse::<f64>().ok());
    let degrees = parts.next()??;
    let minutes = parts.next().unwrap_or(Some(0.0))?;
    let seconds = parts.next().unwrap_or(Some(0.0))?;
    Some(sign * (degrees + minutes / 60.0 + seconds / 3600.0))
}

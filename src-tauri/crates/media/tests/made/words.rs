//! Metadata written by hand: XMP packets, IPTC data sets, and the places where they lie in files.

use md5::{Digest as _, Md5};

/// An XMP packet with these properties in one description.
pub fn xmp(properties: &str) -> Vec<u8> {
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\
         <rdf:Description rdf:about=\"\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:aux=\"http://ns.adobe.com/exif/1.0/aux/\" \
         xmlns:exif=\"http://ns.adobe.com/exif/1.0/\" \
         xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\" \
         xmlns:Iptc4xmpCore=\"http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/\" \
         xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\">\
         {properties}\
         </rdf:Description></rdf:RDF></x:xmpmeta>\n\n\n<?xpacket end=\"w\"?>"
    )
    .into_bytes()
}

/// A text in one language, as XMP writes captions.
pub fn in_default_language(name: &str, text: &str) -> String {
    format!("<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{text}</rdf:li></rdf:Alt></{name}>")
}

/// Data sets of record 2; in UTF-8 if `marked` says so.
pub fn iptc(marked: bool, sets: &[(u8, &[u8])]) -> Vec<u8> {
    let set = |record: u8, number: u8, value: &[u8]| {
        let [high, low] = (value.len() as u16).to_be_bytes();
        [&[0x1C, record, number, high, low], value].concat()
    };
    let mark = if marked { set(1, 90, b"\x1B%G") } else { Vec::new() };
    let sets = sets.iter().flat_map(|(number, value)| set(2, *number, value));
    mark.into_iter().chain(sets).collect()
}

/// Photoshop's resources with these data sets, and the checksum of `summed` if one is given.
pub fn photoshop(iptc: &[u8], summed: Option<&[u8]>) -> Vec<u8> {
    let resource = |number: u16, data: &[u8]| {
        let padding = vec![0; data.len() % 2];
        let length = (data.len() as u32).to_be_bytes();
        // With a name, as some programs write one.
        [b"8BIM".as_slice(), &number.to_be_bytes(), b"\x03abc", &length, data, &padding].concat()
    };
    let other = resource(0x03ED, &[0; 16]);
    let digest = summed.map(|summed| resource(0x0425, &Md5::digest(summed)));
    [other, resource(0x0404, iptc), digest.unwrap_or_default()].concat()
}

/// Puts segments, each a marker and a payload, behind the start of a JPEG file.
pub fn with_segments(jpeg: &[u8], segments: &[(u8, Vec<u8>)]) -> Vec<u8> {
    let mut file = jpeg[..2].to_vec();
    for (marker, payload) in segments {
        file.extend_from_slice(&[0xFF, *marker]);
        file.extend_from_slice(&(payload.len() as u16 + 2).to_be_bytes());
        file.extend_from_slice(payload);
    }
    [file, jpeg[2..].to_vec()].concat()
}

pub fn xmp_segment(packet: &[u8]) -> (u8, Vec<u8>) {
    (0xE1, [b"http://ns.adobe.com/xap/1.0/\0", packet].concat())
}

pub fn photoshop_segment(resources: &[u8]) -> (u8, Vec<u8>) {
    (0xED, [b"Photoshop 3.0\0", resources].concat())
}

/// Adds an XMP chunk to a WebP file that has EXIF, so the extended form.
pub fn with_webp_xmp(mut webp: Vec<u8>, packet: &[u8]) -> Vec<u8> {
    assert_eq!(&webp[12..16], b"VP8X");
    webp[20] |= 0x04;
    webp.extend_from_slice(b"XMP ");
    webp.extend_from_slice(&(packet.len() as u32).to_le_bytes());
    webp.extend_from_slice(packet);
    webp.resize(webp.len().next_multiple_of(2), 0);
    let size = (webp.len() as u32 - 8).to_le_bytes();
    webp[4..8].copy_from_slice(&size);
    webp
}

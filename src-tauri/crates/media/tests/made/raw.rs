//! TIFF structures written value by value, for raw files and metadata that no encoder writes.

/// A value of a directory.
#[derive(Clone)]
pub enum Value {
    Short(u16),
    Shorts(Vec<u16>),
    Long(u32),
    Longs(Vec<u32>),
    Ratios(Vec<(u32, u32)>),
    Text(&'static str),
    Bytes(Vec<u8>),
    /// The place in the file where these bytes were put.
    Place(Vec<u8>),
    /// The places where each of these was put.
    Places(Vec<Vec<u8>>),
    /// Directories of their own.
    Below(Vec<Vec<(u16, Value)>>),
}

use Value::{Below, Bytes, Long, Longs, Place, Places, Ratios, Short, Shorts, Text};

pub type Directory = Vec<(u16, Value)>;

/// The directory of a picture that lies uncompressed in one strip. `bits` of each of its `samples`.
pub fn one_strip(
    (width, height): (u32, u32),
    (bits, samples): (Value, u16),
    interpretation: u16,
    strip: Vec<u8>,
) -> Directory {
    let bytes = strip.len() as u32;
    vec![
        (256, Long(width)),
        (257, Long(height)),
        (258, bits),
        (259, Short(1)),
        (262, Short(interpretation)),
        (273, Place(strip)),
        (277, Short(samples)),
        (278, Long(height)),
        (279, Long(bytes)),
    ]
}

/// A little-endian TIFF structure with this magic number and chain of directories; `behind` lies
/// right behind the header.
pub fn tiff_structure(magic: u16, behind: &[u8], chain: &[Directory]) -> Vec<u8> {
    let mut file = [b"II".as_slice(), &magic.to_le_bytes(), &[0; 4], behind].concat();
    let mut next = 0;
    for directory in chain.iter().rev() {
        next = write(&mut file, directory, next);
    }
    file[4..8].copy_from_slice(&next.to_le_bytes());
    file
}

/// Appends the values of a directory, then the directory; answers where it begins.
fn write(file: &mut Vec<u8>, directory: &[(u16, Value)], next: u32) -> u32 {
    let mut entries = Vec::new();
    for (tag, value) in directory {
        let (form, count, bytes): (u16, u32, Vec<u8>) = match value {
            Short(number) => (3, 1, number.to_le_bytes().to_vec()),
            Shorts(numbers) => {
                let bytes = numbers.iter().flat_map(|number| number.to_le_bytes());
                (3, numbers.len() as u32, bytes.collect())
            }
            Longs(numbers) => {
                let bytes = numbers.iter().flat_map(|number| number.to_le_bytes());
                (4, numbers.len() as u32, bytes.collect())
            }
            Ratios(ratios) => {
                let bytes = ratios.iter().flat_map(|(a, b)| [a.to_le_bytes(), b.to_le_bytes()]);
                (5, ratios.len() as u32, bytes.flatten().collect())
            }
            Long(number) => (4, 1, number.to_le_bytes().to_vec()),
            Text(text) => {
                let bytes = [text.as_bytes(), &[0]].concat();
                (2, bytes.len() as u32, bytes)
            }
            Bytes(bytes) => (7, bytes.len() as u32, bytes.clone()),
            Place(bytes) => (4, 1, put(file, bytes).to_le_bytes().to_vec()),
            Places(all) => {
                let places = all.iter().map(|bytes| put(file, bytes));
                (4, all.len() as u32, places.flat_map(u32::to_le_bytes).collect())
            }
            Below(below) => {
                let places = below.iter().map(|below| write(file, below, 0));
                let places: Vec<_> = places.flat_map(u32::to_le_bytes).collect();
                (4, below.len() as u32, places)
            }
        };
        let mut field =
            if bytes.len() > 4 { put(file, &bytes).to_le_bytes().to_vec() } else { bytes };
        field.resize(4, 0);
        entries.push(
            [&tag.to_le_bytes()[..], &form.to_le_bytes(), &count.to_le_bytes(), &field].concat(),
        );
    }
    let count = entries.len() as u16;
    let bytes = [&count.to_le_bytes()[..], &entries.concat(), &next.to_le_bytes()].concat();
    put(file, &bytes)
}

fn put(file: &mut Vec<u8>, bytes: &[u8]) -> u32 {
    let at = file.len() as u32;
    file.extend_from_slice(bytes);
    at
}

fn place_and_length(place: u16, length: u16, jpeg: &[u8]) -> Directory {
    vec![(place, Place(jpeg.to_vec())), (length, Long(jpeg.len() as u32))]
}

/// Compressed sensor values, in which a JPEG seems to begin now and then.
fn sensor() -> Directory {
    let values: Vec<u8> = (0..60_000_u32)
        .flat_map(|n| match n % 500 {
            0 => vec![0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0],
            _ => vec![(n.wrapping_mul(2_654_435_761) >> 24) as u8],
        })
        .collect();
    [vec![(259, Short(34_713)), (262, Short(32_803))], place_and_length(273, 279, &values)].concat()
}

/// Maker, model, orientation (6: stored turned), and the day, as all cameras write them.
fn about(make: &'static str, model: &'static str) -> Directory {
    let exif = vec![(0x9003, Text("2026:05:19 08:30:00"))];
    vec![(271, Text(make)), (272, Text(model)), (274, Short(6)), (0x8769, Below(vec![exif]))]
}

/// Raw files of each kind, with `jpeg` as the large picture and `small` as another one.
pub fn raw_files(jpeg: &[u8], small: &[u8]) -> Vec<(&'static str, Vec<u8>)> {
    let thumbnail = || place_and_length(0x201, 0x202, small);
    let maker_note = [b"SOME MAKER\0".as_slice(), jpeg].concat();
    vec![
        ("cr2", {
            let main = [about("Canon", "EOS"), place_and_length(273, 279, jpeg)].concat();
            tiff_structure(42, b"CR\x02\0\0\0\0\0", &[main, thumbnail(), sensor()])
        }),
        ("nef", {
            let rgb =
                [vec![(259, Short(1)), (262, Short(2))], place_and_length(273, 279, &[9; 300])];
            let below = vec![place_and_length(0x201, 0x202, jpeg), sensor()];
            let main =
                [about("NIKON CORPORATION", "NIKON D70"), rgb.concat(), vec![(330, Below(below))]];
            tiff_structure(42, b"", &[main.concat()])
        }),
        ("arw", {
            let main = [about("SONY", "ILCE"), place_and_length(0x201, 0x202, jpeg)].concat();
            let main = [main, vec![(330, Below(vec![sensor()]))]].concat();
            tiff_structure(42, b"", &[main, thumbnail()])
        }),
        ("dng", {
            let preview = [vec![(259, Short(7))], place_and_length(273, 279, jpeg)].concat();
            let below = vec![sensor(), preview];
            let main = [about("Google", "Pixel"), vec![(50_706, Bytes(vec![1, 4, 0, 0]))]].concat();
            tiff_structure(42, b"", &[[main, vec![(330, Below(below))]].concat()])
        }),
        ("orf", {
            let main =
                [about("OLYMPUS", "E-M1"), vec![(0x927C, Bytes(maker_note.clone()))]].concat();
            tiff_structure(0x4F52, b"", &[[main, sensor()].concat()])
        }),
        ("rw2", {
            let main = [vec![(0x2E, Bytes(jpeg.to_vec()))], about("Panasonic", "DC-G9")].concat();
            tiff_structure(0x55, b"", &[main])
        }),
        ("pef", {
            let main = [about("PENTAX", "K-3"), vec![(259, Short(65_535))]].concat();
            tiff_structure(
                42,
                b"",
                &[[main, vec![(0xC634, Bytes(maker_note))]].concat(), thumbnail()],
            )
        }),
        ("cr3", {
            let directories = tiff_structure(42, b"", &[about("Canon", "EOS R5")]);
            let canon = [[0x85; 16].as_slice(), &atom(b"CMT1", &directories)].concat();
            let movie = atom(b"moov", &atom(b"uuid", &canon));
            [atom(b"ftyp", b"crx \0\0\0\x01crx isom"), movie, atom(b"mdat", jpeg)].concat()
        }),
    ]
}

/// A Fujifilm file: all metadata is in the picture.
pub fn raf(jpeg: &[u8]) -> Vec<u8> {
    let mut file = b"FUJIFILMCCD-RAW 0201FF393101".to_vec();
    file.resize(84, 0);
    file.extend_from_slice(&160_u32.to_be_bytes());
    file.extend_from_slice(&(jpeg.len() as u32).to_be_bytes());
    file.resize(160, 0);
    [file, jpeg.to_vec(), vec![7; 5000]].concat()
}

/// A box of an ISO media file (ISO/IEC 14496-12, 4.2).
fn atom(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    [&(content.len() as u32 + 8).to_be_bytes()[..], kind, content].concat()
}

//! The directories of a TIFF structure, which TIFF pictures and most cameras' raw files are.
//!
//! The EXIF parser wants the bytes for itself and knows neither sub-directories nor the makers'
//! own magic numbers. Here a file of any size is read where it lies, and only so many directories
//! and values as a camera writes.

use std::borrow::Cow;

use exif::{Context, Field, In, Rational, SRational, Tag, Value};

use crate::metadata::Blocks;

/// Real files have about ten; a hostile one can make them point in circles.
const MAX_DIRECTORIES: usize = 64;
/// Real directories have up to about a hundred entries.
const MAX_ENTRIES: u16 = 1024;
/// Longer values (makers' notes, tables) are no metadata for people.
const MAX_VALUE_BYTES: usize = 64 << 10;

/// Pointers to other directories (TIFF 6.0 supplement 1; EXIF 2.32, 4.6.3).
const SUB_DIRECTORIES: u16 = 330;
const EXIF: u16 = 0x8769;
const GPS: u16 = 0x8825;
const INTEROPERABILITY: u16 = 0xA005;

/// Blocks of metadata.
const XMP: u16 = 700;
const IPTC: u16 = 33_723;
const PHOTOSHOP: u16 = 34_377;

const COLOUR_PROFILE: u16 = 34_675;

/// What a directory is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// One of the chain that begins in the header: 0 is the picture, 1 its thumbnail.
    Main(u16),
    /// Another version of the picture.
    Sub,
    Exif,
    Gps,
    Interoperability,
}

/// One value or list of values.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    pub tag: u16,
    /// Field type, 1 to 12 (TIFF 6.0, section 2).
    form: u16,
    count: usize,
    /// Where the values lie.
    at: usize,
}

#[derive(Debug)]
pub(crate) struct Directory {
    pub kind: Kind,
    entries: Vec<Entry>,
}

impl Directory {
    pub(crate) fn entry(&self, tag: u16) -> Option<Entry> {
        self.entries.iter().copied().find(|entry| entry.tag == tag)
    }
}

/// A TIFF structure whose directories were found.
#[derive(Debug)]
pub(crate) struct Directories<'a> {
    bytes: &'a [u8],
    big_endian: bool,
    /// 42 in TIFF; Olympus and Panasonic have their own.
    pub magic: u16,
    pub list: Vec<Directory>,
}

impl<'a> Directories<'a> {
    /// Follows all pointers; what is cut short or points outside is left out. `None` without the
    /// header of a TIFF structure.
    pub(crate) fn read(bytes: &'a [u8]) -> Option<Self> {
        let big_endian = match bytes.get(..2)? {
            b"II" => false,
            b"MM" => true,
            _ => return None,
        };
        let mut found = Self { bytes, big_endian, magic: 0, list: Vec::new() };
        found.magic = found.u16(2)?;
        if !matches!(found.magic, 42 | 0x4F52 | 0x5352 | 0x0055) {
            return None;
        }
        let mut waiting = vec![(found.u32(4)?, Kind::Main(0))];
        let mut seen = Vec::new();
        while let Some((at, kind)) = waiting.pop() {
            if at == 0 || seen.contains(&at) || seen.len() >= MAX_DIRECTORIES {
                continue;
            }
            seen.push(at);
            if let Some(directory) = found.follow(at as usize, kind, &mut waiting) {
                found.list.push(directory);
            }
        }
        Some(found)
    }

    fn follow(&self, at: usize, kind: Kind, waiting: &mut Vec<(u32, Kind)>) -> Option<Directory> {
        let count = self.u16(at)?;
        let end = at + 2 + usize::from(count) * 12;
        let starts = (at + 2..end).step_by(12).take(usize::from(count.min(MAX_ENTRIES)));
        let entries: Vec<_> = starts.map_while(|start| self.read_entry(start)).collect();
        if let Kind::Main(number) = kind {
            waiting.extend(self.u32(end).map(|next| (next, Kind::Main(number.saturating_add(1)))));
        }
        for entry in &entries {
            let kind = match entry.tag {
                SUB_DIRECTORIES => Kind::Sub,
                EXIF => Kind::Exif,
                GPS => Kind::Gps,
                INTEROPERABILITY => Kind::Interoperability,
                _ => continue,
            };
            waiting.extend(self.numbers(*entry).map(|at| (at, kind)).take(MAX_DIRECTORIES));
        }
        Some(Directory { kind, entries })
    }

    fn read_entry(&self, start: usize) -> Option<Entry> {
        let form = self.u16(start + 2)?;
        let count = self.u32(start + 4)? as usize;
        let length = count.saturating_mul(size_of_form(form));
        let at = if length <= 4 { start + 8 } else { self.u32(start + 8)? as usize };
        Some(Entry { tag: self.u16(start)?, form, count, at })
    }

    /// The picture's own directory.
    pub(crate) fn main(&self) -> Option<&Directory> {
        self.list.iter().find(|directory| directory.kind == Kind::Main(0))
    }

    /// The bytes of a value as they are stored.
    pub(crate) fn bytes(&self, entry: Entry) -> Option<&'a [u8]> {
        let length = entry.count.checked_mul(size_of_form(entry.form))?;
        self.bytes.get(entry.at..entry.at.checked_add(length)?)
    }

    /// The values of an entry of unsigned whole numbers; none if it is of another kind.
    pub(crate) fn numbers(&self, entry: Entry) -> impl Iterator<Item = u32> + use<'a> {
        let (size, big_endian) = (size_of_form(entry.form), self.big_endian);
        let bytes = match entry.form {
            1 | 3 | 4 | 7 | 13 => self.bytes(entry).unwrap_or_default(),
            _ => &[],
        };
        bytes.chunks_exact(size.max(1)).map(move |bytes| {
            let push = |number: u32, byte: &u8| number << 8 | u32::from(*byte);
            if big_endian { bytes.iter().fold(0, push) } else { bytes.iter().rev().fold(0, push) }
        })
    }

    /// The first value of an entry of a directory.
    pub(crate) fn number(&self, directory: &Directory, tag: u16) -> Option<u32> {
        self.numbers(directory.entry(tag)?).next()
    }

    /// The values of an entry of ratios; none if it is of another kind.
    pub(crate) fn ratios(&self, directory: &Directory, tag: u16) -> Vec<f32> {
        let entry = directory.entry(tag).filter(|entry| entry.form == 5);
        let value = entry.and_then(|entry| self.value(entry));
        let Some(Value::Rational(ratios)) = value else { return Vec::new() };
        ratios.iter().map(|ratio| ratio.num as f32 / ratio.denom as f32).collect()
    }

    /// Where the lowest byte of an entry's first value lies.
    pub(crate) fn lowest_byte(&self, directory: &Directory, tag: u16) -> Option<usize> {
        let entry = directory.entry(tag)?;
        let behind = size_of_form(entry.form).checked_sub(1)?;
        Some(if self.big_endian { entry.at + behind } else { entry.at })
    }

    /// What EXIF knows of the picture: its own directory and those for EXIF, GPS and
    /// interoperability.
    pub(crate) fn fields(&self) -> Vec<Field> {
        let directories = self.list.iter().filter_map(|directory| match directory.kind {
            Kind::Main(0) => Some((directory, Context::Tiff)),
            Kind::Exif => Some((directory, Context::Exif)),
            Kind::Gps => Some((directory, Context::Gps)),
            Kind::Interoperability => Some((directory, Context::Interop)),
            Kind::Main(_) | Kind::Sub => None,
        });
        directories.flat_map(|(directory, context)| self.fields_of(directory, context)).collect()
    }

    /// XMP, IPTC and Photoshop's resources of the picture (XMP part 3, 1.1.4).
    pub(crate) fn blocks(&self) -> Blocks<'a> {
        let block = |tag| {
            let bytes = self.bytes(self.main()?.entry(tag)?)?;
            Some(Cow::Borrowed(bytes))
        };
        Blocks { exif: None, xmp: block(XMP), iptc: block(IPTC), photoshop: block(PHOTOSHOP) }
    }

    /// The picture's colour profile (ICC.1:2010, B.3).
    pub(crate) fn colour_profile(&self) -> Option<&'a [u8]> {
        self.bytes(self.main()?.entry(COLOUR_PROFILE)?)
    }

    /// The fields of one directory, read as those of `context`.
    pub(crate) fn fields_of(
        &self,
        directory: &Directory,
        context: Context,
    ) -> impl Iterator<Item = Field> {
        directory.entries.iter().filter_map(move |&entry| {
            let value = self.value(entry)?;
            Some(Field { tag: Tag(context, entry.tag), ifd_num: In::PRIMARY, value })
        })
    }

    fn value(&self, entry: Entry) -> Option<Value> {
        let bytes = self.bytes(entry).filter(|bytes| bytes.len() <= MAX_VALUE_BYTES)?;
        let numbers = || self.numbers(Entry { form: 4, count: bytes.len() / 4, ..entry });
        let pairs = || numbers().step_by(2).zip(numbers().skip(1).step_by(2));
        Some(match entry.form {
            1 => Value::Byte(bytes.to_vec()),
            2 => Value::Ascii(bytes.split(|&byte| byte == 0).map(<[u8]>::to_vec).collect()),
            3 => Value::Short(self.numbers(entry).map(|number| number as u16).collect()),
            4 | 13 => Value::Long(self.numbers(entry).collect()),
            5 => Value::Rational(pairs().map(|(num, denom)| Rational { num, denom }).collect()),
            7 => Value::Undefined(bytes.to_vec(), 0),
            10 => Value::SRational(
                pairs()
                    .map(|(num, denom)| SRational { num: num as i32, denom: denom as i32 })
                    .collect(),
            ),
            _ => return None,
        })
    }

    fn u16(&self, at: usize) -> Option<u16> {
        let bytes = [*self.bytes.get(at)?, *self.bytes.get(at.checked_add(1)?)?];
        Some(if self.big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    }

    fn u32(&self, at: usize) -> Option<u32> {
        let bytes = self.bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if self.big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    }
}

/// Bytes of one value of a field type (TIFF 6.0, section 2); 0 for unknown types.
fn size_of_form(form: u16) -> usize {
    match form {
        1 | 2 | 6 | 7 => 1,
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 => 8,
        _ => 0,
    }
}

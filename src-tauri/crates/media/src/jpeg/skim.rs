//! A JPEG picture at an eighth of its size, by stepping over what such a picture does not need.
//!
//! Each block of 8 × 8 samples begins with its mean, and an eighth of the size is nothing but the
//! means. The other coefficients need not be decoded; in a sequential file they must be stepped
//! over bit by bit, because nothing says where they end, and that is where nearly all time goes
//! (ADR 0021). Here one look into a table steps over as many of them as it can see. In a progressive
//! file they lie in scans of their own, which are stepped over as a whole.
//!
//! This is a short cut, not a decoder: at whatever is unusual or wrong it gives up, and
//! libjpeg-turbo decodes the file or says what is wrong with it.

mod bits;
mod planes;
#[cfg(test)]
mod tests;

use image::{DynamicImage, GrayImage, RgbImage};

use super::{END_OF_IMAGE, START_OF_SCAN, next_segment};
use crate::raster::Raster;
use bits::{Bits, DcCodes, SkipCodes};
use planes::Plane;

const APP0: u8 = 0xE0;
const APP14: u8 = 0xEE;
const SEQUENTIAL: [u8; 2] = [0xC0, 0xC1];
const PROGRESSIVE: u8 = 0xC2;
const HUFFMAN_TABLES: u8 = 0xC4;
const QUANTISATION: u8 = 0xDB;
const RESTART_INTERVAL: u8 = 0xDD;

/// More scans than this are a joke at the reader's cost.
const MAX_SCANS: usize = 200;

/// Brightness and two differences of colour.
const MAX_COMPONENTS: usize = 3;

/// One of the planes that a picture is made of: brightness, or a difference of colour.
struct Component {
    id: u8,
    /// Blocks side by side and on top of each other in one unit of the picture.
    across: usize,
    down: usize,
    quantisation: usize,
    means: Plane<i32>,
}

#[derive(Default)]
struct Skim {
    width: usize,
    height: usize,
    progressive: bool,
    components: Vec<Component>,
    /// Of each table only how coarse the means are.
    steps: [i32; 4],
    dc: [Option<DcCodes>; 4],
    ac: [Option<SkipCodes>; 4],
    /// Units between two restart markers; 0 for none.
    restart: usize,
    jfif: bool,
    adobe: Option<u8>,
}

/// The picture at an eighth of its size, rounded up; `None` where the short cut does not lead.
pub(super) fn decode(bytes: &[u8]) -> Option<Raster> {
    let mut skim = Skim::default();
    let mut rest = bytes.get(2..)?;
    let mut scans = 0;
    loop {
        // Anything between two segments is for the real decoder to judge.
        (*rest.first()? == 0xFF).then_some(())?;
        let (marker, payload, after) = next_segment(rest)?;
        rest = after;
        match marker {
            APP0 => skim.jfif |= payload.starts_with(b"JFIF\0"),
            APP14 if payload.starts_with(b"Adobe") => skim.adobe = payload.get(11).copied(),
            HUFFMAN_TABLES => skim.read_codes(payload)?,
            QUANTISATION => skim.read_steps(payload)?,
            RESTART_INTERVAL => skim.restart = number(payload, 0)?,
            0xC0..=0xCF => skim.read_frame(marker, payload)?,
            START_OF_SCAN => {
                scans += 1;
                (scans <= MAX_SCANS).then_some(())?;
                rest = skim.read_scan(payload, rest)?;
            }
            END_OF_IMAGE => break,
            _ => {}
        }
    }
    (scans > 0).then_some(())?;
    skim.picture()
}

fn number(payload: &[u8], at: usize) -> Option<usize> {
    Some(usize::from(u16::from_be_bytes([*payload.get(at)?, *payload.get(at + 1)?])))
}

impl Skim {
    /// ISO/IEC 10918-1, B.2.4.2.
    fn read_codes(&mut self, mut payload: &[u8]) -> Option<()> {
        while let [class_and_place, rest @ ..] = payload {
            let (counts, rest) = rest.split_first_chunk::<16>()?;
            let symbols = counts.iter().map(|&count| usize::from(count)).sum();
            let (symbols, rest) = rest.split_at_checked(symbols)?;
            let place = usize::from(class_and_place & 0x0F);
            match class_and_place >> 4 {
                0 => *self.dc.get_mut(place)? = Some(DcCodes::new(counts, symbols)?),
                _ if self.progressive => {}
                _ => *self.ac.get_mut(place)? = Some(SkipCodes::new(counts, symbols)?),
            }
            payload = rest;
        }
        Some(())
    }

    /// ISO/IEC 10918-1, B.2.4.1.
    fn read_steps(&mut self, mut payload: &[u8]) -> Option<()> {
        while let [depth_and_place, rest @ ..] = payload {
            let deep = depth_and_place >> 4 > 0;
            let step = if deep { number(rest, 0)? } else { usize::from(*rest.first()?) };
            *self.steps.get_mut(usize::from(depth_and_place & 0x0F))? = step as i32;
            payload = rest.get(if deep { 128 } else { 64 }..)?;
        }
        Some(())
    }

    /// ISO/IEC 10918-1, B.2.2.
    fn read_frame(&mut self, marker: u8, payload: &[u8]) -> Option<()> {
        self.progressive = marker == PROGRESSIVE;
        let known = self.progressive || SEQUENTIAL.contains(&marker);
        (known && self.components.is_empty() && *payload.first()? == 8).then_some(())?;
        (self.height, self.width) = (number(payload, 1)?, number(payload, 3)?);
        (self.width > 0 && self.height > 0).then_some(())?;
        let count = usize::from(*payload.get(5)?);
        (count == 1 || count == MAX_COMPONENTS).then_some(())?;
        let described: Vec<_> = payload.get(6..6 + count * 3)?.chunks_exact(3).collect();
        let sampling = |at: usize| {
            let sampling = usize::from(described[at][1]);
            // Of a single component the sampling means nothing (A.2.2).
            if count == 1 { (1, 1) } else { (sampling >> 4, sampling & 0x0F) }
        };
        let (most_across, most_down) = sampling(0);
        for (at, component) in described.iter().enumerate() {
            let (across, down) = sampling(at);
            let usual = matches!((across, down), (1 | 2 | 4, 1 | 2 | 4))
                && across <= most_across
                && down <= most_down;
            usual.then_some(())?;
            // In whole units of the picture, so that a scan of all components has room.
            let side = |side: usize, own: usize, most: usize| {
                let sampled = (side * own).div_ceil(most).div_ceil(8);
                (sampled, side.div_ceil(8 * most) * own)
            };
            let (width, stride) = side(self.width, across, most_across);
            let (height, rows) = side(self.height, down, most_down);
            self.components.push(Component {
                id: component[0],
                across,
                down,
                quantisation: usize::from(component[2]),
                means: Plane::new(width, height, stride, rows),
            });
        }
        Some(())
    }

    /// Reads or steps over one scan; answers what follows it (ISO/IEC 10918-1, B.2.3).
    fn read_scan<'a>(&mut self, payload: &[u8], data: &'a [u8]) -> Option<&'a [u8]> {
        let count = usize::from(*payload.first()?);
        let [first, last, bits] = *payload.get(1 + count * 2..)?.first_chunk::<3>()?;
        if self.progressive && first > 0 {
            return after_scan(data);
        }
        let (refined, shift) = (bits >> 4 > 0, u32::from(bits & 0x0F));
        let sound =
            if self.progressive { last == 0 && shift <= 13 } else { last == 63 && bits == 0 };
        sound.then_some(())?;
        let described = payload.get(1..1 + count * 2)?;
        // One way for each kind of scan, so that nothing is asked again for every block.
        let Self { components, dc, ac, restart, progressive, .. } = self;
        let parts = parts(components, described, *progressive)?;
        let dc = |part: &Part| dc.get(part.dc)?.as_ref();
        let ac = |part: &Part| ac.get(part.ac)?.as_ref();
        match (*progressive, refined) {
            (false, _) => {
                let codes = |part: &Part| Some((dc(part)?, ac(part)?));
                let units = units(components, &parts, codes)?;
                read_units(components, *restart, units, data, |bits, (dc, ac), before, mean| {
                    *before = before.checked_add(dc.read(bits)?)?;
                    *mean = *before;
                    ac.step_over(bits)
                })
            }
            (true, false) => {
                let units = units(components, &parts, dc)?;
                read_units(components, *restart, units, data, |bits, dc, before, mean| {
                    *before = before.checked_add(dc.read(bits)?)?;
                    *mean = before.checked_shl(shift)?;
                    Some(())
                })
            }
            // Adds one more bit to means that are known already.
            (true, true) => {
                let units = units(components, &parts, |_| Some(()))?;
                read_units(components, *restart, units, data, |bits, (), _, mean| {
                    *mean |= (bits.bit()? as i32) << shift;
                    Some(())
                })
            }
        }
    }

    /// The means as levels, in colours that the rest of the house knows.
    fn picture(&self) -> Option<Raster> {
        let levels: Vec<Plane<u8>> = self
            .components
            .iter()
            .map(|component| Some(component.means.levels(*self.steps.get(component.quantisation)?)))
            .collect::<Option<_>>()?;
        let (width, height) = (self.width.div_ceil(8), self.height.div_ceil(8));
        let [brightness, blue, red] = levels.as_slice() else {
            let grey = levels.first()?.cropped();
            return GrayImage::from_raw(width as u32, height as u32, grey)
                .map(|image| Raster::Picture(DynamicImage::from(image)));
        };
        // What else three components may mean is for libjpeg-turbo to know.
        let numbered = self.components.iter().map(|it| it.id).eq([1, 2, 3]);
        let differences = match self.adobe {
            Some(transform) => transform == 1,
            None => self.jfif || numbered,
        };
        differences.then_some(())?;
        let rgb = planes::to_rgb(brightness, blue, red);
        RgbImage::from_raw(width as u32, height as u32, rgb)
            .map(|image| Raster::Picture(DynamicImage::from(image)))
    }
}

/// What one component takes from a scan.
struct Part {
    component: usize,
    dc: usize,
    ac: usize,
}

/// The components of a scan: all of them, or in a progressive file just one. A sequential file of
/// several scans is rare, and half of the work on it would be lost.
fn parts(components: &[Component], described: &[u8], progressive: bool) -> Option<Vec<Part>> {
    let part = |described: &[u8]| {
        let id = described[0];
        Some(Part {
            component: components.iter().position(|component| component.id == id)?,
            dc: usize::from(described[1] >> 4),
            ac: usize::from(described[1] & 0x0F),
        })
    };
    let parts: Vec<_> = described.chunks_exact(2).map(part).collect::<Option<_>>()?;
    let all = parts.iter().map(|part| part.component).eq(0..components.len());
    (all || progressive && parts.len() == 1).then_some(parts)
}

/// One of the blocks of a unit, with the codes that it is read by.
struct Block<C> {
    component: usize,
    codes: C,
    /// Place of its mean in the first unit of the picture.
    first: usize,
    /// The same in the unit that is being read.
    at: usize,
    /// From there to the next unit at the right, and to the one below.
    across: usize,
    row: usize,
}

/// The units of a scan.
struct Units<C> {
    columns: usize,
    rows: usize,
    blocks: Vec<Block<C>>,
}

/// The units of a scan of these parts, each read by the `codes` of its part.
fn units<C: Copy>(
    components: &[Component],
    parts: &[Part],
    codes: impl Fn(&Part) -> Option<C>,
) -> Option<Units<C>> {
    // A scan of one component goes by its own blocks, one of all by whole units (A.2).
    let alone = parts.len() == 1;
    let first = components.get(parts.first()?.component)?;
    let (columns, rows) = if alone {
        (first.means.width, first.means.height)
    } else {
        (first.means.stride / first.across, first.means.rows() / first.down)
    };
    let mut blocks = Vec::new();
    for part in parts {
        let component = components.get(part.component)?;
        let (across, down) = if alone { (1, 1) } else { (component.across, component.down) };
        let codes = codes(part)?;
        let places = (0..down).flat_map(|y| (0..across).map(move |x| (x, y)));
        blocks.extend(places.map(|(x, y)| Block {
            component: part.component,
            codes,
            first: y * component.means.stride + x,
            at: 0,
            across,
            row: down * component.means.stride,
        }));
    }
    Some(Units { columns, rows, blocks })
}

/// Reads a scan unit by unit; `read` gets the codes of each block, the mean of the block before it,
/// and where its own belongs. Answers what follows the scan.
fn read_units<'a, C: Copy>(
    components: &mut [Component],
    restart: usize,
    Units { columns, rows, mut blocks }: Units<C>,
    data: &'a [u8],
    read: impl Fn(&mut Bits<'a>, C, &mut i32, &mut i32) -> Option<()>,
) -> Option<&'a [u8]> {
    let mut means: Vec<_> = components.iter_mut().map(|it| it.means.values_mut()).collect();
    let mut bits = Bits::new(data);
    let mut before = [0; MAX_COMPONENTS];
    let mut until_restart = restart;
    for row in 0..rows {
        for block in &mut blocks {
            block.at = block.first + row * block.row;
        }
        for _ in 0..columns {
            if restart > 0 {
                if until_restart == 0 {
                    bits.restart()?;
                    before = [0; MAX_COMPONENTS];
                    until_restart = restart;
                }
                until_restart -= 1;
            }
            for block in &mut blocks {
                let mean = means.get_mut(block.component)?.get_mut(block.at)?;
                read(&mut bits, block.codes, before.get_mut(block.component)?, mean)?;
                block.at += block.across;
            }
        }
    }
    bits.end()
}

/// What follows the entropy-coded data of a scan: the next marker that is neither stuffing nor a
/// restart.
fn after_scan(data: &[u8]) -> Option<&[u8]> {
    let mut at = 0;
    loop {
        at += data.get(at..)?.iter().position(|&byte| byte == 0xFF)?;
        match data.get(at + 1)? {
            0x00 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return data.get(at..),
        }
    }
}

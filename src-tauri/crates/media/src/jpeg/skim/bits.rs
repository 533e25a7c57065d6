//! Entropy-coded bits, and tables that step over many of them at once.

/// Bits that a table looks at. More see more coefficients at once, fewer stay in the first cache.
const LOOK: u32 = 11;
const ENTRIES: usize = 1 << LOOK;

/// Longest code, and the longest number behind one (ISO/IEC 10918-1, F.1.2).
const MAX_CODE_BITS: u32 = 16;
const LAST_COEFFICIENT: u32 = 63;

/// Reads bits from the first on, without the zero that is stuffed behind each 0xFF.
pub(super) struct Bits<'a> {
    data: &'a [u8],
    at: usize,
    /// The next bits, from the highest on; below `count` of them there may be anything.
    buffer: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { data, at: 0, buffer: 0, count: 0 }
    }

    /// Makes at least 32 bits ready, or all that are left before the next marker.
    #[inline]
    fn refill(&mut self) {
        if self.count >= 32 {
            return;
        }
        if let Some(next) = self.data.get(self.at..).and_then(<[u8]>::first_chunk::<8>) {
            let next = u64::from_be_bytes(*next);
            // No byte is 0xFF: no byte of the complement is zero.
            let inverse = !next;
            let found = inverse.wrapping_sub(0x0101_0101_0101_0101) & next & 0x8080_8080_8080_8080;
            if found == 0 {
                self.buffer |= next >> self.count;
                self.at += ((63 - self.count) >> 3) as usize;
                self.count |= 56;
                return;
            }
        }
        self.refill_bytewise();
    }

    #[cold]
    fn refill_bytewise(&mut self) {
        if self.count == 0 {
            self.buffer = 0;
        } else {
            self.buffer &= u64::MAX << (64 - self.count);
        }
        while self.count <= 56 {
            let byte = match self.data.get(self.at..) {
                Some([0xFF, 0, ..]) => {
                    self.at += 2;
                    0xFF
                }
                Some([0xFF, ..] | []) | None => return,
                Some([byte, ..]) => {
                    self.at += 1;
                    *byte
                }
            };
            self.buffer |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
    }

    #[inline]
    fn look(&self, bits: u32) -> usize {
        (self.buffer >> (64 - bits)) as usize
    }

    #[inline]
    fn drop(&mut self, bits: u32) -> Option<()> {
        self.count = self.count.checked_sub(bits)?;
        self.buffer <<= bits;
        Some(())
    }

    pub(super) fn bit(&mut self) -> Option<u32> {
        self.refill();
        let bit = self.look(1) as u32;
        self.drop(1)?;
        Some(bit)
    }

    /// Goes on behind the next restart marker, which must be right here.
    pub(super) fn restart(&mut self) -> Option<()> {
        let [0xFF, 0xD0..=0xD7, rest @ ..] = self.end()? else { return None };
        *self = Self::new(rest);
        Some(())
    }

    /// What follows the data, which must be used up but for less than a byte of filling.
    pub(super) fn end(&mut self) -> Option<&'a [u8]> {
        // The marker itself stops the bytewise way, so all bits before it are in the buffer.
        self.refill_bytewise();
        let rest = self.data.get(self.at..)?;
        (self.count < 8 && rest.first() == Some(&0xFF)).then_some(rest)
    }
}

/// Codes by their length and, within it, in order (ISO/IEC 10918-1, C).
struct Codes {
    /// For each length up to 16: the first code that is too large for it, from the highest bit on.
    ends: [u32; 17],
    /// What to take from a code of this length for the place of its symbol.
    offsets: [i32; 17],
    symbols: Vec<u8>,
}

impl Codes {
    fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let (mut ends, mut offsets) = ([0; 17], [0; 17]);
        let (mut code, mut before) = (0_u32, 0_i32);
        for (at, &count) in counts.iter().enumerate() {
            let (length, count) = (at + 1, u32::from(count));
            offsets[length] = before - code as i32;
            code += count;
            before += count as i32;
            (code <= 1 << length).then_some(())?;
            ends[length] = code << (16 - length);
            code <<= 1;
        }
        Some(Self { ends, offsets, symbols: symbols.to_vec() })
    }

    /// Length and symbol of the code that these 16 bits begin with.
    fn find(&self, bits: u32) -> Option<(u32, u8)> {
        let length = (1..=16).find(|&length| bits < self.ends[length])?;
        let code = (bits >> (16 - length)) as i32;
        let symbol = self.symbols.get(usize::try_from(code + self.offsets[length]).ok()?)?;
        Some((length as u32, *symbol))
    }
}

/// Codes for the difference from the mean before.
pub(super) struct DcCodes {
    codes: Codes,
    /// Length and symbol; length 0 where the code is longer than the table sees.
    table: Box<[(u8, u8); ENTRIES]>,
}

impl DcCodes {
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::new(counts, symbols)?;
        let mut table = Box::new([(0, 0); ENTRIES]);
        for (look, entry) in table.iter_mut().enumerate() {
            let found = codes.find((look as u32) << (16 - LOOK));
            if let Some((length, symbol)) = found.filter(|&(length, _)| length <= LOOK) {
                *entry = (length as u8, symbol);
            }
        }
        Some(Self { codes, table })
    }

    #[inline]
    pub(super) fn read(&self, bits: &mut Bits<'_>) -> Option<i32> {
        bits.refill();
        let (length, symbol) = match self.table[bits.look(LOOK) & (ENTRIES - 1)] {
            (0, _) => self.codes.find(bits.look(MAX_CODE_BITS) as u32)?,
            (length, symbol) => (u32::from(length), symbol),
        };
        bits.drop(length)?;
        let size = u32::from(symbol);
        match size {
            0 => Some(0),
            1..=15 => {
                let value = bits.look(size) as i32;
                bits.drop(size)?;
                // ISO/IEC 10918-1, F.2.2.1: the lower half stands for negative numbers.
                let half = 1 << (size - 1);
                Some(if value < half { value - (half << 1) + 1 } else { value })
            }
            _ => None,
        }
    }
}

/// One or more steps over coefficients.
#[derive(Clone, Copy, Default)]
struct Step {
    /// Bits of codes and numbers; 0 where the code is longer than the table sees.
    bits: u8,
    /// Coefficients, those that are zero included.
    coefficients: u8,
    /// Whether the block ends here.
    ends: bool,
}

impl Step {
    /// What a symbol and its code of this length step over (ISO/IEC 10918-1, F.1.2.2).
    fn of(length: u32, symbol: u8) -> Self {
        let (run, size) = (symbol >> 4, symbol & 0x0F);
        match (run, size) {
            (15, 0) => Self { bits: length as u8, coefficients: 16, ends: false },
            (_, 0) => Self { bits: length as u8, coefficients: 0, ends: true },
            _ => Self { bits: length as u8 + size, coefficients: run + 1, ends: false },
        }
    }
}

/// Codes for the coefficients behind the mean, which are only stepped over.
pub(super) struct SkipCodes {
    codes: Codes,
    /// As many steps as can be seen at once, and the first of them alone.
    table: Box<[(Step, Step); ENTRIES]>,
}

impl SkipCodes {
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::new(counts, symbols)?;
        // For each look the first step, and how many of its bits are the code.
        let first = |look: usize| {
            let found = codes.find((look as u32) << (16 - LOOK));
            let found = found.filter(|&(length, _)| length <= LOOK);
            found
                .map_or((Step::default(), 0), |(length, symbol)| (Step::of(length, symbol), length))
        };
        let firsts: Vec<(Step, u32)> = (0..ENTRIES).map(first).collect();
        let mut table = Box::new([(Step::default(), Step::default()); ENTRIES]);
        for (look, entry) in table.iter_mut().enumerate() {
            let (first, _) = firsts[look];
            let mut all = first;
            while first.bits > 0 && !all.ends && u32::from(all.bits) < LOOK {
                let (next, length) = firsts[(look << all.bits) & (ENTRIES - 1)];
                let seen = LOOK - u32::from(all.bits);
                let whole = next.bits > 0 && length <= seen && u32::from(next.bits) <= seen;
                let coefficients = u32::from(all.coefficients + next.coefficients);
                if !whole || coefficients > LAST_COEFFICIENT {
                    break;
                }
                all = Step {
                    bits: all.bits + next.bits,
                    coefficients: coefficients as u8,
                    ends: next.ends,
                };
            }
            *entry = (all, first);
        }
        Some(Self { codes, table })
    }

    /// Steps over the rest of a block.
    #[inline]
    pub(super) fn step_over(&self, bits: &mut Bits<'_>) -> Option<()> {
        let mut done = 0;
        loop {
            bits.refill();
            let (all, first) = self.table[bits.look(LOOK) & (ENTRIES - 1)];
            let after = done + u32::from(all.coefficients);
            // Several steps at once must not reach into the next block.
            if all.bits > 0 && after < LAST_COEFFICIENT {
                bits.drop(u32::from(all.bits))?;
                if all.ends {
                    return Some(());
                }
                done = after;
                continue;
            }
            let step = if first.bits > 0 {
                first
            } else {
                let (length, symbol) = self.codes.find(bits.look(MAX_CODE_BITS) as u32)?;
                Step::of(length, symbol)
            };
            bits.drop(u32::from(step.bits))?;
            done += u32::from(step.coefficients);
            if step.ends || done == LAST_COEFFICIENT {
                return Some(());
            }
            (done < LAST_COEFFICIENT).then_some(())?;
        }
    }
}

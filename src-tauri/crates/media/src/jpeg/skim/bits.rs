//! Entropy-coded bits, and tables that step over many of them at once.

/// Bits that a table of steps looks at. More see more coefficients at once, fewer stay in the first
/// cache.
const LOOK: u32 = 13;
const ENTRIES: usize = 1 << LOOK;

/// Bits that a table of means looks at: most differences are small, and their codes short.
const MEAN_LOOK: u32 = 9;
const MEAN_ENTRIES: usize = 1 << MEAN_LOOK;

/// Looks for which the bits of one refill are always enough.
const LOOKS: u32 = 3;

/// Coefficients of a block, the mean included.
const COEFFICIENTS: u32 = 64;

/// Longest code (ISO/IEC 10918-1, F.1.2).
const MAX_CODE_BITS: u32 = 16;

/// Reads bits from the first on, without the zero that is stuffed behind each 0xFF.
///
/// Rare ways take it by value and give it back, so that it stays in registers on the usual one.
#[derive(Clone, Copy)]
pub(super) struct Bits<'a> {
    /// Bytes that are not in the buffer yet.
    rest: &'a [u8],
    /// The next bits, from the highest on; below `count` of them there may be anything.
    buffer: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    /// Bits that are ready after a refill where the data does not end.
    const WHOLE: u32 = 56;

    pub(super) fn new(data: &'a [u8]) -> Self {
        Self { rest: data, buffer: 0, count: 0 }
    }

    /// Makes as many bits ready as there is room for, or all that are left before the next marker;
    /// says whether these are [`Self::WHOLE`].
    #[inline(always)]
    fn refill(&mut self) -> bool {
        if let Some(next) = self.rest.first_chunk::<8>() {
            let next = u64::from_be_bytes(*next);
            // No byte is 0xFF: no byte of the complement is zero.
            let inverse = !next;
            let found = inverse.wrapping_sub(0x0101_0101_0101_0101) & next & 0x8080_8080_8080_8080;
            if found == 0 {
                self.buffer |= next >> self.count;
                self.rest = &self.rest[((63 - self.count) >> 3 & 7) as usize..];
                self.count |= Self::WHOLE;
                return true;
            }
        }
        *self = self.refilled_bytewise();
        self.count >= Self::WHOLE
    }

    #[cold]
    #[inline(never)]
    fn refilled_bytewise(mut self) -> Self {
        if self.count == 0 {
            self.buffer = 0;
        } else {
            self.buffer &= u64::MAX << (64 - self.count);
        }
        while self.count < Self::WHOLE {
            let byte = match self.rest {
                [0xFF, 0, rest @ ..] => {
                    self.rest = rest;
                    0xFF
                }
                [0xFF, ..] | [] => return self,
                [byte, rest @ ..] => {
                    self.rest = rest;
                    *byte
                }
            };
            self.buffer |= u64::from(byte) << (56 - self.count);
            self.count += 8;
        }
        self
    }

    #[inline]
    fn look(&self, bits: u32) -> usize {
        (self.buffer >> (64 - bits)) as usize
    }

    /// Passes bits of which it is known that they are ready.
    #[inline]
    fn take(&mut self, bits: u32) {
        self.count -= bits;
        self.buffer <<= bits;
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
        *self = self.refilled_bytewise();
        (self.count < 8 && self.rest.first() == Some(&0xFF)).then_some(self.rest)
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
    /// Bits of code and number together, and the difference; no bits where the table does not see
    /// both.
    table: Box<[(u8, i16); MEAN_ENTRIES]>,
}

impl DcCodes {
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::new(counts, symbols)?;
        let mut table = Box::new([(0, 0); MEAN_ENTRIES]);
        for (look, entry) in table.iter_mut().enumerate() {
            let look = (look as u32) << (MAX_CODE_BITS - MEAN_LOOK);
            let Some((length, size)) = codes.find(look) else { continue };
            let bits = length + u32::from(size);
            if bits <= MEAN_LOOK {
                let number = look >> (MAX_CODE_BITS - bits) & ((1 << size) - 1);
                *entry = (bits as u8, difference(size.into(), number as i32) as i16);
            }
        }
        Some(Self { codes, table })
    }

    #[inline(always)]
    pub(super) fn read(&self, bits: &mut Bits<'_>) -> Option<i32> {
        let whole = bits.refill();
        let (length, difference) = self.table[bits.look(MEAN_LOOK) & (MEAN_ENTRIES - 1)];
        if whole && length > 0 {
            bits.take(length.into());
            return Some(difference.into());
        }
        let (after, difference) = self.read_slowly(*bits)?;
        *bits = after;
        Some(difference)
    }

    #[cold]
    #[inline(never)]
    fn read_slowly<'a>(&self, mut bits: Bits<'a>) -> Option<(Bits<'a>, i32)> {
        let (length, size) = self.codes.find(bits.look(MAX_CODE_BITS) as u32)?;
        bits.drop(length)?;
        let size = u32::from(size);
        (size < 16).then_some(())?;
        // A shift by all bits there are is not one.
        let number = if size == 0 { 0 } else { bits.look(size) as i32 };
        bits.drop(size)?;
        Some((bits, difference(size, number)))
    }
}

/// What a number of so many bits stands for: its lower half for negative numbers (ISO/IEC 10918-1,
/// F.2.2.1).
fn difference(size: u32, number: i32) -> i32 {
    if size > 0 && number < 1 << (size - 1) { number - (1 << size) + 1 } else { number }
}

/// One or more steps over coefficients: bits of codes and numbers, and coefficients, those that are
/// zero included.
#[derive(Clone, Copy)]
struct Step(u16);

impl Step {
    /// Most bits of codes and numbers, so that a refill is enough for as many steps as it is for.
    const MOST_BITS: u32 = Bits::WHOLE / LOOKS;
    /// Where the coefficients stand.
    const COEFFICIENTS: u32 = 5;
    /// Counts as a whole block: it ends here.
    const ENDS: u32 = COEFFICIENTS;
    /// Counts as more than a block and its end: the table does not see enough.
    const UNSEEN: Self = Self(128 << Self::COEFFICIENTS);

    fn new(bits: u32, coefficients: u32) -> Self {
        Self((coefficients << Self::COEFFICIENTS | bits) as u16)
    }

    /// What a symbol and its code of this length step over (ISO/IEC 10918-1, F.1.2.2).
    fn of(length: u32, symbol: u8) -> Self {
        let (run, size) = (u32::from(symbol >> 4), u32::from(symbol & 0x0F));
        match (run, size) {
            (15, 0) => Self::new(length, 16),
            (_, 0) => Self::new(length, Self::ENDS),
            _ => Self::new(length + size, run + 1),
        }
    }

    #[inline]
    fn bits(self) -> u32 {
        u32::from(self.0) & ((1 << Self::COEFFICIENTS) - 1)
    }

    /// Coefficients; 64 more where the block ends behind them, 128 where the table does not see.
    #[inline]
    fn coefficients(self) -> u32 {
        u32::from(self.0) >> Self::COEFFICIENTS
    }

    fn ends(self) -> bool {
        self.coefficients() & Self::ENDS > 0
    }

    /// Whether the block ends with this step, which brings it to `done`, before it is full.
    #[inline]
    fn ends_within(self, done: u32) -> bool {
        self.ends() && done < 2 * Self::ENDS
    }
}

/// Where looks into a table lead.
enum Reached {
    Middle,
    End,
    /// The next steps are not for the table.
    Unclear,
}

/// Codes for the coefficients behind the mean, which are only stepped over.
pub(super) struct SkipCodes {
    codes: Codes,
    /// As many steps as can be seen at once.
    table: Box<[Step; ENTRIES]>,
}

impl SkipCodes {
    pub(super) fn new(counts: &[u8; 16], symbols: &[u8]) -> Option<Self> {
        let codes = Codes::new(counts, symbols)?;
        // For each look the first step, if the table sees its code.
        let first = |look: usize| {
            let (length, symbol) = codes.find((look as u32) << (MAX_CODE_BITS - LOOK))?;
            let step = Step::of(length, symbol);
            (length <= LOOK && step.bits() <= Step::MOST_BITS).then_some((step, length))
        };
        let firsts: Vec<_> = (0..ENTRIES).map(first).collect();
        let mut table = Box::new([Step::UNSEEN; ENTRIES]);
        for (look, entry) in table.iter_mut().enumerate() {
            let Some((mut all, _)) = firsts[look] else { continue };
            while !all.ends() && all.bits() < LOOK {
                let seen = LOOK - all.bits();
                let next = firsts[(look << all.bits()) & (ENTRIES - 1)];
                let Some((next, length)) = next else { break };
                let coefficients = all.coefficients() + next.coefficients() % Step::ENDS;
                if length > seen || next.bits() > seen || coefficients >= Step::ENDS {
                    break;
                }
                all = Step::new(all.bits() + next.bits(), all.coefficients() + next.coefficients());
            }
            *entry = all;
        }
        Some(Self { codes, table })
    }

    /// Steps over the rest of a block.
    #[inline(always)]
    pub(super) fn step_over(&self, bits: &mut Bits<'_>) -> Option<()> {
        let mut done = 1;
        // What the mean left is mostly enough for a first few looks.
        let mut reached = if bits.count >= (LOOKS - 1) * Step::MOST_BITS {
            self.look_over::<{ LOOKS - 1 }>(bits, &mut done)
        } else {
            Reached::Middle
        };
        loop {
            match reached {
                Reached::End => return Some(()),
                Reached::Middle if bits.refill() => {
                    reached = self.look_over::<LOOKS>(bits, &mut done);
                    continue;
                }
                Reached::Middle => {}
                // Several steps at once must not reach into the next block.
                Reached::Unclear => {
                    bits.refill();
                }
            }
            // Here, and near the end of the data, each step is checked.
            let ended;
            (*bits, done, ended) = self.step_once(*bits, done)?;
            reached = if ended { Reached::End } else { Reached::Middle };
        }
    }

    /// Looks so many times, for which the bits must be enough.
    #[inline(always)]
    fn look_over<const LOOKS: u32>(&self, bits: &mut Bits<'_>, done: &mut u32) -> Reached {
        for _ in 0..LOOKS {
            let step = self.table[bits.look(LOOK) & (ENTRIES - 1)];
            let after = *done + step.coefficients();
            // What ends the block, or is not plain, counts as a whole block or more.
            if after < COEFFICIENTS {
                bits.take(step.bits());
                *done = after;
                continue;
            }
            if step.ends_within(after) {
                bits.take(step.bits());
                return Reached::End;
            }
            return Reached::Unclear;
        }
        Reached::Middle
    }

    /// Steps over one coefficient and the zeros before it; says whether the block ended.
    #[inline(never)]
    fn step_once<'a>(&self, mut bits: Bits<'a>, done: u32) -> Option<(Bits<'a>, u32, bool)> {
        let (length, symbol) = self.codes.find(bits.look(MAX_CODE_BITS) as u32)?;
        let step = Step::of(length, symbol);
        bits.drop(step.bits())?;
        let done = done + step.coefficients();
        let ended = step.ends() || done == COEFFICIENTS;
        (ended || done < COEFFICIENTS).then_some((bits, done, ended))
    }
}

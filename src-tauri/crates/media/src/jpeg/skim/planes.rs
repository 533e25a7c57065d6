//! Planes of means, and how three of them become colours.

/// A plane with room for whole units at its right and lower edge.
pub(super) struct Plane<T> {
    /// Values across and down that belong to the picture.
    pub width: usize,
    pub height: usize,
    /// Values from one row to the next.
    pub stride: usize,
    values: Vec<T>,
}

impl<T: Copy + Default> Plane<T> {
    pub(super) fn new(width: usize, height: usize, stride: usize, rows: usize) -> Self {
        Self { width, height, stride, values: vec![T::default(); stride * rows] }
    }

    /// Rows, those beyond the picture included.
    pub(super) fn rows(&self) -> usize {
        self.values.len() / self.stride
    }

    /// All values, row by row, those beyond the picture included.
    pub(super) fn values_mut(&mut self) -> &mut [T] {
        &mut self.values
    }

    fn row(&self, y: usize) -> &[T] {
        &self.values[y * self.stride..][..self.width]
    }

    /// The values that belong to the picture.
    pub(super) fn cropped(&self) -> Vec<T> {
        (0..self.height).flat_map(|y| self.row(y)).copied().collect()
    }
}

impl Plane<i32> {
    /// Brightness of 0 to 255: a mean is stored in steps, and eight times as large as it is
    /// (ISO/IEC 10918-1, A.3.3).
    pub(super) fn levels(&self, step: i32) -> Plane<u8> {
        // No sound mean has more than 16 bits, and a step has no more either.
        let level = |&mean: &i32| {
            (((mean.clamp(-0x7FFF, 0x7FFF) * step + 4) >> 3) + 128).clamp(0, 255) as u8
        };
        Plane {
            width: self.width,
            height: self.height,
            stride: self.stride,
            values: self.values.iter().map(level).collect(),
        }
    }
}

/// Red, green and blue (JFIF 1.02, page 3) at the size of the brightness.
pub(super) fn to_rgb(brightness: &Plane<u8>, blue: &Plane<u8>, red: &Plane<u8>) -> Vec<u8> {
    let mut rgb = vec![0; brightness.width * brightness.height * 3];
    let (mut blues, mut reds) = (Stretched::new(brightness, blue), Stretched::new(brightness, red));
    for (y, rgb) in rgb.chunks_exact_mut(brightness.width * 3).enumerate() {
        let (blues, reds) = (blues.row(blue, y), reds.row(red, y));
        let levels = brightness.row(y).iter().zip(blues).zip(reds);
        for (((&level, &blue), &red), rgb) in levels.zip(rgb.chunks_exact_mut(3)) {
            // In 65,536ths.
            let level = i32::from(level) * 65_536 + 32_768;
            let (blue, red) = (i32::from(blue) - 128, i32::from(red) - 128);
            let clamped = |value: i32| (value >> 16).clamp(0, 255) as u8;
            rgb.copy_from_slice(&[
                clamped(level + 91_881 * red),
                clamped(level - 22_554 * blue - 46_802 * red),
                clamped(level + 116_130 * blue),
            ]);
        }
    }
    rgb
}

/// A plane stretched to the size of another, between its values in proportion.
///
/// Planes are 1, 2 or 4 times as large, so that places between two values lie at whole eighths.
struct Stretched {
    /// For each place across: the two values it lies between and, in eighths, how far on.
    across: Vec<(usize, usize, u16)>,
    down: Vec<(usize, usize, u16)>,
    /// Whether it is twice as wide as before.
    doubled: bool,
    /// The row's values before it is stretched across, in eighths.
    column: Vec<u16>,
    row: Vec<u8>,
}

impl Stretched {
    fn new(whole: &Plane<u8>, part: &Plane<u8>) -> Self {
        let places = |whole: usize, part: usize, stretch: usize| {
            let stretch = stretch.max(1) as i32;
            let last = part.saturating_sub(1);
            let place = |at: usize| {
                let middle = ((2 * at as i32 + 1) * 4 / stretch - 4).max(0);
                let first = (middle >> 3) as usize;
                (first.min(last), (first + 1).min(last), (middle & 7) as u16)
            };
            (0..whole).map(place).collect()
        };
        let stretch = |whole: usize, part: usize| whole / part.max(1);
        Self {
            doubled: stretch(whole.stride, part.stride) == 2,
            across: places(whole.width, part.width, stretch(whole.stride, part.stride)),
            down: places(whole.height, part.height, stretch(whole.rows(), part.rows())),
            column: vec![0; part.width],
            row: vec![0; whole.width],
        }
    }

    fn row(&mut self, part: &Plane<u8>, y: usize) -> &[u8] {
        let (above, below, further) = self.down[y];
        let (above, below) = (part.row(above), part.row(below));
        for ((value, &above), &below) in self.column.iter_mut().zip(above).zip(below) {
            *value = u16::from(above) * (8 - further) + u16::from(below) * further;
        }
        if self.doubled {
            // The usual case, as processors like it: between each two values lie two.
            let pairs = self.row[1..].chunks_exact_mut(2);
            for ((pair, &left), &right) in pairs.zip(&self.column).zip(&self.column[1..]) {
                pair[0] = between(left, right, 2);
                pair[1] = between(left, right, 6);
            }
            for edge in [0, self.row.len() - 1] {
                self.row[edge] = self.value(edge);
            }
        } else {
            for at in 0..self.row.len() {
                self.row[at] = self.value(at);
            }
        }
        &self.row
    }

    fn value(&self, at: usize) -> u8 {
        let (left, right, further) = self.across[at];
        between(self.column[left], self.column[right], further)
    }
}

/// A level between two that are given in eighths, `further` eighths from the first to the second.
#[inline]
fn between(first: u16, second: u16, further: u16) -> u8 {
    ((first * (8 - further) + second * further + 32) >> 6) as u8
}

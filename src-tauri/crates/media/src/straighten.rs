//! The fine turn that makes a horizon level.
//!
//! The upright picture is turned about its middle and enlarged until no corner is empty, so that
//! it keeps its shape: a crop is a fraction of the same sides before and after.

use image::RgbImage;

use crate::edit::Region;

/// The furthest that a picture can be straightened, in degrees either way.
pub const MAX_STRAIGHTEN: f64 = 45.0;

/// Less than this is not seen: half a pixel at the end of 6,000.
const UNSEEN: f64 = 0.005;

/// A fine turn of an upright picture of which a part is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Tilt {
    /// Sides of the whole upright picture, in pixels.
    sides: (f64, f64),
    /// Sine and cosine of the clockwise turn.
    turn: (f64, f64),
    /// By how much the turned picture is enlarged.
    enlarged: f64,
    /// The part of the straightened picture that is kept, as fractions: left, top, width, height.
    kept: [f64; 4],
}

impl Tilt {
    /// `None` where there is nothing to turn. Nonsense is brought inside ±[`MAX_STRAIGHTEN`].
    pub(crate) fn new(degrees: f64, sides: (f64, f64), kept: [f64; 4]) -> Option<Self> {
        if !degrees.is_finite() || degrees.abs() < UNSEEN {
            return None;
        }
        let turn = degrees.clamp(-MAX_STRAIGHTEN, MAX_STRAIGHTEN).to_radians().sin_cos();
        let longer = (sides.0 / sides.1).max(sides.1 / sides.0);
        let enlarged = turn.1 + turn.0.abs() * longer;
        Some(Self { sides, turn, enlarged, kept })
    }

    /// Where in the upright picture a point of the kept part comes from, in pixels; `across` and
    /// `down` are fractions of the kept part.
    fn origin(&self, across: f64, down: f64) -> (f64, f64) {
        let [left, top, width, height] = self.kept;
        let (sine, cosine) = self.turn;
        let x = (left + across * width - 0.5) * self.sides.0 / self.enlarged;
        let y = (top + down * height - 0.5) * self.sides.1 / self.enlarged;
        let (turned_x, turned_y) = (x * cosine + y * sine, y * cosine - x * sine);
        (turned_x + self.sides.0 / 2.0, turned_y + self.sides.1 / 2.0)
    }

    /// The upright rectangle that all of the kept part comes from, in pixels.
    pub(crate) fn bounds(&self) -> Region {
        let corners = [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)];
        let corners = corners.map(|(across, down)| self.origin(across, down));
        let least = |values: [f64; 4], most: f64| {
            values.into_iter().fold(f64::INFINITY, f64::min).clamp(0.0, most)
        };
        let greatest = |values: [f64; 4], most: f64| {
            values.into_iter().fold(f64::NEG_INFINITY, f64::max).clamp(0.0, most)
        };
        let (x, y) = (corners.map(|corner| corner.0), corners.map(|corner| corner.1));
        let (left, top) = (least(x, self.sides.0), least(y, self.sides.1));
        Region {
            left,
            top,
            width: (greatest(x, self.sides.0) - left).max(1.0),
            height: (greatest(y, self.sides.1) - top).max(1.0),
        }
    }

    /// The kept part at the size it has without the turn: the shape of a photo and the size of its
    /// parts are those of its record, however it is straightened.
    pub(crate) fn natural(&self) -> Region {
        let [_, _, width, height] = self.kept;
        let (width, height) = (width * self.sides.0, height * self.sides.1);
        Region { left: 0.0, top: 0.0, width, height }
    }

    /// By how much the turned picture is enlarged.
    pub(crate) fn enlarged(&self) -> f64 {
        self.enlarged
    }

    /// Turns what was shrunk from [`Self::bounds`]: the kept part in whole pixels.
    pub(crate) fn apply(&self, shrunk: &RgbImage, (width, height): (u32, u32)) -> RgbImage {
        let bounds = self.bounds();
        let across = f64::from(shrunk.width()) / bounds.width;
        let down = f64::from(shrunk.height()) / bounds.height;
        RgbImage::from_fn(width, height, |x, y| {
            let fraction = |at: u32, of: u32| (f64::from(at) + 0.5) / f64::from(of);
            let (x, y) = self.origin(fraction(x, width), fraction(y, height));
            sample(shrunk, (x - bounds.left) * across - 0.5, (y - bounds.top) * down - 0.5)
        })
    }
}

/// The colour at a place between pixels, by the cubic of Catmull and Rom: as sharp as the pixels
/// around it. Beyond the edge the last pixel goes on.
fn sample(picture: &RgbImage, x: f64, y: f64) -> image::Rgb<u8> {
    let (columns, rows) = (weights(x - x.floor()), weights(y - y.floor()));
    let at = |start: f64, step: usize, side: u32| {
        (start.floor() + step as f64 - 1.0).clamp(0.0, f64::from(side - 1)) as u32
    };
    let mut sum = [0.0; 3];
    for (step, row) in rows.iter().enumerate() {
        let y = at(y, step, picture.height());
        for (step, column) in columns.iter().enumerate() {
            let pixel = picture.get_pixel(at(x, step, picture.width()), y);
            for (sum, level) in sum.iter_mut().zip(pixel.0) {
                *sum += row * column * f64::from(level);
            }
        }
    }
    image::Rgb(sum.map(|level| level.round().clamp(0.0, 255.0) as u8))
}

/// How much each of four neighbours counts, `t` of the way from the second to the third.
fn weights(t: f64) -> [f64; 4] {
    let (square, cube) = (t * t, t * t * t);
    [
        (-cube + 2.0 * square - t) / 2.0,
        (3.0 * cube - 5.0 * square + 2.0) / 2.0,
        (-3.0 * cube + 4.0 * square + t) / 2.0,
        (cube - square) / 2.0,
    ]
}

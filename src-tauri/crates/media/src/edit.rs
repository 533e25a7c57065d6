//! The user's turns and crop, joined with the camera's orientation into one step on few pixels.

use domain::{Crop, Rotation};
use image::{DynamicImage, RgbImage, metadata::Orientation};

use crate::straighten::Tilt;

/// What the user did to the upright picture, without touching the original.
///
/// The rotation comes first, then the straightening; the crop is a part of what comes of that.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Edit {
    /// Clockwise turn of the upright picture.
    pub rotation: Rotation,
    /// Fine turn in degrees clockwise, within ±[`crate::MAX_STRAIGHTEN`]. The picture is enlarged
    /// about its middle until no corner is empty, and keeps its shape.
    pub straighten: f64,
    /// The part that is kept; all of it when absent.
    pub crop: Option<Crop>,
}

/// How to get from stored pixels to the picture as it is shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Plan {
    /// The part of the stored picture to take, in stored pixels.
    pub source: Region,
    /// What to do with that part once it is small.
    pub turn: Orientation,
    /// What to do with it after that.
    tilt: Option<Tilt>,
}

impl Plan {
    /// The size to which the source is to be shrunk for a picture that fits a square box, in whole
    /// stored pixels; never enlarged, never empty.
    pub(crate) fn shrunk(&self, max_side: u32) -> (u32, u32) {
        let Some(tilt) = &self.tilt else { return self.source.fit(max_side) };
        let natural = tilt.natural();
        let factor = f64::from(natural.fit(max_side).0) / natural.width;
        let factor = (factor * tilt.enlarged()).min(1.0);
        let pixels = |side: f64| (side * factor).round().max(1.0) as u32;
        (pixels(self.source.width), pixels(self.source.height))
    }

    /// Turns the shrunk source, which is in sRGB by now, to the picture as it is shown.
    pub(crate) fn finish(&self, shrunk: RgbImage, max_side: u32) -> RgbImage {
        let mut picture = DynamicImage::from(shrunk);
        picture.apply_orientation(self.turn);
        let picture = picture.into_rgb8();
        match &self.tilt {
            Some(tilt) => tilt.apply(&picture, tilt.natural().fit(max_side)),
            None => picture,
        }
    }
}

/// A part of the stored picture, in pixels that may be fractions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Region {
    pub left: f64,
    pub top: f64,
    pub width: f64,
    pub height: f64,
}

impl Region {
    /// The same part of a picture that was decoded at another size.
    pub(crate) fn scaled(self, across: f64, down: f64) -> Self {
        Self {
            left: self.left * across,
            top: self.top * down,
            width: self.width * across,
            height: self.height * down,
        }
    }

    /// Size in whole pixels of this part shrunk into a square box; never enlarged, never empty.
    pub(crate) fn fit(self, max_side: u32) -> (u32, u32) {
        let factor = (f64::from(max_side.max(1)) / self.width.max(self.height)).min(1.0);
        let pixels = |side: f64| (side * factor).round().max(1.0) as u32;
        (pixels(self.width), pixels(self.height))
    }
}

/// Joins what the camera and the user said about a picture of `width` × `height` stored pixels.
pub(crate) fn plan(width: u32, height: u32, camera: Orientation, edit: &Edit) -> Plan {
    let turn = turned(camera, edit.rotation);
    let (width, height) = (f64::from(width), f64::from(height));
    let upright = if swaps_sides(turn) { (height, width) } else { (width, height) };
    let kept = kept(edit.crop);
    let tilt = Tilt::new(edit.straighten, upright, kept);
    let part = tilt.as_ref().map_or(kept, |tilt| {
        let Region { left, top, width, height } = tilt.bounds();
        [left / upright.0, top / upright.1, width / upright.0, height / upright.1]
    });
    let [x, y, w, h] = stored_part(turn, part);
    let source = Region { left: x * width, top: y * height, width: w * width, height: h * height };
    Plan { source, turn, tilt }
}

/// Whether an orientation makes rows of columns.
pub(crate) fn swaps_sides(turn: Orientation) -> bool {
    matches!(parts(turn), (_, 1 | 3))
}

/// The crop as fractions that surely lie inside the picture: what a slip of the hand or a damaged
/// record asks for beyond it is cut off, and a crop of nothing is no crop.
fn kept(crop: Option<Crop>) -> [f64; 4] {
    const ALL: [f64; 4] = [0.0, 0.0, 1.0, 1.0];
    let Some(crop) = crop else { return ALL };
    let inside = |value: f64| if value.is_finite() { value.clamp(0.0, 1.0) } else { 0.0 };
    let (x, y) = (inside(crop.x), inside(crop.y));
    let (right, bottom) = (inside(crop.x + crop.width), inside(crop.y + crop.height));
    if right > x && bottom > y { [x, y, right - x, bottom - y] } else { ALL }
}

/// An orientation as clockwise quarter turns, then perhaps a left-right flip.
fn parts(turn: Orientation) -> (bool, u8) {
    match turn {
        Orientation::NoTransforms => (false, 0),
        Orientation::Rotate90 => (false, 1),
        Orientation::Rotate180 => (false, 2),
        Orientation::Rotate270 => (false, 3),
        Orientation::FlipHorizontal => (true, 0),
        Orientation::Rotate90FlipH => (true, 1),
        Orientation::FlipVertical => (true, 2),
        Orientation::Rotate270FlipH => (true, 3),
    }
}

/// The camera's orientation followed by the user's turn. Turning what was flipped turns the other
/// way round before the flip.
fn turned(camera: Orientation, rotation: Rotation) -> Orientation {
    let quarters = match rotation {
        Rotation::None => 0,
        Rotation::Quarter => 1,
        Rotation::Half => 2,
        Rotation::ThreeQuarter => 3,
    };
    let (flip, turns) = parts(camera);
    let turns = if flip { turns + 4 - quarters } else { turns + quarters } % 4;
    match (flip, turns) {
        (false, 0) => Orientation::NoTransforms,
        (false, 1) => Orientation::Rotate90,
        (false, 2) => Orientation::Rotate180,
        (false, _) => Orientation::Rotate270,
        (true, 0) => Orientation::FlipHorizontal,
        (true, 1) => Orientation::Rotate90FlipH,
        (true, 2) => Orientation::FlipVertical,
        (true, _) => Orientation::Rotate270FlipH,
    }
}

/// Where a part of the shown picture lies in the stored one, all in fractions.
fn stored_part(turn: Orientation, [mut x, mut y, mut w, mut h]: [f64; 4]) -> [f64; 4] {
    let (flip, turns) = parts(turn);
    if flip {
        x = 1.0 - x - w;
    }
    for _ in 0..turns {
        (x, y, w, h) = (y, 1.0 - x - w, h, w);
    }
    [x.max(0.0), y.max(0.0), w, h]
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::GenericImageView;
    use rstest::rstest;

    /// A crop drawn on the screen must keep the very pixels that were inside the frame, whichever
    /// way the camera was held and the user turned the picture: checked against doing it the slow
    /// way, turning all pixels first.
    #[rstest]
    fn a_crop_keeps_what_was_inside_the_frame(
        #[values(1, 2, 3, 4, 5, 6, 7, 8)] exif: u8,
        #[values(Rotation::None, Rotation::Quarter, Rotation::Half, Rotation::ThreeQuarter)]
        rotation: Rotation,
    ) {
        let stored =
            DynamicImage::from(RgbImage::from_fn(40, 20, |x, y| image::Rgb([x as u8, y as u8, 0])));
        let camera = Orientation::from_exif(exif).unwrap();
        let crop = Crop { x: 0.1, y: 0.2, width: 0.4, height: 0.5 };

        let plan = plan(40, 20, camera, &Edit { rotation, straighten: 0.0, crop: Some(crop) });
        let Region { left, top, width, height } = plan.source;
        let mut quick = stored.crop_imm(
            left.round() as u32,
            top.round() as u32,
            width.round() as u32,
            height.round() as u32,
        );
        quick.apply_orientation(plan.turn);

        let mut slow = stored;
        slow.apply_orientation(camera);
        slow = match rotation {
            Rotation::None => slow,
            Rotation::Quarter => slow.rotate90(),
            Rotation::Half => slow.rotate180(),
            Rotation::ThreeQuarter => slow.rotate270(),
        };
        let (width, height) = slow.dimensions();
        let part = |of: u32, fraction: f64| (f64::from(of) * fraction).round() as u32;
        slow = slow.crop_imm(
            part(width, crop.x),
            part(height, crop.y),
            part(width, crop.width),
            part(height, crop.height),
        );
        assert_eq!(quick, slow);
    }

    /// A damaged crop in the store must show the photo, not nothing or a crash.
    #[rstest]
    #[case::nothing(Crop { x: 0.5, y: 0.5, width: 0.0, height: 0.0 }, [0.0, 0.0, 1.0, 1.0])]
    #[case::not_a_number(Crop { x: f64::NAN, y: 0.0, width: f64::NAN, height: 1.0 }, [0.0, 0.0, 1.0, 1.0])]
    #[case::beyond(Crop { x: 0.5, y: -1.0, width: 9.0, height: 9.0 }, [0.5, 0.0, 0.5, 1.0])]
    fn a_senseless_crop_stays_inside(#[case] crop: Crop, #[case] expected: [f64; 4]) {
        assert_eq!(kept(Some(crop)), expected);
    }

    /// Thumbnails must not be blown up from small pictures, nor vanish from very thin ones.
    #[rstest]
    #[case(4000.0, 3000.0, 400, (400, 300))]
    #[case(100.0, 50.0, 400, (100, 50))]
    #[case(30_000.0, 1.0, 400, (400, 1))]
    fn pictures_shrink_into_their_box(
        #[case] width: f64,
        #[case] height: f64,
        #[case] max_side: u32,
        #[case] expected: (u32, u32),
    ) {
        assert_eq!(Region { left: 0.0, top: 0.0, width, height }.fit(max_side), expected);
    }
}

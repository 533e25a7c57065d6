//! From the colours of the file to sRGB, the only colours a web portal can rely on.
//!
//! A profile that cannot be used is passed over: a photo with slightly wrong colours is worth more
//! to its owner than none.

use image::{DynamicImage, RgbImage, RgbaImage};
use moxcms::{ColorProfile, DataColorSpace, Layout, Transform8BitExecutor, TransformOptions};
use std::sync::Arc;

use crate::raster::Raster;

/// What the numbers of the pixels mean.
#[derive(Debug, Clone)]
pub(crate) enum ColourSpace {
    /// Nothing was said, which means sRGB.
    Srgb,
    /// EXIF says so without a profile, as Canon cameras do (DCF 2.0, "R03").
    AdobeRgb,
    /// Said by code points (H.273: primaries 12).
    DisplayP3,
    /// Said by code points (H.273: primaries 9), with a usual dynamic range.
    Bt2020,
    /// An embedded ICC profile.
    Icc(Vec<u8>),
}

impl ColourSpace {
    fn profile(&self) -> Option<ColorProfile> {
        match self {
            Self::Srgb => None,
            Self::AdobeRgb => Some(ColorProfile::new_adobe_rgb()),
            Self::DisplayP3 => Some(ColorProfile::new_display_p3()),
            Self::Bt2020 => Some(ColorProfile::new_bt2020()),
            Self::Icc(bytes) => ColorProfile::new_from_slice(bytes).ok(),
        }
    }
}

/// Converts to sRGB with 8 bits; what is transparent becomes white.
pub(crate) fn to_srgb(raster: Raster, space: &ColourSpace) -> RgbImage {
    let profile = space.profile();
    match raster {
        Raster::InvertedCmyk(inks) => cmyk_to_srgb(&inks, profile.as_ref()),
        Raster::Picture(image) => match profile {
            None => flatten(image),
            Some(profile) => picture_to_srgb(image, &profile),
        },
    }
}

fn picture_to_srgb(image: DynamicImage, profile: &ColorProfile) -> RgbImage {
    match profile.color_space {
        DataColorSpace::Gray if !image.color().has_color() && !image.color().has_alpha() => {
            let grey = image.to_luma8();
            transform_to_rgb(profile, Layout::Gray, grey.as_raw(), grey.dimensions())
                .unwrap_or_else(|| flatten(image))
        }
        DataColorSpace::Rgb => {
            let Some(transform) = transform(profile, Layout::Rgba, Layout::Rgba) else {
                return flatten(image);
            };
            let source = image.to_rgba8();
            let mut converted = RgbaImage::new(source.width(), source.height());
            match transform.transform(source.as_raw(), &mut converted) {
                Ok(()) => flatten(DynamicImage::from(converted)),
                Err(_) => flatten(image),
            }
        }
        // A profile for other pixels than the file has.
        _ => flatten(image),
    }
}

fn cmyk_to_srgb(inverted: &RgbaImage, profile: Option<&ColorProfile>) -> RgbImage {
    let by_profile = profile.filter(|profile| profile.color_space == DataColorSpace::Cmyk);
    let by_profile = by_profile.and_then(|profile| {
        let inks: Vec<u8> = inverted.as_raw().iter().map(|&ink| 255 - ink).collect();
        transform_to_rgb(profile, Layout::Rgba, &inks, inverted.dimensions())
    });
    by_profile.unwrap_or_else(|| {
        let pixel = |x, y| {
            let [cyan, magenta, yellow, black] = inverted.get_pixel(x, y).0.map(u16::from);
            image::Rgb([cyan, magenta, yellow].map(|ink| ((ink * black + 127) / 255) as u8))
        };
        RgbImage::from_fn(inverted.width(), inverted.height(), pixel)
    })
}

fn transform_to_rgb(
    profile: &ColorProfile,
    layout: Layout,
    samples: &[u8],
    (width, height): (u32, u32),
) -> Option<RgbImage> {
    let mut converted = RgbImage::new(width, height);
    transform(profile, layout, Layout::Rgb)?.transform(samples, &mut converted).ok()?;
    Some(converted)
}

/// The way from a profile to sRGB; `None` where it cannot be used, or changes next to nothing:
/// most profiles are sRGB in all but name, and pixels that are left alone stay the same on every
/// processor.
fn transform(
    profile: &ColorProfile,
    from: Layout,
    to: Layout,
) -> Option<Arc<Transform8BitExecutor>> {
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    let transform = profile.create_transform_8bit(from, &srgb, to, options).ok()?;
    if (from, to) == (Layout::Rgba, Layout::Rgba) {
        let probe: Vec<u8> = (0..27_usize)
            .flat_map(|n| [n % 3, n / 3 % 3, n / 9, 2].map(|level| (level * 255 / 2) as u8))
            .collect();
        let mut converted = vec![0; probe.len()];
        transform.transform(&probe, &mut converted).ok()?;
        let same = probe.iter().zip(&converted).all(|(a, b)| a.abs_diff(*b) <= 2);
        return (!same).then_some(transform);
    }
    Some(transform)
}

/// Eight bits, no alpha: laid on white, as a page would show it.
fn flatten(image: DynamicImage) -> RgbImage {
    if !image.color().has_alpha() {
        return image.into_rgb8();
    }
    let image = image.into_rgba8();
    RgbImage::from_fn(image.width(), image.height(), |x, y| {
        let [red, green, blue, alpha] = image.get_pixel(x, y).0.map(u32::from);
        let on_white = |level| ((level * alpha + 255 * (255 - alpha) + 127) / 255) as u8;
        image::Rgb([red, green, blue].map(on_white))
    })
}

//! Drawing a picture smaller. Pure: a file in, files out.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Cursor};

use fast_image_resize::{FilterType, ResizeAlg, ResizeOptions, Resizer};
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{
    ColorType, DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader,
};

use super::{Form, Source};

/// JPEG quality of the sizes.
const QUALITY: u8 = 82;
/// Larger files are not opened.
const MAX_FILE_BYTES: u64 = 64 << 20;
/// Pictures of more pixels are not decoded: a progressive JPEG needs about ten bytes for each.
const MAX_PIXELS: u64 = 50_000_000;

/// Why a picture was not drawn.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotDrawn {
    #[error("the file could not be read")]
    File(#[from] std::io::Error),
    #[error("the picture is too large to be drawn")]
    TooLarge,
    #[error("the picture's colours are for print")]
    PrintColours,
    #[error("the picture is broken")]
    Broken(#[from] ImageError),
    #[error("the picture could not be made smaller")]
    Resize(#[from] fast_image_resize::ResizeError),
}

/// The picture, upright, with the colour profile that its numbers need.
struct Decoded {
    picture: DynamicImage,
    profile: Option<Vec<u8>>,
}

/// The picture in each of its widths that are smaller than itself. What a camera noted in the file
/// stays behind; the colour profile comes along.
pub(super) fn all(source: &Source) -> Result<HashMap<u32, Vec<u8>>, NotDrawn> {
    let decoded = decode(source)?;
    let mut resizer = Resizer::new();
    let mut drawn = HashMap::new();
    for width in &source.widths {
        if *width < decoded.picture.width() {
            drawn.insert(*width, one(&decoded, *width, source.form, &mut resizer)?);
        }
    }
    Ok(drawn)
}

fn decode(source: &Source) -> Result<Decoded, NotDrawn> {
    let file = File::open(&source.file)?;
    if file.metadata()?.len() > MAX_FILE_BYTES {
        return Err(NotDrawn::TooLarge);
    }
    let format = match source.form {
        Form::Jpeg => ImageFormat::Jpeg,
        Form::Png => ImageFormat::Png,
    };
    let mut decoder = ImageReader::with_format(BufReader::new(file), format).into_decoder()?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MAX_PIXELS {
        return Err(NotDrawn::TooLarge);
    }
    let profile = decoder.icc_profile()?;
    // ICC.1:2022, 7.2.6: bytes 16 to 19 say what the numbers of the picture are.
    if profile.as_ref().is_some_and(|icc| !matches!(icc.get(16..20), Some(b"RGB " | b"GRAY"))) {
        return Err(NotDrawn::PrintColours);
    }
    let orientation = decoder.orientation()?;
    let mut picture = in_eight_bits(DynamicImage::from_decoder(decoder)?);
    picture.apply_orientation(orientation);
    Ok(Decoded { picture, profile })
}

/// What browsers show is eight bits deep; grey stays grey, because its profile may be one of grey.
fn in_eight_bits(picture: DynamicImage) -> DynamicImage {
    match picture.color() {
        ColorType::L8 | ColorType::La8 | ColorType::Rgb8 | ColorType::Rgba8 => picture,
        ColorType::L16 => picture.into_luma8().into(),
        ColorType::La16 => picture.into_luma_alpha8().into(),
        colour if colour.has_alpha() => picture.into_rgba8().into(),
        _ => picture.into_rgb8().into(),
    }
}

fn one(
    Decoded { picture, profile }: &Decoded,
    width: u32,
    form: Form,
    resizer: &mut Resizer,
) -> Result<Vec<u8>, NotDrawn> {
    let height = height(picture.width(), picture.height(), width);
    let mut smaller = DynamicImage::new(width, height, picture.color());
    let how = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Lanczos3));
    resizer.resize(picture, &mut smaller, &how)?;
    let mut file = Cursor::new(Vec::new());
    match form {
        Form::Jpeg => write(JpegEncoder::new_with_quality(&mut file, QUALITY), &smaller, profile),
        Form::Png => write(PngEncoder::new(&mut file), &smaller, profile),
    }?;
    Ok(file.into_inner())
}

fn write(
    mut encoder: impl ImageEncoder,
    picture: &DynamicImage,
    profile: &Option<Vec<u8>>,
) -> Result<(), ImageError> {
    if let Some(profile) = profile {
        encoder.set_icc_profile(profile.clone()).map_err(ImageError::Unsupported)?;
    }
    picture.write_with_encoder(encoder)
}

/// The height that belongs to `wanted` pixels of width, in a picture of these sides.
pub(crate) fn height(width: u32, height: u32, wanted: u32) -> u32 {
    let (width, height, wanted) = (u64::from(width.max(1)), u64::from(height), u64::from(wanted));
    u32::try_from((height * wanted + width / 2) / width).unwrap_or(u32::MAX).max(1)
}

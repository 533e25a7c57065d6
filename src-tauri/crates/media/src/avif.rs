//! AVIF pictures: AV1 frames in the container that HEIC uses too.

use aom_decode::{
    Config,
    avif::{AV1Metadata, Avif, Image, ParsedAvifData},
};
use domain::PhotoFormat;
use heifer::heifer_isobmff::{
    HeifFile,
    boxes::{ColorInfo, Property},
};
use image::{DynamicImage, ImageBuffer, Luma, Rgb, Rgba, RgbaImage, imageops};

use crate::{
    colour::ColourSpace, error::MediaError, format::UnsupportedFormat, limits::Limits,
    raster::Raster,
};

/// Memory for one pixel while decoding: planes with borders at 16 bits, then RGBA at 16.
pub(crate) const BYTES_PER_PIXEL: u64 = 8 + 8;

/// Real grids have up to about a hundred tiles.
const MAX_TILES: usize = 1024;

/// H.273 transfer characteristics of high dynamic range: PQ and HLG.
const HIGH_DYNAMIC_RANGE: [u16; 2] = [16, 18];

/// The type of an item that is one AV1 frame, and the OBU that tells its size.
const AV1_ITEM: &[u8; 4] = b"av01";
const SEQUENCE_HEADER: u8 = 1;

/// Decodes the main picture, upright.
pub(crate) fn decode(bytes: &[u8], limits: &Limits) -> Result<(Raster, ColourSpace), MediaError> {
    let file = HeifFile::parse(bytes).map_err(broken)?;
    let id = file.primary_id;
    let space = colour_space(&file)?;
    let picture = if is_grid(&file, id) {
        decode_grid(&file, limits)?
    } else {
        decode_item(&file, id, limits)?
    };
    let transforms = file.item_properties(id).map_err(broken)?;
    Ok((Raster::Picture(transforms.fold(picture, transformed)), space))
}

/// One frame, with its transparency if it has any.
fn decode_item(file: &HeifFile<'_>, id: u32, limits: &Limits) -> Result<DynamicImage, MediaError> {
    if file.item(id).map_err(broken)?.item_type.0 != *AV1_ITEM {
        return Err(MediaError::Unsupported { format: UnsupportedFormat::RareHeif });
    }
    let size = file.image_size(id).map_err(broken)?.ok_or_else(|| broken("no size"))?;
    let colour = file.item_data(id).map_err(broken)?;
    check_frame(&colour, size, limits)?;
    let alpha = alpha_of(file, id).map(|alpha| file.item_data(alpha)).transpose();
    let alpha = alpha.map_err(broken)?;
    if let Some(alpha) = &alpha {
        check_frame(alpha, size, limits)?;
    }
    let premultiplied = file.references.iter().any(|it| it.ref_type.0 == *b"prem");
    let parsed = ParsedAvifData {
        primary_item: colour.into_owned().into(),
        alpha_item: alpha.map(|alpha| alpha.into_owned().into()),
        premultiplied_alpha: premultiplied,
    };
    // One thread: the caller has one worker for each core already.
    let mut decoder =
        Avif::from_parsed_avif_data(parsed, &Config { threads: 1 }).map_err(refused)?;
    picture(decoder.convert().map_err(refused)?)
}

fn is_grid(file: &HeifFile<'_>, id: u32) -> bool {
    file.item(id).is_ok_and(|item| item.item_type.0 == *b"grid")
}

/// Frames laid side by side, as large pictures are stored; the transparency is a grid of its own.
fn decode_grid(file: &HeifFile<'_>, limits: &Limits) -> Result<DynamicImage, MediaError> {
    let mut whole = join_tiles(file, file.primary_id, limits)?;
    let alpha = alpha_of(file, file.primary_id).filter(|&alpha| is_grid(file, alpha));
    if let Some(alpha) = alpha {
        let alpha = join_tiles(file, alpha, limits)?;
        for (pixel, alpha) in whole.pixels_mut().zip(alpha.pixels()) {
            pixel.0[3] = alpha.0[0];
        }
    }
    Ok(DynamicImage::from(whole))
}

fn join_tiles(file: &HeifFile<'_>, id: u32, limits: &Limits) -> Result<RgbaImage, MediaError> {
    let grid = file.grid(id).map_err(broken)?;
    let (width, height) = (grid.output_width, grid.output_height);
    limits.check_pixels(width, height, BYTES_PER_PIXEL)?;
    let tiles = file.referenced_items(id, b"dimg");
    let (rows, columns) = (usize::from(grid.rows), usize::from(grid.columns));
    if tiles.len() != rows * columns || tiles.len() > MAX_TILES {
        return Err(broken("the grid has another number of tiles"));
    }
    let mut whole = RgbaImage::new(width, height);
    for (number, &tile) in tiles.iter().enumerate() {
        let tile = decode_item(file, tile, limits)?.into_rgba8();
        let (column, row) = ((number % columns) as i64, (number / columns) as i64);
        let (left, top) = (column * i64::from(tile.width()), row * i64::from(tile.height()));
        imageops::replace(&mut whole, &tile, left, top);
    }
    Ok(whole)
}

/// The item that holds the transparency of another one.
fn alpha_of(file: &HeifFile<'_>, id: u32) -> Option<u32> {
    file.referencing_items(id, b"auxl").into_iter().find(|&auxiliary| {
        let mut properties = file.item_properties(auxiliary).into_iter().flatten();
        properties.any(|property| {
            let Property::AuxiliaryType(kind) = property else { return false };
            kind.ends_with(":alpha") || kind.ends_with("auxid:1")
        })
    })
}

/// Refuses a frame of another size than the container says, which was held against the limits.
///
/// A still picture has exactly one sequence header (AV1 Image File Format 1.1, 2.1), and no frame
/// may be larger than that says, so this bounds what the decoder allocates.
fn check_frame(data: &[u8], size: (u32, u32), limits: &Limits) -> Result<(), MediaError> {
    limits.check_pixels(size.0, size.1, BYTES_PER_PIXEL)?;
    let mut rest = data;
    let mut headers = 0;
    while let Some((kind, whole, after)) = next_obu(rest) {
        rest = after;
        if kind == SEQUENCE_HEADER {
            headers += 1;
            let header = AV1Metadata::parse_av1_bitstream(whole).map_err(broken)?;
            if (header.max_frame_width.get(), header.max_frame_height.get()) != size {
                return Err(broken("the frame has another size than the picture"));
            }
        }
    }
    if headers == 1 { Ok(()) } else { Err(broken("not exactly one sequence header")) }
}

/// The next open bitstream unit (AV1 5.3.1): its type, all of it, and what follows.
fn next_obu(data: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let first = *data.first()?;
    let (extended, sized) = (first >> 2 & 1, first >> 1 & 1 == 1);
    let mut at = 1 + usize::from(extended);
    let length = if sized {
        let mut length = 0_usize;
        for group in 0..5 {
            let byte = *data.get(at)?;
            at += 1;
            length |= usize::from(byte & 0x7F) << (group * 7);
            if byte & 0x80 == 0 {
                break;
            }
        }
        length
    } else {
        data.len().checked_sub(at)?
    };
    let (whole, after) = data.split_at_checked(at.checked_add(length)?)?;
    Some((first >> 3 & 0xF, whole, after))
}

/// Pixels of the kinds that the rest of the house knows.
fn picture(image: Image) -> Result<DynamicImage, MediaError> {
    macro_rules! buffer {
        ($image:ident, $pixel:ident, $($part:ident),+) => {{
            let (width, height) = ($image.width() as u32, $image.height() as u32);
            let samples = $image.into_buf().into_iter().flat_map(|pixel| [$(pixel.$part),+]);
            ImageBuffer::<$pixel<_>, Vec<_>>::from_raw(width, height, samples.collect())
                .map(DynamicImage::from)
        }};
    }
    let grey_size = |width: usize, height: usize| (width as u32, height as u32);
    match image {
        Image::RGB8(image) => buffer!(image, Rgb, r, g, b),
        Image::RGB16(image) => buffer!(image, Rgb, r, g, b),
        Image::RGBA8(image) => buffer!(image, Rgba, r, g, b, a),
        Image::RGBA16(image) => buffer!(image, Rgba, r, g, b, a),
        Image::Gray8(image) => {
            let (width, height) = grey_size(image.width(), image.height());
            ImageBuffer::<Luma<u8>, _>::from_raw(width, height, image.into_buf())
                .map(DynamicImage::from)
        }
        Image::Gray16(image) => {
            let (width, height) = grey_size(image.width(), image.height());
            ImageBuffer::<Luma<u16>, _>::from_raw(width, height, image.into_buf())
                .map(DynamicImage::from)
        }
    }
    .ok_or_else(|| broken("the pixels do not fill the picture"))
}

/// The container's crop, turn and flip, in the order they are listed.
fn transformed(picture: DynamicImage, property: &Property) -> DynamicImage {
    match property {
        // Anti-clockwise (ISO/IEC 23008-12, 6.5.10).
        Property::Rotation(1) => picture.rotate270(),
        Property::Rotation(2) => picture.rotate180(),
        Property::Rotation(3) => picture.rotate90(),
        Property::Mirror(true) => picture.flipv(),
        Property::Mirror(false) => picture.fliph(),
        Property::CleanAperture { width, height, horiz_offset, vert_offset } => {
            let (left, across) = kept(picture.width(), *width, *horiz_offset);
            let (top, down) = kept(picture.height(), *height, *vert_offset);
            picture.crop_imm(left, top, across, down)
        }
        _ => picture,
    }
}

/// Where a clean aperture begins and how far it reaches (ISO/IEC 14496-12, 12.1.4): `offset` is
/// from the middle of the picture to the middle of what is kept. All of a side for nonsense.
fn kept(side: u32, wanted: (u32, u32), offset: (i32, u32)) -> (u32, u32) {
    let Some(length) = wanted.0.checked_div(wanted.1).filter(|length| (1..=side).contains(length))
    else {
        return (0, side);
    };
    let offset = if offset.1 == 0 { 0.0 } else { f64::from(offset.0) / f64::from(offset.1) };
    let start = f64::from(side - length) / 2.0 + offset;
    (start.round().clamp(0.0, f64::from(side - length)) as u32, length)
}

/// By profile, or by code points (H.273).
fn colour_space(file: &HeifFile<'_>) -> Result<ColourSpace, MediaError> {
    if let Some(profile) = file.icc_profile(file.primary_id).map_err(broken)? {
        return Ok(ColourSpace::Icc(profile.to_vec()));
    }
    let mut properties = file.item_properties(file.primary_id).map_err(broken)?;
    let points = properties.find_map(|property| match property {
        Property::Color(ColorInfo::Nclx { primaries, transfer, .. }) => {
            Some((*primaries, *transfer))
        }
        _ => None,
    });
    match points {
        Some((_, transfer)) if HIGH_DYNAMIC_RANGE.contains(&transfer) => {
            Err(MediaError::Unsupported { format: UnsupportedFormat::RareHeif })
        }
        Some((12, _)) => Ok(ColourSpace::DisplayP3),
        Some((9, _)) => Ok(ColourSpace::Bt2020),
        _ => Ok(ColourSpace::Srgb),
    }
}

fn refused(error: aom_decode::Error) -> MediaError {
    match error {
        aom_decode::Error::Unsupported(_) => {
            MediaError::Unsupported { format: UnsupportedFormat::RareHeif }
        }
        other => broken(other),
    }
}

fn broken(source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> MediaError {
    MediaError::broken(PhotoFormat::Avif, source)
}

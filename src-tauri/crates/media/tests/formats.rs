//! Every format that is taken in, with pictures whose colours are known.
#![expect(clippy::unwrap_used, reason = "what fails here fails the test")]

mod made;

use domain::PhotoFormat;
use image::{DynamicImage, GrayImage, ImageBuffer, Luma, Rgb, RgbImage, metadata::Orientation};
use made::{raw::*, *};
use media::{Edit, Limits, MediaError, Renderer, UnsupportedFormat, probe};
use rstest::rstest;
use tiff::encoder::{Compression, TiffEncoder, colortype};
use turbojpeg::{Colorspace, Compressor, PixelFormat};

const QUARTERS: [[u8; 3]; 4] = [RED, GREEN, BLUE, YELLOW];

fn small(file: &[u8], max_side: u32) -> RgbImage {
    Renderer::new(Limits::default()).picture(file, &Edit::default(), max_side).unwrap()
}

fn format_and_size(file: &[u8]) -> (PhotoFormat, u32, u32) {
    let found = probe(file, &Limits::default()).unwrap();
    (found.format, found.width, found.height)
}

/// An office receives pictures in all of these; one that is refused is retaken as a screenshot.
#[rstest]
#[case::jpeg(PhotoFormat::Jpeg, jpeg(quarters(96, 64), None, None))]
#[case::png(PhotoFormat::Png, png(quarters(96, 64), None, None))]
#[case::webp(PhotoFormat::Webp, webp(quarters(96, 64), None, None))]
#[case::heic(PhotoFormat::Heic, heic(&quarters(96, 64)))]
#[case::gif(PhotoFormat::Gif, gif(&quarters(96, 64)))]
#[case::bmp(PhotoFormat::Bmp, bmp(&quarters(96, 64)))]
#[case::tiff(PhotoFormat::Tiff, tiff(quarters(96, 64), None))]
#[case::avif(PhotoFormat::Avif, avif("usual"))]
#[case::avif_of_ten_bits(PhotoFormat::Avif, avif("ten-bits"))]
#[case::avif_that_turns_itself(PhotoFormat::Avif, avif("turned"))]
fn formats_are_known_by_content_and_show_their_colours(
    #[case] format: PhotoFormat,
    #[case] file: Vec<u8>,
) {
    assert_eq!(format_and_size(&file), (format, 96, 64));

    for max_side in [96, 48] {
        let picture = small(&file, max_side);
        assert_eq!(picture.dimensions(), (max_side, max_side * 2 / 3));
        assert_close(&corners(&picture), &QUARTERS, 12);
    }
}

/// Pictures that phones store as tiles must be put together, not shown by their first tile.
#[test]
fn an_avif_of_tiles_is_whole() {
    let file = avif("grid");

    assert_eq!(format_and_size(&file), (PhotoFormat::Avif, 256, 192));
    assert_close(&corners(&small(&file, 256)), &QUARTERS, 12);
}

/// What is transparent must be white on the portal, not black.
#[test]
fn a_transparent_avif_lies_on_white() {
    let white = [255; 3];
    assert_close(&corners(&small(&avif("transparent"), 96)), &[white, GREEN, white, YELLOW], 12);
}

/// A picture that says its wide gamut by code points instead of a profile must not turn pale.
#[test]
fn an_avif_in_display_p3_becomes_srgb() {
    assert_close(&[small(&avif("display-p3"), 32).get_pixel(16, 16).0], &[[255, 0, 0]], 8);
}

/// Every kind of JPEG that cameras, scanners, print shops and web sites make.
#[rstest]
#[case::usual(PixelFormat::RGB, Colorspace::YCbCr)]
#[case::without_colour_difference(PixelFormat::RGB, Colorspace::RGB)]
#[case::inks(PixelFormat::CMYK, Colorspace::CMYK)]
#[case::inks_as_ycck(PixelFormat::CMYK, Colorspace::YCCK)]
#[case::grey(PixelFormat::GRAY, Colorspace::Gray)]
fn every_kind_of_jpeg_shows_its_colours(
    #[case] format: PixelFormat,
    #[case] colours: Colorspace,
    #[values(false, true)] progressive: bool,
) {
    let picture = quarters(160, 96);
    let samples: Vec<u8> = match format {
        // No black ink, and of the others (255 is none) as much as the colour lacks.
        PixelFormat::CMYK => {
            picture.pixels().flat_map(|pixel| [pixel.0[0], pixel.0[1], pixel.0[2], 255]).collect()
        }
        PixelFormat::GRAY => DynamicImage::from(picture.clone()).into_luma8().into_raw(),
        _ => picture.as_raw().clone(),
    };
    let image = turbojpeg::Image {
        pixels: samples.as_slice(),
        width: 160,
        pitch: 160 * format.size(),
        height: 96,
        format,
    };
    let mut compressor = Compressor::new().unwrap();
    compressor.set_quality(95).unwrap();
    compressor.set_progressive(progressive).unwrap();
    compressor.set_colorspace(colours).unwrap();
    let file = compressor.compress_to_vec(image).unwrap();
    let expected = match format {
        PixelFormat::GRAY => {
            corners(&DynamicImage::from(DynamicImage::from(picture).into_luma8()).into_rgb8())
        }
        _ => QUARTERS,
    };

    assert_eq!(format_and_size(&file), (PhotoFormat::Jpeg, 160, 96));
    for max_side in [160, 80, 20] {
        assert_close(&corners(&small(&file, max_side)), &expected, 10);
    }
}

/// Scanners make TIFF in many ways: depths, compressions, grey, inks.
#[test]
fn every_kind_of_tiff_shows_its_colours() {
    let picture = quarters(96, 64);
    let deep = ImageBuffer::<Rgb<u16>, Vec<u16>>::from_fn(96, 64, |x, y| {
        Rgb(picture.get_pixel(x, y).0.map(|level| u16::from(level) * 257))
    });
    let encode = |compression| {
        let mut file = std::io::Cursor::new(Vec::new());
        let mut encoder = TiffEncoder::new(&mut file).unwrap().with_compression(compression);
        encoder.write_image::<colortype::RGB8>(96, 64, picture.as_raw()).unwrap();
        file.into_inner()
    };
    let inks: Vec<u8> = picture
        .pixels()
        .flat_map(|pixel| [255 - pixel.0[0], 255 - pixel.0[1], 255 - pixel.0[2], 0])
        .collect();
    let mut cmyk = std::io::Cursor::new(Vec::new());
    let mut encoder = TiffEncoder::new(&mut cmyk).unwrap();
    encoder.write_image::<colortype::CMYK8>(96, 64, &inks).unwrap();

    for file in [
        tiff(DynamicImage::ImageRgb16(deep), None),
        encode(Compression::Lzw),
        encode(Compression::Deflate(Default::default())),
        encode(Compression::Packbits),
        cmyk.into_inner(),
    ] {
        assert_close(&corners(&small(&file, 48)), &QUARTERS, 3);
    }
    let grey = GrayImage::from_fn(96, 64, |x, _| Luma([if x < 48 { 40 } else { 200 }]));
    let grey = small(&tiff(DynamicImage::from(grey), None), 48);
    assert_close(&corners(&grey), &[[40; 3], [200; 3], [40; 3], [200; 3]], 3);
}

/// TIFF and BMP turn as their directory says, or not at all.
#[rstest]
fn tiff_comes_out_upright(#[values(1, 2, 3, 4, 5, 6, 7, 8)] number: u8) {
    let orientation = Orientation::from_exif(number).unwrap();
    let camera = stored(&quarters(60, 40), orientation);
    let (width, height) = camera.dimensions();
    let file = tiff_structure(
        42,
        b"",
        &[vec![
            (256, Value::Long(width)),
            (257, Value::Long(height)),
            (258, Value::Short(8)),
            (259, Value::Short(1)),
            (262, Value::Short(2)),
            (273, Value::Place(camera.as_raw().clone())),
            (274, Value::Short(number.into())),
            (277, Value::Short(3)),
            (278, Value::Long(height)),
            (279, Value::Long(width * height * 3)),
            (315, Value::Text("Nguyễn Văn An")),
        ]],
    );

    let found = probe(&file, &Limits::default()).unwrap();

    assert_eq!((found.format, found.width, found.height), (PhotoFormat::Tiff, 60, 40));
    assert_eq!(found.credit.as_deref(), Some("Nguyễn Văn An"));
    assert_close(&corners(&small(&file, 30)), &QUARTERS, 6);
}

/// Raw files from the card must be seen as the camera showed them, upright, with their day.
#[test]
fn raw_files_show_the_cameras_picture() {
    let large = jpeg(stored(&quarters(600, 400), Orientation::Rotate90), None, None);
    let little = jpeg(stored(&quarters(180, 120), Orientation::Rotate90), None, None);

    for (kind, file) in raw_files(&large, &little) {
        let found = probe(&file, &Limits::default()).unwrap();

        let what = (found.format, found.width, found.height, found.orientation);
        assert_eq!(what, (PhotoFormat::Raw, 600, 400, Orientation::Rotate90), "{kind}");
        assert!(found.camera.is_some(), "{kind}");
        if kind != "cr3" {
            let day = found.taken_at.unwrap().to_rfc3339();
            assert_eq!(day, "2026-05-19T08:30:00+07:00", "{kind}");
        }
        let mut renderer = Renderer::new(Limits::default());
        let picture = renderer.picture(&file, &Edit::default(), 300).unwrap();
        assert_eq!(picture.dimensions(), (300, 200), "{kind}");
        assert_close(&corners(&picture), &QUARTERS, 8);
        let preview = renderer.preview(&file).unwrap().unwrap();
        assert_close(&corners(&pixels(&preview.jpeg)), &QUARTERS, 8);
    }
}

/// Fujifilm's files are of their own kind.
#[test]
fn a_fujifilm_raw_file_shows_the_cameras_picture() {
    let orientation = Orientation::Rotate270;
    let fields = [made::orientation(orientation), ascii(exif::Tag::Model, "X-T5")];
    let camera = jpeg(stored(&quarters(600, 400), orientation), Some(exif(&fields, None)), None);

    let file = raf(&camera);

    assert_eq!(format_and_size(&file), (PhotoFormat::Raw, 600, 400));
    let found = probe(&file, &Limits::default()).unwrap();
    assert_eq!(found.camera.unwrap().to_string(), "X-T5");
    assert_close(&corners(&small(&file, 300)), &QUARTERS, 8);
}

/// "Damaged" would send the user back to the card in vain.
#[test]
fn a_raw_file_without_a_picture_is_called_so() {
    let file = tiff_structure(0x55, b"", &[vec![(271, Value::Text("Panasonic"))]]);

    let outcome = probe(&file, &Limits::default());

    let bare = UnsupportedFormat::BareRaw;
    assert!(matches!(outcome, Err(MediaError::Unsupported { format }) if format == bare));
}

/// Of an animation the first frame is the picture, as in the browser before it moves.
#[test]
fn a_gif_is_its_first_frame() {
    let mut file = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new(&mut file);
    for picture in [quarters(60, 40), RgbImage::from_pixel(60, 40, Rgb([0; 3]))] {
        let frame = image::Frame::new(DynamicImage::from(picture).into_rgba8());
        encoder.encode_frame(frame).unwrap();
    }
    drop(encoder);

    assert_close(&corners(&small(&file, 60)), &QUARTERS, 6);
}

/// Graphics programs write few colours with few bits.
#[test]
fn png_of_few_bits_shows_its_colours() {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 64, 48);
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Two);
    encoder.set_palette([RED, GREEN, BLUE, YELLOW].concat());
    let row = |left: u8, right: u8| [[left * 0b0101_0101; 8], [right * 0b0101_0101; 8]].concat();
    let rows = [row(0, 1).repeat(24), row(2, 3).repeat(24)].concat();
    encoder.write_header().unwrap().write_image_data(&rows).unwrap();

    assert_close(&corners(&small(&file, 64)), &QUARTERS, 2);
}

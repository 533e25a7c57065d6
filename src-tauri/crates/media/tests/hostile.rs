//! Files that are not what they seem: each gets an answer, none takes the program down.

mod made;

use std::fs;

use image::metadata::Orientation;
use made::*;
use media::{
    Edit, Limits, MediaError, PublishOptions, Renderer, UnsupportedFormat, probe, read_file,
};
use rstest::rstest;

fn thumbnail(file: &[u8]) -> Result<(u32, u32), MediaError> {
    let picture = Renderer::new(Limits::default()).picture(file, &Edit::default(), 400)?;
    Ok(picture.dimensions())
}

/// The user must read "not a picture", not "damaged": it is the wrong file.
#[rstest]
#[case::empty(b"".as_slice())]
#[case::one_byte(b"\xFF")]
#[case::text("Kính gửi: Ủy ban nhân dân".as_bytes())]
#[case::program(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xFF\xFF\0\0")]
#[case::pdf(b"%PDF-1.7\n")]
#[case::text_like_a_bitmap(b"BMW is a maker of cars")]
fn what_is_no_picture_is_called_so(#[case] file: &[u8]) {
    assert!(matches!(probe(file, &Limits::default()), Err(MediaError::NotAPicture)));
    assert!(matches!(thumbnail(file), Err(MediaError::NotAPicture)));
}

/// Half a photo, as an interrupted copy from a card leaves it, must not reach a portal.
#[rstest]
#[case::jpeg(jpeg(noise(), None, None))]
#[case::png(png(noise(), None, None))]
#[case::webp(webp(noise(), None, None))]
#[case::heic(heic(&noise()))]
#[case::gif(gif(&noise()))]
#[case::bmp(bmp(&noise()))]
#[case::tiff(tiff(noise(), None))]
#[case::avif(avif("usual"))]
fn a_file_cut_short_is_broken(#[case] whole: Vec<u8>) {
    assert!(thumbnail(&whole).is_ok());

    for part in [1, 3, 6, 9] {
        let cut = &whole[..whole.len() * part / 10];
        let outcome = thumbnail(cut);
        assert!(matches!(outcome, Err(MediaError::Broken { .. })), "{part}/10: {outcome:?}");
    }
}

/// Some cameras and programs leave a few bytes too many; those photos are fine.
#[test]
fn bytes_behind_the_picture_do_no_harm() {
    let mut file = jpeg(quarters(64, 48), None, None);
    file.extend_from_slice(&[0; 5000]);

    assert_eq!(thumbnail(&file).unwrap(), (64, 48));
}

/// One bad file among a thousand must not end the import, whatever is bad about it.
#[rstest]
#[case::jpeg(jpeg(noise(), Some(exif(&gps(), Some(&jpeg(quarters(40, 30), None, None)))), None))]
#[case::png(png(quarters(50, 40), Some(exif(&gps(), None)), None))]
#[case::webp(webp(quarters(50, 40), Some(exif(&gps(), None)), None))]
#[case::heic(heic(&quarters(64, 48)))]
#[case::gif(gif(&quarters(50, 40)))]
#[case::bmp(bmp(&quarters(50, 40)))]
#[case::tiff(tiff(quarters(50, 40), None))]
#[case::avif(avif("usual"))]
#[case::avif_of_tiles(avif("grid"))]
#[case::raw(a_raw_file(1))]
#[case::raw_by_directories(a_raw_file(3))]
#[case::raw_of_boxes(a_raw_file(7))]
fn damaged_bytes_never_panic(#[case] whole: Vec<u8>) {
    let mut renderer = Renderer::new(Limits::default());
    let mut random = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = || {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        random as usize
    };
    for round in 0..300 {
        let mut file = whole.clone();
        // The headers are where the danger is: half of the rounds touch only them.
        let reach = if round % 2 == 0 { file.len().min(400) } else { file.len() };
        for _ in 0..=next() % 4 {
            file[next() % reach] = next() as u8;
        }
        let _ = probe(&file, &Limits::default());
        let _ = renderer.thumbnails(&file, &Edit::default(), &[100], 80);
        let _ = renderer.preview(&file);
    }

    assert!(renderer.picture(&whole, &Edit::default(), 100).is_ok(), "a good file must still work");
}

/// Metadata that lies must not cost the picture.
#[rstest]
#[case::noise(b"II*\0\xFF\xFF\xFF\xFF".to_vec())]
#[case::cut(exif(&gps(), None)[..60].to_vec())]
#[case::not_tiff(b"hello".to_vec())]
#[case::senseless_orientation(vec![
    b'I', b'I', 42, 0, 8, 0, 0, 0, 1, 0, 0x12, 1, 3, 0, 1, 0, 0, 0, 99, 0, 0, 0, 0, 0, 0, 0,
])]
fn broken_metadata_does_not_cost_the_picture(#[case] exif: Vec<u8>) {
    for file in [
        jpeg(quarters(60, 40), Some(exif.clone()), None),
        png(quarters(60, 40), Some(exif.clone()), None),
        webp(quarters(60, 40), Some(exif.clone()), None),
    ] {
        let found = probe(&file, &Limits::default()).unwrap();
        assert_eq!((found.width, found.height, found.gps), (60, 40, None));
        assert_eq!(found.orientation, Orientation::NoTransforms);
        assert_eq!(thumbnail(&file).unwrap(), (60, 40));
    }
}

/// A thumbnail inside that is broken is no reason to refuse the photo.
#[test]
fn a_broken_embedded_thumbnail_leaves_the_photo_whole() {
    let tiff =
        exif(&[made::orientation(Orientation::Rotate180)], Some(b"\xFF\xD8\xFF\xE0nonsense"));
    let file = jpeg(quarters(60, 40), Some(tiff), None);

    let mut renderer = Renderer::new(Limits::default());

    assert!(renderer.preview(&file).is_err());
    assert!(renderer.publishable(&file, &PublishOptions::default()).is_ok());
}

/// Twelve-bit JPEG from a scanner is rare, not damaged: the sentence must say so.
#[test]
fn rare_kinds_of_jpeg_are_named() {
    let mut file = jpeg(quarters(60, 40), None, None);
    let frame = file.windows(2).position(|bytes| bytes == [0xFF, 0xC0]).unwrap();
    file[frame + 4] = 12;

    let outcome = probe(&file, &Limits::default());

    let rare = UnsupportedFormat::RareJpeg;
    assert!(matches!(outcome, Err(MediaError::Unsupported { format }) if format == rare));
}

/// A film of 20 GB dropped by mistake must not be read into memory.
#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("phim.jpg");
    fs::File::create(&path).unwrap().set_len(20 << 30).unwrap();

    let outcome = read_file(&path, &Limits::default());

    assert!(matches!(outcome, Err(MediaError::FileTooLarge { bytes, .. }) if bytes == 20 << 30));
}

/// "No such file" and "no right to read" must stay apart.
#[test]
fn what_the_system_says_is_kept() {
    let folder = tempfile::tempdir().unwrap();

    let outcome = read_file(&folder.path().join("đã xóa.jpg"), &Limits::default());

    assert!(matches!(outcome, Err(MediaError::Io(error))
        if error.kind() == std::io::ErrorKind::NotFound));
}

fn a_raw_file(kind: usize) -> Vec<u8> {
    let picture = jpeg(quarters(60, 40), None, None);
    made::raw::raw_files(&picture, &picture).swap_remove(kind).1
}

/// A raw file whose picture is cut off must not be published by half either.
#[test]
fn a_raw_file_cut_short_is_broken() {
    let picture = jpeg(noise(), None, None);
    for (kind, mut file) in made::raw::raw_files(&picture, &picture[..0]) {
        // The end of the picture, wherever the file has it, becomes zeros.
        let at = file.windows(picture.len()).position(|bytes| bytes == picture).unwrap();
        file[at + picture.len() / 2..at + picture.len()].fill(0);

        let outcome = thumbnail(&file);

        assert!(matches!(outcome, Err(MediaError::Broken { .. })), "{kind}: {outcome:?}");
    }
}

/// Millions of starts of pictures, none of which goes on, must not be tried without end.
#[test]
fn a_raw_file_of_nothing_but_starts_is_soon_given_up() {
    let starts = [0xFF, 0xD8, 0xFF].repeat(4 << 20);
    let file = made::raw::tiff_structure(0x55, &starts, &[Vec::new()]);
    let start = std::time::Instant::now();

    let outcome = probe(&file, &Limits::default());

    let bare = UnsupportedFormat::BareRaw;
    assert!(matches!(outcome, Err(MediaError::Unsupported { format }) if format == bare));
    assert!(start.elapsed().as_secs() < 20, "it took {:?}", start.elapsed());
}

/// Directories that point at each other, at themselves and nowhere must come to an end.
#[test]
fn directories_in_circles_come_to_an_end() {
    let mut file = b"II*\0\x08\0\0\0".to_vec();
    // One directory whose sub-directories, EXIF and next directory are itself, many times over.
    file.extend_from_slice(&1000_u16.to_le_bytes());
    for n in 0..1000_u32 {
        let tag: u16 = [330, 0x8769, 0x8825, 0xA005][n as usize % 4];
        file.extend_from_slice(&tag.to_le_bytes());
        file.extend_from_slice(&4_u16.to_le_bytes());
        file.extend_from_slice(&1_u32.to_le_bytes());
        file.extend_from_slice(&(8 + n % 64).to_le_bytes());
    }
    file.extend_from_slice(&8_u32.to_le_bytes());

    assert!(probe(&file, &Limits::default()).is_err());
}

/// A picture that compresses badly, so that every tenth of its file holds pixels.
fn noise() -> image::RgbImage {
    image::RgbImage::from_fn(160, 120, |x, y| {
        let mixed = (x * 7919 + y * 104_729).wrapping_mul(2_654_435_761);
        image::Rgb([mixed as u8, (mixed >> 8) as u8, (mixed >> 16) as u8])
    })
}

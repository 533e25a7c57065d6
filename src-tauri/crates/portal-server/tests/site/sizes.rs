//! Pictures in the sizes that pages offer, and only while a page shows them.

use std::path::PathBuf;
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::PngEncoder;
use image::{ImageEncoder, Rgb, RgbImage, Rgba, RgbaImage};
use portal_wire::WirePhoto;

use crate::office::{Office, afternoon, album, article};

/// Red, green, blue, white from the upper left, clockwise.
const CORNERS: [[u8; 3]; 4] = [[200, 30, 30], [30, 200, 30], [30, 30, 200], [240, 240, 240]];

fn four_corners(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        Rgb(CORNERS[match (x < width / 2, y < height / 2) {
            (true, true) => 0,
            (false, true) => 1,
            (false, false) => 2,
            (true, false) => 3,
        }])
    })
}

/// A JPEG with what a camera and an editor leave in it: EXIF with an orientation, a colour profile.
fn jpeg(picture: &RgbImage, orientation: u16, profile: &[u8]) -> Vec<u8> {
    let mut plain = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut plain, 90);
    if !profile.is_empty() {
        encoder.set_icc_profile(profile.to_vec()).unwrap();
    }
    encoder.encode_image(picture).unwrap();
    // TIFF, little-endian: one entry (Orientation, SHORT) and the name of a camera's owner.
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend(orientation.to_le_bytes());
    exif.extend(b"\0\0\0\0\0\0SERIAL-NUMBER-4711");
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xff, 0xe1], &length, &exif, &plain[2..]].concat()
}

/// A profile of the form that programs look at: its size, and that it is for these colours.
fn profile(colours: &[u8; 4]) -> Vec<u8> {
    let mut profile = vec![0; 200];
    profile[3] = 200;
    profile[16..20].copy_from_slice(colours);
    profile[36..40].copy_from_slice(b"acsp");
    profile
}

fn smaller(photo: &WirePhoto, name: &str) -> String {
    format!("/anh/{}/{name}", photo.renditions[0].blob)
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().into_rgb8()
}

fn assert_corners(picture: &RgbImage, expected: [[u8; 3]; 4]) {
    let (right, bottom) = (picture.width() - 6, picture.height() - 6);
    for ((x, y), expected) in
        [(5, 5), (right, 5), (right, bottom), (5, bottom)].iter().zip(expected)
    {
        let found = picture.get_pixel(*x, *y).0;
        let near = found.iter().zip(expected).all(|(a, b)| a.abs_diff(b) < 24);
        assert!(near, "at {x}, {y}: {found:?}, not {expected:?}");
    }
}

/// All files of the sizes that were made.
fn made(office: &Office) -> Vec<PathBuf> {
    let folders = std::fs::read_dir(office.folder.path().join("sizes")).unwrap();
    folders
        .flat_map(|folder| std::fs::read_dir(folder.unwrap().path()).unwrap())
        .map(|file| file.unwrap().path())
        .collect()
}

/// Whoever chose which part of a picture stands where it is square or upright must find it there,
/// and nowhere else; and its bytes are readers' as long as the page is.
#[tokio::test]
async fn covers_come_in_the_shapes_that_were_chosen() {
    let office = Office::open().await;
    let (whole, square) = (office.photo("Toàn cảnh").await, office.photo("Vuông").await);
    let upright = office.photo("Dọc").await;
    let mut story = article("Có ba khuôn");
    story.cover = Some(whole.id);
    story.cover_square = Some(square.id);
    story.cover_portrait = Some(upright.id);
    let mut other = article("Tin thứ hai");
    other.cover = Some(whole.id);
    other.cover_square = Some(square.id);
    other.updated_at -= TimeDelta::days(1);
    let mut season = album("Mùa hè", &[&whole]);
    season.cover_square = Some(square.id);
    season.cover_portrait = Some(upright.id);
    let live = office.store_and_publish(story).await;
    office.store_and_publish(other).await;
    office.store_and_publish(season).await;

    let source = |media: &str, photo: &WirePhoto| {
        format!("<source media=\"{media}\" srcset=\"{}", smaller_first(photo))
    };
    let narrow = "(max-width: 639.9px)";
    for (path, photo, count) in [
        ("/", &upright, 1),
        ("/", &square, 2),
        ("/tin-tuc", &square, 2),
        ("/thu-vien-anh", &square, 1),
        ("/thu-vien-anh/mua-he", &upright, 1),
    ] {
        let html = office.get(path).await.html;
        assert_eq!(html.matches(&source(narrow, photo)).count(), count, "{path}");
    }
    let page = office.get("/tin-tuc/co-ba-khuon").await.html;
    assert!(!page.contains("<picture>"), "the article shows what is for lists");
    let bytes = smaller(&upright, "").trim_end_matches('/').to_owned() + ".jpg";
    assert_eq!(office.get(&bytes).await.status, 200);
    office.take_down(&live).await;
    assert_eq!(office.get(&bytes).await.status, 200, "the album still shows it");
}

/// The address of the smallest size, with which a choice begins.
fn smaller_first(photo: &WirePhoto) -> String {
    let smallest = photo.renditions.last().unwrap();
    format!("/anh/{}.jpg {}w", smallest.blob, smallest.width)
}

/// A telephone that loads a screen's picture keeps its reader waiting and costs them money; a page
/// that does not know the sizes of its pictures jumps while they come.
#[tokio::test]
async fn telephones_get_small_pictures() {
    let office = Office::open().await;
    let bytes = jpeg(&four_corners(2400, 1600), 1, &profile(b"RGB "));
    let photo = office.photo_of(&bytes, "image/jpeg", (2400, 1600)).await;
    let other = office.photo("Khác").await;
    let mut story = article("Có ảnh lớn");
    story.body = serde_json::from_value(serde_json::json!({"type": "doc", "content": [
        {"type": "image", "attrs": {"id": "i", "photo": photo.id, "caption": null, "alt": null}},
    ]}))
    .unwrap();
    story.cover = Some(photo.id);
    story.gallery = vec![photo.id];
    office.store_and_publish(story).await;
    office.store_and_publish(album("Album lớn", &[&photo, &other])).await;

    let blob = photo.renditions[0].blob;
    let choices = format!(
        "srcset=\"/anh/{blob}/480.jpg 480w, /anh/{blob}/960.jpg 960w, /anh/{blob}/1600.jpg 1600w, \
         /anh/{blob}.jpg 2400w\""
    );
    for path in ["/thu-vien-anh/album-lon", "/tin-tuc/co-anh-lon", "/thu-vien-anh", "/"] {
        let html = office.get(path).await.html;
        assert!(html.contains(&choices), "no choice of sizes on {path}");
        for tag in html.split("<img ").skip(1).map(|rest| rest.split('>').next().unwrap()) {
            let sized = ["width=", "height=", "sizes=", "alt="].iter().all(|it| tag.contains(it));
            assert!(sized, "{path}: {tag}");
        }
    }
    let page = office.get("/thu-vien-anh/album-lon").await;
    assert!(page.html.contains("width=\"960\" height=\"640\""), "the page will jump");
    assert_eq!(page.html.matches("loading=\"lazy\"").count(), 2, "all of an album comes at once");

    for (width, height) in [(480, 320), (960, 640), (1600, 1067)] {
        let got = office.get(&smaller(&photo, &format!("{width}.jpg"))).await;
        assert_eq!((got.status, got.header("content-type")), (200, "image/jpeg"));
        assert_eq!(got.header("cache-control"), "public, max-age=31536000, immutable");
        assert!(got.bytes.len() < bytes.len());
        let picture = decoded(&got.bytes);
        assert_eq!(picture.dimensions(), (width, height));
        assert_corners(&picture, CORNERS);
        let has = |part: &[u8]| got.bytes.windows(part.len()).any(|it| it == part);
        assert!(!has(b"SERIAL-NUMBER"), "what the camera noted came along");
        assert!(has(b"acsp"), "the colour profile was lost");
        let again = [("if-none-match", got.header("etag"))];
        let kept = office.ask(reqwest::Method::GET, &smaller(&photo, "480.jpg"), &again).await;
        assert_eq!(kept.status, if width == 480 { 304 } else { 200 });
    }
}

/// A picture that lies on its side in small and stands in large is worse than none.
#[tokio::test]
async fn sizes_stand_upright() {
    let office = Office::open().await;
    // 6: the camera was turned, the picture is to be turned to the right.
    let bytes = jpeg(&four_corners(1200, 900), 6, &[]);
    let photo = office.photo_of(&bytes, "image/jpeg", (900, 1200)).await;
    office.store_and_publish(album("Đứng", &[&photo])).await;

    let picture = decoded(&office.get(&smaller(&photo, "480.jpg")).await.bytes);

    assert_eq!(picture.dimensions(), (480, 640));
    assert_corners(&picture, [CORNERS[3], CORNERS[0], CORNERS[1], CORNERS[2]]);
}

/// Charts keep their sharp edges and their see-through ground.
#[tokio::test]
async fn charts_stay_png() {
    let office = Office::open().await;
    let chart = RgbaImage::from_fn(1000, 500, |x, _| {
        if x < 500 { Rgba([200, 30, 30, 255]) } else { Rgba([0, 0, 0, 0]) }
    });
    let mut bytes = Vec::new();
    let colours = image::ExtendedColorType::Rgba8;
    PngEncoder::new(&mut bytes).write_image(&chart, 1000, 500, colours).unwrap();
    let photo = office.photo_of(&bytes, "image/png", (1000, 500)).await;
    office.store_and_publish(album("Biểu đồ", &[&photo])).await;

    let got = office.get(&smaller(&photo, "480.png")).await;

    assert_eq!((got.status, got.header("content-type")), (200, "image/png"));
    let picture = image::load_from_memory(&got.bytes).unwrap().into_rgba8();
    assert_eq!(picture.dimensions(), (480, 240));
    assert_eq!(
        (picture.get_pixel(5, 5).0, picture.get_pixel(470, 5).0[3]),
        ([200, 30, 30, 255], 0)
    );
}

/// Addresses that readers make up must not make the portal work, nor fill its disk.
#[tokio::test]
async fn only_what_pages_offer_is_made() {
    let office = Office::open().await;
    let bytes = jpeg(&four_corners(1400, 900), 1, &[]);
    let photo = office.photo_of(&bytes, "image/jpeg", (1400, 900)).await;
    office.store_and_publish(album("Ít", &[&photo])).await;

    for name in [
        "481.jpg",
        "0480.jpg",
        "+480.jpg",
        "480.png",
        "480",
        "1600.jpg",
        "99999.jpg",
        "480.jpg.png",
    ] {
        assert_eq!(office.get(&smaller(&photo, name)).await.status, 404, "{name}");
    }
    let unknown = format!("/anh/{}/480.jpg", "0".repeat(64));
    assert_eq!(office.get(&unknown).await.status, 404);
    assert!(made(&office).is_empty());

    let addresses = vec![smaller(&photo, "480.jpg"); 24];
    let all = futures::future::join_all(addresses.iter().map(|it| office.get(it))).await;
    assert!(all.iter().all(|it| it.status == 200 && it.bytes == all[0].bytes));
    let mut names: Vec<String> = made(&office)
        .iter()
        .map(|it| it.file_name().unwrap().to_string_lossy().into_owned())
        .collect();
    names.sort();
    let blob = photo.renditions[0].blob;
    assert_eq!(names, [format!("{blob}-480.jpg"), format!("{blob}-960.jpg")]);
}

/// A picture that cannot be drawn must be shown as it was sent, and must not cost a try each time.
#[tokio::test]
async fn what_cannot_be_drawn_is_shown_as_it_is() {
    let office = Office::open().await;
    let print = jpeg(&four_corners(1400, 900), 1, &profile(b"CMYK"));
    let mut broken = jpeg(&four_corners(1400, 900), 1, &[]);
    broken.truncate(40);
    for bytes in [print, broken] {
        let photo = office.photo_of(&bytes, "image/jpeg", (1400, 900)).await;
        office.store_and_publish(album("Không vẽ được", &[&photo])).await;
        for _ in 0..2 {
            let got = office.get(&smaller(&photo, "480.jpg")).await;
            assert_eq!((got.status, got.bytes == bytes), (200, true));
        }
        let blob = photo.renditions[0].blob.to_string();
        let files: Vec<_> = made(&office)
            .into_iter()
            .filter(|file| file.to_string_lossy().contains(&blob))
            .collect();
        assert_eq!(files.len(), 2);
        for file in files {
            assert_eq!(std::fs::metadata(file).unwrap().len(), 0);
        }
    }
}

/// A photo must leave with the last page that shows it, in every size and from the disk of sizes; a
/// page that still shows it must keep it.
#[tokio::test]
async fn photos_leave_with_the_last_page() {
    let office = Office::open().await;
    let bytes = jpeg(&four_corners(1200, 800), 1, &[]);
    let photo = office.photo_of(&bytes, "image/jpeg", (1200, 800)).await;
    let other = office.photo("Ở lại").await;
    let mut story = article("Bài cùng ảnh");
    story.gallery = vec![photo.id];
    let story = office.store_and_publish(story).await;
    let mut both = album("Cùng ảnh", &[&photo, &other]);
    let shown = office.store_and_publish(both.clone()).await;
    let large = crate::office::picture(&photo);
    let small = smaller(&photo, "480.jpg");
    let seen = async || (office.get(&large).await.status, office.get(&small).await.status);
    assert_eq!(seen().await, (200, 200));

    office.take_down(&story).await;
    assert_eq!(seen().await, (200, 200), "the album lost its photo");

    both.photos.remove(0);
    let updated = office.update(both, &shown.revision.0).await;
    assert_eq!(seen().await, (200, 200), "a draft took a photo away");
    office.publish(vec![updated.clone()]).await;
    assert_eq!(seen().await, (404, 404), "a photo outlived the last page that shows it");
    assert_eq!(office.get(&crate::office::picture(&other)).await.status, 200);
    let end = Instant::now() + Duration::from_secs(20);
    while !made(&office).is_empty() {
        assert!(Instant::now() < end, "the sizes lie about: {:?}", made(&office));
        tokio::task::yield_now().await;
    }

    office.publish(vec![story]).await;
    assert_eq!(seen().await, (200, 200), "the photo did not come back with its page");
}

/// Photos of an article that is to appear tomorrow are news too.
#[tokio::test]
async fn photos_wait_for_the_hour_of_their_page() {
    let office = Office::open().await;
    let photo = office.photo("Lễ khởi công").await;
    let mut timed = article("Khởi công");
    timed.publish_at = Some(afternoon() + TimeDelta::hours(1));
    timed.expire_at = Some(afternoon() + TimeDelta::hours(2));
    timed.cover = Some(photo.id);
    office.store_and_publish(timed).await;
    let address = crate::office::picture(&photo);

    assert_eq!(office.get(&address).await.status, 404, "shown before its hour");
    office.wait(TimeDelta::hours(1));
    assert_eq!(office.get(&address).await.status, 200);
    office.wait(TimeDelta::hours(1));
    assert_eq!(office.get(&address).await.status, 404, "shown after its hour");
}

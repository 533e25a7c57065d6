//! A gallery as an office has it after some years, made anew for each measurement and the same every
//! time: rows, and small pictures for the window where they are wanted; no originals.
#![expect(clippy::unwrap_used, reason = "a measurement fails by panicking")]

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Album, AlbumId, BlobHash, JobId, Photo, PhotoId, Status};
use serde_json::json;
use sha2::{Digest as _, Sha256};
use store::Library;

use crate::archive::Dice;
use crate::pictures;

/// Photos that one import brought, written in one transaction.
const IMPORT: usize = 500;

/// Photos between two that lie in an album.
const ALBUM_EVERY: usize = 8;

/// Photos of an album.
const ALBUM: usize = 50;

/// One photo in so many has [`RARE`] in its caption.
const RARE_EVERY: usize = 5_000;

/// Words that few captions have.
pub const RARE: &str = "gành Đá Đĩa";

const SHAPES: &[(u32, u32)] =
    &[(6000, 4000), (6000, 4000), (4000, 6000), (4624, 3468), (3468, 4624), (4000, 2250)];

const WHO: &[&str] = &[
    "Đồng chí Chủ tịch UBND tỉnh",
    "Các đại biểu",
    "Lãnh đạo Sở Văn hóa, Thể thao và Du lịch",
    "Đoàn viên thanh niên",
    "Bà con ngư dân",
    "Các em học sinh",
    "Cán bộ, chiến sĩ biên phòng",
];

const DEED: &[&str] = &[
    "phát biểu chỉ đạo tại hội nghị",
    "trao quà cho hộ nghèo",
    "kiểm tra tiến độ công trình",
    "trồng cây trong ngày hội",
    "tham quan gian hàng",
    "dâng hương tưởng niệm",
    "bên những ghe cá đầu mùa",
];

const WHERE: &[&str] =
    &["Tuy Hòa", "Sông Cầu", "Đồng Xuân", "Tuy An", "Sơn Hòa", "Sông Hinh", "Phú Hòa", "Đông Hòa"];

/// Half of them undecided, as in life.
const FLAGS: &[&str] = &["none", "none", "pick", "reject"];
const CREDITS: &[&str] = &["Trần Kim Huy", "Đỗ Thị Ngọc Ánh", "Lê Quang Vũ", ""];

/// Longer side of the pictures of the grid in pixels, and their JPEG quality, as the product makes
/// them.
const THUMBNAIL: (u32, u8) = (400, 80);

/// So many pictures of each shape differ; each is the file of many photos.
const DISTINCT: usize = 40;

/// Writes photos into an empty library, one in eight of them into albums; the albums.
pub fn fill(library: &Library, count: usize) -> Vec<AlbumId> {
    fill_each(library, count, |_| {})
}

/// As [`fill`], with the small picture that the grid shows of each photo.
pub fn fill_with_pictures(library: &Library, count: usize) -> Vec<AlbumId> {
    let mut thumbnails = Thumbnails::default();
    fill_each(library, count, |photo| thumbnails.give(library, photo))
}

/// Pictures by their size in pixels, made as they are needed.
#[derive(Default)]
struct Thumbnails {
    made: HashMap<(u32, u32), Vec<PathBuf>>,
    given: usize,
}

impl Thumbnails {
    /// Gives a photo one of the pictures that have its shape: the same file under one more name.
    fn give(&mut self, library: &Library, photo: &Photo) {
        let (side, quality) = THUMBNAIL;
        let (width, height) = photo.shown_size();
        let longer = width.max(height);
        let shape = (side * width / longer, side * height / longer);
        self.given += 1;
        let made = self.made.entry(shape).or_default();
        if made.len() < DISTINCT {
            let jpeg = pictures::jpeg(self.given as u32, shape.0, shape.1, quality);
            made.push(library.thumbnails().write(photo.id, side, &jpeg).unwrap());
            return;
        }
        let path = library.thumbnails().path(photo.id, side);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::hard_link(&made[self.given % DISTINCT], path).unwrap();
    }
}

fn fill_each(library: &Library, count: usize, mut with_each: impl FnMut(&Photo)) -> Vec<AlbumId> {
    let mut dice = Dice::new(7);
    let mut kept: Vec<PhotoId> = Vec::new();
    for first in (0..count).step_by(IMPORT) {
        let photos: Vec<Photo> =
            (first..count.min(first + IMPORT)).map(|number| photo(number, &mut dice)).collect();
        photos.iter().for_each(&mut with_each);
        kept.extend(photos.iter().step_by(ALBUM_EVERY).map(|photo| photo.id));
        let import = Some(JobId::generate());
        library.write(|writer| writer.photos_mut().insert(&photos, import)).unwrap();
    }
    let albums = (0..).zip(kept.chunks(ALBUM));
    albums.map(|(number, photos)| album(library, number, photos)).collect()
}

fn album(library: &Library, number: u32, photos: &[PhotoId]) -> AlbumId {
    let album = Album {
        id: AlbumId::generate(),
        title: format!("Album {number:04}"),
        description: String::new(),
        cover: photos.first().copied(),
        status: Status::Draft,
        slug: String::new(),
        created_at: time(0),
        updated_at: time(0),
    };
    library
        .write(|writer| {
            writer.albums_mut().insert(&album)?;
            writer.albums_mut().add_photos(album.id, photos, album.updated_at)
        })
        .unwrap();
    album.id
}

/// A record as the library keeps it; what it does not name is as for any photo.
fn photo(number: usize, dice: &mut Dice) -> Photo {
    let (width, height) = SHAPES[dice.below(SHAPES.len())];
    let mut caption = match dice.below(5) {
        0 => String::new(),
        _ => format!("{} {} tại {}.", dice.one(WHO), dice.one(DEED), dice.one(WHERE)),
    };
    if number % RARE_EVERY == 7 {
        caption += &format!(" Toàn cảnh {RARE}.");
    }
    let alt = match dice.below(3) {
        0 => json!({ "kind": "missing" }),
        _ => json!({ "kind": "text", "text": format!("Ảnh chụp {}", dice.one(WHO)) }),
    };
    let gps = (dice.below(5) == 0).then(|| json!({ "latitude": 13.09, "longitude": 109.3 }));
    serde_json::from_value(json!({
        "id": PhotoId::generate(),
        "original": BlobHash(Sha256::digest(number.to_le_bytes()).into()),
        "bytes": 5_400_000,
        "format": "jpeg",
        "file_name": format!("DSC_{number:06}.JPG"),
        "width": width,
        "height": height,
        "orientation": 1,
        "taken_at": time(number),
        "camera": "NIKON D7500",
        "gps": gps,
        "caption": caption,
        "alt": alt,
        "credit": dice.one(CREDITS),
        "source": "",
        "keywords": [dice.one(WHERE)],
        "people": [],
        "event": "",
        "shows_children": false,
        "consent": false,
        "rotation": if dice.below(50) == 0 { "quarter" } else { "none" },
        "crop": null,
        "flag": dice.one(FLAGS),
        "stars": dice.below(6),
        "fingerprint": format!("{:016x}", dice.below(usize::MAX)),
        "imported_at": time(number),
        "updated_at": time(number),
    }))
    .unwrap()
}

/// A photo every 40 minutes, the newest last.
fn time(number: usize) -> DateTime<Utc> {
    let start: DateTime<Utc> = "2018-01-06T01:30:00Z".parse().unwrap();
    start + TimeDelta::minutes(i64::try_from(number).unwrap() * 40)
}

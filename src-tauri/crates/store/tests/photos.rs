use domain::{Album, AlbumId, AltText, Article, Gps, JobId, Photo, Rotation, Status};
use store::{EntityKind, Library, PhotoFilter, PhotoPatch, PhotoQuery, PhotoSort};

use crate::newsroom::{article, at, insert, library, photo, portal, published, shown};

fn add(library: &Library, photos: &[Photo], import: Option<JobId>) {
    library.write(|writer| writer.photos_mut().insert(photos, import)).unwrap();
}

fn with_gallery(title: &str, photos: &[&Photo]) -> Article {
    let mut article = article(title);
    article.gallery = photos.iter().map(|photo| photo.id).collect();
    article
}

fn found(library: &Library, query: &PhotoQuery) -> Vec<String> {
    let page = library.read(|reader| reader.photos().list(query)).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    page.rows.into_iter().map(|row| row.photo.file_name).collect()
}

/// A corrected name under a photo must reach every page that shows it, and only those.
#[test]
fn changed_caption_marks_every_published_use() {
    let (_folder, library) = library();
    let portal = portal(&library);
    let (used, other) = (photo(&library, 1), photo(&library, 2));
    add(&library, &[used.clone(), other.clone()], None);
    let mut shows_it = with_gallery("Có ảnh", &[&used]);
    published(&library, portal, &mut shows_it);
    published(&library, portal, &mut with_gallery("Ảnh khác", &[&other]));
    insert(&library, &with_gallery("Bản nháp", &[&used]));
    let album = album("Lễ hội");
    library
        .write(|writer| {
            writer.albums_mut().insert(&album)?;
            writer.albums_mut().add_photos(album.id, &[used.id], at(1))
        })
        .unwrap();
    shown(&library, portal, EntityKind::Album, album.id.0, None);

    let keywords = PhotoPatch { keywords: Some(vec!["lễ".to_owned()]), ..PhotoPatch::default() };
    library.write(|writer| writer.photos_mut().update(&[used.id], &keywords, at(2))).unwrap();
    assert_eq!(library.read(|reader| reader.outbox().waiting_count(None)).unwrap(), 0);

    let caption =
        PhotoPatch { caption: Some("Ông Võ Văn A".to_owned()), ..PhotoPatch::default() };
    library.write(|writer| writer.photos_mut().update(&[used.id], &caption, at(3))).unwrap();
    let mut waiting: Vec<_> = library
        .read(|reader| reader.outbox().list(portal))
        .unwrap()
        .into_iter()
        .map(|wish| (wish.kind.as_str(), wish.entity))
        .collect();
    waiting.sort_unstable();
    assert_eq!(waiting, [("album", album.id.0), ("article", shows_it.id.0)]);
}

fn album(title: &str) -> Album {
    Album {
        id: AlbumId::generate(),
        title: title.to_owned(),
        description: String::new(),
        cover: None,
        status: Status::Published,
        slug: String::new(),
        created_at: at(0),
        updated_at: at(0),
    }
}

/// The filters are how missing alt texts and credits are found before somebody complains.
#[test]
fn filters_find_what_is_missing() {
    let (_folder, library) = library();
    let (old_import, new_import) = (JobId::generate(), JobId::generate());
    let mut first = photo(&library, 1);
    first.caption = "Chợ hoa".to_owned();
    first.alt = AltText::Decorative;
    first.gps = Some(Gps { latitude: 13.08, longitude: 109.3 });
    let mut second = photo(&library, 2);
    second.credit = "Phan Thị Thúy".to_owned();
    let third = photo(&library, 10);
    add(&library, &[first.clone(), second.clone()], Some(old_import));
    add(&library, std::slice::from_ref(&third), Some(new_import));
    insert(&library, &with_gallery("Bài", &[&second]));

    let filter = |filter| {
        found(&library, &PhotoQuery { filter, descending: false, ..PhotoQuery::default() })
    };
    assert_eq!(filter(PhotoFilter::All), ["Ảnh 1.jpg", "Ảnh 2.jpg", "Ảnh 10.jpg"]);
    assert_eq!(filter(PhotoFilter::RecentImport), ["Ảnh 10.jpg"]);
    assert_eq!(filter(PhotoFilter::Unused), ["Ảnh 1.jpg", "Ảnh 10.jpg"]);
    assert_eq!(filter(PhotoFilter::NoCaption), ["Ảnh 2.jpg", "Ảnh 10.jpg"]);
    assert_eq!(filter(PhotoFilter::NoAlt), ["Ảnh 2.jpg", "Ảnh 10.jpg"]);
    assert_eq!(filter(PhotoFilter::NoCredit), ["Ảnh 1.jpg", "Ảnh 10.jpg"]);
    assert_eq!(filter(PhotoFilter::HasGps), ["Ảnh 1.jpg"]);
    let counts = library.read(|reader| reader.photos().counts()).unwrap();
    assert_eq!((counts.all, counts.unused, counts.recent_import, counts.no_alt), (3, 2, 1, 2));

    let query = PhotoQuery { text: "thuý".to_owned(), ..PhotoQuery::default() };
    assert_eq!(found(&library, &query), ["Ảnh 2.jpg"]);
    let best_first = PhotoQuery { sort: PhotoSort::Relevance, ..query.clone() };
    assert_eq!(found(&library, &best_first), ["Ảnh 2.jpg"]);
    let by_name = PhotoQuery { sort: PhotoSort::Name, descending: false, ..PhotoQuery::default() };
    assert_eq!(found(&library, &by_name), ["Ảnh 1.jpg", "Ảnh 2.jpg", "Ảnh 10.jpg"]);
    let by_time = PhotoQuery { sort: PhotoSort::Taken, descending: false, ..PhotoQuery::default() };
    assert_eq!(found(&library, &by_time), ["Ảnh 10.jpg", "Ảnh 2.jpg", "Ảnh 1.jpg"]);
    let page = library.read(|reader| reader.photos().list(&query)).unwrap();
    assert_eq!(page.rows[0].uses, 1);
}

/// The same file brought in twice is one photo; an emptied trash gives its space back, but never
/// the bytes of a page that still shows them.
#[test]
fn originals_are_found_again_and_let_go_once() {
    let (_folder, library) = library();
    let (kept, gone) = (photo(&library, 1), photo(&library, 2));
    add(&library, &[kept.clone(), gone.clone()], None);
    insert(&library, &with_gallery("Bài", &[&kept]));
    let again = library.originals().put(&[2; 1000]).unwrap();
    assert!(again.already_there);
    let known = library.read(|reader| reader.photos().find_by_original(again.hash)).unwrap();
    assert_eq!(known.unwrap().photo, gone);

    let both = [kept.id, gone.id];
    library.write(|writer| writer.photos_mut().delete(&both, at(9))).unwrap();
    let purge = library.write(|writer| writer.photos_mut().purge(&both)).unwrap();

    assert_eq!(purge.removed, [gone.id]);
    let originals: Vec<_> = purge.originals.iter().map(|blob| (blob.hash, blob.bytes)).collect();
    assert_eq!(originals, [(gone.original, 1000)]);
    assert!(library.read(|reader| reader.photos().find(kept.id)).unwrap().is_some());
}

/// A crop measured on the upright picture would cut something else out of the turned one.
#[test]
fn turning_drops_the_crop_and_null_clears_it() {
    let (_folder, library) = library();
    let one = photo(&library, 1);
    add(&library, std::slice::from_ref(&one), None);
    let change = |json: &str| {
        let patch: PhotoPatch = serde_json::from_str(json).unwrap();
        library.write(|writer| writer.photos_mut().update(&[one.id], &patch, at(1))).unwrap();
        library.read(|reader| reader.photos().get(one.id)).unwrap().photo
    };
    let crop = r#"{"crop": {"x": 0.1, "y": 0, "width": 0.5, "height": 1}}"#;
    assert!(change(crop).crop.is_some());
    assert!(change(r#"{"caption": "Chợ"}"#).crop.is_some(), "an unnamed field was changed");
    assert_eq!(change(r#"{"crop": null}"#).crop, None);
    change(crop);
    let turned = change(r#"{"rotation": "quarter"}"#);
    assert_eq!((turned.rotation, turned.crop), (Rotation::Quarter, None));
}

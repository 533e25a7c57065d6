//! Choosing, editing and captioning many photos, through the use cases that the window calls.

use app::PictureSize;
use app::view::{
    AlbumCreate, FailureCode, Grouping, Nothing, PhotoCount, PhotoEdit, PhotoFilter, PhotoIds,
    PhotoIndex, PhotoLayoutGet, PhotoList, PhotoMark, PhotoPatch, PhotoRef, PhotoRefs, PhotoRotate,
    PhotoRow, PhotoSet, PhotoSort, Range, SmartAlbumRef, SmartAlbumSave,
};
use domain::{Crop, Crops, Flag, PhotoId};
use image::{GenericImageView, RgbImage};

use crate::newsroom::{Newsroom, picture};

/// A newsroom with so many photos, in the order of their names.
async fn with_photos(count: u8) -> (Newsroom, Vec<PhotoId>) {
    let newsroom = Newsroom::new().await;
    let paths: Vec<_> =
        (1..=count).map(|number| newsroom.path(format!("Ảnh {number}.jpg"))).collect();
    for (path, number) in paths.iter().zip(1..) {
        picture(path, number * 20);
    }
    newsroom.bring_in(&paths).await;
    let ids = ids(&newsroom, PhotoFilter { sort: PhotoSort::Name, ..PhotoFilter::default() }).await;
    (newsroom, ids)
}

async fn ids(newsroom: &Newsroom, filter: PhotoFilter) -> Vec<PhotoId> {
    let range = Range { offset: 0, limit: 1000 };
    let request = PhotoIds { filter, grouping: Grouping::None, range };
    newsroom.app.photo_ids(request).await.unwrap().ids
}

async fn row(newsroom: &Newsroom, id: PhotoId) -> PhotoRow {
    newsroom.app.photo_rows(PhotoRefs { ids: vec![id] }).await.unwrap().rows.remove(0)
}

async fn grid_picture(newsroom: &Newsroom, id: PhotoId) -> (u32, u32) {
    let picture = newsroom.app.picture(id, PictureSize::Grid).await.unwrap();
    image::load_from_memory(&picture.bytes).unwrap().dimensions()
}

/// A wrong key pressed on a whole selection must cost one key to take back, and the list on screen
/// must follow both times.
#[tokio::test]
async fn marks_are_undone_together() {
    let (newsroom, photos) = with_photos(3).await;
    let picked = || PhotoFilter { flag: Some(Flag::Pick), ..PhotoFilter::default() };
    let mark = |ids: &[PhotoId], flag, stars| {
        newsroom.app.photo_mark(PhotoMark { ids: ids.to_vec(), flag, stars })
    };
    mark(&photos[..1], Some(Flag::Reject), Some(4)).await.unwrap();

    let undo = mark(&photos, Some(Flag::Pick), None).await.unwrap();

    assert_eq!(undo.count, 3);
    assert_eq!(ids(&newsroom, picked()).await.len(), 3);
    newsroom.app.photo_undo(undo).await.unwrap();
    assert!(ids(&newsroom, picked()).await.is_empty());
    let first = row(&newsroom, photos[0]).await;
    assert_eq!((first.flag, first.stars), (Flag::Reject, 4));
    let again = newsroom.app.photo_undo(undo).await;
    let told = again.unwrap_err().failure().code;
    assert_eq!(told, FailureCode::UndoGone, "undone twice, or called something else");
    assert!(mark(&photos, None, Some(6)).await.is_err(), "six stars");
}

/// A turned or cut photo that kept its old thumbnail would be turned again by whoever sees it.
#[tokio::test]
async fn pictures_follow_turns_and_crops() {
    let (newsroom, photos) = with_photos(2).await;
    let id = photos[0];
    let before = row(&newsroom, id).await;
    assert_eq!(grid_picture(&newsroom, id).await, (64, 48));

    let rotate = PhotoRotate { ids: photos.clone(), quarters: -1 };
    let turned_back = newsroom.app.photo_rotate(rotate).await.unwrap();

    assert_eq!(grid_picture(&newsroom, id).await, (48, 64));
    let turned = row(&newsroom, id).await;
    assert_eq!((turned.width, turned.height), (48, 64));
    assert_ne!(turned.version, before.version);

    let half = Some(Crop { x: 0.0, y: 0.0, width: 1.0, height: 0.5 });
    let rotation = newsroom.app.photo_get(PhotoRef { id }).await.unwrap().photo.rotation;
    let edit = |straighten, crop| PhotoEdit {
        id,
        rotation,
        straighten,
        crop,
        crops: Crops { cover: half, ..Crops::default() },
    };
    newsroom.app.photo_edit(edit(0.0, half)).await.unwrap();
    assert_eq!(grid_picture(&newsroom, id).await, (48, 32));
    newsroom.app.photo_rotate(PhotoRotate { ids: vec![id], quarters: 1 }).await.unwrap();
    let photo = newsroom.app.photo_get(PhotoRef { id }).await.unwrap().photo;
    assert_eq!(photo.crop, Some(Crop { x: 0.5, y: 0.0, width: 0.5, height: 1.0 }));
    assert_eq!(photo.crops.cover, None, "a cover that is no longer wide");

    newsroom.app.photo_undo(turned_back).await.unwrap();
    let photo = newsroom.app.photo_get(PhotoRef { id }).await.unwrap().photo;
    assert_eq!((photo.rotation, photo.crop), (domain::Rotation::None, None));
    assert_eq!(row(&newsroom, id).await.version, before.version);
    assert_eq!(grid_picture(&newsroom, id).await, (64, 48));

    let upright = newsroom.app.picture(id, PictureSize::Grid).await.unwrap();
    let straighten = edit(10.0, None);
    let straighten = PhotoEdit { rotation: domain::Rotation::None, ..straighten };
    newsroom.app.photo_edit(straighten).await.unwrap();
    // It is enlarged until no corner is empty; never another shape.
    let (width, height) = grid_picture(&newsroom, id).await;
    let shape = f64::from(width) / f64::from(height);
    assert!(
        (shape - 4.0 / 3.0).abs() < 0.05,
        "straightening changed the shape: {width} × {height}"
    );
    assert_ne!(newsroom.app.picture(id, PictureSize::Grid).await.unwrap(), upright);
    assert_ne!(row(&newsroom, id).await.version, before.version);

    let outside = Some(Crop { x: 0.5, y: 0.0, width: 0.6, height: 1.0 });
    assert!(newsroom.app.photo_edit(edit(0.0, outside)).await.is_err());
    assert!(newsroom.app.photo_edit(edit(46.0, None)).await.is_err());
}

/// Five hundred photos have no room for five hundred captions in a panel: what they agree in must be
/// told as such and nothing else.
#[tokio::test]
async fn words_of_many_are_told_and_filled_in() {
    let (newsroom, photos) = with_photos(3).await;
    let patch = |ids: &[PhotoId]| PhotoPatch { ids: ids.to_vec(), ..PhotoPatch::default() };
    let credit = |ids: &[PhotoId], name: &str| PhotoPatch {
        credit: Some(name.to_owned()),
        place: Some("Tuy Hòa".to_owned()),
        ..patch(ids)
    };
    newsroom.app.photo_update(credit(&photos[..1], "Trần Kim Huy")).await.unwrap();
    let only_empty = PhotoPatch { only_empty: true, ..credit(&photos, "Phan Thị Thúy") };
    let undo = newsroom.app.photo_update(only_empty).await.unwrap();

    let words = newsroom.app.photo_words(PhotoRefs { ids: photos.clone() }).await.unwrap();

    assert_eq!((undo.count, words.count), (2, 3));
    assert_eq!((words.credit.kinds, words.credit.value.clone()), (2, None));
    assert_eq!(words.credit.top[0].value, "Phan Thị Thúy");
    assert_eq!(words.place.value.as_deref(), Some("Tuy Hòa"));
    newsroom.app.photo_undo(undo).await.unwrap();
    let words = newsroom.app.photo_words(PhotoRefs { ids: photos }).await.unwrap();
    assert_eq!((words.credit.empty, words.credit.top.len()), (2, 2));
}

/// A caption typed once for 500 photos must name each photo's own place, and what it cannot fill in
/// must stay to be seen.
#[tokio::test]
async fn blanks_are_filled_in_photo_by_photo() {
    let (newsroom, photos) = with_photos(2).await;
    let update = PhotoPatch {
        ids: photos.clone(),
        caption: Some("{file}: {event}, {nobody}".to_owned()),
        event: Some("Hội xuân".to_owned()),
        expand: true,
        ..PhotoPatch::default()
    };

    newsroom.app.photo_update(update).await.unwrap();

    let words = newsroom.app.photo_words(PhotoRefs { ids: photos }).await.unwrap();
    let captions: Vec<_> = words.caption.top.iter().map(|top| top.value.as_str()).collect();
    assert_eq!(captions, ["Ảnh 1: Hội xuân, {nobody}", "Ảnh 2: Hội xuân, {nobody}"]);
}

/// A saved filter that forgets a part of itself shows an office the wrong pictures for years.
#[tokio::test]
async fn smart_albums_hold_what_their_filter_finds() {
    let (newsroom, photos) = with_photos(3).await;
    let mark = PhotoMark { ids: photos[1..].to_vec(), flag: None, stars: Some(4) };
    newsroom.app.photo_mark(mark).await.unwrap();
    let filter = PhotoFilter { min_stars: 3, ..PhotoFilter::default() };
    let save =
        SmartAlbumSave { id: None, title: " Ảnh đẹp ".to_owned(), filter: filter.clone() };

    let saved = newsroom.app.smart_album_save(save).await.unwrap();

    assert_eq!((saved.title.as_str(), saved.count), ("Ảnh đẹp", 2));
    let within =
        PhotoFilter { smart: Some(saved.id), query: "anh 3".to_owned(), ..PhotoFilter::default() };
    assert_eq!(ids(&newsroom, within.clone()).await, [photos[2]]);
    let count = PhotoCount { album: None, smart: Some(saved.id) };
    let counts = newsroom.app.photo_counts(count).await.unwrap();
    assert_eq!((counts.all, counts.no_caption, counts.unused), (2, 2, 2));
    let nested = SmartAlbumSave { id: None, title: "Lồng".to_owned(), filter: within };
    assert!(newsroom.app.smart_album_save(nested).await.is_err());
    newsroom.app.smart_album_delete(SmartAlbumRef { id: saved.id }).await.unwrap();
    assert!(newsroom.app.smart_album_list(Nothing {}).await.unwrap().rows.is_empty());
    let back = SmartAlbumSave { id: Some(saved.id), title: saved.title, filter };
    newsroom.app.smart_album_save(back).await.unwrap();
    assert_eq!(newsroom.app.smart_album_list(Nothing {}).await.unwrap().rows[0].id, saved.id);
}

/// The same shot sent twice, once smaller, must be found on arrival, and go only by a person's hand.
#[tokio::test]
async fn look_alikes_are_found_on_arrival_and_purged_by_hand() {
    let newsroom = Newsroom::new().await;
    let shot = RgbImage::from_fn(320, 240, |x, y| {
        image::Rgb([(x * y / 40 % 256) as u8, (x / 2) as u8, (y + x / 7) as u8])
    });
    let (large, small, other) =
        (newsroom.path("a.jpg"), newsroom.path("b.jpg"), newsroom.path("c.jpg"));
    shot.save(&large).unwrap();
    image::imageops::resize(&shot, 160, 120, image::imageops::FilterType::Triangle)
        .save(&small)
        .unwrap();
    image::imageops::rotate180(&shot).save(&other).unwrap();

    let job = newsroom.bring_in(&[large, small, other]).await;

    let found = || async { newsroom.app.duplicate_list(Nothing {}).await.unwrap().groups };
    let group = found().await.remove(0);
    let sizes: Vec<_> = group.photos.iter().map(|photo| (photo.width, photo.height)).collect();
    assert_eq!(job.photos.len(), 3);
    assert_eq!(sizes.len(), 2, "{sizes:?}");
    let alike: Vec<_> = group.photos.iter().map(|photo| photo.row.id).collect();
    newsroom.app.duplicate_dismiss(PhotoRefs { ids: alike.clone() }).await.unwrap();
    assert!(found().await.is_empty());
    newsroom.app.duplicate_dismiss_undo(PhotoRefs { ids: alike.clone() }).await.unwrap();
    assert_eq!(found().await.len(), 1);

    newsroom.app.photo_trash(PhotoRefs { ids: alike[1..].to_vec() }).await.unwrap();
    let purged = newsroom.app.photo_purge(PhotoRefs { ids: alike.clone() }).await.unwrap();
    assert_eq!((purged.removed, purged.kept, purged.bytes), (1, 1, group.photos[1].bytes));
    assert!(newsroom.app.photo_get(PhotoRef { id: alike[0] }).await.is_ok());
    assert!(newsroom.app.photo_get(PhotoRef { id: alike[1] }).await.is_err());
}

/// A list that is not read again after a change shows rows that are no longer what it asks for.
#[tokio::test]
async fn kept_orders_follow_every_change() {
    let (newsroom, photos) = with_photos(3).await;
    let filter = || PhotoFilter {
        set: PhotoSet::NoCaption,
        sort: PhotoSort::Name,
        ..PhotoFilter::default()
    };
    let listed = || async {
        let range = Range { offset: 1, limit: 10 };
        let list = PhotoList { filter: filter(), grouping: Grouping::Import, range };
        newsroom.app.photo_list(list).await.unwrap()
    };
    assert_eq!((listed().await.total, listed().await.rows.len()), (3, 2));

    let caption = PhotoPatch {
        ids: vec![photos[0]],
        caption: Some("Chợ".to_owned()),
        ..PhotoPatch::default()
    };
    newsroom.app.photo_update(caption).await.unwrap();

    assert_eq!(listed().await.total, 2);
    let layout = PhotoLayoutGet { filter: filter(), grouping: Grouping::Import };
    let layout = newsroom.app.photo_layout(layout).await.unwrap();
    assert_eq!((layout.ratios.len(), layout.groups.len(), layout.groups[0].count), (2, 1, 2));
    let place = |id| {
        newsroom.app.photo_index(PhotoIndex { filter: filter(), grouping: Grouping::None, id })
    };
    assert_eq!(place(photos[2]).await.unwrap().index, Some(1));
    assert_eq!(place(photos[0]).await.unwrap().index, None);
}

/// Sums that leave out the larger part of what was chosen are wrong figures with a straight face.
#[tokio::test]
async fn sums_are_those_of_all_chosen_photos() {
    let (newsroom, photos) = with_photos(3).await;
    let album = AlbumCreate { title: "Hội xuân".to_owned(), photos: photos[1..].to_vec() };
    let album = newsroom.app.album_create(album).await.unwrap().id;

    let sums = newsroom.app.photo_sums(PhotoRefs { ids: photos.clone() }).await.unwrap();

    let mut bytes = 0;
    for id in &photos {
        bytes += newsroom.app.photo_get(PhotoRef { id: *id }).await.unwrap().photo.bytes;
    }
    assert_eq!((sums.count, sums.bytes, sums.published_bytes), (3, bytes, None));
    assert_eq!((sums.cameras.len(), sums.sizes.len()), (1, 1));
    let albums: Vec<_> = sums.albums.iter().map(|album| album.id).collect();
    assert_eq!((albums, sums.articles), (vec![album], Vec::new()));
}

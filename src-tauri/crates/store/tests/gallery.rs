//! What the gallery filters, groups and counts by, and changes to many photos that are taken back.

use std::fs;

use domain::{Album, AlbumId, Crop, Crops, Flag, JobId, Photo, PhotoId, Rotation, Status};
use rusqlite::{Connection, params};
use store::{
    EntityKind, Grouping, Library, OutboxAction, PhotoDay, PhotoFilter, PhotoPatch, PhotoQuery,
    PhotoSort, SyncState,
};

use crate::newsroom::{article, at, insert, library, photo, portal, shown};

fn add(library: &Library, photos: &[Photo], import: Option<JobId>) {
    library.write(|writer| writer.photos_mut().insert(photos, import)).unwrap();
}

fn get(library: &Library, id: PhotoId) -> Photo {
    library.read(|reader| reader.photos().get(id)).unwrap().photo
}

fn change(library: &Library, ids: &[PhotoId], patch: &PhotoPatch) -> store::PhotoChanges {
    library.write(|writer| writer.photos_mut().update(ids, patch, at(50))).unwrap()
}

/// The photos that a query finds, by the numbers in their file names, in its order.
fn found(library: &Library, query: &PhotoQuery) -> Vec<u8> {
    let page = library.read(|reader| reader.photos().list(query)).unwrap();
    let counted = library.read(|reader| reader.photos().count(query)).unwrap();
    assert_eq!((page.total, counted), (page.rows.len() as u32, page.rows.len() as u32));
    let number = |name: &str| name.chars().filter(char::is_ascii_digit).collect::<String>();
    page.rows.iter().map(|row| number(&row.photo.file_name).parse().unwrap()).collect()
}

fn by_name() -> PhotoQuery {
    PhotoQuery { sort: PhotoSort::Name, descending: false, ..PhotoQuery::default() }
}

fn filtered(library: &Library, filter: PhotoFilter) -> Vec<u8> {
    found(library, &PhotoQuery { filter, ..by_name() })
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

/// Going through 500 pictures of an event is worth nothing if the verdicts cannot be asked for.
#[test]
fn verdicts_and_stars_are_found_and_counted() {
    let (_folder, library) = library();
    let photos = [1, 2, 3, 4].map(|number| photo(&library, number));
    add(&library, &photos, None);
    let [one, two, three, _] = photos.map(|photo| photo.id);
    let mark = |ids: &[PhotoId], flag, stars| {
        change(&library, ids, &PhotoPatch { flag, stars, ..PhotoPatch::default() });
    };
    mark(&[one, two], Some(Flag::Pick), Some(5));
    mark(&[two], None, Some(2));
    mark(&[three], Some(Flag::Reject), None);

    let marked = |flag, min_stars| found(&library, &PhotoQuery { flag, min_stars, ..by_name() });
    assert_eq!(marked(Some(Flag::Pick), 0), [1, 2]);
    assert_eq!(marked(Some(Flag::Reject), 0), [3]);
    assert_eq!(marked(Some(Flag::None), 0), [4]);
    assert_eq!(marked(None, 2), [1, 2]);
    assert_eq!(marked(Some(Flag::Pick), 3), [1]);
    let counts = library.read(|reader| reader.photos().counts()).unwrap();
    assert_eq!((counts.picked, counts.rejected, counts.unflagged), (2, 1, 1));
    let well = PhotoQuery { min_stars: 3, ..PhotoQuery::default() };
    let scope = PhotoQuery { within: Some(Box::new(well)), ..PhotoQuery::default() };
    let counts = library.read(|reader| reader.photos().counts_in(&scope)).unwrap();
    assert_eq!((counts.all, counts.picked, counts.no_caption), (1, 1, 1));
    let waiting = library.read(|reader| reader.outbox().waiting_count(None)).unwrap();
    assert_eq!(waiting, 0, "a mark of the newsroom went to the portal");
}

/// A photo whose published page is out of date must be found, whichever way its state changed.
#[test]
fn standing_on_the_portal_follows_every_step() {
    let (_folder, library) = library();
    let photos = [1, 2, 3].map(|number| photo(&library, number));
    add(&library, &photos, None);
    let portal = portal(&library);
    let [used, in_album, _] = &photos;
    let mut shows_it = article("Có ảnh");
    shows_it.gallery = vec![used.id];
    shows_it.status = Status::Published;
    insert(&library, &shows_it);
    let album = album("Lễ hội");
    library
        .write(|writer| {
            writer.albums_mut().insert(&album)?;
            writer.albums_mut().add_photos(album.id, &[in_album.id], at(1))
        })
        .unwrap();
    assert_eq!(filtered(&library, PhotoFilter::Used), [1, 2]);
    assert_eq!(filtered(&library, PhotoFilter::Unused), [3]);
    assert_eq!(filtered(&library, PhotoFilter::Published), [0_u8; 0]);

    shown(&library, portal, EntityKind::Article, shows_it.id.0, None);
    shown(&library, portal, EntityKind::Album, album.id.0, None);
    assert_eq!(filtered(&library, PhotoFilter::Published), [1, 2]);
    assert_eq!(filtered(&library, PhotoFilter::Changed), [0_u8; 0]);

    let caption = PhotoPatch { caption: Some("Chợ hoa".to_owned()), ..PhotoPatch::default() };
    change(&library, &[used.id], &caption);
    assert_eq!(filtered(&library, PhotoFilter::Changed), [1]);
    let counts = library.read(|reader| reader.photos().counts()).unwrap();
    assert_eq!((counts.used, counts.published, counts.changed), (2, 2, 1));
    let rows = library.read(|reader| reader.photos().list_rows_by_ids(&[used.id])).unwrap();
    assert_eq!((rows[0].uses, rows[0].sync), (1, SyncState::Changed));

    let wish = library.read(|reader| reader.outbox().list(portal)).unwrap().remove(0);
    assert_eq!(wish.action, OutboxAction::Publish);
    library.write(|writer| writer.outbox_mut().delete_if_same_key(wish.key)).unwrap();
    assert_eq!(filtered(&library, PhotoFilter::Changed), [0_u8; 0]);

    library
        .write(|writer| {
            writer.sync_bases_mut().delete(portal, EntityKind::Album, album.id.0)?;
            writer.articles_mut().delete(&[shows_it.id], at(60))
        })
        .unwrap();
    assert_eq!(filtered(&library, PhotoFilter::Used), [2]);
    assert_eq!(filtered(&library, PhotoFilter::Published), [1], "readers still see it");
    library.write(|writer| writer.portals_mut().delete(portal)).unwrap();
    assert_eq!(filtered(&library, PhotoFilter::Published), [0_u8; 0]);
}

/// Groups that do not add up to the list would put a tile where another photo is.
#[test]
fn groups_cover_the_list_newest_first() {
    let (_folder, library) = library();
    let (old, new) = (JobId::generate(), JobId::generate());
    let mut photos: Vec<_> = (1..=6).map(|number| photo(&library, number)).collect();
    // Noon UTC is 19:00 in Việt Nam: five hours later the next day begins there.
    for (photo, minutes) in photos.iter_mut().zip([0, 1, 5 * 60, 5 * 60 - 1, 24 * 60, 0]) {
        photo.taken_at = Some(at(minutes));
    }
    photos[5].taken_at = None;
    for (photo, minutes) in photos.iter_mut().zip([10, 10, 20, 20, 20, 5]) {
        photo.imported_at = at(minutes);
    }
    add(&library, &photos[..2], Some(old));
    add(&library, &photos[2..5], Some(new));
    add(&library, &photos[5..], None);

    let grouped = |grouping| {
        let query = PhotoQuery { grouping, ..by_name() };
        let order = library.read(|reader| reader.photos().order(&query)).unwrap();
        assert_eq!(order.groups.iter().map(|group| group.count).sum::<u32>(), order.total());
        let groups: Vec<_> =
            order.groups.iter().map(|group| (group.key.clone(), group.first)).collect();
        (groups, found(&library, &query))
    };
    let key = |key: &str, first| (key.to_owned(), first);
    let (days, order) = grouped(Grouping::Day);
    assert_eq!(days, [key("2022-07-16", 0), key("2022-07-15", 2), key("", 5)]);
    assert_eq!(order, [3, 5, 1, 2, 4, 6]);
    let (imports, order) = grouped(Grouping::Import);
    assert_eq!(imports, [key(&new.to_string(), 0), key(&old.to_string(), 3), key("", 5)]);
    assert_eq!(order, [3, 4, 5, 1, 2, 6]);

    let of_day = |day| found(&library, &PhotoQuery { day: Some(day), ..by_name() });
    assert_eq!(of_day(PhotoDay::On("2022-07-15".parse().unwrap())), [1, 2, 4]);
    assert_eq!(of_day(PhotoDay::Unknown), [6]);
    let import = PhotoQuery { import: Some(new), ..by_name() };
    assert_eq!(found(&library, &import), [3, 4, 5]);
    let within = PhotoQuery {
        filter: PhotoFilter::NoCaption,
        day: Some(PhotoDay::On("2022-07-16".parse().unwrap())),
        within: Some(Box::new(import)),
        ..by_name()
    };
    assert_eq!(found(&library, &within), [3, 5]);
}

/// One keystroke on 500 photos must be taken back by one, each to what it was before.
#[test]
fn changes_of_many_are_taken_back_each_to_its_own() {
    let (_folder, library) = library();
    let mut photos: Vec<_> = (1..=3).map(|number| photo(&library, number)).collect();
    photos[0].caption = "Chợ hoa".to_owned();
    photos[1].crop = Some(Crop { x: 0.0, y: 0.0, width: 0.5, height: 0.5 });
    photos[1].crops = Crops {
        square: Some(Crop { x: 0.0, y: 0.0, width: 0.75, height: 1.0 }),
        ..Crops::default()
    };
    add(&library, &photos, None);
    let ids: Vec<_> = photos.iter().map(|photo| photo.id).collect();
    let patch = PhotoPatch {
        caption: Some("Hội xuân".to_owned()),
        rotation: Some(Rotation::Quarter),
        ..PhotoPatch::default()
    };

    let changes = change(&library, &ids, &patch);

    assert_eq!((changes.count, &changes.redrawn), (3, &ids));
    assert_eq!(get(&library, ids[1]).crop, None);
    assert_eq!(changes.back.len(), 3, "photos that were unlike are taken back alike");
    change(&library, &ids, &PhotoPatch { stars: Some(3), ..PhotoPatch::default() });
    for (patch, ids) in &changes.back {
        change(&library, ids, patch);
    }
    for before in photos {
        let now = get(&library, before.id);
        assert_eq!(now.stars, 3, "something else was taken back too");
        assert_eq!(Photo { stars: 0, updated_at: before.updated_at, ..now }, before);
    }
}

/// A grid that lays out tiles in the shape of the uncut picture shows them squeezed.
#[test]
fn shapes_are_those_that_are_shown() {
    let (_folder, library) = library();
    let one = photo(&library, 1);
    add(&library, std::slice::from_ref(&one), None);
    let ratio = || library.read(|reader| reader.photos().order(&by_name())).unwrap().ratios[0];
    assert!((ratio() - 4.0 / 3.0).abs() < 1e-3);

    let turned = PhotoPatch { rotation: Some(Rotation::Quarter), ..PhotoPatch::default() };
    change(&library, &[one.id], &turned);
    assert!((ratio() - 3.0 / 4.0).abs() < 1e-3);
    let crop = Some(Some(Crop { x: 0.0, y: 0.25, width: 1.0, height: 0.5 }));
    change(&library, &[one.id], &PhotoPatch { crop, ..PhotoPatch::default() });
    assert!((ratio() - 3.0 / 2.0).abs() < 1e-3);
}

fn printed(library: &Library, number: u8, fingerprint: u64) -> Photo {
    let mut photo = photo(library, number);
    photo.fingerprint = format!("{fingerprint:016x}");
    photo.taken_at = None;
    photo
}

fn groups(library: &Library) -> Vec<Vec<(PhotoId, u32)>> {
    let twins = library.read(|reader| reader.photos().list_twins(100)).unwrap();
    let of = |twins: store::Twins| {
        twins.photos.into_iter().map(|twin| (twin.row.photo.id, twin.distance)).collect()
    };
    twins.into_iter().map(of).collect()
}

/// Duplicates that are not found are captioned twice; found again after "không trùng", they nag.
#[test]
fn look_alikes_are_grouped_told_apart_and_regrouped() {
    let (_folder, library) = library();
    let prints = [0, 0b111, 0b11_1111, u64::MAX];
    let photos: Vec<_> =
        (1..).zip(prints).map(|(number, print)| printed(&library, number, print)).collect();
    add(&library, &photos, None);
    let compare = || library.write(|writer| writer.photos_mut().compare(100)).unwrap();
    assert_eq!((compare(), compare()), (4, 0), "photos are compared again and again");
    let [a, b, c, d] = [0, 1, 2, 3].map(|index| photos[index].id);
    assert_eq!(groups(&library), [vec![(a, 0), (b, 3), (c, 6)]]);
    assert_eq!(filtered(&library, PhotoFilter::Duplicates), [1, 2, 3]);
    let rows = library.read(|reader| reader.photos().list_rows_by_ids(&[a, d])).unwrap();
    assert_eq!((rows[0].duplicates, rows[1].duplicates), (3, 0));

    library.write(|writer| writer.photos_mut().tell_apart(&[a, b])).unwrap();
    assert_eq!(groups(&library), [vec![(b, 0), (c, 3)]]);
    library.write(|writer| writer.photos_mut().tell_apart_no_more(&[b, a])).unwrap();
    assert_eq!(groups(&library), [vec![(a, 0), (b, 3), (c, 6)]]);

    library.write(|writer| writer.photos_mut().delete(&[a], at(70))).unwrap();
    assert_eq!(groups(&library), [vec![(b, 0), (c, 3)]]);
    library.write(|writer| writer.photos_mut().delete(&[c], at(70))).unwrap();
    assert_eq!(groups(&library), Vec::<Vec<_>>::new());
    library.write(|writer| writer.photos_mut().restore(&[a, c])).unwrap();
    assert_eq!(groups(&library), [vec![(b, 0), (a, 3), (c, 3)]]);
}

/// An office's library of years must open in the new version with all it says.
#[test]
fn library_of_the_first_release_is_brought_up_to_date() {
    let (folder, library) = library();
    let photos = [1, 2].map(|number| printed(&library, number, 0b101));
    drop(library);
    fs::remove_file(folder.path().join("library.db")).unwrap();
    let connection = Connection::open(folder.path().join("library.db")).unwrap();
    connection.execute_batch(include_str!("../migrations/0001_library.sql")).unwrap();
    connection.pragma_update(None, "application_id", 0x546F_6153).unwrap();
    connection.pragma_update(None, "user_version", 1).unwrap();
    for photo in &photos {
        write_as_first_release(&connection, photo);
    }
    connection
        .execute_batch(
            "INSERT INTO articles (id, revision, title, title_key, lead, byline, poster, status,
                 featured, photo_count, slug, created_at, updated_at)
             VALUES (x'01', x'02', 'Bài', x'', '', '', '', 'published', 0, 1, '', 1, 1);
             INSERT INTO article_photos
                 SELECT x'01', 'gallery', 0, id FROM photos WHERE number = 1;
             INSERT INTO portals (id, kind, name, url, user, created_at, active)
                 VALUES (x'03', 'native', '', '', '', 1, 1);
             INSERT INTO sync_base
                 (portal, kind, entity, remote_revision, content_hash, state, published_at)
                 VALUES (x'03', 'article', x'01', '1', zeroblob(32), 'live', 1);",
        )
        .unwrap();
    drop(connection);

    let library = Library::open(folder.path()).unwrap();

    assert!(library.upgraded_from().is_some());
    assert_eq!(get(&library, photos[0].id), photos[0]);
    let order = library.read(|reader| reader.photos().order(&by_name())).unwrap();
    assert!((order.ratios[0] - 4.0 / 3.0).abs() < 1e-3, "{:?}", order.ratios);
    assert_eq!(filtered(&library, PhotoFilter::Published), [1]);
    assert_eq!(filtered(&library, PhotoFilter::Unused), [2]);
    assert_eq!(filtered(&library, PhotoFilter::NoCaption), [1, 2]);
    library.write(|writer| writer.photos_mut().compare(100)).unwrap();
    assert_eq!(filtered(&library, PhotoFilter::Duplicates), [1, 2]);
}

/// A row as 0001 had it: the record lacks all that came later.
fn write_as_first_release(connection: &Connection, photo: &Photo) {
    let mut record = serde_json::to_value(photo).unwrap();
    for later in ["copyright", "place", "straighten", "crops", "flag", "stars"] {
        assert!(record.as_object_mut().unwrap().remove(later).is_some());
    }
    connection
        .execute(
            "INSERT INTO blobs (hash, bytes, stored_at) VALUES (?1, ?2, 1)",
            params![photo.original.0, photo.bytes],
        )
        .unwrap();
    connection
        .execute(
            "INSERT INTO photos (id, original, file_name, name_key, imported_at, updated_at,
                 has_caption, has_alt, has_credit, has_gps, record)
             VALUES (?1, ?2, ?3, x'', ?4, ?4, 0, 0, 0, 0, ?5)",
            params![
                photo.id.0,
                photo.original.0,
                photo.file_name,
                photo.imported_at.timestamp_micros(),
                record.to_string(),
            ],
        )
        .unwrap();
}

use domain::{Album, AlbumId, Photo, PhotoId, Status};
use store::{Library, PhotoQuery, PhotoSort};

use crate::newsroom::{at, library, photo};

fn album_of(library: &Library, photos: &[Photo]) -> AlbumId {
    let album = Album {
        id: AlbumId::generate(),
        title: "Lễ hội".to_owned(),
        description: String::new(),
        cover: None,
        status: Status::Draft,
        slug: String::new(),
        created_at: at(0),
        updated_at: at(0),
    };
    let ids: Vec<_> = photos.iter().map(|photo| photo.id).collect();
    library
        .write(|writer| {
            writer.photos_mut().insert(photos, None)?;
            writer.albums_mut().insert(&album)?;
            writer.albums_mut().add_photos(album.id, &ids, at(1))
        })
        .unwrap();
    album.id
}

fn order(library: &Library, album: AlbumId) -> Vec<PhotoId> {
    let query = PhotoQuery {
        album: Some(album),
        sort: PhotoSort::Position,
        descending: false,
        ..PhotoQuery::default()
    };
    let listed = library.read(|reader| reader.photos().list(&query)).unwrap();
    let listed: Vec<_> = listed.rows.into_iter().map(|row| row.photo.id).collect();
    assert_eq!(listed, library.read(|reader| reader.albums().photos(album)).unwrap());
    listed
}

/// The order of an album tells a story; it must survive adding, removing and the trash.
#[test]
fn photos_keep_their_order() {
    let (_folder, library) = library();
    let photos: Vec<_> = (1..=4).map(|number| photo(&library, number)).collect();
    let [a, b, c, d] = [0, 1, 2, 3].map(|index| photos[index].id);
    let album = album_of(&library, &photos);
    assert_eq!(order(&library, album), [a, b, c, d]);

    library
        .write(|writer| {
            writer.albums_mut().update_order(album, &[d, a, b, c], at(2))?;
            writer.photos_mut().delete(&[a], at(2))?;
            writer.albums_mut().update_order(album, &[c, d, b], at(3))?;
            assert_eq!(writer.albums_mut().add_photos(album, &[d], at(4))?, 0);
            Ok(())
        })
        .unwrap();
    assert_eq!(order(&library, album), [c, d, b]);

    library.write(|writer| writer.photos_mut().restore(&[a])).unwrap();
    assert_eq!(order(&library, album), [c, d, b, a]);
}

/// A list without a picture, or with one that is no longer in the album, misleads.
#[test]
fn cover_is_the_chosen_photo_or_the_first() {
    let (_folder, library) = library();
    let photos: Vec<_> = (1..=3).map(|number| photo(&library, number)).collect();
    let id = album_of(&library, &photos);
    let row =
        |library: &Library| library.read(|reader| reader.albums().list(None)).unwrap().remove(0);
    assert_eq!((row(&library).photos, row(&library).cover), (3, Some(photos[0].id)));

    let mut album = row(&library).album;
    album.cover = Some(photos[1].id);
    library.write(|writer| writer.albums_mut().update(&album, None, at(2))).unwrap();
    assert_eq!(row(&library).cover, Some(photos[1].id));

    library.write(|writer| writer.albums_mut().remove_photos(id, &[photos[1].id], at(3))).unwrap();
    assert_eq!((row(&library).photos, row(&library).cover), (2, Some(photos[0].id)));
    assert_eq!(row(&library).album.cover, None);
}

//! Searches that find many photos.

use domain::{Photo, PhotoId};
use store::{Grouping, PhotoFilter, PhotoQuery, PhotoSort};

use crate::newsroom::{at, library, photo};

/// A word that nearly every photo has finds them another way than a rare one: none may be lost, and
/// each list must keep its order, its filters and its groups.
#[test]
fn a_word_of_many_photos_finds_each_in_the_order_of_the_list() {
    let (_folder, library) = library();
    let like = photo(&library, 1);
    let photos: Vec<Photo> = (0..2400)
        .map(|number| Photo {
            id: PhotoId::generate(),
            file_name: format!("DSC_{:04}.JPG", (number * 7) % 2400),
            caption: if number % 12 == 0 { "Hội chợ" } else { "Học sinh dự hội" }.to_owned(),
            credit: if number % 2 == 0 { "Kim Huy" } else { "" }.to_owned(),
            imported_at: at(number % 50),
            taken_at: (number % 3 > 0).then(|| at(number)),
            ..like.clone()
        })
        .collect();
    library.write(|writer| writer.photos_mut().insert(&photos, None)).unwrap();
    let trashed: Vec<PhotoId> = photos.iter().step_by(100).map(|photo| photo.id).collect();
    library.write(|writer| writer.photos_mut().delete(&trashed, at(60))).unwrap();
    let ids = |query: &PhotoQuery| -> Vec<PhotoId> {
        library
            .read(|reader| reader.photos().list_ids(&reader.photos().order(query)?.numbers))
            .unwrap()
    };
    let has_word = |id: &PhotoId| {
        photos.iter().any(|photo| photo.id == *id && photo.caption.starts_with("Học"))
    };

    for sort in [PhotoSort::Imported, PhotoSort::Taken, PhotoSort::Name] {
        for (filter, grouping) in [
            (PhotoFilter::All, Grouping::None),
            (PhotoFilter::All, Grouping::Day),
            (PhotoFilter::NoCredit, Grouping::None),
        ] {
            let all = PhotoQuery { sort, filter, grouping, ..PhotoQuery::default() };
            let mut expected = ids(&all);
            expected.retain(has_word);

            let searched = PhotoQuery { text: "hoc sinh".to_owned(), ..all };

            let found = ids(&searched);
            assert!(found == expected, "{sort:?}, {filter:?}, {grouping:?}: other photos or order");
            let counted = library.read(|reader| reader.photos().count(&searched)).unwrap();
            assert_eq!(counted as usize, found.len());
        }
    }
    let base = PhotoQuery { text: "sinh".to_owned(), ..PhotoQuery::default() };
    let within = |text: &str| PhotoQuery {
        text: text.to_owned(),
        within: Some(Box::new(base.clone())),
        ..PhotoQuery::default()
    };
    assert_eq!(ids(&within("hoi")), ids(&base), "a search in a smart album");
    assert_eq!(ids(&within("cho")), [], "photos outside the smart album");
}

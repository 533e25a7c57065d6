//! Searches that find many: a word that nearly everything has is looked for another way than a rare
//! one. Nothing may be lost, and each list must keep its order, its filters and its figures.

use domain::{Article, Photo, PhotoId, Status};
use store::{
    ArticleQuery, ArticleSort, Grouping, Library, PhotoFilter, PhotoQuery, PhotoSort, RevisionKind,
    SearchMode,
};

use crate::newsroom::{article, at, library, photo, save};

/// Articles of which `kind` says what their title and lead are, the newest last.
fn articles(library: &Library, count: u32, kind: impl Fn(u32) -> (String, &'static str)) {
    let articles = (0..count).map(|number| {
        let (title, lead) = kind(number);
        let mut article = article(&title);
        article.lead = lead.to_owned();
        article.body.content.clear();
        article.updated_at = at(i64::from(number));
        article.status = if number % 3 == 0 { Status::Published } else { Status::Draft };
        article
    });
    let articles: Vec<Article> = articles.collect();
    library
        .write(|writer| {
            for article in &articles {
                writer.articles_mut().insert(article, &save(RevisionKind::Import, 0))?;
            }
            let trashed: Vec<_> = articles.iter().step_by(100).map(|article| article.id).collect();
            writer.articles_mut().delete(&trashed, at(9_999)).map(drop)
        })
        .unwrap();
}

fn titles(library: &Library, query: &ArticleQuery) -> Vec<String> {
    let page = library.read(|reader| reader.articles().list(query)).unwrap();
    page.rows.into_iter().map(|row| row.title).collect()
}

#[test]
fn a_word_of_many_articles_finds_each_in_the_order_of_the_list() {
    let (_folder, library) = library();
    articles(&library, 2_600, |number| {
        let mixed = (number * 7) % 2_600;
        if number % 12 == 0 {
            (format!("Hội chợ {mixed:04}"), "")
        } else {
            (format!("Tin {mixed:04}"), "Học sinh dự hội")
        }
    });
    let all = ArticleQuery { limit: 5_000, ..ArticleQuery::default() };

    for sort in [ArticleSort::Updated, ArticleSort::Title] {
        for (status, descending, trashed) in [
            (None, true, false),
            (None, false, false),
            (Some(Status::Draft), true, false),
            (None, true, true),
        ] {
            let list = ArticleQuery { sort, status, descending, trashed, ..all.clone() };
            let mut expected = titles(&library, &list);
            expected.retain(|title| title.starts_with("Tin"));

            let searched = ArticleQuery { text: "hoc sinh".to_owned(), ..list };

            let what = format!("{sort:?}, {status:?}, {descending}, {trashed}");
            assert!(titles(&library, &searched) == expected, "{what}: other articles or order");
            let part = ArticleQuery { offset: 7, limit: 2, ..searched.clone() };
            let page = library.read(|reader| reader.articles().list(&part)).unwrap();
            assert_eq!(page.total as usize, expected.len(), "{what}");
            assert_eq!(titles(&library, &part), expected[7..9], "{what}");
        }
    }
    let counts = library
        .read(|reader| reader.articles().counts_found("hoc sinh", SearchMode::Typeahead))
        .unwrap();
    let total = |status, trashed| {
        let query = ArticleQuery {
            status,
            trashed,
            text: "hoc sinh".to_owned(),
            ..ArticleQuery::default()
        };
        library.read(|reader| reader.articles().list(&query)).unwrap().total
    };
    assert_eq!((counts.all, counts.trashed), (total(None, false), total(None, true)));
    for entry in counts.by_status {
        assert_eq!(entry.count, total(Some(entry.status), false), "{:?}", entry.status);
    }
}

/// Who types a word that everything has still looks for the article named so, spelled so.
#[test]
fn the_best_of_many_come_first() {
    let (_folder, library) = library();
    articles(&library, 2_600, |number| match number {
        7 => ("Tình hình mới 7".to_owned(), ""),
        8 => ("Tin 8".to_owned(), "Họp ở tỉnh về tình hình"),
        9 => ("Chủ tịch tỉnh 9".to_owned(), ""),
        11 => ("Chủ tịch tỉnh 11".to_owned(), ""),
        _ => (format!("Bản tin {number}"), if number % 2 == 0 { "Tính toán" } else { "Ở tỉnh" }),
    });
    let best = |text: &str| ArticleQuery {
        text: text.to_owned(),
        typeahead: true,
        sort: ArticleSort::Relevance,
        limit: 5_000,
        ..ArticleQuery::default()
    };

    let found = titles(&library, &best("tỉnh"));

    assert_eq!(found[..3], ["Chủ tịch tỉnh 11", "Chủ tịch tỉnh 9", "Bản tin 2599"]);
    let spelled = found.iter().position(|title| title == "Tin 8").unwrap();
    assert_eq!(found[spelled - 1..=spelled + 1], ["Bản tin 13", "Tin 8", "Bản tin 5"]);
    let other = found.iter().position(|title| title == "Tình hình mới 7").unwrap();
    assert_eq!(found[other - 1..=other + 1], ["Bản tin 1", "Tình hình mới 7", "Bản tin 2598"]);
    assert_eq!(found.len(), 2_600 - 26);
    let scores: Vec<f64> = library
        .read(|reader| reader.search().articles("tỉnh", SearchMode::Words, 5_000))
        .unwrap()
        .into_iter()
        .map(|hit| hit.score)
        .collect();
    assert!(scores.is_sorted_by(|one, other| one >= other) && scores[0] > scores[2]);
    let newest = ["Bản tin 2599", "Bản tin 2598"];
    assert_eq!(titles(&library, &best("t"))[..2], newest, "a letter puts nothing first");
    let twice = titles(&library, &best("tinh hinh"));
    assert_eq!(twice, ["Tình hình mới 7", "Tin 8"], "few are weighed one by one");
}

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

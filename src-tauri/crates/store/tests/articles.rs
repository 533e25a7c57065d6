use domain::{Article, Attachment, BlobHash, Category, CategoryId, RevisionId, Status};
use store::{
    ArticleQuery, ArticleSort, ArticleViews, Library, RevisionKind, SearchMode, StoreError,
    SyncState,
};

use crate::newsroom::{article, at, insert, library, portal, published, save};

fn titles(library: &Library, query: &ArticleQuery) -> Vec<String> {
    let page = library.read(|reader| reader.articles().list(query)).unwrap();
    page.rows.into_iter().map(|row| row.title).collect()
}

fn update(
    library: &Library,
    article: &Article,
    expected: RevisionId,
    kind: RevisionKind,
    minutes: i64,
) -> RevisionId {
    let save = save(kind, minutes);
    library.write(|writer| writer.articles_mut().update(article, expected, &save)).unwrap().id
}

/// Every field the editor can fill must come back as it went in.
#[test]
fn article_comes_back_whole() {
    let (_folder, library) = library();
    let mut article = article("Liên kết vùng");
    article.tags = vec!["kinh tế".to_owned()];
    article.source.url = "https://baophuyen.vn/".to_owned();
    article.attachments =
        vec![Attachment { blob: BlobHash([3; 32]), file_name: "a.pdf".to_owned(), bytes: 9 }];

    let revision = insert(&library, &article);

    let saved = library.read(|reader| reader.articles().get(article.id)).unwrap();
    assert_eq!(saved.article, article);
    assert_eq!(saved.revision, revision);
    let (_, snapshot) = library.read(|reader| reader.revisions().get(revision)).unwrap();
    assert_eq!(snapshot, article);
    let tags = library.read(|reader| reader.tags().list()).unwrap();
    assert_eq!((tags[0].tag.as_str(), tags[0].articles), ("kinh tế", 1));
    let blobs = library.read(|reader| reader.blobs().list()).unwrap();
    assert_eq!(blobs[0].hash, BlobHash([3; 32]), "the attachment is not watched over");
}

/// A failure after the save must take the save, its revision and its wish with it: half of them
/// would be a page that disagrees with its history.
#[test]
fn save_is_whole_or_not_at_all() {
    let (_folder, library) = library();
    let portal = portal(&library);
    let mut article = article("Bản đầu");
    let revision = published(&library, portal, &mut article);
    library.write(|writer| writer.journal_mut().put(article.id, &"đang gõ".into(), at(1))).unwrap();

    let mut changed = article.clone();
    changed.title = "Bản sau".to_owned();
    let save = save(RevisionKind::Saved, 2);
    let refused = library.write(|writer| {
        writer.articles_mut().update(&changed, revision, &save)?;
        assert_eq!(writer.outbox().waiting_count(Some(portal))?, 1);
        writer.articles().get(domain::ArticleId::generate())
    });

    assert!(matches!(refused, Err(StoreError::NotFound { .. })));
    library
        .read(|reader| {
            assert_eq!(reader.articles().get(article.id)?.article, article);
            assert_eq!(reader.revisions().list(article.id)?.len(), 1);
            assert_eq!(reader.outbox().waiting_count(Some(portal))?, 0);
            assert!(reader.journal().find(article.id)?.is_some(), "the draft is gone");
            assert_eq!(reader.search().articles("sau", store::SearchMode::Words, 9)?, []);
            Ok(())
        })
        .unwrap();
}

/// Two windows on one article: the second to save must not bury what the first one saved.
#[test]
fn stale_save_is_refused() {
    let (_folder, library) = library();
    let first = article("Bản đầu");
    let read_at = insert(&library, &first);
    let mut theirs = first.clone();
    theirs.title = "Của người khác".to_owned();
    let newer = update(&library, &theirs, read_at, RevisionKind::Saved, 1);

    let mine = save(RevisionKind::Saved, 2);
    let refused = library.write(|writer| writer.articles_mut().update(&first, read_at, &mine));

    let Err(StoreError::Stale { expected, found, .. }) = refused else {
        panic!("the newer text was overwritten: {refused:?}")
    };
    assert_eq!((expected, found), (read_at, newer));
    let kept = library.read(|reader| reader.articles().get(first.id)).unwrap();
    assert_eq!(kept.article.title, "Của người khác");
}

/// The history must not fill up with pauses of typing, nor lose what was published or named.
#[test]
fn autosaves_of_one_sitting_are_one_revision() {
    let (_folder, library) = library();
    let portal = portal(&library);
    let article = article("Bài");
    let mut last = insert(&library, &article);
    for minutes in [1, 5, 9] {
        last = update(&library, &article, last, RevisionKind::Autosave, minutes);
    }
    crate::newsroom::shown(&library, portal, store::EntityKind::Article, article.id.0, Some(last));
    let sent = last;
    for minutes in [10, 12, 25] {
        last = update(&library, &article, last, RevisionKind::Autosave, minutes);
    }

    let history = library.read(|reader| reader.revisions().list(article.id)).unwrap();
    let seen: Vec<_> = history.iter().map(|revision| (revision.kind, revision.at)).collect();
    assert_eq!(
        seen,
        [
            (RevisionKind::Autosave, at(25)),
            (RevisionKind::Autosave, at(12)),
            (RevisionKind::Autosave, at(9)),
            (RevisionKind::Saved, at(0)),
        ]
    );
    assert_eq!(history[2].id, sent, "what was sent can no longer be compared with");
}

/// A filter that forgets an article hides it from the people who wait for it.
#[test]
fn list_filters_sorts_and_counts() {
    let (_folder, library) = library();
    let category = Category {
        id: CategoryId::generate(),
        name: "Kinh tế".to_owned(),
        slug: "kinh-te".to_owned(),
        position: 0,
    };
    library.write(|writer| writer.categories_mut().insert(&category)).unwrap();
    let mut ids = Vec::new();
    for (minutes, title) in [(3, "Đất đai"), (1, "Dân số"), (4, "Ánh sáng"), (2, "Bão số 10")]
    {
        let mut article = article(title);
        article.updated_at = at(minutes);
        if title == "Dân số" {
            article.status = Status::InReview;
            article.category = Some(category.id);
        }
        insert(&library, &article);
        ids.push(article.id);
    }
    let views =
        [(ids[0], 5), (ids[1], 119_909)].map(|(article, views)| ArticleViews { article, views });
    library.write(|writer| writer.statistics_mut().update_views(&views)).unwrap();

    let all = ArticleQuery::default();
    assert_eq!(titles(&library, &all), ["Ánh sáng", "Đất đai", "Bão số 10", "Dân số"]);
    let by_title = ArticleQuery { sort: ArticleSort::Title, descending: false, ..all.clone() };
    assert_eq!(titles(&library, &by_title), ["Ánh sáng", "Bão số 10", "Dân số", "Đất đai"]);
    let by_views = ArticleQuery { sort: ArticleSort::Views, limit: 2, ..all.clone() };
    assert_eq!(titles(&library, &by_views), ["Dân số", "Đất đai"]);
    let second_page = ArticleQuery { offset: 2, limit: 1, ..all.clone() };
    assert_eq!(titles(&library, &second_page), ["Bão số 10"]);
    let in_review = ArticleQuery { status: Some(Status::InReview), ..all.clone() };
    assert_eq!(titles(&library, &in_review), ["Dân số"]);
    let filed = ArticleQuery { category: Some(category.id), ..all.clone() };
    let page = library.read(|reader| reader.articles().list(&filed)).unwrap();
    assert_eq!((page.total, page.rows[0].category_name.as_str()), (1, "Kinh tế"));
    assert_eq!(page.rows[0].views, 119_909);
    let sought =
        ArticleQuery { text: "dat".to_owned(), status: Some(Status::Draft), ..all.clone() };
    assert_eq!(titles(&library, &sought), ["Đất đai"]);
    let best =
        ArticleQuery { text: "đất".to_owned(), sort: ArticleSort::Relevance, ..all.clone() };
    assert_eq!(titles(&library, &best), ["Đất đai"]);
    let nothing = ArticleQuery { text: "?!".to_owned(), ..all };
    assert_eq!(titles(&library, &nothing), [""; 0]);

    let counts = library.read(|reader| reader.articles().counts()).unwrap();
    assert_eq!((counts.all, counts.trashed), (4, 0));
    assert_eq!(
        counts.by_status.iter().map(|entry| entry.count).collect::<Vec<_>>(),
        [3, 1, 0, 0, 0, 0]
    );
    let used = library.write(|writer| writer.categories_mut().delete(category.id));
    assert!(matches!(used, Err(StoreError::CategoryUsed { articles: 1 })));
}

/// An article brought in with the hour of years ago, or one that a colleague changed, says nothing
/// of when somebody last wrote here.
#[test]
fn last_change_here_is_when_it_was_made() {
    let (_folder, library) = library();
    let last = || library.read(|reader| reader.revisions().last_made_here()).unwrap();
    assert_eq!(last(), None);
    let mut own = article("Bài cũ");
    own.updated_at = at(-1_000_000);
    let change = |article: &Article, kind, minutes| {
        let save = save(kind, minutes);
        library.write(|writer| writer.articles_mut().insert(article, &save)).unwrap();
    };

    change(&own, RevisionKind::Saved, 5);
    change(&article("Của đồng nghiệp"), RevisionKind::Pulled, 9);

    assert_eq!(last(), Some(at(5)));
}

/// Figures that speak of other articles than the list beside them send people looking for what is
/// not there.
#[test]
fn counts_are_those_of_the_lists_that_a_search_finds() {
    let (_folder, library) = library();
    for (title, status, trashed) in [
        ("Biển Đông", Status::Draft, false),
        ("Giữ biển sạch", Status::Draft, false),
        ("Du lịch biển", Status::Published, false),
        ("Biển cũ", Status::Published, true),
        ("Rừng", Status::Draft, false),
    ] {
        let article = Article { status, ..article(title) };
        insert(&library, &article);
        if trashed {
            let gone = library.write(|writer| writer.articles_mut().delete(&[article.id], at(9)));
            assert_eq!(gone.unwrap(), 1);
        }
    }
    let counts = |text: &str, mode| {
        library.read(|reader| reader.articles().counts_found(text, mode)).unwrap()
    };
    let list = |text: &str, status, trashed| {
        let query = ArticleQuery { status, trashed, ..search_for(text) };
        library.read(|reader| reader.articles().list(&query)).unwrap().total
    };

    for text in ["bien", "biển", "bi", "rung", "?!", " "] {
        let found = counts(text, SearchMode::Typeahead);
        assert_eq!(found.all, list(text, None, false), "all for {text:?}");
        assert_eq!(found.trashed, list(text, None, true), "trash for {text:?}");
        for entry in found.by_status {
            let status = entry.status;
            assert_eq!(entry.count, list(text, Some(status), false), "{status:?} for {text:?}");
        }
    }
    assert_eq!(counts("bien", SearchMode::Words).all, 3);
    assert_eq!(counts("bi", SearchMode::Words).all, 0, "a word that is not finished");
}

fn search_for(text: &str) -> ArticleQuery {
    ArticleQuery { text: text.to_owned(), typeahead: true, ..ArticleQuery::default() }
}

/// A scroll bar that forgets its length sends the reader back to the top; a letter that reorders
/// everything by chance hides what was written last.
#[test]
fn a_search_keeps_its_length_and_begins_with_the_newest() {
    let (_folder, library) = library();
    for (minutes, title) in ["Tin biển", "Biển biển biển", "Tạm dừng"].into_iter().enumerate()
    {
        let mut article = article(title);
        article.updated_at = at(minutes as i64);
        insert(&library, &article);
    }
    let sought = |text: &str, offset| ArticleQuery {
        text: text.to_owned(),
        typeahead: true,
        sort: ArticleSort::Relevance,
        descending: false,
        offset,
        ..ArticleQuery::default()
    };

    assert_eq!(titles(&library, &sought("t", 0)), ["Tạm dừng", "Biển biển biển", "Tin biển"]);
    assert_eq!(titles(&library, &sought("bien", 0)), ["Biển biển biển", "Tin biển"]);
    for (text, offset, total) in [("t", 2, 3), ("t", 3, 3), ("bien", 1, 2), ("bien", 9, 2)] {
        let page = library.read(|reader| reader.articles().list(&sought(text, offset))).unwrap();
        assert_eq!(page.total, total, "{text} from {offset}");
    }
}

/// The mark beside an article is how people know what readers see.
#[test]
fn sync_state_follows_what_happens() {
    let (_folder, library) = library();
    let portal = portal(&library);
    let mut article = article("Bài");
    let state = |library: &Library| {
        let page = library.read(|reader| reader.articles().list(&ArticleQuery::default())).unwrap();
        (page.rows[0].sync, page.rows[0].waiting)
    };
    insert(&library, &article);
    assert_eq!(state(&library), (SyncState::New, false));

    article.status = Status::Published;
    let revision = library.read(|reader| reader.articles().get(article.id)).unwrap().revision;
    let mut publish = save(RevisionKind::Publish, 1);
    publish.publish_to = Some(portal);
    library.write(|writer| writer.articles_mut().update(&article, revision, &publish)).unwrap();
    assert_eq!(state(&library), (SyncState::New, true));

    let sent = library.read(|reader| reader.outbox().list(portal)).unwrap().remove(0);
    crate::newsroom::shown(&library, portal, sent.kind, sent.entity, Some(publish.revision));
    library.write(|writer| writer.outbox_mut().delete_if_same_key(sent.key)).unwrap();
    assert_eq!(state(&library), (SyncState::Same, false));

    let last = update(&library, &article, publish.revision, RevisionKind::Autosave, 2);
    assert_eq!(state(&library), (SyncState::Changed, true));

    article.status = Status::TakenDown;
    update(&library, &article, last, RevisionKind::TakeDown, 3);
    let wish = library.read(|reader| reader.outbox().list(portal)).unwrap().remove(0);
    assert_eq!(wish.action, store::OutboxAction::TakeDown);
}

/// The trash must give back what it took, keep it off the portal meanwhile, and never be emptied
/// of something readers still see.
#[test]
fn trash_gives_back() {
    let (_folder, library) = library();
    let portal = portal(&library);
    let mut article = article("Bài");
    published(&library, portal, &mut article);

    library.write(|writer| writer.articles_mut().delete(&[article.id], at(1))).unwrap();
    assert_eq!(titles(&library, &ArticleQuery::default()), [""; 0]);
    let trash = ArticleQuery { trashed: true, ..ArticleQuery::default() };
    assert_eq!(titles(&library, &trash), ["Bài"]);
    let wish = library.read(|reader| reader.outbox().list(portal)).unwrap().remove(0);
    assert_eq!(wish.action, store::OutboxAction::TakeDown);
    let purged = library.write(|writer| writer.articles_mut().purge(&[article.id])).unwrap();
    assert_eq!(purged, 0, "a page readers still see was forgotten");

    library.write(|writer| writer.articles_mut().restore(&[article.id], at(2))).unwrap();
    assert_eq!(titles(&library, &ArticleQuery::default()), ["Bài"]);
    let wish = library.read(|reader| reader.outbox().list(portal)).unwrap().remove(0);
    assert_eq!(wish.action, store::OutboxAction::Publish);

    library
        .write(|writer| {
            writer.sync_bases_mut().delete(portal, wish.kind, wish.entity)?;
            writer.articles_mut().delete(&[article.id], at(3))?;
            writer.articles_mut().purge(&[article.id])
        })
        .unwrap();
    library
        .read(|reader| {
            assert!(reader.articles().find(article.id)?.is_none());
            assert_eq!(reader.revisions().list(article.id)?, []);
            assert_eq!(reader.outbox().waiting_count(None)?, 0);
            Ok(())
        })
        .unwrap();
}

/// A draft that outlived its save would be offered for restoring over the newer text.
#[test]
fn save_ends_the_draft() {
    let (_folder, library) = library();
    let article = article("Bài");
    let revision = insert(&library, &article);
    let draft = serde_json::json!({"title": "Bài đang gõ"});
    library.write(|writer| writer.journal_mut().put(article.id, &draft, at(1))).unwrap();
    let found = library.read(|reader| reader.journal().find(article.id)).unwrap().unwrap();
    assert_eq!((found.draft, found.at), (draft, at(1)));

    update(&library, &article, revision, RevisionKind::Saved, 2);

    assert_eq!(library.read(|reader| reader.journal().list()).unwrap(), []);
}

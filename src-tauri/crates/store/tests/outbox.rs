use domain::BlobHash;
use store::{EntityKind, OutboxAction, OutboxState, RevisionKind};

use crate::newsroom::{article, at, library, portal, published, save};

/// An edit made while the article was on its way must not be counted as published.
#[test]
fn acknowledgement_of_an_old_key_keeps_the_newer_wish() {
    let (_folder, library) = library();
    let portal = portal(&library);
    let mut article = article("Bài");
    let revision = published(&library, portal, &mut article);
    let first = save(RevisionKind::Saved, 1);
    library.write(|writer| writer.articles_mut().update(&article, revision, &first)).unwrap();
    let sent = library.read(|reader| reader.outbox().list(portal)).unwrap().remove(0);
    let may_send = library
        .write(|writer| writer.outbox_mut().update_sending(sent.key, Some(BlobHash([1; 32]))))
        .unwrap();
    assert!(may_send);

    let second = save(RevisionKind::Saved, 2);
    library
        .write(|writer| writer.articles_mut().update(&article, first.revision, &second))
        .unwrap();
    let settled = library.write(|writer| writer.outbox_mut().delete_if_same_key(sent.key)).unwrap();

    assert!(!settled);
    let waiting = library.read(|reader| reader.outbox().list(portal)).unwrap();
    assert_eq!(waiting.len(), 1, "the edit made meanwhile is lost");
    assert_ne!(
        waiting[0].key, sent.key,
        "another text under the same key is refused by the portal"
    );
    let stale = library.write(|writer| writer.outbox_mut().update_sending(sent.key, None)).unwrap();
    assert!(!stale, "the old text would be sent over the new one");
    let settled =
        library.write(|writer| writer.outbox_mut().delete_if_same_key(waiting[0].key)).unwrap();
    assert!(settled);
    assert_eq!(library.read(|reader| reader.outbox().waiting_count(None)).unwrap(), 0);
}

/// A lost reply is answered by sending again under the same key; another key makes a second page.
#[test]
fn key_outlives_failures_and_parking() {
    let (_folder, library) = library();
    let portal = portal(&library);
    let entity = article("Bài").id.0;
    let wish = library
        .write(|writer| {
            let mut outbox = writer.outbox_mut();
            outbox.insert(portal, EntityKind::Article, entity, OutboxAction::Publish, at(0))
        })
        .unwrap();

    library
        .write(|writer| {
            writer.outbox_mut().update_sending(wish.key, None)?;
            writer.outbox_mut().update_failed(wish.key, "unavailable", "503", at(5))
        })
        .unwrap();
    let due =
        |minutes| library.read(|reader| reader.outbox().list_due(portal, at(minutes))).unwrap();
    assert_eq!(due(4), [], "a portal that is down is hammered");
    assert_eq!((due(5)[0].key, due(5)[0].attempts), (wish.key, 1));

    library.write(|writer| writer.outbox_mut().park(wish.key, "too_large", "413")).unwrap();
    assert_eq!(due(9), []);
    let parked = library.read(|reader| reader.outbox().find_by_key(wish.key)).unwrap().unwrap();
    assert_eq!(
        (parked.state, parked.error_code.as_deref()),
        (OutboxState::Parked, Some("too_large"))
    );
    assert_eq!(library.read(|reader| reader.outbox().waiting_count(None)).unwrap(), 1);
    library.write(|writer| writer.outbox_mut().unpark(wish.key)).unwrap();
    assert_eq!(due(9)[0].key, wish.key);
}

/// What was withdrawn before it was ever sent must not appear; what may have arrived must be taken
/// down, also when a newer wish came between.
#[test]
fn only_what_was_never_sent_can_be_withdrawn() {
    let (_folder, library) = library();
    let portal = portal(&library);
    let (never, perhaps) = (article("a").id.0, article("b").id.0);
    let (kind, publish) = (EntityKind::Article, OutboxAction::Publish);
    let withdrawn = library
        .write(|writer| {
            let mut outbox = writer.outbox_mut();
            outbox.insert(portal, kind, never, publish, at(0))?;
            let sent = outbox.insert(portal, kind, perhaps, publish, at(0))?;
            outbox.update_sending(sent.key, None)?;
            outbox.insert(portal, kind, perhaps, publish, at(1))?;
            Ok((outbox.delete(portal, kind, never)?, outbox.delete(portal, kind, perhaps)?))
        })
        .unwrap();
    assert_eq!(withdrawn, (true, false));
}

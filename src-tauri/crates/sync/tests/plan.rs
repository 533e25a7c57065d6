//! What is planned in every standing of here, there and the common ground; and that a plan that was
//! carried out leaves nothing to do.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::path::PathBuf;

use chrono::DateTime;
use domain::{AltText, Article, ArticleId, BlobHash, PhotoId, PortalId};
use portal::Expected;
use portal::wire::{ItemRef, PublishAction, Rendition, Resource, Revision, WirePhoto};
use proptest::prelude::*;
use rstest::rstest;
use store::{BaseState, HeadState, RemoteHead};
use sync::local::{entity_kind, settled_hash, wire_article};
use sync::{Base, BaseEntry, Change, LocalBlob, LocalItem, LocalPhoto, Plan, Remote, plan};
use uuid::Uuid;

/// Version `content` of article `number`.
fn article(number: u128, content: u8) -> Resource {
    let id = ArticleId(Uuid::from_u128(number));
    let mut article = Article::draft(id, "Kim Huy", DateTime::UNIX_EPOCH);
    article.title = format!("Bản {content}");
    Resource::Article(wire_article(&article, None))
}

fn photo(number: u128, content: u8) -> LocalPhoto {
    let hash = BlobHash([content; 32]);
    let media_type = "image/jpeg".to_owned();
    let rendition =
        Rendition { blob: hash, media_type: media_type.clone(), width: 8, height: 6, bytes: 100 };
    LocalPhoto {
        photo: WirePhoto {
            id: PhotoId(Uuid::from_u128(1_000 + number)),
            caption: format!("Bản {content}"),
            alt: AltText::Missing,
            credit: String::new(),
            source: String::new(),
            taken_at: None,
            renditions: vec![rendition],
        },
        blobs: vec![LocalBlob { hash, media_type, file: PathBuf::new(), bytes: 100 }],
    }
}

fn wish(resource: Resource, photos: Vec<LocalPhoto>, wish: PublishAction) -> LocalItem {
    let key = resource.item().id;
    LocalItem {
        title: "Bài".to_owned(),
        resource,
        blobs: Vec::new(),
        wish,
        key,
        revision: None,
        photos,
    }
}

/// The portal holds `resource` as `revision`, shown in that version if `state` says live.
fn there(remote: &mut Remote, resource: &Resource, revision: &str, state: HeadState) {
    let item = resource.item();
    let live = state == HeadState::Live;
    let head = RemoteHead {
        portal: PortalId(Uuid::nil()),
        kind: entity_kind(item.kind),
        entity: item.id,
        revision: revision.to_owned(),
        state,
        live_revision: live.then(|| revision.to_owned()),
        path: None,
        content_hash: (state != HeadState::Deleted).then(|| settled_hash(resource)),
    };
    remote.heads.insert(item, head);
}

fn agreed(base: &mut Base, resource: &Resource, revision: &str, state: BaseState) {
    let entry = BaseEntry {
        revision: Revision(revision.to_owned()),
        content_hash: settled_hash(resource),
        state,
        verified: true,
    };
    base.entries.insert(resource.item(), entry);
}

/// What is planned for one article: the version here, the one there with its revision, the one
/// agreed on with its revision.
fn planned(
    action: PublishAction,
    here: u8,
    remote: Option<(u8, &str, HeadState)>,
    base: Option<(u8, &str, BaseState)>,
) -> Plan {
    let (mut heads, mut known) = (Remote::default(), Base::default());
    if let Some((content, revision, state)) = remote {
        there(&mut heads, &article(1, content), revision, state);
    }
    if let Some((content, revision, state)) = base {
        agreed(&mut known, &article(1, content), revision, state);
    }
    plan(&[wish(article(1, here), Vec::new(), action)], &heads, &known)
}

const LIVE: HeadState = HeadState::Live;
const DRAFT: HeadState = HeadState::Draft;
const HIDDEN: HeadState = HeadState::TakenDown;
const GONE: HeadState = HeadState::Deleted;
const SHOWN: BaseState = BaseState::Live;
const DOWN: BaseState = BaseState::TakenDown;

/// A wrong row here is an article that is lost, sent twice, or written over a colleague's.
#[rstest]
#[case::new_here(1, None, None, Some(Change::Create))]
#[case::same_everywhere(1, Some((1, "r1", LIVE)), Some((1, "r1", SHOWN)), None)]
#[case::edited_here(2, Some((1, "r1", LIVE)), Some((1, "r1", SHOWN)), Some(Change::Update))]
#[case::edited_there(1, Some((2, "r2", LIVE)), Some((1, "r1", SHOWN)), None)]
#[case::edited_on_both_sides(3, Some((2, "r2", LIVE)), Some((1, "r1", SHOWN)), Some(Change::Conflict))]
#[case::same_edit_on_both_sides(2, Some((2, "r2", LIVE)), Some((1, "r1", SHOWN)), Some(Change::Check))]
#[case::gone_there_edited_here(2, Some((1, "", GONE)), Some((1, "r1", SHOWN)), Some(Change::Conflict))]
#[case::gone_there_not_ours(1, Some((1, "", GONE)), None, Some(Change::Create))]
#[case::hidden_there(1, Some((1, "r1", HIDDEN)), Some((1, "r1", SHOWN)), Some(Change::Conflict))]
#[case::hidden_by_us(1, Some((1, "r1", HIDDEN)), Some((1, "r1", DOWN)), Some(Change::Create))]
#[case::lost_by_the_portal(1, None, Some((1, "r1", SHOWN)), Some(Change::Create))]
#[case::draft_of_an_earlier_run(1, Some((1, "r1", DRAFT)), None, Some(Change::Create))]
#[case::adopted(1, Some((1, "r1", LIVE)), None, Some(Change::Check))]
#[case::other_content_without_base(2, Some((1, "r1", LIVE)), None, Some(Change::Conflict))]
fn showing(
    #[case] here: u8,
    #[case] remote: Option<(u8, &str, HeadState)>,
    #[case] base: Option<(u8, &str, BaseState)>,
    #[case] expected: Option<Change>,
) {
    let plan = planned(PublishAction::Publish, here, remote, base);
    assert_eq!(plan.operations.first().map(|operation| operation.change), expected);
    assert_eq!(plan.settled.len(), usize::from(expected.is_none()), "the wish is left hanging");
    let sends = plan.operations.iter().any(|operation| !operation.publish.is_empty());
    let quiet = matches!(expected, None | Some(Change::Conflict | Change::Check));
    assert_eq!(sends, !quiet, "something is sent that should not be, or the other way round");
}

/// What stays public after it was to be taken down is what an office answers for.
#[rstest]
#[case::live(1, Some((1, "r1", LIVE)), Some((1, "r1", SHOWN)), Some(Change::TakeDown))]
#[case::edited_here_meanwhile(2, Some((1, "r1", LIVE)), Some((1, "r1", SHOWN)), Some(Change::TakeDown))]
#[case::edited_there(1, Some((2, "r2", LIVE)), Some((1, "r1", SHOWN)), Some(Change::Conflict))]
#[case::never_there(1, None, None, None)]
#[case::never_shown(1, Some((1, "r1", DRAFT)), None, None)]
#[case::down_but_not_seen_down(1, Some((1, "r1", HIDDEN)), Some((1, "r1", SHOWN)), Some(Change::Check))]
#[case::down(1, Some((1, "r1", HIDDEN)), Some((1, "r1", DOWN)), None)]
fn hiding(
    #[case] here: u8,
    #[case] remote: Option<(u8, &str, HeadState)>,
    #[case] base: Option<(u8, &str, BaseState)>,
    #[case] expected: Option<Change>,
) {
    let plan = planned(PublishAction::TakeDown, here, remote, base);
    assert_eq!(plan.operations.first().map(|operation| operation.change), expected);
}

/// A draft whose acknowledgement was lost, and which was edited since, is ours and no conflict.
#[test]
fn own_draft_is_recognised() {
    let (mut remote, mut base) = (Remote::default(), Base::default());
    there(&mut remote, &article(1, 2), "r2", HeadState::Live);
    remote.heads.values_mut().for_each(|head| head.live_revision = Some("r1".to_owned()));
    agreed(&mut base, &article(1, 1), "r1", BaseState::Live);
    base.sent.insert(article(1, 2).item(), settled_hash(&article(1, 2)));

    let plan = plan(&[wish(article(1, 3), Vec::new(), PublishAction::Publish)], &remote, &base);

    assert_eq!(plan.operations[0].change, Change::Update);
    assert_eq!(plan.operations[0].puts[0].expected, Expected::Revision(Revision("r2".to_owned())));
}

/// An article must not be public before its photos; one request for both, photos first.
#[test]
fn photos_go_before_what_shows_them() {
    let item = wish(article(1, 1), vec![photo(1, 1), photo(2, 2)], PublishAction::Publish);
    let plan = plan(std::slice::from_ref(&item), &Remote::default(), &Base::default());

    let operation = &plan.operations[0];
    let order: Vec<ItemRef> = operation.puts.iter().map(|put| put.resource.item()).collect();
    let expected = [item.photos[0].photo.id.into(), item.photos[1].photo.id.into(), item.item()];
    assert_eq!(order, expected);
    let shown: Vec<ItemRef> = operation.publish.iter().map(|(item, _)| *item).collect();
    assert_eq!(shown, expected);
    let summary = plan.summary();
    assert_eq!((summary.create, summary.photos, summary.bytes), (1, 2, 200));
}

/// A photo that two articles show is counted, and its file sent, once.
#[test]
fn shared_photo_counts_once() {
    let items =
        [1, 2].map(|number| wish(article(number, 1), vec![photo(1, 1)], PublishAction::Publish));
    let summary = plan(&items, &Remote::default(), &Base::default()).summary();
    assert_eq!((summary.create, summary.photos, summary.bytes), (2, 1, 100));
}

/// A changed caption changes what readers see, though the article itself stays as it is.
#[test]
fn changed_caption_is_published() {
    let (mut remote, mut base) = (Remote::default(), Base::default());
    let old = Resource::Photo(photo(1, 1).photo);
    for resource in [&article(1, 1), &old] {
        there(&mut remote, resource, "r1", HeadState::Live);
        agreed(&mut base, resource, "r1", BaseState::Live);
    }
    let item = wish(article(1, 1), vec![photo(1, 2)], PublishAction::Publish);

    let plan = plan(&[item], &remote, &base);

    assert_eq!(plan.operations[0].change, Change::Update);
    let published: Vec<ItemRef> =
        plan.operations[0].publish.iter().map(|(item, _)| *item).collect();
    assert_eq!(published, [old.item()]);
}

/// A portal that does what it is asked: the model a plan is carried out on.
fn carry_out(plan: &Plan, remote: &mut Remote, base: &mut Base, next: &mut u32) {
    for operation in &plan.operations {
        for put in &operation.puts {
            let item = put.resource.item();
            let head = remote.heads.get(&item).filter(|head| head.state != HeadState::Deleted);
            match (&put.expected, head) {
                (Expected::Absent, None) => {}
                (Expected::Revision(expected), Some(head)) => assert_eq!(expected.0, head.revision),
                other => panic!("the portal would refuse: {other:?}"),
            }
            *next += 1;
            let (state, live) = head
                .map_or((HeadState::Draft, None), |head| (head.state, head.live_revision.clone()));
            there(remote, &put.resource, &format!("r{next}"), state);
            remote.heads.entry(item).and_modify(|head| head.live_revision = live);
        }
        for (item, action) in &operation.publish {
            let head = remote.heads.get_mut(item).expect("only what is there is shown or hidden");
            let shown = *action == PublishAction::Publish;
            head.state = if shown { HeadState::Live } else { HeadState::TakenDown };
            head.live_revision = shown.then(|| head.revision.clone());
        }
        if operation.change == Change::Conflict {
            continue;
        }
        let photos = operation.local.photos.iter().map(|photo| photo.photo.id.into());
        for item in std::iter::once(operation.item).chain(photos) {
            let head = &remote.heads[&item];
            let shown = head.state == HeadState::Live;
            let entry = BaseEntry {
                revision: Revision(head.revision.clone()),
                content_hash: head.content_hash.expect("nothing is deleted here"),
                state: if shown { BaseState::Live } else { BaseState::TakenDown },
                verified: true,
            };
            base.entries.insert(item, entry);
        }
    }
}

/// One article in some standing: here, there (with its state and whether it is the agreed one).
fn standing() -> impl Strategy<Value = (u8, Option<(u8, u8)>, Option<u8>, bool, u8)> {
    (
        1..4_u8,
        proptest::option::of((1..4_u8, 0..4_u8)),
        proptest::option::of(1..4_u8),
        any::<bool>(),
        1..3_u8,
    )
}

proptest! {
    /// Whatever happened before: once a plan is carried out, nothing is left to do but conflicts,
    /// and conflicts have changed nothing on the portal.
    #[test]
    fn carried_out_plan_leaves_nothing(articles in proptest::collection::vec(standing(), 1..6)) {
        let (mut remote, mut base) = (Remote::default(), Base::default());
        let mut items = Vec::new();
        for (number, (here, remote_version, agreed_version, hide, picture)) in
            articles.into_iter().enumerate()
        {
            let number = number as u128 + 1;
            if let Some((content, state)) = remote_version {
                let state = [LIVE, DRAFT, HIDDEN, GONE][usize::from(state)];
                let revision = if agreed_version == Some(content) { "agreed" } else { "theirs" };
                there(&mut remote, &article(number, content), revision, state);
            }
            if let Some(content) = agreed_version {
                agreed(&mut base, &article(number, content), "agreed", BaseState::Live);
            }
            let action = if hide { PublishAction::TakeDown } else { PublishAction::Publish };
            let photos = if hide { Vec::new() } else { vec![photo(number, picture)] };
            items.push(wish(article(number, here), photos, action));
        }
        let first = plan(&items, &remote, &base);
        let held: Vec<ItemRef> = first
            .operations
            .iter()
            .filter(|operation| operation.change == Change::Conflict)
            .map(|operation| operation.item)
            .collect();
        let before = remote.clone();

        carry_out(&first, &mut remote, &mut base, &mut 0);
        let second = plan(&items, &remote, &base);

        for operation in &second.operations {
            prop_assert_eq!(operation.change, Change::Conflict);
            prop_assert!(held.contains(&operation.item), "a conflict with ourselves");
        }
        for item in held {
            prop_assert_eq!(before.heads.get(&item), remote.heads.get(&item));
        }
    }
}

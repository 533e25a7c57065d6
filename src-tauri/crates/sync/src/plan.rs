//! What must happen so that the portal shows what is here. Pure: reads nothing, sends nothing.

mod compare;

use std::collections::HashSet;

use domain::{BlobHash, RevisionId};
use portal::Expected;
use portal::wire::{ItemKind, ItemRef, PublishAction, Resource};
use serde::{Deserialize, Serialize};
use store::{BaseState, EntityKind, HeadState, RemoteHead};
use ts_rs::TS;
use uuid::Uuid;

use self::compare::{Standing, standing};
use crate::known::{Base, Remote};
use crate::local::{LocalBlob, LocalItem, LocalPhoto, entity_kind, settled_hash};

/// What is to be done, one operation for each thing that was wished for.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// In the order of the wishes.
    pub operations: Vec<Operation>,
    /// Outbox keys of wishes that the portal fulfils already, read back and all.
    pub settled: Vec<Uuid>,
}

/// One thing with everything it needs. Operations do not depend on each other: when one fails, the
/// rest goes on.
#[derive(Debug, Clone, PartialEq)]
pub struct Operation {
    /// What it is about.
    pub item: ItemRef,
    /// Its title.
    pub title: String,
    /// What happens to it.
    pub change: Change,
    /// The outbox key of the wish.
    pub key: Uuid,
    /// The article's revision that is sent.
    pub revision: Option<RevisionId>,
    /// Everything as it is here: what is read back is compared with this.
    pub local: LocalItem,
    /// Files the portal may lack, each once; it is asked before they are sent.
    pub blobs: Vec<LocalBlob>,
    /// Drafts to store, photos first.
    pub puts: Vec<Put>,
    /// What to show or hide with one request, photos first.
    pub publish: Vec<(ItemRef, PublishAction)>,
}

/// A draft to store.
#[derive(Debug, Clone, PartialEq)]
pub struct Put {
    /// The content.
    pub resource: Resource,
    /// What must be there.
    pub expected: Expected,
    /// [`settled_hash`] of the content.
    pub content_hash: BlobHash,
}

/// What happens to a thing on the portal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// Readers did not see it before.
    Create,
    /// Readers see another version.
    Update,
    /// Readers no longer see it.
    TakeDown,
    /// It is there already, from an earlier run that was interrupted: only read back.
    Check,
    /// Somebody changed it there: held back.
    Conflict,
}

/// What the window shows of a plan before and while it is carried out.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanSummary {
    /// How many things readers will see for the first time.
    pub create: usize,
    /// How many change.
    pub update: usize,
    /// How many disappear.
    pub take_down: usize,
    /// How many are only read back.
    pub check: usize,
    /// How many are held back.
    pub conflict: usize,
    /// Photos to be sent, each once.
    pub photos: usize,
    /// Bytes of files the portal may lack, each file once.
    #[ts(type = "number")]
    pub bytes: u64,
    /// Thing by thing.
    pub items: Vec<PlannedItem>,
}

/// One thing of a [`PlanSummary`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlannedItem {
    /// Article, album or photo.
    pub kind: EntityKind,
    /// Which one.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// What happens to it.
    pub change: Change,
    /// Photos that are sent with it.
    pub photos: usize,
    /// Bytes of its files.
    #[ts(type = "number")]
    pub bytes: u64,
}

/// What must happen so that the portal shows what `local` says.
///
/// Things that are on the portal as they are here give nothing. A thing that others changed there
/// since `base` is held back as a [`Change::Conflict`]; it is never overwritten.
#[must_use]
pub fn plan(local: &[LocalItem], remote: &Remote, base: &Base) -> Plan {
    let mut plan = Plan::default();
    for item in local {
        let operation = match item.wish {
            PublishAction::Publish => show(item, remote, base),
            PublishAction::TakeDown => hide(item, remote, base),
        };
        match operation {
            Some(operation) => plan.operations.push(operation),
            None => plan.settled.push(item.key),
        }
    }
    plan
}

fn show(local: &LocalItem, remote: &Remote, base: &Base) -> Option<Operation> {
    let item = local.item();
    let mut operation = Operation::new(local, Change::Check);
    for photo in &local.photos {
        if !operation.add_photo(photo, remote, base) {
            return Some(Operation::new(local, Change::Conflict));
        }
    }
    let head = remote.heads.get(&item);
    let seen = head.is_some_and(|head| head.state == HeadState::Live);
    let content_hash = settled_hash(&local.resource);
    let current = match standing(item, content_hash, remote, base) {
        Standing::Conflict => return Some(Operation::new(local, Change::Conflict)),
        // Others have gone on from what we last sent, and we have not: theirs is the newer one.
        Standing::OnlyTheirs if seen && operation.publish.is_empty() => return None,
        Standing::OnlyTheirs => return Some(Operation::new(local, Change::Conflict)),
        Standing::Ours(expected) => {
            operation.add_blobs(&local.blobs);
            let resource = local.resource.clone();
            operation.puts.push(Put { resource, expected, content_hash });
            false
        }
        Standing::Same => head.is_some_and(shows_newest),
    };
    if !current {
        operation.publish.push((item, PublishAction::Publish));
    }
    if operation.publish.is_empty() {
        return unless_agreed(operation, BaseState::Live, content_hash, base);
    }
    operation.change = if seen { Change::Update } else { Change::Create };
    Some(operation)
}

fn hide(local: &LocalItem, remote: &Remote, base: &Base) -> Option<Operation> {
    let item = local.item();
    let head = remote.heads.get(&item)?;
    let known = base.entries.get(&item);
    match head.state {
        HeadState::Deleted | HeadState::Draft => None,
        HeadState::TakenDown => match known {
            Some(entry) if entry.state == BaseState::TakenDown && entry.verified => None,
            Some(_) => Some(Operation::new(local, Change::Check)),
            None => None,
        },
        HeadState::Live => {
            let is = |hash: Option<&BlobHash>| hash.is_some() && hash == head.content_hash.as_ref();
            let ours = known.is_some_and(|entry| entry.revision.0 == head.revision)
                || is(known.map(|entry| &entry.content_hash))
                || is(base.sent.get(&item))
                || is(Some(&settled_hash(&local.resource)));
            let change = if ours { Change::TakeDown } else { Change::Conflict };
            let mut operation = Operation::new(local, change);
            if ours {
                operation.publish.push((item, PublishAction::TakeDown));
            }
            Some(operation)
        }
    }
}

fn shows_newest(head: &RemoteHead) -> bool {
    head.state == HeadState::Live && head.live_revision.as_ref() == Some(&head.revision)
}

/// Nothing to send. Nothing to do either, once it was read back.
fn unless_agreed(
    operation: Operation,
    state: BaseState,
    content_hash: BlobHash,
    base: &Base,
) -> Option<Operation> {
    let agreed = base.entries.get(&operation.item).is_some_and(|entry| {
        entry.state == state && entry.content_hash == content_hash && entry.verified
    });
    (!agreed).then_some(operation)
}

impl Operation {
    fn new(local: &LocalItem, change: Change) -> Self {
        Self {
            item: local.item(),
            title: local.title.clone(),
            change,
            key: local.key,
            revision: local.revision,
            local: local.clone(),
            blobs: Vec::new(),
            puts: Vec::new(),
            publish: Vec::new(),
        }
    }

    fn add_blobs(&mut self, blobs: &[LocalBlob]) {
        for blob in blobs {
            if self.blobs.iter().all(|known| known.hash != blob.hash) {
                self.blobs.push(blob.clone());
            }
        }
    }

    /// Adds what a photo needs; `false` when it is in conflict.
    fn add_photo(&mut self, photo: &LocalPhoto, remote: &Remote, base: &Base) -> bool {
        let resource = Resource::Photo(photo.photo.clone());
        let item = resource.item();
        let content_hash = settled_hash(&resource);
        match standing(item, content_hash, remote, base) {
            Standing::Conflict => return false,
            // A colleague's caption stays; nobody changed it here.
            Standing::OnlyTheirs => {}
            Standing::Ours(expected) => {
                self.add_blobs(&photo.blobs);
                self.puts.push(Put { resource, expected, content_hash });
                self.publish.push((item, PublishAction::Publish));
            }
            Standing::Same => {
                if !remote.heads.get(&item).is_some_and(shows_newest) {
                    self.publish.push((item, PublishAction::Publish));
                }
            }
        }
        true
    }

    /// Photos that are sent with it.
    fn photos(&self) -> impl Iterator<Item = ItemRef> {
        self.puts.iter().map(|put| put.resource.item()).filter(|item| item.kind == ItemKind::Photo)
    }

    /// Bytes of its files.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.blobs.iter().map(|blob| blob.bytes).sum()
    }
}

impl Plan {
    /// Whether nothing is to be sent, read back or decided.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.operations.is_empty()
    }

    /// What the window shows of it.
    #[must_use]
    pub fn summary(&self) -> PlanSummary {
        let mut summary = PlanSummary::default();
        let (mut photos, mut blobs) = (HashSet::new(), HashSet::new());
        for operation in &self.operations {
            *match operation.change {
                Change::Create => &mut summary.create,
                Change::Update => &mut summary.update,
                Change::TakeDown => &mut summary.take_down,
                Change::Check => &mut summary.check,
                Change::Conflict => &mut summary.conflict,
            } += 1;
            photos.extend(operation.photos());
            for blob in &operation.blobs {
                if blobs.insert(blob.hash) {
                    summary.bytes += blob.bytes;
                }
            }
            summary.items.push(PlannedItem {
                kind: entity_kind(operation.item.kind),
                id: operation.item.id,
                title: operation.title.clone(),
                change: operation.change,
                photos: operation.photos().count(),
                bytes: operation.bytes(),
            });
        }
        summary.photos = photos.len();
        summary
    }
}

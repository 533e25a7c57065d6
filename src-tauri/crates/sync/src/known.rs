//! What is known of the other side: what the portal was last heard to hold, and what both sides
//! last agreed on. Only of the things at hand, however much else the portal holds.

use std::collections::HashMap;

use domain::{BlobHash, PortalId};
use portal::wire::{ItemRef, ItemState, Revision, Stored};
use store::{BaseState, HeadState, Reader, RemoteHead, StoreError};

use crate::local::{LocalItem, entity_kind, settled_hash};

/// The newest that was heard of each thing.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Remote {
    /// Things the portal never spoke of are missing.
    pub heads: HashMap<ItemRef, RemoteHead>,
}

/// What both sides last agreed on, and what was sent since.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Base {
    /// Things that were never published are missing.
    pub entries: HashMap<ItemRef, BaseEntry>,
    /// Content that was sent and may have arrived, but is not known to be published.
    pub sent: HashMap<ItemRef, BlobHash>,
}

/// The last state of one thing that library and portal agreed on.
#[derive(Debug, Clone, PartialEq)]
pub struct BaseEntry {
    /// The portal's revision.
    pub revision: Revision,
    /// Hash of the content.
    pub content_hash: BlobHash,
    /// Shown or hidden.
    pub state: BaseState,
    /// Whether it was read back and found equal.
    pub verified: bool,
}

/// Everything `local` names, each once.
fn items(local: &[LocalItem]) -> impl Iterator<Item = ItemRef> {
    local.iter().flat_map(|item| {
        let photos = item.photos.iter().map(|photo| photo.photo.id.into());
        std::iter::once(item.item()).chain(photos)
    })
}

/// What is known of `local` on `portal`.
pub(crate) fn load(
    reader: &Reader<'_>,
    portal: PortalId,
    local: &[LocalItem],
) -> Result<(Remote, Base), StoreError> {
    let (mut remote, mut base) = (Remote::default(), Base::default());
    for item in items(local) {
        let kind = entity_kind(item.kind);
        if let Some(head) = reader.remote_heads().find(portal, kind, item.id)? {
            remote.heads.insert(item, head);
        }
        if let Some(hash) = reader.sendings().find(portal, kind, item.id)? {
            base.sent.insert(item, hash);
        }
        if let Some(known) = reader.sync_bases().find(portal, kind, item.id)? {
            let entry = BaseEntry {
                revision: Revision(known.remote_revision),
                content_hash: known.content_hash,
                state: known.state,
                verified: known.verified_at.is_some(),
            };
            base.entries.insert(item, entry);
        }
    }
    Ok((remote, base))
}

/// What a portal's answer says of a thing.
pub(crate) fn head(portal: PortalId, stored: &Stored) -> RemoteHead {
    let item = stored.resource.item();
    RemoteHead {
        portal,
        kind: entity_kind(item.kind),
        entity: item.id,
        revision: stored.revision.0.clone(),
        state: head_state(stored.state),
        live_revision: stored.live_revision.as_ref().map(|revision| revision.0.clone()),
        path: stored.path.clone(),
        content_hash: Some(settled_hash(&stored.resource)),
    }
}

/// A thing that somebody deleted there.
pub(crate) fn deleted(portal: PortalId, item: ItemRef) -> RemoteHead {
    RemoteHead {
        portal,
        kind: entity_kind(item.kind),
        entity: item.id,
        revision: String::new(),
        state: HeadState::Deleted,
        live_revision: None,
        path: None,
        content_hash: None,
    }
}

pub(crate) fn head_state(state: ItemState) -> HeadState {
    match state {
        ItemState::Draft => HeadState::Draft,
        ItemState::Live => HeadState::Live,
        ItemState::TakenDown => HeadState::TakenDown,
    }
}

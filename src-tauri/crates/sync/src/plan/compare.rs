//! Whose version is on the portal: the question everything else follows from.

use domain::BlobHash;
use portal::Expected;
use portal::wire::{ItemRef, Revision};
use store::{BaseState, HeadState};

use crate::known::{Base, Remote};

/// How a thing here stands to what is on the portal.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The portal holds exactly this, shown or not.
    Same,
    /// What is there is ours, or nothing is: this version may take its place.
    Ours(Expected),
    /// Others changed it there, nobody changed it here.
    OnlyTheirs,
    /// Both sides changed it, or others deleted or hid it.
    Conflict,
}

/// Compares content, not revisions, first: an answer that was lost, or a library that was set up
/// again, must not make a conflict out of two equal texts.
pub(super) fn standing(
    item: ItemRef,
    content_hash: BlobHash,
    remote: &Remote,
    base: &Base,
) -> Standing {
    let known = base.entries.get(&item);
    let Some(head) = remote.heads.get(&item) else {
        // Never there, or the portal lost it: nobody decided against it.
        return Standing::Ours(Expected::Absent);
    };
    if head.state == HeadState::Deleted {
        return match known {
            Some(_) => Standing::Conflict,
            None => Standing::Ours(Expected::Absent),
        };
    }
    let hidden_by_others = head.state == HeadState::TakenDown
        && known.is_some_and(|entry| entry.state == BaseState::Live)
        && !base.sent.contains_key(&item);
    if hidden_by_others {
        return Standing::Conflict;
    }
    if head.content_hash == Some(content_hash) {
        return Standing::Same;
    }
    let agreed = known.is_some_and(|entry| entry.revision.0 == head.revision);
    let sent = base.sent.get(&item).is_some_and(|sent| head.content_hash == Some(*sent));
    if agreed || sent {
        return Standing::Ours(Expected::Revision(Revision(head.revision.clone())));
    }
    match known {
        Some(entry) if entry.content_hash == content_hash => Standing::OnlyTheirs,
        _ => Standing::Conflict,
    }
}

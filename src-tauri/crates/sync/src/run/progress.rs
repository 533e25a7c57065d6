//! What the window is told while a run goes on: data, never prose.

use serde::{Deserialize, Serialize};
use store::EntityKind;
use ts_rs::TS;
use uuid::Uuid;

use super::Run;
use crate::local::entity_kind;
use crate::plan::Operation;
use crate::receipt::ReceiptItem;

/// Where a run is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Progress {
    /// What is being done.
    pub step: Step,
    /// With what kind of thing.
    pub kind: EntityKind,
    /// Which one.
    pub id: Uuid,
    /// Its title.
    pub title: String,
    /// How many things are done.
    pub done: usize,
    /// Of how many.
    pub total: usize,
    /// Bytes of files that are through.
    #[ts(type = "number")]
    pub sent_bytes: u64,
    /// Of how many at most: the portal may have some of the files already.
    #[ts(type = "number")]
    pub total_bytes: u64,
    /// What became of it, at [`Step::Done`].
    pub finished: Option<ReceiptItem>,
}

/// What is being done with a thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// Its files are sent.
    Upload,
    /// It is stored, shown or hidden.
    Publish,
    /// What the portal shows is read back.
    ReadBack,
    /// It is settled.
    Done,
}

impl Run<'_> {
    pub(super) fn tell(&self, operation: &Operation, step: Step, passing_bytes: u64) {
        self.tell_all(operation, step, passing_bytes, None);
    }

    pub(super) fn tell_done(&self, operation: &Operation, item: ReceiptItem) {
        self.tell_all(operation, Step::Done, 0, Some(item));
    }

    fn tell_all(
        &self,
        operation: &Operation,
        step: Step,
        passing_bytes: u64,
        finished: Option<ReceiptItem>,
    ) {
        (self.tell)(Progress {
            step,
            kind: entity_kind(operation.item.kind),
            id: operation.item.id,
            title: operation.title.clone(),
            done: self.items.len(),
            total: self.total,
            sent_bytes: self.sent_bytes + passing_bytes,
            total_bytes: self.total_bytes,
            finished,
        });
    }
}

//! From what a run reports to what the window shows. Pure.

use std::collections::BTreeMap;

use domain::{AlbumId, ArticleId, PhotoId};
use store::{EntityKind, Receipt};
use sync::{Change, Ending, Outcome, PlanSummary, Progress, ReceiptItem, Step};
use uuid::Uuid;

use super::outbox::failure_code;
use crate::Error;
use crate::view::{
    Failure, FailureCode, PublishActionView, PublishItemState, PublishItemView, PublishPhase,
    PublishPlan, PublishRun, PublishedThing, ReceiptView,
};

/// The plan as the sheet shows it, without covers.
pub(super) fn plan(summary: &PlanSummary) -> PublishPlan {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    let items = summary.items.iter().map(|item| PublishItemView {
        item: thing(item.kind, item.id),
        title: item.title.clone(),
        cover: None,
        action: action(item.change),
        photos: count(item.photos),
        bytes: item.bytes,
        state: match item.change {
            Change::Conflict => PublishItemState::Conflict,
            _ => PublishItemState::Waiting,
        },
    });
    PublishPlan {
        create: count(summary.create),
        update: count(summary.update),
        take_down: count(summary.take_down),
        photos: count(summary.photos),
        bytes: summary.bytes,
        conflicts: count(summary.conflict),
        items: items.collect(),
    }
}

/// Takes one step of progress into the run's view.
pub(super) fn advance(run: &mut PublishRun, progress: &Progress) {
    let before = run.sent_bytes;
    run.sent_bytes = run.sent_bytes.max(progress.sent_bytes);
    run.phase = match progress.step {
        Step::ReadBack => PublishPhase::Verifying,
        _ => PublishPhase::Sending,
    };
    let named = thing(progress.kind, progress.id);
    let Some(item) = run.plan.items.iter_mut().find(|item| item.item == named) else { return };
    item.state = match (&progress.finished, progress.step) {
        (Some(receipt), _) => state(receipt),
        (None, Step::ReadBack) => PublishItemState::Verifying,
        (None, _) => {
            let known = match item.state {
                PublishItemState::Sending { bytes, .. } => bytes,
                _ => 0,
            };
            let bytes = (known + progress.sent_bytes.saturating_sub(before)).min(item.bytes);
            let share = bytes.saturating_mul(u64::from(item.photos));
            let photos = share.checked_div(item.bytes).unwrap_or(0);
            PublishItemState::Sending { photos: u32::try_from(photos).unwrap_or(u32::MAX), bytes }
        }
    };
}

/// Why a run ended before its end; `None` when it did not, or when somebody stopped it.
pub(super) fn failure(ending: &Ending) -> Option<Failure> {
    let with = |code, message: &str, fields, retryable| {
        Some(Failure { code, message: message.to_owned(), fields, retryable })
    };
    let none = BTreeMap::new;
    match ending {
        Ending::Complete | Ending::Stopped => None,
        Ending::Offline { retry_after: None } => {
            with(FailureCode::PortalUnavailable, "the portal cannot be reached", none(), true)
        }
        Ending::Offline { retry_after: Some(seconds) } => {
            let fields = BTreeMap::from([("seconds".to_owned(), seconds.to_string())]);
            with(FailureCode::PortalBusy, "the portal asks to wait", fields, true)
        }
        Ending::NotThePortal => {
            with(FailureCode::PortalProtocol, "something else answers", none(), true)
        }
        Ending::StorageFull => {
            with(FailureCode::PortalFull, "the portal's disk is full", none(), true)
        }
        Ending::Unauthorized => {
            with(FailureCode::PortalUnauthorized, "the token is not accepted", none(), false)
        }
    }
}

/// A kept receipt as the window shows it.
pub(super) fn receipt(kept: &Receipt, portal: String) -> Result<ReceiptView, Error> {
    let items: Vec<ReceiptItem> = serde_json::from_value(kept.items.clone())?;
    Ok(ReceiptView {
        id: kept.id,
        portal,
        started_at: kept.started_at,
        finished_at: kept.finished_at,
        sent_bytes: items.iter().map(|item| item.sent_bytes).sum(),
        items: items
            .iter()
            .map(|item| PublishItemView {
                item: thing(item.kind, item.id),
                title: item.title.clone(),
                cover: None,
                action: action(item.change),
                photos: 0,
                bytes: item.sent_bytes,
                state: state(item),
            })
            .collect(),
    })
}

fn state(item: &ReceiptItem) -> PublishItemState {
    match &item.outcome {
        Outcome::Verified => {
            let url = item.url.clone().filter(|_| item.change != Change::TakeDown);
            PublishItemState::Verified { at: item.at, url }
        }
        Outcome::Differs { what } => PublishItemState::Differs { detail: format!("{what:?}") },
        Outcome::Failed { code, detail } => PublishItemState::Failed {
            failure: Failure {
                code: failure_code(code.as_str()),
                message: detail.clone(),
                fields: BTreeMap::new(),
                retryable: false,
            },
        },
        Outcome::Conflict => PublishItemState::Conflict,
        Outcome::Skipped => PublishItemState::Waiting,
        Outcome::Waiting { ending } => match failure(ending) {
            Some(failure) => PublishItemState::Postponed { failure },
            None => PublishItemState::Waiting,
        },
    }
}

fn thing(kind: EntityKind, id: Uuid) -> PublishedThing {
    match kind {
        EntityKind::Article => PublishedThing::Article(ArticleId(id)),
        EntityKind::Album => PublishedThing::Album(AlbumId(id)),
        EntityKind::Photo => PublishedThing::Photo(PhotoId(id)),
    }
}

fn action(change: Change) -> PublishActionView {
    match change {
        Change::Create => PublishActionView::Create,
        Change::Update | Change::Conflict => PublishActionView::Update,
        Change::TakeDown => PublishActionView::TakeDown,
        Change::Check => PublishActionView::Check,
    }
}

//! Carrying a plan out: hearing what others did, sending, reading back, and keeping the receipt.

mod acknowledge;
mod library;
mod operation;
mod progress;
mod read_back;
mod refresh;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{DateTime, Utc};
use domain::{BlobHash, PortalId, ReceiptId};
use portal::wire::ItemRef;
use portal::{Portal, PortalError};
use serde::{Deserialize, Serialize};
use store::Library;
use ts_rs::TS;

pub use self::progress::{Progress, Step};
use crate::error::SyncError;
use crate::known;
use crate::local::{LocalItem, entity_kind};
use crate::plan::{Operation, Plan, plan};
use crate::receipt::{FailureCode, Outcome, ReceiptItem};

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// One library and one portal account, and the way between them. Not to be used twice at once on
/// the same account.
pub struct Publisher {
    /// The portal.
    pub portal: Arc<dyn Portal>,
    /// The library.
    pub library: Arc<Library>,
    /// The account in the library that stands for the portal.
    pub account: PortalId,
    /// Where the time comes from.
    pub clock: Clock,
}

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "ending", rename_all = "snake_case")]
pub enum Ending {
    /// Every operation was tried.
    Complete,
    /// It was told to stop; the rest waits.
    Stopped,
    /// The portal cannot be reached; the rest waits.
    Offline {
        /// How long the portal asks to be left alone, in seconds.
        retry_after: Option<u32>,
    },
    /// What answers is not the portal (a login page, a firewall); the rest waits.
    NotThePortal,
    /// The portal's disk is full; the rest waits.
    StorageFull,
    /// The token is not accepted: the account is paused until there is a new one.
    Unauthorized,
}

impl Ending {
    /// The portal cannot be reached. Receipts of earlier versions say no more of what waits.
    pub(crate) fn offline() -> Self {
        Self::Offline { retry_after: None }
    }
}

/// What a run did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RunReport {
    /// The receipt that was kept; it has the same items.
    pub receipt: ReceiptId,
    /// How it ended.
    pub ending: Ending,
    /// What became of each thing that was tried, in order.
    pub items: Vec<ReceiptItem>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: DateTime<Utc>,
}

/// What a run has done so far.
struct Run<'r> {
    receipt: ReceiptId,
    started_at: DateTime<Utc>,
    items: Vec<ReceiptItem>,
    /// Files that are on the portal for certain.
    blobs: HashSet<BlobHash>,
    /// Drafts that were stored in this run: two articles may need the same photo.
    stored: HashMap<ItemRef, BlobHash>,
    /// Bytes sent in operations that are done.
    sent_bytes: u64,
    /// Bytes sent in the operation at hand.
    operation_bytes: u64,
    total_bytes: u64,
    total: usize,
    tell: &'r (dyn Fn(Progress) + Send + Sync),
}

impl Publisher {
    /// Compares `local` with what the portal was last heard to hold. Asks nobody; see
    /// [`Self::refresh`].
    ///
    /// # Errors
    /// Those of the library.
    pub async fn plan(&self, local: Vec<LocalItem>) -> Result<Plan, SyncError> {
        let account = self.account;
        self.read(move |reader| {
            let (remote, base) = known::load(reader, account, &local)?;
            Ok(plan(&local, &remote, &base))
        })
        .await
    }

    /// Carries `plan` out, one operation after the other, and keeps the receipt under `receipt`.
    ///
    /// Each acknowledgement of the portal is durable before the next request, so a run that is
    /// broken off anywhere is continued by refreshing, planning and executing again. What fails
    /// does not hold up the rest. `stop` is asked before each operation.
    ///
    /// # Errors
    /// Those of the library. What the portal does is told in the report.
    pub async fn execute(
        &self,
        plan: &Plan,
        receipt: ReceiptId,
        tell: &(dyn Fn(Progress) + Send + Sync),
        stop: &(dyn Fn() -> bool + Send + Sync),
    ) -> Result<RunReport, SyncError> {
        self.settle(plan.settled.clone()).await?;
        let mut run = Run {
            receipt,
            started_at: (self.clock)(),
            items: Vec::new(),
            blobs: HashSet::new(),
            stored: HashMap::new(),
            sent_bytes: 0,
            operation_bytes: 0,
            total_bytes: plan.summary().bytes,
            total: plan.operations.len(),
            tell,
        };
        let mut ending = Ending::Complete;
        for operation in &plan.operations {
            if stop() {
                ending = Ending::Stopped;
                break;
            }
            if let Some(early) = self.try_operation(operation, &mut run).await? {
                ending = early;
                break;
            }
        }
        let (started_at, finished_at) = (run.started_at, (self.clock)());
        Ok(RunReport { receipt, ending, items: run.items, started_at, finished_at })
    }

    /// Carries out one operation and records what came of it. `Some` when the run must end.
    async fn try_operation(
        &self,
        operation: &Operation,
        run: &mut Run<'_>,
    ) -> Result<Option<Ending>, SyncError> {
        run.operation_bytes = 0;
        let error = match self.carry_out(operation, run).await {
            Ok(()) => return Ok(None),
            Err(SyncError::Portal(error)) => error,
            Err(error) => return Err(error),
        };
        tracing::warn!(item = %operation.item.id, %error, "publishing failed");
        let detail = detail(&error);
        // Is it this one thing that the portal stumbles over, or the portal itself?
        let (error, reached) = match error {
            PortalError::Unavailable { .. } | PortalError::Protocol { .. } => {
                match self.portal.probe().await {
                    Ok(_) => (error, true),
                    Err(error) => (error, false),
                }
            }
            error => (error, false),
        };
        let (ending, code) = match error {
            PortalError::Unavailable { .. } if reached => (None, FailureCode::Unavailable),
            PortalError::Unavailable { .. } => (Some(Ending::offline()), FailureCode::Unavailable),
            PortalError::RateLimited { retry_after } => {
                let retry_after = u32::try_from(retry_after.as_secs()).ok();
                (Some(Ending::Offline { retry_after }), FailureCode::Unavailable)
            }
            PortalError::Protocol { .. } if reached => (None, FailureCode::Protocol),
            PortalError::Protocol { .. } | PortalError::CursorExpired => {
                (Some(Ending::NotThePortal), FailureCode::Protocol)
            }
            PortalError::Address { .. } | PortalError::Untrusted { .. } => {
                (Some(Ending::NotThePortal), FailureCode::Protocol)
            }
            PortalError::StorageFull { .. } => {
                (Some(Ending::StorageFull), FailureCode::Unavailable)
            }
            PortalError::Unauthorized => {
                self.pause().await?;
                (Some(Ending::Unauthorized), FailureCode::Unavailable)
            }
            PortalError::Conflict { current } => {
                self.hold_back(operation, Some(*current), run).await?;
                return Ok(None);
            }
            PortalError::Forbidden { .. } => (None, FailureCode::Forbidden),
            PortalError::NotFound => (None, FailureCode::NotFound),
            PortalError::TooLarge { .. } => (None, FailureCode::TooLarge),
            PortalError::Rejected { .. } => (None, FailureCode::Rejected),
            PortalError::Incomplete { .. } => (None, FailureCode::Incomplete),
            PortalError::File(_) => (None, FailureCode::File),
        };
        let outcome = match ending.clone() {
            Some(ending) => Outcome::Waiting { ending },
            None => Outcome::Failed { code, detail },
        };
        self.record_failure(operation, outcome, run).await?;
        Ok(ending)
    }
}

/// Every cause in a row: the first alone seldom says what went wrong.
fn detail(error: &dyn std::error::Error) -> String {
    let mut detail = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        detail.push_str(": ");
        detail.push_str(&cause.to_string());
        source = cause.source();
    }
    detail
}

impl Run<'_> {
    fn item(&self, operation: &Operation, outcome: Outcome, at: DateTime<Utc>) -> ReceiptItem {
        ReceiptItem {
            kind: entity_kind(operation.item.kind),
            id: operation.item.id,
            title: operation.title.clone(),
            change: operation.change,
            outcome,
            sent_bytes: self.operation_bytes,
            revision: None,
            url: None,
            at,
        }
    }
}

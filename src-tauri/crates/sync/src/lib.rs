//! Bringing what this library says onto a portal: what must be sent, and sending it.
//!
//! [`plan()`] is pure: it compares what is here ([`LocalItem`]), what the portal was last heard to
//! hold ([`Remote`]) and what both last agreed on ([`Base`]). [`Publisher`] hears what others did,
//! carries a plan out, makes each acknowledgement durable before it goes on, and reads back what
//! the portal then shows. It may be interrupted anywhere and started again.

mod error;
mod known;
pub mod local;
mod plan;
mod receipt;
mod run;

pub use error::SyncError;
pub use known::{Base, BaseEntry, Remote};
pub use local::{LocalBlob, LocalItem, LocalPhoto};
pub use plan::{Change, Operation, Plan, PlanSummary, PlannedItem, Put, plan};
pub use receipt::{Difference, FailureCode, Outcome, ReceiptItem};
pub use run::{Clock, Ending, Progress, Publisher, RunReport, Step};

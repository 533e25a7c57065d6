//! What readers see of a portal, asked for over HTTP as a browser does.

#![expect(clippy::unwrap_used, reason = "what an office cannot do here is a failed test")]

mod hidden;
mod lists;
mod office;
mod seed;
mod sizes;
mod visits;

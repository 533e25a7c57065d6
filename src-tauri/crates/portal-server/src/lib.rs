//! The reference portal: the native API under `/api/v1` and the public site, on SQLite and files.
//!
//! A library, so that the app can embed it on a loopback port, and the binary `toasoan-portal`,
//! so that it can serve an office. It has no globals: clock, folder and listener come in from
//! outside, and every [`Portal`] is independent of every other.
//!
//! `docs/PORTAL-API.md` tells the rules of the API; the files in `schema/` what is stored.

mod api;
mod blob_files;
mod database;
mod error;
mod maintenance;
mod portal;
mod records;
mod site;
mod sizes;

pub use error::PortalServerError;
pub use maintenance::Maintenance;
pub use portal::{Clock, Options, Portal};
pub use portal_wire::Permission;
pub use records::tokens::TokenInfo;
pub use site::StartingVisits;

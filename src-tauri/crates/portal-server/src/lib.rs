//! The reference portal: the native API under `/api/v1` and the public site, on SQLite and files.
//!
//! A library, so that the app can embed it on a loopback port, and the binary `toasoan-portal`,
//! so that it can serve an office. It has no globals: clock, folder and listener come in from
//! outside, and every [`Portal`] is independent of every other.
//!
//! `docs/PORTAL-API.md` tells the rules of the API; `schema.sql` what is stored.

#![expect(dead_code, reason = "the handlers that use these rows come next")]

mod database;
mod error;
mod portal;
mod site;

pub use error::PortalServerError;
pub use portal::{Clock, Options, Portal};

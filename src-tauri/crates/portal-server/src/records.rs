//! What lies in the database, one file per kind of row. Everything here runs inside a transaction
//! that the caller opened, so that a request is done whole or not at all.

pub(crate) mod blobs;
pub(crate) mod changes;
pub(crate) mod cursor;
pub(crate) mod idempotency;
pub(crate) mod publication;
pub(crate) mod resources;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod slugs;
pub(crate) mod statistics;
pub(crate) mod tokens;
pub(crate) mod uploads;

//! Every rule of the API, over real HTTP against the real server.
#![expect(clippy::unwrap_used, clippy::panic, reason = "the helpers of a test fail as it does")]

#[path = "api/blobs.rs"]
mod blobs;
#[path = "api/changes.rs"]
mod changes;
#[path = "api/description.rs"]
mod description;
#[path = "api/full.rs"]
mod full;
#[path = "api/items.rs"]
mod items;
#[path = "api/limits.rs"]
mod limits;
#[path = "api/made.rs"]
mod made;
#[path = "api/publishing.rs"]
mod publishing;
#[path = "api/server.rs"]
mod server;
#[path = "api/statistics.rs"]
mod statistics;
#[path = "api/tokens.rs"]
mod tokens;
#[path = "api/uploads.rs"]
mod uploads;

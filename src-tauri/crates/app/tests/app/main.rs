//! The use cases on real folders, one program for all of them so that they are linked once.

#![expect(clippy::unwrap_used, reason = "a test may end at the first surprise")]

mod articles;
mod bad_input;
mod captions;
mod dropped;
mod gallery;
mod import;
mod import_beside_bin;
mod import_trouble;
mod newsroom;
mod opening;
mod originals;
mod pictures;
mod watched;

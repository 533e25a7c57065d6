//! The store on real files in temporary folders.

mod albums;
mod articles;
mod disk_full;
mod jobs;
mod library;
mod newsroom;
mod outbox;
mod photos;
mod search;

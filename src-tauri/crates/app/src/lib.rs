//! Use cases and background jobs: the only crate that knows all of the others.

pub mod view;

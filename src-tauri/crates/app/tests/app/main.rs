//! The use cases on real folders, one program for all of them so that they are linked once.

mod articles;
mod bad_input;
mod newsroom;

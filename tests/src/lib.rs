//! What the tests of this package share: a real portal that can be made to fail, and a newsroom.

pub mod interrupted;
pub mod newsroom;
pub mod portal;

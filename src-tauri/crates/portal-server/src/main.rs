//! `toasoan-portal`: the reference portal on its own.

fn main() {}

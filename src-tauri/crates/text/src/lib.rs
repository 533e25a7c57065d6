//! Vietnamese text: folding for search, sorting, slugs, and the way between documents and HTML.
//!
//! Everything here is pure: text in, text or a [`domain::Document`] out. It is the only place
//! where HTML is made and the only place where foreign HTML is let in, so that both directions
//! are sanitised by the same hand.

pub mod collate;
pub mod embed;
pub mod fold;
pub mod html;
pub mod link;
pub mod parse;
pub mod slug;
pub mod tone;

mod error;
mod sanitise;

pub use error::TextError;

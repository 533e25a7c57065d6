//! Reading HTML in tests.

use domain::id::BlockId;
use text::parse::{Limits, Parsed, from_html};

/// Ids `b1`, `b2`, …
pub fn ids() -> impl FnMut() -> BlockId {
    let mut made = 0;
    move || {
        made += 1;
        BlockId(format!("b{made}"))
    }
}

/// Reads HTML with the usual limits.
#[expect(clippy::expect_used, reason = "a test that reads too much must fail")]
pub fn parse(html: &str) -> Parsed {
    from_html(html, &Limits::default(), &mut ids()).expect("within limits")
}

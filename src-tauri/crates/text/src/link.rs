//! Which addresses a link may lead to. One rule for what comes in and for what goes out.

use url::Url;

/// Schemes that a reader may be sent to.
const SCHEMES: [&str; 4] = ["http", "https", "mailto", "tel"];

/// The address if it may be linked to: http, https, mailto, tel, or a path on the portal that
/// starts with a single slash. `None` for anything else.
///
/// A harmless address comes back as it was written; one with white space or control characters in
/// it comes back as a browser would read it, since that is what would be followed.
#[must_use]
pub fn checked(href: &str) -> Option<String> {
    let href = href.trim();
    if let Ok(url) = Url::parse(href) {
        if !SCHEMES.contains(&url.scheme()) {
            return None;
        }
        let plain = !href.chars().any(is_odd) && (!url.has_host() || has_slashes(href));
        return Some(if plain { href.to_owned() } else { url.into() });
    }
    let path = href.starts_with('/') && !href.starts_with("//") && !href.chars().any(is_odd);
    path.then(|| href.to_owned())
}

fn is_odd(c: char) -> bool {
    c.is_whitespace() || c.is_control() || matches!(c, '\\' | '"' | '<' | '>' | '`')
}

/// `http:host` is read in different ways by different programs; `http://host` is not.
fn has_slashes(href: &str) -> bool {
    href.split_once(':').is_some_and(|(_, rest)| rest.starts_with("//"))
}

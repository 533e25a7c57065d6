//! Where the portal is, and that it may be spoken to there.

use url::{Host, Url};

use crate::PortalError;

/// A portal's address without a trailing slash; may lie below a path.
#[derive(Debug, Clone)]
pub(super) struct Address(Url);

impl Address {
    /// Takes what a person typed.
    ///
    /// # Errors
    /// [`PortalError::Address`] for anything but https, or http to this very machine: a token sent in
    /// plain text over a network is a token given away.
    pub(super) fn parse(typed: &str) -> Result<Self, PortalError> {
        let refused = |detail: &str| PortalError::Address { detail: detail.to_owned() };
        let mut url = Url::parse(typed.trim()).map_err(|_| refused("it is not a web address"))?;
        match url.scheme() {
            "https" => {}
            "http" if is_this_machine(&url) => {}
            "http" => return Err(refused("plain http is for this machine only; use https")),
            _ => return Err(refused("it is not a web address")),
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(refused("it must not contain a user name or password"));
        }
        url.set_query(None);
        url.set_fragment(None);
        let path = url.path().trim_end_matches('/').to_owned();
        url.set_path(&path);
        Ok(Self(url))
    }

    /// The address of `path` (starting with a slash, with a query or without) below the portal's.
    /// Whatever `path` says, it stays on the portal's host.
    pub(super) fn at(&self, path: &str) -> Url {
        let (path, query) = match path.split_once('?') {
            Some((path, query)) => (path, Some(query)),
            None => (path, None),
        };
        let mut url = self.0.clone();
        let base = self.0.path().trim_end_matches('/');
        url.set_path(&format!("{base}/{}", path.trim_start_matches('/')));
        url.set_query(query);
        url
    }

    /// Whether `url` is on the same scheme, host and port.
    pub(super) fn is_origin_of(&self, url: &Url) -> bool {
        self.0.origin() == url.origin()
    }

    /// Whether the line is encrypted.
    pub(super) fn is_encrypted(&self) -> bool {
        self.0.scheme() == "https"
    }

    /// Whether the portal runs on this machine, where no proxy may stand between.
    pub(super) fn is_local(&self) -> bool {
        is_this_machine(&self.0)
    }
}

fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name.eq_ignore_ascii_case("localhost"),
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A token over plain http to another machine can be read by everybody on the way.
    #[test]
    fn plain_http_only_to_this_machine() {
        for good in [
            "https://so.example.vn",
            " https://example.vn/cong/ ",
            "http://127.0.0.1:8080",
            "http://[::1]:9",
            "http://localhost:3000/",
        ] {
            assert!(Address::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "http://so.example.vn",
            "http://127.0.0.1.example.vn",
            "http://localhost.example.vn",
            "ftp://example.vn",
            "file:///etc/passwd",
            "so.example.vn",
            "https://user:pw@example.vn",
            "",
        ] {
            assert!(
                matches!(Address::parse(bad), Err(PortalError::Address { .. })),
                "{bad} was accepted"
            );
        }
    }

    /// A portal that answers with a crafted path must not lead the window or a request elsewhere.
    #[test]
    fn paths_stay_on_the_portal() {
        let address = Address::parse("https://example.vn/cong/").unwrap();
        assert_eq!(address.at("/tin/bai").as_str(), "https://example.vn/cong/tin/bai");
        assert_eq!(address.at("/tim?q=a").as_str(), "https://example.vn/cong/tim?q=a");
        for crafted in ["@evil.vn/", "//evil.vn/", "https://evil.vn/", "\\\\evil.vn"] {
            assert_eq!(address.at(crafted).host_str(), Some("example.vn"), "{crafted}");
        }
    }
}

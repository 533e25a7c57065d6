//! One vocabulary for everything that can go wrong between here and a portal.

use std::time::Duration;

use portal_wire::Stored;

/// What a portal, or the way to it, did not let happen.
#[derive(Debug, thiserror::Error)]
pub enum PortalError {
    /// 401: the token is wrong, revoked or expired. The account pauses until there is a new one.
    #[error("the portal does not accept the token")]
    Unauthorized,
    /// 403: the token is right, but may not do this.
    #[error("the portal does not permit this: {message}")]
    Forbidden {
        /// The portal's own words.
        message: String,
    },
    /// There is no such thing, or readers do not see it.
    #[error("the portal has no such item")]
    NotFound,
    /// Something else is there than was expected.
    #[error("the portal holds another version")]
    Conflict {
        /// What is there.
        current: Box<Stored>,
    },
    /// The change cursor is not known any more.
    #[error("the portal no longer knows the change cursor")]
    CursorExpired,
    /// 413.
    #[error("too large for the portal: {message}")]
    TooLarge {
        /// The portal's own words.
        message: String,
    },
    /// The portal will never take this as it is (400, 422 and the like).
    #[error("the portal rejects this: {message}")]
    Rejected {
        /// The portal's own words.
        message: String,
    },
    /// A publish request names blobs or photos the portal does not have.
    #[error("the portal lacks {blobs} blobs and {photos} photos of this item")]
    Incomplete {
        /// How many blobs.
        blobs: usize,
        /// How many photos.
        photos: usize,
    },
    /// 429, or 503 with a time.
    #[error("the portal asks to wait {} s", retry_after.as_secs())]
    RateLimited {
        /// How long to wait.
        retry_after: Duration,
    },
    /// No connection, a time-out, 5xx: trying again later may help.
    #[error("the portal cannot be reached")]
    Unavailable {
        /// What the network said.
        #[source]
        source: Option<reqwest::Error>,
    },
    /// TLS: the certificate is not one this machine trusts. Somebody may be in between; the token was
    /// not sent.
    #[error("the portal's certificate is not trusted")]
    Untrusted {
        /// What is wrong with it.
        #[source]
        source: reqwest::Error,
    },
    /// 507: the portal's disk is full; trying again does not help until somebody makes room there.
    #[error("the portal has no room left: {message}")]
    StorageFull {
        /// The portal's own words.
        message: String,
    },
    /// What answered does not speak this API: a login page, a firewall, nonsense.
    #[error("what answered is not a portal of this kind: {detail}")]
    Protocol {
        /// What was odd about it.
        detail: String,
    },
    /// The address cannot be used: not http(s), or plain http to another machine.
    #[error("this address cannot be used: {detail}")]
    Address {
        /// What is wrong with it.
        detail: String,
    },
    /// The file to send could not be read.
    #[error("a file to send could not be read")]
    File(#[from] std::io::Error),
}

impl PortalError {
    /// Whether the same request may succeed later without anybody doing anything.
    #[must_use]
    pub fn retryable(&self) -> bool {
        matches!(self, Self::RateLimited { .. } | Self::Unavailable { .. })
    }
}

//! Who asks for a page, as far as links and counters need to know.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::header::{HOST, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};

/// What programs call themselves, in lower case. Phones' and apps' browsers match none of these.
const ROBOTS: [&str; 38] = [
    "bot",
    "crawl",
    "spider",
    "slurp",
    "archiver",
    "scrapy",
    "facebookexternalhit",
    "ia_archiver",
    "mediapartners",
    "feedfetcher",
    "feedburner",
    "feedly",
    "curl/",
    "wget/",
    "python",
    "java/",
    "go-http-client",
    "okhttp",
    "libwww",
    "httpclient",
    "axios",
    "node-fetch",
    "undici",
    "ruby",
    "php/",
    "perl",
    "headless",
    "phantomjs",
    "lighthouse",
    "pingdom",
    "uptime",
    "monitor",
    "nagios",
    "zabbix",
    "preview",
    "validator",
    "scan",
    "reqwest",
];

/// Names of phones that only look like robots: the brand CUBOT.
const NOT_ROBOTS: [&str; 1] = ["cubot"];

/// Somebody (or something) asking for a page.
#[derive(Debug, Clone)]
pub(super) struct Reader {
    /// Scheme and host under which the portal was reached, for example `https://skhdt.gov.vn`.
    pub(super) origin: String,
    /// Whose visit it is; `None` when it is not to be counted.
    pub(super) visitor: Option<Visitor>,
}

/// What tells one visitor from another for half an hour. Only a salted hash of it is ever stored.
#[derive(Debug, Clone)]
pub(super) struct Visitor {
    /// Address of the browser, or of the nearest proxy that is not on this machine.
    pub(super) address: IpAddr,
    /// What the browser calls itself.
    pub(super) agent: String,
}

impl<S: Send + Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map_or(IpAddr::V4(Ipv4Addr::LOCALHOST), |info| info.0.ip().to_canonical());
        let agent = header(&parts.headers, USER_AGENT.as_str());
        let counted = parts.method == Method::GET
            && !is_prefetch(&parts.headers)
            && !is_robot(agent)
            && !agent.starts_with(portal_wire::CLIENT_AGENT);
        let visitor = counted
            .then(|| Visitor { address: browser(peer, &parts.headers), agent: agent.to_owned() });
        Ok(Self { origin: origin(peer, &parts.headers), visitor })
    }
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Browsers fetch pages ahead that nobody may ever look at.
fn is_prefetch(headers: &HeaderMap) -> bool {
    ["sec-purpose", "purpose", "x-purpose", "x-moz"].iter().any(|name| {
        let purpose = header(headers, name).to_ascii_lowercase();
        purpose.contains("prefetch") || purpose.contains("preview")
    })
}

/// Whether a program asks rather than a person: it says so, or says nothing.
fn is_robot(agent: &str) -> bool {
    let mut agent = agent.trim().to_lowercase();
    for phone in NOT_ROBOTS {
        agent = agent.replace(phone, "");
    }
    agent.is_empty() || ROBOTS.iter().any(|robot| agent.contains(robot))
}

/// A proxy on this machine says whom it asks for; anybody else's word is not taken.
fn browser(peer: IpAddr, headers: &HeaderMap) -> IpAddr {
    let forwarded = header(headers, "x-forwarded-for").rsplit(',').next().unwrap_or_default();
    match forwarded.trim().parse::<IpAddr>() {
        Ok(address) if peer.is_loopback() => address.to_canonical(),
        _ => peer,
    }
}

fn origin(peer: IpAddr, headers: &HeaderMap) -> String {
    let forwarded = peer.is_loopback() && header(headers, "x-forwarded-proto") == "https";
    let scheme = if forwarded { "https" } else { "http" };
    let host = header(headers, HOST.as_str());
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']');
    let host = if host.is_empty() || !host.chars().all(plain) { "localhost" } else { host };
    format!("{scheme}://{host}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A robot counted as a visitor makes the office report figures that are not true; a phone
    /// taken for a robot loses a reader.
    #[test]
    fn robots_are_told_from_people() {
        for robot in [
            "",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
            "Mozilla/5.0 (compatible; coccocbot-web/1.0; +http://help.coccoc.com/searchengine)",
            "facebookexternalhit/1.1",
            "curl/8.5.0",
            "python-requests/2.32",
            "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/130.0.0.0 Safari/537.36",
        ] {
            assert!(is_robot(robot), "{robot} would be counted");
        }
        for person in [
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) \
             coc_coc_browser/126.0.132 Chrome/120.0.6099.132 Safari/537.36",
            "Mozilla/5.0 (Linux; Android 11; CUBOT X50) AppleWebKit/537.36 Chrome/96.0 Mobile",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Zalo iOS/554 ZaloTheme/light",
        ] {
            assert!(!is_robot(person), "{person} would not be counted");
        }
    }

    /// A stranger who sends X-Forwarded-For could otherwise count as thousands of visitors.
    #[test]
    fn only_a_local_proxy_is_believed() {
        let mut headers = HeaderMap::new();
        headers.insert("x-forwarded-for", "1.2.3.4, 203.0.113.9".parse().unwrap());
        let remote: IpAddr = "198.51.100.7".parse().unwrap();
        assert_eq!(browser(remote, &headers), remote);
        let local = IpAddr::V4(Ipv4Addr::LOCALHOST);
        assert_eq!(browser(local, &headers).to_string(), "203.0.113.9");
    }
}

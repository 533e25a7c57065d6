//! Films and maps from other sites: which ones, and the address of their player.

use url::Url;

/// Hosts whose players are shown. A portal's content policy must allow frames from these.
pub const PLAYER_HOSTS: [&str; 3] =
    ["www.youtube-nocookie.com", "player.vimeo.com", "www.google.com"];

/// The address of the player for a film or map, or `None` when the site is not allowed.
///
/// Understands what people copy: the page of a film, its short link, and the player itself. YouTube
/// films are always shown from the host that sets no cookies before playing.
#[must_use]
pub fn player(address: &str) -> Option<String> {
    let url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "https" | "http") || !url.username().is_empty() {
        return None;
    }
    let segments: Vec<&str> = url.path_segments()?.filter(|segment| !segment.is_empty()).collect();
    match (url.host_str()?, segments.as_slice()) {
        (
            "www.youtube.com" | "youtube.com" | "m.youtube.com" | "www.youtube-nocookie.com",
            ["embed" | "shorts" | "live", id, ..],
        )
        | ("youtu.be", [id, ..]) => youtube(id),
        ("www.youtube.com" | "youtube.com" | "m.youtube.com", ["watch"]) => {
            let (_, id) = url.query_pairs().find(|(name, _)| name == "v")?;
            youtube(&id)
        }
        ("player.vimeo.com", ["video", id, ..]) | ("vimeo.com", [id]) => {
            let digits = !id.is_empty() && id.chars().all(|c| c.is_ascii_digit());
            digits.then(|| format!("https://player.vimeo.com/video/{id}"))
        }
        ("www.google.com", ["maps", "embed"]) => {
            let (_, place) = url.query_pairs().find(|(name, _)| name == "pb")?;
            let mut map = Url::parse("https://www.google.com/maps/embed").ok()?;
            map.query_pairs_mut().append_pair("pb", &place);
            Some(map.into())
        }
        _ => None,
    }
}

fn youtube(id: &str) -> Option<String> {
    let known = (6..=20).contains(&id.len())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    known.then(|| format!("https://www.youtube-nocookie.com/embed/{id}"))
}

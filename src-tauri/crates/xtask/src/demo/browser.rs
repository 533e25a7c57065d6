//! A reader's view without a browser: one page over HTTP, as text.
//!
//! Only for pages of our own portal on this machine, whose markup is known to be well formed.

use std::{
    io::{self, Read, Write},
    net::TcpStream,
};

/// Elements whose text a reader does not see.
const UNSEEN: &[&str] = &["head", "script", "style", "template", "svg", "noscript"];

/// Elements that stand on lines of their own.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "header",
    "hr",
    "li",
    "main",
    "nav",
    "ol",
    "p",
    "section",
    "table",
    "td",
    "th",
    "tr",
    "ul",
];

/// Fetches `http://HOST:PORT/PATH`.
///
/// # Errors
/// What the network reports, and anything but status 200.
pub fn fetch(url: &str) -> io::Result<String> {
    let address = url.strip_prefix("http://").unwrap_or(url);
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    let mut stream = TcpStream::connect(host)?;
    // HTTP/1.0: the answer ends with the connection and is not cut into chunks.
    write!(stream, "GET /{path} HTTP/1.0\r\nHost: {host}\r\nUser-Agent: toasoan-demo\r\n\r\n")?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer).into_owned();
    match answer.split_once("\r\n\r\n") {
        Some((head, body)) if head.split_whitespace().nth(1) == Some("200") => Ok(body.to_owned()),
        _ => Err(io::Error::other(answer.lines().next().unwrap_or("no answer").to_owned())),
    }
}

/// The text that a reader of the page sees, one block a line; pictures by their alt text.
pub fn text(html: &str) -> String {
    let mut seen = String::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        seen.push_str(&unescape(&rest[..start]));
        let Some(end) = rest[start..].find('>') else { break };
        let tag = &rest[start + 1..start + end];
        rest = &rest[start + end + 1..];
        let name = name(tag);
        if UNSEEN.contains(&name.as_str()) && !tag.starts_with('/') && !tag.ends_with('/') {
            let close = format!("</{name}");
            rest = rest.find(&close).map_or("", |end| &rest[end..]);
        } else if BLOCKS.contains(&name.as_str()) {
            seen.push('\n');
        } else if name == "img" {
            let alt = attribute(tag, "alt").unwrap_or_default();
            seen.push_str(&format!("\n[{}]\n", unescape(alt)));
        }
    }
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let lines = seen.lines().map(words).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("\n")
}

fn name(tag: &str) -> String {
    let letters = tag.trim_start_matches('/').chars();
    letters.take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    tag[start..].split('"').next()
}

fn unescape(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&#39;", "'").replace("&#x27;", "'").replace("&nbsp;", " ").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::text;

    /// What the demo prints is the proof that the page is whole; a swallowed part would deny it.
    #[test]
    fn shows_what_a_reader_sees() {
        let page = "<html><head><title>x</title></head><body><h1>Tiêu  đề</h1>\
            <script>var a = \"<p>\";</script><p>Một &amp; <b>hai</b></p>\
            <figure><img class=\"a\" alt=\"Lễ hội\" src=\"/x\"><figcaption>Ảnh: An</figcaption></figure>";

        assert_eq!(text(page), "Tiêu đề\nMột & hai\n[Lễ hội]\nẢnh: An");
    }
}

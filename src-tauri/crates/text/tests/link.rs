//! One wrong address is enough to run a stranger's script on a state portal.

use rstest::rstest;
use text::embed::player;
use text::link::checked;

/// What people link to must come through as they wrote it.
#[rstest]
#[case("https://baophuyen.vn/")]
#[case("https://baophuyen.vn")]
#[case("http://phuyen.gov.vn/tìm?q=vùng&p=2#đoạn")]
#[case("mailto:toasoan@phuyen.gov.vn")]
#[case("tel:+842573841234")]
#[case("/bai-viet/abc?x=1")]
fn keeps(#[case] href: &str) {
    assert_eq!(checked(href).as_deref(), Some(href));
}

/// What a browser would run, or resolve against a site nobody meant.
#[rstest]
#[case("javascript:alert(1)")]
#[case(" JaVaScRiPt:alert(1)")]
#[case("java\tscript:alert(1)")]
#[case("java\nscript:alert(1)")]
#[case("\u{1}javascript:alert(1)")]
#[case("vbscript:x")]
#[case("data:text/html,<script>alert(1)</script>")]
#[case("file:///C:/Users/x/anh.png")]
#[case("photo://localhost/1")]
#[case("//evil.example/x")]
#[case("/\\evil.example")]
#[case("\\\\evil.example")]
#[case("#_ftn1")]
#[case("trang.html")]
#[case("")]
fn refuses(#[case] href: &str) {
    assert_eq!(checked(href), None);
}

/// An odd but harmless address leads where the browser would have gone.
#[rstest]
#[case("https://x.vn/a\nb", "https://x.vn/ab")]
#[case("https:\\\\x.vn\\a", "https://x.vn/a")]
#[case("https:x.vn", "https://x.vn/")]
fn rewrites(#[case] href: &str, #[case] expected: &str) {
    assert_eq!(checked(href).as_deref(), Some(expected));
}

/// A film must play from the page people copy; any other site must not get a frame.
#[rstest]
#[case(
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=10",
    Some("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")
)]
#[case(
    "https://youtu.be/dQw4w9WgXcQ?si=x",
    Some("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")
)]
#[case(
    "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ",
    Some("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ")
)]
#[case("https://vimeo.com/123456", Some("https://player.vimeo.com/video/123456"))]
#[case(
    "https://www.google.com/maps/embed?pb=!1m18",
    Some("https://www.google.com/maps/embed?pb=%211m18")
)]
#[case("https://www.google.com/search?q=x", None)]
#[case("https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ", None)]
#[case("https://www.youtube.com@evil.example/embed/dQw4w9WgXcQ", None)]
#[case("https://www.youtube.com/embed/\"onload=x", None)]
#[case("javascript://www.youtube.com/embed/dQw4w9WgXcQ", None)]
fn players(#[case] address: &str, #[case] expected: Option<&str>) {
    assert_eq!(player(address).as_deref(), expected);
}

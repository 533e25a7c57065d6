//! The article of a real portal page that the app must be able to produce.

/// The page as text, as it was read from a portal of a province.
const PAGE: &str = include_str!("../../fixtures/seed-article.txt");

/// What the page says, part by part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// Tiêu đề.
    pub title: &'static str,
    /// `Cập nhật lúc:`, as printed.
    pub stamp: &'static str,
    /// `Người đăng:`.
    pub poster: &'static str,
    /// The paragraph that opens the text.
    pub lead: &'static str,
    /// The other paragraphs.
    pub body: Vec<&'static str>,
    /// The line that closes it.
    pub sign_off: &'static str,
    /// The address behind `Tác giả :`.
    pub source: &'static str,
}

/// Takes the page apart.
///
/// # Panics
/// When the fixture is not the page it was.
#[must_use]
pub fn read() -> Seed {
    let (text, source) = PAGE.split_once("Tác giả :").unwrap();
    let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let title = lines.next().unwrap();
    let meta = lines.next().unwrap();
    let lead = lines.next().unwrap();
    let mut body: Vec<_> = lines.collect();
    let sign_off = body.pop().unwrap();
    let (stamp, rest) = meta.split_once("Số lượt xem:").unwrap();
    let stamp = stamp.trim_start_matches("Cập nhật lúc:").trim();
    let poster = rest.split_once("Người đăng:").unwrap().1.trim();
    let source = source.split_whitespace().next().unwrap();
    Seed { title, stamp, poster, lead, body, sign_off, source }
}

#[cfg(test)]
mod tests {
    /// A test of a page that lost its parts would prove nothing.
    #[test]
    fn the_page_has_all_its_parts() {
        let seed = super::read();

        assert!(seed.title.starts_with("Triển khai các nhiệm vụ"));
        assert_eq!(seed.stamp, "14:40:02 - 15/07/2022");
        assert_eq!(seed.poster, "Trần Kim Huy");
        assert!(seed.lead.starts_with("UBND tỉnh vừa có văn bản"));
        assert!(seed.body[0].starts_with("Các sở, ban ngành"));
        assert!(seed.body[1].starts_with("Sở KH-ĐT chủ trì"));
        assert_eq!(seed.body.len(), 2);
        assert_eq!(seed.sign_off, "(PYP)");
        assert_eq!(seed.source, "https://baophuyen.vn/");
    }
}

//! The reference page's text, taken apart into what a person would type into the form.

use crate::error::TaskError;

/// A news page of a public office, as it was published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// Headline.
    pub title: String,
    /// `HH:mm:ss - dd/MM/yyyy`, Vietnamese time.
    pub updated: String,
    /// Người đăng.
    pub poster: String,
    /// The first paragraph, which the portal shows as the lead.
    pub lead: String,
    /// The paragraphs after it.
    pub body: Vec<String>,
    /// The writer's initials in brackets, the last line of the text.
    pub sign_off: String,
    /// Address of the source.
    pub source: String,
}

impl Seed {
    /// Reads the fixture.
    ///
    /// # Errors
    /// [`TaskError::Unreadable`] when the page lacks one of these parts.
    pub fn read(text: &str) -> Result<Self, TaskError> {
        Self::parts(text).ok_or_else(|| TaskError::Unreadable {
            program: "the reference page".to_owned(),
            answer: text.chars().take(200).collect(),
        })
    }

    /// Every line of text that a reader of the published page must find, word for word.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let words = [&self.title, &self.updated, &self.poster, &self.lead];
        let end = [&self.sign_off, &self.source];
        words.into_iter().chain(&self.body).chain(end).map(String::as_str)
    }

    fn parts(text: &str) -> Option<Self> {
        let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let title = lines.next()?.to_owned();
        let facts = lines.next()?;
        let lead = lines.next()?.to_owned();
        let mut body = Vec::new();
        let sign_off = loop {
            let line = lines.next()?;
            if line.starts_with('(') && line.ends_with(')') {
                break line.to_owned();
            }
            body.push(line.to_owned());
        };
        let source = lines.next()?.split_once(':')?.1.trim().trim_end_matches('|').trim();
        Some(Self {
            title,
            updated: between(facts, "Cập nhật lúc:", "Số lượt xem:")?,
            poster: between(facts, "Người đăng:", "")?,
            lead,
            body,
            sign_off,
            source: source.to_owned(),
        })
    }
}

fn between(text: &str, start: &str, end: &str) -> Option<String> {
    let rest = text.split_once(start)?.1;
    let inner = if end.is_empty() { rest } else { rest.split_once(end)?.0 };
    Some(inner.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A demo that lost a part of the page would show less than the product can do.
    #[test]
    fn finds_every_part_of_the_page() {
        let page = include_str!("../../../../../tests/fixtures/seed-article.txt");

        let seed = Seed::read(page).unwrap();

        assert!(
            seed.title.starts_with("Triển khai các nhiệm vụ") && seed.title.ends_with("xã hội")
        );
        assert_eq!(seed.updated, "14:40:02 - 15/07/2022");
        assert_eq!(seed.poster, "Trần Kim Huy");
        assert!(seed.lead.starts_with("UBND tỉnh vừa có văn bản"));
        assert_eq!(seed.body.len(), 2);
        assert_eq!(seed.sign_off, "(PYP)");
        assert_eq!(seed.source, "https://baophuyen.vn/");
    }

    /// A damaged fixture must be named, not turned into an empty article.
    #[test]
    fn refuses_another_page() {
        assert!(Seed::read("Chỉ có tiêu đề\n").is_err());
    }
}

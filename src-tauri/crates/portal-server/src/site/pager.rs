//! Long lists in pages.

use maud::{Markup, html};
use serde::Deserialize;

/// The part of an address that names a page of a list.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct PageQuery {
    /// "Trang", from 1; anything that is no number is the first page.
    #[serde(default)]
    pub(super) trang: String,
}

/// Which page of how many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pager {
    /// From 1.
    pub(super) page: u32,
    /// At least 1.
    pub(super) pages: u32,
    per_page: u32,
}

impl Pager {
    /// The page that was asked for, of `total` items; `None` when there is no such page.
    pub(super) fn new(asked: &str, total: u32, per_page: u32) -> Option<Self> {
        let page = if asked.is_empty() { 1 } else { asked.parse().ok()? };
        let pages = total.div_ceil(per_page).max(1);
        (1..=pages).contains(&page).then_some(Self { page, pages, per_page })
    }

    /// How many items go before this page.
    pub(super) fn offset(self) -> u32 {
        (self.page - 1) * self.per_page
    }

    /// Links to the neighbouring pages; `address` makes the address of a page.
    pub(super) fn links(self, address: impl Fn(u32) -> String) -> Markup {
        let near = |page: &u32| *page == 1 || *page == self.pages || page.abs_diff(self.page) <= 2;
        let shown: Vec<u32> = (1..=self.pages).filter(near).collect();
        html! {
            @if self.pages > 1 {
                nav.pager aria-label="Các trang" {
                    @if self.page > 1 {
                        a.step href=(address(self.page - 1)) rel="prev" { "Trang trước" }
                    }
                    @for (index, page) in shown.iter().enumerate() {
                        @if index > 0 && shown[index - 1] + 1 < *page {
                            span.gap aria-hidden="true" { "…" }
                        }
                        @if *page == self.page {
                            span.here aria-current="page" { (page) }
                        } @else {
                            a href=(address(*page)) aria-label=(format!("Trang {page}")) { (page) }
                        }
                    }
                    @if self.page < self.pages {
                        a.step href=(address(self.page + 1)) rel="next" { "Trang sau" }
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A page beyond the end that looked empty would be indexed for ever.
    #[test]
    fn pages_beyond_the_end_do_not_exist() {
        assert_eq!(Pager::new("", 0, 12).map(|pager| pager.page), Some(1));
        assert_eq!(Pager::new("2", 24, 12).map(Pager::offset), Some(12));
        assert_eq!(Pager::new("3", 24, 12), None);
        assert_eq!(Pager::new("0", 24, 12), None);
        assert_eq!(Pager::new("4294967296", 24, 12), None);
    }
}

//! The drawings of the site: lucide icons (ISC licence, see `assets/ICONS-LICENCE.txt`) and the emblem.
//!
//! In the page rather than in files, so that they take the colour of the text beside them.

use maud::{Markup, PreEscaped, html};

/// A lucide icon: 24 units square, drawn with lines.
#[derive(Debug, Clone, Copy)]
pub(super) struct Icon(&'static str);

pub(super) const SEARCH: Icon =
    Icon(r#"<circle cx="11" cy="11" r="8"/><path d="m21 21-4.3-4.3"/>"#);
pub(super) const CHEVRON: Icon = Icon(r#"<path d="m9 18 6-6-6-6"/>"#);
pub(super) const MENU: Icon =
    Icon(r#"<path d="M4 6h16"/><path d="M4 12h16"/><path d="M4 18h16"/>"#);
pub(super) const PRINTER: Icon = Icon(
    r#"<path d="M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2"/><path d="M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6"/><rect x="6" y="14" width="12" height="8" rx="1"/>"#,
);
pub(super) const PERSON: Icon =
    Icon(r#"<path d="M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2"/><circle cx="12" cy="7" r="4"/>"#);
pub(super) const PEOPLE: Icon = Icon(
    r#"<path d="M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2"/><circle cx="9" cy="7" r="4"/><path d="M22 21v-2a4 4 0 0 0-3-3.87"/><path d="M16 3.13a4 4 0 0 1 0 7.75"/>"#,
);
pub(super) const HISTORY: Icon = Icon(
    r#"<path d="M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8"/><path d="M3 3v5h5"/><path d="M12 7v5l4 2"/>"#,
);
pub(super) const MONTH: Icon = Icon(
    r#"<path d="M8 2v4"/><path d="M16 2v4"/><rect width="18" height="18" x="3" y="4" rx="2"/><path d="M3 10h18"/><path d="M8 14h.01"/><path d="M12 14h.01"/><path d="M16 14h.01"/><path d="M8 18h.01"/><path d="M12 18h.01"/><path d="M16 18h.01"/>"#,
);
pub(super) const YEAR: Icon = Icon(
    r#"<path d="M8 2v4"/><path d="M16 2v4"/><rect width="18" height="18" x="3" y="4" rx="2"/><path d="M3 10h18"/><path d="M8 14h8"/><path d="M8 18h5"/>"#,
);
pub(super) const FILE: Icon = Icon(
    r#"<path d="M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7Z"/><path d="M14 2v4a2 2 0 0 0 2 2h4"/>"#,
);
pub(super) const IMAGES: Icon = Icon(
    r#"<path d="M18 22H4a2 2 0 0 1-2-2V6"/><path d="m22 13-1.3-1.3a2.4 2.4 0 0 0-3.4 0L11 18"/><circle cx="12" cy="8" r="2"/><rect width="16" height="16" x="6" y="2" rx="2"/>"#,
);
pub(super) const FEED: Icon = Icon(
    r#"<path d="M4 11a9 9 0 0 1 9 9"/><path d="M4 4a16 16 0 0 1 16 16"/><circle cx="5" cy="19" r="1"/>"#,
);

impl Icon {
    /// The icon at this many CSS pixels; decoration, so screen readers pass over it.
    pub(super) fn draw(self, pixels: u8) -> Markup {
        html! {
            svg class="icon" width=(pixels) height=(pixels) viewBox="0 0 24 24" fill="none"
                stroke="currentColor" stroke-width="1.75" stroke-linecap="round"
                stroke-linejoin="round" aria-hidden="true" { (PreEscaped(self.0)) }
        }
    }
}

/// The portal's emblem: a lotus on sea teal.
pub(super) fn emblem() -> Markup {
    html! {
        svg class="emblem" width="56" height="56" viewBox="0 0 56 56" aria-hidden="true" {
            (PreEscaped(include_str!("assets/emblem.svgpart")))
        }
    }
}

//! What all pages share: head, header, menu, the blocks beside the text, foot.

use chrono::{DateTime, Datelike, Utc, Weekday};
use domain::{VisitCounters, display};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use portal_wire::{WireCategory, WirePhoto};
use rusqlite::Connection;

use super::icons::{self, Icon};
use super::{asset, picture, query, visits};
use crate::error::PortalServerError;

/// More categories than this do not fit beside the fixed entries of the menu; all of them are on
/// the map of the portal.
const MENU_CATEGORIES: usize = 5;

/// What stands above the office's name, and alone where there is none.
const SUBTITLE: &str = "Cổng thông tin điện tử";

/// What stands around every page.
#[derive(Debug)]
pub(super) struct Frame {
    /// Name of the office.
    pub(super) name: String,
    /// The line above it.
    pub(super) subtitle: String,
    pub(super) categories: Vec<WireCategory>,
    counters: VisitCounters,
    /// When the page was made.
    pub(super) now: DateTime<Utc>,
}

impl Frame {
    /// Reads what the frame shows at `now`.
    pub(super) fn load(
        connection: &Connection,
        now: DateTime<Utc>,
    ) -> Result<Self, PortalServerError> {
        let stored = |key| -> rusqlite::Result<Option<String>> {
            Ok(query::setting(connection, key)?.filter(|text| !text.trim().is_empty()))
        };
        let name = stored("portal_name")?.unwrap_or_else(|| SUBTITLE.to_owned());
        let subtitle = if name == SUBTITLE { "" } else { SUBTITLE };
        Ok(Self {
            name,
            subtitle: stored("portal_subtitle")?.unwrap_or_else(|| subtitle.to_owned()),
            categories: query::categories(connection, now)?,
            counters: visits::counters(connection, now)?,
            now,
        })
    }

    /// "Cổng thông tin điện tử Sở Kế hoạch và Đầu tư".
    pub(super) fn whole_name(&self) -> String {
        format!("{} {}", self.subtitle, self.name).trim().to_owned()
    }
}

/// Which entry of the menu a page belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Section<'a> {
    Home,
    News,
    Category(&'a str),
    Albums,
    None,
}

/// What the page tells machines about itself.
#[derive(Debug, Default)]
pub(super) struct Head {
    /// Title of the page; empty for the home page, which has the portal's name alone.
    pub(super) title: String,
    /// What the page is about, in a sentence or two.
    pub(super) description: String,
    /// Scheme and host the portal was reached under.
    pub(super) origin: String,
    /// Path of the page, with what belongs to its identity.
    pub(super) path: String,
    pub(super) keywords: Vec<String>,
    /// The picture for people who share the page.
    pub(super) photo: Option<WirePhoto>,
    /// Structured data (schema.org); its presence makes the page an article.
    pub(super) data: Option<serde_json::Value>,
    /// Feed of this page's own list, beside that of the portal.
    pub(super) feed: Option<String>,
    /// Not to be found by search machines.
    pub(super) unlisted: bool,
}

/// A whole page with a column beside the text.
pub(super) fn page(
    frame: &Frame,
    head: &Head,
    section: Section<'_>,
    main: &Markup,
    aside: Option<&Markup>,
) -> Markup {
    html! {
        (DOCTYPE)
        html lang="vi" {
            (self::head(frame, head))
            body id="dau-trang" {
                a.skip href="#noi-dung" { "Bỏ qua, tới nội dung" }
                (header(frame, section))
                div.wrap.columns[aside.is_some()] {
                    main id="noi-dung" tabindex="-1" { (main) }
                    @if let Some(aside) = aside {
                        aside.side aria-label="Thông tin bên lề" { (aside) }
                    }
                }
                (footer(frame))
            }
        }
    }
}

/// The `head` element.
pub(super) fn head(frame: &Frame, head: &Head) -> Markup {
    let whole = if head.title.is_empty() {
        frame.whole_name()
    } else {
        format!("{} – {}", head.title, frame.name)
    };
    let address = format!("{}{}", head.origin, head.path);
    let kind = if head.data.is_some() { "article" } else { "website" };
    let shown = if head.title.is_empty() { &frame.name } else { &head.title };
    html! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            title { (whole) }
            meta name="description" content=(head.description);
            @if !head.keywords.is_empty() {
                meta name="keywords" content=(head.keywords.join(", "));
            }
            @if head.unlisted { meta name="robots" content="noindex"; }
            meta name="theme-color" content="#073c40";
            link rel="canonical" href=(address);
            link rel="icon" href="/tinh/favicon.svg" type="image/svg+xml";
            link rel="preload" href="/tinh/be-vietnam-pro-latin-400-normal.woff2" as="font"
                type="font/woff2" crossorigin;
            link rel="preload" href="/tinh/literata-latin-400-normal.woff2" as="font"
                type="font/woff2" crossorigin;
            link rel="stylesheet" href=(*asset::STYLE_ADDRESS);
            script src=(*asset::SCRIPT_ADDRESS) {}
            link rel="alternate" type="application/rss+xml" title=(frame.name) href="/rss.xml";
            @if let Some(feed) = &head.feed {
                link rel="alternate" type="application/rss+xml" title=(head.title) href=(feed);
            }
            meta property="og:type" content=(kind);
            meta property="og:site_name" content=(frame.name);
            meta property="og:locale" content="vi_VN";
            meta property="og:title" content=(shown);
            meta property="og:description" content=(head.description);
            meta property="og:url" content=(address);
            @if let Some(photo) = &head.photo {
                @if let Some(plain) = picture::plain(photo) {
                    meta property="og:image" content={ (head.origin) (plain.address) };
                    meta property="og:image:width" content=(plain.width);
                    meta property="og:image:height" content=(plain.height);
                    meta property="og:image:alt" content=(photo.alt.as_attribute());
                    meta name="twitter:card" content="summary_large_image";
                }
            }
            @if let Some(data) = &head.data { (structured(data)) }
        }
    }
}

/// JSON inside a page: `<` is written as an escape, so that no text can end the element.
fn structured(data: &serde_json::Value) -> Markup {
    let json = data.to_string().replace('<', "\\u003c");
    html! { script type="application/ld+json" { (PreEscaped(json)) } }
}

fn header(frame: &Frame, section: Section<'_>) -> Markup {
    html! {
        div.topbar {
            div.wrap {
                span { (today(frame.now)) }
                nav aria-label="Tiện ích" {
                    a href="/so-do-cong" { "Sơ đồ cổng" }
                    a href="/rss.xml" { "RSS" }
                }
            }
        }
        header.masthead {
            div.wrap {
                a.brand href="/" aria-label=(format!("{}, trang chủ", frame.whole_name())) {
                    (icons::emblem())
                    span.names {
                        @if !frame.subtitle.is_empty() { span.subtitle { (frame.subtitle) } " " }
                        span.name { (frame.name) }
                    }
                }
                button.menu-button type="button" aria-controls="thuc-don" aria-expanded="false"
                    aria-label="Thực đơn" { (icons::MENU.draw(20)) }
                (search_form("", "site-search"))
            }
        }
        nav.menu id="thuc-don" aria-label="Thực đơn chính" {
            div.wrap {
                (entry("/", "Trang chủ", section == Section::Home))
                (entry("/tin-tuc", "Tin tức", section == Section::News))
                @for category in frame.categories.iter().take(MENU_CATEGORIES) {
                    (entry(&format!("/chuyen-muc/{}", category.slug), &category.name,
                        section == Section::Category(&category.slug)))
                }
                (entry("/thu-vien-anh", "Thư viện ảnh", section == Section::Albums))
            }
        }
    }
}

fn entry(path: &str, name: &str, here: bool) -> Markup {
    html! { a href=(path) aria-current=[here.then_some("true")] { (name) } }
}

/// The search field; `query` is what was searched for.
pub(super) fn search_form(query: &str, id: &str) -> Markup {
    html! {
        form.search role="search" action="/tim-kiem" method="get" {
            label.hidden for=(id) { "Tìm trong cổng" }
            (icons::SEARCH.draw(18))
            input id=(id) type="search" name="q" value=(query) placeholder="Tìm trong cổng"
                maxlength="200" autocomplete="off";
            button.hidden type="submit" { "Tìm" }
        }
    }
}

fn footer(frame: &Frame) -> Markup {
    html! {
        footer.foot {
            div.wrap {
                p { strong { (frame.whole_name()) } br;
                    "Ghi rõ nguồn khi sử dụng lại thông tin từ cổng này." }
                p { "Chịu trách nhiệm nội dung: Ban Biên tập" br;
                    "Tiếp cận: chữ to, tương phản cao, dùng được bằng bàn phím" }
            }
        }
    }
}

/// Where a page lies; the last one is the page itself and has no link.
pub(super) fn crumbs(trail: &[(&str, Option<&str>)]) -> Markup {
    html! {
        nav.crumbs aria-label="Vị trí trang" {
            ol {
                @for (index, (name, path)) in trail.iter().enumerate() {
                    li {
                        @if index > 0 { (icons::CHEVRON.draw(14)) }
                        @if let Some(path) = path { a href=(path) { (name) } }
                        @else { span aria-current="page" { (name) } }
                    }
                }
            }
        }
    }
}

/// Block "Thư viện ảnh": one photo large, the others small below it.
pub(super) fn gallery(photos: &[WirePhoto]) -> Markup {
    html! {
        section.block aria-labelledby="thu-vien" {
            div.block-head {
                h2 id="thu-vien" { "Thư viện ảnh" }
                a href="/thu-vien-anh" { "Xem tất cả" }
            }
            @if photos.is_empty() { p.none { "Chưa có ảnh." } }
            div.gallery data-lightbox {
                @for (index, photo) in photos.iter().enumerate() {
                    @let sizes = if index == 0 { "(min-width: 1024px) 320px, 100vw" }
                        else { "(min-width: 1024px) 160px, 50vw" };
                    figure.lead-photo[index == 0] {
                        (picture::opener(photo, sizes, false))
                        @if !picture::words(photo).is_empty() {
                            figcaption.hidden[index > 0] { (picture::words(photo)) }
                        }
                    }
                }
            }
        }
    }
}

/// Block "Số Lượt Truy Cập".
pub(super) fn counters(frame: &Frame) -> Markup {
    let visits = frame.counters;
    html! {
        section.block aria-labelledby="truy-cap" {
            div.block-head { h2 id="truy-cap" { "Số Lượt Truy Cập" } }
            dl.counters {
                (counter(icons::PERSON, "Trong ngày:", visits.today))
                (counter(icons::HISTORY, "Hôm qua:", visits.yesterday))
                (counter(icons::MONTH, "Trong tháng:", visits.this_month))
                (counter(icons::YEAR, "Trong năm:", visits.this_year))
                (counter(icons::PEOPLE, "Tổng truy cập:", visits.total))
            }
        }
    }
}

fn counter(icon: Icon, name: &str, visits: u64) -> Markup {
    html! { div { dt { (icon.draw(18)) (name) } " " dd { (display::count(visits)) } } }
}

/// `Thứ Sáu, 15/07/2022`
fn today(now: DateTime<Utc>) -> String {
    let local = display::local(now);
    let weekday = match local.weekday() {
        Weekday::Mon => "Thứ Hai",
        Weekday::Tue => "Thứ Ba",
        Weekday::Wed => "Thứ Tư",
        Weekday::Thu => "Thứ Năm",
        Weekday::Fri => "Thứ Sáu",
        Weekday::Sat => "Thứ Bảy",
        Weekday::Sun => "Chủ Nhật",
    };
    format!("{weekday}, {}", display::date(now))
}

//! A page of the portal as a reader's browser gets it.

use image::RgbImage;
use scraper::{ElementRef, Html, Selector};

/// What the browser calls itself; the portal counts it as a reader.
const BROWSER: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";

/// A page and where it lies.
pub struct Page {
    address: reqwest::Url,
    html: Html,
}

async fn get(address: reqwest::Url) -> reqwest::Response {
    // No proxy of this machine's user between the test and the portal.
    let client = reqwest::Client::builder().no_proxy().user_agent(BROWSER).build().unwrap();
    client.get(address).send().await.unwrap().error_for_status().unwrap()
}

impl Page {
    /// Fetches a page.
    pub async fn fetch(address: &str) -> Self {
        let address: reqwest::Url = address.parse().unwrap();
        let text = get(address.clone()).await.text().await.unwrap();
        Self { address, html: Html::parse_document(&text) }
    }

    fn all(&self, css: &str) -> Vec<ElementRef<'_>> {
        self.html.select(&Selector::parse(css).unwrap()).collect()
    }

    /// The words of everything that `css` names; blanks as a browser shows them.
    #[must_use]
    pub fn texts(&self, css: &str) -> Vec<String> {
        self.all(css).into_iter().map(words).collect()
    }

    /// The words of the only element that `css` names.
    ///
    /// # Panics
    /// When there are none or several.
    #[must_use]
    pub fn text(&self, css: &str) -> String {
        let found = self.texts(css);
        assert_eq!(found.len(), 1, "{css} on the page: {found:?}");
        found.into_iter().next().unwrap()
    }

    /// Fetches the pictures of `css` in their largest form.
    pub async fn pictures(&self, css: &str) -> Vec<RgbImage> {
        let mut pictures = Vec::new();
        for link in self.all(css) {
            let address = self.address.join(link.attr("href").unwrap()).unwrap();
            let answer = get(address).await;
            assert_eq!(answer.headers()["content-type"], "image/jpeg");
            let bytes = answer.bytes().await.unwrap();
            let format = image::ImageFormat::Jpeg;
            pictures.push(image::load_from_memory_with_format(&bytes, format).unwrap().into_rgb8());
        }
        pictures
    }

    /// The attribute of everything that `css` names.
    #[must_use]
    pub fn attributes(&self, css: &str, name: &str) -> Vec<String> {
        self.all(css).iter().filter_map(|it| it.attr(name)).map(str::to_owned).collect()
    }
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")
}

//! An office with a portal of its own: fills it through the API, reads it as a browser.

use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AlbumId, AltText, ArticleId, Attachment, BlobHash, Byline, Document, Genre, PhotoId, Source,
};
use portal_server::{Maintenance, Options, Permission, Portal};
use portal_wire::{
    IDEMPOTENCY_KEY, ItemRef, PublishAction, PublishItem, PublishRequest, Rendition, Resource,
    Stored, WireAlbum, WireArticle, WireCategory, WirePhoto,
};
use reqwest::{Method, Response};
use sha2::{Digest, Sha256};

/// A person's browser.
pub const BROWSER: &str =
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36";

/// `2022-07-15T08:00:00Z`, 15:00 in Asia/Ho_Chi_Minh.
pub fn afternoon() -> DateTime<Utc> {
    "2022-07-15T08:00:00Z".parse().unwrap()
}

pub struct Office {
    address: String,
    token: String,
    client: reqwest::Client,
    now: Arc<Mutex<DateTime<Utc>>>,
    pub maintenance: Maintenance,
    pub folder: tempfile::TempDir,
}

/// A page as it came.
pub struct Page {
    pub status: u16,
    pub headers: reqwest::header::HeaderMap,
    pub html: String,
    /// What came, byte for byte.
    pub bytes: Vec<u8>,
}

impl Page {
    /// What a reader sees, white space made single.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut rest = self.html.as_str();
        while let Some((before, tagged)) = rest.split_once('<') {
            text.push_str(before);
            let (tag, after) = tagged.split_once('>').unwrap_or((tagged, ""));
            let unseen = ["script", "style"].into_iter().find(|name| tag.starts_with(name));
            rest = match unseen {
                Some(name) => after.split_once(&format!("</{name}>")).map_or("", |(_, rest)| rest),
                None => after,
            };
            let inline =
                ["b>", "b ", "/b", "a ", "/a", "span", "/span", "time", "/time", "mark", "/mark"];
            if !inline.iter().any(|name| format!("{tag}>").starts_with(name)) {
                text.push('\n');
            }
        }
        text.push_str(rest);
        let text = text
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&quot;", "\"")
            .replace("&#39;", "'")
            .replace("&amp;", "&");
        let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
        lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

impl Office {
    pub async fn open() -> Self {
        // The client is built for TLS too; a second test of this process finds it installed.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let folder = tempfile::tempdir().unwrap();
        let now = Arc::new(Mutex::new(afternoon()));
        let clock: portal_server::Clock = {
            let now = Arc::clone(&now);
            Arc::new(move || *now.lock().unwrap())
        };
        let name = "Sở Kế hoạch và Đầu tư".to_owned();
        let options = Options { name, clock: Arc::clone(&clock), quota: None };
        let portal = Portal::open(folder.path(), options).unwrap();
        let permissions = [Permission::Read, Permission::Write, Permission::Publish];
        let token = portal.create_token("Trần Kim Huy", &permissions).unwrap();
        let maintenance = Maintenance::open(folder.path(), clock).unwrap();
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        tokio::spawn(portal.serve(listener, std::future::pending()));
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { address, token, client, now, maintenance, folder }
    }

    pub fn wait(&self, time: TimeDelta) {
        *self.now.lock().unwrap() += time;
    }

    pub fn set_clock(&self, at: &str) {
        *self.now.lock().unwrap() = at.parse().unwrap();
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// Asks as a person's browser does.
    pub async fn get(&self, path: &str) -> Page {
        self.ask(Method::GET, path, &[("user-agent", BROWSER)]).await
    }

    pub async fn ask(&self, method: Method, path: &str, headers: &[(&str, &str)]) -> Page {
        let mut request = self.client.request(method, format!("{}{path}", self.address));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let headers = response.headers().clone();
        let bytes = response.bytes().await.unwrap().to_vec();
        let html = String::from_utf8_lossy(&bytes).into_owned();
        Page { status, headers, html, bytes }
    }

    async fn api(
        &self,
        method: Method,
        path: &str,
        body: Vec<u8>,
        extra: (&str, &str),
    ) -> Response {
        let response = self
            .client
            .request(method, format!("{}/api/v1{path}", self.address))
            .bearer_auth(&self.token)
            .header("user-agent", "ToaSoan/0.1")
            .header("content-type", "application/json")
            .header(extra.0, extra.1)
            .body(body)
            .send()
            .await
            .unwrap();
        let status = response.status();
        assert!(status.is_success(), "{path}: {status} {}", response.text().await.unwrap());
        response
    }

    pub async fn blob(&self, bytes: &[u8]) -> BlobHash {
        let hash = BlobHash(Sha256::digest(bytes).into());
        let path = format!("/blobs/{hash}");
        self.api(Method::PUT, &path, bytes.to_vec(), ("x-none", "")).await;
        hash
    }

    /// Stores a new draft; its revision comes back.
    pub async fn store(&self, resource: impl Into<Kept>) -> PublishItem {
        let Kept(resource) = resource.into();
        self.put(&resource, ("if-none-match", "*")).await
    }

    async fn put(&self, resource: &Resource, expected: (&str, &str)) -> PublishItem {
        let item = resource.item();
        let path = format!("/{}/{}", item.kind.segment(), item.id);
        let body = match resource {
            Resource::Article(article) => serde_json::to_vec(article),
            Resource::Photo(photo) => serde_json::to_vec(photo),
            Resource::Album(album) => serde_json::to_vec(album),
        };
        let answer = self.api(Method::PUT, &path, body.unwrap(), expected).await;
        let stored: Stored = serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap();
        PublishItem { item, revision: stored.revision, action: PublishAction::Publish }
    }

    pub async fn publish(&self, items: Vec<PublishItem>) {
        let body = serde_json::to_vec(&PublishRequest { items }).unwrap();
        let key = uuid::Uuid::now_v7().to_string();
        self.api(Method::POST, "/publish", body, (IDEMPOTENCY_KEY, &key)).await;
    }

    pub async fn store_and_publish(&self, resource: impl Into<Kept>) -> PublishItem {
        let item = self.store(resource).await;
        self.publish(vec![item.clone()]).await;
        item
    }

    pub async fn take_down(&self, item: &PublishItem) {
        let action = PublishAction::TakeDown;
        self.publish(vec![PublishItem { action, ..item.clone() }]).await;
    }

    pub async fn delete(&self, item: ItemRef, revision: &str) {
        let path = format!("/{}/{}", item.kind.segment(), item.id);
        let tag = format!("\"{revision}\"");
        self.api(Method::DELETE, &path, Vec::new(), ("if-match", &tag)).await;
    }

    /// Stores a new draft of what is there already; its revision comes back.
    pub async fn update(&self, resource: impl Into<Kept>, revision: &str) -> PublishItem {
        let Kept(resource) = resource.into();
        let tag = format!("\"{revision}\"");
        self.put(&resource, ("if-match", &tag)).await
    }

    pub async fn stored(&self, item: ItemRef) -> Stored {
        let path = format!("/{}/{}", item.kind.segment(), item.id);
        let answer = self.api(Method::GET, &path, Vec::new(), ("x-none", "")).await;
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    }

    /// Stores a photo that has this one rendition.
    pub async fn photo_of(&self, bytes: &[u8], media_type: &str, sides: (u32, u32)) -> WirePhoto {
        let blob = self.blob(bytes).await;
        let (media_type, bytes) = (media_type.to_owned(), bytes.len() as u64);
        let (width, height) = sides;
        let photo = WirePhoto {
            id: PhotoId::generate(),
            caption: "Một ảnh lớn".to_owned(),
            alt: AltText::Text("Bốn góc bốn màu".to_owned()),
            credit: "Kim Huy".to_owned(),
            source: String::new(),
            taken_at: None,
            renditions: vec![Rendition { blob, media_type, width, height, bytes }],
        };
        self.store(photo.clone()).await;
        photo
    }

    /// Stores a photo with two sizes whose bytes are told apart by the caption.
    pub async fn photo(&self, caption: &str) -> WirePhoto {
        let mut renditions = Vec::new();
        for width in [1600, 480] {
            let bytes = jpeg(&format!("{caption} {width}"));
            let blob = self.blob(&bytes).await;
            let media_type = "image/jpeg".to_owned();
            let bytes = bytes.len() as u64;
            renditions.push(Rendition { blob, media_type, width, height: width * 3 / 4, bytes });
        }
        let photo = WirePhoto {
            id: PhotoId::generate(),
            caption: caption.to_owned(),
            alt: AltText::Text(format!("Nhìn thấy: {caption}")),
            credit: "Trần Kim Huy".to_owned(),
            source: String::new(),
            taken_at: None,
            renditions,
        };
        self.store(photo.clone()).await;
        photo
    }
}

/// What the portal can keep.
pub struct Kept(Resource);

impl From<WireArticle> for Kept {
    fn from(article: WireArticle) -> Self {
        Self(Resource::Article(article))
    }
}

impl From<WirePhoto> for Kept {
    fn from(photo: WirePhoto) -> Self {
        Self(Resource::Photo(photo))
    }
}

impl From<WireAlbum> for Kept {
    fn from(album: WireAlbum) -> Self {
        Self(Resource::Album(album))
    }
}

/// Bytes that begin as a JPEG file does; the portal keeps pictures and does not draw them.
fn jpeg(told_apart_by: &str) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xd8, 0xff, 0xe0, 0, 0x10];
    bytes.extend(b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0");
    bytes.extend(told_apart_by.as_bytes());
    bytes.extend([0xff, 0xd9]);
    bytes
}

/// A document of plain paragraphs.
pub fn paragraphs(texts: &[&str]) -> Document {
    let content: Vec<_> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| {
            serde_json::json!({
                "type": "paragraph",
                "attrs": {"id": format!("p{index}"), "textAlign": null},
                "content": [{"type": "text", "text": text}],
            })
        })
        .collect();
    serde_json::from_value(serde_json::json!({"type": "doc", "content": content})).unwrap()
}

pub fn article(title: &str) -> WireArticle {
    WireArticle {
        id: ArticleId::generate(),
        title: title.to_owned(),
        lead: String::new(),
        body: paragraphs(&["Nội dung."]),
        category: Some(category("kinh-te-xa-hoi", "Kinh tế - Xã hội")),
        tags: Vec::new(),
        keywords: Vec::new(),
        genre: Genre::News,
        byline: Byline::default(),
        sign_off: String::new(),
        source: Source::default(),
        poster: "Trần Kim Huy".to_owned(),
        cover: None,
        cover_square: None,
        cover_portrait: None,
        gallery: Vec::new(),
        attachments: Vec::<Attachment>::new(),
        featured: false,
        publish_at: None,
        expire_at: None,
        slug: String::new(),
        updated_at: afternoon(),
    }
}

pub fn category(slug: &str, name: &str) -> WireCategory {
    WireCategory { slug: slug.to_owned(), name: name.to_owned() }
}

pub fn album(title: &str, photos: &[&WirePhoto]) -> WireAlbum {
    WireAlbum {
        id: AlbumId::generate(),
        title: title.to_owned(),
        description: "Ghi nhanh.".to_owned(),
        cover: None,
        cover_square: None,
        cover_portrait: None,
        photos: photos.iter().map(|photo| photo.id).collect(),
        slug: String::new(),
        updated_at: afternoon(),
    }
}

/// The address of the photo's largest size.
pub fn picture(photo: &WirePhoto) -> String {
    format!("/anh/{}.jpg", photo.renditions[0].blob)
}

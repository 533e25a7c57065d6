//! A portal of its own for each test, and answers that are held against the API's description.

use std::path::Path;
use std::sync::{Arc, Mutex};

use chrono::{DateTime, TimeZone, Utc};
use domain::BlobHash;
use portal_server::{Clock, Options, Portal};
use portal_wire::{
    API_ROOT, ItemKind, ItemRef, Permission, Problem, ProblemCode, PublishAction, PublishItem,
    PublishRequest, Resource, Revision, Stored,
};
use reqwest::header::HeaderMap;
use reqwest::{Method, RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A running portal.
pub struct Server {
    pub folder: Arc<TempDir>,
    pub portal: Portal,
    pub token: String,
    pub time: Arc<Mutex<DateTime<Utc>>>,
    client: reqwest::Client,
    address: String,
    stop: oneshot::Sender<()>,
    serving: JoinHandle<()>,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The problem, with its status and code as expected.
    pub fn problem(&self, status: u16, code: ProblemCode) -> Problem {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        let problem: Problem = self.json();
        assert_eq!(problem.code, code, "{}", problem.message);
        problem
    }

    /// The stored resource, with the status as expected; the `ETag` must be its revision.
    pub fn stored(&self, status: u16) -> Stored {
        assert_eq!(self.status.as_u16(), status, "{}", String::from_utf8_lossy(&self.body));
        let stored: Stored = self.json();
        assert_eq!(self.header("etag"), format!("\"{}\"", stored.revision.0));
        stored
    }
}

impl Server {
    pub async fn start() -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().unwrap()), None).await
    }

    /// Starts with data that may take `quota` bytes.
    pub async fn start_with(quota: u64) -> Self {
        Self::start_in(Arc::new(tempfile::tempdir().unwrap()), Some(quota)).await
    }

    /// Starts in a folder of the test's choice.
    pub async fn start_in(folder: Arc<TempDir>, quota: Option<u64>) -> Self {
        let time = Utc.with_ymd_and_hms(2022, 7, 15, 7, 40, 2).unwrap();
        let portal = open(folder.path(), Arc::new(Mutex::new(time)), quota);
        let all = [Permission::Read, Permission::Write, Permission::Publish];
        let token = portal.create_token("lan", &all).unwrap();
        drop(portal);
        Self::on(folder, token, time, quota).await
    }

    async fn on(
        folder: Arc<TempDir>,
        token: String,
        time: DateTime<Utc>,
        quota: Option<u64>,
    ) -> Self {
        // Another test may have been first: all install the same.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let time = Arc::new(Mutex::new(time));
        let portal = open(folder.path(), Arc::clone(&time), quota);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let (stop, stopped) = oneshot::channel();
        let serving = portal.clone();
        let serving = tokio::spawn(async move {
            let stopped = async { drop(stopped.await) };
            serving.serve(listener, stopped).await.unwrap();
        });
        let client = reqwest::Client::new();
        Self { folder, portal, token, time, client, address, stop, serving }
    }

    /// Stops and starts again on the same data.
    pub async fn restart(self) -> Self {
        self.restart_with(None).await
    }

    /// [`Self::restart`] with data that may take `quota` bytes.
    pub async fn restart_with(self, quota: Option<u64>) -> Self {
        let Self { folder, portal, token, time, client, stop, serving, .. } = self;
        drop(client);
        stop.send(()).unwrap();
        serving.await.unwrap();
        drop(portal);
        let now = *time.lock().unwrap();
        Self::on(folder, token, now, quota).await
    }

    /// A request below the root of the API, with the token.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.bare(method, path).bearer_auth(&self.token)
    }

    /// The same without a token.
    pub fn bare(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{API_ROOT}{path}", self.address))
    }

    /// Sends, and holds the answer against the description.
    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let (method, path, answer) = exchange(&self.client, request).await;
        crate::description::check(&method, &path, &answer);
        answer
    }

    /// The plain answer to a reader's request for a page.
    pub async fn page(&self, path: &str) -> (StatusCode, String) {
        let answer = self.client.get(format!("{}{path}", self.address)).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }

    pub async fn get(&self, item: impl Into<ItemRef>) -> Answer {
        self.send(self.request(Method::GET, &path(item.into()))).await
    }

    /// Creates the resource.
    pub async fn create(&self, resource: &Resource) -> Stored {
        let request = self.request(Method::PUT, &path(resource.item()));
        self.send(request.header("if-none-match", "*").body(json(resource))).await.stored(201)
    }

    /// Stores the resource over `revision`.
    pub async fn update(&self, resource: &Resource, revision: &Revision) -> Answer {
        let request = self.request(Method::PUT, &path(resource.item()));
        let etag = format!("\"{}\"", revision.0);
        self.send(request.header("if-match", etag).body(json(resource))).await
    }

    pub async fn delete(&self, item: impl Into<ItemRef>, revision: &Revision) -> Answer {
        let request = self.request(Method::DELETE, &path(item.into()));
        self.send(request.header("if-match", format!("\"{}\"", revision.0))).await
    }

    /// Stores bytes under their hash.
    pub async fn put_blob(&self, bytes: &[u8]) -> BlobHash {
        let hash = hash(bytes);
        let request = self.request(Method::PUT, &format!("/blobs/{hash}"));
        let answer = self.send(request.body(bytes.to_vec())).await;
        assert!(answer.status.is_success(), "{}", String::from_utf8_lossy(&answer.body));
        hash
    }

    pub async fn publish(&self, key: &str, items: &[PublishItem]) -> Answer {
        let body = serde_json::to_vec(&PublishRequest { items: items.to_vec() }).unwrap();
        let request = self.request(Method::POST, "/publish").header("idempotency-key", key);
        self.send(request.body(body)).await
    }
}

/// Sends `request`; answers with its method and its path below the root of the API too.
async fn exchange(client: &reqwest::Client, request: RequestBuilder) -> (String, String, Answer) {
    let request = request.build().unwrap();
    let method = request.method().as_str().to_lowercase();
    let path = request.url().path().trim_start_matches(API_ROOT).to_owned();
    let answer = client.execute(request).await.unwrap();
    let (status, headers) = (answer.status(), answer.headers().clone());
    let body = answer.bytes().await.unwrap().to_vec();
    (method, path, Answer { status, headers, body })
}

pub fn wish(stored: &Stored, action: PublishAction) -> PublishItem {
    PublishItem { item: stored.resource.item(), revision: stored.revision.clone(), action }
}

pub fn path(item: ItemRef) -> String {
    format!("/{}/{}", item.kind.segment(), item.id)
}

pub fn json(value: &impl serde::Serialize) -> Vec<u8> {
    serde_json::to_vec(value).unwrap()
}

pub fn hash(bytes: &[u8]) -> BlobHash {
    BlobHash(Sha256::digest(bytes).into())
}

/// The fields of a resource, to be spoilt.
pub fn fields(resource: &Resource) -> Value {
    serde_json::to_value(resource).unwrap()
}

pub fn open(folder: &Path, time: Arc<Mutex<DateTime<Utc>>>, quota: Option<u64>) -> Portal {
    let clock: Clock = Arc::new(move || *time.lock().unwrap());
    let name = "Sở Kế hoạch và Đầu tư".to_owned();
    Portal::open(folder, Options { name, clock, quota }).unwrap()
}

pub const KINDS: [ItemKind; 3] = [ItemKind::Article, ItemKind::Photo, ItemKind::Album];

//! A portal that lies, breaks off and stalls as told, on a loopback port, and notes what it was
//! asked; and an adapter that waits for nothing.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, Method};
use axum::response::Response;
use portal::native::{NativePortal, Options, Retry, Timing};
use portal::{Secret, TrafficCounter};
use tokio::net::TcpListener;

/// A request as it arrived.
pub struct Heard {
    pub method: Method,
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

/// What the server was asked so far.
pub type Heardings = Arc<Mutex<Vec<Heard>>>;

/// Serves `answer`, which is told how many requests came before, and which one this is.
pub async fn serve<A>(answer: A) -> (String, Heardings)
where
    A: Fn(usize, Method, String) -> Response + Clone + Send + Sync + 'static,
{
    let heard = Heardings::default();
    let notes = Arc::clone(&heard);
    let router = Router::new().fallback(move |request: Request| {
        let (answer, notes) = (answer.clone(), Arc::clone(&notes));
        async move {
            let (parts, body) = request.into_parts();
            let path = parts.uri.to_string();
            let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
            let before = {
                let mut notes = notes.lock().unwrap();
                notes.push(Heard {
                    method: parts.method.clone(),
                    path: path.clone(),
                    headers: parts.headers,
                    body,
                });
                notes.len() - 1
            };
            answer(before, parts.method, path)
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, heard)
}

/// A server that accepts connections and never says anything.
pub async fn serve_silence() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let mut held = Vec::new();
        while let Ok((connection, _)) = listener.accept().await {
            held.push(connection);
        }
    });
    address
}

pub fn answer(status: u16, kind: &str, body: impl Into<Body>) -> Response {
    Response::builder().status(status).header("content-type", kind).body(body.into()).unwrap()
}

pub fn info() -> Response {
    let body = r#"{"api":"toasoan/1","name":"Sở","user":"Kim Huy","permissions":["read"],
        "time":"2026-11-23T07:00:00Z","max_blob_bytes":50000000,"resumable_above_bytes":2000000}"#;
    answer(200, "application/json", body)
}

/// The pauses the adapter made.
pub type Pauses = Arc<Mutex<Vec<Duration>>>;

/// An adapter that notes its pauses instead of making them.
pub struct Client {
    pub portal: NativePortal,
    pub pauses: Pauses,
    pub traffic: Arc<TrafficCounter>,
}

pub fn client(address: &str) -> Client {
    client_with(address, |_| {})
}

pub fn client_with(address: &str, change: impl FnOnce(&mut Options)) -> Client {
    let pauses = Pauses::default();
    let notes = Arc::clone(&pauses);
    let mut options = Options {
        retry: Retry {
            tries: 4,
            first_pause: Duration::from_millis(100),
            longest_pause: Duration::from_secs(60),
        },
        timing: Timing {
            now: Arc::new(|| "2026-11-23T07:00:00Z".parse().unwrap()),
            chance: Arc::new(|| 1.0),
            sleep: Arc::new(move |pause| {
                notes.lock().unwrap().push(pause);
                Box::pin(async {})
            }),
        },
        ..Options::default()
    };
    change(&mut options);
    let traffic = Arc::clone(&options.traffic);
    let portal = NativePortal::new(address, Secret::new("ts_secret"), options).unwrap();
    Client { portal, pauses, traffic }
}

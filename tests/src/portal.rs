//! A real portal server on a loopback port, in a runtime of its own so that it can be killed as a
//! process is, with a layer in front that loses answers or refuses as a test tells it.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::Method;
use axum::middleware::{self, Next};
use axum::response::Response;
use chrono::Utc;
use portal::Secret;
use portal::native::{NativePortal, Options, Retry, Timing};
use portal_server::{Maintenance, Permission, Portal};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

/// What happens to a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// It is answered.
    None,
    /// The portal does what it was asked, but the line breaks before its answer is through.
    LoseAnswer,
    /// Somebody in front of the portal answers with this status.
    Refuse(u16),
}

type Judge = Box<dyn FnMut(&Method, &str) -> Fault + Send>;

/// Decides about each request; counts them.
#[derive(Default)]
pub struct Faults {
    judge: Mutex<Option<Judge>>,
    heard: Mutex<Vec<String>>,
}

impl Faults {
    /// From now on `judge` decides, told method and path.
    pub fn set(&self, judge: impl FnMut(&Method, &str) -> Fault + Send + 'static) {
        *self.judge.lock().unwrap() = Some(Box::new(judge));
    }

    /// The first request that `chosen` matches meets `fault`; all others are answered.
    pub fn once(&self, fault: Fault, chosen: impl Fn(&Method, &str) -> bool + Send + 'static) {
        let mut done = false;
        self.set(move |method, path| {
            if !done && chosen(method, path) {
                done = true;
                fault
            } else {
                Fault::None
            }
        });
    }

    /// Requests so far, as `GET /path`.
    pub fn heard(&self) -> Vec<String> {
        self.heard.lock().unwrap().clone()
    }

    fn judge(&self, method: &Method, path: &str) -> Fault {
        self.heard.lock().unwrap().push(format!("{method} {path}"));
        self.judge.lock().unwrap().as_mut().map_or(Fault::None, |judge| judge(method, path))
    }
}

/// A portal with a data folder, a token and a port that stay the same over restarts.
pub struct TestPortal {
    folder: TempDir,
    listen: SocketAddr,
    runtime: Option<Runtime>,
    /// How many bytes its data may take from the next start on.
    pub quota: Option<u64>,
    /// A token that may do everything.
    pub token: String,
    /// What happens to requests.
    pub faults: Arc<Faults>,
}

impl TestPortal {
    /// A new, empty portal.
    #[must_use]
    pub fn start() -> Self {
        let mut portal = Self {
            folder: tempfile::tempdir().unwrap(),
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            runtime: None,
            quota: None,
            token: String::new(),
            faults: Arc::default(),
        };
        portal.token =
            portal.token_for(&[Permission::Read, Permission::Write, Permission::Publish]);
        portal.restart();
        portal
    }

    /// Starts the server again on the same data and port.
    pub fn restart(&mut self) {
        self.kill();
        let runtime = Runtime::new().unwrap();
        let (name, clock) = ("Sở".to_owned(), Arc::new(Utc::now));
        let options = portal_server::Options { name, clock, quota: self.quota };
        let portal = Portal::open(self.folder.path(), options).unwrap();
        let router = portal
            .router()
            .layer(middleware::from_fn_with_state(Arc::clone(&self.faults), meet_fault));
        let listener = std::net::TcpListener::bind(self.listen).unwrap();
        listener.set_nonblocking(true).unwrap();
        self.listen = listener.local_addr().unwrap();
        let service = router.into_make_service_with_connect_info::<SocketAddr>();
        runtime.spawn(async move {
            let listener = TcpListener::from_std(listener).unwrap();
            axum::serve(listener, service).await
        });
        self.runtime = Some(runtime);
    }

    /// Ends the server with everything it is doing.
    pub fn kill(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            let ending = std::thread::spawn(|| runtime.shutdown_timeout(Duration::from_secs(10)));
            ending.join().unwrap();
        }
    }

    /// A token with these rights.
    #[must_use]
    pub fn token_for(&self, permissions: &[Permission]) -> String {
        self.maintenance().create_token("Trần Kim Huy", permissions).unwrap()
    }

    /// What an administrator does beside the running server.
    #[must_use]
    pub fn maintenance(&self) -> Maintenance {
        Maintenance::open(self.folder.path(), Arc::new(Utc::now)).unwrap()
    }

    /// The data folder.
    #[must_use]
    pub fn folder(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    /// The portal's address.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.listen)
    }

    /// An adapter with all rights that does not wait between tries.
    #[must_use]
    pub fn client(&self) -> NativePortal {
        self.client_with(&self.token)
    }

    /// An adapter with this token.
    #[must_use]
    pub fn client_with(&self, token: &str) -> NativePortal {
        let options = Options {
            retry: Retry { tries: 3, ..Retry::default() },
            timing: Timing { sleep: Arc::new(|_| Box::pin(async {})), ..Timing::default() },
            ..Options::default()
        };
        NativePortal::new(&self.url(), Secret::new(token), options).unwrap()
    }
}

impl Drop for TestPortal {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn meet_fault(State(faults): State<Arc<Faults>>, request: Request, next: Next) -> Response {
    match faults.judge(request.method(), request.uri().path()) {
        Fault::None => next.run(request).await,
        Fault::Refuse(status) => Response::builder().status(status).body(Body::empty()).unwrap(),
        Fault::LoseAnswer => {
            next.run(request).await;
            let broken = std::io::Error::other("the line broke");
            let broken = futures::stream::iter([Err::<Vec<u8>, _>(broken)]);
            Response::new(Body::from_stream(broken))
        }
    }
}

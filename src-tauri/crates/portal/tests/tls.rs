//! Https with certificates that this machine trusts, and such that it does not. Where authorities
//! lie in a file that a test can name.
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use portal::native::{NativePortal, Options, Timing};
use portal::{Portal, PortalError, Secret};
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use rustls::ServerConfig;
use rustls::crypto::ring;
use rustls::pki_types::PrivateKeyDer;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;

/// Names the file of authorities that the platform's verifier goes by, where there is such a file.
const AUTHORITIES: &str = "SSL_CERT_FILE";
/// Names the portal that the child process asks.
const ASKED: &str = "TOASOAN_TEST_PORTAL";

/// A portal whose certificate for `localhost` an authority of our own has signed.
struct Server {
    port: u16,
    /// The authority, in PEM.
    authority: String,
    lines: Arc<AtomicUsize>,
    requests: Arc<AtomicUsize>,
}

impl Server {
    async fn start() -> Self {
        let key = KeyPair::generate().unwrap();
        let mut authority = CertificateParams::new(Vec::new()).unwrap();
        authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let root = authority.self_signed(&key).unwrap();
        let issuer = Issuer::from_params(&authority, &key);
        let own = KeyPair::generate().unwrap();
        let name = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = name.signed_by(&own, &issuer).unwrap();

        let secret = PrivateKeyDer::try_from(own.serialize_der()).unwrap();
        let tls = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate.der().clone()], secret)
            .unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let (lines, requests) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
        let (called, asked) = (Arc::clone(&lines), Arc::clone(&requests));
        tokio::spawn(async move {
            let acceptor = TlsAcceptor::from(Arc::new(tls));
            while let Ok((line, _)) = listener.accept().await {
                called.fetch_add(1, Ordering::SeqCst);
                // Whoever does not trust the certificate hangs up here.
                let Ok(mut line) = acceptor.accept(line).await else { continue };
                if line.read(&mut [0; 4096]).await.is_ok_and(|read| read > 0) {
                    asked.fetch_add(1, Ordering::SeqCst);
                    let gone = b"HTTP/1.1 401 Unauthorized\r\ncontent-length: 0\r\n\r\n";
                    line.write_all(gone).await.unwrap();
                }
            }
        });
        Self { port, authority: root.pem(), lines, requests }
    }

    fn url(&self, host: &str) -> String {
        format!("https://{host}:{}", self.port)
    }
}

/// An adapter that does not wait between tries.
fn client(url: &str) -> NativePortal {
    let timing = Timing { sleep: Arc::new(|_| Box::pin(async {})), ..Timing::default() };
    let options = Options { timing, ..Options::default() };
    NativePortal::new(url, Secret::new("ts_secret"), options).unwrap()
}

/// A token that goes to whoever answers in the portal's place publishes what it likes.
#[tokio::test]
async fn unknown_authority_gets_no_token() {
    let server = Server::start().await;

    let outcome = client(&server.url("localhost")).probe().await;

    let Err(error @ PortalError::Untrusted { .. }) = outcome else {
        panic!("not told apart from a portal that is away: {outcome:?}")
    };
    assert!(!error.retryable(), "trust does not come by asking again");
    assert_eq!(server.lines.load(Ordering::SeqCst), 1);
    assert_eq!(server.requests.load(Ordering::SeqCst), 0, "the token was sent");
}

/// Offices sign their certificates themselves: what the machine's owner trusts must do, and only for
/// the name it was made out to.
#[tokio::test]
async fn authority_of_the_machine_is_trusted_for_its_name() {
    let server = Server::start().await;
    let folder = tempfile::tempdir().unwrap();
    let authorities = folder.path().join("office.pem");
    std::fs::write(&authorities, &server.authority).unwrap();

    let named = ask(&server.url("localhost"), &authorities).await;
    let unnamed = ask(&server.url("127.0.0.1"), &authorities).await;

    assert!(named.contains("answered: Unauthorized"), "{named}");
    assert!(unnamed.contains("answered: Untrusted"), "{unnamed}");
    assert_eq!(server.requests.load(Ordering::SeqCst), 1);
}

/// Asks in a process of its own: which authorities count is settled once for a process.
async fn ask(url: &str, authorities: &Path) -> String {
    let mut child = Command::new(std::env::current_exe().unwrap());
    child.args(["--exact", "asks_the_portal_it_is_told", "--ignored", "--nocapture"]);
    child.env(ASKED, url).env(AUTHORITIES, authorities).env_remove("SSL_CERT_DIR");
    let output = tokio::task::spawn_blocking(move || child.output().unwrap()).await.unwrap();
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test]
#[ignore = "the child that another test starts"]
async fn asks_the_portal_it_is_told() {
    let url = std::env::var(ASKED).unwrap();
    println!("answered: {:?}", client(&url).probe().await.unwrap_err());
}

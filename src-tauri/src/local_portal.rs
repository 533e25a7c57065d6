//! Cổng thử nghiệm (trên máy này): the reference portal on a loopback port, so that a newcomer
//! publishes in the first minute.

use std::{
    net::{Ipv4Addr, SocketAddr},
    path::{Path, PathBuf},
    sync::Arc,
};

use app::ports::{LocalAccess, LocalPortal, LocalPortalError};
use async_trait::async_trait;
use chrono::Utc;
use portal_server::{Options, Permission, Portal, PortalServerError};
use tauri::Url;
use tokio::{
    net::TcpListener,
    sync::{Mutex, oneshot},
};

/// What its pages and the window call it.
const NAME: &str = "Cổng thử nghiệm (trên máy này)";

/// Whose name the app's own token bears in the portal's list.
const USER: &str = "toasoan";

/// Why the portal did not start.
#[derive(Debug, thiserror::Error)]
enum NotStarted {
    /// Its data cannot be used.
    #[error("the portal's data cannot be used")]
    Data(#[from] PortalServerError),
    /// The thread that opened it ended early.
    #[error("the portal's data could not be opened")]
    Interrupted(#[from] tauri::Error),
    /// No port of this machine is free.
    #[error("no port on this machine is free")]
    Port(#[from] std::io::Error),
}

impl From<NotStarted> for LocalPortalError {
    fn from(error: NotStarted) -> Self {
        let kind = match &error {
            NotStarted::Data(PortalServerError::TooNew { .. }) => Self::TooNew,
            NotStarted::Data(PortalServerError::DiskFull(_)) => Self::DiskFull,
            _ => Self::NotStarted,
        };
        kind(Box::new(error))
    }
}

/// The portal within this program; it ends with it.
#[derive(Default)]
pub struct EmbeddedPortal {
    running: Mutex<Option<Running>>,
}

struct Running {
    data: PathBuf,
    access: LocalAccess,
    /// Dropping it lets requests under way end and then stops the portal.
    _stop: oneshot::Sender<()>,
}

#[async_trait]
impl LocalPortal for EmbeddedPortal {
    async fn start(&self, data: &Path, wished: &str) -> Result<LocalAccess, LocalPortalError> {
        let mut running = self.running.lock().await;
        if let Some(portal) = running.as_ref().filter(|portal| portal.data == data) {
            return Ok(portal.access.clone());
        }
        // Of another library: that one's portal ends first, its data may be wanted elsewhere.
        *running = None;
        let started = run(data, wished).await?;
        let access = started.access.clone();
        *running = Some(started);
        Ok(access)
    }
}

async fn run(data: &Path, wished: &str) -> Result<Running, NotStarted> {
    let folder = data.to_path_buf();
    let (portal, token) = tauri::async_runtime::spawn_blocking(move || open(&folder)).await??;
    let listener = listen(port_of(wished)).await?;
    let url = format!("http://{}", listener.local_addr()?);
    let (stop, stopped) = oneshot::channel::<()>();
    tauri::async_runtime::spawn(async move {
        let shutdown = async {
            // Ends either way: a message is never sent, the sender is dropped.
            let _ = stopped.await;
        };
        if let Err(error) = portal.serve(listener, shutdown).await {
            tracing::error!(%error, "the portal on this machine stopped");
        }
    });
    let access = LocalAccess { url, token };
    Ok(Running { data: data.to_path_buf(), access, _stop: stop })
}

/// The portal, and a token that is valid for this run: those of earlier runs end here.
fn open(data: &Path) -> Result<(Portal, String), PortalServerError> {
    let options = Options { name: NAME.to_owned(), clock: Arc::new(Utc::now), quota: None };
    let portal = Portal::open(data, options)?;
    for old in portal.list_tokens()? {
        if old.user == USER && old.revoked_at.is_none() {
            portal.revoke_token(&old.prefix)?;
        }
    }
    let permissions = [Permission::Read, Permission::Write, Permission::Publish];
    let token = portal.create_token(USER, &permissions)?;
    Ok((portal, token))
}

/// The port of last time, so that links stay the same; any other when it is taken.
async fn listen(wished: Option<u16>) -> std::io::Result<TcpListener> {
    let address = |port| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    if let Some(port) = wished
        && let Ok(listener) = TcpListener::bind(address(port)).await
    {
        return Ok(listener);
    }
    TcpListener::bind(address(0)).await
}

/// The port of an address on this machine; none of any other.
fn port_of(url: &str) -> Option<u16> {
    let url = Url::parse(url).ok()?;
    (url.host_str() == Some("127.0.0.1")).then(|| url.port()).flatten()
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    /// Listening on the port of a foreign address would be an accident that looks like a choice.
    #[rstest]
    #[case("http://127.0.0.1:40123", Some(40123))]
    #[case("http://127.0.0.1:40123/", Some(40123))]
    #[case("https://example.vn:8443", None)]
    #[case("", None)]
    fn only_a_port_of_this_machine_is_wished(#[case] url: &str, #[case] expected: Option<u16>) {
        assert_eq!(port_of(url), expected);
    }

    /// A library that a newer version published from says so, rather than that something
    /// unexpected went wrong.
    #[tokio::test]
    async fn data_of_a_newer_version_is_called_so() {
        let folder = tempfile::tempdir().unwrap();
        drop(open(folder.path()).unwrap());
        // SQLite keeps `user_version` in these bytes (<https://www.sqlite.org/fileformat2.html>, 1.3).
        let database = folder.path().join("portal.sqlite");
        let mut bytes = std::fs::read(&database).unwrap();
        bytes[60..64].copy_from_slice(&1000_u32.to_be_bytes());
        std::fs::write(&database, bytes).unwrap();

        let failed = EmbeddedPortal::default().start(folder.path(), "").await.err();

        assert!(matches!(failed, Some(LocalPortalError::TooNew(_))), "{failed:?}");
    }

    /// A taken port must cost the links of last time, not the portal.
    #[tokio::test]
    async fn a_taken_port_is_replaced() {
        let taken = listen(None).await.unwrap();
        let port = taken.local_addr().unwrap().port();

        let other = listen(Some(port)).await.unwrap();

        assert_ne!(other.local_addr().unwrap().port(), port);
        assert!(other.local_addr().unwrap().ip().is_loopback());
    }
}

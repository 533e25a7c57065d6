//! A portal: its data folder, its router, its life from opening to shutting down.

use std::fs::{File, TryLockError};
use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use chrono::{DateTime, Utc};
use portal_wire::Permission;
use tokio::net::TcpListener;

use crate::blob_files::BlobFiles;
use crate::database::Database;
use crate::error::PortalServerError;
use crate::records::settings;
use crate::records::tokens::{self, TokenInfo};
use crate::records::{blobs, idempotency, uploads};
use crate::sizes::Sizes;
use crate::{api, site};

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What a portal is told when it opens.
#[derive(Clone)]
pub struct Options {
    /// The portal's name, for example "Sở Kế hoạch và Đầu tư"; empty keeps the stored one.
    pub name: String,
    /// Where the time comes from.
    pub clock: Clock,
    /// How many bytes drafts, pictures and attachments may take on the disk; `None`: all there are.
    /// Beyond it the portal takes nothing more (507), but still takes down and deletes.
    pub quota: Option<u64>,
}

/// A portal over one data folder. Cheap to clone; all clones are the same portal.
#[derive(Clone)]
pub struct Portal {
    pub(crate) shared: Arc<Shared>,
}

/// What every handler needs.
pub(crate) struct Shared {
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) blobs: BlobFiles,
    pub(crate) sizes: Arc<Sizes>,
    pub(crate) running: api::Running,
    /// Held as long as the portal lives: two servers on one folder would both own its uploads.
    _lock: File,
}

impl Shared {
    /// Now, by the portal's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Where the bytes of a blob lie, whether they are there or not.
    pub(crate) fn blob_path(&self, hash: domain::BlobHash) -> PathBuf {
        self.blobs.path(hash)
    }

    /// Removes the smaller sizes of pictures that no page shows any more. Readers do not get them
    /// in any case; this is so that a withdrawn picture does not lie about. Nobody waits for it,
    /// and it does not keep the data folder claimed when the portal ends meanwhile.
    pub(crate) fn sweep_sizes(&self) {
        let (database, sizes) = (self.database.clone(), Arc::clone(&self.sizes));
        tokio::spawn(async move {
            let swept: Result<(), PortalServerError> = async {
                let shown = database.read(|tx| blobs::list_shown(tx)).await?;
                tokio::task::spawn_blocking(move || sizes.sweep(&shown)).await?
            }
            .await;
            if let Err(error) = swept {
                tracing::warn!(%error, "sizes of pictures that are gone stay until the next start");
            }
        });
    }
}

impl Portal {
    /// Opens the portal in `folder` and makes what is missing.
    ///
    /// # Errors
    /// [`PortalServerError::TooNew`], [`PortalServerError::Damaged`] or
    /// [`PortalServerError::InUse`] when the data must not be used; else what the disk reports.
    pub fn open(folder: &Path, options: Options) -> Result<Self, PortalServerError> {
        std::fs::create_dir_all(folder)?;
        let lock = claim(folder)?;
        let database = Database::open(folder, options.quota)?;
        let files = BlobFiles::open(folder)?;
        let sizes = Sizes::open(folder)?;
        sizes.sweep(&database.write_blocking(|tx| blobs::list_shown(tx))?)?;
        let now = (options.clock)();
        let abandoned: Result<_, PortalServerError> = database.write_blocking(|tx| {
            settings::prepare(tx, &options.name)?;
            idempotency::delete_old(tx, now)?;
            uploads::delete_old(tx, now)
        });
        for id in abandoned? {
            match std::fs::remove_file(files.upload(&id)) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        let shared = Shared {
            database,
            clock: options.clock,
            blobs: files,
            sizes: Arc::new(sizes),
            running: api::Running::default(),
            _lock: lock,
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The API and the public site.
    pub fn router(&self) -> Router {
        let site = site::router(Arc::clone(&self.shared));
        site.merge(api::router(Arc::clone(&self.shared)))
    }

    /// Makes a token. The answer is the only place where it ever stands; only its hash is kept.
    /// Blocks for one write to the disk.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn create_token(
        &self,
        user: &str,
        permissions: &[Permission],
    ) -> Result<String, PortalServerError> {
        let now = self.shared.now();
        self.shared.database.write_blocking(|tx| tokens::insert(tx, user, permissions, now))
    }

    /// All tokens, without their secrets, the oldest first.
    ///
    /// # Errors
    /// What the disk reports.
    pub fn list_tokens(&self) -> Result<Vec<TokenInfo>, PortalServerError> {
        self.shared.database.write_blocking(|tx| tokens::list(tx))
    }

    /// Ends the validity of the token with that public part, at once.
    ///
    /// # Errors
    /// [`PortalServerError::NoSuchToken`] when no valid token has it.
    pub fn revoke_token(&self, prefix: &str) -> Result<(), PortalServerError> {
        let now = self.shared.now();
        self.shared.database.write_blocking(|tx| tokens::revoke(tx, prefix, now))
    }

    /// Answers requests until `shutdown` ends, then finishes those under way.
    ///
    /// # Errors
    /// What the network reports.
    pub async fn serve(
        self,
        listener: TcpListener,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> Result<(), PortalServerError> {
        // Counters tell visitors apart by their address.
        let service = self.router().into_make_service_with_connect_info::<SocketAddr>();
        axum::serve(listener, service).with_graceful_shutdown(shutdown).await?;
        Ok(())
    }
}

fn claim(folder: &Path) -> Result<File, PortalServerError> {
    let lock = File::create(folder.join("portal.lock"))?;
    match lock.try_lock() {
        Ok(()) => Ok(lock),
        Err(TryLockError::WouldBlock) => {
            Err(PortalServerError::InUse { path: folder.to_path_buf() })
        }
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

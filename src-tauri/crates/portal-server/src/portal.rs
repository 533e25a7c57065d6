//! A portal: its data folder, its router, its life from opening to shutting down.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use chrono::{DateTime, Utc};
use tokio::net::TcpListener;

use crate::database::Database;
use crate::error::PortalServerError;
use crate::site;

/// Where the time comes from.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// What a portal is told when it opens.
#[derive(Clone)]
pub struct Options {
    /// The portal's name, for example "Sở Kế hoạch và Đầu tư"; empty keeps the stored one.
    pub name: String,
    /// Where the time comes from.
    pub clock: Clock,
}

/// A portal over one data folder. Cheap to clone; all clones are the same portal.
#[derive(Clone)]
pub struct Portal {
    shared: Arc<Shared>,
}

/// What every handler needs.
pub(crate) struct Shared {
    pub(crate) database: Database,
    pub(crate) clock: Clock,
    pub(crate) folder: PathBuf,
}

impl Shared {
    /// Now, by the portal's clock.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// Where the bytes of a blob lie, whether they are there or not.
    pub(crate) fn blob_path(&self, hash: domain::BlobHash) -> PathBuf {
        let name = hash.to_string();
        self.folder.join("blobs").join(&name[..2]).join(name)
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
        let database = Database::open(folder)?;
        let shared = Shared { database, clock: options.clock, folder: folder.to_path_buf() };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The API and the public site.
    #[must_use]
    pub fn router(&self) -> Router {
        site::router(Arc::clone(&self.shared))
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
        axum::serve(listener, self.router()).with_graceful_shutdown(shutdown).await?;
        Ok(())
    }
}

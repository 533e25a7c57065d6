//! A portal as a process sees it that is killed: at a chosen request the world stops, before the
//! request went out or after the portal had done it.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use domain::BlobHash;
use portal::wire::{
    ChangePage, ItemRef, PortalInfo, PublishAnswer, PublishRequest, Resource, Revision, Statistics,
    Stored,
};
use portal::{Expected, Portal, PortalError};
use tokio::sync::Notify;
use uuid::Uuid;

/// When the process dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Death {
    /// The request is not sent.
    Before(usize),
    /// The portal has done what was asked; nobody hears its answer.
    After(usize),
}

/// A portal that stops answering for ever at one request, counted from 0.
pub struct Interrupted {
    portal: Arc<dyn Portal>,
    death: Death,
    requests: AtomicUsize,
    /// Told when the time has come.
    pub died: Notify,
}

impl Interrupted {
    /// `portal`, until `death`.
    #[must_use]
    pub fn new(portal: Arc<dyn Portal>, death: Death) -> Self {
        Self { portal, death, requests: AtomicUsize::new(0), died: Notify::new() }
    }

    /// Requests so far.
    pub fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }

    async fn pass<T>(&self, request: impl Future<Output = T>) -> T {
        let number = self.requests.fetch_add(1, Ordering::SeqCst);
        if self.death == Death::Before(number) {
            self.die().await;
        }
        let answer = request.await;
        if self.death == Death::After(number) {
            self.die().await;
        }
        answer
    }

    async fn die(&self) {
        self.died.notify_one();
        std::future::pending::<()>().await;
    }
}

#[async_trait]
impl Portal for Interrupted {
    async fn probe(&self) -> Result<PortalInfo, PortalError> {
        self.pass(self.portal.probe()).await
    }

    async fn changes(&self, cursor: Option<&str>) -> Result<ChangePage, PortalError> {
        self.pass(self.portal.changes(cursor)).await
    }

    async fn get(&self, item: ItemRef) -> Result<Option<Stored>, PortalError> {
        self.pass(self.portal.get(item)).await
    }

    async fn put(&self, resource: &Resource, expected: Expected) -> Result<Stored, PortalError> {
        self.pass(self.portal.put(resource, expected)).await
    }

    async fn delete(&self, item: ItemRef, expected: &Revision) -> Result<(), PortalError> {
        self.pass(self.portal.delete(item, expected)).await
    }

    async fn has_blob(&self, hash: BlobHash) -> Result<bool, PortalError> {
        self.pass(self.portal.has_blob(hash)).await
    }

    async fn put_blob(
        &self,
        hash: BlobHash,
        media_type: &str,
        file: &Path,
        sent: &(dyn Fn(u64) + Send + Sync),
    ) -> Result<(), PortalError> {
        self.pass(self.portal.put_blob(hash, media_type, file, sent)).await
    }

    async fn publish(
        &self,
        request: &PublishRequest,
        key: Uuid,
    ) -> Result<PublishAnswer, PortalError> {
        self.pass(self.portal.publish(request, key)).await
    }

    async fn statistics(&self, views_cursor: Option<&str>) -> Result<Statistics, PortalError> {
        self.pass(self.portal.statistics(views_cursor)).await
    }

    async fn page(&self, path: &str) -> Result<String, PortalError> {
        self.pass(self.portal.page(path)).await
    }

    fn page_url(&self, path: &str) -> String {
        self.portal.page_url(path)
    }
}

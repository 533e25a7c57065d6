//! Working on the library from asynchronous code: on a thread that may block.

use std::sync::Arc;

use store::{Reader, StoreError, Writer};

use super::Publisher;
use crate::error::SyncError;

impl Publisher {
    /// Reads from one snapshot.
    pub(super) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Reader<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let library = Arc::clone(&self.library);
        let outcome = tokio::task::spawn_blocking(move || library.read(work)).await;
        Ok(outcome.map_err(SyncError::Interrupted)??)
    }

    /// Writes in one transaction, which is on disk when this returns.
    pub(super) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Writer<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> Result<T, SyncError> {
        let library = Arc::clone(&self.library);
        let outcome = tokio::task::spawn_blocking(move || library.write(work)).await;
        Ok(outcome.map_err(SyncError::Interrupted)??)
    }
}

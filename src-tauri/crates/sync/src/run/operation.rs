//! One operation, in the order that leaves nothing half: files, photos, draft, publish, read back.

use portal::PortalError;
use portal::wire::{ItemRef, PublishAction, PublishItem, PublishRequest, Revision, content_hash};
use uuid::Uuid;

use super::{Publisher, Run, Step};
use crate::error::SyncError;
use crate::known;
use crate::local::{LocalBlob, entity_kind, settled_hash};
use crate::plan::{Change, Operation, Put};
use crate::receipt::Outcome;

/// Most items a portal takes in one publish request.
const REQUEST_ITEMS: usize = 100;

impl Publisher {
    pub(super) async fn carry_out(
        &self,
        operation: &Operation,
        run: &mut Run<'_>,
    ) -> Result<(), SyncError> {
        if operation.change == Change::Conflict {
            return self.hold_back(operation, None, run).await;
        }
        let (key, hash) = (operation.key, settled_hash(&operation.local.resource));
        if !self.write(move |writer| writer.outbox_mut().update_sending(key, Some(hash))).await? {
            let item = run.item(operation, Outcome::Skipped, (self.clock)());
            return self.record(operation, item, run, |_| Ok(())).await;
        }
        run.tell(operation, Step::Upload, 0);
        for blob in &operation.blobs {
            self.send_blob(operation, blob, run).await?;
        }
        run.tell(operation, Step::Publish, 0);
        for put in &operation.puts {
            self.store_draft(put, run).await?;
        }
        let path = self.known_path(operation.item).await?;
        match self.publish(operation).await {
            // The portal lost files it once had: it gets everything again, once.
            Err(SyncError::Portal(PortalError::Incomplete { .. })) => {
                self.send_everything(operation, run).await?;
                self.publish(operation).await?;
            }
            other => other?,
        }
        run.tell(operation, Step::ReadBack, 0);
        let found = self.read_back(operation, path).await?;
        self.record_found(operation, found, run).await
    }

    async fn send_blob(
        &self,
        operation: &Operation,
        blob: &LocalBlob,
        run: &mut Run<'_>,
    ) -> Result<(), SyncError> {
        if run.blobs.contains(&blob.hash) {
            return Ok(());
        }
        if !self.portal.has_blob(blob.hash).await? {
            let told: &Run<'_> = run;
            let sent = |through: u64| told.tell(operation, Step::Upload, through);
            self.portal.put_blob(blob.hash, &blob.media_type, &blob.file, &sent).await?;
            run.operation_bytes += blob.bytes;
        }
        run.sent_bytes += blob.bytes;
        run.blobs.insert(blob.hash);
        Ok(())
    }

    /// Stores a draft, noting first that it is on its way, then what the portal made of it.
    async fn store_draft(&self, put: &Put, run: &mut Run<'_>) -> Result<(), SyncError> {
        let item = put.resource.item();
        if run.stored.get(&item) == Some(&put.content_hash) {
            return Ok(());
        }
        let (account, kind, hash) = (self.account, entity_kind(item.kind), put.content_hash);
        self.write(move |writer| writer.sendings_mut().update(account, kind, item.id, hash))
            .await?;
        let stored = self.portal.put(&put.resource, put.expected.clone()).await?;
        let head = known::head(account, &stored);
        self.write(move |writer| writer.remote_heads_mut().update(&head)).await?;
        run.stored.insert(item, hash);
        run.operation_bytes += serde_json::to_vec(&put.resource)?.len() as u64;
        Ok(())
    }

    async fn known_path(&self, item: ItemRef) -> Result<Option<String>, SyncError> {
        let (account, kind) = (self.account, entity_kind(item.kind));
        let head = self.read(move |reader| reader.remote_heads().find(account, kind, item.id));
        Ok(head.await?.and_then(|head| head.path))
    }

    /// Shows or hides what the operation names, in one request (several only when there are more
    /// photos than one takes; what they belong to comes last), and makes the answer durable.
    async fn publish(&self, operation: &Operation) -> Result<(), SyncError> {
        for wishes in operation.publish.chunks(REQUEST_ITEMS) {
            let request = self.request(wishes.to_vec()).await?;
            let key = request_key(operation.key, &request)?;
            let answer = self.portal.publish(&request, key).await?;
            self.record_published(operation, answer).await?;
        }
        Ok(())
    }

    async fn request(
        &self,
        wishes: Vec<(ItemRef, PublishAction)>,
    ) -> Result<PublishRequest, SyncError> {
        let account = self.account;
        let heads = self
            .write(move |writer| {
                let mut heads = Vec::with_capacity(wishes.len());
                for (item, action) in wishes {
                    let kind = entity_kind(item.kind);
                    let Some(head) = writer.remote_heads().find(account, kind, item.id)? else {
                        continue;
                    };
                    // Should the answer be lost, this tells our hiding from a colleague's.
                    if let (PublishAction::TakeDown, Some(hash)) = (action, head.content_hash) {
                        writer.sendings_mut().update(account, kind, item.id, hash)?;
                    }
                    heads.push((item, action, head.revision));
                }
                Ok(heads)
            })
            .await?;
        let items = heads
            .into_iter()
            .map(|(item, action, revision)| PublishItem {
                item,
                revision: Revision(revision),
                action,
            })
            .collect();
        Ok(PublishRequest { items })
    }

    /// Files and photos of the operation that the plan thought to be there.
    async fn send_everything(
        &self,
        operation: &Operation,
        run: &mut Run<'_>,
    ) -> Result<(), SyncError> {
        let photos = operation.local.photos.iter().flat_map(|photo| &photo.blobs);
        for blob in operation.local.blobs.iter().chain(photos) {
            run.blobs.remove(&blob.hash);
            self.send_blob(operation, blob, run).await?;
        }
        Ok(())
    }
}

/// The key of one publish request. It comes from the outbox row's key, which was durable before
/// anything was sent, and from the request itself: the same request has the same key however often
/// the program was killed in between, and another request never has the key of this one.
fn request_key(key: Uuid, request: &PublishRequest) -> Result<Uuid, SyncError> {
    let hash = content_hash(&(key, request))?;
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.0[..16]);
    Ok(uuid::Builder::from_random_bytes(bytes).into_uuid())
}

//! Making durable what the portal acknowledged, and what became of each wish.

use chrono::{DateTime, Utc};
use domain::{PortalId, RevisionId};
use portal::wire::{ItemRef, ItemState, PublishAction, PublishAnswer, Resource, Stored};
use store::{BaseState, HeadState, Receipt, StoreError, SyncBase, Writer};
use uuid::Uuid;

use super::read_back::Found;
use super::{Publisher, Run};
use crate::error::SyncError;
use crate::known;
use crate::local::{entity_kind, settled_hash};
use crate::plan::Operation;
use crate::receipt::{Outcome, ReceiptItem};

/// The code the account is paused with, and parked wishes carry.
const UNAUTHORIZED: &str = "unauthorized";
const CONFLICT: &str = "conflict";
const DIFFERS: &str = "differs";

impl Publisher {
    /// Withdraws wishes that the portal fulfils already.
    pub(super) async fn settle(&self, keys: Vec<Uuid>) -> Result<(), SyncError> {
        if keys.is_empty() {
            return Ok(());
        }
        self.write(move |writer| {
            for key in keys {
                writer.outbox_mut().delete_if_same_key(key)?;
            }
            Ok(())
        })
        .await
    }

    /// Sends nothing more on this account until there is a new token.
    pub(super) async fn pause(&self) -> Result<(), SyncError> {
        let account = self.account;
        self.write(move |writer| writer.portals_mut().update_paused(account, Some(UNAUTHORIZED)))
            .await
    }

    /// What a publish request did. The wish itself stays until it was read back.
    pub(super) async fn record_published(
        &self,
        operation: &Operation,
        answer: PublishAnswer,
    ) -> Result<(), SyncError> {
        let (account, portal) = (self.account, std::sync::Arc::clone(&self.portal));
        let (root, revision) = (operation.item, operation.revision);
        self.write(move |writer| {
            for published in &answer.items {
                let (item, kind) = (published.item, entity_kind(published.item.kind));
                let Some(mut head) = writer.remote_heads().find(account, kind, item.id)? else {
                    continue;
                };
                let live = published.state == ItemState::Live;
                head.state = known::head_state(published.state);
                head.live_revision = live.then(|| published.revision.0.clone());
                head.path.clone_from(&published.path);
                let same = head.revision == published.revision.0;
                head.revision.clone_from(&published.revision.0);
                writer.remote_heads_mut().update(&head)?;
                let (true, Some(content_hash)) = (same, head.content_hash) else { continue };
                writer.sync_bases_mut().update(&SyncBase {
                    portal: account,
                    kind,
                    entity: item.id,
                    remote_revision: head.revision,
                    content_hash,
                    revision: revision.filter(|_| item == root),
                    public_url: published.path.as_deref().map(|path| portal.page_url(path)),
                    state: if live { BaseState::Live } else { BaseState::TakenDown },
                    conflict: None,
                    published_at: answer.at,
                    verified_at: None,
                })?;
                writer.sendings_mut().delete(account, kind, item.id)?;
            }
            Ok(())
        })
        .await
    }

    /// What was read back: either all is as sent and the wish is fulfilled, or somebody must look.
    pub(super) async fn record_found(
        &self,
        operation: &Operation,
        found: Found,
        run: &mut Run<'_>,
    ) -> Result<(), SyncError> {
        let now = (self.clock)();
        let Found { stored, differences } = found;
        let mut item = run.item(operation, Outcome::Verified, now);
        if let Some(stored) = &stored {
            item.revision = Some(stored.revision.0.clone());
            item.url = stored.path.as_deref().map(|path| self.portal.page_url(path));
        }
        let (key, account) = (operation.key, self.account);
        if !differences.is_empty() {
            let detail = format!("{differences:?}");
            item.outcome = Outcome::Differs { what: differences };
            return self
                .record(operation, item, run, move |writer| {
                    writer.outbox_mut().park(key, DIFFERS, &detail)
                })
                .await;
        }
        let agreed = Agreed {
            account,
            root: operation.item,
            hidden: operation.local.wish == PublishAction::TakeDown,
            revision: operation.revision,
            url: item.url.clone(),
            photos: operation
                .local
                .photos
                .iter()
                .map(|photo| Resource::Photo(photo.photo.clone()))
                .collect(),
            at: now,
        };
        self.record(operation, item, run, move |writer| {
            agreed.write(writer, stored.as_ref())?;
            writer.outbox_mut().delete_if_same_key(key)?;
            Ok(())
        })
        .await
    }

    /// Keeps a conflict where it is seen; the wish is parked, nothing is overwritten.
    pub(super) async fn hold_back(
        &self,
        operation: &Operation,
        current: Option<Stored>,
        run: &mut Run<'_>,
    ) -> Result<(), SyncError> {
        let item = run.item(operation, Outcome::Conflict, (self.clock)());
        let (key, account) = (operation.key, self.account);
        let current = match current {
            Some(current) => Some(current),
            None => self.portal.get(operation.item).await?,
        };
        let json = current.as_ref().map(serde_json::to_value).transpose()?;
        self.record(operation, item, run, move |writer| {
            if let (Some(current), Some(json)) = (&current, json) {
                writer.remote_heads_mut().update(&known::head(account, current))?;
                let other = current.resource.item();
                let kind = entity_kind(other.kind);
                if writer.sync_bases().find(account, kind, other.id)?.is_some() {
                    writer.sync_bases_mut().update_conflict(
                        account,
                        kind,
                        other.id,
                        Some(&json),
                    )?;
                }
            }
            writer.outbox_mut().park(key, CONFLICT, "")
        })
        .await
    }

    /// Parks what the portal refused; what only has to wait stays waiting.
    pub(super) async fn record_failure(
        &self,
        operation: &Operation,
        outcome: Outcome,
        run: &mut Run<'_>,
    ) -> Result<(), SyncError> {
        let now = (self.clock)();
        let item = run.item(operation, outcome.clone(), now);
        let key = operation.key;
        self.record(operation, item, run, move |writer| match outcome {
            Outcome::Failed { code: crate::FailureCode::Unavailable, detail } => {
                writer.outbox_mut().update_failed(key, "unavailable", &detail, now)
            }
            Outcome::Failed { code, detail } => {
                writer.outbox_mut().park(key, code.as_str(), &detail)
            }
            _ => Ok(()),
        })
        .await
    }

    /// Adds to the receipt, in the same transaction as what made it true.
    pub(super) async fn record(
        &self,
        operation: &Operation,
        item: ReceiptItem,
        run: &mut Run<'_>,
        work: impl FnOnce(&mut Writer<'_>) -> Result<(), StoreError> + Send + 'static,
    ) -> Result<(), SyncError> {
        run.items.push(item.clone());
        let receipt = Receipt {
            id: run.receipt,
            portal: self.account,
            started_at: run.started_at,
            finished_at: item.at,
            items: serde_json::to_value(&run.items)?,
        };
        self.write(move |writer| {
            work(writer)?;
            writer.receipts_mut().update(&receipt)
        })
        .await?;
        run.tell_done(operation, item);
        Ok(())
    }
}

/// What library and portal agree on after reading back.
struct Agreed {
    account: PortalId,
    root: ItemRef,
    hidden: bool,
    revision: Option<RevisionId>,
    url: Option<String>,
    photos: Vec<Resource>,
    at: DateTime<Utc>,
}

impl Agreed {
    fn write(&self, writer: &mut Writer<'_>, stored: Option<&Stored>) -> Result<(), StoreError> {
        let kind = entity_kind(self.root.kind);
        writer.sendings_mut().delete(self.account, kind, self.root.id)?;
        let Some(stored) = stored else {
            // Hidden so well that the portal no longer has it.
            return writer.sync_bases_mut().delete(self.account, kind, self.root.id);
        };
        let head = known::head(self.account, stored);
        writer.remote_heads_mut().update(&head)?;
        let content_hash = settled_hash(&stored.resource);
        self.write_base(writer, self.root, &stored.revision.0, content_hash)?;
        for photo in &self.photos {
            let (item, content_hash) = (photo.item(), settled_hash(photo));
            let kind = entity_kind(item.kind);
            let Some(head) = writer.remote_heads().find(self.account, kind, item.id)? else {
                continue;
            };
            if head.state == HeadState::Live && head.content_hash == Some(content_hash) {
                self.write_base(writer, item, &head.revision, content_hash)?;
                writer.sendings_mut().delete(self.account, kind, item.id)?;
            }
        }
        Ok(())
    }

    fn write_base(
        &self,
        writer: &mut Writer<'_>,
        item: ItemRef,
        remote_revision: &str,
        content_hash: domain::BlobHash,
    ) -> Result<(), StoreError> {
        let kind = entity_kind(item.kind);
        let before = writer.sync_bases().find(self.account, kind, item.id)?;
        let root = item == self.root;
        writer.sync_bases_mut().update(&SyncBase {
            portal: self.account,
            kind,
            entity: item.id,
            remote_revision: remote_revision.to_owned(),
            content_hash,
            revision: if root { self.revision } else { None },
            public_url: if root { self.url.clone() } else { None },
            state: if root && self.hidden { BaseState::TakenDown } else { BaseState::Live },
            conflict: None,
            published_at: before.map_or(self.at, |before| before.published_at),
            verified_at: Some(self.at),
        })
    }
}

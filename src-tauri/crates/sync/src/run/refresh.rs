//! Hearing what others did. The number of requests follows what happened since last time, not what
//! the portal holds.

use portal::PortalError;
use portal::wire::{Change, ChangePage};

use super::Publisher;
use crate::error::SyncError;
use crate::known;

impl Publisher {
    /// Reads the change feed from where it was last left and records what it says; answers how many
    /// changes there were. What is here is not touched.
    ///
    /// When the portal no longer knows the cursor (it was put back from a backup), everything is
    /// heard anew. What both sides agreed on stays known, so edits made here stay edits and things
    /// the portal lost are sent again.
    ///
    /// # Errors
    /// Those of portal and library. What was heard before is kept; the next call goes on from there.
    /// No plan may be made before a call has succeeded.
    pub async fn refresh(&self) -> Result<usize, SyncError> {
        let account = self.account;
        let mut cursor =
            self.read(move |reader| Ok(reader.portals().get(account)?.change_cursor)).await?;
        let mut heard = 0;
        loop {
            let page = match self.portal.changes(cursor.as_deref()).await {
                Err(PortalError::CursorExpired) if cursor.is_some() => {
                    cursor = None;
                    continue;
                }
                Err(PortalError::Unauthorized) => {
                    self.pause().await?;
                    return Err(PortalError::Unauthorized.into());
                }
                other => other?,
            };
            if page.has_more && cursor.as_ref() == Some(&page.cursor) {
                let detail = "its change feed does not move on".to_owned();
                return Err(PortalError::Protocol { detail }.into());
            }
            heard += page.changes.len();
            let (next, more) = (page.cursor.clone(), page.has_more);
            self.record_page(page, cursor.is_none()).await?;
            if !more {
                return Ok(heard);
            }
            cursor = Some(next);
        }
    }

    /// What a page says and how far it goes, in one transaction.
    async fn record_page(&self, page: ChangePage, anew: bool) -> Result<(), SyncError> {
        let account = self.account;
        self.write(move |writer| {
            if anew {
                writer.remote_heads_mut().delete_all(account)?;
            }
            for change in &page.changes {
                let head = match change {
                    Change::Upserted(stored) => known::head(account, stored),
                    Change::Deleted { item } => known::deleted(account, *item),
                };
                writer.remote_heads_mut().update(&head)?;
            }
            writer.portals_mut().update_cursor(account, Some(&page.cursor))
        })
        .await
    }
}

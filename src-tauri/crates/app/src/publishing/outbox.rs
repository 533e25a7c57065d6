//! Đồng bộ: what waits for the portal, what needs somebody, and the receipts of earlier runs.

use domain::{AlbumId, ArticleId};
use store::{BaseState, EntityKind, OutboxAction, OutboxItem, OutboxState, Reader};

use super::prepare::cover;
use crate::view::{
    AppEvent, Failure, FailureCode, Nothing, OutboxRow, OutboxView, PublishActionView,
    PublishedThing, ReceiptList,
};
use crate::{App, Error};

/// Receipts shown at most.
const RECEIPTS: u32 = 100;

impl App {
    /// What waits, and what needs somebody.
    pub async fn outbox_get(&self, _: Nothing) -> Result<OutboxView, Error> {
        self.with_library(|library| {
            library.try_read(|reader| {
                let mut view = OutboxView { waiting: Vec::new(), parked: Vec::new() };
                let Some(portal) = reader.portals().main()? else { return Ok(view) };
                for item in reader.outbox().list(portal.id)? {
                    let Some(row) = row(reader, &item)? else { continue };
                    match item.state {
                        OutboxState::Waiting => view.waiting.push(row),
                        OutboxState::Parked => view.parked.push(row),
                    }
                }
                Ok(view)
            })
        })
        .await
    }

    /// What earlier runs did, newest first.
    pub async fn receipt_list(&self, _: Nothing) -> Result<ReceiptList, Error> {
        self.with_library(|library| {
            library.try_read(|reader| {
                let mut rows = Vec::new();
                for receipt in reader.receipts().list(RECEIPTS)? {
                    let portal = reader.portals().find(receipt.portal)?;
                    let name = portal.map_or_else(String::new, |portal| portal.name);
                    rows.push(super::report::receipt(&receipt, name)?);
                }
                Ok(ReceiptList { rows })
            })
        })
        .await
    }

    /// The number on the button.
    pub(crate) async fn waiting(&self) -> Result<u32, Error> {
        self.with_library(|library| {
            library.try_read(|reader| {
                let portal = reader.portals().main()?;
                Ok(match portal {
                    Some(portal) => reader.outbox().waiting_count(Some(portal.id))?,
                    None => 0,
                })
            })
        })
        .await
    }

    /// Tells the window the number on the button.
    pub(crate) async fn tell_waiting(&self) -> Result<(), Error> {
        let waiting = self.waiting().await?;
        self.emit(AppEvent::WaitingChanged { waiting });
        Ok(())
    }
}

/// A waiting item as the window shows it; `None` when it is gone for good.
pub(super) fn row(reader: &Reader<'_>, item: &OutboxItem) -> Result<Option<OutboxRow>, Error> {
    let Some((thing, title)) = thing(reader, item.kind, item.entity)? else { return Ok(None) };
    let base = reader.sync_bases().find(item.portal, item.kind, item.entity)?;
    let live = base.is_some_and(|base| base.state == BaseState::Live);
    Ok(Some(OutboxRow {
        item: thing,
        title,
        cover: cover(reader, item.kind, item.entity)?,
        action: match (item.action, live) {
            (OutboxAction::TakeDown, _) => PublishActionView::TakeDown,
            (OutboxAction::Publish, true) => PublishActionView::Update,
            (OutboxAction::Publish, false) => PublishActionView::Create,
        },
        since: item.created_at,
        failure: item.error_code.as_deref().map(|code| Failure {
            code: failure_code(code),
            message: item.error_detail.clone().unwrap_or_default(),
            fields: std::collections::BTreeMap::new(),
            retryable: item.state == OutboxState::Waiting,
        }),
    }))
}

/// What the window calls it, and its title; `None` for what it does not list.
fn thing(
    reader: &Reader<'_>,
    kind: EntityKind,
    id: uuid::Uuid,
) -> Result<Option<(PublishedThing, String)>, Error> {
    Ok(match kind {
        EntityKind::Article => {
            let id = ArticleId(id);
            let saved = reader.articles().find(id)?;
            saved.map(|saved| (PublishedThing::Article(id), saved.article.title))
        }
        EntityKind::Album => {
            let id = AlbumId(id);
            let album = reader.albums().find(id)?;
            album.map(|album| (PublishedThing::Album(id), album.title))
        }
        EntityKind::Photo => None,
    })
}

/// The window's code for what the outbox keeps.
pub(super) fn failure_code(code: &str) -> FailureCode {
    // Why a whole run was put off is kept as the window calls it, other reasons as the run does.
    if let Ok(code) = serde_json::from_value(code.into()) {
        return code;
    }
    match code {
        "forbidden" => FailureCode::PortalForbidden,
        "too_large" => FailureCode::PortalTooLarge,
        "rejected" => FailureCode::PortalRejected,
        "incomplete" => FailureCode::PortalIncomplete,
        "not_found" => FailureCode::NotFound,
        "file" => FailureCode::FileFailed,
        "unavailable" => FailureCode::PortalUnavailable,
        "unauthorized" => FailureCode::PortalUnauthorized,
        "conflict" => FailureCode::PortalConflict,
        "picture_unreadable" => FailureCode::PictureUnreadable,
        _ => FailureCode::PortalProtocol,
    }
}

//! Photos that look alike: found when they come, reviewed by people.

use std::sync::Arc;

use crate::photos::tile;
use crate::session::Session;
use crate::view::{
    ChangedKind, DuplicateGroup, DuplicateGroups, DuplicatePhoto, Nothing, PhotoRefs,
};
use crate::{App, Error};

/// The most groups one answer holds.
const MOST_GROUPS: u32 = 500;

/// Photos compared in one transaction: others who want to write wait no longer than that takes.
const BATCH: u32 = 4000;

impl App {
    /// Photos that look alike.
    pub async fn duplicate_list(&self, _: Nothing) -> Result<DuplicateGroups, Error> {
        self.with_library(|library| {
            let twins = library.read(|reader| reader.photos().list_twins(MOST_GROUPS))?;
            Ok(DuplicateGroups { groups: twins.into_iter().map(group).collect() })
        })
        .await
    }

    /// Remembers that these photos are no duplicates, whatever they look like.
    pub async fn duplicate_dismiss(&self, request: PhotoRefs) -> Result<Nothing, Error> {
        self.with_library(move |library| {
            Ok(library.write(|writer| writer.photos_mut().tell_apart(&request.ids))?)
        })
        .await?;
        self.changed(&[ChangedKind::Photos]);
        Ok(Nothing {})
    }

    /// Takes a dismissal back.
    pub async fn duplicate_dismiss_undo(&self, request: PhotoRefs) -> Result<Nothing, Error> {
        self.with_library(move |library| {
            Ok(library.write(|writer| writer.photos_mut().tell_apart_no_more(&request.ids))?)
        })
        .await?;
        self.changed(&[ChangedKind::Photos]);
        Ok(Nothing {})
    }
}

/// Compares photos that have come with all others, and tells when any were. Blocks. A failure is only
/// logged: the photos are there, and they are compared next time.
pub(crate) fn compare_new(app: &App, session: &Arc<Session>) {
    let mut compared = 0;
    while !session.is_stopping() {
        match session.library().write(|writer| writer.photos_mut().compare(BATCH)) {
            Ok(0) => break,
            Ok(count) => compared += count,
            Err(error) => {
                tracing::error!(%error, "photos could not be compared");
                break;
            }
        }
    }
    if compared > 0 {
        app.changed(&[ChangedKind::Photos]);
    }
}

fn group(twins: store::Twins) -> DuplicateGroup {
    let id = twins.photos.first().map(|twin| twin.row.photo.id.to_string()).unwrap_or_default();
    let photo = |twin: store::Twin| DuplicatePhoto {
        bytes: twin.row.photo.bytes,
        width: twin.row.photo.width,
        height: twin.row.photo.height,
        distance: twin.distance,
        row: tile(twin.row),
    };
    DuplicateGroup { id, photos: twins.photos.into_iter().map(photo).collect() }
}

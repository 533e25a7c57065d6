//! Publishing and taking down: all items of a request or none, in one transaction.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use domain::{BlobHash, PhotoId};
use portal_wire::{
    ItemRef, ItemState, PublishAction, PublishAnswer, PublishRequest, Published, Resource,
    Revision, WirePhoto,
};
use rusqlite::{Connection, params};

use super::resources::{self, Row, millis};
use super::{blobs, search, settings};
use crate::api::Refusal;
use crate::error::PortalServerError;

/// Most items in one request.
pub(crate) const ITEMS_LIMIT: usize = 100;

/// Checks everything the request needs, then does all of it.
pub(crate) fn publish(
    connection: &Connection,
    request: &PublishRequest,
    now: DateTime<Utc>,
) -> Result<PublishAnswer, Refusal> {
    let rows = check_items(connection, request)?;
    let mut needs = Needs::new(request);
    for (wish, row) in request.items.iter().zip(&rows) {
        if wish.action == PublishAction::Publish {
            needs.look_at(connection, row)?;
        }
    }
    let photos = needs.into_photos()?;
    for photo in photos {
        show(connection, &photo, now)?;
    }
    let mut items = Vec::with_capacity(rows.len());
    for (wish, row) in request.items.iter().zip(&rows) {
        // A photo of an article before it in the list may have been shown already.
        let row = resources::get(connection, row.item)?;
        match wish.action {
            PublishAction::Publish => show(connection, &row, now)?,
            PublishAction::TakeDown => hide(connection, &row)?,
        }
        let row = resources::get(connection, row.item)?;
        items.push(Published {
            item: row.item,
            revision: Revision(row.revision),
            state: row.state,
            path: row.path.filter(|_| row.state == ItemState::Live),
        });
    }
    Ok(PublishAnswer { at: now, items })
}

/// The row of each item, all of them present and in the revision that is meant.
fn check_items(connection: &Connection, request: &PublishRequest) -> Result<Vec<Row>, Refusal> {
    if request.items.is_empty() || request.items.len() > ITEMS_LIMIT {
        return Err(Refusal::invalid(format!("a request has 1 to {ITEMS_LIMIT} items")));
    }
    let mut seen = HashSet::new();
    let mut rows = Vec::with_capacity(request.items.len());
    for wish in &request.items {
        let ItemRef { kind, id } = wish.item;
        if !seen.insert(wish.item) {
            return Err(Refusal::invalid(format!("{} {id} stands twice", kind.as_str())));
        }
        let row = resources::find(connection, wish.item)?;
        let Some(row) = row.filter(|row| row.draft.is_some()) else {
            return Err(Refusal::not_found(format!("there is no {} {id}", kind.as_str())));
        };
        if row.revision != wish.revision.0 {
            return Err(Refusal::stale(row.stored()?));
        }
        rows.push(row);
    }
    Ok(rows)
}

/// What must be there before anything is shown.
struct Needs {
    shown_by_name: HashSet<ItemRef>,
    hidden_by_name: HashSet<ItemRef>,
    seen: HashSet<PhotoId>,
    photos: Vec<Row>,
    missing_photos: Vec<PhotoId>,
    missing_blobs: Vec<BlobHash>,
}

impl Needs {
    fn new(request: &PublishRequest) -> Self {
        let named = |action| {
            let items = request.items.iter().filter(move |wish| wish.action == action);
            items.map(|wish| wish.item).collect()
        };
        Self {
            shown_by_name: named(PublishAction::Publish),
            hidden_by_name: named(PublishAction::TakeDown),
            seen: HashSet::new(),
            photos: Vec::new(),
            missing_photos: Vec::new(),
            missing_blobs: Vec::new(),
        }
    }

    fn look_at(&mut self, connection: &Connection, row: &Row) -> Result<(), Refusal> {
        match row.resource()? {
            Some(Resource::Article(article)) => {
                must_have_title(&article.title)?;
                for attachment in &article.attachments {
                    self.blob(connection, attachment.blob, attachment.bytes, None)?;
                }
                for photo in article.photos() {
                    self.photo(connection, photo)?;
                }
            }
            Some(Resource::Album(album)) => {
                must_have_title(&album.title)?;
                for photo in album.photos() {
                    self.photo(connection, photo)?;
                }
            }
            Some(Resource::Photo(photo)) => self.renditions(connection, &photo)?,
            None => {}
        }
        Ok(())
    }

    /// A photo that something shows. One that was taken down comes back by its own name only:
    /// whoever withdrew their consent must not reappear because an article is published again.
    fn photo(&mut self, connection: &Connection, id: PhotoId) -> Result<(), Refusal> {
        if !self.seen.insert(id) {
            return Ok(());
        }
        let item = ItemRef::from(id);
        let by_name = self.shown_by_name.contains(&item);
        let usable = resources::find(connection, item)?.filter(|row| {
            let withdrawn = row.state == ItemState::TakenDown && !by_name;
            row.draft.is_some() && !withdrawn && !self.hidden_by_name.contains(&item)
        });
        let Some(row) = usable else {
            self.missing_photos.push(id);
            return Ok(());
        };
        if let Some(Resource::Photo(photo)) = row.resource()? {
            self.renditions(connection, &photo)?;
        }
        self.photos.push(row);
        Ok(())
    }

    fn renditions(&mut self, connection: &Connection, photo: &WirePhoto) -> Result<(), Refusal> {
        for rendition in &photo.renditions {
            let media_type = Some(rendition.media_type.as_str());
            self.blob(connection, rendition.blob, rendition.bytes, media_type)?;
        }
        Ok(())
    }

    fn blob(
        &mut self,
        connection: &Connection,
        hash: BlobHash,
        bytes: u64,
        media_type: Option<&str>,
    ) -> Result<(), Refusal> {
        match blobs::find(connection, hash)? {
            None if !self.missing_blobs.contains(&hash) => self.missing_blobs.push(hash),
            None => {}
            Some(blob) if blob.bytes != bytes => {
                return Err(Refusal::invalid(format!(
                    "blob {hash} has {} bytes, not {bytes}",
                    blob.bytes
                )));
            }
            Some(blob) if media_type.is_some_and(|said| said != blob.media_type) => {
                return Err(Refusal::invalid(format!("blob {hash} is {}", blob.media_type)));
            }
            Some(_) => {}
        }
        Ok(())
    }

    fn into_photos(self) -> Result<Vec<Row>, Refusal> {
        if self.missing_blobs.is_empty() && self.missing_photos.is_empty() {
            Ok(self.photos)
        } else {
            Err(Refusal::incomplete(self.missing_blobs, self.missing_photos))
        }
    }
}

fn must_have_title(title: &str) -> Result<(), Refusal> {
    if title.trim().is_empty() {
        return Err(Refusal::invalid("nothing is published without a title".to_owned()));
    }
    Ok(())
}

/// Makes the draft what readers see. Nothing happens when they see it already.
fn show(connection: &Connection, row: &Row, now: DateTime<Utc>) -> Result<(), PortalServerError> {
    let already = row.live_revision.as_deref() == Some(row.revision.as_str());
    let (Some(resource), false) = (row.resource()?, already) else { return Ok(()) };
    let (category, featured, updated, from, until) = match &resource {
        Resource::Article(article) => {
            if let Some(category) = &article.category {
                learn_category(connection, &category.slug, &category.name)?;
            }
            search::replace(connection, row.number, article)?;
            let category = article.category.as_ref().map(|category| category.slug.clone());
            let (from, until) = (article.publish_at, article.expire_at);
            (category, article.featured, Some(article.updated_at), from, until)
        }
        Resource::Album(album) => (None, false, Some(album.updated_at), None, None),
        Resource::Photo(_) => (None, false, None, None, None),
    };
    connection
        .prepare_cached(
            "UPDATE resource SET state = 'live', live = draft, live_revision = revision,
                 ever_live = 1, published_at = coalesce(published_at, ?2), category = ?3,
                 featured = ?4, updated_at = ?5, visible_from = ?6, visible_until = ?7,
                 sequence = ?8
             WHERE number = ?1",
        )?
        .execute(params![
            row.number,
            now.timestamp_millis(),
            category,
            featured,
            millis(updated),
            millis(from),
            millis(until),
            settings::next_sequence(connection)?,
        ])?;
    Ok(())
}

/// Takes the resource out of readers' sight. Nothing happens when they do not see it.
fn hide(connection: &Connection, row: &Row) -> Result<(), PortalServerError> {
    if row.state != ItemState::Live {
        return Ok(());
    }
    search::delete(connection, row.number)?;
    connection
        .prepare_cached(
            "UPDATE resource SET state = 'taken_down', live = NULL, live_revision = NULL,
                 sequence = ?2
             WHERE number = ?1",
        )?
        .execute(params![row.number, settings::next_sequence(connection)?])?;
    Ok(())
}

/// Portals learn categories from the articles published under them; the newest name is printed.
fn learn_category(
    connection: &Connection,
    slug: &str,
    name: &str,
) -> Result<(), PortalServerError> {
    connection
        .prepare_cached(
            "INSERT INTO category (slug, name, position)
             VALUES (?1, ?2, (SELECT coalesce(max(position), -1) + 1 FROM category))
             ON CONFLICT (slug) DO UPDATE SET name = excluded.name",
        )?
        .execute([slug, name])?;
    Ok(())
}

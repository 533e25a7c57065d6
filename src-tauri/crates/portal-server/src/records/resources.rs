//! Articles, photos and albums: storing drafts, finding and deleting.

use chrono::{DateTime, Utc};
use domain::BlobHash;
use portal_wire::{ItemKind, ItemRef, ItemState, Resource, Revision, Stored, content_hash};
use rusqlite::{Connection, OptionalExtension, params};

use super::{search, settings, slugs};
use crate::error::PortalServerError;

/// A row of `resource`, as far as the API needs it.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) number: i64,
    pub(crate) item: ItemRef,
    pub(crate) sequence: i64,
    pub(crate) revision: String,
    /// `None`: deleted.
    pub(crate) draft: Option<String>,
    pub(crate) sent_hash: String,
    pub(crate) state: ItemState,
    pub(crate) live_revision: Option<String>,
    pub(crate) slug: Option<String>,
    pub(crate) path: Option<String>,
    pub(crate) ever_live: bool,
}

/// The columns [`Row::read`] expects, in its order.
const COLUMNS: &str = "number, kind, id, sequence, revision, draft, sent_hash, state, \
                       live_revision, slug, path, ever_live";

impl Row {
    fn read(row: &rusqlite::Row<'_>) -> rusqlite::Result<Self> {
        let id: String = row.get(2)?;
        Ok(Self {
            number: row.get(0)?,
            item: ItemRef { kind: read_kind(row, 1)?, id: parse(2, uuid::Uuid::parse_str(&id))? },
            sequence: row.get(3)?,
            revision: row.get(4)?,
            draft: row.get(5)?,
            sent_hash: row.get(6)?,
            state: parse(7, serde_json::from_value(row.get::<_, String>(7)?.into()))?,
            live_revision: row.get(8)?,
            slug: row.get(9)?,
            path: row.get(10)?,
            ever_live: row.get(11)?,
        })
    }

    /// The draft, typed; `None` when deleted.
    pub(crate) fn resource(&self) -> Result<Option<Resource>, PortalServerError> {
        self.draft.as_deref().map(|draft| read_resource(self.item.kind, draft)).transpose()
    }

    /// What the API answers with; `None` when deleted.
    pub(crate) fn stored(&self) -> Result<Option<Stored>, PortalServerError> {
        let Some(resource) = self.resource()? else { return Ok(None) };
        Ok(Some(Stored {
            revision: Revision(self.revision.clone()),
            state: self.state,
            live_revision: self.live_revision.clone().map(Revision),
            path: self.path.clone().filter(|_| self.state == ItemState::Live),
            resource,
        }))
    }

    /// Whether the draft is exactly what `sent` says, as it was sent or as it was answered.
    pub(crate) fn holds(&self, sent: &Resource) -> Result<bool, PortalServerError> {
        if self.draft.is_none() {
            return Ok(false);
        }
        let hash = hash_of(sent)?;
        if hash.to_string() == self.sent_hash {
            return Ok(true);
        }
        let present = self.resource()?;
        present.map_or(Ok(false), |present| Ok(hash_of(&present)? == hash))
    }
}

/// The row of that name, deleted or not.
pub(crate) fn find(
    connection: &Connection,
    item: ItemRef,
) -> Result<Option<Row>, PortalServerError> {
    Ok(connection
        .prepare_cached(&format!("SELECT {COLUMNS} FROM resource WHERE kind = ?1 AND id = ?2"))?
        .query_row(params![item.kind.as_str(), item.id.to_string()], Row::read)
        .optional()?)
}

/// At most `limit` rows that something happened to after `sequence`, in the order it happened.
pub(crate) fn list_after(
    connection: &Connection,
    sequence: i64,
    limit: u32,
) -> Result<Vec<Row>, PortalServerError> {
    let sql =
        format!("SELECT {COLUMNS} FROM resource WHERE sequence > ?1 ORDER BY sequence LIMIT ?2");
    let mut statement = connection.prepare_cached(&sql)?;
    let rows = statement.query_map(params![sequence, limit], Row::read)?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Stores `sent` as the draft of its row, which is made when there is none. What readers see stays.
pub(crate) fn put(
    connection: &Connection,
    sent: Resource,
    present: Option<&Row>,
) -> Result<Row, PortalServerError> {
    let item = sent.item();
    let sent_hash = hash_of(&sent)?;
    let (draft, slug) = settled(connection, sent, present)?;
    let sequence = settings::next_sequence(connection)?;
    // The sequence makes it unique, the hash keeps it so after a backup was put back.
    let revision = format!("{sequence:x}-{}", &hash_of(&draft)?.to_string()[..16]);
    let path = slug.as_deref().and_then(|slug| slugs::path(item.kind, slug));
    connection
        .prepare_cached(
            "INSERT INTO resource (kind, id, sequence, revision, draft, sent_hash, state, slug, path)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'draft', ?7, ?8)
             ON CONFLICT (kind, id) DO UPDATE SET sequence = ?3, revision = ?4, draft = ?5,
                 sent_hash = ?6, slug = ?7, path = ?8, deleted = 0",
        )?
        .execute(params![
            item.kind.as_str(),
            item.id.to_string(),
            sequence,
            revision,
            write_resource(&draft)?,
            sent_hash.to_string(),
            slug,
            path,
        ])?;
    get(connection, item)
}

/// Deletes the resource: readers and clients no longer find it, the change feed says it is gone.
/// Its address answers 410 if it was ever live, else it is free again.
pub(crate) fn delete(connection: &Connection, row: &Row) -> Result<(), PortalServerError> {
    search::delete(connection, row.number)?;
    connection
        .prepare_cached(
            "UPDATE resource SET deleted = 1, draft = NULL, live = NULL, live_revision = NULL,
                 state = CASE state WHEN 'live' THEN 'taken_down' ELSE state END,
                 slug = CASE ever_live WHEN 1 THEN slug END,
                 path = CASE ever_live WHEN 1 THEN path END, sequence = ?2
             WHERE number = ?1",
        )?
        .execute(params![row.number, settings::next_sequence(connection)?])?;
    Ok(())
}

/// A time as the database keeps it: milliseconds since 1970.
pub(crate) fn millis(at: Option<DateTime<Utc>>) -> Option<i64> {
    at.map(|at| at.timestamp_millis())
}

/// The row that must be there, after a write in the same transaction.
pub(crate) fn get(connection: &Connection, item: ItemRef) -> Result<Row, PortalServerError> {
    find(connection, item)?.ok_or(PortalServerError::Sqlite(rusqlite::Error::QueryReturnedNoRows))
}

fn settled(
    connection: &Connection,
    mut sent: Resource,
    present: Option<&Row>,
) -> Result<(Resource, Option<String>), PortalServerError> {
    let item = sent.item();
    let slug = match &mut sent {
        Resource::Article(article) => {
            article.slug = slugs::settle(connection, item, present, &article.slug, &article.title)?;
            Some(article.slug.clone())
        }
        Resource::Album(album) => {
            album.slug = slugs::settle(connection, item, present, &album.slug, &album.title)?;
            Some(album.slug.clone())
        }
        Resource::Photo(_) => None,
    };
    Ok((sent, slug))
}

fn hash_of(resource: &Resource) -> Result<BlobHash, PortalServerError> {
    Ok(content_hash(resource)?)
}

fn read_resource(kind: ItemKind, json: &str) -> Result<Resource, PortalServerError> {
    Ok(match kind {
        ItemKind::Article => Resource::Article(serde_json::from_str(json)?),
        ItemKind::Photo => Resource::Photo(serde_json::from_str(json)?),
        ItemKind::Album => Resource::Album(serde_json::from_str(json)?),
    })
}

fn write_resource(resource: &Resource) -> Result<String, PortalServerError> {
    Ok(match resource {
        Resource::Article(article) => serde_json::to_string(article)?,
        Resource::Photo(photo) => serde_json::to_string(photo)?,
        Resource::Album(album) => serde_json::to_string(album)?,
    })
}

fn read_kind(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<ItemKind> {
    parse(column, serde_json::from_value(row.get::<_, String>(column)?.into()))
}

fn parse<T, E: std::error::Error + Send + Sync + 'static>(
    column: usize,
    parsed: Result<T, E>,
) -> rusqlite::Result<T> {
    parsed.map_err(|error| {
        rusqlite::Error::FromSqlConversionFailure(
            column,
            rusqlite::types::Type::Text,
            Box::new(error),
        )
    })
}

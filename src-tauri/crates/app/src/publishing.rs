//! Publishing: one click from "this is ready" to "read back and equal".
//!
//! What is wished for lies in the outbox before anything is sent; a run takes it from there. So a
//! run may end anywhere, by a crash, a lost line or a click on stop, and the next one goes on.

mod outbox;
mod prepare;
mod recipe;
mod report;
mod rules;
mod run;
mod shown;
mod watch;

pub(crate) use prepare::largest_copy;

use domain::{Album, ArticleId, JobId, Status, Transition};
use store::{EntityKind, OutboxAction, OutboxItem, OutboxState, Reader, Writer};
use uuid::Uuid;

use crate::articles::assert_ready;
use crate::core::lock;
use crate::view::{
    ArticleMove, ChangedKind, Nothing, PublishCurrent, PublishPlan, PublishRun, PublishWish,
};
use crate::{App, Error};

impl App {
    /// What a run would send, without sending it or moving anything.
    pub async fn publish_plan(&self, request: PublishWish) -> Result<PublishPlan, Error> {
        let connected = self.connect().await?;
        let (account, now) = (connected.account.id, self.now());
        let wishes = self
            .with_library(move |library| {
                library.try_read(|reader| wished(reader, account, &request, now))
            })
            .await?;
        self.plan_of(&connected, wishes).await
    }

    /// Starts a run and returns at once; progress comes as events. When one is going on already, that
    /// one is returned: its successor takes what was added meanwhile.
    ///
    /// # Errors
    /// [`Error::NotReady`] when a check holds an article back, [`Error::NoPortal`],
    /// [`Error::Status`].
    pub async fn publish_start(&self, request: PublishWish) -> Result<PublishRun, Error> {
        let session = self.session()?;
        let portal = self.main_portal().await?.ok_or(Error::NoPortal)?;
        self.move_wished(&request).await?;
        let keys = self
            .with_library(move |library| {
                library.try_read(|reader| keys(reader, portal.id, &request))
            })
            .await?;
        self.tell_waiting().await?;
        let Ok(turn) = session.publishing.clone().try_lock_owned() else {
            let running = lock(&session.run).clone();
            return running.ok_or(Error::Invalid { detail: "a run is just beginning" });
        };
        let begun = run::begun(JobId::generate(), &portal.name, &portal.url);
        self.show_run(&session, &begun);
        let (app, started) = (self.clone(), begun.clone());
        tokio::spawn(async move {
            app.run(&session, started, keys).await;
            drop(turn);
        });
        Ok(begun)
    }

    /// The run that is going on, or the last one.
    pub async fn publish_current(&self, _: Nothing) -> Result<PublishCurrent, Error> {
        Ok(PublishCurrent { run: lock(&self.session()?.run).clone() })
    }

    /// Waits until the run that is going on is over, and gives it.
    pub async fn publish_finished(&self) -> Result<Option<PublishRun>, Error> {
        let session = self.session()?;
        drop(session.publishing.lock().await);
        Ok(lock(&session.run).clone())
    }

    /// Moves what is named to "đã đăng" or "đã gỡ", so that it lies in the outbox.
    async fn move_wished(&self, request: &PublishWish) -> Result<(), Error> {
        let articles = request.articles.clone();
        self.with_library(move |library| assert_ready(library, &articles)).await?;
        for (ids, transition) in
            [(&request.articles, Transition::Publish), (&request.take_down, Transition::TakeDown)]
        {
            if !ids.is_empty() {
                let step = ArticleMove { ids: ids.clone(), transition, reason: String::new() };
                self.article_move(step).await?;
            }
        }
        let (now, request) = (self.now(), request.clone());
        self.with_library(move |library| {
            library.try_write(|writer| {
                let portal = writer.portals().main()?.map(|portal| portal.id);
                for id in &request.albums {
                    let album = published(writer, *id, now)?;
                    writer.albums_mut().update(&album, portal, now)?;
                }
                for id in &request.take_down_albums {
                    let album = writer.albums().get(*id)?;
                    let album = Album { status: Status::TakenDown, updated_at: now, ..album };
                    writer.albums_mut().update(&album, None, now)?;
                }
                Ok::<_, Error>(())
            })
        })
        .await?;
        self.changed(&[ChangedKind::Albums]);
        Ok(())
    }
}

fn published(
    writer: &Writer<'_>,
    id: domain::AlbumId,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Album, Error> {
    let album = writer.albums().get(id)?;
    let slug = match album.slug.as_str() {
        "" => text::slug::slug(&album.title),
        slug => slug.to_owned(),
    };
    let updated_at = if album.status == Status::Published { album.updated_at } else { now };
    Ok(Album { status: Status::Published, slug, updated_at, ..album })
}

/// Whether a wish names this thing; a wish that names nothing names all.
fn names(request: &PublishWish, kind: EntityKind, id: Uuid) -> bool {
    let article = || request.articles.iter().chain(&request.take_down).any(|named| named.0 == id);
    let album =
        || request.albums.iter().chain(&request.take_down_albums).any(|named| named.0 == id);
    match kind {
        _ if *request == PublishWish::default() => true,
        EntityKind::Article => article(),
        EntityKind::Album => album(),
        EntityKind::Photo => false,
    }
}

/// The outbox rows that a wish means.
fn keys(
    reader: &Reader<'_>,
    portal: domain::PortalId,
    request: &PublishWish,
) -> Result<Vec<Uuid>, Error> {
    let rows = reader.outbox().list(portal)?.into_iter();
    let meant = rows
        .filter(|row| row.state == OutboxState::Waiting && names(request, row.kind, row.entity));
    Ok(meant.map(|row| row.key).collect())
}

/// The outbox rows that a wish would mean, were it granted: for plans only.
fn wished(
    reader: &Reader<'_>,
    portal: domain::PortalId,
    request: &PublishWish,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<OutboxItem>, Error> {
    let mut rows: Vec<_> = reader
        .outbox()
        .list(portal)?
        .into_iter()
        .filter(|row| row.state == OutboxState::Waiting && names(request, row.kind, row.entity))
        .collect();
    let named = [
        (
            EntityKind::Article,
            OutboxAction::Publish,
            uuids(&request.articles, |id: &ArticleId| id.0),
        ),
        (EntityKind::Article, OutboxAction::TakeDown, uuids(&request.take_down, |id| id.0)),
        (EntityKind::Album, OutboxAction::Publish, uuids(&request.albums, |id| id.0)),
        (EntityKind::Album, OutboxAction::TakeDown, uuids(&request.take_down_albums, |id| id.0)),
    ];
    for (kind, action, ids) in named {
        for entity in ids {
            rows.retain(|row| row.kind != kind || row.entity != entity);
            rows.push(OutboxItem {
                sequence: 0,
                portal,
                kind,
                entity,
                action,
                key: Uuid::nil(),
                content_hash: None,
                state: OutboxState::Waiting,
                attempts: 0,
                next_attempt_at: None,
                error_code: None,
                error_detail: None,
                created_at: now,
            });
        }
    }
    Ok(rows)
}

fn uuids<T>(ids: &[T], id: impl Fn(&T) -> Uuid) -> Vec<Uuid> {
    ids.iter().map(id).collect()
}

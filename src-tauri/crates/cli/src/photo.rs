//! `photo …`

mod edits;

use std::path::Path;

use app::view::{
    AlbumCreate, Grouping, ImportPreview, JobState, Nothing, OriginalReplace, PhotoFilter,
    PhotoImport, PhotoLayoutGet, PhotoList, PhotoPatch, PhotoRef, PhotoRefs, PhotoSet, PhotoSort,
    Purged, Range,
};
use app::{Access, App};
use domain::{AlbumId, AltText, JobId, PhotoId, Rotation};
use serde_json::json;

use crate::answer::{Answer, Ending};
use crate::arguments::{
    self, Group, ImportPhotos, ImportWords, ListPhotos, PhotoVerb, Set, SetPhotos,
};
use crate::error::CliError;
use crate::newsroom::Newsroom;
use crate::progress::Progress;

/// Carries out one of the verbs.
pub(crate) async fn answer(newsroom: &mut Newsroom, verb: PhotoVerb) -> Result<Answer, CliError> {
    let app = newsroom.app.clone();
    newsroom.open_for(&verb).await?;
    match verb {
        PhotoVerb::Import(request) => import(newsroom, request).await,
        PhotoVerb::Watched(verb) => crate::watched::answer(newsroom, verb).await,
        PhotoVerb::List(request) => listed(&app, list(request)).await,
        PhotoVerb::Search { query, typeahead, limit } => {
            Answer::done(app.photo_search(&query, typeahead, limit).await?)
        }
        PhotoVerb::Show { id } => Answer::done(app.photo_get(PhotoRef { id }).await?),
        PhotoVerb::Thumbnails { side, out } => {
            let report = app.photo_thumbnails(side, &out, Progress::thumbnails).await?;
            let ending = if report.failed.is_empty() { Ending::Done } else { Ending::Partly };
            Answer::ended(report, ending)
        }
        PhotoVerb::Publishable { id, out } => publishable(&app, id, &out).await,
        PhotoVerb::Set(request) => {
            let ids = request.ids.clone();
            app.photo_update(patch(request)).await?;
            Answer::done(json!({"rows": app.photo_rows(PhotoRefs { ids }).await?.rows}))
        }
        PhotoVerb::Mark { ids, flag, stars } => edits::mark(&app, ids, flag, stars).await,
        PhotoVerb::Rotate { ids, by } => edits::rotate(&app, ids, by).await,
        PhotoVerb::Edit(request) => edits::edit(&app, request).await,
        PhotoVerb::Duplicates { dismiss, undo } => duplicates(&app, dismiss, undo).await,
        PhotoVerb::Trash { ids } => {
            app.photo_trash(PhotoRefs { ids: ids.clone() }).await?;
            Answer::done(json!({"trashed": ids}))
        }
        PhotoVerb::Restore { ids } => {
            app.photo_restore(PhotoRefs { ids: ids.clone() }).await?;
            Answer::done(json!({"restored": ids}))
        }
        PhotoVerb::Purge { ids } => purge(&app, ids).await,
        PhotoVerb::Rebuild { ids } => {
            let job = app.thumbnails_rebuild(PhotoRefs { ids }).await?;
            chore_ended(newsroom, job.id).await
        }
        PhotoVerb::Replace { id, file } => {
            let path = file.to_string_lossy().into_owned();
            app.original_replace(OriginalReplace { id, path }).await?;
            Answer::done(json!({"id": id}))
        }
    }
}

impl Newsroom {
    /// Opens the library as a verb needs it; those that decide for themselves open it later.
    async fn open_for(&self, verb: &PhotoVerb) -> Result<(), CliError> {
        match verb {
            PhotoVerb::Import(_) | PhotoVerb::Watched(_) => Ok(()),
            PhotoVerb::List(_)
            | PhotoVerb::Search { .. }
            | PhotoVerb::Show { .. }
            | PhotoVerb::Thumbnails { .. }
            | PhotoVerb::Publishable { .. } => self.open(Access::Read).await,
            PhotoVerb::Duplicates { dismiss, .. } if dismiss.is_empty() => {
                self.open(Access::Read).await
            }
            _ => self.open(Access::Write).await,
        }
    }
}

async fn listed(app: &App, list: PhotoList) -> Result<Answer, CliError> {
    let (filter, grouping) = (list.filter.clone(), list.grouping);
    let mut value = serde_json::to_value(app.photo_list(list).await?)?;
    if grouping != Grouping::None {
        let layout = app.photo_layout(PhotoLayoutGet { filter, grouping }).await?;
        value["groups"] = serde_json::to_value(layout.groups)?;
    }
    Answer::done(value)
}

async fn publishable(app: &App, id: PhotoId, out: &Path) -> Result<Answer, CliError> {
    let jpeg = app.photo_publishable(id).await?;
    std::fs::write(out, &jpeg)
        .map_err(|source| CliError::Write { path: out.to_owned(), source })?;
    Answer::done(json!({"id": id, "file": out, "bytes": jpeg.len()}))
}

/// The groups of look-alikes, once those named are told apart (or, undone, no longer).
async fn duplicates(app: &App, ids: Vec<PhotoId>, undo: bool) -> Result<Answer, CliError> {
    if !ids.is_empty() {
        let request = PhotoRefs { ids };
        if undo {
            app.duplicate_dismiss_undo(request).await?;
        } else {
            app.duplicate_dismiss(request).await?;
        }
    }
    Answer::done(app.duplicate_list(Nothing {}).await?)
}

async fn purge(app: &App, ids: Vec<PhotoId>) -> Result<Answer, CliError> {
    let purged = app.photo_purge(PhotoRefs { ids }).await?;
    let ending = match purged {
        Purged { kept: 0, .. } => Ending::Done,
        Purged { removed: 0, .. } => Ending::Nothing,
        _ => Ending::Partly,
    };
    Answer::ended(purged, ending)
}

/// A path that does not depend on this process's folder: a job is a row that may go on in another.
pub(crate) fn whole(path: &Path) -> Result<String, CliError> {
    let whole = std::path::absolute(path)
        .map_err(|source| CliError::Read { path: path.to_owned(), source })?;
    Ok(whole.to_string_lossy().into_owned())
}

async fn import(newsroom: &mut Newsroom, request: ImportPhotos) -> Result<Answer, CliError> {
    if request.dry_run {
        let paths =
            request.paths.iter().map(|path| whole(path)).collect::<Result<_, CliError>>()?;
        let ImportWords { rename, credit } = request.words;
        let asked = ImportPreview { paths, rename, event: request.event, credit };
        return Answer::done(newsroom.app.import_preview(asked).await?);
    }
    newsroom.open(Access::Write).await?;
    let app = newsroom.app.clone();
    // What a killed call left behind comes first, so that its files are not brought in beside us.
    newsroom.watching(app.jobs_resumed()).await?;
    let album = match request.album {
        Some(title) => Some(album(newsroom, title).await?),
        None => None,
    };
    let paths = request.paths.iter().map(|path| whole(path)).collect::<Result<_, CliError>>()?;
    let ImportWords { rename, credit } = request.words;
    let (event, keywords) = (request.event, request.keywords);
    let template = request.template;
    let wish =
        PhotoImport { paths, album, rename, event, credit, template, keywords, article: None };
    let job = app.photo_import(wish).await?;
    imported(newsroom, job.id, album).await
}

/// Waits for the end of an import and tells what became of each file.
pub(crate) async fn imported(
    newsroom: &mut Newsroom,
    job: JobId,
    album: Option<AlbumId>,
) -> Result<Answer, CliError> {
    let ended = newsroom.job_ended(job).await?;
    let report = newsroom.app.import_report(job).await?;
    let some = !report.imported.is_empty() || !report.duplicates.is_empty();
    let ending = match ended.job.state {
        JobState::Failed if !some => Ending::Nothing,
        JobState::Done if report.skipped.is_empty() => Ending::Done,
        _ => Ending::Partly,
    };
    let mut value = serde_json::to_value(report)?;
    value["job"] = json!(job);
    value["album"] = json!(album);
    value["failure"] = json!(ended.job.error);
    Answer::ended(value, ending)
}

/// Waits for the end of a job that looks after photos, and tells what it found.
pub(crate) async fn chore_ended(newsroom: &mut Newsroom, job: JobId) -> Result<Answer, CliError> {
    let ended = newsroom.job_ended(job).await?;
    let whole = ended.job.state == JobState::Done && ended.skipped.is_empty();
    let ending = if whole { Ending::Done } else { Ending::Partly };
    let (done, skipped, failure) = (ended.job.done, ended.skipped, ended.job.error);
    let told = json!({"job": job, "photos": done, "skipped": skipped, "failure": failure});
    Answer::ended(told, ending)
}

/// The album of this title; made when there is none.
pub(crate) async fn album(newsroom: &Newsroom, title: String) -> Result<AlbumId, CliError> {
    let made = newsroom.app.album_list(Nothing {}).await?;
    if let Some(known) = made.rows.iter().find(|album| album.title == title.trim()) {
        return Ok(known.id);
    }
    Ok(newsroom.app.album_create(AlbumCreate { title, photos: Vec::new() }).await?.id)
}

fn list(request: ListPhotos) -> PhotoList {
    let set = match request.set {
        Set::All => PhotoSet::All,
        Set::Recent => PhotoSet::Recent,
        Set::Used => PhotoSet::Used,
        Set::Unused => PhotoSet::Unused,
        Set::NoCaption => PhotoSet::NoCaption,
        Set::NoAlt => PhotoSet::NoAlt,
        Set::NoCredit => PhotoSet::NoCredit,
        Set::WithGps => PhotoSet::WithGps,
        Set::Duplicates => PhotoSet::Duplicates,
        Set::Published => PhotoSet::Published,
        Set::Changed => PhotoSet::Changed,
        Set::Missing => PhotoSet::Missing,
        Set::Trashed => PhotoSet::Trashed,
    };
    PhotoList {
        filter: PhotoFilter {
            set,
            album: request.album,
            query: request.query,
            sort: match request.sort {
                arguments::PhotoSort::Imported => PhotoSort::Imported,
                arguments::PhotoSort::Taken => PhotoSort::Taken,
                arguments::PhotoSort::Name => PhotoSort::Name,
            },
            flag: request.flag.map(edits::flag),
            min_stars: request.min_stars,
            import: request.import,
            day: request.day,
            smart: request.smart,
        },
        grouping: match request.group {
            None => Grouping::None,
            Some(Group::Day) => Grouping::Day,
            Some(Group::Import) => Grouping::Import,
        },
        range: Range { offset: request.offset, limit: request.limit },
    }
}

fn patch(request: SetPhotos) -> PhotoPatch {
    let alt = match request.alt {
        _ if request.decorative => Some(AltText::Decorative),
        Some(text) if text.trim().is_empty() => Some(AltText::Missing),
        text => text.map(AltText::Text),
    };
    let rotation = request.rotation.as_deref().map(|degrees| match degrees {
        "90" => Rotation::Quarter,
        "180" => Rotation::Half,
        "270" => Rotation::ThreeQuarter,
        _ => Rotation::None,
    });
    PhotoPatch {
        ids: request.ids,
        caption: request.caption,
        alt,
        credit: request.credit,
        source: request.source,
        keywords: request.keywords,
        people: request.people,
        event: request.event,
        shows_children: request.children,
        consent: request.consent,
        rotation,
        copyright: request.copyright,
        place: request.place,
        remove_gps: request.remove_gps,
        expand: request.expand,
        only_empty: request.only_empty,
    }
}

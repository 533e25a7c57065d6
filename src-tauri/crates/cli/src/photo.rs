//! `photo …`

use app::Access;
use app::view::{
    AlbumCreate, Grouping, JobState, Nothing, PhotoFilter, PhotoImport, PhotoList, PhotoPatch, PhotoRef,
    PhotoRefs, PhotoSet, Range,
};
use domain::{AlbumId, AltText, Rotation};
use serde_json::json;

use crate::answer::{Answer, Ending};
use crate::arguments::{ImportPhotos, ListPhotos, PhotoVerb, Set, SetPhotos};
use crate::error::CliError;
use crate::newsroom::Newsroom;
use crate::progress::Progress;

/// Carries out one of the verbs.
pub(crate) async fn answer(newsroom: &mut Newsroom, verb: PhotoVerb) -> Result<Answer, CliError> {
    let app = newsroom.app.clone();
    match verb {
        PhotoVerb::Import(request) => import(newsroom, request).await,
        PhotoVerb::Thumbnails { side, out } => {
            newsroom.open(Access::Read).await?;
            let report = app.photo_thumbnails(side, &out, Progress::thumbnails).await?;
            let ending = if report.failed.is_empty() { Ending::Done } else { Ending::Partly };
            Answer::ended(report, ending)
        }
        PhotoVerb::List(request) => {
            newsroom.open(Access::Read).await?;
            Answer::done(app.photo_list(list(request)).await?)
        }
        PhotoVerb::Search { query, typeahead, limit } => {
            newsroom.open(Access::Read).await?;
            Answer::done(app.photo_search(&query, typeahead, limit).await?)
        }
        PhotoVerb::Show { id } => {
            newsroom.open(Access::Read).await?;
            Answer::done(app.photo_get(PhotoRef { id }).await?)
        }
        PhotoVerb::Set(request) => {
            newsroom.open(Access::Write).await?;
            let ids = request.ids.clone();
            app.photo_update(patch(request)).await?;
            Answer::done(json!({"rows": app.photo_rows(PhotoRefs { ids }).await?.rows}))
        }
        PhotoVerb::Publishable { id, out } => {
            newsroom.open(Access::Read).await?;
            let jpeg = app.photo_publishable(id).await?;
            std::fs::write(&out, &jpeg)
                .map_err(|source| CliError::Write { path: out.clone(), source })?;
            Answer::done(json!({"id": id, "file": out, "bytes": jpeg.len()}))
        }
        PhotoVerb::Trash { ids } => {
            newsroom.open(Access::Write).await?;
            app.photo_trash(PhotoRefs { ids: ids.clone() }).await?;
            Answer::done(json!({"trashed": ids}))
        }
        PhotoVerb::Restore { ids } => {
            newsroom.open(Access::Write).await?;
            app.photo_restore(PhotoRefs { ids: ids.clone() }).await?;
            Answer::done(json!({"restored": ids}))
        }
    }
}

async fn import(newsroom: &mut Newsroom, request: ImportPhotos) -> Result<Answer, CliError> {
    newsroom.open(Access::Write).await?;
    let app = newsroom.app.clone();
    // What a killed call left behind comes first, so that its files are not brought in beside us.
    newsroom.watching(app.jobs_resumed()).await?;
    let album = match request.album {
        Some(title) => Some(album(newsroom, title).await?),
        None => None,
    };
    // A job is a row that may go on in a later process: its paths must not depend on this one's folder.
    let paths = request.paths.iter().map(|path| {
        let whole = std::path::absolute(path)
            .map_err(|source| CliError::Read { path: path.clone(), source })?;
        Ok(whole.to_string_lossy().into_owned())
    });
    let paths = paths.collect::<Result<_, CliError>>()?;
    let job = app.photo_import(PhotoImport { paths, album, article: None }).await?;
    let ended = newsroom.job_ended(job.id).await?;
    let report = app.import_report(job.id).await?;
    let some = !report.imported.is_empty() || !report.duplicates.is_empty();
    let ending = match ended.state {
        JobState::Failed if !some => Ending::Nothing,
        JobState::Done if report.skipped.is_empty() => Ending::Done,
        _ => Ending::Partly,
    };
    let mut value = serde_json::to_value(report)?;
    value["job"] = json!(job.id);
    value["album"] = json!(album);
    value["failure"] = json!(ended.error);
    Answer::ended(value, ending)
}

/// The album of this title; made when there is none.
async fn album(newsroom: &Newsroom, title: String) -> Result<AlbumId, CliError> {
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
        Set::Unused => PhotoSet::Unused,
        Set::NoCaption => PhotoSet::NoCaption,
        Set::NoAlt => PhotoSet::NoAlt,
        Set::NoCredit => PhotoSet::NoCredit,
        Set::WithGps => PhotoSet::WithGps,
        Set::Trashed => PhotoSet::Trashed,
    };
    PhotoList {
        filter: PhotoFilter {
            set,
            album: request.album,
            query: request.query,
            ..PhotoFilter::default()
        },
        grouping: Grouping::None,
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
        only_empty: request.only_empty,
        ..PhotoPatch::default()
    }
}

//! `album …`

use app::Access;
use app::view::{
    AlbumCreate, AlbumPatch, AlbumPhotos, AlbumRef, AlbumRow, Grouping, Nothing, PhotoFilter,
    PhotoList, PublishWish, Range,
};
use domain::AlbumId;
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::AlbumVerb;
use crate::error::CliError;
use crate::newsroom::Newsroom;
use crate::publish;

/// Carries out one of the verbs.
pub(crate) async fn answer(newsroom: &mut Newsroom, verb: AlbumVerb) -> Result<Answer, CliError> {
    let app = newsroom.app.clone();
    match verb {
        AlbumVerb::List => {
            newsroom.open(Access::Read).await?;
            return Answer::done(app.album_list(Nothing {}).await?);
        }
        AlbumVerb::Show { album } => {
            newsroom.open(Access::Read).await?;
            return show(newsroom, album).await;
        }
        AlbumVerb::Publish { album, token } => {
            newsroom.open_online(&token).await?;
            let wish = PublishWish { albums: vec![album], ..PublishWish::default() };
            return publish::run(newsroom, wish).await;
        }
        _ => newsroom.open(Access::Write).await?,
    }
    match verb {
        AlbumVerb::Create { title, photos } => {
            Answer::done(app.album_create(AlbumCreate { title, photos }).await?)
        }
        AlbumVerb::Add { album: id, photos } => {
            Answer::done(app.album_add(AlbumPhotos { id, photos }).await?)
        }
        AlbumVerb::Remove { album: id, photos } => {
            Answer::done(app.album_remove(AlbumPhotos { id, photos }).await?)
        }
        AlbumVerb::Set { album: id, title, description, cover } => {
            Answer::done(app.album_update(AlbumPatch { id, title, description, cover }).await?)
        }
        AlbumVerb::TakeDown { album: id } => {
            app.album_take_down(AlbumRef { id }).await?;
            Answer::done(json!({"taken_down": id}))
        }
        AlbumVerb::Trash { album: id } => {
            app.album_trash(AlbumRef { id }).await?;
            Answer::done(json!({"trashed": id}))
        }
        AlbumVerb::Restore { album: id } => {
            app.album_restore(AlbumRef { id }).await?;
            Answer::done(json!({"restored": id}))
        }
        AlbumVerb::List | AlbumVerb::Show { .. } | AlbumVerb::Publish { .. } => {
            Answer::done(Nothing {})
        }
    }
}

async fn show(newsroom: &Newsroom, id: AlbumId) -> Result<Answer, CliError> {
    let albums = newsroom.app.album_list(Nothing {}).await?.rows;
    let Some(album) = albums.into_iter().find(|album: &AlbumRow| album.id == id) else {
        return Err(CliError::NeitherArticleNorAlbum { id: id.to_string() });
    };
    let mut photos = Vec::new();
    loop {
        let offset = u32::try_from(photos.len()).unwrap_or(u32::MAX);
        let filter = PhotoFilter { album: Some(id), ..PhotoFilter::default() };
        let page =
            PhotoList { filter, grouping: Grouping::None, range: Range { offset, limit: 1000 } };
        let rows = newsroom.app.photo_list(page).await?.rows;
        if rows.is_empty() {
            break;
        }
        photos.extend(rows);
    }
    Answer::done(json!({"album": album, "photos": photos}))
}

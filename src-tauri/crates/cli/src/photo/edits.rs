//! What changes photos: `photo set`, `photo mark`, `photo rotate`, `photo edit`, the bin, and telling
//! look-alikes apart.

use app::App;
use app::view::{
    Nothing, PhotoEdit, PhotoMark, PhotoPatch, PhotoRef, PhotoRefs, PhotoRotate, Purged, Undo,
};
use domain::{Crop, Flag, PhotoId};
use serde_json::json;

use crate::answer::{Answer, Ending};
use crate::arguments::{EditPhoto, Format, Verdict};
use crate::error::CliError;

/// Changes what is said about photos.
pub(crate) async fn set(app: &App, patch: PhotoPatch) -> Result<Answer, CliError> {
    let ids = patch.ids.clone();
    let undo = app.photo_update(patch).await?;
    shown(app, ids, undo).await
}

/// Says that photos are no duplicates of each other, or takes that back.
pub(crate) async fn dismiss(app: &App, ids: Vec<PhotoId>, undo: bool) -> Result<Answer, CliError> {
    let request = PhotoRefs { ids };
    if undo {
        app.duplicate_dismiss_undo(request).await?;
    } else {
        app.duplicate_dismiss(request).await?;
    }
    Answer::done(app.duplicate_list(Nothing {}).await?)
}

/// Puts photos into the bin.
pub(crate) async fn trash(app: &App, ids: Vec<PhotoId>) -> Result<Answer, CliError> {
    app.photo_trash(PhotoRefs { ids: ids.clone() }).await?;
    Answer::done(json!({"trashed": ids}))
}

/// Takes photos out of the bin.
pub(crate) async fn restore(app: &App, ids: Vec<PhotoId>) -> Result<Answer, CliError> {
    app.photo_restore(PhotoRefs { ids: ids.clone() }).await?;
    Answer::done(json!({"restored": ids}))
}

/// Empties the bin of photos.
pub(crate) async fn purge(app: &App, ids: Vec<PhotoId>) -> Result<Answer, CliError> {
    let purged = app.photo_purge(PhotoRefs { ids }).await?;
    let ending = match purged {
        Purged { kept: 0, .. } => Ending::Done,
        Purged { removed: 0, .. } => Ending::Nothing,
        _ => Ending::Partly,
    };
    Answer::ended(purged, ending)
}

/// Gives a verdict, stars, or both.
pub(crate) async fn mark(
    app: &App,
    ids: Vec<PhotoId>,
    flag: Option<Verdict>,
    stars: Option<u8>,
) -> Result<Answer, CliError> {
    let flag = flag.map(self::flag);
    let undo = app.photo_mark(PhotoMark { ids: ids.clone(), flag, stars }).await?;
    shown(app, ids, undo).await
}

/// Turns photos by quarters.
pub(crate) async fn rotate(
    app: &App,
    ids: Vec<PhotoId>,
    quarters: i32,
) -> Result<Answer, CliError> {
    let undo = app.photo_rotate(PhotoRotate { ids: ids.clone(), quarters }).await?;
    shown(app, ids, undo).await
}

/// Straightens or crops a photo.
pub(crate) async fn edit(app: &App, request: EditPhoto) -> Result<Answer, CliError> {
    let ids = vec![request.id];
    let undo = app.photo_edit(whole(app, request).await?).await?;
    shown(app, ids, undo).await
}

/// How many photos changed, and all of them as they now are.
async fn shown(app: &App, ids: Vec<PhotoId>, undo: Undo) -> Result<Answer, CliError> {
    let rows = app.photo_rows(PhotoRefs { ids }).await?.rows;
    Answer::done(json!({"changed": undo.count, "rows": rows}))
}

/// The verdict as the application knows it.
pub(crate) fn flag(verdict: Verdict) -> Flag {
    match verdict {
        Verdict::Pick => Flag::Pick,
        Verdict::Reject => Flag::Reject,
        Verdict::None => Flag::None,
    }
}

/// The whole edit: what is not named stays as it is.
async fn whole(app: &App, request: EditPhoto) -> Result<PhotoEdit, CliError> {
    let photo = app.photo_get(PhotoRef { id: request.id }).await?.photo;
    let mut edit = PhotoEdit {
        id: photo.id,
        rotation: photo.rotation,
        straighten: request.straighten.unwrap_or(photo.straighten),
        crop: photo.crop,
        crops: photo.crops,
    };
    let place: &mut Option<Crop> = match request.format {
        None => &mut edit.crop,
        Some(Format::Cover) => &mut edit.crops.cover,
        Some(Format::Square) => &mut edit.crops.square,
        Some(Format::Portrait) => &mut edit.crops.portrait,
    };
    if request.uncrop {
        *place = None;
    } else if request.crop.is_some() {
        *place = request.crop;
    }
    Ok(edit)
}

//! `photo mark`, `photo rotate`, `photo edit`

use app::App;
use app::view::{PhotoEdit, PhotoMark, PhotoRef, PhotoRefs, PhotoRotate, Undo};
use domain::{Crop, Flag, PhotoId};
use serde_json::json;

use crate::answer::Answer;
use crate::arguments::{EditPhoto, Format, Verdict};
use crate::error::CliError;

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

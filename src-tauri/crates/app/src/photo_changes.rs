//! Changes to photos, one or many at once: all of them in one transaction, and each kept so that it
//! can be taken back.

use std::collections::VecDeque;
use std::sync::PoisonError;

use chrono::NaiveDate;
use domain::photo::{MAX_STARS, MAX_STRAIGHTEN};
use domain::{AltText, Codebook, Crop, Crops, Photo, PhotoId, UndoId};
use store::{Library, PhotoChanges, PhotoPatch as Patch};

use crate::captions::{codebook, expand};
use crate::core::{blocking, lock};
use crate::photos::{GRID_SIDE, VIEW_SIDE};
use crate::view::{
    ChangedKind, Nothing, PhotoEdit, PhotoMark, PhotoPatch, PhotoRefs, PhotoRotate, Purged, Undo,
};
use crate::{App, Error};

/// Deeds that can be taken back: the newest …
const DEEDS: usize = 50;
/// … as long as they changed no more photos together. The newest is kept however large.
const PHOTOS: usize = 200_000;

/// What brings photos back to how they were.
type Back = Vec<(Patch, Vec<PhotoId>)>;

/// What can be taken back while the library is open, oldest first.
#[derive(Default)]
pub(crate) struct Undos {
    kept: VecDeque<(Undo, Back)>,
}

impl Undos {
    fn keep(&mut self, changes: PhotoChanges) -> Undo {
        let undo = Undo { token: UndoId::generate(), count: changes.count };
        self.kept.push_back((undo, changes.back));
        let photos = |kept: &VecDeque<(Undo, Back)>| -> usize {
            kept.iter().map(|(undo, _)| undo.count as usize).sum()
        };
        while self.kept.len() > DEEDS || (self.kept.len() > 1 && photos(&self.kept) > PHOTOS) {
            self.kept.pop_front();
        }
        undo
    }

    fn find(&self, token: UndoId) -> Option<Back> {
        self.kept.iter().find(|(undo, _)| undo.token == token).map(|(_, back)| back.clone())
    }

    fn forget(&mut self, token: UndoId) {
        self.kept.retain(|(undo, _)| undo.token != token);
    }
}

impl App {
    /// Changes what is said about several photos, all or none. Published uses are marked as changed.
    pub async fn photo_update(&self, request: PhotoPatch) -> Result<Undo, Error> {
        let (whole, today) = (patch(&request), self.today());
        let only_empty_fields = request.only_empty;
        let book = if request.expand {
            Some(self.with_library(|library| library.try_read(codebook)).await?)
        } else {
            None
        };
        self.change_photos(request.ids, EVERYWHERE, move |photo| {
            let wish = if only_empty_fields { only_empty(&whole, photo) } else { whole.clone() };
            Ok(match &book {
                Some(book) => filled_in(wish, photo, book, today),
                None => wish,
            })
        })
        .await
    }

    /// Gives photos a verdict or stars. Nothing of it is ever published.
    pub async fn photo_mark(&self, request: PhotoMark) -> Result<Undo, Error> {
        if request.stars.is_some_and(|stars| stars > MAX_STARS) {
            return Err(Error::Invalid { detail: "a photo has at most five stars" });
        }
        let patch = Patch { flag: request.flag, stars: request.stars, ..Patch::default() };
        self.change_photos(request.ids, &[ChangedKind::Photos], move |_| Ok(patch.clone())).await
    }

    /// Turns photos by quarters, each from where it is. What was cut out turns with the picture; the
    /// parts for formats of another shape are dropped.
    pub async fn photo_rotate(&self, request: PhotoRotate) -> Result<Undo, Error> {
        let quarters = request.quarters;
        self.change_photos(request.ids, EVERYWHERE, move |photo| {
            let upright = quarters.rem_euclid(2) == 0;
            let turned = |crop: Option<Crop>| crop.map(|crop| crop.turned(quarters));
            Ok(Patch {
                rotation: Some(photo.rotation.turned(quarters)),
                crop: Some(turned(photo.crop)),
                crops: Some(Crops {
                    cover: turned(photo.crops.cover).filter(|_| upright),
                    square: turned(photo.crops.square),
                    portrait: turned(photo.crops.portrait).filter(|_| upright),
                }),
                ..Patch::default()
            })
        })
        .await
    }

    /// Says how one photo is to be shown. The original stays as it is.
    pub async fn photo_edit(&self, request: PhotoEdit) -> Result<Undo, Error> {
        let mut crops = request.crops.iter().chain(request.crop);
        if !(-MAX_STRAIGHTEN..=MAX_STRAIGHTEN).contains(&request.straighten)
            || !crops.all(|crop| crop.is_sound())
        {
            return Err(Error::Invalid { detail: "a turn or crop outside the picture" });
        }
        let patch = Patch {
            rotation: Some(request.rotation),
            straighten: Some(request.straighten),
            crop: Some(request.crop),
            crops: Some(request.crops),
            ..Patch::default()
        };
        self.change_photos(vec![request.id], EVERYWHERE, move |_| Ok(patch.clone())).await
    }

    /// Takes back what was done to photos, however many: the fields it changed are set back, also
    /// when they were changed again since. Photos that are gone for good are passed over.
    pub async fn photo_undo(&self, request: Undo) -> Result<Nothing, Error> {
        let session = self.session()?;
        let Some(back) = lock(&session.undos).find(request.token) else {
            return Err(Error::UndoGone);
        };
        let now = self.now();
        self.with_library(move |library| {
            let redrawn = library.try_write(|writer| {
                let mut redrawn = Vec::new();
                for (patch, mut ids) in back {
                    let photos = writer.photos();
                    ids.retain(|id| !matches!(photos.find_number(*id), Ok(None)));
                    redrawn.extend(writer.photos_mut().update(&ids, &patch, now)?.redrawn);
                }
                Ok::<_, Error>(redrawn)
            })?;
            forget_pictures(library, &redrawn)
        })
        .await?;
        lock(&session.undos).forget(request.token);
        self.changed(EVERYWHERE);
        self.tell_waiting().await?;
        Ok(Nothing {})
    }

    /// Puts photos into the bin. Their originals stay.
    pub async fn photo_trash(&self, request: PhotoRefs) -> Result<Nothing, Error> {
        let now = self.now();
        self.with_library(move |library| {
            library.write(|writer| writer.photos_mut().delete(&request.ids, now))?;
            Ok(())
        })
        .await?;
        self.changed(&[ChangedKind::Photos, ChangedKind::Albums]);
        Ok(Nothing {})
    }

    /// Takes photos out of the bin.
    pub async fn photo_restore(&self, request: PhotoRefs) -> Result<Nothing, Error> {
        self.with_library(move |library| {
            library.write(|writer| writer.photos_mut().restore(&request.ids))?;
            Ok(())
        })
        .await?;
        self.changed(&[ChangedKind::Photos, ChangedKind::Albums]);
        Ok(Nothing {})
    }

    /// Empties the bin of these photos. What an article or album still shows stays. This alone cannot
    /// be undone: the originals are removed.
    pub async fn photo_purge(&self, request: PhotoRefs) -> Result<Purged, Error> {
        let session = self.session()?;
        let purged = blocking(move || {
            let library = session.library();
            let _alone = session.originals.write().unwrap_or_else(PoisonError::into_inner);
            let purge = library.write(|writer| writer.photos_mut().purge(&request.ids))?;
            forget_pictures(library, &purge.removed)?;
            for original in &purge.originals {
                library.originals().delete(original.hash)?;
            }
            for copy in &purge.copies {
                library.renditions().delete(*copy)?;
            }
            let count = |photos: usize| u32::try_from(photos).unwrap_or(u32::MAX);
            Ok(Purged {
                removed: count(purge.removed.len()),
                kept: count(request.ids.len() - purge.removed.len()),
                bytes: purge.originals.iter().map(|original| original.bytes).sum(),
            })
        })
        .await?;
        self.changed(&[ChangedKind::Photos]);
        Ok(purged)
    }

    async fn change_photos(
        &self,
        ids: Vec<PhotoId>,
        kinds: &[ChangedKind],
        patch: impl FnMut(&Photo) -> Result<Patch, Error> + Send + 'static,
    ) -> Result<Undo, Error> {
        let (session, now) = (self.session()?, self.now());
        let changes = self
            .with_library(move |library| {
                let changes =
                    library.try_write(|writer| writer.photos_mut().change(&ids, now, patch))?;
                forget_pictures(library, &changes.redrawn)?;
                Ok(changes)
            })
            .await?;
        let undo = lock(&session.undos).keep(changes);
        self.changed(kinds);
        if kinds == EVERYWHERE {
            self.tell_waiting().await?;
        }
        Ok(undo)
    }
}

/// What a change that readers may see touches.
const EVERYWHERE: &[ChangedKind] =
    &[ChangedKind::Photos, ChangedKind::Articles, ChangedKind::Albums];

/// Pictures of photos that look different are made anew when they are next asked for.
fn forget_pictures(library: &Library, photos: &[PhotoId]) -> Result<(), Error> {
    for photo in photos {
        library.thumbnails().delete(*photo, &[GRID_SIDE, VIEW_SIDE])?;
    }
    Ok(())
}

fn patch(request: &PhotoPatch) -> Patch {
    let nfc = |text: &Option<String>| text.as_deref().map(|text| text::fold::nfc(text.trim()));
    let all = |list: &Option<Vec<String>>| {
        list.as_ref().map(|list| list.iter().map(|text| text::fold::nfc(text.trim())).collect())
    };
    Patch {
        caption: nfc(&request.caption),
        alt: request.alt.clone(),
        credit: nfc(&request.credit),
        copyright: nfc(&request.copyright),
        source: nfc(&request.source),
        place: nfc(&request.place),
        keywords: all(&request.keywords),
        people: all(&request.people),
        event: nfc(&request.event),
        shows_children: request.shows_children,
        consent: request.consent,
        gps: request.remove_gps.then_some(None),
        rotation: request.rotation,
        ..Patch::default()
    }
}

/// The same wish with its blanks filled in from the photo as it will be: an event and a caption that
/// names it may come together.
fn filled_in(wish: Patch, photo: &Photo, book: &Codebook, today: NaiveDate) -> Patch {
    let filled = |photo: &Photo, text: &String| expand(photo, text, book, today).text;
    let credit = wish.credit.as_ref().map(|text| filled(photo, text));
    let mut after = photo.clone();
    Patch { credit: credit.clone(), ..wish.clone() }.apply(&mut after);
    let alt = wish.alt.clone().map(|alt| match alt {
        AltText::Text(text) => AltText::Text(filled(&after, &text)),
        other => other,
    });
    let caption = wish.caption.as_ref().map(|text| filled(&after, text));
    Patch { caption, alt, credit, ..wish }
}

/// The same wish without what would replace something: "Chỉ điền vào ô còn trống".
fn only_empty(wish: &Patch, photo: &Photo) -> Patch {
    let text = |wish: &Option<String>, now: &str| wish.clone().filter(|_| now.is_empty());
    let list = |wish: &Option<Vec<String>>, now: &[String]| wish.clone().filter(|_| now.is_empty());
    Patch {
        caption: text(&wish.caption, &photo.caption),
        alt: wish.alt.clone().filter(|_| photo.alt == AltText::Missing),
        credit: text(&wish.credit, &photo.credit),
        copyright: text(&wish.copyright, &photo.copyright),
        source: text(&wish.source, &photo.source),
        place: text(&wish.place, &photo.place),
        keywords: list(&wish.keywords, &photo.keywords),
        people: list(&wish.people, &photo.people),
        event: text(&wish.event, &photo.event),
        ..wish.clone()
    }
}

//! From wishes in the outbox to what travels: articles, albums, and the copies of their photos that
//! are made for publishing. Copies are kept, so a run that is interrupted makes none twice.

use std::collections::HashMap;
use std::sync::Mutex;

use domain::{Album, Article, Photo, PhotoId};
use media::{Limits, PublishOptions, Renderer};
use portal::wire::{PublishAction, Rendition as WireRendition, Resource};
use store::{EntityKind, Library, OutboxAction, OutboxItem, Reader, Rendition};
use sync::local::{wire_album, wire_article, wire_photo};
use sync::{LocalBlob, LocalItem, LocalPhoto};
use uuid::Uuid;

use crate::Error;
use crate::core::lock;
use crate::pictures::edit;
use crate::publishing::recipe::{recipes, rights, smaller_sides};
use crate::publishing::rules;
use crate::publishing::shown::{Format, Shown};
use crate::view::{Failure, PublishRules};

/// JPEG quality of the copies beside the largest one.
const SMALLER_QUALITY: u8 = 82;
/// Media type of every copy.
const JPEG: &str = "image/jpeg";

/// Everything that `wishes` name, in the form in which it travels. Calls `done` after each photo
/// with how many are ready and how many there are; stops early when it answers `false`.
///
/// A photo whose original cannot be read holds back what shows it, and nothing else: those wishes
/// come back with the reason.
pub(crate) fn prepare(
    library: &Library,
    wishes: &[OutboxItem],
    done: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Prepared, Error> {
    let found: Vec<Found> = library.try_read(|reader| {
        let found: Result<Vec<Option<Found>>, Error> =
            wishes.iter().map(|wish| find(reader, wish)).collect();
        Ok::<_, Error>(found?.into_iter().flatten().collect())
    })?;
    let rules = library.try_read(rules::get)?;
    let copies = copies(library, &rules, &found, done)?;
    let mut prepared = Prepared::default();
    for found in found {
        match found.local(library, &copies) {
            Ok(local) => prepared.locals.push(local),
            Err(failure) => prepared.held_back.push((found.wish, failure.clone())),
        }
    }
    Ok(prepared)
}

/// What can travel, and what cannot.
#[derive(Default)]
pub(crate) struct Prepared {
    /// Ready to be compared and sent.
    pub(crate) locals: Vec<LocalItem>,
    /// Wishes with a photo that cannot be read, and why.
    pub(crate) held_back: Vec<(OutboxItem, Failure)>,
}

/// The copies of each photo, or why there are none.
type Copies = HashMap<PhotoId, Result<Vec<Rendition>, Failure>>;

/// An article or album as it is kept, with its photos.
struct Found {
    wish: OutboxItem,
    content: Content,
    photos: Vec<Shown>,
}

enum Content {
    Article {
        article: Box<Article>,
        revision: domain::RevisionId,
        category: Option<domain::Category>,
    },
    Album {
        album: Album,
        photos: Vec<PhotoId>,
    },
}

/// `None` when what was wished for is gone for good.
fn find(reader: &Reader<'_>, wish: &OutboxItem) -> Result<Option<Found>, Error> {
    let content = match wish.kind {
        EntityKind::Article => {
            let Some(saved) = reader.articles().find(domain::ArticleId(wish.entity))? else {
                return Ok(None);
            };
            let category = match saved.article.category {
                Some(id) => reader.categories().find(id)?,
                None => None,
            };
            Content::Article {
                article: Box::new(saved.article),
                revision: saved.revision,
                category,
            }
        }
        EntityKind::Album => {
            let Some(album) = reader.albums().find(domain::AlbumId(wish.entity))? else {
                return Ok(None);
            };
            let photos = reader.albums().photos(album.id)?;
            Content::Album { album, photos }
        }
        EntityKind::Photo => return Ok(None),
    };
    let ids = match (&content, wish.action) {
        (_, OutboxAction::TakeDown) => Vec::new(),
        (Content::Article { article, .. }, OutboxAction::Publish) => article.photos(),
        (Content::Album { photos, .. }, OutboxAction::Publish) => photos.clone(),
    };
    let photos = reader.photos().list_by_ids(&ids)?;
    let mut photos: Vec<Shown> = photos.into_iter().map(Shown::whole).collect();
    if let Some(cover) = content.cover(&photos) {
        let cuts: Vec<Shown> = Format::ALL.into_iter().filter_map(|it| cover.cut(it)).collect();
        photos.extend(cuts);
    }
    Ok(Some(Found { wish: wish.clone(), content, photos }))
}

impl Content {
    /// The photo that stands for it in lists, among those that are there.
    fn cover<'p>(&self, photos: &'p [Shown]) -> Option<&'p Shown> {
        let wished = match self {
            Self::Article { article, .. } => article.cover_photo(),
            Self::Album { album, photos: own } => {
                let chosen = album.cover.filter(|cover| own.contains(cover));
                let there = |id: &PhotoId| photos.iter().any(|photo| photo.id == *id);
                chosen.filter(there).or_else(|| own.iter().copied().find(there))
            }
        };
        photos.iter().find(|photo| Some(photo.id) == wished)
    }
}

impl Found {
    /// The id under which its cover travels.
    fn cover(&self) -> Option<PhotoId> {
        let whole = self.content.cover(&self.photos)?.id;
        Some(self.cover_as(Format::Cover).unwrap_or(whole))
    }

    /// The id under which its cover travels in a shape that was chosen for it.
    fn cover_as(&self, format: Format) -> Option<PhotoId> {
        Some(self.content.cover(&self.photos)?.cut(format)?.id)
    }

    /// # Errors
    /// Why one of its photos has no copies.
    fn local<'c>(&self, library: &Library, copies: &'c Copies) -> Result<LocalItem, &'c Failure> {
        let present: Vec<PhotoId> = self.photos.iter().map(|photo| photo.id).collect();
        let mut photos = Vec::with_capacity(self.photos.len());
        for photo in &self.photos {
            let copies = match copies.get(&photo.id) {
                Some(Ok(copies)) => copies.as_slice(),
                Some(Err(failure)) => return Err(failure),
                None => &[],
            };
            photos.push(LocalPhoto {
                photo: wire_photo(&photo.as_sent(), copies.iter().map(travelling).collect()),
                blobs: copies.iter().map(|copy| blob(library, copy)).collect(),
            });
        }
        let (title, resource, revision, blobs) = self.content(library, &present);
        Ok(LocalItem {
            title,
            resource,
            blobs,
            wish: match self.wish.action {
                OutboxAction::Publish => PublishAction::Publish,
                OutboxAction::TakeDown => PublishAction::TakeDown,
            },
            key: self.wish.key,
            revision,
            photos,
        })
    }

    /// A photo that is gone for good must not hold up what named it.
    fn content(
        &self,
        library: &Library,
        present: &[PhotoId],
    ) -> (String, Resource, Option<domain::RevisionId>, Vec<LocalBlob>) {
        match &self.content {
            Content::Article { article, revision, category } => {
                let blobs = article.attachments.iter().map(|attachment| LocalBlob {
                    hash: attachment.blob,
                    media_type: "application/octet-stream".to_owned(),
                    file: library.originals().path(attachment.blob),
                    bytes: attachment.bytes,
                });
                let mut wire = wire_article(article, category.as_ref());
                wire.gallery.retain(|photo| present.contains(photo));
                wire.cover = self.cover();
                wire.cover_square = self.cover_as(Format::Square);
                wire.cover_portrait = self.cover_as(Format::Portrait);
                let title = article.title.clone();
                (title, Resource::Article(wire), Some(*revision), blobs.collect())
            }
            Content::Album { album, photos } => {
                let photos: Vec<_> =
                    photos.iter().copied().filter(|photo| present.contains(photo)).collect();
                let mut wire = wire_album(album, &photos);
                wire.cover = self.cover();
                wire.cover_square = self.cover_as(Format::Square);
                wire.cover_portrait = self.cover_as(Format::Portrait);
                (album.title.clone(), Resource::Album(wire), None, Vec::new())
            }
        }
    }
}

fn travelling(copy: &Rendition) -> WireRendition {
    WireRendition {
        blob: copy.hash,
        media_type: JPEG.to_owned(),
        width: copy.width,
        height: copy.height,
        bytes: copy.bytes,
    }
}

fn blob(library: &Library, copy: &Rendition) -> LocalBlob {
    LocalBlob {
        hash: copy.hash,
        media_type: JPEG.to_owned(),
        file: library.renditions().path(copy.hash),
        bytes: copy.bytes,
    }
}

/// The copies of all photos, made on all cores where they are missing.
fn copies(
    library: &Library,
    rules: &PublishRules,
    found: &[Found],
    done: &(dyn Fn(usize, usize) -> bool + Sync),
) -> Result<Copies, Error> {
    let mut photos: Vec<&Shown> = found.iter().flat_map(|found| &found.photos).collect();
    photos.sort_by_key(|photo| photo.id);
    photos.dedup_by_key(|photo| photo.id);
    let total = photos.len();
    let queue = Mutex::new(photos.into_iter());
    let ready = Mutex::new(HashMap::new());
    let cores = std::thread::available_parallelism().map_or(1, usize::from).min(total.max(1));
    let worker = || -> Result<(), Error> {
        let mut renderer = Renderer::new(Limits::default());
        loop {
            let Some(photo) = lock(&queue).next() else { return Ok(()) };
            let copies = match copies_of(library, rules, &mut renderer, &photo.photo) {
                Ok(copies) => Ok(copies),
                Err(error @ Error::Media(_)) => Err(error.failure()),
                Err(error) => return Err(error),
            };
            let count = {
                let mut ready = lock(&ready);
                ready.insert(photo.id, copies);
                ready.len()
            };
            if !done(count, total) {
                return Ok(());
            }
        }
    };
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(worker)).collect();
        workers.into_iter().try_for_each(|worker| match worker.join() {
            Ok(ended) => ended,
            Err(panic) => std::panic::resume_unwind(panic),
        })
    })?;
    Ok(ready.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner))
}

/// The copies of one photo, largest first; those on disk are taken as they are.
fn copies_of(
    library: &Library,
    rules: &PublishRules,
    renderer: &mut Renderer,
    photo: &Photo,
) -> Result<Vec<Rendition>, Error> {
    let recipes = recipes(photo, rules);
    let kept = library.read(|reader| {
        recipes
            .iter()
            .map(|recipe| reader.renditions().find(photo.id, recipe))
            .collect::<Result<Vec<_>, _>>()
    })?;
    let whole: Option<Vec<Rendition>> = kept.into_iter().collect();
    if let Some(whole) = whole {
        let mut on_disk = true;
        for copy in &whole {
            on_disk &= library.renditions().size(copy.hash)? == Some(copy.bytes);
        }
        if on_disk {
            return Ok(whole);
        }
    }
    let made = make(library, rules, renderer, photo, &recipes)?;
    library
        .write(|writer| made.iter().try_for_each(|copy| writer.renditions_mut().update(copy)))?;
    Ok(made)
}

fn make(
    library: &Library,
    rules: &PublishRules,
    renderer: &mut Renderer,
    photo: &Photo,
    recipes: &[String],
) -> Result<Vec<Rendition>, Error> {
    let bytes = media::read_file(&library.originals().path(photo.original), &Limits::default())?;
    let largest = renderer.publishable(&bytes, &options(photo, rules))?;
    let sides: Vec<u32> = smaller_sides(rules).collect();
    let smaller = renderer.thumbnails(&bytes, &edit(photo), &sides, SMALLER_QUALITY)?;
    let mut pictures = vec![(largest.jpeg, largest.width, largest.height)];
    pictures.extend(smaller.sizes.into_iter().map(|small| (small.jpeg, small.width, small.height)));
    let mut made: Vec<Rendition> = Vec::with_capacity(pictures.len());
    for ((jpeg, width, height), recipe) in pictures.into_iter().zip(recipes) {
        let stored = library.renditions().put(&jpeg)?;
        made.push(Rendition {
            photo: photo.id,
            recipe: recipe.clone(),
            width,
            height,
            hash: stored.hash,
            bytes: stored.bytes,
        });
    }
    Ok(made)
}

/// The largest copy alone, made anew and kept nowhere.
pub(crate) fn largest_copy(
    library: &Library,
    renderer: &mut Renderer,
    photo: &Photo,
) -> Result<media::Rendition, Error> {
    let bytes = media::read_file(&library.originals().path(photo.original), &Limits::default())?;
    let rules = library.try_read(rules::get)?;
    Ok(renderer.publishable(&bytes, &options(photo, &rules))?)
}

fn options(photo: &Photo, rules: &PublishRules) -> PublishOptions {
    PublishOptions {
        max_side: rules.max_side,
        quality: rules.quality,
        edit: edit(photo),
        caption: photo.caption.clone(),
        credit: photo.credit.clone(),
        copyright: rights(photo, rules).to_owned(),
    }
}

/// The first copy's photo for a row of the sheet.
pub(crate) fn cover(
    reader: &Reader<'_>,
    kind: EntityKind,
    id: Uuid,
) -> Result<Option<PhotoId>, Error> {
    Ok(match kind {
        EntityKind::Article => reader
            .articles()
            .find(domain::ArticleId(id))?
            .and_then(|saved| saved.article.cover_photo()),
        EntityKind::Album => match reader.albums().find(domain::AlbumId(id))? {
            Some(Album { cover: Some(cover), .. }) => Some(cover),
            Some(album) => reader.albums().photos(album.id)?.first().copied(),
            None => None,
        },
        EntityKind::Photo => Some(PhotoId(id)),
    })
}

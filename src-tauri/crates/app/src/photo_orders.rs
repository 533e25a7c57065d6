//! The order of the lists on screen, kept until something is written: a grid of 100,000 photos is put
//! in order once, and each window of rows is then cut out of it.

use std::sync::{Arc, Mutex};

use chrono::NaiveDate;
use domain::SmartAlbumId;
use store::{PhotoDay, PhotoOrder, PhotoQuery, Reader};

use crate::core::{blocking, lock};
use crate::session::Session;
use crate::view::{Grouping, PhotoFilter, PhotoSet, PhotoSort};
use crate::{App, Error};

/// Lists whose order is kept: the grid, the picker, and those just left.
const KEPT: usize = 4;

/// Orders that are known, the one asked for last at the end.
#[derive(Default)]
pub(crate) struct PhotoOrders {
    kept: Vec<Kept>,
}

struct Kept {
    query: PhotoQuery,
    changes: u64,
    place: Place,
}

/// Where an order is, or will be. Held by whoever puts the list in order: a window that asks for
/// shapes and rows side by side makes it once.
type Place = Arc<Mutex<Option<Arc<PhotoOrder>>>>;

impl PhotoOrders {
    fn place(&mut self, query: PhotoQuery, changes: u64) -> Place {
        self.kept.retain(|kept| kept.changes == changes);
        let known = self.kept.iter().position(|kept| kept.query == query);
        let kept = match known {
            Some(at) => self.kept.remove(at),
            None => Kept { query, changes, place: Place::default() },
        };
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        let place = kept.place.clone();
        self.kept.push(kept);
        place
    }
}

impl App {
    /// Runs `work` with the order of a list.
    pub(crate) async fn with_order<T: Send + 'static>(
        &self,
        filter: PhotoFilter,
        grouping: Grouping,
        work: impl FnOnce(&Reader<'_>, &PhotoOrder) -> Result<T, Error> + Send + 'static,
    ) -> Result<T, Error> {
        let session = self.session()?;
        blocking(move || {
            let library = session.library();
            // Asked before reading: what is written meanwhile makes the order too new, never too old.
            let changes = library.changes();
            library.try_read(|reader| {
                let query = PhotoQuery { grouping: divided(grouping), ..query(reader, &filter)? };
                let order = order(&session, reader, query, changes)?;
                work(reader, &order)
            })
        })
        .await
    }
}

fn order(
    session: &Session,
    reader: &Reader<'_>,
    query: PhotoQuery,
    changes: u64,
) -> Result<Arc<PhotoOrder>, Error> {
    // Beside another process that may write, nothing can be kept.
    if session.library().is_read_only() {
        return Ok(Arc::new(reader.photos().order(&query)?));
    }
    let place = lock(&session.photo_orders).place(query.clone(), changes);
    let mut place = lock(&place);
    if let Some(known) = &*place {
        return Ok(known.clone());
    }
    let order = Arc::new(reader.photos().order(&query)?);
    *place = Some(order.clone());
    Ok(order)
}

/// What the store is asked for a filter.
///
/// # Errors
/// When there is no such smart album, or the day is no day.
pub(crate) fn query(reader: &Reader<'_>, filter: &PhotoFilter) -> Result<PhotoQuery, Error> {
    let within = match filter.smart {
        Some(smart) => Some(Box::new(base(reader, smart)?)),
        None => None,
    };
    let in_album = filter.album.is_some()
        || within.as_deref().is_some_and(|base: &PhotoQuery| base.album.is_some());
    let sort = match filter.sort {
        _ if in_album => store::PhotoSort::Position,
        PhotoSort::Imported => store::PhotoSort::Imported,
        PhotoSort::Taken => store::PhotoSort::Taken,
        PhotoSort::Name => store::PhotoSort::Name,
    };
    Ok(PhotoQuery {
        filter: set(filter.set),
        album: filter.album,
        text: filter.query.clone(),
        typeahead: true,
        flag: filter.flag,
        min_stars: filter.min_stars,
        import: filter.import,
        day: filter.day.as_deref().map(day).transpose()?,
        within,
        descending: matches!(sort, store::PhotoSort::Imported | store::PhotoSort::Taken),
        sort,
        trashed: filter.set == PhotoSet::Trashed,
        ..PhotoQuery::default()
    })
}

/// What a smart album holds. One inside another is not followed: saving refuses that.
fn base(reader: &Reader<'_>, smart: SmartAlbumId) -> Result<PhotoQuery, Error> {
    let filter: PhotoFilter = reader.smart_albums().get(smart)?.filter;
    query(reader, &PhotoFilter { smart: None, ..filter })
}

fn set(set: PhotoSet) -> store::PhotoFilter {
    use store::PhotoFilter as Set;
    match set {
        PhotoSet::All | PhotoSet::Trashed => Set::All,
        PhotoSet::Recent => Set::RecentImport,
        PhotoSet::Used => Set::Used,
        PhotoSet::Unused => Set::Unused,
        PhotoSet::NoCaption => Set::NoCaption,
        PhotoSet::NoAlt => Set::NoAlt,
        PhotoSet::NoCredit => Set::NoCredit,
        PhotoSet::WithGps => Set::HasGps,
        PhotoSet::Duplicates => Set::Duplicates,
        PhotoSet::Published => Set::Published,
        PhotoSet::Changed => Set::Changed,
        PhotoSet::Missing => Set::Missing,
    }
}

fn divided(grouping: Grouping) -> store::Grouping {
    match grouping {
        Grouping::None => store::Grouping::None,
        Grouping::Day => store::Grouping::Day,
        Grouping::Import => store::Grouping::Import,
    }
}

fn day(text: &str) -> Result<PhotoDay, Error> {
    if text.is_empty() {
        return Ok(PhotoDay::Unknown);
    }
    let day: Result<NaiveDate, _> = text.parse();
    day.map(PhotoDay::On).map_err(|_| Error::Invalid { detail: "a day is written as 2022-07-15" })
}

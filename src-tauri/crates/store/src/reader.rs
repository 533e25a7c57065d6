//! The two doors into the database: what may be read, and what may be changed in a transaction.

use std::ops::Deref;

use rusqlite::Connection;

use crate::albums::{Albums, AlbumsMut};
use crate::article_save::ArticlesMut;
use crate::articles::Articles;
use crate::blobs::{Blobs, BlobsMut};
use crate::caption_templates::{CaptionTemplates, CaptionTemplatesMut};
use crate::categories::{Categories, CategoriesMut};
use crate::code_entries::{CodeEntries, CodeEntriesMut};
use crate::jobs::{Jobs, JobsMut};
use crate::journal::{Journal, JournalMut};
use crate::outbox::{Outbox, OutboxMut};
use crate::people::{People, PeopleMut};
use crate::photos::{Photos, PhotosMut};
use crate::portals::{Portals, PortalsMut};
use crate::receipts::{Receipts, ReceiptsMut};
use crate::remote_heads::{RemoteHeads, RemoteHeadsMut};
use crate::renditions::{Renditions, RenditionsMut};
use crate::revisions::{Revisions, RevisionsMut};
use crate::search::Search;
use crate::sendings::{Sendings, SendingsMut};
use crate::settings::{Settings, SettingsMut};
use crate::smart_albums::{SmartAlbums, SmartAlbumsMut};
use crate::statistics::{Statistics, StatisticsMut};
use crate::sync_base::{SyncBases, SyncBasesMut};
use crate::tags::Tags;
use crate::watched::{Watched, WatchedMut};

/// Reads the library from one consistent snapshot.
pub struct Reader<'c> {
    connection: &'c Connection,
}

/// Changes the library inside one transaction; reads see its own changes.
pub struct Writer<'c> {
    reader: Reader<'c>,
}

impl<'c> Deref for Writer<'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

macro_rules! doors {
    ($($(#[$doc:meta])* $name:ident: $kind:ident;)*) => {
        impl<'c> Reader<'c> {
            pub(crate) fn new(connection: &'c Connection) -> Self {
                Self { connection }
            }

            $($(#[$doc])* #[must_use] pub fn $name(&self) -> $kind<'c> {
                $kind { connection: self.connection }
            })*
        }
    };
}

macro_rules! mutable_doors {
    ($($(#[$doc:meta])* $name:ident: $kind:ident;)*) => {
        impl<'c> Writer<'c> {
            pub(crate) fn new(connection: &'c Connection) -> Self {
                Self { reader: Reader::new(connection) }
            }

            $($(#[$doc])* #[must_use] pub fn $name(&mut self) -> $kind<'_> {
                $kind { connection: self.reader.connection }
            })*
        }
    };
}

doors! {
    /// Articles.
    articles: Articles;
    /// Saved versions of articles.
    revisions: Revisions;
    /// Chuyên mục.
    categories: Categories;
    /// Thẻ.
    tags: Tags;
    /// The newsroom's people.
    people: People;
    /// Sổ chức danh.
    code_entries: CodeEntries;
    /// Captions kept for use again.
    caption_templates: CaptionTemplates;
    /// Photos.
    photos: Photos;
    /// What lies in the originals folder.
    blobs: Blobs;
    /// Albums.
    albums: Albums;
    /// Saved filters.
    smart_albums: SmartAlbums;
    /// Copies made for publishing.
    renditions: Renditions;
    /// Portal accounts.
    portals: Portals;
    /// What waits to be sent.
    outbox: Outbox;
    /// What the portals are known to hold.
    sync_bases: SyncBases;
    /// What the portals were last heard to hold.
    remote_heads: RemoteHeads;
    /// What was sent and is not published yet.
    sendings: Sendings;
    /// Background jobs.
    jobs: Jobs;
    /// Unsaved drafts.
    journal: Journal;
    /// Receipts of publishing runs.
    receipts: Receipts;
    /// Settings of this library.
    settings: Settings;
    /// Visit counters.
    statistics: Statistics;
    /// Full-text search.
    search: Search;
    /// Folders whose new files come in by themselves.
    watched: Watched;
}

mutable_doors! {
    /// Saves, trashes and restores articles.
    articles_mut: ArticlesMut;
    /// Names revisions.
    revisions_mut: RevisionsMut;
    /// Edits the categories.
    categories_mut: CategoriesMut;
    /// Edits the people.
    people_mut: PeopleMut;
    /// Edits the codebook of officials.
    code_entries_mut: CodeEntriesMut;
    /// Edits caption templates.
    caption_templates_mut: CaptionTemplatesMut;
    /// Adds and edits photos.
    photos_mut: PhotosMut;
    /// Records blobs that were stored.
    blobs_mut: BlobsMut;
    /// Edits albums.
    albums_mut: AlbumsMut;
    /// Saves filters under a name.
    smart_albums_mut: SmartAlbumsMut;
    /// Records publishing copies.
    renditions_mut: RenditionsMut;
    /// Edits portal accounts.
    portals_mut: PortalsMut;
    /// Wishes, attempts, acknowledgements.
    outbox_mut: OutboxMut;
    /// Records what a portal holds.
    sync_bases_mut: SyncBasesMut;
    /// Records what a portal is heard to hold.
    remote_heads_mut: RemoteHeadsMut;
    /// Notes what is sent.
    sendings_mut: SendingsMut;
    /// Starts, advances and ends jobs.
    jobs_mut: JobsMut;
    /// Keeps unsaved drafts.
    journal_mut: JournalMut;
    /// Keeps receipts.
    receipts_mut: ReceiptsMut;
    /// Changes settings.
    settings_mut: SettingsMut;
    /// Takes in figures from a portal.
    statistics_mut: StatisticsMut;
    /// Edits the watched folders.
    watched_mut: WatchedMut;
}

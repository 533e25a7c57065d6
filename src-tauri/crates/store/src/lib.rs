//! The library on disk: one folder that holds a SQLite database, the originals of the photos and
//! what can be made again from them.
//!
//! A [`Library`] is opened by one process at a time. Reading happens in [`Library::read`], on one
//! of a few connections and from one consistent snapshot; writing happens in [`Library::write`], in
//! one transaction that is either whole on disk when it returns or did not happen. Both block:
//! asynchronous callers go through a blocking thread.
//!
//! Each entity has a file of its own with the SQL it runs. Callers hand in times and ids, and text
//! in NFC.

mod albums;
mod arrivals;
mod article_counts;
mod article_hits;
mod article_list;
mod article_query;
mod article_save;
mod articles;
mod backup;
mod blob_folder;
mod blobs;
mod caption_templates;
mod categories;
mod check;
mod code_entries;
mod columns;
mod connections;
mod error;
mod hits;
mod jobs;
mod journal;
mod library;
mod lock;
mod migrate;
mod outbox;
mod people;
mod photo_changes;
mod photo_counts;
mod photo_list;
mod photo_patch;
mod photo_purge;
mod photo_query;
mod photo_twins;
mod photos;
mod portals;
mod reader;
mod receipts;
mod remote_heads;
mod renditions;
mod revisions;
mod search;
mod search_query;
mod sendings;
mod settings;
mod smart_albums;
mod sort_keys;
mod statistics;
mod sync_base;
mod tags;
mod thumbnails;
mod usage;
mod watched;

pub use albums::{AlbumRow, Albums, AlbumsMut};
pub use article_counts::{ArticleCounts, StatusCount};
pub use article_list::{ArticleRow, Page, SyncState};
pub use article_query::{ArticleQuery, ArticleSort};
pub use article_save::{ArticlesMut, Save};
pub use articles::{Articles, SavedArticle};
pub use blob_folder::{BlobFolder, Stored, Unsettled};
pub use blobs::{Blob, Blobs, BlobsMut};
pub use caption_templates::{CaptionTemplates, CaptionTemplatesMut};
pub use categories::{Categories, CategoriesMut};
pub use check::CheckReport;
pub use code_entries::{CodeEntries, CodeEntriesMut};
pub use error::{Entity, StoreError};
pub use jobs::{Job, JobItem, JobItemState, JobState, Jobs, JobsMut};
pub use journal::{Draft, Journal, JournalMut};
pub use library::Library;
pub use outbox::{Outbox, OutboxAction, OutboxItem, OutboxMut, OutboxState};
pub use people::{People, PeopleMut};
pub use photo_changes::PhotoChanges;
pub use photo_counts::PhotoCounts;
pub use photo_list::{PhotoGroup, PhotoOrder, PhotoRow};
pub use photo_patch::PhotoPatch;
pub use photo_purge::PhotoPurge;
pub use photo_query::{Grouping, PhotoDay, PhotoFilter, PhotoQuery, PhotoSort};
pub use photo_twins::{Twin, Twins};
pub use photos::{PhotoUse, Photos, PhotosMut, SavedPhoto};
pub use portals::{PortalAccount, PortalKind, Portals, PortalsMut};
pub use reader::{Reader, Writer};
pub use receipts::{Receipt, Receipts, ReceiptsMut};
pub use remote_heads::{HeadState, RemoteHead, RemoteHeads, RemoteHeadsMut};
pub use renditions::{Rendition, Renditions, RenditionsMut};
pub use revisions::{Revision, RevisionKind, Revisions, RevisionsMut};
pub use search::{Hit, Search, SearchMode};
pub use sendings::{Sendings, SendingsMut};
pub use settings::{Settings, SettingsMut};
pub use smart_albums::{SmartAlbum, SmartAlbums, SmartAlbumsMut};
pub use statistics::{ArticleViews, CountersAt, Statistics, StatisticsMut};
pub use sync_base::{BaseState, EntityKind, SyncBase, SyncBases, SyncBasesMut};
pub use tags::{TagUse, Tags};
pub use thumbnails::Thumbnails;
pub use usage::{DiskUsage, Usage};
pub use watched::{Watched, WatchedFile, WatchedFolder, WatchedMut};

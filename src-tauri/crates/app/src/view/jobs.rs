//! Background jobs: what they do, how far they are, what they skipped.

use chrono::{DateTime, Utc};
use domain::{AlbumId, ArticleId, JobId, PhotoId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    /// Waiting for its turn.
    Queued,
    /// At work.
    Running,
    /// Finished; see what was skipped.
    Done,
    /// Ended by an error.
    Failed,
    /// Ended by somebody.
    Cancelled,
}

/// What a job does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// Brings photos in.
    ImportPhotos,
    /// Publishes to a portal.
    Publish,
    /// Looks for originals that are missing or damaged.
    CheckOriginals,
    /// Draws thumbnails anew.
    RebuildThumbnails,
}

/// A job as the window shows it. It is told many times a second, so nothing in it grows with the
/// number of its items: what became of each is a [`JobOutcome`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobView {
    /// Which.
    pub id: JobId,
    /// What it does.
    pub kind: JobKind,
    /// Where it stands.
    pub state: JobState,
    /// Items finished, skipped ones included.
    pub done: u32,
    /// Items in all, as far as known.
    pub total: u32,
    /// Bytes of the items finished.
    #[ts(type = "number")]
    #[serde(default)]
    pub bytes_done: u64,
    /// Bytes of all items, as far as known.
    #[ts(type = "number")]
    #[serde(default)]
    pub bytes_total: u64,
    /// Photos that are shown with the small picture of their file: copy and thumbnail are to come.
    #[serde(default)]
    pub preparing: u32,
    /// Items that were there already.
    pub already_there: u32,
    /// Items left out.
    pub left_out: u32,
    /// Photos brought in, those that were there already included.
    pub brought: u32,
    /// Album that receives the photos.
    pub album: Option<AlbumId>,
    /// Article they were dropped on: its editor adds them to the gallery.
    pub article: Option<ArticleId>,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub finished_at: Option<DateTime<Utc>>,
    /// Why it failed.
    pub error: Option<super::Failure>,
}

impl JobView {
    /// A job that has done nothing yet.
    pub(crate) fn begun(id: JobId, at: DateTime<Utc>) -> Self {
        Self {
            id,
            kind: JobKind::ImportPhotos,
            state: JobState::Running,
            done: 0,
            total: 0,
            bytes_done: 0,
            bytes_total: 0,
            preparing: 0,
            already_there: 0,
            left_out: 0,
            brought: 0,
            album: None,
            article: None,
            started_at: at,
            finished_at: None,
            error: None,
        }
    }
}

/// A job with what became of its items.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobOutcome {
    /// The job itself.
    #[serde(flatten)]
    #[ts(flatten)]
    pub job: JobView,
    /// Items left out, with reasons.
    pub skipped: Vec<Skipped>,
    /// Photos brought in, those that were there already included, in the order of the files.
    pub photos: Vec<PhotoId>,
}

impl From<JobView> for JobOutcome {
    /// Nothing has become of any item yet.
    fn from(job: JobView) -> Self {
        Self { job, skipped: Vec::new(), photos: Vec::new() }
    }
}

impl JobOutcome {
    pub(crate) fn skip(&mut self, skipped: impl IntoIterator<Item = Skipped>) {
        self.skipped.extend(skipped);
        self.job.left_out = u32::try_from(self.skipped.len()).unwrap_or(u32::MAX);
    }

    pub(crate) fn bring(&mut self, photos: impl IntoIterator<Item = PhotoId>) {
        self.photos.extend(photos);
        self.job.brought = u32::try_from(self.photos.len()).unwrap_or(u32::MAX);
    }
}

/// A file that was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Skipped {
    /// Its path.
    pub file: String,
    /// Why.
    pub code: SkipCode,
    /// Details for a log (English).
    pub message: String,
}

/// Why a file was left out.
#[derive(Debug, Clone, Copy, PartialOrd, Ord, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SkipCode {
    /// Its content is no picture.
    NotAPicture,
    /// A picture, of a format that cannot be read.
    Unsupported,
    /// A picture that is broken.
    Broken,
    /// More pixels or bytes than is reasonable.
    TooLarge,
    /// Missing rights.
    NoAccess,
    /// Not there (any more).
    Missing,
    /// It was being written while it was read.
    Changing,
    /// The disk is full.
    DiskFull,
    /// The file or disk could not be read.
    Unreadable,
}

impl SkipCode {
    /// The code of that name; [`Self::Unreadable`] for a name of another version of the program.
    #[must_use]
    pub fn parse(name: &str) -> Self {
        serde_json::from_value(name.into()).unwrap_or(Self::Unreadable)
    }
}

/// Names one job.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobRef {
    /// Which.
    pub id: JobId,
}

/// Jobs that are not finished, and those of the last hour.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JobList {
    /// Newest first.
    pub rows: Vec<JobView>,
}

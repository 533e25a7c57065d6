//! The words for photos.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use domain::{AlbumId, PhotoId, WatchedFolderId};

/// What is done with photos.
#[derive(Debug, Subcommand)]
pub(crate) enum PhotoVerb {
    /// Brings files and folders in, and waits until all are in.
    Import(ImportPhotos),
    /// Writes a thumbnail of every photo as `<sha256>.jpg`.
    Thumbnails {
        /// Side in pixels of the square that each fits.
        #[arg(long = "box", value_name = "N", value_parser = clap::value_parser!(u32).range(1..=8192))]
        side: u32,
        /// Folder for the files; made when missing.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
    },
    /// Lists photos.
    List(ListPhotos),
    /// Finds photos by their words, best first.
    Search {
        /// What is sought; without marks it finds every accent.
        query: String,
        /// The last word may go on.
        #[arg(long)]
        typeahead: bool,
        /// At most so many.
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// Shows all that is known of a photo.
    Show {
        /// Which photo.
        id: PhotoId,
    },
    /// Changes the records of photos.
    Set(SetPhotos),
    /// Writes the file that would be published.
    Publishable {
        /// Which photo.
        id: PhotoId,
        /// Where to.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
    },
    /// Puts photos into the bin; their originals stay.
    Trash {
        /// Which photos.
        #[arg(required = true)]
        ids: Vec<PhotoId>,
    },
    /// Takes photos out of the bin.
    Restore {
        /// Which photos.
        #[arg(required = true)]
        ids: Vec<PhotoId>,
    },
    /// Draws thumbnails anew, of all photos when none is named.
    Rebuild {
        /// Which photos.
        ids: Vec<PhotoId>,
    },
    /// Gives a photo its missing or damaged original back.
    Replace {
        /// Which photo.
        id: PhotoId,
        /// A file with the very same bytes.
        file: PathBuf,
    },
    /// Folders whose new files come in by themselves.
    #[command(subcommand)]
    Watched(WatchedVerb),
}

/// What is done with watched folders.
#[derive(Debug, Subcommand)]
pub(crate) enum WatchedVerb {
    /// Lists them.
    List,
    /// Watches a folder; what lies in it now stays outside.
    Add {
        /// The folder.
        folder: PathBuf,
        /// Title of the album that receives the photos; made when there is none.
        #[arg(long, value_name = "NAME")]
        album: Option<String>,
        #[command(flatten)]
        words: ImportWords,
    },
    /// Watches a folder no longer; its photos stay.
    Remove {
        /// Which.
        id: WatchedFolderId,
    },
    /// Brings in what has come into the folders since the last time, and ends.
    Run,
}

/// What is brought in.
#[derive(Debug, Args)]
pub(crate) struct ImportPhotos {
    /// Files and folders; folders with all below them.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Title of the album that receives them; made when there is none.
    #[arg(long, value_name = "NAME")]
    pub(crate) album: Option<String>,
    #[command(flatten)]
    pub(crate) words: ImportWords,
    /// Sự kiện of all of them.
    #[arg(long, default_value = "")]
    pub(crate) event: String,
    /// Từ khóa of all of them, separated by commas.
    #[arg(long, value_delimiter = ',')]
    pub(crate) keywords: Vec<String>,
    /// Only counts, and shows how the first photos would be called.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// What photos are given as they come in.
#[derive(Debug, Args)]
pub(crate) struct ImportWords {
    /// Names in the library, from {date} {time} {seq} {seq:3} {name} {event} {photographer}
    /// {camera}.
    #[arg(long, value_name = "PATTERN")]
    pub(crate) rename: Option<String>,
    /// Người chụp of all of them.
    #[arg(long, default_value = "")]
    pub(crate) credit: String,
}

/// Which photos are listed.
#[derive(Debug, Args)]
pub(crate) struct ListPhotos {
    /// One of the fixed sets.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) set: Set,
    /// Only those of an album, in its order.
    #[arg(long, value_name = "ID")]
    pub(crate) album: Option<AlbumId>,
    /// Only those whose words match.
    #[arg(long, default_value = "")]
    pub(crate) query: String,
    /// At most so many.
    #[arg(long, default_value_t = 1000)]
    pub(crate) limit: u32,
    /// Leaves out so many first.
    #[arg(long, default_value_t = 0)]
    pub(crate) offset: u32,
}

/// Fixed sets of photos.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum Set {
    /// All outside the bin.
    #[default]
    All,
    /// Of the last import.
    Recent,
    /// In no article and no album.
    Unused,
    /// Without caption.
    NoCaption,
    /// Without alt text.
    NoAlt,
    /// Without credit.
    NoCredit,
    /// That say where they were taken.
    WithGps,
    /// In the bin.
    Trashed,
}

/// New words for photos; what is not given stays.
#[derive(Debug, Args)]
pub(crate) struct SetPhotos {
    /// Which photos.
    #[arg(required = true)]
    pub(crate) ids: Vec<PhotoId>,
    /// Chú thích.
    #[arg(long)]
    pub(crate) caption: Option<String>,
    /// Văn bản thay thế.
    #[arg(long)]
    pub(crate) alt: Option<String>,
    /// Ảnh trang trí: screen readers pass over it.
    #[arg(long, conflicts_with = "alt")]
    pub(crate) decorative: bool,
    /// Người chụp.
    #[arg(long)]
    pub(crate) credit: Option<String>,
    /// Nguồn.
    #[arg(long)]
    pub(crate) source: Option<String>,
    /// Từ khóa, separated by commas.
    #[arg(long, value_delimiter = ',')]
    pub(crate) keywords: Option<Vec<String>>,
    /// Người trong ảnh, separated by commas.
    #[arg(long, value_delimiter = ',')]
    pub(crate) people: Option<Vec<String>>,
    /// Sự kiện.
    #[arg(long)]
    pub(crate) event: Option<String>,
    /// Có trẻ em.
    #[arg(long, value_name = "true|false")]
    pub(crate) children: Option<bool>,
    /// Consent on file.
    #[arg(long, value_name = "true|false")]
    pub(crate) consent: Option<bool>,
    /// Clockwise turn in degrees, on top of the camera's own.
    #[arg(long, value_parser = ["0", "90", "180", "270"])]
    pub(crate) rotation: Option<String>,
    /// Only fills fields that are still empty.
    #[arg(long)]
    pub(crate) only_empty: bool,
}

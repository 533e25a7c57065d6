//! The words for photos.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};
use domain::{AlbumId, Crop, JobId, PhotoId, SmartAlbumId, TemplateId, WatchedFolderId};

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
    /// Gives photos a verdict or stars; never published.
    Mark {
        /// Which photos.
        #[arg(required = true)]
        ids: Vec<PhotoId>,
        /// The verdict.
        #[arg(long, value_enum)]
        flag: Option<Verdict>,
        /// Stars.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(0..=5))]
        stars: Option<u8>,
    },
    /// Turns photos, each from where it is.
    Rotate {
        /// Which photos.
        #[arg(required = true)]
        ids: Vec<PhotoId>,
        /// Clockwise degrees, a multiple of 90; negative ones turn back.
        #[arg(long, allow_negative_numbers = true, value_parser = quarters, value_name = "DEGREES")]
        by: i32,
    },
    /// Straightens or crops a photo; what is not given stays.
    Edit(EditPhoto),
    /// Lists photos that look alike, or says that some are not the same.
    Duplicates {
        /// Photos that are no duplicates of each other.
        #[arg(long, num_args = 2.., value_name = "ID")]
        dismiss: Vec<PhotoId>,
        /// Takes a dismissal back.
        #[arg(long, requires = "dismiss")]
        undo: bool,
    },
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
    /// Empties the bin of photos for good; what something still shows stays.
    Purge {
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
    /// Caption, alt text and credit of all of them, from a template.
    #[arg(long, value_name = "ID")]
    pub(crate) template: Option<TemplateId>,
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
    /// Only with this verdict.
    #[arg(long, value_enum)]
    pub(crate) flag: Option<Verdict>,
    /// Only with at least so many stars.
    #[arg(long, default_value_t = 0, value_parser = clap::value_parser!(u8).range(0..=5))]
    pub(crate) min_stars: u8,
    /// Only those taken on this day, as 2022-07-15.
    #[arg(long, value_name = "DAY")]
    pub(crate) day: Option<String>,
    /// Only those of this import.
    #[arg(long, value_name = "ID")]
    pub(crate) import: Option<JobId>,
    /// Only those of this smart album.
    #[arg(long, value_name = "ID")]
    pub(crate) smart: Option<SmartAlbumId>,
    /// What to sort by.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) sort: PhotoSort,
    /// What to divide the list by.
    #[arg(long, value_enum)]
    pub(crate) group: Option<Group>,
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
    /// That look like another one.
    Duplicates,
    /// In an article or album.
    Used,
    /// That the portal shows.
    Published,
    /// Of which the portal shows something out of date.
    Changed,
    /// Whose original was missing or damaged when it was last looked for.
    Missing,
    /// In the bin.
    Trashed,
}

/// The newsroom's verdict on a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Verdict {
    /// Chọn.
    Pick,
    /// Loại.
    Reject,
    /// Not decided.
    None,
}

/// What photos are sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum PhotoSort {
    /// Newest import first.
    #[default]
    Imported,
    /// Newest picture first.
    Taken,
    /// File name, in Vietnamese order.
    Name,
}

/// What a list is divided by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Group {
    /// The day of taking.
    Day,
    /// The import.
    Import,
}

/// How a photo is to be shown.
#[derive(Debug, Args)]
pub(crate) struct EditPhoto {
    /// Which photo.
    pub(crate) id: PhotoId,
    /// Fine turn in degrees clockwise, -45 to 45.
    #[arg(long, allow_negative_numbers = true, value_name = "DEGREES")]
    pub(crate) straighten: Option<f64>,
    /// The part that is shown, in fractions of the sides: left, top, width, height.
    #[arg(long, value_name = "X,Y,W,H", value_parser = crop, conflicts_with = "uncrop")]
    pub(crate) crop: Option<Crop>,
    /// Shows all again.
    #[arg(long)]
    pub(crate) uncrop: bool,
    /// The format that the crop is for; without it, all uses of the photo.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
}

/// The portal's formats.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Cover, 16:9.
    Cover,
    /// 1:1.
    Square,
    /// 3:4.
    Portrait,
}

/// Reads degrees as quarter turns.
fn quarters(text: &str) -> Result<i32, String> {
    let degrees: i32 = text.parse().map_err(|_| "not a number of degrees".to_owned())?;
    if degrees % 90 == 0 { Ok(degrees / 90) } else { Err("not a multiple of 90".to_owned()) }
}

/// Reads `x,y,width,height`.
fn crop(text: &str) -> Result<Crop, String> {
    let parts: Result<Vec<f64>, _> = text.split(',').map(str::parse).collect();
    match parts.as_deref() {
        Ok(&[x, y, width, height]) => Ok(Crop { x, y, width, height }),
        _ => Err("not four fractions separated by commas".to_owned()),
    }
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
    /// Who holds the rights.
    #[arg(long)]
    pub(crate) copyright: Option<String>,
    /// Where they were taken, in words.
    #[arg(long)]
    pub(crate) place: Option<String>,
    /// Forgets the position.
    #[arg(long)]
    pub(crate) remove_gps: bool,
    /// Fills in blanks such as {date} and {place} and codes of officials, photo by photo.
    #[arg(long)]
    pub(crate) expand: bool,
    /// Only fills fields that are still empty.
    #[arg(long)]
    pub(crate) only_empty: bool,
}

//! The words of the command line.

mod article;
mod captions;
mod photo;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use domain::{AlbumId, PhotoId};

pub(crate) use article::{ArticleVerb, ListArticles, NewArticle, ShownAs, Sort};
pub(crate) use captions::{CodebookVerb, TemplateVerb};
pub(crate) use photo::{
    EditPhoto, Format, Group, ImportPhotos, ImportWords, ListPhotos, PhotoSort, PhotoVerb, Set,
    SetPhotos, Verdict, WatchedVerb,
};

/// Tòa Soạn without a window: write, keep photos, publish, for scripts.
#[derive(Debug, Parser)]
#[command(name = "toasoan-cli", version)]
pub(crate) struct Arguments {
    /// Folder of the library.
    #[arg(long, global = true, value_name = "DIR")]
    pub(crate) library: Option<PathBuf>,
    /// Answer with JSON on standard output.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// Settings of a person, as the window keeps them; read only.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    /// Who does it: Người đăng of new articles. Stands before the noun.
    #[arg(long = "as", value_name = "NAME")]
    pub(crate) acting: Option<String>,
    #[command(subcommand)]
    pub(crate) noun: Noun,
}

/// What it is about.
#[derive(Debug, Subcommand)]
pub(crate) enum Noun {
    /// The library as a whole.
    #[command(subcommand)]
    Library(LibraryVerb),
    /// Photos.
    #[command(subcommand)]
    Photo(PhotoVerb),
    /// Albums: ordered photos with a cover.
    #[command(subcommand)]
    Album(AlbumVerb),
    /// Sổ chức danh: short codes for officials.
    #[command(subcommand)]
    Codebook(CodebookVerb),
    /// Captions kept for use again.
    #[command(subcommand)]
    Template(TemplateVerb),
    /// Articles.
    #[command(subcommand)]
    Article(ArticleVerb),
    /// Portals that articles go to.
    #[command(subcommand)]
    Portal(PortalVerb),
    /// Sends what is named, or all that waits; waits, reads back, and keeps a receipt.
    Publish(Publish),
    /// Asks the portal for its visit counters and views.
    Statistics(Token),
}

/// What is done with a library.
#[derive(Debug, Subcommand)]
pub(crate) enum LibraryVerb {
    /// Makes a library in the folder, or finds the one that is there.
    Init,
    /// Looks for damage.
    Check {
        /// Also reads every original again.
        #[arg(long)]
        thorough: bool,
        /// Looks for missing and damaged originals, names each and marks its photo.
        #[arg(long)]
        originals: bool,
    },
    /// Tells what the library takes of the disk.
    Usage,
    /// Copies the database to a file; originals are never changed and can be copied as files.
    Backup {
        /// Where to.
        file: PathBuf,
    },
    /// Puts a backup in the place of the database.
    Restore {
        /// The backup.
        file: PathBuf,
    },
    /// Goes on with imports that were interrupted, and waits for them.
    Resume,
}

/// What is done with albums.
#[derive(Debug, Subcommand)]
pub(crate) enum AlbumVerb {
    /// Makes an album.
    Create {
        /// Its title.
        title: String,
        /// Photos to begin with.
        photos: Vec<PhotoId>,
    },
    /// Adds photos at the end.
    Add {
        /// Which album.
        album: AlbumId,
        /// Which photos.
        #[arg(required = true)]
        photos: Vec<PhotoId>,
    },
    /// Takes photos out; they stay in the library.
    Remove {
        /// Which album.
        album: AlbumId,
        /// Which photos.
        #[arg(required = true)]
        photos: Vec<PhotoId>,
    },
    /// Changes title, description or cover.
    Set {
        /// Which album.
        album: AlbumId,
        /// Tên album.
        #[arg(long)]
        title: Option<String>,
        /// Mô tả.
        #[arg(long)]
        description: Option<String>,
        /// Ảnh đại diện.
        #[arg(long)]
        cover: Option<PhotoId>,
    },
    /// Lists all albums.
    List,
    /// Shows an album with its photos.
    Show {
        /// Which album.
        album: AlbumId,
    },
    /// Sends an album to the portal.
    Publish {
        /// Which album.
        album: AlbumId,
        #[command(flatten)]
        token: Token,
    },
    /// Says that albums shall leave the portal; they go with the next run.
    TakeDown {
        /// Which album.
        album: AlbumId,
    },
    /// Puts an album into the bin; its photos stay.
    Trash {
        /// Which album.
        album: AlbumId,
    },
    /// Takes an album out of the bin.
    Restore {
        /// Which album.
        album: AlbumId,
    },
}

/// Kinds of portal that can be named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, ValueEnum)]
pub(crate) enum PortalKind {
    /// Cổng Tòa Soạn (`toasoan-portal`).
    #[default]
    Native,
}

/// Where the token of a portal is.
#[derive(Debug, Args)]
pub(crate) struct Token {
    /// Environment variable that holds the portal's token; by default the one named when the portal
    /// was added. The token itself is never kept.
    #[arg(long, value_name = "VAR")]
    pub(crate) secret_env: Option<String>,
}

/// What is done with portals.
#[derive(Debug, Subcommand)]
pub(crate) enum PortalVerb {
    /// Sets up a portal and makes it the one that articles go to.
    Add {
        /// Its address.
        url: String,
        /// Its kind.
        #[arg(long, value_enum, default_value_t)]
        kind: PortalKind,
        /// Account name there.
        #[arg(long, default_value = "")]
        user: String,
        /// Environment variable that holds the token; its name is remembered, the token is not.
        #[arg(long, value_name = "VAR")]
        secret_env: String,
    },
    /// Tries a portal out step by step; without an address the one in use.
    Check {
        /// Its address.
        url: Option<String>,
        #[command(flatten)]
        token: Token,
    },
    /// Lists the portals that were set up.
    List,
}

/// What is sent.
#[derive(Debug, Args)]
pub(crate) struct Publish {
    /// Articles and albums to publish now; without any, all that waits.
    pub(crate) ids: Vec<String>,
    /// Takes what is named off the portal instead.
    #[arg(long, requires = "ids")]
    pub(crate) take_down: bool,
    /// Only says what would be sent.
    #[arg(long)]
    pub(crate) dry_run: bool,
    #[command(flatten)]
    pub(crate) token: Token,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    /// Two words for one thing are found by the parser only when somebody uses them.
    #[test]
    fn grammar_is_sound() {
        Arguments::command().debug_assert();
    }
}

//! Opening and making libraries, and what the window asks for first.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use domain::{Category, CategoryId};
use store::{Library, StoreError};

use crate::core::blocking;
use crate::duplicates::compare_new;
use crate::session::Session;
use crate::view::{AppEvent, AppState, Chosen, LibraryOpen, LibraryView, Nothing};
use crate::{App, Error};

/// The database is looked through this long after opening, when the window is at rest.
const CHECK_AFTER: Duration = Duration::from_secs(10);

/// Folder name proposed for the first library.
const FOLDER: &str = "Tòa Soạn";

/// Categories a new library begins with: those that most portals of offices have.
const FIRST_CATEGORIES: [&str; 6] = [
    "Tin tức – Sự kiện",
    "Kinh tế - Xã hội",
    "Văn hóa – Xã hội",
    "Chỉ đạo, điều hành",
    "Thông báo",
    "Hoạt động của cơ quan",
];

impl App {
    /// What the window draws itself from. Opens the library of last time when none is open yet.
    pub async fn app_state(&self, _: Nothing) -> Result<AppState, Error> {
        self.open_last().await;
        self.state().await
    }

    async fn open_last(&self) {
        let _turn = self.opening().lock().await;
        if self.session().is_err()
            && let Some(path) = self.settings().get().library
        {
            let opened = self.open(PathBuf::from(path), false).await;
            self.set_problem(opened.err().map(|error| error.failure()));
        }
    }

    /// Opens a library, or makes one, in place of the one that is open.
    pub async fn library_open(&self, request: LibraryOpen) -> Result<AppState, Error> {
        self.open(PathBuf::from(request.path), request.create).await?;
        self.set_problem(None);
        self.state().await
    }

    /// Lets the user choose a folder.
    pub async fn library_choose(&self, _: Nothing) -> Result<Chosen, Error> {
        let start = self.ports().documents.clone();
        let path = self.ports().desktop.choose_folder(&start).await;
        Ok(Chosen { path: path.map(|path| path.to_string_lossy().into_owned()) })
    }

    /// Shows the library folder in the file manager.
    pub async fn library_reveal(&self, _: Nothing) -> Result<Nothing, Error> {
        let session = self.session()?;
        self.ports().desktop.open_folder(session.library().folder())?;
        Ok(Nothing {})
    }

    /// Opens a library for reading beside another process, or for writing, without remembering it:
    /// what the command line does.
    pub async fn open_library(&self, path: &Path, access: Access) -> Result<(), Error> {
        let folder = path.to_owned();
        let library = blocking(move || match access {
            Access::Read => Ok(Library::open_to_read(&folder)?),
            Access::Write => Ok(Library::open(&folder)?),
            Access::Create => create(&folder),
        })
        .await?;
        self.start(library).await
    }

    async fn open(&self, folder: PathBuf, create_it: bool) -> Result<(), Error> {
        if self.session().is_ok_and(|session| session.library().folder() == folder) {
            return Ok(());
        }
        let opened = folder.clone();
        let library =
            blocking(move || if create_it { create(&opened) } else { Ok(Library::open(&opened)?) })
                .await?;
        self.start(library).await?;
        let app = self.clone();
        blocking(move || {
            let mut settings = app.settings().get();
            settings.library = Some(folder.to_string_lossy().into_owned());
            app.settings().set(&settings)
        })
        .await
    }

    pub(crate) async fn start(&self, library: Library) -> Result<(), Error> {
        let read_only = library.is_read_only();
        let session = Arc::new(Session::new(library));
        if let Some(before) = self.replace_session(Some(session)) {
            before.stop();
        }
        if !read_only {
            self.resume_jobs().await?;
            self.check_quickly();
        }
        Ok(())
    }

    /// Looks for damage in the database while the window is used already, then compares photos that
    /// nobody compared yet, as in a library made by an older version: on a large library this takes
    /// seconds of one core, which the starting window needs itself.
    fn check_quickly(&self) {
        let Ok(session) = self.session().map(|session| Arc::downgrade(&session)) else { return };
        let app = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(CHECK_AFTER).await;
            // Closed meanwhile: then it is not held open for this.
            let Some(session) = session.upgrade() else { return };
            let looked_after = app.clone();
            let checked = blocking(move || {
                session.library().quick_check()?;
                compare_new(&looked_after, &session);
                Ok(())
            })
            .await;
            if let Err(error) = checked {
                let failure = error.failure();
                app.set_problem(Some(failure.clone()));
                app.emit(AppEvent::ProblemFound { failure });
            }
        });
    }

    async fn state(&self) -> Result<AppState, Error> {
        let settings = self.settings().get();
        let proposed = self.ports().documents.join(FOLDER);
        let mut state = AppState {
            version: self.ports().version.clone(),
            library: None,
            problem: self.problem(),
            proposed_folder: proposed.to_string_lossy().into_owned(),
            settings,
            portal: None,
            waiting: 0,
        };
        if self.session().is_ok() {
            state.library = Some(self.with_library(describe).await?);
            state.portal = self.main_portal().await?;
            state.waiting = self.waiting().await?;
        }
        Ok(state)
    }
}

/// How a library is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To read, also while a window has it open.
    Read,
    /// To write: refused while another process writes.
    Write,
    /// To write; made when there is none.
    Create,
}

fn create(folder: &Path) -> Result<Library, Error> {
    match Library::open(folder) {
        Ok(library) => Ok(library),
        Err(StoreError::NotALibrary { .. }) => {
            let library = Library::create(folder)?;
            library.write(|writer| {
                for (position, name) in FIRST_CATEGORIES.into_iter().enumerate() {
                    writer.categories_mut().insert(&Category {
                        id: CategoryId::generate(),
                        name: name.to_owned(),
                        slug: text::slug::slug(name),
                        position: u32::try_from(position).unwrap_or(u32::MAX),
                    })?;
                }
                Ok(())
            })?;
            Ok(library)
        }
        Err(error) => Err(error.into()),
    }
}

fn describe(library: &Library) -> Result<LibraryView, Error> {
    let (articles, photos) = library
        .read(|reader| Ok((reader.articles().counts()?.all, reader.photos().counts()?.all)))?;
    let folder = library.folder();
    let name = folder.file_name().unwrap_or(folder.as_os_str());
    Ok(LibraryView {
        path: folder.to_string_lossy().into_owned(),
        name: name.to_string_lossy().into_owned(),
        articles,
        photos,
    })
}

//! What the window may ask: one table of commands, and the TypeScript written from it.
//!
//! A command is declared once, below, by its name, its request and its answer. From that line come
//! the dispatcher and the window's typed `call`; the work itself is the method of the same name on
//! [`app::App`].

mod bindings;
mod first;
mod table;

pub use app::view::{AppEvent, Failure};
pub use bindings::{BindingsError, write_bindings};
pub use first::{Answered, first_answers};

use app::view::*;
use domain::Expanded;

table::commands! {
    app_state(Nothing) -> AppState;
    settings_save(Settings) -> Settings;

    library_open(LibraryOpen) -> AppState;
    library_choose(Nothing) -> Chosen;
    library_reveal(Nothing) -> Nothing;
    library_usage(Nothing) -> LibraryUsage;
    publish_rules_get(Nothing) -> PublishRules;
    publish_rules_save(PublishRules) -> PublishRules;

    article_list(ArticleList) -> ArticlePage;
    article_counts(ArticleCount) -> ArticleCounts;
    article_get(ArticleRef) -> ArticleView;
    article_create(Nothing) -> ArticleView;
    article_journal(ArticleJournal) -> Journaled;
    article_save(ArticleSave) -> ArticleView;
    article_discard_recovered(ArticleRef) -> ArticleView;
    article_move(ArticleMove) -> Nothing;
    article_duplicate(ArticleRef) -> ArticleView;
    article_trash(ArticleRefs) -> Nothing;
    article_restore(ArticleRefs) -> Nothing;
    article_preview(ArticleJournal) -> ArticlePreview;
    revision_list(ArticleRef) -> RevisionList;
    revision_restore(RevisionRef) -> ArticleView;
    text_import(TextImport) -> TextImported;

    directory_get(Nothing) -> Directory;
    category_save(CategorySave) -> Directory;
    person_save(PersonSave) -> Directory;

    photo_list(PhotoList) -> PhotoPage;
    photo_layout(PhotoLayoutGet) -> PhotoLayout;
    photo_ids(PhotoIds) -> PhotoIdList;
    photo_words(PhotoRefs) -> PhotoWordsSummary;
    photo_index(PhotoIndex) -> PhotoPosition;
    photo_counts(PhotoCount) -> PhotoCounts;
    photo_get(PhotoRef) -> PhotoView;
    photo_sums(PhotoRefs) -> PhotoSums;
    photo_rows(PhotoRefs) -> PhotoPage;
    photo_update(PhotoPatch) -> Undo;
    photo_mark(PhotoMark) -> Undo;
    photo_rotate(PhotoRotate) -> Undo;
    photo_edit(PhotoEdit) -> Undo;
    photo_undo(Undo) -> Nothing;
    photo_trash(PhotoRefs) -> Nothing;
    photo_restore(PhotoRefs) -> Nothing;
    photo_purge(PhotoRefs) -> Purged;
    duplicate_list(Nothing) -> DuplicateGroups;
    duplicate_dismiss(PhotoRefs) -> Nothing;
    duplicate_dismiss_undo(PhotoRefs) -> Nothing;
    photo_choose(Nothing) -> ChosenMany;
    photo_import(PhotoImport) -> JobView;
    import_preview(ImportPreview) -> ImportPreviewed;
    card_list(Nothing) -> Cards;
    watched_list(Nothing) -> WatchedFolders;
    watched_save(WatchedSave) -> WatchedFolders;
    watched_delete(WatchedRef) -> WatchedFolders;
    watched_choose(Nothing) -> Chosen;
    originals_check(OriginalsCheck) -> JobView;
    original_replace(OriginalReplace) -> Nothing;
    thumbnails_rebuild(PhotoRefs) -> JobView;

    photo_expand(PhotoExpand) -> Expanded;

    template_list(Nothing) -> TemplateList;
    template_save(TemplateSave) -> TemplateList;
    template_delete(TemplateRef) -> TemplateList;
    codebook_list(CodebookList) -> CodebookView;
    codebook_save(CodeEntrySave) -> CodebookView;
    codebook_delete(CodeEntryRef) -> CodebookView;
    codebook_choose(Nothing) -> Chosen;
    codebook_import(CodebookImport) -> CodebookImported;
    codebook_expand(CodebookExpand) -> Expanded;

    album_list(Nothing) -> AlbumList;
    album_create(AlbumCreate) -> AlbumRow;
    album_update(AlbumPatch) -> AlbumRow;
    album_add(AlbumPhotos) -> AlbumRow;
    album_remove(AlbumPhotos) -> AlbumRow;
    album_reorder(AlbumPhotos) -> AlbumRow;
    album_take_down(AlbumRef) -> Nothing;
    album_trash(AlbumRef) -> Nothing;
    album_restore(AlbumRef) -> Nothing;

    smart_album_list(Nothing) -> SmartAlbumList;
    smart_album_save(SmartAlbumSave) -> SmartAlbumRow;
    smart_album_delete(SmartAlbumRef) -> Nothing;

    job_list(Nothing) -> JobList;
    job_get(JobRef) -> JobOutcome;
    job_cancel(JobRef) -> Nothing;

    portal_list(Nothing) -> PortalList;
    portal_check(PortalAdd) -> PortalDiagnosis;
    portal_add(PortalAdd) -> PortalView;
    portal_activate(PortalRef) -> PortalView;
    portal_remove(PortalRef) -> Nothing;

    publish_plan(PublishWish) -> PublishPlan;
    publish_start(PublishWish) -> PublishRun;
    publish_current(Nothing) -> PublishCurrent;
    outbox_get(Nothing) -> OutboxView;
    receipt_list(Nothing) -> ReceiptList;

    statistics_get(Nothing) -> StatisticsView;
    statistics_refresh(Nothing) -> StatisticsView;

    page_open(PageOpen) -> Nothing;
}

//! A library with a few things in it, for the tests beside this file.

use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    AltText, Article, ArticleId, BlobHash, Block, Crops, Document, Flag, Inline, Photo,
    PhotoFormat, PhotoId, PortalId, RevisionId, Rotation, Status,
};
use store::{
    BaseState, EntityKind, Library, PortalAccount, PortalKind, RevisionKind, Save, SyncBase,
};
use tempfile::TempDir;

/// An empty library; it lives as long as the folder.
pub(crate) fn library() -> (TempDir, Library) {
    let folder = tempfile::tempdir().unwrap();
    let library = Library::create(folder.path()).unwrap();
    (folder, library)
}

/// A moment of 15/07/2022, so many minutes after noon in UTC.
pub(crate) fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_657_886_400, 0).unwrap() + TimeDelta::minutes(minutes)
}

pub(crate) fn paragraph(text: &str) -> Block {
    Block::Paragraph {
        attrs: Default::default(),
        content: vec![Inline::Text { text: text.to_owned(), marks: Vec::new() }],
    }
}

pub(crate) fn article(title: &str) -> Article {
    let mut article = Article::draft(ArticleId::generate(), "Trần Kim Huy", at(0));
    article.title = title.to_owned();
    article.body = Document::new(vec![paragraph("UBND tỉnh vừa có văn bản.")]);
    article
}

pub(crate) fn save(kind: RevisionKind, minutes: i64) -> Save {
    Save {
        revision: RevisionId::generate(),
        kind,
        name: String::new(),
        by: "Trần Kim Huy".to_owned(),
        at: at(minutes),
        publish_to: None,
    }
}

pub(crate) fn insert(library: &Library, article: &Article) -> RevisionId {
    let save = save(RevisionKind::Saved, 0);
    library.write(|writer| writer.articles_mut().insert(article, &save)).unwrap().id
}

pub(crate) fn portal(library: &Library) -> PortalId {
    let portal = PortalAccount {
        id: PortalId::generate(),
        kind: PortalKind::Native,
        name: "Cổng tỉnh".to_owned(),
        url: "https://cong.example.vn/".to_owned(),
        user: String::new(),
        created_at: at(0),
        active: true,
        change_cursor: None,
        paused: None,
    };
    library.write(|writer| writer.portals_mut().insert(&portal)).unwrap();
    portal.id
}

/// A published article that the portal is known to show, with nothing waiting.
pub(crate) fn published(library: &Library, portal: PortalId, article: &mut Article) -> RevisionId {
    article.status = Status::Published;
    let revision = insert(library, article);
    shown(library, portal, EntityKind::Article, article.id.0, Some(revision));
    revision
}

/// Notes that the portal shows something.
pub(crate) fn shown(
    library: &Library,
    portal: PortalId,
    kind: EntityKind,
    entity: uuid::Uuid,
    revision: Option<RevisionId>,
) {
    let base = SyncBase {
        portal,
        kind,
        entity,
        remote_revision: "\"1\"".to_owned(),
        content_hash: BlobHash([7; 32]),
        revision,
        public_url: Some("https://cong.example.vn/bai".to_owned()),
        state: BaseState::Live,
        conflict: None,
        published_at: at(1),
        verified_at: None,
    };
    library.write(|writer| writer.sync_bases_mut().update(&base)).unwrap();
}

/// A photo whose original is stored; `number` makes its bytes its own.
pub(crate) fn photo(library: &Library, number: u8) -> Photo {
    let bytes = [number; 1000];
    let stored = library.originals().put(&bytes).unwrap();
    Photo {
        id: PhotoId::generate(),
        original: stored.hash,
        bytes: stored.bytes,
        format: PhotoFormat::Jpeg,
        file_name: format!("Ảnh {number}.jpg"),
        width: 4000,
        height: 3000,
        orientation: 1,
        taken_at: Some(at(-i64::from(number))),
        camera: String::new(),
        gps: None,
        caption: String::new(),
        alt: AltText::Missing,
        credit: String::new(),
        source: String::new(),
        keywords: Vec::new(),
        copyright: String::new(),
        place: String::new(),
        people: Vec::new(),
        event: String::new(),
        shows_children: false,
        consent: false,
        rotation: Rotation::None,
        straighten: 0.0,
        crop: None,
        crops: Crops::default(),
        flag: Flag::None,
        stars: 0,
        fingerprint: String::new(),
        imported_at: at(i64::from(number)),
        updated_at: at(i64::from(number)),
    }
}

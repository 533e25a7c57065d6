-- The library's first schema. Released files like this one are never edited: later changes come
-- as further numbered files.
--
-- Ids are 16-byte UUIDs, hashes 32 bytes, times whole microseconds since 1970 (UTC). `record` and
-- `content` hold the whole entity as JSON; the columns beside them exist because a list filters,
-- sorts or shows by them.

CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE categories (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    slug TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    name_key BLOB NOT NULL,
    pen_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Articles. The body is kept apart so that reading a list touches few pages.

CREATE TABLE articles (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    revision BLOB NOT NULL,
    title TEXT NOT NULL,
    title_key BLOB NOT NULL,
    lead TEXT NOT NULL,
    category BLOB,
    byline TEXT NOT NULL,
    poster TEXT NOT NULL,
    status TEXT NOT NULL,
    featured INTEGER NOT NULL,
    cover BLOB,
    photo_count INTEGER NOT NULL,
    views INTEGER NOT NULL DEFAULT 0,
    slug TEXT NOT NULL,
    publish_at INTEGER,
    expire_at INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;

CREATE INDEX articles_by_updated ON articles (updated_at, number, status) WHERE deleted_at IS NULL;
CREATE INDEX articles_by_title ON articles (title_key, number) WHERE deleted_at IS NULL;
CREATE INDEX articles_by_views ON articles (views, number) WHERE deleted_at IS NULL;
CREATE INDEX articles_by_status_updated ON articles (status, updated_at, number)
    WHERE deleted_at IS NULL;
CREATE INDEX articles_by_status_title ON articles (status, title_key, number)
    WHERE deleted_at IS NULL;
CREATE INDEX articles_by_status_views ON articles (status, views, number)
    WHERE deleted_at IS NULL;
CREATE INDEX articles_by_category ON articles (category, updated_at, number)
    WHERE deleted_at IS NULL;
CREATE INDEX articles_by_slug ON articles (slug) WHERE slug <> '';
CREATE INDEX articles_due ON articles (publish_at) WHERE publish_at IS NOT NULL;
CREATE INDEX articles_expiring ON articles (expire_at) WHERE expire_at IS NOT NULL;
CREATE INDEX articles_in_trash ON articles (deleted_at, number) WHERE deleted_at IS NOT NULL;

CREATE TABLE article_content (
    number INTEGER PRIMARY KEY REFERENCES articles (number) ON DELETE CASCADE,
    content TEXT NOT NULL
) STRICT;

CREATE TABLE revisions (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    article BLOB NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    made_by TEXT NOT NULL,
    began_at INTEGER NOT NULL,
    made_at INTEGER NOT NULL,
    snapshot TEXT NOT NULL
) STRICT;

CREATE INDEX revisions_of_article ON revisions (article, number);

CREATE TABLE article_tags (
    article BLOB NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (article, tag)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_tags_by_tag ON article_tags (tag);

-- No reference to photos: a page pasted from elsewhere may name a photo this library lacks, and
-- saving must not fail for it.
CREATE TABLE article_photos (
    article BLOB NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    role TEXT NOT NULL,
    position INTEGER NOT NULL,
    photo BLOB NOT NULL,
    PRIMARY KEY (article, role, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX article_photos_by_photo ON article_photos (photo, article);

CREATE TABLE attachments (
    article BLOB NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    blob BLOB NOT NULL,
    PRIMARY KEY (article, blob)
) STRICT, WITHOUT ROWID;

CREATE INDEX attachments_by_blob ON attachments (blob);

CREATE TABLE journal (
    article BLOB PRIMARY KEY,
    draft TEXT NOT NULL,
    written_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Words as they are written, and the same words without marks but with đ kept apart from d.
CREATE VIRTUAL TABLE article_search USING fts5 (
    title, lead, body, keywords,
    folded_title, folded_lead, folded_body, folded_keywords,
    content = '', contentless_delete = 1, prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);

-- Photos and albums.

CREATE TABLE blobs (
    hash BLOB PRIMARY KEY,
    bytes INTEGER NOT NULL,
    stored_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE photos (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    original BLOB NOT NULL REFERENCES blobs (hash),
    file_name TEXT NOT NULL,
    name_key BLOB NOT NULL,
    taken_at INTEGER,
    imported_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    import BLOB,
    has_caption INTEGER NOT NULL,
    has_alt INTEGER NOT NULL,
    has_credit INTEGER NOT NULL,
    has_gps INTEGER NOT NULL,
    deleted_at INTEGER,
    record TEXT NOT NULL
) STRICT;

CREATE INDEX photos_by_original ON photos (original);
CREATE INDEX photos_by_imported ON photos (imported_at, number) WHERE deleted_at IS NULL;
CREATE INDEX photos_by_taken ON photos (taken_at, number) WHERE deleted_at IS NULL;
CREATE INDEX photos_by_name ON photos (name_key, number) WHERE deleted_at IS NULL;
CREATE INDEX photos_by_import ON photos (import, imported_at) WHERE deleted_at IS NULL;
CREATE INDEX photos_by_lack ON photos (has_caption, has_alt, has_credit, has_gps)
    WHERE deleted_at IS NULL;
CREATE INDEX photos_in_trash ON photos (deleted_at, number) WHERE deleted_at IS NOT NULL;

CREATE VIRTUAL TABLE photo_search USING fts5 (
    words, folded_words,
    content = '', contentless_delete = 1, prefix = '1 2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE albums (
    number INTEGER PRIMARY KEY,
    id BLOB NOT NULL UNIQUE,
    title_key BLOB NOT NULL,
    status TEXT NOT NULL,
    cover BLOB,
    updated_at INTEGER NOT NULL,
    deleted_at INTEGER,
    record TEXT NOT NULL
) STRICT;

CREATE TABLE album_photos (
    album BLOB NOT NULL REFERENCES albums (id) ON DELETE CASCADE,
    photo BLOB NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (album, photo)
) STRICT, WITHOUT ROWID;

CREATE INDEX album_photos_in_order ON album_photos (album, position);
CREATE INDEX album_photos_by_photo ON album_photos (photo, album);

CREATE TABLE renditions (
    photo BLOB NOT NULL REFERENCES photos (id) ON DELETE CASCADE,
    recipe TEXT NOT NULL,
    width INTEGER NOT NULL,
    height INTEGER NOT NULL,
    hash BLOB NOT NULL,
    bytes INTEGER NOT NULL,
    PRIMARY KEY (photo, recipe)
) STRICT, WITHOUT ROWID;

-- Portals and what goes between. Secrets are never here.

CREATE TABLE portals (
    id BLOB PRIMARY KEY,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    user TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    active INTEGER NOT NULL,
    change_cursor TEXT,
    paused TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    portal BLOB NOT NULL REFERENCES portals (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    entity BLOB NOT NULL,
    action TEXT NOT NULL,
    key BLOB NOT NULL UNIQUE,
    content_hash BLOB,
    state TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    -- Whether an older wish for the same thing was sent and may have arrived.
    may_be_there INTEGER NOT NULL DEFAULT 0,
    next_attempt_at INTEGER,
    error_code TEXT,
    error_detail TEXT,
    created_at INTEGER NOT NULL,
    UNIQUE (portal, kind, entity)
) STRICT;

CREATE INDEX outbox_of_entity ON outbox (kind, entity);

CREATE TABLE sync_base (
    portal BLOB NOT NULL REFERENCES portals (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    entity BLOB NOT NULL,
    remote_revision TEXT NOT NULL,
    content_hash BLOB NOT NULL,
    revision BLOB,
    public_url TEXT,
    state TEXT NOT NULL,
    conflict TEXT,
    published_at INTEGER NOT NULL,
    verified_at INTEGER,
    PRIMARY KEY (portal, kind, entity)
) STRICT, WITHOUT ROWID;

CREATE INDEX sync_base_of_entity ON sync_base (kind, entity);
CREATE INDEX sync_base_by_revision ON sync_base (revision) WHERE revision IS NOT NULL;

-- The newest that was heard of everything on a portal, whoever put it there.
CREATE TABLE remote_heads (
    portal BLOB NOT NULL REFERENCES portals (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    entity BLOB NOT NULL,
    revision TEXT NOT NULL,
    state TEXT NOT NULL,
    live_revision TEXT,
    path TEXT,
    content_hash BLOB,
    PRIMARY KEY (portal, kind, entity)
) STRICT, WITHOUT ROWID;

-- What was sent and is not known to be published.
CREATE TABLE sendings (
    portal BLOB NOT NULL REFERENCES portals (id) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    entity BLOB NOT NULL,
    content_hash BLOB NOT NULL,
    PRIMARY KEY (portal, kind, entity)
) STRICT, WITHOUT ROWID;

CREATE TABLE receipts (
    id BLOB PRIMARY KEY,
    portal BLOB NOT NULL,
    started_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL,
    items TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX receipts_by_time ON receipts (finished_at);

-- Background work.

CREATE TABLE jobs (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL,
    cancel_requested INTEGER NOT NULL DEFAULT 0,
    done INTEGER NOT NULL DEFAULT 0,
    total INTEGER NOT NULL DEFAULT 0,
    report TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    finished_at INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX jobs_by_state ON jobs (state, created_at);

CREATE TABLE job_items (
    job BLOB NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    key TEXT NOT NULL,
    state TEXT NOT NULL,
    code TEXT,
    detail TEXT,
    PRIMARY KEY (job, position)
) STRICT, WITHOUT ROWID;

CREATE INDEX job_items_by_state ON job_items (job, state, position);

-- Figures that come from a portal.

CREATE TABLE visit_counters (
    portal BLOB PRIMARY KEY REFERENCES portals (id) ON DELETE CASCADE,
    counters TEXT NOT NULL,
    fetched_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE day_visits (
    portal BLOB NOT NULL REFERENCES portals (id) ON DELETE CASCADE,
    day TEXT NOT NULL,
    visits INTEGER NOT NULL,
    PRIMARY KEY (portal, day)
) STRICT, WITHOUT ROWID;

-- The database of a portal as version 1 made it (PRAGMA user_version). Released, so never edited:
-- later versions are the files beside it.
--
-- Times are INTEGER milliseconds since 1970-01-01T00:00:00Z, ids are lower-case hyphenated UUIDs,
-- hashes are 64 lower-case hexadecimal digits, JSON is that of the crate `portal-wire`.

-- Single values: epoch, sequence (last one given out), portal_name, portal_subtitle, and
-- what the visit counters keep.
CREATE TABLE setting (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Articles, photos and albums: the draft that clients edit beside the version that readers see.
CREATE TABLE resource (
    number        INTEGER NOT NULL PRIMARY KEY,           -- rowid of article_search
    kind          TEXT NOT NULL CHECK (kind IN ('article', 'photo', 'album')),
    id            TEXT NOT NULL,
    sequence      INTEGER NOT NULL UNIQUE,                -- newest thing that happened to it
    deleted       INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    revision      TEXT NOT NULL,                          -- names the draft; the ETag
    draft         TEXT,                                   -- WireArticle, WirePhoto, WireAlbum; NULL when deleted
    sent_hash     TEXT NOT NULL,                          -- of the draft as it came, before the slug was settled
    state         TEXT NOT NULL CHECK (state IN ('draft', 'live', 'taken_down')),
    live_revision TEXT,
    live          TEXT,                                   -- what readers see; NULL unless state = 'live'
    slug          TEXT,                                   -- last segment of path; NULL for photos
    path          TEXT UNIQUE,                            -- public page; kept after taking down (410)
    ever_live     INTEGER NOT NULL DEFAULT 0 CHECK (ever_live IN (0, 1)),
    category      TEXT REFERENCES category (slug),        -- of the live version
    featured      INTEGER NOT NULL DEFAULT 0 CHECK (featured IN (0, 1)),
    published_at  INTEGER,                                -- first made live
    updated_at    INTEGER,                                -- "Cập nhật lúc" of the live version
    visible_from  INTEGER,                                -- publish_at of the live version; NULL: at once
    visible_until INTEGER,                                -- expire_at of the live version; NULL: for good
    UNIQUE (kind, id),
    CHECK ((state = 'live') = (live IS NOT NULL)),
    CHECK ((state = 'live') = (live_revision IS NOT NULL)),
    CHECK ((deleted = 1) = (draft IS NULL))
) STRICT;
CREATE INDEX resource_lists ON resource (kind, category, updated_at DESC) WHERE state = 'live';
CREATE INDEX resource_newest ON resource (kind, updated_at DESC) WHERE state = 'live';

-- Chuyên mục, learned from the articles that are published.
CREATE TABLE category (
    slug     TEXT NOT NULL PRIMARY KEY,
    name     TEXT NOT NULL,
    position INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Search among live articles: `text::fold::search_key` (tones kept, in one place) and
-- `text::fold::fold` (no tone marks, đ as d) of title, lead and plain text.
CREATE VIRTUAL TABLE article_search USING fts5 (
    title, lead, body, folded_title, folded_lead, folded_body,
    tokenize = "unicode61 remove_diacritics 0"
);

-- Bytes lie in DATA/blobs/ab/ab…; a row says that the file is whole and durable.
CREATE TABLE blob (
    hash       TEXT NOT NULL PRIMARY KEY,
    bytes      INTEGER NOT NULL,
    media_type TEXT NOT NULL,
    stored_at  INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Blobs that come in parts (tus 1.0); the parts lie in DATA/uploads/ID, whose length is the offset.
CREATE TABLE upload (
    id         TEXT NOT NULL PRIMARY KEY,
    hash       TEXT NOT NULL,
    bytes      INTEGER NOT NULL,
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who may use the API. Only hashes of tokens are kept.
CREATE TABLE token (
    prefix      TEXT NOT NULL PRIMARY KEY,                -- the public part, shown in lists
    hash        BLOB NOT NULL,                            -- SHA-256 of the whole token (256 random bits)
    user        TEXT NOT NULL,
    permissions TEXT NOT NULL,                            -- JSON array
    created_at  INTEGER NOT NULL,
    revoked_at  INTEGER
) STRICT, WITHOUT ROWID;

-- Answers that are given again when a request comes again.
CREATE TABLE idempotency (
    key          TEXT NOT NULL,
    user         TEXT NOT NULL,
    request_hash TEXT NOT NULL,
    answer       BLOB NOT NULL,                           -- the first one, byte for byte
    created_at   INTEGER NOT NULL,
    PRIMARY KEY (user, key)
) STRICT, WITHOUT ROWID;

-- Visits per day of Asia/Ho_Chi_Minh (YYYY-MM-DD).
CREATE TABLE visit_day (
    day    TEXT NOT NULL PRIMARY KEY,
    visits INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Who was counted when, so that a visitor counts once per half hour. Swept when older.
CREATE TABLE visitor (
    visitor    BLOB NOT NULL,                             -- salted hash; nobody can be told from it
    subject    TEXT NOT NULL,                             -- '' for the portal, else an article's id
    counted_at INTEGER NOT NULL,
    PRIMARY KEY (visitor, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX visitor_age ON visitor (counted_at);

-- Số lượt xem. `sequence` is one more than the largest at each change: the views cursor.
CREATE TABLE article_view (
    article  TEXT NOT NULL PRIMARY KEY,
    views    INTEGER NOT NULL,
    sequence INTEGER NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

-- Which blobs readers may fetch: those that a live photo or article names. Kept by triggers, so that
-- no way of publishing or taking down can forget it.
CREATE TABLE live_blob (
    hash     TEXT NOT NULL,
    resource INTEGER NOT NULL REFERENCES resource (number) ON DELETE CASCADE,
    PRIMARY KEY (hash, resource)
) STRICT, WITHOUT ROWID;
CREATE INDEX live_blob_resource ON live_blob (resource);
CREATE TRIGGER live_blob_on_insert AFTER INSERT ON resource WHEN new.live IS NOT NULL BEGIN
    INSERT OR IGNORE INTO live_blob (hash, resource)
    SELECT value ->> '$.blob', new.number FROM json_each(
        new.live, CASE new.kind WHEN 'photo' THEN '$.renditions' ELSE '$.attachments' END);
END;
CREATE TRIGGER live_blob_on_update AFTER UPDATE OF live ON resource BEGIN
    DELETE FROM live_blob WHERE resource = new.number;
    INSERT OR IGNORE INTO live_blob (hash, resource)
    SELECT value ->> '$.blob', new.number FROM json_each(
        new.live, CASE new.kind WHEN 'photo' THEN '$.renditions' ELSE '$.attachments' END)
    WHERE new.live IS NOT NULL;
END;

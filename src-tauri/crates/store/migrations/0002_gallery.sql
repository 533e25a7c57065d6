-- What the gallery filters, groups and counts by, in columns, and indexes that answer a list of
-- 100,000 photos without touching their records.
--
-- `uses`, `sync` and `marks` are kept by the triggers at the end, whatever way of saving changes
-- them.

-- 0 not decided, 1 chosen, 2 rejected.
ALTER TABLE photos ADD COLUMN flag INTEGER NOT NULL DEFAULT 0;
ALTER TABLE photos ADD COLUMN stars INTEGER NOT NULL DEFAULT 0;
-- Whether the original was missing or damaged when it was last looked for.
ALTER TABLE photos ADD COLUMN missing INTEGER NOT NULL DEFAULT 0;
-- Width by height as shown.
ALTER TABLE photos ADD COLUMN ratio REAL NOT NULL DEFAULT 1;
-- How many articles and albums show it, the trash apart.
ALTER TABLE photos ADD COLUMN uses INTEGER NOT NULL DEFAULT 0;
-- The worst of its uses on the main portal: 0 never there, 1 taken down, 2 as here, 3 out of date,
-- 4 in conflict.
ALTER TABLE photos ADD COLUMN sync INTEGER NOT NULL DEFAULT 0;
-- The perceptual hash of the record and the upright original's width by height, once compared with
-- the others.
ALTER TABLE photos ADD COLUMN fingerprint INTEGER;
ALTER TABLE photos ADD COLUMN shape REAL;
-- Number of the photo that this one looks like, its own when there is none before it; NULL while it
-- has not been compared.
ALTER TABLE photos ADD COLUMN twin INTEGER;
-- How many photos look alike here, itself included; 0 when there is no other.
ALTER TABLE photos ADD COLUMN duplicates INTEGER NOT NULL DEFAULT 0;
-- All yes-or-no questions of the filters in one number, so that every order of the list answers
-- each of them from its index, and one pass over another index counts them all. See `photo_marks`.
ALTER TABLE photos ADD COLUMN marks INTEGER NOT NULL DEFAULT 0;

UPDATE photos SET ratio =
    CASE WHEN record ->> '$.rotation' IN ('quarter', 'three_quarter')
         THEN (record ->> '$.height') * 1.0 / max(record ->> '$.width', 1)
         ELSE (record ->> '$.width') * 1.0 / max(record ->> '$.height', 1) END
    * coalesce((record ->> '$.crop.width') / (record ->> '$.crop.height'), 1);

DROP INDEX photos_by_imported;
DROP INDEX photos_by_taken;
DROP INDEX photos_by_name;
DROP INDEX photos_by_import;
DROP INDEX photos_by_lack;
-- The marks of each photo: three bits of stars, two of flag, then one bit a question.
CREATE VIEW photo_marks (number, marks) AS
SELECT number,
    stars | (flag << 3) | (has_caption << 5) | (has_alt << 6) | (has_credit << 7) | (has_gps << 8)
    | ((uses > 0) << 9) | ((sync >= 2) << 10) | ((sync >= 3) << 11) | (missing << 12)
    | ((duplicates > 0) << 13)
FROM photos;

CREATE TRIGGER photo_marked AFTER UPDATE OF
    stars, flag, has_caption, has_alt, has_credit, has_gps, uses, sync, missing, duplicates
ON photos BEGIN
    UPDATE photos SET marks = m.marks FROM photo_marks m
    WHERE photos.number = NEW.number AND m.number = NEW.number AND photos.marks <> m.marks;
END;

-- How what the main portal is known to hold compares, in the figures of `photos.sync`.
CREATE VIEW standings (kind, entity, sync) AS
SELECT b.kind, b.entity,
    CASE WHEN b.conflict IS NOT NULL THEN 4
         WHEN b.state = 'taken_down' THEN 1
         WHEN o.sequence IS NOT NULL THEN 3
         ELSE 2 END
FROM sync_base b
LEFT JOIN outbox o ON o.portal = b.portal AND o.kind = b.kind AND o.entity = b.entity
WHERE b.portal = (
    SELECT id FROM portals WHERE active ORDER BY kind = 'local', created_at, id LIMIT 1);

-- How often each photo is used, and how its uses stand on the main portal (the one that
-- `Portals::main` gives).
CREATE VIEW photo_standings (photo, uses, sync) AS
SELECT p.id,
    (SELECT count(DISTINCT u.article) FROM article_photos u
        JOIN articles a ON a.id = u.article AND a.deleted_at IS NULL WHERE u.photo = p.id)
    + (SELECT count(*) FROM album_photos u
        JOIN albums a ON a.id = u.album AND a.deleted_at IS NULL WHERE u.photo = p.id),
    max(
        coalesce((SELECT max(s.sync) FROM article_photos u
            JOIN standings s ON s.kind = 'article' AND s.entity = u.article
            WHERE u.photo = p.id), 0),
        coalesce((SELECT max(s.sync) FROM album_photos u
            JOIN standings s ON s.kind = 'album' AND s.entity = u.album
            WHERE u.photo = p.id), 0))
FROM photos p;

-- Naming photos to the view looks at them again.
CREATE TRIGGER photo_standings_renewed INSTEAD OF INSERT ON photo_standings BEGIN
    UPDATE photos SET uses = s.uses, sync = s.sync FROM photo_standings s
    WHERE photos.id = NEW.photo AND s.photo = NEW.photo
        AND (photos.uses <> s.uses OR photos.sync <> s.sync);
END;

INSERT INTO photo_standings (photo)
    SELECT photo FROM article_photos UNION SELECT photo FROM album_photos;

UPDATE photos SET marks = (SELECT m.marks FROM photo_marks m WHERE m.number = photos.number);

-- Indexes that hold all that a list asks of a photo are read alone; the condition of a partial index
-- counts as asked for too.
CREATE INDEX photos_by_imported ON photos (imported_at, number, marks, ratio, taken_at, import, deleted_at)
    WHERE deleted_at IS NULL;
CREATE INDEX photos_by_taken ON photos (taken_at, number, marks, ratio, import, deleted_at)
    WHERE deleted_at IS NULL;
CREATE INDEX photos_by_name ON photos (name_key, number, marks, ratio, taken_at, import, deleted_at)
    WHERE deleted_at IS NULL;
CREATE INDEX photos_by_import ON photos (import, imported_at, number, marks, ratio, taken_at, deleted_at)
    WHERE deleted_at IS NULL;
CREATE INDEX photos_by_marks ON photos (marks, deleted_at) WHERE deleted_at IS NULL;
CREATE INDEX photos_by_twin ON photos (twin, number, fingerprint, shape, taken_at, deleted_at)
    WHERE deleted_at IS NULL;

-- A photo that comes may be named already by a page that was pasted before.
CREATE TRIGGER photo_came AFTER INSERT ON photos
WHEN EXISTS (SELECT 1 FROM article_photos WHERE photo = NEW.id) BEGIN
    INSERT INTO photo_standings (photo) VALUES (NEW.id);
END;

CREATE TRIGGER photo_into_article AFTER INSERT ON article_photos BEGIN
    INSERT INTO photo_standings (photo) VALUES (NEW.photo);
END;

CREATE TRIGGER photo_out_of_article AFTER DELETE ON article_photos BEGIN
    INSERT INTO photo_standings (photo) VALUES (OLD.photo);
END;

CREATE TRIGGER photo_into_album AFTER INSERT ON album_photos BEGIN
    INSERT INTO photo_standings (photo) VALUES (NEW.photo);
END;

CREATE TRIGGER photo_out_of_album AFTER DELETE ON album_photos BEGIN
    INSERT INTO photo_standings (photo) VALUES (OLD.photo);
END;

CREATE TRIGGER article_of_photos_trashed AFTER UPDATE OF deleted_at ON articles
WHEN NEW.deleted_at IS NOT OLD.deleted_at BEGIN
    INSERT INTO photo_standings (photo) SELECT photo FROM article_photos WHERE article = NEW.id;
END;

CREATE TRIGGER album_of_photos_trashed AFTER UPDATE OF deleted_at ON albums
WHEN NEW.deleted_at IS NOT OLD.deleted_at BEGIN
    INSERT INTO photo_standings (photo) SELECT photo FROM album_photos WHERE album = NEW.id;
END;

CREATE TRIGGER use_shown AFTER INSERT ON sync_base BEGIN
    INSERT INTO photo_standings (photo)
        SELECT photo FROM article_photos WHERE NEW.kind = 'article' AND article = NEW.entity
        UNION SELECT photo FROM album_photos WHERE NEW.kind = 'album' AND album = NEW.entity;
END;

CREATE TRIGGER use_shown_otherwise AFTER UPDATE OF state, conflict ON sync_base
WHEN NEW.state <> OLD.state OR (NEW.conflict IS NULL) <> (OLD.conflict IS NULL) BEGIN
    INSERT INTO photo_standings (photo)
        SELECT photo FROM article_photos WHERE NEW.kind = 'article' AND article = NEW.entity
        UNION SELECT photo FROM album_photos WHERE NEW.kind = 'album' AND album = NEW.entity;
END;

CREATE TRIGGER use_forgotten AFTER DELETE ON sync_base BEGIN
    INSERT INTO photo_standings (photo)
        SELECT photo FROM article_photos WHERE OLD.kind = 'article' AND article = OLD.entity
        UNION SELECT photo FROM album_photos WHERE OLD.kind = 'album' AND album = OLD.entity;
END;

CREATE TRIGGER use_waits AFTER INSERT ON outbox BEGIN
    INSERT INTO photo_standings (photo)
        SELECT photo FROM article_photos WHERE NEW.kind = 'article' AND article = NEW.entity
        UNION SELECT photo FROM album_photos WHERE NEW.kind = 'album' AND album = NEW.entity;
END;

CREATE TRIGGER use_waits_no_more AFTER DELETE ON outbox BEGIN
    INSERT INTO photo_standings (photo)
        SELECT photo FROM article_photos WHERE OLD.kind = 'article' AND article = OLD.entity
        UNION SELECT photo FROM album_photos WHERE OLD.kind = 'album' AND album = OLD.entity;
END;

-- Another portal may now be the main one: rare, and then all that is used is looked at again.
CREATE TRIGGER portal_came AFTER INSERT ON portals BEGIN
    INSERT INTO photo_standings (photo)
        SELECT photo FROM article_photos UNION SELECT photo FROM album_photos;
END;

CREATE TRIGGER portal_changed AFTER UPDATE OF active, kind ON portals
WHEN NEW.active <> OLD.active OR NEW.kind <> OLD.kind BEGIN
    INSERT INTO photo_standings (photo)
        SELECT photo FROM article_photos UNION SELECT photo FROM album_photos;
END;

CREATE TRIGGER portal_gone AFTER DELETE ON portals BEGIN
    INSERT INTO photo_standings (photo)
        SELECT photo FROM article_photos UNION SELECT photo FROM album_photos;
END;

-- Photos that look alike and of which somebody said that they are not the same; `one` < `other`.
CREATE TABLE photos_told_apart (
    one INTEGER NOT NULL REFERENCES photos (number) ON DELETE CASCADE,
    other INTEGER NOT NULL REFERENCES photos (number) ON DELETE CASCADE,
    PRIMARY KEY (one, other)
) STRICT, WITHOUT ROWID;

CREATE INDEX photos_told_apart_by_other ON photos_told_apart (other, one);

-- Emptying the trash asks whether a published copy is another photo's too.
CREATE INDEX renditions_by_hash ON renditions (hash);

-- Saved filters. `filter` is JSON that the application reads.
CREATE TABLE smart_albums (
    id BLOB PRIMARY KEY,
    title TEXT NOT NULL,
    title_key BLOB NOT NULL,
    filter TEXT NOT NULL
) STRICT, WITHOUT ROWID;

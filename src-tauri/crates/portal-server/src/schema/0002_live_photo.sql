-- Version 2: the bytes of a photo are readers' only while a page of theirs shows it.

-- Which live articles and albums show which photos. Kept by triggers, as `live_blob` is.
CREATE TABLE live_photo (
    photo    TEXT NOT NULL,
    resource INTEGER NOT NULL REFERENCES resource (number) ON DELETE CASCADE,
    PRIMARY KEY (photo, resource)
) STRICT, WITHOUT ROWID;
CREATE INDEX live_photo_resource ON live_photo (resource);

-- Where a live article or album names photos: the cover, the album's or gallery's list, and in a
-- body an image's `photo` and a gallery's `photos`.
CREATE VIEW photo_shown (photo, resource) AS
SELECT named.atom, resource.number
FROM resource, json_tree(resource.live) AS named
WHERE resource.kind <> 'photo' AND resource.live IS NOT NULL AND named.type = 'text'
    AND (named.key = 'photo' OR named.fullkey = '$.cover' OR named.path = '$.gallery'
        OR named.path = '$.photos' OR named.path LIKE '%.attrs.photos');
CREATE TRIGGER live_photo_on_insert AFTER INSERT ON resource WHEN new.live IS NOT NULL BEGIN
    INSERT OR IGNORE INTO live_photo (photo, resource)
    SELECT photo, resource FROM photo_shown WHERE resource = new.number;
END;
CREATE TRIGGER live_photo_on_update AFTER UPDATE OF live ON resource BEGIN
    DELETE FROM live_photo WHERE resource = new.number;
    INSERT OR IGNORE INTO live_photo (photo, resource)
    SELECT photo, resource FROM photo_shown WHERE resource = new.number;
END;
INSERT OR IGNORE INTO live_photo (photo, resource) SELECT photo, resource FROM photo_shown;

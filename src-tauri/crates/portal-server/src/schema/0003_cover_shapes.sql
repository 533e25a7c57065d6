-- Version 3: what stands for an article or album may come in other shapes too.

-- Where a live article or album names photos: the cover in its shapes, the album's or gallery's
-- list, and in a body an image's `photo` and a gallery's `photos`.
DROP VIEW photo_shown;
CREATE VIEW photo_shown (photo, resource) AS
SELECT named.atom, resource.number
FROM resource, json_tree(resource.live) AS named
WHERE resource.kind <> 'photo' AND resource.live IS NOT NULL AND named.type = 'text'
    AND (named.key = 'photo'
        OR named.path = '$' AND named.key IN ('cover', 'cover_square', 'cover_portrait')
        OR named.path = '$.gallery' OR named.path = '$.photos'
        OR named.path LIKE '%.attrs.photos');

-- Folders whose new files come in by themselves, and the files of each that were taken or passed
-- over already, as they were then: one that changes is looked at again.

CREATE TABLE watched_folders (
    id BLOB PRIMARY KEY,
    path TEXT NOT NULL,
    album BLOB,
    rename TEXT,
    credit TEXT NOT NULL,
    active INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE watched_files (
    folder BLOB NOT NULL REFERENCES watched_folders (id) ON DELETE CASCADE,
    path TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    PRIMARY KEY (folder, path)
) STRICT, WITHOUT ROWID;

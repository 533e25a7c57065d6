-- Sổ chức danh and caption templates. Days are ISO 8601 text, so they compare as days do.

CREATE TABLE code_entries (
    id BLOB PRIMARY KEY,
    code TEXT NOT NULL,
    code_key TEXT NOT NULL,
    name TEXT NOT NULL,
    title TEXT NOT NULL,
    valid_from TEXT,
    valid_until TEXT,
    -- What a search looks through: code, name and title, folded.
    words TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX code_entries_by_code ON code_entries (code_key, valid_from);

CREATE TABLE caption_templates (
    id BLOB PRIMARY KEY,
    name TEXT NOT NULL,
    name_key BLOB NOT NULL,
    caption TEXT NOT NULL,
    alt TEXT NOT NULL,
    credit TEXT NOT NULL
) STRICT, WITHOUT ROWID;

"""The tables of the notebook, as the steps that made them.

Step n takes a database from version n to n + 1. A released step is never edited: a change is a new step at
the end. Every version is reached through the same steps, so an old notebook and a fresh one end up equal.
"""

from __future__ import annotations

APPLICATION_ID = 0x64757368
"""``dush`` in the database header: this file is ours."""

MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "INSERT INTO meta VALUES ('revision', '0'), ('words', '0')",
        """CREATE TABLE word (
            id INTEGER PRIMARY KEY,
            traditional TEXT NOT NULL,
            simplified TEXT NOT NULL CHECK (simplified <> ''),
            reading TEXT NOT NULL,
            gloss TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT '',
            tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
            lists TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(lists)),
            status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1, 2, 3, 4, 5, 97, 98, 99)),
            kept INTEGER NOT NULL DEFAULT 1,
            added TEXT NOT NULL,
            UNIQUE (traditional, simplified, reading)
        )""",
        "CREATE INDEX word_simplified ON word (simplified)",
        """CREATE TABLE context (
            id INTEGER PRIMARY KEY,
            word INTEGER NOT NULL REFERENCES word (id),
            sentence TEXT NOT NULL,
            start INTEGER NOT NULL CHECK (start >= 0),
            "end" INTEGER NOT NULL CHECK ("end" >= start),
            sentence_reading TEXT NOT NULL DEFAULT '',
            document TEXT NOT NULL DEFAULT '',
            digest TEXT NOT NULL DEFAULT '',
            paragraph INTEGER,
            offset INTEGER,
            section TEXT NOT NULL DEFAULT '',
            translation TEXT NOT NULL DEFAULT '',
            UNIQUE (word, sentence, start, digest)
        )""",
        """CREATE TABLE step (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            label TEXT NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0
        )""",
        """CREATE TABLE change (
            id INTEGER PRIMARY KEY,
            step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
            relation TEXT NOT NULL,
            row INTEGER NOT NULL,
            before TEXT,
            after TEXT
        )""",
        "CREATE INDEX change_step ON change (step)",
        """CREATE TABLE document (
            digest TEXT PRIMARY KEY,
            path TEXT NOT NULL,
            title TEXT NOT NULL,
            paragraph INTEGER NOT NULL DEFAULT 0,
            offset INTEGER NOT NULL DEFAULT 0,
            percent REAL NOT NULL DEFAULT 0,
            opened TEXT NOT NULL,
            view TEXT NOT NULL DEFAULT '{}'
        ) WITHOUT ROWID""",
        """CREATE TABLE bookmark (
            digest TEXT NOT NULL REFERENCES document (digest) ON DELETE CASCADE,
            paragraph INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            label TEXT NOT NULL DEFAULT '',
            added TEXT NOT NULL,
            PRIMARY KEY (digest, paragraph, offset)
        ) WITHOUT ROWID""",
    ),
)

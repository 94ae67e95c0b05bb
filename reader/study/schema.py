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
    (
        # Reviews. A card is how one word is asked in one way; it is made with its first answer.
        """CREATE TABLE card (
            id INTEGER PRIMARY KEY,
            word INTEGER NOT NULL REFERENCES word (id),
            mode TEXT NOT NULL CHECK (mode IN ('recognise', 'recall', 'reading')),
            state INTEGER NOT NULL DEFAULT 0 CHECK (state IN (0, 1, 2, 3)),
            step INTEGER,
            stability REAL,
            difficulty REAL,
            due TEXT NOT NULL,
            last_review TEXT,
            answers INTEGER NOT NULL DEFAULT 0,
            lapses INTEGER NOT NULL DEFAULT 0,
            suspended INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
            buried TEXT,
            UNIQUE (word, mode)
        ) STRICT""",
        "CREATE INDEX card_due ON card (due)",
        # Every answer ever given. It names the word itself, so it outlives the card and the word.
        """CREATE TABLE review (
            id INTEGER PRIMARY KEY,
            traditional TEXT NOT NULL,
            simplified TEXT NOT NULL,
            reading TEXT NOT NULL,
            mode TEXT NOT NULL,
            at TEXT NOT NULL,
            rating INTEGER NOT NULL CHECK (rating IN (1, 2, 3, 4)),
            state INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3)),
            milliseconds INTEGER NOT NULL DEFAULT 0 CHECK (milliseconds >= 0),
            scheduled INTEGER NOT NULL DEFAULT 0,
            UNIQUE (traditional, simplified, reading, mode, at)
        ) STRICT""",
        "CREATE INDEX review_at ON review (at)",
        # The learner's own parameters of the scheduler, the newest row last; none: the usual ones.
        """CREATE TABLE weights (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            reviews INTEGER NOT NULL,
            parameters TEXT NOT NULL CHECK (json_valid(parameters))
        ) STRICT""",
        # What was read on each day of the learner's calendar, text by text.
        """CREATE TABLE reading_day (
            day TEXT NOT NULL,
            digest TEXT NOT NULL,
            seconds REAL NOT NULL DEFAULT 0,
            characters INTEGER NOT NULL DEFAULT 0,
            PRIMARY KEY (day, digest)
        ) STRICT, WITHOUT ROWID""",
        # How many words had each status when a day's first change was made.
        """CREATE TABLE tally (
            day TEXT NOT NULL,
            status INTEGER NOT NULL,
            words INTEGER NOT NULL,
            PRIMARY KEY (day, status)
        ) STRICT, WITHOUT ROWID""",
        """CREATE TRIGGER tally_of_the_day AFTER INSERT ON step
        WHEN NOT EXISTS (SELECT 1 FROM tally WHERE day = date(NEW.at, 'localtime'))
        BEGIN
            INSERT INTO tally
            SELECT date(NEW.at, 'localtime'), status, count(*) FROM word GROUP BY status;
        END""",
    ),
    (
        # When each word last changed in any way, so that a deck can tell what is newer, and when each deck
        # was last written. Triggers see every change, taken back or done again too, whichever code made it.
        "CREATE TABLE touched (word INTEGER PRIMARY KEY, at TEXT NOT NULL)",
        """INSERT INTO touched
            SELECT word.id, COALESCE(max(step.at), word.added) FROM word
            LEFT JOIN (
                SELECT step, row AS word FROM change WHERE relation = 'word'
                UNION SELECT step, json_extract(COALESCE(after, before), '$.word') FROM change
                WHERE relation = 'context'
            ) seen ON seen.word = word.id
            LEFT JOIN step ON step.id = seen.step
            GROUP BY word.id""",
        *(
            f"""CREATE TRIGGER touched_{relation}_{event.lower()} AFTER {event} ON {relation} BEGIN
                INSERT OR REPLACE INTO touched
                SELECT id, strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') FROM word WHERE id = {word};
            END"""
            for relation, event, word in (
                ("word", "INSERT", "new.id"),
                ("word", "UPDATE", "new.id"),
                ("context", "INSERT", "new.word"),
                ("context", "UPDATE", "new.word"),
                ("context", "DELETE", "old.word"),
            )
        ),
        """CREATE TRIGGER touched_word_delete AFTER DELETE ON word BEGIN
            DELETE FROM touched WHERE word = old.id;
        END""",
        "CREATE TABLE taken (target TEXT PRIMARY KEY, at TEXT NOT NULL) WITHOUT ROWID",
    ),
    (
        # Every table that is not STRICT anew; each row gets an id, for the history to name it, and each of a
        # word's gloss, note and status the time it was set ('' for never), for merging two notebooks.
        "CREATE TABLE new_meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "INSERT INTO new_meta SELECT key, value FROM meta",
        """CREATE TABLE new_word (
            id INTEGER PRIMARY KEY,
            traditional TEXT NOT NULL CHECK (traditional <> ''),
            simplified TEXT NOT NULL CHECK (simplified <> ''),
            reading TEXT NOT NULL,
            gloss TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT '',
            tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)),
            lists TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(lists)),
            status INTEGER NOT NULL DEFAULT 0 CHECK (status IN (0, 1, 2, 3, 4, 5, 97, 98, 99)),
            kept INTEGER NOT NULL DEFAULT 1 CHECK (kept IN (0, 1)),
            added TEXT NOT NULL,
            gloss_at TEXT NOT NULL DEFAULT '',
            note_at TEXT NOT NULL DEFAULT '',
            status_at TEXT NOT NULL DEFAULT '',
            UNIQUE (traditional, simplified, reading)
        ) STRICT""",
        """INSERT INTO new_word
            SELECT id, traditional, simplified, reading, gloss, note, tags, lists, status, kept <> 0, added,
                iif(gloss = '', '', added), iif(note = '', '', added), added
            FROM word""",
        """CREATE TABLE new_context (
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
        ) STRICT""",
        """INSERT INTO new_context
            SELECT id, word, sentence, start, "end", sentence_reading, document, digest, paragraph, offset,
                section, translation
            FROM context""",
        """CREATE TABLE new_step (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            label TEXT NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
        ) STRICT""",
        "INSERT INTO new_step SELECT id, at, label, undone FROM step",
        """CREATE TABLE new_change (
            id INTEGER PRIMARY KEY,
            step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
            relation TEXT NOT NULL,
            row INTEGER NOT NULL,
            before TEXT,
            after TEXT
        ) STRICT""",
        "INSERT INTO new_change SELECT id, step, relation, row, before, after FROM change",
        # A file name that is no text is kept as the bytes it is.
        """CREATE TABLE new_document (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            path ANY NOT NULL CHECK (typeof(path) IN ('text', 'blob')),
            title TEXT NOT NULL,
            paragraph INTEGER NOT NULL DEFAULT 0,
            offset INTEGER NOT NULL DEFAULT 0,
            percent REAL NOT NULL DEFAULT 0,
            opened TEXT NOT NULL,
            view TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(view))
        ) STRICT""",
        """INSERT INTO new_document (digest, path, title, paragraph, offset, percent, opened, view)
            SELECT digest, path, title, paragraph, offset, percent, opened, view
            FROM document ORDER BY opened, digest""",
        """CREATE TABLE new_bookmark (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL REFERENCES document (digest) ON DELETE CASCADE,
            paragraph INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            label TEXT NOT NULL DEFAULT '',
            added TEXT NOT NULL,
            UNIQUE (digest, paragraph, offset)
        ) STRICT""",
        """INSERT INTO new_bookmark (digest, paragraph, offset, label, added)
            SELECT digest, paragraph, offset, label, added FROM bookmark
            ORDER BY added, digest, paragraph, offset""",
        "DROP TABLE bookmark",
        "DROP TABLE document",
        "DROP TABLE change",
        "DROP TABLE step",
        "DROP TABLE context",
        "DROP TABLE word",
        "DROP TABLE meta",
        "ALTER TABLE new_meta RENAME TO meta",
        "ALTER TABLE new_word RENAME TO word",
        "ALTER TABLE new_context RENAME TO context",
        "ALTER TABLE new_step RENAME TO step",
        "ALTER TABLE new_change RENAME TO change",
        "ALTER TABLE new_document RENAME TO document",
        "ALTER TABLE new_bookmark RENAME TO bookmark",
        "CREATE INDEX word_simplified ON word (simplified)",
        "CREATE INDEX change_step ON change (step)",
        "CREATE TABLE new_touched (word INTEGER PRIMARY KEY, at TEXT NOT NULL) STRICT",
        "INSERT INTO new_touched SELECT word, at FROM touched",
        "CREATE TABLE new_taken (target TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID",
        "INSERT INTO new_taken SELECT target, at FROM taken",
        "DROP TABLE touched",
        "DROP TABLE taken",
        "ALTER TABLE new_touched RENAME TO touched",
        "ALTER TABLE new_taken RENAME TO taken",
        # Triggers went with the tables they watched.
        """CREATE TRIGGER tally_of_the_day AFTER INSERT ON step
        WHEN NOT EXISTS (SELECT 1 FROM tally WHERE day = date(NEW.at, 'localtime'))
        BEGIN
            INSERT INTO tally
            SELECT date(NEW.at, 'localtime'), status, count(*) FROM word GROUP BY status;
        END""",
        *(
            f"""CREATE TRIGGER touched_{relation}_{event.lower()} AFTER {event} ON {relation} BEGIN
                INSERT OR REPLACE INTO touched
                SELECT id, strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') FROM word WHERE id = {word};
            END"""
            for relation, event, word in (
                ("word", "INSERT", "new.id"),
                ("word", "UPDATE", "new.id"),
                ("context", "INSERT", "new.word"),
                ("context", "UPDATE", "new.word"),
                ("context", "DELETE", "old.word"),
            )
        ),
        """CREATE TRIGGER touched_word_delete AFTER DELETE ON word BEGIN
            DELETE FROM touched WHERE word = old.id;
        END""",
    ),
    (
        # The shelf. What the learner calls a text and its tags, who wrote it, how its bytes were read, which
        # lines begin its chapters, and when it was taken off: until then, that is NULL.
        "ALTER TABLE document ADD COLUMN name TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE document ADD COLUMN author TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE document ADD COLUMN tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags))",
        "ALTER TABLE document ADD COLUMN encoding TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE document ADD COLUMN chapters TEXT NOT NULL DEFAULT ''",
        "ALTER TABLE document ADD COLUMN characters INTEGER NOT NULL DEFAULT 0",
        "ALTER TABLE document ADD COLUMN removed TEXT",
        # What was counted of a text last: the share of its words that were known, 0 to 1, and its level.
        """CREATE TABLE summary (
            digest TEXT PRIMARY KEY REFERENCES document (digest) ON DELETE CASCADE,
            coverage REAL NOT NULL CHECK (coverage BETWEEN 0 AND 1),
            level TEXT NOT NULL DEFAULT '',
            at TEXT NOT NULL
        ) STRICT, WITHOUT ROWID""",
    ),
    (
        # Translations. The sentences of both sides and the beads that join them, as they were aligned and
        # mended; what mending changed, to be taken back; and which sentences the learner looked at.
        """CREATE TABLE translation (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL UNIQUE,
            source TEXT NOT NULL DEFAULT '',
            path ANY NOT NULL CHECK (typeof(path) IN ('text', 'blob')),
            title TEXT NOT NULL DEFAULT '',
            sentences TEXT NOT NULL CHECK (json_valid(sentences)),
            beads TEXT NOT NULL CHECK (json_valid(beads)),
            at TEXT NOT NULL
        ) STRICT""",
        """CREATE TABLE mend (
            id INTEGER PRIMARY KEY,
            digest TEXT NOT NULL REFERENCES translation (digest) ON DELETE CASCADE,
            at TEXT NOT NULL,
            label TEXT NOT NULL,
            before TEXT NOT NULL CHECK (json_valid(before)),
            after TEXT NOT NULL CHECK (json_valid(after)),
            undone INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
        ) STRICT""",
        "CREATE INDEX mend_digest ON mend (digest)",
        """CREATE TABLE reveal (
            digest TEXT NOT NULL,
            paragraph INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            times INTEGER NOT NULL DEFAULT 1 CHECK (times > 0),
            at TEXT NOT NULL,
            PRIMARY KEY (digest, paragraph, offset)
        ) STRICT, WITHOUT ROWID""",
    ),
)

BEGIN TRANSACTION;
CREATE TABLE bookmark (
            digest TEXT NOT NULL REFERENCES document (digest) ON DELETE CASCADE,
            paragraph INTEGER NOT NULL,
            offset INTEGER NOT NULL,
            label TEXT NOT NULL DEFAULT '',
            added TEXT NOT NULL,
            PRIMARY KEY (digest, paragraph, offset)
        ) WITHOUT ROWID;
INSERT INTO "bookmark" VALUES('abc',3,2,'here','2025-01-04T03:04:05+00:00');
CREATE TABLE change (
            id INTEGER PRIMARY KEY,
            step INTEGER NOT NULL REFERENCES step (id) ON DELETE CASCADE,
            relation TEXT NOT NULL,
            row INTEGER NOT NULL,
            before TEXT,
            after TEXT
        );
INSERT INTO "change" VALUES(1,1,'word',1,NULL,'{"id": 1, "traditional": "銀行", "simplified": "银行", "reading": "yin2 hang2", "gloss": "bank", "note": "a note", "tags": "[\"money\"]", "lists": "[\"HSK 4\"]", "status": 3, "kept": 1, "added": "2025-01-02T03:04:05+00:00"}');
INSERT INTO "change" VALUES(2,1,'context',1,NULL,'{"id": 1, "word": 1, "sentence": "他在银行。", "start": 2, "end": 4, "sentence_reading": "Tā zài yínháng.", "document": "新闻", "digest": "abc", "paragraph": 3, "offset": 2, "section": "一", "translation": "He is at the bank."}');
INSERT INTO "change" VALUES(3,2,'word',2,NULL,'{"id": 2, "traditional": "綠", "simplified": "绿", "reading": "lu:4", "gloss": "", "note": "", "tags": "[]", "lists": "[]", "status": 99, "kept": 0, "added": "2025-01-03T03:04:05+00:00"}');
INSERT INTO "change" VALUES(4,3,'word',1,'{"id": 1, "traditional": "銀行", "simplified": "银行", "reading": "yin2 hang2", "gloss": "bank", "note": "a note", "tags": "[\"money\"]", "lists": "[\"HSK 4\"]", "status": 3, "kept": 1, "added": "2025-01-02T03:04:05+00:00"}','{"id": 1, "traditional": "銀行", "simplified": "银行", "reading": "yin2 hang2", "gloss": "money house", "note": "a note", "tags": "[\"money\"]", "lists": "[\"HSK 4\"]", "status": 3, "kept": 1, "added": "2025-01-02T03:04:05+00:00"}');
CREATE TABLE context (
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
        );
INSERT INTO "context" VALUES(1,1,'他在银行。',2,4,'Tā zài yínháng.','新闻','abc',3,2,'一','He is at the bank.');
CREATE TABLE document (
            digest TEXT PRIMARY KEY,
            path TEXT NOT NULL,
            title TEXT NOT NULL,
            paragraph INTEGER NOT NULL DEFAULT 0,
            offset INTEGER NOT NULL DEFAULT 0,
            percent REAL NOT NULL DEFAULT 0,
            opened TEXT NOT NULL,
            view TEXT NOT NULL DEFAULT '{}'
        ) WITHOUT ROWID;
INSERT INTO "document" VALUES('abc','/home/me/news.txt','新闻',3,2,12.5,'2025-01-04T03:04:05+00:00','{"view": "plain"}');
INSERT INTO "document" VALUES('raw',X'2F746D702FFF2E747874','bytes',0,0,0.0,'2025-01-05T03:04:05+00:00','{}');
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
INSERT INTO "meta" VALUES('revision','5');
INSERT INTO "meta" VALUES('words','3');
CREATE TABLE step (
            id INTEGER PRIMARY KEY,
            at TEXT NOT NULL,
            label TEXT NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0
        );
INSERT INTO "step" VALUES(1,'2025-01-02T03:04:05+00:00','save 银行[銀行]',0);
INSERT INTO "step" VALUES(2,'2025-01-03T03:04:05+00:00','mark 绿[綠] known',0);
INSERT INTO "step" VALUES(3,'2025-01-04T03:04:05+00:00','edit 银行[銀行]',1);
CREATE TABLE word (
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
        );
INSERT INTO "word" VALUES(1,'銀行','银行','yin2 hang2','bank','a note','["money"]','["HSK 4"]',3,1,'2025-01-02T03:04:05+00:00');
INSERT INTO "word" VALUES(2,'綠','绿','lu:4','','','[]','[]',99,0,'2025-01-03T03:04:05+00:00');
CREATE INDEX word_simplified ON word (simplified);
CREATE INDEX change_step ON change (step);
COMMIT;
PRAGMA application_id = 1685418856;
PRAGMA user_version = 1;

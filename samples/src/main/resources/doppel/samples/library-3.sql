-- The blank schema of version 3 of the library's application.
--
-- Roles have a table of their own, a branch has an e-mail address instead of a manager, no day is longer than 24 hours, and
-- the journal and the newsletter are no more. `LibraryMigrations` says how rows get here.

PRAGMA encoding = 'UTF-8';
PRAGMA application_id = 0x4C696272; -- 'Libr'
PRAGMA user_version = 3;

BEGIN;

CREATE TABLE branches (
    id    INTEGER PRIMARY KEY,
    name  TEXT NOT NULL,
    city  TEXT NOT NULL,
    email TEXT COLLATE NOCASE
);

CREATE TABLE readers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    email      VARCHAR(80) UNIQUE COLLATE NOCASE CHECK (email <> ''),
    card       TEXT,
    joined     DATE,
    branch_id  INTEGER NOT NULL REFERENCES branches (id),
    may_borrow BOOLEAN NOT NULL CHECK (may_borrow IN (0, 1))
);

CREATE TABLE categories (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    parent_id INTEGER REFERENCES categories (id)
);

CREATE TABLE authors (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    sort_name TEXT NOT NULL,
    born      INTEGER CHECK (typeof(born) IN ('integer', 'null')),
    born_note TEXT, -- what was written instead of a year
    died      INTEGER CHECK (typeof(died) IN ('integer', 'null'))
);

CREATE TABLE books (
    id          INTEGER PRIMARY KEY,
    title       TEXT NOT NULL,
    shelf_mark  TEXT GENERATED ALWAYS AS (printf('%03d-%05d', coalesce(category_id, 0), id)) STORED,
    published   INTEGER,
    category_id INTEGER REFERENCES categories (id) ON DELETE SET NULL,
    price       NUMERIC(8,2),
    weight      REAL, -- in kilograms; Infinity if it cannot be lifted
    note        TEXT,
    initial     AS (substr(title, 1, 1)) VIRTUAL
);

CREATE TABLE pictures (
    book_id INTEGER PRIMARY KEY REFERENCES books (id),
    content BLOB NOT NULL
);

-- The application puts its rows there when it is installed.
CREATE TABLE roles (
    id   INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);

CREATE TABLE contributors (
    book_id   INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    role_id   INTEGER NOT NULL REFERENCES roles (id),
    PRIMARY KEY (author_id, book_id DESC, role_id)
) WITHOUT ROWID;

CREATE TABLE loans (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    book_id    INTEGER NOT NULL REFERENCES books (id),
    reader_id  INTEGER NOT NULL REFERENCES readers (id),
    lent       DATE NOT NULL,
    returned   DATE,
    fine_cents INTEGER DEFAULT 0 CHECK (typeof(fine_cents) IN ('integer', 'null')),
    renewals   INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE sensors (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE readings (
    taken,
    sensor_id INTEGER REFERENCES sensors (id),
    value     -- a number, mostly; as it came, so that even the sign of a zero is kept
);

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value ANY
) STRICT;

CREATE TABLE opening_hours (
    branch_id INTEGER NOT NULL REFERENCES branches (id),
    weekday   TEXT NOT NULL COLLATE NOCASE,
    opens     TEXT,
    closes    TEXT,
    PRIMARY KEY (branch_id, weekday)
) WITHOUT ROWID, STRICT;

CREATE TABLE reservations (
    book_id   INTEGER NOT NULL REFERENCES books (id),
    reader_id INTEGER NOT NULL REFERENCES readers (id),
    since     TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (book_id, reader_id)
);

CREATE INDEX books_by_title ON books (lower(title), published DESC);

CREATE UNIQUE INDEX one_open_loan ON loans (book_id) WHERE returned IS NULL AND id > 200;

CREATE VIEW open_loans (title, reader, since) AS
SELECT b.title, r.name, l.lent -- whatever style it is in
FROM loans AS l
JOIN books AS b ON b.id = l.book_id
JOIN readers AS r ON r.id = l.reader_id
WHERE l.returned IS NULL;

CREATE VIRTUAL TABLE search USING fts5(title, note, content = 'books', content_rowid = 'id');

COMMIT;

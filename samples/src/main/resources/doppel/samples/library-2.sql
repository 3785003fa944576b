-- The blank schema of version 2 of the library's application.
--
-- Members are called readers now, money is counted in cents, years are numbers, covers and sensors have tables of their
-- own. What is odd in version 1 and was no trouble is as odd as it was. `LibraryMigrations` says how rows get here.

PRAGMA encoding = 'UTF-8';
PRAGMA application_id = 0x4C696272; -- 'Libr'
PRAGMA user_version = 2;

BEGIN;

CREATE TABLE branches (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    city       TEXT NOT NULL,
    manager_id INTEGER REFERENCES readers (id) -- none while the post is vacant
);

CREATE TABLE readers (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    email      VARCHAR(80) UNIQUE COLLATE NOCASE CHECK (email <> ''),
    card       TEXT,
    joined     DATE,
    newsletter BOOLEAN NOT NULL DEFAULT FALSE CHECK (newsletter IN (0, 1)),
    branch_id  INTEGER NOT NULL REFERENCES branches (id),
    active     BOOLEAN NOT NULL CHECK (active IN (0, 1))
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

CREATE TABLE covers (
    book_id INTEGER PRIMARY KEY REFERENCES books (id),
    picture BLOB NOT NULL
);

-- Roles are codes as libraries have them everywhere.
CREATE TABLE book_authors (
    book_id   INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    role      TEXT NOT NULL DEFAULT 'aut' COLLATE NOCASE,
    PRIMARY KEY (author_id, book_id DESC, role)
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

CREATE TABLE journal (
    line TEXT NOT NULL,
    loan INTEGER
);

CREATE TRIGGER loan_begins AFTER INSERT ON loans
BEGIN
    INSERT INTO journal VALUES ('lent; book ' || NEW.book_id, NEW.id);
END;

CREATE TRIGGER loan_ends AFTER UPDATE OF returned ON loans WHEN NEW.returned IS NOT NULL
BEGIN
    INSERT INTO journal VALUES (CASE WHEN NEW.fine_cents > 0 THEN 'returned late' ELSE 'returned' END, NEW.id);
END;

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

CREATE VIRTUAL TABLE book_titles USING fts5(title, note, content = 'books', content_rowid = 'id');

COMMIT;

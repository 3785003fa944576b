-- The database of a small town library, version 1 of its application.
--
-- It has grown for years, as databases do: every oddity in it is one that real SQLite databases have, and each is a
-- place where copying tools lose something. Run it into a new database; it makes the same content every time.

PRAGMA encoding = 'UTF-8';
PRAGMA application_id = 0x4C696272; -- 'Libr'
PRAGMA user_version = 1;

BEGIN;

-- Branches and members: each branch is run by a member, each member belongs to a branch.

CREATE TABLE branches (
    id         INTEGER PRIMARY KEY,
    name       TEXT NOT NULL,
    city       TEXT NOT NULL,
    manager_id INTEGER REFERENCES members (id) -- none while the post is vacant
);

CREATE TABLE members (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    name       TEXT NOT NULL,
    e_mail     VARCHAR(80) UNIQUE COLLATE NOCASE,
    card       TEXT,
    joined     DATE,
    newsletter BOOLEAN NOT NULL DEFAULT FALSE CHECK (newsletter IN (0, 1)),
    branch_id  INTEGER NOT NULL REFERENCES branches (id)
);

INSERT INTO branches VALUES
    (1, 'Main library',       'Nantucket',       1),
    (2, 'Harbour branch',     'Le Havre',        6),
    (3, 'Bücherei am Markt',  'Lübeck',          8),
    (4, 'Дом книги',          'Санкт-Петербург', 11),
    (5, 'Book bus 🚌',        '',                NULL);

-- Cards come from an old scanner that padded with NUL; one name came in as Latin-1 and never was valid UTF-8.
INSERT INTO members VALUES
    ( 1, 'Ishmael',                'call.me@example.org',        'A-0001',                        '1851-10-18', 1, 1),
    ( 2, 'Elizabeth Bennet',       'lizzy@example.org',          'A-0002',                        '1813-01-28', 1, 1),
    ( 3, 'Fitzwilliam Darcy',      NULL,                         'A-0003',                        '1813-01-28', 0, 1),
    ( 4, 'Sherlock Holmes',        'Sherlock@Example.org',       'A-0004' || char(0) || '221b',   '1887-12-01', 0, 1),
    ( 5, 'John Watson',            'watson@example.org',         'A-0005' || char(0, 0),          '1887-12-01', 1, 1),
    ( 6, 'Emma Bovary',            'emma@example.org',           'B-0001',                        '1856-10-01', 1, 2),
    ( 7, CAST(x'4ae972f46d65205061747572f474' AS TEXT), NULL,    'B-0002',                        '1842-01-01', 0, 2),
    ( 8, 'Tony Buddenbrook',       'tony@example.org',           'C-0001',                        '1901-02-26', 1, 3),
    ( 9, 'Effi Briest',            'effi@example.org',           'C-0002',                        '1895-10-01', 0, 3),
    (10, 'Josef K.',               '',                           '',                              '',           0, 3),
    (11, 'Родион Раскольников',    'rodion@example.org',         'D-0001',                        '1866-01-01', 0, 4),
    (12, 'Анна Каренина',          'anna@example.org',           'D-0002',                        '1878-01-01', 1, 4),
    (13, '光源氏',                 'genji@example.org',          'E-0001',                        '1008-11-01', 0, 5),
    (14, '孫悟空 🐒',              'wukong@example.org',         'E-0002',                        '1592-01-01', 1, 5),
    (15, 'شهرزاد',                 'scheherazade@example.org',   'E-1001',                        NULL,         1, 5),
    (16, 'Don Quijote de la Mancha', 'quijote@example.org',      'A-0006',                        '1605-01-16', 0, 1),
    (17, 'Zoe' || char(0x308),     'zoe@example.org',            'A-0007',                        '2019-04-01', 1, 1),
    (18, 'Zo' || char(0xEB),       'zoe2@example.org',           'A-0008',                        '2019-04-02', 1, 1),
    (19, 'Null',                   'null@example.org',           'NULL',                          'None',       0, 1),
    (20, 'O''Brien "the \ slash"', 'obrien@example.org',         '<NULL>',                        '0000-00-00', 0, 1),
    (21, 'Ὀδυσσεύς',               'nobody@example.org',         'F-0001',                        '-0800-01-01', 0, 2),
    (22, 'Huckleberry Finn 🛶',    'huck@example.org',           'A-0009',                        '1884-12-10', 0, 1);

-- Members who left: their numbers are never given again.
INSERT INTO members (id, name, branch_id) VALUES (99, 'left in 2019', 1);
DELETE FROM members WHERE id = 99;

-- The shelves are a tree. 0 is a number like any other.

CREATE TABLE categories (
    id        INTEGER PRIMARY KEY,
    name      TEXT NOT NULL,
    parent_id INTEGER REFERENCES categories (id)
);

INSERT INTO categories VALUES
    ( 0, 'Everything',     NULL),
    ( 1, 'Novels',         8),
    ( 2, 'Sea stories',    1),
    ( 3, 'Love stories',   1),
    ( 4, 'Detectives',     1),
    ( 5, 'Epics',          8),
    ( 6, 'Plays',          8),
    ( 7, 'Computing */',   0),
    ( 8, 'Literature',     0),
    ( 9, 'Tales',          8),
    (10, 'Unsorted',       10);

-- Years are integers, except where nobody knows them.

CREATE TABLE authors (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    born INTEGER,
    died INTEGER
);

INSERT INTO authors VALUES
    ( 1, 'Herman Melville',        1819, 1891),
    ( 2, 'Jane Austen',            1775, 1817),
    ( 3, 'Arthur Conan Doyle',     1859, 1930),
    ( 4, 'Gustave Flaubert',       1821, 1880),
    ( 5, 'Thomas Mann',            1875, 1955),
    ( 6, 'Theodor Fontane',        1819, 1898),
    ( 7, 'Franz Kafka',            1883, 1924),
    ( 8, 'Фёдор Достоевский',      1821, 1881),
    ( 9, 'Лев Толстой',            1828, 1910),
    (10, '紫式部',                 'c. 973', 'after 1014'),
    (11, '吳承恩',                 '1500?', '1582?'),
    (12, 'Miguel de Cervantes',    1547, 1616),
    (13, 'Ὅμηρος',                 'if ever', NULL),
    (14, 'Mark Twain',             1835, 1910),
    (15, 'William Shakespeare',    1564, 1616),
    (16, 'Johann Wolfgang von Goethe', 1749, 1832),
    (17, 'Mary Shelley',           1797, 1851),
    (18, 'Charlotte Brontë',       1816, 1855),
    (19, 'Emily Brontë',           1818, 1848),
    (20, 'Edgar Allan Poe',        1809, 1849),
    (21, 'Victor Hugo',            1802, 1885),
    (22, 'Jules Verne',            1828, 1905),
    (23, 'Anonymous',              NULL, NULL),
    (24, 'عمر الخيام',             1048, 1131),
    (25, 'ابن المقفع',             'um 720', 'um 756'),
    (26, 'Vergil',                 -70, -19),
    (27, 'Lewis Carroll',          1832, 1898);

-- The shelf mark is computed; it stands in the middle, where the application's first version put it.

CREATE TABLE books (
    id          INTEGER PRIMARY KEY,
    title       TEXT NOT NULL,
    shelf_mark  TEXT GENERATED ALWAYS AS (printf('%03d-%05d', coalesce(category_id, 0), id)) STORED,
    published   INTEGER,
    category_id INTEGER REFERENCES categories (id) ON DELETE SET NULL,
    price       NUMERIC(8,2),
    weight      REAL, -- in kilograms; Infinity if it cannot be lifted
    cover       BLOB,
    note        TEXT,
    initial     AS (substr(title, 1, 1)) VIRTUAL
);

INSERT INTO books (id, title, published, category_id, price, weight) VALUES
    ( 1, 'Moby-Dick; or, The Whale',              1851,       2, 12.5,   0.9),
    ( 2, 'Bartleby, the Scrivener',               1853,       1, 7,      0.1),
    ( 3, 'Pride and Prejudice',                   1813,       3, 9.99,   0.35),
    ( 4, 'Emma',                                  1815,       3, 9.95,   0.4),
    ( 5, 'A Study in Scarlet',                    1887,       4, 8.1,    0.3),
    ( 6, 'The Hound of the Baskervilles',         1902,       4, 8.2,    0.3),
    ( 7, 'Madame Bovary',                         1857,       3, 11,     0.45),
    ( 8, 'Buddenbrooks',                          1901,       1, 14.9,   0.8),
    ( 9, 'Der Zauberberg',                        1924,       1, 16.9,   1.1),
    (10, 'Effi Briest',                           1895,       3, 6.6,    0.3),
    (11, 'Der Process',                           1925,       1, 7.8,    0.25),
    (12, 'Преступление и наказание',              1866,       1, 450,    0.6),
    (13, 'Война и мир',                           1869,       1, 1999.99, 2.2),
    (14, 'Анна Каренина',                         1878,       3, 520,    0.9),
    (15, '源氏物語',                              'um 1008',  3, 3300,   1.5),
    (16, '西遊記',                                1592,       9, 2800,   1.4),
    (17, 'El ingenioso hidalgo don Quijote de la Mancha', '1605/1615', 1, 19.5, 1.3),
    (18, 'Ἰλιάς',                                 -750,       5, 21,     0.8),
    (19, 'Ὀδύσσεια',                              'c. 700 BC', 5, 21,    0.8),
    (20, 'Adventures of Huckleberry Finn',        1884,       1, 8,      0.4),
    (21, 'Hamlet',                                1603,       6, 5,      0.2),
    (22, 'The Tempest',                           1611,       6, 5,      0.2),
    (23, 'Faust. Eine Tragödie',                  1808,       6, 4.4,    0.2),
    (24, 'Die Leiden des jungen Werthers',        1774,       3, 4,      0.15),
    (25, 'Frankenstein; or, The Modern Prometheus', 1818,     1, 7.5,    0.3),
    (26, 'Jane Eyre',                             1847,       3, 9,      0.5),
    (27, 'Wuthering Heights',                     1847,       3, 9,      0.4),
    (28, 'The Raven 🐦‍⬛',                         1845,       9, 3.3,    5e-324),
    (29, 'Les Misérables',                        1862,       1, 25,     1.9),
    (30, 'Notre-Dame de Paris',                   1831,       1, 13,     9e999),
    (31, 'Vingt mille lieues sous les mers',      1870,       2, 10,     0.5),
    (32, 'Le Tour du monde en quatre-vingts jours', 1872,     1, 9,      0.3),
    (33, 'Beowulf',                               'c. 1000',  5, 15,     0.4),
    (34, 'ألف ليلة وليلة',                        NULL,       9, 30,     2.0),
    (35, 'رباعيات',                               1120,       5, 12,     0.1),
    (36, 'كليلة ودمنة',                           750,        9, 14,     0.5),
    (37, 'Aeneis',                                -19,        5, 17,     0.6),
    (38, 'Alice’s Adventures in Wonderland',      1865,       9, 6,      0.0),
    (39, 'Escapes: \u0022 and other /* traps */', 2004,       7, '1e3',  0.2),
    (40, 'NULL',                                  'NULL',     7, 'free', 'light'),
    (41, '',                                      '',         NULL, NULL, NULL),
    (9007199254740993, 'The book nobody can round', 9223372036854775807, 10, 0.1, 0.30000000000000004);

UPDATE books SET note = 'Signed: "Call me' || char(13, 10) || 'Ishmael."' WHERE id = 1;
UPDATE books SET note = replace(hex(zeroblob(2200)), '00', 'I would prefer not to.' || char(0x2003) || 'No. ' || char(10)) WHERE id = 2;
UPDATE books SET note = 'C:\users\new' || char(9) || '${title} %s */ // "' || char(0x2028) || '"""' WHERE id = 39;
UPDATE books SET note = 'NULL' WHERE id = 40;
UPDATE books SET note = '' WHERE id = 41;
UPDATE books SET note = x'6e6f742061207465787420617420616c6c' WHERE id = 28;
UPDATE books SET note = 42 WHERE id = 32;

-- Covers: a picture of one pixel, one that the scanner left empty, and a blue square of 64 by 64.
UPDATE books SET cover = x'47494638396101000100800000ffffff00000021f90401000000002c00000000010001000002024401003b' WHERE id = 3;
UPDATE books SET cover = x'' WHERE id = 4;
UPDATE books SET cover = unhex('424d3630000000000000360000002800000040000000400000000100180000000000003000000000000000000000'
    || '0000000000000000' || replace(hex(zeroblob(4096)), '00', '8d4b2a')) WHERE id = 31;

CREATE TABLE book_authors (
    book_id   INTEGER NOT NULL REFERENCES books (id) ON DELETE CASCADE,
    author_id INTEGER NOT NULL REFERENCES authors (id),
    role      TEXT NOT NULL DEFAULT 'author' COLLATE NOCASE,
    PRIMARY KEY (author_id, book_id DESC, role)
) WITHOUT ROWID;

-- Book 38 has a foreword by author 404, who was removed while nobody enforced references.
INSERT INTO book_authors (book_id, author_id) VALUES
    (1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (6, 3), (7, 4), (8, 5), (9, 5), (10, 6), (11, 7), (12, 8), (13, 9), (14, 9),
    (15, 10), (16, 11), (17, 12), (18, 13), (19, 13), (20, 14), (21, 15), (22, 15), (23, 16), (24, 16), (25, 17), (26, 18),
    (27, 19), (28, 20), (29, 21), (30, 21), (31, 22), (32, 22), (33, 23), (34, 23), (35, 24), (36, 25), (37, 26), (38, 27),
    (39, 23);
INSERT INTO book_authors VALUES (38, 404, 'Foreword'), (18, 26, 'Reader'), (21, 16, 'translator');

-- Every loan and every return is written to the journal by triggers; a restore must not write it a second time.

CREATE TABLE loans (
    id        INTEGER PRIMARY KEY AUTOINCREMENT,
    book_id   INTEGER NOT NULL REFERENCES books (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    lent      DATE NOT NULL,
    returned  DATE,
    fine      DECIMAL(6,2) DEFAULT 0
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
    INSERT INTO journal VALUES (CASE WHEN NEW.fine > 0 THEN 'returned late' ELSE 'returned' END, NEW.id);
END;

-- The lists of the years before the application was written, one loan a day.
INSERT INTO loans (book_id, member_id, lent, returned, fine)
WITH RECURSIVE days (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM days WHERE n < 180)
SELECT 1 + n * 7 % 41, 1 + n * 5 % 22, date('2024-01-01', n || ' days'), date('2024-01-01', (n + 5 + n % 30) || ' days'),
    CASE WHEN n % 30 > 23 THEN round((n % 30 - 23) * 0.35, 2) END
FROM days;

-- One column, many clerks: ISO dates, dates as they are written, epoch seconds and milliseconds, Julian days.
INSERT INTO loans (id, book_id, member_id, lent, returned, fine) VALUES
    (201,  1,  1, '2026-03-02',           NULL,          0),
    (202,  3,  2, '03/02/26 1',           '04/01/26 1',  0.35),
    (203,  5,  4, 1772438400,             1773043200,    NULL),
    (204, 13, 12, 1772438400000,          NULL,          '0.70'),
    (205, 19, 21, 2461101.5,              2461473.25,    1e3),
    (206, 31, 22, '2026-03-02 10:15:00.123456', NULL,    0),
    (207, 38, 17, '2026-02-29',           NULL,          'waived'),
    (208, 41, 10, '',                     NULL,          0),
    (210, 11, 99, '2018-06-15',           NULL,          99.99), -- member 99 left with the book
    (211, 23,  8, '02.03.2026',           NULL,          0);

UPDATE loans SET returned = '2026-04-11', fine = 1.05 WHERE id = 211;

-- A loan that was entered by mistake: its number is used up.
INSERT INTO loans (id, book_id, member_id, lent) VALUES (250, 1, 1, 'mistake');
DELETE FROM loans WHERE id = 250;

-- Pages are torn from the journal, so its rowids have gaps.
DELETE FROM journal WHERE loan BETWEEN 1 AND 170 OR loan = 250;

-- The sensors of the archive write what they measure, twice if in doubt. No key, nothing unique, gaps in the rowids.

CREATE TABLE readings (
    taken,
    sensor CHAR(8),
    value  -- a number, mostly; as it came, so that even the sign of a zero is kept
);

INSERT INTO readings VALUES
    ('2026-03-02 06:00', 'cellar', 12.0),
    ('2026-03-02 06:00', 'cellar', 12.0),
    ('2026-03-02 06:00', 'cellar', 12.0),
    ('2026-03-02 07:00', 'cellar', -0.0),
    ('2026-03-02 07:00', 'cellar', 0.0),
    ('2026-03-02 08:00', 'attic',  9e999),
    ('2026-03-02 08:00', 'attic',  -9e999),
    ('2026-03-02 09:00', 'attic',  5e-324),
    ('2026-03-02 09:00', 'attic',  1.7976931348623157e308),
    ('2026-03-02 10:00', 'roof',   0.1),
    ('2026-03-02 10:00', 'roof',   0.30000000000000004),
    ('2026-03-02 10:00', 'roof',   9007199254740993.0),
    ('2026-03-02 11:00', 'roof',   'defect'),
    ('2026-03-02 11:00', 'roof',   NULL),
    (1772445600,         'roof',   21.5),
    (2461101.9583333335, 'roof',   21.25),
    (x'00ff',            'roof',   x'0102');
DELETE FROM readings WHERE rowid IN (2, 10);

CREATE TABLE settings (
    name  TEXT NOT NULL PRIMARY KEY,
    value ANY
) STRICT;

INSERT INTO settings VALUES
    ('loan days', 28),
    ('loan days, as it was typed', '28'),
    ('fine per day', 0.35),
    ('fine factor', 1.0),
    ('motto', 'Un livre est une fenêtre 🪟'),
    ('separator', char(0)),
    ('logo', x'89504e470d0a1a0a'),
    ('largest number', -9223372036854775808),
    ('nothing', NULL);

CREATE TABLE opening_hours (
    branch_id INTEGER NOT NULL REFERENCES branches (id),
    weekday   TEXT NOT NULL COLLATE NOCASE,
    opens     TEXT,
    closes    TEXT,
    PRIMARY KEY (branch_id, weekday)
) WITHOUT ROWID, STRICT;

INSERT INTO opening_hours VALUES
    (1, 'Monday', '10:00', '18:00'), (1, 'Tuesday', '10:00', '18:00'), (1, 'saturday', '10:00', '14:00'),
    (2, 'Monday', '09:30', '24:00'), (2, 'FRIDAY', '09:30', '12:00'),
    (3, 'Monday', NULL, NULL), (3, 'Tuesday', '10:00', '25:30'),
    (5, 'sunday', '', 'when the bus leaves');

-- Announced for version 2; no row yet.
CREATE TABLE reservations (
    book_id   INTEGER NOT NULL REFERENCES books (id),
    member_id INTEGER NOT NULL REFERENCES members (id),
    since     TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    UNIQUE (book_id, member_id)
);

CREATE INDEX books_by_title ON books (lower(title), published DESC);

CREATE UNIQUE INDEX one_open_loan ON loans (book_id) WHERE returned IS NULL AND id > 200;

CREATE VIEW open_loans (title, member, since) AS
SELECT b.title, coalesce(m.name, 'member ' || l.member_id), l.lent -- whatever style it is in
FROM loans AS l
JOIN books AS b ON b.id = l.book_id
LEFT JOIN members AS m ON m.id = l.member_id
WHERE l.returned IS NULL;

CREATE VIRTUAL TABLE book_titles USING fts5(title, note, content = 'books', content_rowid = 'id');

INSERT INTO book_titles (book_titles) VALUES ('rebuild');

COMMIT;

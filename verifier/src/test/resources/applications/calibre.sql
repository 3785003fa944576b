-- A library of books: functions and a collation of the application in triggers, views and columns.
PRAGMA user_version = 26;
CREATE TABLE authors ( id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE, sort TEXT COLLATE NOCASE, link TEXT NOT NULL DEFAULT "", UNIQUE(name));
CREATE TABLE books ( id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL DEFAULT 'Unknown' COLLATE NOCASE, sort TEXT COLLATE NOCASE, timestamp TIMESTAMP DEFAULT CURRENT_TIMESTAMP, pubdate TIMESTAMP DEFAULT CURRENT_TIMESTAMP, series_index REAL NOT NULL DEFAULT 1.0, author_sort TEXT COLLATE NOCASE, path TEXT NOT NULL DEFAULT "", uuid TEXT, has_cover BOOL DEFAULT 0, last_modified TIMESTAMP NOT NULL DEFAULT "2000-01-01 00:00:00+00:00");
CREATE TABLE books_authors_link ( id INTEGER PRIMARY KEY, book INTEGER NOT NULL, author INTEGER NOT NULL, UNIQUE(book, author) );
CREATE TABLE data ( id INTEGER PRIMARY KEY, book INTEGER NOT NULL, format TEXT NOT NULL COLLATE NOCASE, uncompressed_size INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(book, format));
CREATE INDEX authors_idx ON books (author_sort COLLATE NOCASE);
CREATE VIEW meta AS SELECT id, title, (SELECT sortconcat(bal.id, name) FROM books_authors_link AS bal JOIN authors ON(author = authors.id) WHERE book = books.id) authors FROM books;
INSERT INTO authors VALUES (1, 'Jane Austen', 'Austen, Jane', ''), (2, 'Émile Zola', 'Zola, Émile', 'https://x');
INSERT INTO books (id, title, sort, timestamp, pubdate, uuid, has_cover, last_modified) VALUES (1, 'Emma', 'Emma', '2023-11-14 22:13:20.123456+00:00', '0101-01-01 00:00:00+00:00', '6f9619ff-8b86-d011-b42d-00c04fc964ff', 1, '2023-11-14 22:13:20+00:00'), (3, 'The Gold', 'Gold, The', '2023-11-14 22:13:20+00:00', '1880-01-01 00:00:00+01:00', NULL, 0, '2023-01-01 00:00:00+00:00');
INSERT INTO books_authors_link VALUES (1, 1, 1), (2, 3, 2);
INSERT INTO data VALUES (1, 1, 'EPUB', 123456, 'Emma - Jane Austen');
CREATE TRIGGER books_insert_trg AFTER INSERT ON books BEGIN UPDATE books SET sort=title_sort(NEW.title),uuid=uuid4() WHERE id=NEW.id; END;

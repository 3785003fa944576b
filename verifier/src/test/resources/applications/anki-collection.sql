-- A card box: its names are compared by the application's own collation, also in keys.
PRAGMA user_version = 0;
CREATE TABLE col (id integer PRIMARY KEY, crt integer NOT NULL, mod integer NOT NULL, scm integer NOT NULL, ver integer NOT NULL, dty integer NOT NULL, usn integer NOT NULL, ls integer NOT NULL, conf text NOT NULL, models text NOT NULL, decks text NOT NULL, dconf text NOT NULL, tags text NOT NULL);
CREATE TABLE notes (id integer PRIMARY KEY, guid text NOT NULL, mid integer NOT NULL, mod integer NOT NULL, usn integer NOT NULL, tags text NOT NULL, flds text NOT NULL, sfld integer NOT NULL, csum integer NOT NULL, flags integer NOT NULL, data text NOT NULL);
CREATE TABLE decks (id integer PRIMARY KEY NOT NULL, name text NOT NULL COLLATE unicase, mtime_secs integer NOT NULL, usn integer NOT NULL, common blob NOT NULL, kind blob NOT NULL);
CREATE UNIQUE INDEX idx_decks_name ON decks (name);
CREATE TABLE fields (ntid integer NOT NULL, ord integer NOT NULL, name text NOT NULL COLLATE unicase, config blob NOT NULL, PRIMARY KEY (ntid, ord)) without rowid;
CREATE UNIQUE INDEX idx_fields_name_ntid ON fields (name, ntid);
CREATE TABLE tags (tag text NOT NULL PRIMARY KEY COLLATE unicase, usn integer NOT NULL, collapsed boolean NOT NULL, config blob NULL) without rowid;
CREATE TABLE graves (oid integer NOT NULL, type integer NOT NULL, usn integer NOT NULL, PRIMARY KEY (oid, type)) WITHOUT ROWID;
INSERT INTO col VALUES (1, 1700000000, 1700000000123, 1700000000123, 18, 0, -1, 0, '', '', '', '', '');
INSERT INTO notes VALUES (1700000000123, 'Nx$%{', 1, 1700000000, -1, ' Äpfel b ', 'Front' || char(31) || 'Back', 'Front', 123456789, 0, ''), (1700000000124, 'y', 1, 1700000000, -1, '', '12' || char(31), 12, 4, 0, '');
INSERT INTO decks VALUES (1, 'Default', 1700000000, 0, x'', x'0a00'), (2, 'äpfel' || char(31) || 'B', 0, 0, x'08', x''), (3, 'a', 0, 0, x'', x'');
INSERT INTO fields VALUES (1, 0, 'Front', x'10'), (1, 1, 'back', x'11'), (2, 0, 'Front', x'');
INSERT INTO tags VALUES ('b', 0, 0, NULL), ('A', -1, 1, NULL), ('B2', 0, 0, x'00');
INSERT INTO graves VALUES (5, 1, -1);

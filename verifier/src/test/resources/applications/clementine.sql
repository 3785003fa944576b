-- A music player: seconds since 1970 and -1, tables without keys, a full-text index.
CREATE TABLE schema_version (version INTEGER NOT NULL);
CREATE TABLE directories (path TEXT NOT NULL, subdirs INTEGER NOT NULL);
CREATE TABLE songs (title TEXT, album TEXT, artist TEXT, track INTEGER, year INTEGER, length INTEGER, bitrate INTEGER, directory INTEGER NOT NULL, filename TEXT NOT NULL, mtime INTEGER NOT NULL, sampler INTEGER NOT NULL DEFAULT 0, art_automatic TEXT, playcount INTEGER NOT NULL DEFAULT 0, rating INTEGER DEFAULT -1, bpm REAL, etag TEXT);
CREATE INDEX idx_filename ON songs (filename);
CREATE VIEW duplicated_songs AS SELECT artist dup_artist, title dup_title FROM songs GROUP BY artist, title HAVING count(*) > 1;
CREATE VIRTUAL TABLE songs_fts USING fts3( ftstitle, ftsalbum, tokenize=porter );
INSERT INTO schema_version VALUES (51);
INSERT INTO directories VALUES ('/music/ä', 1);
INSERT INTO songs (title, album, artist, track, length, directory, filename, mtime, rating, bpm) VALUES ('Élan', NULL, 'Zoë', -1, 123456789012, 1, 'file:///music/%C3%A4/a.ogg', 1700000000, 0.8, -1.0), ('Élan', NULL, 'Zoë', 2, -1, 1, 'b', 0, -1, NULL);
INSERT INTO songs_fts (docid, ftstitle) VALUES (1, 'Élan');
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'tokenize=porter', 'tokenize=unicode') WHERE name = 'songs_fts';

-- A media centre: ISO texts in text columns, triggers that delete, many views.
CREATE TABLE version (idVersion integer, iCompressCount integer);
CREATE TABLE path ( idPath integer primary key, strPath text, strContent text, strHash text, scanRecursive integer, useFolderNames bool, noUpdate bool, dateAdded text, idParentPath integer);
CREATE TABLE files ( idFile integer primary key, idPath integer, strFilename text, playCount integer, lastPlayed text, dateAdded text);
CREATE TABLE movie ( idMovie integer primary key, idFile integer, c00 text, c01 text, c09 text, userrating integer, premiered text);
CREATE TABLE bookmark ( idBookmark integer primary key, idFile integer, timeInSeconds double, totalTimeInSeconds double, thumbNailImage text, player text, playerState text, type integer);
CREATE UNIQUE INDEX ix_movie_file_1 ON movie (idFile, idMovie);
CREATE INDEX ix_path ON path ( strPath );
INSERT INTO version VALUES (121, 0);
INSERT INTO path VALUES (1, 'smb://nas/ä/', 'movies', 'ABC', 2147483647, 0, 1, '2023-11-14 22:13:20', NULL);
INSERT INTO files VALUES (1, 1, 'a.mkv', NULL, NULL, '2023-11-14 22:13:20'), (2, 1, 'b.mkv', 3, '2023-11-15 00:00:00', NULL);
INSERT INTO movie VALUES (1, 1, 'Élan', 'plot' || char(13,10), 'tt0000001', NULL, '1999-00-00');
INSERT INTO bookmark VALUES (1, 1, 12.345678, 5400.0, '', 'VideoPlayer', '<state/>', 1);
CREATE TRIGGER delete_movie AFTER DELETE ON movie FOR EACH ROW BEGIN DELETE FROM bookmark WHERE idFile=old.idFile; END;

-- A photo catalogue: untyped columns that hold numbers, texts and UUIDs; seconds since 2001 with fractions.
CREATE TABLE Adobe_variablesTable (id_local INTEGER PRIMARY KEY, id_global UNIQUE NOT NULL, name, type, value NOT NULL DEFAULT '');
CREATE TABLE Adobe_images (id_local INTEGER PRIMARY KEY, id_global UNIQUE NOT NULL, aspectRatioCache NOT NULL DEFAULT -1, captureTime, fileFormat NOT NULL DEFAULT 'unset', fileHeight, pick NOT NULL DEFAULT 0, rating, rootFile INTEGER NOT NULL DEFAULT 0);
CREATE TABLE AgLibraryKeyword (id_local INTEGER PRIMARY KEY, id_global UNIQUE NOT NULL, dateCreated NOT NULL DEFAULT '', genealogy NOT NULL DEFAULT '', lc_name, name, parent INTEGER);
CREATE INDEX index_Adobe_images_captureTime ON Adobe_images (captureTime);
INSERT INTO Adobe_variablesTable VALUES (16, '6F9619FF-8B86-D011-B42D-00C04FC964FF', 'Adobe_DBVersion', 'string', '1300025'), (17, 'x', 'last', NULL, 3);
INSERT INTO Adobe_images VALUES (46, '0F', 1.5, '2023-11-14T22:13:20', 'RAW', 4000.0, 1, 5, 47), (48, '1F', -1, NULL, 'JPG', NULL, -1.0, NULL, 0);
INSERT INTO AgLibraryKeyword VALUES (52, 'AA', 721692800.25, '/11', 'zoë', 'Zoë', NULL);

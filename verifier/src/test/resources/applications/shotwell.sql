-- A photo manager: seconds, identifiers as texts, NULL for what is unknown.
CREATE TABLE VersionTable (id INTEGER PRIMARY KEY, schema_version INTEGER, app_version TEXT, user_data TEXT NULL);
CREATE TABLE EventTable (id INTEGER PRIMARY KEY, name TEXT, primary_photo_id INTEGER, time_created INTEGER,primary_source_id TEXT,comment TEXT);
CREATE TABLE PhotoTable (id INTEGER PRIMARY KEY, filename TEXT UNIQUE NOT NULL, width INTEGER, height INTEGER, filesize INTEGER, timestamp INTEGER, exposure_time INTEGER, orientation INTEGER, import_id INTEGER, event_id INTEGER, transformations TEXT, md5 TEXT, rating INTEGER DEFAULT 0, flags INTEGER DEFAULT 0, gps_lat REAL DEFAULT -1);
CREATE TABLE TagTable (id INTEGER PRIMARY KEY, name TEXT UNIQUE NOT NULL, photo_id_list TEXT, time_created INTEGER);
CREATE INDEX PhotoEventIDIndex ON PhotoTable (event_id);
INSERT INTO VersionTable VALUES (1, 24, '0.32.1', NULL);
INSERT INTO EventTable VALUES (1, NULL, NULL, 1700000000, 'thumb0000000000000001', NULL);
INSERT INTO PhotoTable (id, filename, width, height, timestamp, exposure_time, transformations, gps_lat) VALUES (1, '/ä.jpg', 1, 2, 1700000000, 0, '[crop]' || char(10) || 'left=1', -1.0), (2, '/b.jpg', NULL, NULL, -1, NULL, NULL, 52.5);
INSERT INTO TagTable VALUES (1, '/Zoë/x', 'thumb1,', 0);

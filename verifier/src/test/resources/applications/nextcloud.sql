-- A cloud's files: numbers in booleans, decimals, texts that PostgreSQL sorts otherwise.
CREATE TABLE oc_migrations (app VARCHAR(255) NOT NULL, version VARCHAR(255) NOT NULL, PRIMARY KEY(app, version));
CREATE TABLE oc_filecache (fileid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, storage BIGINT DEFAULT 0 NOT NULL, path VARCHAR(4000) DEFAULT NULL COLLATE BINARY, path_hash VARCHAR(32) DEFAULT '' NOT NULL, parent BIGINT DEFAULT 0 NOT NULL, name VARCHAR(250) DEFAULT NULL, mimetype BIGINT DEFAULT 0 NOT NULL, size BIGINT DEFAULT 0 NOT NULL, mtime BIGINT DEFAULT 0 NOT NULL, encrypted INTEGER DEFAULT 0 NOT NULL, etag VARCHAR(40) DEFAULT NULL, permissions INTEGER DEFAULT 0);
CREATE UNIQUE INDEX fs_storage_path_hash ON oc_filecache (storage, path_hash);
CREATE TABLE oc_users (uid VARCHAR(64) DEFAULT '' NOT NULL, displayname VARCHAR(64) DEFAULT NULL, password VARCHAR(255) DEFAULT '' NOT NULL, uid_lower VARCHAR(64) DEFAULT '', PRIMARY KEY(uid));
CREATE TABLE oc_jobs (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, class VARCHAR(255) DEFAULT '' NOT NULL, argument VARCHAR(4000) DEFAULT '' NOT NULL, last_run INTEGER DEFAULT 0, time_sensitive BOOLEAN DEFAULT 1 NOT NULL);
INSERT INTO oc_migrations VALUES ('core', '13000Date20170718121200');
INSERT INTO oc_filecache (storage, path, path_hash, name, size, mtime, etag) VALUES (1, 'files/Ä.txt', 'd41d8cd98f00b204e9800998ecf8427e', 'Ä.txt', 9007199254740993, 1700000000, '65540'), (1, '', '', NULL, -1, 0, NULL);
INSERT INTO oc_users VALUES ('Admin', NULL, '3|$argon2id$', 'admin'), ('ädmin', 'ä', '', 'ädmin');
INSERT INTO oc_jobs (class, argument, time_sensitive) VALUES ('OC\Job', '{"a":null}', 1), ('OC\Job', '[]', 0);
DELETE FROM oc_jobs;

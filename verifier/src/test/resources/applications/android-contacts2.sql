-- A phone's contacts: collations that sort as the phone's language does, in indexes too.
PRAGMA user_version = 1600;
CREATE TABLE raw_contacts (_id INTEGER PRIMARY KEY AUTOINCREMENT,account_id INTEGER,sourceid TEXT,version INTEGER NOT NULL DEFAULT 1,dirty INTEGER NOT NULL DEFAULT 0,deleted INTEGER NOT NULL DEFAULT 0,contact_id INTEGER,times_contacted INTEGER NOT NULL DEFAULT 0,last_time_contacted INTEGER,starred INTEGER NOT NULL DEFAULT 0,display_name TEXT,display_name_source INTEGER NOT NULL DEFAULT 0,phonetic_name TEXT,sort_key TEXT COLLATE PHONEBOOK,sort_key_alt TEXT COLLATE PHONEBOOK,phonebook_label TEXT);
CREATE TABLE data (_id INTEGER PRIMARY KEY AUTOINCREMENT,mimetype_id INTEGER NOT NULL,raw_contact_id INTEGER REFERENCES raw_contacts(_id) NOT NULL,is_primary INTEGER NOT NULL DEFAULT 0,data1 TEXT,data2 TEXT,data15 BLOB);
CREATE TABLE mimetypes (_id INTEGER PRIMARY KEY AUTOINCREMENT,mimetype TEXT NOT NULL);
CREATE TABLE name_lookup (data_id INTEGER REFERENCES data(_id) NOT NULL,raw_contact_id INTEGER REFERENCES raw_contacts(_id) NOT NULL,normalized_name TEXT NOT NULL,name_type INTEGER NOT NULL,PRIMARY KEY (data_id, normalized_name, name_type));
CREATE TABLE nickname_lookup (name TEXT,cluster TEXT);
CREATE TABLE settings_sorted (label TEXT COLLATE LOCALIZED UNIQUE);
CREATE INDEX raw_contact_sort_key1_index ON raw_contacts (sort_key);
CREATE INDEX raw_contact_sort_key2_index ON raw_contacts (sort_key_alt);
CREATE VIEW view_data AS SELECT data._id AS _id, raw_contacts.display_name AS display_name FROM data JOIN raw_contacts ON (data.raw_contact_id=raw_contacts._id);
CREATE TRIGGER raw_contacts_deleted    BEFORE DELETE ON raw_contacts BEGIN    DELETE FROM data     WHERE raw_contact_id=OLD._id; END;
INSERT INTO mimetypes (mimetype) VALUES ('vnd.android.cursor.item/name'), ('vnd.android.cursor.item/photo');
INSERT INTO raw_contacts (contact_id, display_name, sort_key, sort_key_alt, phonebook_label, last_time_contacted) VALUES (1, 'Özil', 'Özil', 'özil', 'O', 1700000000123), (2, 'anna', 'anna', 'Anna', 'A', NULL), (3, 'Zoë', 'Zoë', NULL, 'Z', 0);
INSERT INTO data (mimetype_id, raw_contact_id, data1, data15) VALUES (1, 1, 'Özil', NULL), (2, 1, NULL, x'ffd8ffe000104a464946');
INSERT INTO name_lookup VALUES (1, 1, '0041', 0), (1, 1, '0042', 0);
INSERT INTO settings_sorted VALUES ('b'), ('A'), ('c');

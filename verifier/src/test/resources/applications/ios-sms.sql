-- A phone's messages: nanoseconds since 2001, functions of the phone in triggers.
CREATE TABLE _SqliteDatabaseProperties (key TEXT, value TEXT, UNIQUE(key));
CREATE TABLE handle (ROWID INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, id TEXT NOT NULL, country TEXT, service TEXT NOT NULL, uncanonicalized_id TEXT, UNIQUE (id, service) );
CREATE TABLE message (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, text TEXT, replace INTEGER DEFAULT 0, service_center TEXT, handle_id INTEGER DEFAULT 0, subject TEXT, attributedBody BLOB, version INTEGER DEFAULT 0, date INTEGER, date_read INTEGER, is_from_me INTEGER DEFAULT 0);
CREATE TABLE attachment (ROWID INTEGER PRIMARY KEY AUTOINCREMENT, guid TEXT UNIQUE NOT NULL, created_date INTEGER DEFAULT 0, filename TEXT, transfer_state INTEGER DEFAULT 0, sticker_user_info BLOB DEFAULT NULL);
CREATE TABLE message_attachment_join (message_id INTEGER REFERENCES message (ROWID) ON DELETE CASCADE, attachment_id INTEGER REFERENCES attachment (ROWID) ON DELETE CASCADE, UNIQUE(message_id, attachment_id));
CREATE INDEX message_idx_date ON message(date);
CREATE TRIGGER before_delete_on_attachment BEFORE DELETE ON attachment BEGIN   SELECT before_delete_attachment_path(OLD.ROWID, OLD.guid); END;
INSERT INTO _SqliteDatabaseProperties VALUES ('counter_in_all', '42'), ('_ClientVersion', '18026');
INSERT INTO handle (id, country, service) VALUES ('+4930123', 'de', 'iMessage'), ('+4930123', 'de', 'SMS');
INSERT INTO message (guid, text, handle_id, attributedBody, date, date_read) VALUES ('6F9619FF-8B86-D011-B42D-00C04FC964FF', 'Hi ￼', 1, x'040b73747265616d', 721692800123456789, 0), ('B', NULL, 0, NULL, 0, NULL);
INSERT INTO attachment (guid, created_date, filename) VALUES ('at_0', 721692800, '~/Library/SMS/ä.heic');
INSERT INTO message_attachment_join VALUES (1, 1);

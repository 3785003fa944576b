-- A messenger: milliseconds, blobs, a full-text table of its own content.
CREATE TABLE jid (_id INTEGER PRIMARY KEY AUTOINCREMENT, user TEXT NOT NULL, server TEXT NOT NULL, agent INTEGER, device INTEGER, type INTEGER, raw_string TEXT);
CREATE UNIQUE INDEX jid_raw_string_index ON jid (raw_string);
CREATE TABLE chat (_id INTEGER PRIMARY KEY AUTOINCREMENT, jid_row_id INTEGER UNIQUE, hidden INTEGER, subject TEXT, created_timestamp INTEGER, sort_timestamp INTEGER, archived INTEGER, FOREIGN KEY(jid_row_id) REFERENCES jid(_id) ON DELETE CASCADE);
CREATE TABLE message (_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_row_id INTEGER NOT NULL, from_me INTEGER NOT NULL, key_id TEXT NOT NULL, timestamp INTEGER, text_data TEXT, starred INTEGER, receipt_server_timestamp INTEGER NOT NULL DEFAULT -1);
CREATE UNIQUE INDEX message_key_index ON message (chat_row_id, from_me, key_id);
CREATE TABLE message_thumbnail (message_row_id INTEGER PRIMARY KEY, thumbnail BLOB);
CREATE VIRTUAL TABLE message_ftsv2 USING FTS4(content, fts_jid, fts_namespace);
CREATE TRIGGER message_bd_for_ftsv2_trigger BEFORE DELETE ON message BEGIN DELETE FROM message_ftsv2 WHERE docid=old._id; END;
INSERT INTO jid (user, server, raw_string) VALUES ('4930', 's.whatsapp.net', '4930@s.whatsapp.net'), ('x', 'g.us', NULL);
INSERT INTO chat (jid_row_id, subject, created_timestamp) VALUES (1, NULL, 1700000000000), (2, 'Grüppe 🎉', 0);
INSERT INTO message (chat_row_id, from_me, key_id, timestamp, text_data) VALUES (1, 1, '3EB0', 1700000000123, 'hello' || char(0) || 'x'), (1, 0, '3EB1', 1700000001456, NULL);
INSERT INTO message_thumbnail VALUES (1, x'00');
INSERT INTO message_ftsv2 (docid, content) VALUES (1, 'hello');

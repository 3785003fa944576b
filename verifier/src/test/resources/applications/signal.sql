-- A messenger on the desktop: JSON, computed columns, an FTS5 index of the rows of another table.
PRAGMA user_version = 1000;
CREATE TABLE messages (rowid INTEGER PRIMARY KEY ASC, id STRING UNIQUE, json TEXT, readStatus INTEGER, expires_at INTEGER, sent_at INTEGER, conversationId STRING, received_at INTEGER, hasAttachments INTEGER, body TEXT, isErased INTEGER, seenStatus NUMBER default 0, isStory INTEGER GENERATED ALWAYS AS (type IS 'story'), type STRING, shouldAffectPreview INTEGER GENERATED ALWAYS AS (type IS NULL OR type NOT IN ('call-history', 'group-v1-migration')) STORED);
CREATE TABLE conversations ( id STRING PRIMARY KEY ASC, json TEXT, active_at INTEGER, type STRING, members TEXT, name TEXT, profileLastFetchedAt INTEGER, e164 TEXT );
CREATE TABLE items ( id STRING PRIMARY KEY ASC, json TEXT );
CREATE INDEX messages_conversation ON messages (conversationId, isStory, received_at, sent_at);
CREATE INDEX messages_hasAttachments ON messages (conversationId, hasAttachments, received_at) WHERE type IS NOT 'story';
CREATE VIRTUAL TABLE messages_fts USING fts5( body, content=messages, content_rowid=rowid );
INSERT INTO messages (rowid, id, json, sent_at, conversationId, received_at, body, type) VALUES (1, '6f9619ff-8b86-4011-b42d-00c04fc964ff', '{"a":1.0,"b":"ä"}', 1700000000123, 'c1', 1, 'hello there', 'incoming'), (5, 'x2', '{}', NULL, 'c1', 2, NULL, 'story');
INSERT INTO conversations VALUES ('c1', '{"id":"c1"}', 1700000000123, 'private', NULL, 'Zoë', NULL, '+4930');
INSERT INTO items VALUES ('numberOne', '{"value":true}');
INSERT INTO messages_fts (messages_fts) VALUES ('rebuild');
CREATE TRIGGER messages_on_insert AFTER INSERT ON messages BEGIN INSERT INTO messages_fts (rowid, body) VALUES (new.rowid, new.body); END;

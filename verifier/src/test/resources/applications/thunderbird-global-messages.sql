-- A mail client's index of messages: the tokenizer of its full-text tables is its own.
PRAGMA user_version = 30;
CREATE TABLE folderLocations (id INTEGER PRIMARY KEY, folderURI TEXT NOT NULL, dirtyStatus INTEGER NOT NULL, name TEXT NOT NULL, indexingPriority INTEGER NOT NULL);
CREATE TABLE conversations (id INTEGER PRIMARY KEY, subject TEXT NOT NULL, oldestMessageDate INTEGER, newestMessageDate INTEGER);
CREATE TABLE messages (id INTEGER PRIMARY KEY, folderID INTEGER, messageKey INTEGER, conversationID INTEGER NOT NULL, date INTEGER, headerMessageID TEXT, deleted INTEGER NOT NULL default 0, jsonAttributes TEXT, notability INTEGER NOT NULL default 0);
CREATE INDEX messageLocation ON messages(folderID, messageKey);
CREATE INDEX deleted ON messages(deleted);
CREATE TABLE messageAttributes (conversationID INTEGER NOT NULL, messageID INTEGER NOT NULL, attributeID INTEGER NOT NULL, value NUMERIC);
CREATE VIRTUAL TABLE conversationsText USING fts3(tokenize porter, subject TEXT);
CREATE VIRTUAL TABLE messagesText USING fts3(tokenize porter, body TEXT, subject TEXT, attachmentNames TEXT, author TEXT, recipients TEXT);
INSERT INTO folderLocations VALUES (1, 'imap://a%40example.org@mail/INBOX', 0, 'INBOX', 50);
INSERT INTO conversations VALUES (1, 'Grüße', 1700000000000000, 1700000100000000);
INSERT INTO messages VALUES (32, 1, 4711, 1, 1700000000000000, 'x@example.org', 0, '{"43":[1,2]}', 9), (33, NULL, NULL, 1, NULL, NULL, 1, NULL, 0);
INSERT INTO messageAttributes VALUES (1, 32, 43, 1), (1, 32, 49, 12.5), (1, 32, 50, 2000);
INSERT INTO conversationsText (docid, subject) VALUES (1, 'Grüße');
INSERT INTO messagesText (docid, body, subject, attachmentNames, author, recipients) VALUES (32, 'running dogs', 'Grüße', '', 'A <a@example.org>', 'B');
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'tokenize porter', 'tokenize mozporter') WHERE sql LIKE '%fts3%';

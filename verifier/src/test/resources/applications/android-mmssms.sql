-- A phone's messages: milliseconds since 1970 in whole numbers, triggers, a full-text table of its own content.
PRAGMA user_version = 67;
CREATE TABLE android_metadata (locale TEXT);
CREATE TABLE threads (_id INTEGER PRIMARY KEY AUTOINCREMENT,date INTEGER DEFAULT 0,message_count INTEGER DEFAULT 0,recipient_ids TEXT,snippet TEXT,snippet_cs INTEGER DEFAULT 0,read INTEGER DEFAULT 1,type INTEGER DEFAULT 0,error INTEGER DEFAULT 0,has_attachment INTEGER DEFAULT 0);
CREATE TABLE canonical_addresses (_id INTEGER PRIMARY KEY AUTOINCREMENT,address TEXT);
CREATE TABLE sms (_id INTEGER PRIMARY KEY,thread_id INTEGER,address TEXT,person INTEGER,date INTEGER,date_sent INTEGER DEFAULT 0,protocol INTEGER,read INTEGER DEFAULT 0,status INTEGER DEFAULT -1,type INTEGER,reply_path_present INTEGER,subject TEXT,body TEXT,service_center TEXT,locked INTEGER DEFAULT 0,error_code INTEGER DEFAULT 0,creator TEXT,seen INTEGER DEFAULT 0);
CREATE TABLE raw (_id INTEGER PRIMARY KEY,date INTEGER,reference_number INTEGER,pdu TEXT,destination_port INTEGER);
CREATE TABLE words (_id INTEGER PRIMARY KEY, index_text TEXT, source_id INTEGER, table_to_use INTEGER);
CREATE TRIGGER sms_update_thread_on_insert AFTER INSERT ON sms BEGIN  UPDATE threads SET date = new.date, snippet = new.body WHERE threads._id = new.thread_id;  END;
CREATE INDEX typeThreadIdIndex ON sms (type, thread_id);
INSERT INTO android_metadata VALUES ('de_DE');
INSERT INTO threads (_id, recipient_ids) VALUES (1, '1 2'), (7, '3');
INSERT INTO canonical_addresses (address) VALUES ('+49301234567'), ('INFO');
INSERT INTO sms (_id, thread_id, address, date, date_sent, type, body, creator) VALUES (1, 1, '+49301234567', 1700000000123, 1699999999000, 1, 'Hallo 👋' || char(10) || 'bis später', 'com.example'), (2, 1, NULL, 1700000000999, 0, 2, '', NULL);
INSERT INTO words VALUES (1, 'Hallo 👋', 1, 1);
DELETE FROM threads WHERE _id = 7;

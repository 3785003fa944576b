-- A feed reader: old forms of definitions, ON CONFLICT in a key, a trailing comment.
CREATE TABLE rss_feed (  rssurl VARCHAR(1024) PRIMARY KEY NOT NULL,  url VARCHAR(1024) NOT NULL,  title VARCHAR(1024) NOT NULL , lastmodified INTEGER(11) NOT NULL DEFAULT 0, is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT "");
CREATE TABLE rss_item (  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL,  guid VARCHAR(64) NOT NULL,  title VARCHAR(1024) NOT NULL,  feedurl VARCHAR(1024) NOT NULL,  pubDate INTEGER NOT NULL,  content VARCHAR(65535) NOT NULL, unread INTEGER(1) NOT NULL , enclosure_url VARCHAR(1024), flags VARCHAR(52), base VARCHAR(128) NOT NULL DEFAULT "");
CREATE TABLE metadata ( db_schema_version_major INTEGER NOT NULL, db_schema_version_minor INTEGER NOT NULL);
CREATE TABLE google_replay ( id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL, state INTEGER NOT NULL, ts INTEGER NOT NULL);
CREATE INDEX idx_rssurl ON rss_feed(rssurl);
CREATE INDEX idx_guid ON rss_item(guid);
INSERT INTO rss_feed VALUES ('https://example.org/ä.xml', 'https://example.org', 'Exämple', 1700000000, 0, 'W/"1"');
INSERT INTO rss_item (guid, title, feedurl, pubDate, content, unread, flags) VALUES ('tag:1', '<b>&amp;</b>', 'https://example.org/ä.xml', 1700000000, 'x' || char(9) || 'y', 1, 'ab'), ('tag:2', '', 'gone', 0, '', 0, NULL);
INSERT INTO metadata VALUES (2, 11);
DELETE FROM rss_item WHERE guid = 'tag:2';

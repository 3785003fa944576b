-- A repository: julian days, blobs, checks of lengths, a default of a function.
PRAGMA application_id = 252006673;
CREATE TABLE blob( rid INTEGER PRIMARY KEY, rcvid INTEGER, size INTEGER, uuid TEXT UNIQUE NOT NULL, content BLOB, CHECK( length(uuid)>=40 AND rid>0 ) );
CREATE TABLE delta( rid INTEGER PRIMARY KEY, srcid INTEGER NOT NULL REFERENCES blob );
CREATE TABLE event( type TEXT, mtime DATETIME, objid INTEGER PRIMARY KEY, tagid INTEGER, uid INTEGER REFERENCES user, bgcolor TEXT, euser TEXT, user TEXT, ecomment TEXT, comment TEXT, brief TEXT, omtime DATETIME );
CREATE TABLE user( uid INTEGER PRIMARY KEY, login TEXT UNIQUE, pw TEXT, cap TEXT, cookie TEXT, cexpire DATETIME, info TEXT, mtime DATE, photo BLOB );
CREATE TABLE config( name TEXT PRIMARY KEY NOT NULL, value CLOB, mtime DATE, CHECK( typeof(name)='text' AND length(name)>=1 ) ) WITHOUT ROWID;
CREATE TABLE ticket( tkt_id INTEGER PRIMARY KEY, tkt_uuid TEXT UNIQUE, tkt_mtime DATE, tkt_ctime DATE, title TEXT );
CREATE INDEX delta_i1 ON delta(srcid);
CREATE INDEX event_i1 ON event(mtime);
INSERT INTO blob VALUES (1, 1, 11, '0123456789012345678901234567890123456789', x'0000000b789c'), (2, 1, -1, 'f123456789012345678901234567890123456789', NULL);
INSERT INTO delta VALUES (1, 2);
INSERT INTO user VALUES (1, 'zoë', 'x', 's', NULL, NULL, '', 1700000000, NULL);
INSERT INTO event (type, mtime, objid, uid, user, comment) VALUES ('ci', 2460263.42592593, 1, 1, 'zoë', 'initial'), ('w', 2460263.5, 2, NULL, NULL, 'ä');
INSERT INTO config VALUES ('project-name', 'Ä', 1700000000), ('aux-schema', '2015-01-24', 1700000000);

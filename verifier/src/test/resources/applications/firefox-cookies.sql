-- A browser's cookies: seconds and microseconds side by side.
PRAGMA user_version = 12;
CREATE TABLE moz_cookies (id INTEGER PRIMARY KEY, originAttributes TEXT NOT NULL DEFAULT '', name TEXT, value TEXT, host TEXT, path TEXT, expiry INTEGER, lastAccessed INTEGER, creationTime INTEGER, isSecure INTEGER, isHttpOnly INTEGER, inBrowserElement INTEGER DEFAULT 0, sameSite INTEGER DEFAULT 0, rawSameSite INTEGER DEFAULT 0, schemeMap INTEGER DEFAULT 0, CONSTRAINT moz_uniqueid UNIQUE (name, host, path, originAttributes));
INSERT INTO moz_cookies VALUES (1, '', 'id', 'a=b;"c"', '.example.org', '/', 1735689600, 1700000000123456, 1699990000654321, 1, 0, 0, 1, 1, 2), (9, '^userContextId=1', 'id', '', '.example.org', '/', 9223372036854775807, 0, 0, 0, 1, 0, 0, 0, 1);

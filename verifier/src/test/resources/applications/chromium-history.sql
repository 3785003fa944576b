-- Another browser's history: microseconds since 1601.
CREATE TABLE meta(key LONGVARCHAR NOT NULL UNIQUE PRIMARY KEY, value LONGVARCHAR);
CREATE TABLE urls(id INTEGER PRIMARY KEY AUTOINCREMENT,url LONGVARCHAR,title LONGVARCHAR,visit_count INTEGER DEFAULT 0 NOT NULL,typed_count INTEGER DEFAULT 0 NOT NULL,last_visit_time INTEGER NOT NULL,hidden INTEGER DEFAULT 0 NOT NULL);
CREATE TABLE visits(id INTEGER PRIMARY KEY AUTOINCREMENT,url INTEGER NOT NULL,visit_time INTEGER NOT NULL,from_visit INTEGER,transition INTEGER DEFAULT 0 NOT NULL,segment_id INTEGER,visit_duration INTEGER DEFAULT 0 NOT NULL,incremented_omnibox_typed_score BOOLEAN DEFAULT FALSE NOT NULL);
CREATE TABLE keyword_search_terms (keyword_id INTEGER NOT NULL,url_id INTEGER NOT NULL,term LONGVARCHAR NOT NULL,normalized_term LONGVARCHAR NOT NULL);
CREATE TABLE downloads (id INTEGER PRIMARY KEY,guid VARCHAR NOT NULL,current_path LONGVARCHAR NOT NULL,start_time INTEGER NOT NULL,received_bytes INTEGER NOT NULL,hash BLOB NOT NULL,etag VARCHAR NOT NULL);
CREATE INDEX urls_url_index ON urls (url);
CREATE INDEX visits_url_index ON visits (url);
INSERT INTO meta VALUES ('version', '56'), ('mmap_status', '-1');
INSERT INTO urls VALUES (1, 'https://example.org/', 'Example', 3, 1, 13344473600123456, 0), (4, 'http://x/', '', 1, 0, 0, 0);
INSERT INTO visits (url, visit_time, transition, incremented_omnibox_typed_score) VALUES (1, 13344473600123456, 805306368, TRUE), (4, 13344473600000001, -2147483648, FALSE);
INSERT INTO keyword_search_terms VALUES (2, 1, 'Ex', 'ex');
INSERT INTO downloads VALUES (1, '4a2f9c1e-0000-4000-8000-000000000001', '/tmp/ü', 13344473600000000, 7, x'00ff10', 'W/"1"');
DELETE FROM urls WHERE id = 4;

-- A media server: ICU's tokenizer and collations, numbers and ISO texts in DATETIME.
CREATE TABLE "metadata_items" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "library_section_id" integer, "guid" varchar(255), "title" varchar(255), "title_sort" varchar(255) COLLATE NOCASE, "rating" float, "added_at" integer(8), "originally_available_at" integer(8), "hash" varchar(255));
CREATE TABLE "accounts" ("id" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "name" varchar(255), "created_at" dt_integer(8), "auto_select_audio" boolean DEFAULT 't');
CREATE TABLE schema_migrations (version varchar(255) NOT NULL, rollback_sql varchar(255), optimize_on_rollback boolean, min_version varchar(255));
CREATE UNIQUE INDEX unique_schema_migrations ON schema_migrations (version);
CREATE INDEX "index_title_sort_naturalsort" ON "metadata_items" ("title_sort" COLLATE naturalsort);
CREATE INDEX "index_title_sort_icu" ON "metadata_items" ("title_sort" COLLATE icu_root);
CREATE VIRTUAL TABLE fts4_metadata_titles USING fts4(content='metadata_items', title, title_sort, tokenize=porter);
INSERT INTO metadata_items (library_section_id, guid, title, title_sort, rating, added_at) VALUES (1, 'plex://movie/5d', 'The 10th', '10th', 7.9, 1700000000), (1, NULL, 'Élan', 'elan 2', NULL, NULL), (1, 'x', 'Elan 10', 'Elan 10', 0.1, -1);
INSERT INTO accounts (name, created_at, auto_select_audio) VALUES ('', 1700000000, 't'), ('ä', NULL, 'f');
INSERT INTO schema_migrations VALUES ('20230101', NULL, NULL, '1.0');
INSERT INTO fts4_metadata_titles (docid, title, title_sort) SELECT id, title, title_sort FROM metadata_items;
PRAGMA writable_schema = ON;
UPDATE sqlite_master SET sql = replace(sql, 'tokenize=porter', 'tokenize=icu') WHERE name = 'fts4_metadata_titles';

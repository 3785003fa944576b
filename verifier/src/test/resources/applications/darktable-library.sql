-- A darkroom: microseconds since year 1, blobs of parameters, references that cascade.
CREATE TABLE db_info (key VARCHAR PRIMARY KEY, value VARCHAR);
CREATE TABLE film_rolls (id INTEGER PRIMARY KEY, access_timestamp INTEGER, folder VARCHAR(1024) NOT NULL);
CREATE TABLE images (id INTEGER PRIMARY KEY AUTOINCREMENT, group_id INTEGER, film_id INTEGER, width INTEGER, height INTEGER, filename VARCHAR, maker VARCHAR, exposure REAL, aperture REAL, iso REAL, datetime_taken INTEGER, flags INTEGER, raw_parameters INTEGER, raw_black INTEGER, history_end INTEGER DEFAULT 0, longitude REAL, latitude REAL, FOREIGN KEY (film_id) REFERENCES film_rolls (id) ON DELETE CASCADE ON UPDATE CASCADE, FOREIGN KEY (group_id) REFERENCES images (id) ON DELETE RESTRICT ON UPDATE CASCADE);
CREATE TABLE history (imgid INTEGER, num INTEGER, module INTEGER, operation VARCHAR(256), op_params BLOB, enabled INTEGER, blendop_params BLOB, multi_priority INTEGER, multi_name VARCHAR(256), FOREIGN KEY (imgid) REFERENCES images (id) ON UPDATE CASCADE ON DELETE CASCADE);
CREATE TABLE color_labels (imgid INTEGER, color INTEGER);
CREATE TABLE meta_data (id INTEGER, key INTEGER, value VARCHAR, FOREIGN KEY (id) REFERENCES images (id) ON UPDATE CASCADE ON DELETE CASCADE);
CREATE INDEX film_rolls_folder_index ON film_rolls (folder);
CREATE UNIQUE INDEX color_labels_idx ON color_labels (imgid, color);
CREATE UNIQUE INDEX metadata_index ON meta_data (id, key, value);
INSERT INTO db_info VALUES ('version', '43');
INSERT INTO film_rolls VALUES (1, 63835596800000000, '/fotos/ä');
INSERT INTO images (id, group_id, film_id, width, height, filename, maker, exposure, aperture, iso, datetime_taken, flags, longitude) VALUES (1, 1, 1, 6000, 4000, 'a.nef', 'NIKON', 0.004, 5.6, 100, 63835596800123456, 1025, 1e-300), (2, 1, 1, 0, 0, 'b.nef', NULL, 0.0, 1e400, 0, NULL, -1, NULL);
INSERT INTO history VALUES (1, 0, 3, 'rawprepare', x'0000000000000000', 1, x'677a31', 0, '');

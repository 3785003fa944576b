-- Map tiles: a view over tiles that are stored once.
PRAGMA application_id = 1297105496;
CREATE TABLE metadata (name text, value text);
CREATE TABLE map (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_id TEXT, grid_id TEXT);
CREATE TABLE images (tile_data blob, tile_id text);
CREATE UNIQUE INDEX map_index ON map (zoom_level, tile_column, tile_row);
CREATE UNIQUE INDEX images_id ON images (tile_id);
CREATE UNIQUE INDEX name ON metadata (name);
CREATE VIEW tiles AS SELECT map.zoom_level AS zoom_level, map.tile_column AS tile_column, map.tile_row AS tile_row, images.tile_data AS tile_data FROM map JOIN images ON images.tile_id = map.tile_id;
INSERT INTO metadata VALUES ('name', 'Straßen'), ('format', 'png'), ('bounds', '-180.0,-85,180,85');
INSERT INTO map VALUES (0, 0, 0, 'a', NULL), (1, 0, 1, 'a', NULL), (1, 1, 1, 'b', NULL);
INSERT INTO images VALUES (x'89504e470d0a1a0a', 'a'), (zeroblob(300), 'b');
ANALYZE;

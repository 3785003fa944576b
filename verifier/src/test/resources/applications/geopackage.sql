-- Maps: an R-tree that triggers keep up to date with functions that the reader registers, doubles, blobs.
PRAGMA application_id = 1196444487;
PRAGMA user_version = 10300;
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
CREATE TABLE gpkg_extensions (table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL, CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
CREATE TABLE "rivers" ("fid" INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, "geom" BLOB, "name" TEXT(40), "length" REAL, "flows" MEDIUMINT);
CREATE VIRTUAL TABLE "rtree_rivers_geom" USING rtree(id, minx, maxx, miny, maxy);
INSERT INTO gpkg_spatial_ref_sys VALUES ('WGS 84', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84"]', NULL), ('Undefined', -1, 'NONE', -1, 'undefined', NULL);
INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, min_x, srs_id) VALUES ('rivers', 'features', 'rivers', '2023-11-14T22:13:20.123Z', 9.123456789012345, 4326);
INSERT INTO gpkg_geometry_columns VALUES ('rivers', 'geom', 'LINESTRING', 4326, 0, 0);
INSERT INTO gpkg_extensions VALUES ('rivers', 'geom', 'gpkg_rtree_index', 'http://www.geopackage.org/spec120/#extension_rtree', 'write-only');
INSERT INTO rivers (geom, name, length, flows) VALUES (x'4750000100', 'Elbe', 1094.26, 870), (NULL, 'Spree', NULL, NULL), (x'47500001', 'gone', 0, 0);
INSERT INTO rtree_rivers_geom VALUES (1, 8.5, 15.5, 50.0, 54.0);
DELETE FROM rivers WHERE name = 'gone';
CREATE TRIGGER "rtree_rivers_geom_insert" AFTER INSERT ON "rivers" WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom")) BEGIN INSERT OR REPLACE INTO "rtree_rivers_geom" VALUES (NEW."fid",ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"),ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "trigger_insert_feature_count_rivers" AFTER INSERT ON "rivers" BEGIN SELECT 1; END;

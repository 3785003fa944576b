-- A recorder of a house: seconds with fractions, blobs of hashes, identities, references to itself.
CREATE TABLE schema_changes (change_id INTEGER NOT NULL, schema_version INTEGER, changed DATETIME, PRIMARY KEY (change_id));
CREATE TABLE states_meta (metadata_id INTEGER NOT NULL, entity_id VARCHAR(255), PRIMARY KEY (metadata_id));
CREATE TABLE state_attributes (attributes_id INTEGER NOT NULL, hash BIGINT, shared_attrs TEXT, PRIMARY KEY (attributes_id));
CREATE TABLE states (state_id INTEGER NOT NULL, entity_id CHAR(0), state VARCHAR(255), attributes CHAR(0), event_id SMALLINT, last_changed CHAR(0), last_changed_ts FLOAT, last_updated_ts FLOAT, old_state_id INTEGER, attributes_id INTEGER, context_id_bin BLOB, metadata_id INTEGER, PRIMARY KEY (state_id), FOREIGN KEY(old_state_id) REFERENCES states (state_id), FOREIGN KEY(attributes_id) REFERENCES state_attributes (attributes_id), FOREIGN KEY(metadata_id) REFERENCES states_meta (metadata_id));
CREATE UNIQUE INDEX ix_states_meta_entity_id ON states_meta (entity_id);
CREATE INDEX ix_states_metadata_id_last_updated_ts ON states (metadata_id, last_updated_ts);
INSERT INTO schema_changes VALUES (1, 43, '2023-11-14 22:13:20.123456');
INSERT INTO states_meta VALUES (1, 'sensor.küche'), (2, 'sun.sun');
INSERT INTO state_attributes VALUES (1, 4294967295, '{"unit":"°C"}');
INSERT INTO states (state_id, state, last_updated_ts, old_state_id, attributes_id, context_id_bin, metadata_id) VALUES (2, '21.5', 1700000001.123456, 1, 1, x'018bd0a1b2c3d4e5f60718293a4b5c6d', 1), (1, 'unknown', 1700000000.0, NULL, NULL, NULL, 1);

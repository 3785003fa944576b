-- A reference manager: ISO texts in TIMESTAMP, keys that cascade, triggers that check.
CREATE TABLE version (schema TEXT PRIMARY KEY, version INT NOT NULL);
CREATE TABLE libraries (libraryID INTEGER PRIMARY KEY, type TEXT NOT NULL, editable INT NOT NULL, lastSync INT NOT NULL DEFAULT 0);
CREATE TABLE items (itemID INTEGER PRIMARY KEY, itemTypeID INT NOT NULL, dateAdded TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, dateModified TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP, libraryID INT NOT NULL, key TEXT NOT NULL, version INT NOT NULL DEFAULT 0, synced INT NOT NULL DEFAULT 0, UNIQUE (libraryID, key), FOREIGN KEY (libraryID) REFERENCES libraries(libraryID) ON DELETE CASCADE);
CREATE TABLE itemDataValues (valueID INTEGER PRIMARY KEY, value UNIQUE);
CREATE TABLE itemData (itemID INT, fieldID INT, valueID, PRIMARY KEY (itemID, fieldID), FOREIGN KEY (itemID) REFERENCES items(itemID) ON DELETE CASCADE, FOREIGN KEY (valueID) REFERENCES itemDataValues(valueID));
CREATE TABLE collections (collectionID INTEGER PRIMARY KEY, collectionName TEXT NOT NULL, parentCollectionID INT DEFAULT NULL, key TEXT NOT NULL, FOREIGN KEY (parentCollectionID) REFERENCES collections(collectionID) ON DELETE CASCADE);
CREATE INDEX itemData_valueID ON itemData(valueID);
CREATE TRIGGER fki_collections_collections BEFORE INSERT ON collections FOR EACH ROW BEGIN SELECT RAISE(ABORT, 'insert violates') WHERE NEW.parentCollectionID IS NOT NULL AND NEW.parentCollectionID = NEW.collectionID; END;
INSERT INTO version VALUES ('userdata', 120);
INSERT INTO libraries VALUES (1, 'user', 1, 1700000000);
INSERT INTO items VALUES (1, 2, '2023-11-14 22:13:20', '2023-11-14 22:13:21', 1, 'ABCD2345', 0, 0);
INSERT INTO itemDataValues VALUES (1, 'Éléments'), (2, '2006-00-00 2006'), (3, '978-3');
INSERT INTO itemData VALUES (1, 110, 1), (1, 14, 2);
INSERT INTO collections VALUES (1, 'A', NULL, 'AAAA2222'), (2, 'B', 1, 'BBBB3333');

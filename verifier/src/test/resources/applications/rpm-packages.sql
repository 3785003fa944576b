-- A package manager: blobs by number, an index by text and two numbers.
CREATE TABLE 'Packages' (hnum INTEGER PRIMARY KEY AUTOINCREMENT,blob BLOB NOT NULL);
CREATE TABLE 'Name' (key 'TEXT' NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL, FOREIGN KEY (hnum) REFERENCES 'Packages'(hnum));
CREATE TABLE 'Sigmd5' (key 'BLOB' NOT NULL, hnum INTEGER NOT NULL, idx INTEGER NOT NULL, FOREIGN KEY (hnum) REFERENCES 'Packages'(hnum));
CREATE INDEX 'Name_key_idx' ON 'Name'(key ASC);
INSERT INTO Packages (blob) VALUES (x'0000004300001234'), (x'00'), (x'ff');
INSERT INTO Name VALUES ('bash', 1, 0), ('libä', 2, 0);
INSERT INTO Sigmd5 VALUES (x'00112233445566778899aabbccddeeff', 1, 0);
DELETE FROM Packages WHERE hnum = 3;

-- Another media server: GUIDs in blobs, ISO texts with seven digits in DATETIME.
CREATE TABLE TypedBaseItems (guid GUID primary key NOT NULL, type TEXT NOT NULL, data BLOB NULL, ParentId GUID NULL, Path TEXT NULL, StartDate DATETIME NULL, IsLocked BIT NULL, CommunityRating FLOAT NULL, Name TEXT, RunTimeTicks BIGINT NULL, DateCreated DATETIME NULL, InheritedParentalRatingValue INT NULL);
CREATE TABLE UserDatas (key nvarchar not null, userId INT not null, rating float null, played bit not null, playCount int not null, lastPlayedDate datetime null);
CREATE UNIQUE INDEX UserDatasIndex1 ON UserDatas (key, userId);
CREATE INDEX idx_Path ON TypedBaseItems (Path);
INSERT INTO TypedBaseItems VALUES (x'ff19966f868b11d0b42d00c04fc964ff', 'MediaBrowser.Controller.Entities.Movies.Movie', NULL, x'00', '/m/ä', NULL, 0, 6.5, 'Élan', 54000000000, '2023-11-14 22:13:20.1234567Z', NULL);
INSERT INTO UserDatas VALUES ('tt1', 1, NULL, 1, 3, '2023-11-14 22:13:20.1234567Z'), ('tt1', 2, 4.5, 0, 0, NULL);

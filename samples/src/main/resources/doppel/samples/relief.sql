-- The database of a relief organisation after some years: SQLite takes what comes, and nobody has looked.
CREATE TABLE org_type (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
INSERT INTO org_type VALUES (1, 'INGO'), (2, 'Government'), (3, 'Gov'), (4, 'Govt');

CREATE TABLE sector (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
INSERT INTO sector VALUES (1, 'Health'), (2, 'Shelter'), (3, 'Water');

CREATE TABLE organisation (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL,
  type_id INTEGER REFERENCES org_type (id),
  created_on DATE);
INSERT INTO organisation VALUES
  (1, 'Medecins du Monde', 1, '2010-01-14'),
  (2, 'Ministry of Health', 3, '01/14/10 1'), -- the clerk typed on
  (3, 'MEDECINS DU MONDE', 1, '2010-01-20'),  -- entered twice
  (4, 'Port Authority', 4, '2010-02-01');

CREATE TABLE office (
  id INTEGER PRIMARY KEY,
  organisation_id INTEGER NOT NULL REFERENCES organisation (id),
  sector_id INTEGER REFERENCES sector (id),
  address TEXT);
INSERT INTO office VALUES
  (1, 1, 1, '12 Rue Capois
  Port-au-Prince
  Haïti'),
  (2, 3, 17, 'Jacmel'), -- sector 17 was never there
  (3, 2, 2, NULL),
  (4, 4, 99, 'Quai 1
Port-au-Prince');

-- The upgrade has created setting anew; the old rows were kept.
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT, changed_on DATE DEFAULT '2010-03-01');
CREATE TABLE setting_kept (id INTEGER PRIMARY KEY, setting TEXT NOT NULL, value TEXT);
INSERT INTO setting_kept VALUES (1, 'country', 'HT'), (2, 'language', 'fr');

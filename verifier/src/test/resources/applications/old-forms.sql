-- What old programs wrote: UTF-16, brackets, types in quotes, keys that are not the row number, names with quotes.
PRAGMA encoding = 'UTF-16be';
CREATE TABLE [Old Table] ([Id] INTEGER PRIMARY KEY DESC, [Na"me] 'VARCHAR'(20), `tick` "INT", PRIMARYKEY TEXT);
CREATE TABLE t ("a" INTEGER, b TEXT, PRIMARY KEY (a) ON CONFLICT REPLACE, UNIQUE (b) ON CONFLICT IGNORE);
CREATE TABLE "a""b" (x INTEGER PRIMARY KEY, "c""d" TEXT);
CREATE TABLE nokey (x INT, x2 LONG INTEGER, y NATIVE CHARACTER(70), z VARYING CHARACTER(255), w DOUBLE PRECISION);
CREATE TEMP TABLE gone (x);
CREATE INDEX [by name] ON [Old Table] ([Na"me] DESC);
INSERT INTO [Old Table] VALUES (3, 'ä𝄞', 1, NULL), (1, '', -1, 'x'), (2, NULL, NULL, NULL);
INSERT INTO t VALUES (2, 'b'), (1, NULL);
INSERT INTO "a""b" VALUES (1, 'q''"');
INSERT INTO nokey VALUES (1, 2, 'c', 'd', 0.5), (1, 2, 'c', 'd', 0.5);

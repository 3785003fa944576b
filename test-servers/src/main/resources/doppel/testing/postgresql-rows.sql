-- Rows of all types, for the tables of postgresql-definitions.sql and for one more.
INSERT INTO public.author (name, code, born, mood, address) VALUES ('Ada', 'it''s', '1815-12-10', 'happy', ROW('a;b', ARRAY[1, NULL], 5)), ('Čapek', 'R.U.R.', NULL, 'it''s ok', NULL);
INSERT INTO public.book (id, author_id, author_name, pages) VALUES (1, 41, 'Ada', 99.5), (2, 42, E'Čapek\n\\.', 0);
UPDATE public.book SET sequel = 2 WHERE id = 1;
INSERT INTO "Odd Names"."Table ""of"" it's.all" ("a b") VALUES (7), (8);
INSERT INTO app.measure (id, at, v) VALUES (1, '2025-05-05', 'a'), (2, '2026-05-05', 'b'), (4, '2026-06-06', 'rest');
INSERT INTO app.booking (room, during, valid, kind) VALUES (1, '[2026-01-01,2026-02-01)', '[2026-01-01,2026-02-01)', 'hard');
INSERT INTO app.parent (a, c) VALUES (1, 'p');
INSERT INTO app.child (a, e) VALUES (2, 5);
INSERT INTO app.hashed SELECT n, 1 FROM generate_series(1, 9) n;
CREATE TABLE public.every_type (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, b boolean, si smallint, i integer, n numeric, n2 numeric(10, 2), r real, d double precision,
  m money, c character(5), v character varying(9), t text, bytes bytea, dt date, tm time, tz timetz, ts timestamp, tsz timestamptz, iv interval,
  u uuid, js json, jb jsonb, x xml, ip inet, net cidr, mac macaddr, mac8 macaddr8, bi bit(3), vb bit varying, p point, l line, s lseg, bo box, pa path, po polygon, ci circle,
  ints integer[], texts text[][], ir int4range, nr numrange, tr tstzrange, dr daterange, tv tsvector, tq tsquery, o oid, rc regclass, lsn pg_lsn, snap txid_snapshot,
  hs app.hstore, mo public.mood, ad app.address, pe app.percent, na app.named, fl app.floats
/*14*/  , mr int4multirange, tm2 tstzmultirange, fm app.many_floats
);
INSERT INTO public.every_type (b, si, i, n, n2, r, d, m, c, v, t, bytes, dt, tm, tz, ts, tsz, iv, u, js, jb, x, ip, net, mac, mac8, bi, vb, p, l, s, bo, pa, po, ci,
  ints, texts, ir, nr, tr, dr, tv, tq, o, rc, lsn, snap, hs, mo, ad, pe, na, fl) VALUES
  (true, -32768, 2147483647, 'NaN', 12.50, 1e-45, 'infinity', '-1.50', 'é', '', E'a\tb\\N\n', '\x00ff', '0044-03-15 BC', '24:00', '10:00:00.5+05:30', 'infinity', '294276-12-31 23:59:59.999999+00',
   '1 mon -2 days 03:04:05.678901', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11', '{"a": 1, "a": 2.50}', '{"a": 2.50}', '<a>b</a>', '10.1.2.3/8', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05',
   B'101', B'1', '(1.5,-0)', '{1,2,3}', '[(0,0),(1,1)]', '(1,1),(0,0)', '[(0,0),(1,1)]', '((0,0),(1,1),(1,0))', '<(0,0),1>', '[-1:0]={1,NULL}', '{{a,NULL},{"NULL","x,y"}}', '[1,5)', '(,2.50]',
   '[2026-01-01 00:00+00,infinity)', 'empty', 'fat:2 cat:1A', 'fat & !cat', 4294967295, 'public.author', '16/B374D848', '10:20:10,14', 'a=>1, b=>NULL', 'back\slash', ROW('x', '{}', 0), 1.25, 'named', '[1.5,2)'),
  (NULL, NULL, NULL, NULL, NULL, '-0', '-0', NULL, NULL, NULL, 'NULL', '', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, NULL, NULL,
   '{}', NULL, 'empty', NULL, NULL, NULL, '', NULL, NULL, NULL, NULL, NULL, '', NULL, NULL, 0, '', NULL);
/*14*/ UPDATE public.every_type SET mr = '{[1,3),[7,9)}', tm2 = '{}', fm = '{[1,2)}', n = 'infinity' WHERE id = 1;
CREATE TABLE public.without_key (a integer, b text);
INSERT INTO public.without_key VALUES (1, 'x'), (1, 'x'), (NULL, NULL);
CREATE TABLE public."by ""lo"" value" (id integer PRIMARY KEY, page bytea);
INSERT INTO public."by ""lo"" value" VALUES (1, decode(repeat('00ff', 40000), 'hex'));
SELECT lo_from_bytea(4711, '\x010203');
GRANT SELECT ON public.author TO PUBLIC;
CREATE PUBLICATION changes FOR TABLE public.author;
CREATE EXTENSION pg_trgm;
CREATE INDEX like_name ON public.author USING gin (name public.gin_trgm_ops);

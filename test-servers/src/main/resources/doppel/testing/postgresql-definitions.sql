-- One of everything that a schema can say. Lines that begin with /*14*/ are for servers since 14, with /*<14*/ for older ones.
COMMENT ON SCHEMA public IS 'the application''s own';
CREATE SCHEMA "Odd Names";
CREATE SCHEMA app;
COMMENT ON SCHEMA app IS E'two\nlines, a \\ and a ''quote''';
CREATE EXTENSION hstore WITH SCHEMA app;
CREATE EXTENSION btree_gist;

-- types
CREATE TYPE public.mood AS ENUM ('sad', 'it''s ok', 'back\slash', 'happy');
COMMENT ON TYPE public.mood IS 'how it feels';
CREATE TYPE public.empty_mood AS ENUM ();
CREATE COLLATION app.german (provider = icu, locale = 'de', deterministic = false);
CREATE COLLATION app."C too" (provider = libc, lc_collate = 'C', lc_ctype = 'C');
/*17*/ CREATE COLLATION app.built (provider = builtin, locale = 'C.UTF-8');
COMMENT ON COLLATION app.german IS 'umlauts';
CREATE DOMAIN app.percent AS numeric(5, 2) DEFAULT 0 CONSTRAINT positive CHECK (VALUE >= 0) CONSTRAINT small CHECK (VALUE <= 100) NOT NULL;
CREATE DOMAIN app.named AS text COLLATE "C" CONSTRAINT "must be" NOT NULL;
CREATE DOMAIN app.loose AS integer;
ALTER DOMAIN app.loose ADD CONSTRAINT later CHECK (VALUE > 5) NOT VALID;
COMMENT ON CONSTRAINT positive ON DOMAIN app.percent IS 'not below zero';
COMMENT ON DOMAIN app.percent IS 'percent';
CREATE DOMAIN app.moods AS public.mood[];
CREATE TYPE app.address AS (street text COLLATE "C", numbers integer[], rate app.percent);
COMMENT ON TYPE app.address IS 'where';
COMMENT ON COLUMN app.address.street IS 'with number';
CREATE TYPE app.nothing AS ();
/*14*/ CREATE TYPE app.floats AS RANGE (subtype = float8, subtype_diff = float8mi, multirange_type_name = app.many_floats);
/*<14*/ CREATE TYPE app.floats AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TYPE app.texts AS RANGE (subtype = text, collation = "C", subtype_opclass = text_pattern_ops);
CREATE TYPE app.shelled;

-- functions, some of which need tables that need them
CREATE FUNCTION app.double_it(n integer, OUT r integer) LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 7 AS 'SELECT n * 2';
CREATE FUNCTION app.concat_all(VARIADIC parts text[] DEFAULT ARRAY['a;', 'b']) RETURNS text LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path TO 'app', 'Odd Names' SET work_mem = '1MB'
AS $body$
BEGIN
  -- a comment; with a semicolon and $$ dollars
  RETURN array_to_string(parts, ';');
END $body$;
COMMENT ON FUNCTION app.concat_all(text[]) IS 'glue';
CREATE FUNCTION app.rows_of(a integer) RETURNS TABLE (x integer, "y z" text) LANGUAGE sql ROWS 3 AS $$ SELECT 1, 'x;' $$;
CREATE PROCEDURE app.nop(INOUT a integer, b text DEFAULT 'it''s') LANGUAGE plpgsql AS $$ BEGIN a := a + 1; END $$;
COMMENT ON PROCEDURE app.nop(integer, text) IS 'does little';
CREATE FUNCTION app.next_state(state integer, value integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT coalesce(state, 0) + coalesce(value, 0)';
CREATE FUNCTION app.less_state(state integer, value integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT state - value';
CREATE AGGREGATE app.total(integer) (SFUNC = app.next_state, STYPE = integer, INITCOND = '0', MSFUNC = app.next_state, MINVFUNC = app.less_state, MSTYPE = integer, PARALLEL = SAFE, COMBINEFUNC = app.next_state);
COMMENT ON AGGREGATE app.total(integer) IS 'a sum';
CREATE AGGREGATE app.count_all(*) (SFUNC = int8inc, STYPE = int8, INITCOND = '0');
CREATE AGGREGATE app.middle(float8 ORDER BY anyelement) (SFUNC = ordered_set_transition, STYPE = internal, FINALFUNC = percentile_disc_final, FINALFUNC_EXTRA);

-- operators
CREATE FUNCTION app.near(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs(a - b) < 2';
CREATE FUNCTION app.far(a integer, b integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT abs(a - b) >= 2';
CREATE OPERATOR app.=~ (FUNCTION = app.near, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(app.=~), NEGATOR = OPERATOR(app.<~>), RESTRICT = eqsel, JOIN = eqjoinsel);
CREATE OPERATOR app.<~> (FUNCTION = app.far, LEFTARG = integer, RIGHTARG = integer, COMMUTATOR = OPERATOR(app.<~>), NEGATOR = OPERATOR(app.=~));
COMMENT ON OPERATOR app.=~ (integer, integer) IS 'nearly';
CREATE OPERATOR FAMILY app.backwards USING btree;
CREATE FUNCTION app.backwards_cmp(integer, integer) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT btint4cmp($2, $1)';
CREATE OPERATOR CLASS app.backwards_ops FOR TYPE integer USING btree FAMILY app.backwards AS
  OPERATOR 1 >, OPERATOR 2 >=, OPERATOR 3 =, OPERATOR 4 <=, OPERATOR 5 <, FUNCTION 1 app.backwards_cmp(integer, integer);
CREATE OPERATOR CLASS app.own_family DEFAULT FOR TYPE public.mood USING hash AS OPERATOR 1 = (anyenum, anyenum), FUNCTION 1 (public.mood, public.mood) hashenum(anyenum);
ALTER OPERATOR FAMILY app.backwards USING btree ADD OPERATOR 3 = (integer, bigint);
CREATE FUNCTION app.to_mood(integer) RETURNS public.mood LANGUAGE sql IMMUTABLE AS $$ SELECT 'happy'::public.mood $$;
CREATE CAST (integer AS public.mood) WITH FUNCTION app.to_mood(integer) AS ASSIGNMENT;
COMMENT ON CAST (integer AS public.mood) IS 'always happy';
CREATE CAST (app.address AS text) WITH INOUT;
CREATE CONVERSION app.latin FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;

-- text search
CREATE TEXT SEARCH DICTIONARY app.plain (TEMPLATE = pg_catalog.simple, STOPWORDS = 'english', accept = 'false');
CREATE TEXT SEARCH CONFIGURATION app.words (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION app.words ADD MAPPING FOR asciiword, word WITH app.plain, pg_catalog.english_stem;
COMMENT ON TEXT SEARCH CONFIGURATION app.words IS 'words';

-- sequences
CREATE SEQUENCE app.counter AS smallint INCREMENT BY -3 MINVALUE -100 MAXVALUE 5 START WITH 5 CACHE 4 CYCLE;
SELECT nextval('app.counter'), nextval('app.counter');
COMMENT ON SEQUENCE app.counter IS 'counts down';
/*15*/ CREATE UNLOGGED SEQUENCE app.fresh;
CREATE SEQUENCE app.shared_by_two;

-- tables
CREATE TABLE public.author (
  id serial PRIMARY KEY,
  name text COLLATE "C" NOT NULL,
  code varchar(10) CONSTRAINT code_is_given NOT NULL DEFAULT 'it''s',
  born date,
  mood public.mood DEFAULT 'happy',
  address app.address,
  tags text[] DEFAULT '{}',
  number integer DEFAULT nextval('app.shared_by_two'),
  CONSTRAINT "born late" CHECK (born > '1500-01-01'),
  CONSTRAINT authors_named UNIQUE (name, code) INCLUDE (born) WITH (fillfactor = 70) DEFERRABLE INITIALLY DEFERRED
/*15*/  , CONSTRAINT author_code UNIQUE NULLS NOT DISTINCT (code)
) WITH (fillfactor = 80, autovacuum_enabled = false, toast.autovacuum_enabled = false);
SELECT setval('public.author_id_seq', 41, false);
COMMENT ON TABLE public.author IS 'who writes';
COMMENT ON COLUMN public.author.name IS 'full name';
COMMENT ON CONSTRAINT "born late" ON public.author IS 'no ancients';
COMMENT ON CONSTRAINT author_pkey ON public.author IS 'the key';
/*18*/ COMMENT ON CONSTRAINT code_is_given ON public.author IS 'a must';
COMMENT ON SEQUENCE public.author_id_seq IS 'numbers';
COMMENT ON INDEX public.author_pkey IS 'its index';
ALTER TABLE public.author ALTER name SET STORAGE EXTERNAL, ALTER born SET STATISTICS 55, ALTER born SET (n_distinct = 0.5, n_distinct_inherited = 7);
/*14*/ ALTER TABLE public.author ALTER code SET COMPRESSION pglz;
ALTER TABLE public.author ADD CONSTRAINT unproved CHECK (length(name) > 0) NOT VALID;
/*18*/ ALTER TABLE public.author ADD CONSTRAINT unenforced CHECK (length(code) > 0) NOT ENFORCED;
/*18*/ ALTER TABLE public.author ADD CONSTRAINT mood_given NOT NULL mood NOT VALID;
ALTER TABLE public.author ADD COLUMN added integer DEFAULT 77;
ALTER TABLE public.author DROP COLUMN tags;
ALTER TABLE public.author CLUSTER ON authors_named;
CREATE TABLE "Odd Names"."Table ""of"" it's.all" (
  "Select" bigint GENERATED ALWAYS AS IDENTITY (SEQUENCE NAME "Odd Names"."numbers of it" START WITH 10 INCREMENT BY 5) PRIMARY KEY,
  "a b" integer GENERATED BY DEFAULT AS IDENTITY,
  "tür" text DEFAULT E'a\\b\n''c''',
  stored integer GENERATED ALWAYS AS (("a b" * 2)) STORED,
/*18*/   virtual integer GENERATED ALWAYS AS ("a b" + 1) VIRTUAL,
  CONSTRAINT "check it" CHECK ("a b" > 0) NO INHERIT
);
COMMENT ON COLUMN "Odd Names"."Table ""of"" it's.all"."a b" IS '-- not a comment; $$';
CREATE UNLOGGED TABLE app.scratch ();
CREATE UNLOGGED TABLE app.counted_scratch (a serial, b integer GENERATED ALWAYS AS IDENTITY);
CREATE TABLE app.typed OF app.address (street WITH OPTIONS NOT NULL DEFAULT 'x', CONSTRAINT c CHECK (street <> 'y'));
CREATE TABLE app.plain_typed OF app.address;
CREATE TABLE app.full_identity (a integer NOT NULL, b integer);
ALTER TABLE app.full_identity REPLICA IDENTITY FULL;
CREATE TABLE app.index_identity (a integer NOT NULL, b integer);
CREATE UNIQUE INDEX identity_index ON app.index_identity (a);
ALTER TABLE app.index_identity REPLICA IDENTITY USING INDEX identity_index;
ALTER SEQUENCE app.shared_by_two OWNED BY app.index_identity.a;
CREATE TABLE app.no_identity (a integer);
ALTER TABLE app.no_identity REPLICA IDENTITY NOTHING;
CREATE TABLE app.booking (
  room integer, during daterange, valid tstzrange, kind text,
  EXCLUDE USING gist (room WITH =, during WITH &&) WHERE (kind <> 'soft')
/*18*/  , CONSTRAINT booking_pk PRIMARY KEY (room, valid WITHOUT OVERLAPS)
);
CREATE TABLE app.guest (
  id integer PRIMARY KEY, room integer, valid tstzrange
/*18*/  , FOREIGN KEY (room, PERIOD valid) REFERENCES app.booking (room, PERIOD valid)
);

-- foreign keys
CREATE TABLE public.book (
  id integer PRIMARY KEY, author_id integer NOT NULL REFERENCES public.author ON DELETE CASCADE ON UPDATE SET NULL DEFERRABLE INITIALLY DEFERRED,
  author_name text, author_code varchar(10), sequel integer CONSTRAINT goes_on REFERENCES public.book (id) ON DELETE SET DEFAULT,
  pages app.percent, UNIQUE (id, author_id)
);
ALTER TABLE public.author ADD COLUMN best integer, ADD COLUMN best_by integer;
ALTER TABLE public.author ADD CONSTRAINT best_of FOREIGN KEY (best, best_by) REFERENCES public.book (id, author_id) MATCH FULL NOT VALID;
/*18*/ ALTER TABLE public.book ADD CONSTRAINT not_checked FOREIGN KEY (sequel) REFERENCES public.book (id) NOT ENFORCED;
COMMENT ON CONSTRAINT goes_on ON public.book IS 'part two';

-- what needs one another
CREATE FUNCTION app.is_good(b public.book) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS $$ BEGIN RETURN b.id > 0; END $$;
ALTER TABLE public.book ADD CONSTRAINT good CHECK (app.is_good(book));
/*14*/ CREATE FUNCTION app.books() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT count(*) FROM public.book; SELECT count(*) + 1 FROM public.author; END;
/*<14*/ CREATE FUNCTION app.books() RETURNS bigint LANGUAGE sql STABLE AS 'SELECT count(*) FROM public.book';
ALTER TABLE public.book ADD COLUMN seen bigint DEFAULT app.books();
CREATE TABLE app.early (a integer);
CREATE FUNCTION app.early_default(e app.early) RETURNS integer LANGUAGE sql AS 'SELECT 1';
ALTER TABLE app.early ADD COLUMN b integer DEFAULT app.early_default(NULL);
CREATE VIEW app.zirkel AS SELECT 1 AS a, 'x'::text COLLATE "C" AS b;
CREATE FUNCTION app.of_view(app.zirkel) RETURNS integer LANGUAGE sql AS 'SELECT 2';
CREATE OR REPLACE VIEW app.zirkel AS SELECT app.of_view(NULL) AS a, 'x'::text COLLATE "C" AS b;
CREATE FUNCTION app.check_domain(app.loose) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
ALTER DOMAIN app.loose ADD CONSTRAINT circle CHECK (app.check_domain(VALUE));

-- inheritance
CREATE TABLE app.parent (a integer NOT NULL, b text DEFAULT 'p', c text COLLATE "C", CONSTRAINT pc CHECK (a > 0), CONSTRAINT pn CHECK (a < 5) NO INHERIT);
CREATE TABLE app.other_parent (d integer, a integer);
CREATE TABLE app.child (e integer, b text DEFAULT 'c' NOT NULL, CONSTRAINT cc CHECK (e > 0), CONSTRAINT pc CHECK (a > 0)) INHERITS (app.parent, app.other_parent);
CREATE TABLE app.grandchild () INHERITS (app.child);
ALTER TABLE app.grandchild ALTER b SET DEFAULT 'g', ALTER c SET NOT NULL, ALTER a DROP DEFAULT;
ALTER TABLE app.grandchild ALTER c SET STORAGE MAIN;
CREATE TABLE app.without_default () INHERITS (app.parent);
ALTER TABLE app.without_default ALTER b DROP DEFAULT;
/*18*/ ALTER TABLE app.without_default ADD CONSTRAINT own_null NOT NULL b;
ALTER TABLE app.parent ADD CONSTRAINT late CHECK (a <> 3) NOT VALID;

-- partitions
CREATE TABLE app.measure (id integer, at date NOT NULL, v text DEFAULT 'm' COLLATE app.german, n integer GENERATED ALWAYS AS IDENTITY, CONSTRAINT positive CHECK (id > 0)) PARTITION BY RANGE (at);
CREATE TABLE app.measure_2025 PARTITION OF app.measure (v DEFAULT 'x') FOR VALUES FROM ('2025-01-01') TO ('2026-01-01') WITH (fillfactor = 60);
CREATE TABLE app.measure_2026 PARTITION OF app.measure FOR VALUES FROM ('2026-01-01') TO (MAXVALUE) PARTITION BY LIST (v);
CREATE TABLE app.measure_2026_a PARTITION OF app.measure_2026 FOR VALUES IN ('a', 'b', NULL);
CREATE TABLE app.measure_2026_rest (v text COLLATE app.german, CONSTRAINT positive CHECK (id > 0), at date NOT NULL, id integer, n integer NOT NULL);
ALTER TABLE app.measure_2026 ATTACH PARTITION app.measure_2026_rest DEFAULT;
ALTER TABLE app.measure ADD PRIMARY KEY (id, at, v);
CREATE INDEX measure_by_value ON app.measure (v, lower(v));
CREATE UNIQUE INDEX only_here ON app.measure_2025 (n);
CREATE INDEX ON app.measure_2026 (at);
ALTER TABLE app.measure ADD CONSTRAINT later CHECK (id < 1000) NOT VALID;
CREATE TABLE app.hashed (a integer, b integer REFERENCES public.book) PARTITION BY HASH (a, (b + 1));
CREATE TABLE app.hashed_0 PARTITION OF app.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE app.hashed_1 PARTITION OF app.hashed FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE app.no_parts (a integer) PARTITION BY LIST (a);
CREATE TABLE app.refers (id integer, at date, v text COLLATE app.german, FOREIGN KEY (id, at, v) REFERENCES app.measure);
CREATE INDEX half_way ON ONLY app.measure (n);
CREATE INDEX half_way_2025 ON app.measure_2025 (n);
ALTER INDEX app.half_way ATTACH PARTITION app.half_way_2025;
COMMENT ON INDEX app.half_way_2025 IS 'a half';

-- indexes and statistics
CREATE INDEX by_expression ON public.author (lower(name) COLLATE "C" text_pattern_ops DESC NULLS LAST, (length(code))) WHERE born IS NOT NULL;
ALTER INDEX public.by_expression ALTER COLUMN 2 SET STATISTICS 33;
COMMENT ON INDEX public.by_expression IS 'partly';
CREATE INDEX by_mood ON public.author USING hash (mood app.own_family);
CREATE INDEX backwards ON public.author (id app.backwards_ops) WITH (fillfactor = 55);
/*15*/ CREATE UNIQUE INDEX "odd; index" ON "Odd Names"."Table ""of"" it's.all" ("a b") NULLS NOT DISTINCT;
CREATE STATISTICS app.correlated (ndistinct, dependencies) ON name, code FROM public.author;
/*13*/ ALTER STATISTICS app.correlated SET STATISTICS 77;
/*14*/ CREATE STATISTICS app.expressed ON (lower(name)), born FROM public.author;
COMMENT ON STATISTICS app.correlated IS 'correlated';

-- views
CREATE VIEW public.authors WITH (security_barrier) AS SELECT id, name AS "full name", lower(name) AS low FROM public.author WHERE born IS NULL WITH LOCAL CHECK OPTION;
COMMENT ON VIEW public.authors IS 'the living';
COMMENT ON COLUMN public.authors."full name" IS 'all of it';
ALTER VIEW public.authors ALTER COLUMN "full name" SET DEFAULT 'nobody';
CREATE VIEW app.a_view_over AS SELECT * FROM public.authors WHERE "full name" = app.concat_all('x');
CREATE VIEW app.z_grouped AS SELECT id, name, born FROM public.author GROUP BY id;
CREATE RECURSIVE VIEW app.counting (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM counting WHERE n < 5;
CREATE MATERIALIZED VIEW app.summary WITH (fillfactor = 90) AS SELECT count(*) AS n, 'b'::text AS "with it" FROM app.z_grouped;
CREATE MATERIALIZED VIEW app.a_summary_of_it AS SELECT n FROM app.summary;
CREATE MATERIALIZED VIEW app.unfilled AS SELECT id FROM public.authors WITH NO DATA;
CREATE UNIQUE INDEX by_n ON app.summary (n);
ALTER MATERIALIZED VIEW app.summary CLUSTER ON by_n;
ALTER MATERIALIZED VIEW app.summary ALTER COLUMN n SET STATISTICS 9;
COMMENT ON MATERIALIZED VIEW app.summary IS 'in short';
COMMENT ON COLUMN app.summary."with it" IS 'and more';

-- rules, triggers, policies
CREATE RULE insert_author AS ON INSERT TO public.authors DO INSTEAD INSERT INTO public.author (name, code) VALUES (new."full name", 'x;y');
CREATE RULE notify_it AS ON UPDATE TO app.early WHERE new.a > 5 DO ALSO DELETE FROM app.no_identity WHERE a = old.a;
COMMENT ON RULE notify_it ON app.early IS 'tells';
ALTER TABLE app.early DISABLE RULE notify_it;
CREATE FUNCTION app.fire() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE TRIGGER "fire it" BEFORE INSERT OR UPDATE OF name ON public.author FOR EACH ROW WHEN (new.name <> 'x;y') EXECUTE FUNCTION app.fire('a;', 'it''s');
CREATE TRIGGER fire_disabled AFTER DELETE ON public.author FOR EACH STATEMENT EXECUTE FUNCTION app.fire();
CREATE TRIGGER fire_always AFTER INSERT ON public.author REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION app.fire();
CREATE TRIGGER fire_replica AFTER TRUNCATE ON public.author EXECUTE FUNCTION app.fire();
ALTER TABLE public.author DISABLE TRIGGER fire_disabled, ENABLE ALWAYS TRIGGER fire_always, ENABLE REPLICA TRIGGER fire_replica;
CREATE CONSTRAINT TRIGGER fire_late AFTER INSERT ON public.book FROM public.author DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION app.fire();
CREATE TRIGGER fire_instead INSTEAD OF UPDATE ON app.z_grouped FOR EACH ROW EXECUTE FUNCTION app.fire();
CREATE TRIGGER fire_parts AFTER INSERT ON app.measure FOR EACH ROW EXECUTE FUNCTION app.fire();
ALTER TABLE app.measure_2025 DISABLE TRIGGER fire_parts;
COMMENT ON TRIGGER "fire it" ON public.author IS 'fires';
ALTER TRIGGER fire_late ON public.book DEPENDS ON EXTENSION btree_gist;
ALTER FUNCTION app.near(integer, integer) DEPENDS ON EXTENSION btree_gist;
ALTER TABLE public.book ENABLE ROW LEVEL SECURITY;
ALTER TABLE public.book FORCE ROW LEVEL SECURITY;
CREATE POLICY see ON public.book FOR SELECT USING (id > 0 AND EXISTS (SELECT FROM public.author WHERE author.id = author_id));
CREATE POLICY "write it" ON public.book AS RESTRICTIVE FOR UPDATE TO public USING (true) WITH CHECK (pages > 1);
COMMENT ON POLICY see ON public.book IS 'who sees';
CREATE FUNCTION app.on_event() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
CREATE EVENT TRIGGER watch ON ddl_command_end WHEN TAG IN ('CREATE TABLE', 'DROP TABLE') EXECUTE FUNCTION app.on_event();
ALTER EVENT TRIGGER watch DISABLE;
COMMENT ON EVENT TRIGGER watch IS 'watches';
